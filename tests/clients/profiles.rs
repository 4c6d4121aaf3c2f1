//! Client profiles: those that are shipped, and what is said of wrong ones.

use std::fs;
use std::path::{Path, PathBuf};

use dcr_check::clients::exec::invocation::Invocation;
use dcr_check::clients::login::Login;
use dcr_check::clients::login::handpicked::covering_set;
use dcr_check::clients::profile::Profile;
use dcr_check::scenario::Scenario;
use dcr_check::scenario::compose::login;

use crate::Test;
use crate::tools::{profile, profile_text};

/// The tests of this file.
pub const TESTS: &[Test] = &[
    (
        "every_shipped_profile_is_right_and_named_after_its_file",
        shipped,
    ),
    ("every_shipped_driver_belongs_to_a_profile", drivers),
    ("wrong_profiles_are_told_what_is_wrong", wrong),
    ("every_layer_of_every_profile_reaches_the_program", layers),
    (
        "scopes_stand_at_every_position_in_every_spelling",
        positions,
    ),
    ("placeholders_in_scopes_stay_as_they_are", placeholders),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients")
}

/// The shipped profiles with the names of their files.
pub fn all() -> Vec<(String, Profile)> {
    let files = fs::read_dir(folder()).unwrap().flatten();
    let mut profiles: Vec<(String, Profile)> = files
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "toml"))
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            let profile = Profile::parse(&text);
            let stem = entry
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (
                stem,
                profile.unwrap_or_else(|error| panic!("{}: {error}", entry.path().display())),
            )
        })
        .collect();
    profiles.sort_by(|one, other| one.0.cmp(&other.0));
    profiles
}

fn shipped() {
    let all = all();
    assert!(all.len() >= 10, "{} profiles", all.len());
    for (stem, profile) in all {
        assert_eq!(stem, profile.name);
        assert!(profile.package.is_some(), "{stem} cannot be installed");
        assert!(!covering_set(&profile).is_empty(), "{stem}");
    }
}

fn drivers() {
    let mut named: Vec<String> = all()
        .into_iter()
        .filter_map(|(_, profile)| profile.package?.driver)
        .collect();
    let mut there: Vec<String> = fs::read_dir(folder().join("drivers"))
        .unwrap()
        .flatten()
        .map(|entry| format!("drivers/{}", entry.file_name().to_string_lossy()))
        .collect();
    named.sort();
    there.sort();
    assert_eq!(named, there);
}

fn wrong() {
    let right = profile_text("good", "");
    let cases = [
        ("schema = 1", "schema = 2", "reads schema 1"),
        ("name = \"stub\"", "name = \"St ub\"", "lower-case"),
        (
            "positions = [3]",
            "positions = [9]",
            "position 9 is past the end",
        ),
        ("positions = [3]", "", "spellings need positions"),
        ("{scopes}", "{scope}", "{scopes}"),
        ("{server_url}", "{server-url}", ""),
        (
            "{server_url}",
            "{serverurl}",
            "{serverurl} is no placeholder",
        ),
        ("\"call\", ", "", "precedence does not name it"),
        ("\"call\", ", "\"call\", \"flag\", ", "no table in [layers]"),
        ("\"call\", ", "\"call\", \"call\", ", "twice"),
        ("grace_ms = 50", "grace = 50", "grace"),
        ("format = \"space\"", "format = \"semicolon\"", "semicolon"),
    ];
    for (from, to, told) in cases {
        let text = right.replace(from, to);
        assert_ne!(text, right, "{from}");
        match Profile::parse(&text) {
            // Words in braces that are no placeholders are left alone.
            Ok(_) => assert!(told.is_empty(), "{to} was taken"),
            Err(error) => assert!(error.to_string().contains(told), "{to}: {error}"),
        }
    }
}

fn layers() {
    for (name, profile) in all() {
        let silent = Invocation::new(&profile, &Scenario::default());
        let set = covering_set(&profile);
        for layer in profile
            .declaration()
            .layers
            .iter()
            .filter(|one| one.is_of_user())
        {
            let reached = set.iter().any(|login| {
                let invocation = Invocation::new(&profile, &login.scenario);
                let expectation = login.scenario.expectation(&profile.declaration());
                let of_layer = matches!(
                    expectation,
                    dcr_check::scenario::expectation::Expectation::Sent(expected)
                        if expected.layer == Some(*layer)
                );
                of_layer && invocation.arguments != silent.arguments
                    || invocation.files != silent.files
            });
            assert!(reached, "{name}: {layer:?}");
        }
    }
}

fn positions() {
    let (_, codex) = all().into_iter().find(|(name, _)| name == "codex").unwrap();
    let lines: Vec<String> = covering_set(&codex)
        .iter()
        .map(|login| Invocation::new(&codex, &login.scenario).command_line("codex"))
        .collect();
    for start in [
        "codex mcp login --scopes ",
        "codex mcp login --scopes=",
        "codex mcp login dcr-check --scopes ",
        "codex mcp login dcr-check --scopes=",
        "codex -c 'mcp_servers",
        "codex mcp -c 'mcp_servers",
        "codex mcp login -c 'mcp_servers",
        "codex mcp login dcr-check -c 'mcp_servers",
        "codex mcp login dcr-check --config 'mcp_servers",
        "codex mcp login dcr-check '--config=mcp_servers",
        "codex mcp login dcr-check '-cmcp_servers",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(start)), "{start}");
    }
}

fn placeholders() {
    let profile = profile("good", "");
    let login =
        Login::from(login().call(["{server_url}"])).adapted(&profile, &profile.declaration());
    let invocation = Invocation::new(&profile, &login.scenario);
    assert_eq!(invocation.arguments[3], "{server_url}");
}
