//! What the tests share: a profile for a stub, and one run of it.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use dcr_check::clients::exec::invocation::Invocation;
use dcr_check::clients::exec::record::{Record, RunError};
use dcr_check::clients::exec::responses::ServerResponses;
use dcr_check::clients::exec::run::run;
use dcr_check::clients::exec::settings::Settings;
use dcr_check::clients::login::Login;
use dcr_check::clients::profile::Profile;
use dcr_check::scenario::compose;

/// The text of a profile for a stub.
pub fn profile_text(kind: &str, more: &str) -> String {
    let me = std::env::current_exe().unwrap();
    format!(
        r#"
schema = 1
name = "stub"
title = "Stub"

[program]
command = {me:?}
arguments = ["stub", "{kind}", "{{server_url}}"]
revision = "2026-07-28"
time_limit_ms = 10000
grace_ms = 50
settle_ms = 300
{more}

[layers.call]
format = "space"
spellings = [["{{scopes}}"]]
positions = [3]

[policy]
precedence = ["call", "challenge", "resource-metadata"]
offline_access = true
"#
    )
}

/// The text of a profile for the stub whose option has to stand last.
pub fn flag_last_text() -> String {
    profile_text("flag-last", "")
        .replace("[layers.call]", "[layers.flag]")
        .replace("format = \"space\"", "format = \"comma\"")
        .replace("[[\"{scopes}\"]]", "[[\"--scopes\", \"{scopes}\"]]")
        .replace("positions = [3]", "positions = [2, 3]")
        .replace("\"call\"", "\"flag\"")
}

/// A profile for a stub that declares another policy.
pub fn profile_declaring(kind: &str, policy: &str) -> Profile {
    let text = profile_text(kind, "");
    let (rest, _) = text.split_once("[policy]").unwrap();
    Profile::parse(&format!("{rest}[policy]\noffline_access = true\n{policy}")).unwrap()
}

/// A profile for a stub.
pub fn profile(kind: &str, more: &str) -> Profile {
    Profile::parse(&profile_text(kind, more)).unwrap()
}

/// How a stub is run.
pub fn settings(profile: &Profile) -> Settings {
    Settings {
        program: PathBuf::from(&profile.program.command),
        placeholders: Vec::new(),
        search: "/usr/local/bin:/usr/bin:/bin".to_owned(),
        recorder: PathBuf::from(env!("CARGO_BIN_EXE_dcr-check")),
        terminal: profile.program.terminal,
        interaction: profile.interaction.clone(),
        time_limit: Duration::from_millis(profile.program.time_limit_ms),
        grace: Duration::from_millis(profile.program.grace_ms),
        settle: Duration::from_millis(profile.program.settle_ms),
        stop: Default::default(),
        temporary: None,
    }
}

/// A login at servers that say nothing about scopes.
pub fn login(profile: &Profile) -> Login {
    Login::from(compose::login()).adapted(profile, &profile.declaration())
}

/// One run of a login.
pub fn try_run(profile: &Profile, settings: &Settings) -> Result<Record, RunError> {
    run_login(profile, &login(profile), settings)
}

/// One run of this login.
pub fn run_login(
    profile: &Profile,
    login: &Login,
    settings: &Settings,
) -> Result<Record, RunError> {
    let invocation = Invocation::new(profile, &login.scenario);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run(&invocation, &ServerResponses::new(login), settings))
}

/// One run of the stub of that kind.
pub fn run_stub(kind: &str, more: &str) -> Record {
    let profile = profile(kind, more);
    try_run(&profile, &settings(&profile)).unwrap()
}

/// How many processes of stubs are there that a test of this process started.
pub fn stubs_alive() -> usize {
    let mark = format!("DCR_CHECK_RUN={}-", std::process::id());
    let processes = fs::read_dir("/proc").unwrap().flatten();
    processes
        .filter(|entry| {
            let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
            let mut variables = environment.split(|octet| *octet == 0);
            variables.any(|variable| variable.starts_with(mark.as_bytes()))
        })
        .count()
}
