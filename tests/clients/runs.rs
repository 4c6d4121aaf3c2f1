//! One run: what comes of each kind of program, and what it leaves behind.

use std::fs;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use dcr_check::case::Client;
use dcr_check::clients::exec::invocation::Invocation;
use dcr_check::clients::exec::outcome::outcome;
use dcr_check::clients::exec::record::{Ending, RunError};
use dcr_check::clients::exec::settings::Settings;
use dcr_check::clients::exec::traffic::Purpose;
use dcr_check::clients::login::Login;
use dcr_check::clients::profile::Profile;
use dcr_check::outcome::{Outcome, Silence};
use dcr_check::properties::Verdict;
use dcr_check::properties::transport;

use dcr_check::scenario::compose;
use dcr_check::scenario::expectation::Expectation;
use dcr_check::vocabulary::Layer;

use crate::Test;
use crate::tools::{profile, profile_text, run_login, run_stub, settings, stubs_alive, try_run};

/// The tests of this file.
pub const TESTS: &[Test] = &[
    (
        "a_good_client_registers_and_its_authorization_is_seen",
        good,
    ),
    (
        "a_silent_client_is_told_from_one_that_refuses",
        silent_and_refusing,
    ),
    ("a_slow_client_is_stopped_when_its_time_is_over", slow),
    ("a_crash_is_a_crash", crashing),
    ("a_flood_of_output_is_bounded_and_does_not_block", flooding),
    (
        "grandchildren_are_killed_even_when_they_leave_the_group",
        grandchildren,
    ),
    ("a_second_registration_is_seen", twice),
    ("broken_bodies_are_kept_as_they_came", broken_bodies),
    ("bad_http_is_an_outcome_of_its_own", bad_http),
    ("an_opened_url_is_recorded_and_no_browser_starts", browser),
    ("a_terminal_is_given_and_typed_into", terminal),
    (
        "the_environment_is_what_is_listed_and_nothing_else",
        environment,
    ),
    (
        "scopes_of_a_variable_reach_the_program_and_are_judged",
        variable,
    ),
    (
        "folders_behind_links_are_placeholders_in_what_is_kept",
        links,
    ),
    (
        "a_program_that_is_not_there_is_no_failure_of_the_client",
        missing,
    ),
    ("two_hundred_runs_leave_nothing_behind", two_hundred),
];

fn good() {
    let record = run_stub("good", "");
    let Outcome::Sent(sent) = outcome(&record, false) else {
        panic!("{}", record.output);
    };
    assert_eq!(sent.registration.url, "http://127.0.0.1:7592/register");
    assert_eq!(
        sent.registration.header("content-type").collect::<Vec<_>>(),
        ["application/json"]
    );
    let authorization = sent.authorization.unwrap();
    assert_eq!(authorization.resource, ["http://127.0.0.1:7591/mcp"]);
    assert_eq!(record.ending, Ending::Exited(0));
    let raw = |one: &dcr_check::clients::exec::traffic::Received| {
        one.raw.starts_with(b"POST /mcp HTTP/1.1\r\nContent-Type")
            || one.raw.starts_with(b"POST /mcp HTTP/1.1\r\nHost:")
    };
    assert!(record.received.iter().any(raw), "the raw request is kept");
}

fn variable() {
    let text = profile_text("variable", "").replace("\"call\", ", "\"environment\", ");
    let (start, rest) = text.split_once("[layers.call]").unwrap();
    let (_, policy) = rest.split_once("[policy]").unwrap();
    let layer =
        "[layers.environment]\nformat = \"space\"\nenvironment = { STUB_SCOPES = \"{scopes}\" }";
    let profile = Profile::parse(&format!("{start}{layer}\n[policy]{policy}")).unwrap();
    let declaration = profile.declaration();
    let scenario = compose::login().environment(["a", "b"]).challenge(["w"]);
    let login = Login::from(scenario).adapted(&profile, &declaration);
    let invocation = Invocation::new(&profile, &login.scenario);
    assert_eq!(invocation.environment["STUB_SCOPES"], "a b");
    let Expectation::Sent(expected) = login.scenario.expectation(&declaration) else {
        panic!("it should be sent");
    };
    assert_eq!(expected.layer, Some(Layer::Environment));
    let record = run_login(&profile, &login, &settings(&profile)).unwrap();
    let Outcome::Sent(sent) = outcome(&record, false) else {
        panic!("{}", record.output);
    };
    let body: serde_json::Value = serde_json::from_slice(&sent.registration.body).unwrap();
    assert_eq!(body["scope"], "a b");
}

fn silent_and_refusing() {
    assert_eq!(
        outcome(&run_stub("silent", ""), false),
        Outcome::Silent(Silence::Ended)
    );
    let Outcome::Refused(refusal) = outcome(&run_stub("refusing", ""), false) else {
        panic!("it should refuse");
    };
    assert_eq!(
        refusal.message,
        "exit code 3: error: I do not like this server"
    );
}

fn slow() {
    let profile = profile("slow", "");
    let mut settings = settings(&profile);
    settings.time_limit = Duration::from_millis(300);
    let began = Instant::now();
    let record = try_run(&profile, &settings).unwrap();
    assert_eq!(record.ending, Ending::TimedOut);
    assert_eq!(outcome(&record, false), Outcome::Silent(Silence::TimedOut));
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "it was not waited for"
    );
}

fn crashing() {
    let record = run_stub("crashing", "");
    assert_eq!(
        outcome(&record, false),
        Outcome::Silent(Silence::Crashed(6))
    );
}

fn flooding() {
    let record = run_stub("flooding", "");
    assert!(
        matches!(outcome(&record, false), Outcome::Sent(_)),
        "{:?}",
        record.ending
    );
    assert!(
        record.output.len() < 300 << 10,
        "{} octets kept",
        record.output.len()
    );
    assert!(record.output.contains("octets left out"));
}

fn grandchildren() {
    let record = run_stub("parent", "");
    assert_eq!(record.ending, Ending::Stopped);
    let began = Instant::now();
    // What was killed is gone once its new parent has noticed.
    while sleeping_stubs() > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "a grandchild is alive"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Other tests run at the same time, so only programs that sleep for this one count.
fn sleeping_stubs() -> usize {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let me = std::env::current_exe().unwrap();
    processes
        .filter(|entry| {
            let words = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let wanted = format!("{}\0stub\0slow\0", me.display());
            words == wanted.as_bytes()
        })
        .count()
}

fn twice() {
    let Outcome::Sent(sent) = outcome(&run_stub("twice", ""), false) else {
        panic!("it should register");
    };
    assert_eq!(sent.further_registrations.len(), 1);
}

fn broken_bodies() {
    for (kind, body) in [
        ("broken-json", r#"{"scope":"a""#),
        ("duplicate", r#"{"scope":"a","scope":"b"}"#),
    ] {
        let outcome = outcome(&run_stub(kind, ""), false);
        let Outcome::Sent(sent) = &outcome else {
            panic!("{kind}: {outcome:?}");
        };
        assert_eq!(sent.registration.body, body.as_bytes());
        let judge = transport::BODY_IS_ONE_JSON_OBJECT.judge;
        let verdict = judge.with_client(&Client::default(), &outcome);
        assert!(
            matches!(verdict, Some(Verdict::Fail(_))),
            "{kind}: {verdict:?}"
        );
    }
}

fn bad_http() {
    for kind in ["bad-http", "cut-off"] {
        let record = run_stub(kind, "");
        assert_eq!(
            outcome(&record, false),
            Outcome::Silent(Silence::NoHttp),
            "{kind}"
        );
        let kept = record
            .received
            .iter()
            .find(|one| one.purpose == Purpose::NoHttp)
            .unwrap();
        assert!(!kept.raw.is_empty(), "{kind}: what came is kept");
    }
}

fn browser() {
    let record = run_stub("browser", "");
    assert_eq!(record.ending, Ending::Stopped);
    assert_eq!(
        record.authorization_urls,
        ["http://127.0.0.1:7592/authorize?scope=a+b"]
    );
    let Outcome::Sent(sent) = outcome(&record, false) else {
        panic!("it should register");
    };
    assert_eq!(sent.authorization.unwrap().scope.as_deref(), Some("a b"));
}

fn terminal() {
    let more =
        "terminal = true\n[interaction]\nsteps = [{ wait_for = \"(y/n)\", send = \"y\\n\" }]";
    let Outcome::Sent(sent) = outcome(&run_stub("terminal", more), false) else {
        panic!("it should register");
    };
    assert_eq!(sent.registration.body, br#"{"scope":"typed"}"#);
}

fn environment() {
    let more = "[environment]\nOWN = \"{home}/x\"";
    let record = run_stub("environment", more);
    let value = |name: &str| {
        let start = format!("{name}=");
        let line = record.output.lines().find(|line| line.starts_with(&start));
        line.unwrap_or_else(|| panic!("no {name} in {}", record.output))[start.len()..].to_owned()
    };
    // Folders of the run are placeholders again in what it printed.
    assert_eq!(value("HOME"), "{home}");
    assert_eq!(value("OWN"), "{home}/x");
    assert_eq!(value("folder"), "{work}");
    assert_eq!(value("HTTPS_PROXY"), "http://127.0.0.1:9");
    let temporary = value("TMPDIR");
    assert!(temporary.contains("dcr-check-"), "{temporary}");
    let own_programs = temporary.strip_suffix("/tmp").unwrap().to_owned() + "/bin:";
    assert!(
        value("PATH").starts_with(&own_programs),
        "{}",
        value("PATH")
    );
    assert!(!record.output.contains("CARGO"), "something of ours got in");
    assert!(
        !std::path::Path::new(&temporary).exists(),
        "its folders are gone"
    );
}

fn links() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let profile = profile("environment", "");
    let settings = Settings {
        temporary: Some(link),
        ..settings(&profile)
    };
    let record = try_run(&profile, &settings).unwrap();
    // The program finds out where it really is; HOME is as it was told.
    assert!(
        record.output.contains("folder={work}\n"),
        "{}",
        record.output
    );
    assert!(record.output.contains("HOME={home}\n"), "{}", record.output);
}

fn missing() {
    let profile = profile("good", "");
    let mut settings = settings(&profile);
    settings.program = "/no/such/program".into();
    let error = try_run(&profile, &settings).unwrap_err();
    assert!(matches!(error, RunError::Client(_)), "{error}");
    assert!(error.to_string().contains("/no/such/program"), "{error}");
}

/// In a process of its own, because other tests hold files and memory for a while.
fn two_hundred() {
    let me = std::env::current_exe().unwrap();
    let output = Command::new(me).arg("two-hundred-runs").output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Fails if 200 runs leave more behind than 20.
pub fn two_hundred_runs() -> ExitCode {
    let descriptors = || fs::read_dir("/proc/self/fd").unwrap().count();
    let resident = || {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap()
            .to_owned();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
    };
    let temporary = tempfile::tempdir().unwrap();
    let profile = profile("twice", "");
    let mut settings = settings(&profile);
    settings.temporary = Some(temporary.path().to_owned());
    let runs = |number: usize| {
        for _ in 0..number {
            try_run(&profile, &settings).unwrap();
        }
    };
    runs(20);
    let before = (descriptors(), resident());
    runs(200);
    let after = (descriptors(), resident());
    assert_eq!(after.0, before.0, "descriptors are left open");
    assert!(
        after.1 < before.1 + 4096,
        "{} kB became {} kB",
        before.1,
        after.1
    );
    assert_eq!(
        fs::read_dir(temporary.path()).unwrap().count(),
        0,
        "folders are left"
    );
    assert_eq!(stubs_alive(), 0, "processes are left");
    ExitCode::SUCCESS
}
