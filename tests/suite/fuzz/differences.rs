//! The known differences from other libraries are there, each for its own reason, and written down.

use dcr_check::requirement;
use dcr_check_fuzz::differential::{AGREED, Agreed};

#[test]
fn every_known_difference_shows_on_its_input_and_has_no_other_reason() {
    for agreed in AGREED {
        let differences = agreed.comparison.differences(agreed.input);
        let explained = |known: &Agreed| {
            differences
                .iter()
                .filter(|one| known.speaks_of(agreed.comparison, agreed.input, one))
                .count()
        };
        assert!(explained(agreed) > 0, "{}: {differences:#?}", agreed.id);
        let others: Vec<&str> = AGREED
            .iter()
            .filter(|other| other.library == agreed.library && other.id != agreed.id)
            .filter(|other| explained(other) > 0)
            .map(|other| other.id)
            .collect();
        assert!(
            others.is_empty(),
            "{} is explained by {others:?}",
            agreed.id
        );
    }
}

#[test]
fn known_differences_have_names_of_their_own_and_requirements() {
    for (index, agreed) in AGREED.iter().enumerate() {
        assert!(
            AGREED[..index].iter().all(|other| other.id != agreed.id),
            "{}",
            agreed.id
        );
        for id in agreed.requirements {
            assert!(
                id.starts_with("AMB-") || requirement::find(id).is_some(),
                "{id}"
            );
        }
    }
}

/// The other part of the page, on client programs, is held by `tests/suite/docs.rs`.
#[test]
fn the_findings_are_written_down() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
    let text = findings();
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let start = written.find(HEAD).unwrap_or(written.len());
    if std::env::var_os("BLESS").is_some() {
        let page = format!("{}{text}", &written[..start]);
        std::fs::write(path, page).expect("docs/findings.md is written");
        return;
    }
    assert!(
        written[start..] == text,
        "docs/findings.md is out of date; write it with BLESS=1"
    );
}

const HEAD: &str = "# What the comparison with other libraries found\n";

fn findings() -> String {
    let mut text = String::from(
        "# What the comparison with other libraries found\n\n\
         Derived from the table of known differences in `fuzz/src/differential/agreed.rs`, which a test \
         holds against\nthe versions named here. The target `differential` looks for further ones.\n",
    );
    for (head, is_finding) in [
        ("Findings", true),
        ("Differences where both ways can be defended", false),
    ] {
        text.push_str(&format!("\n## {head}\n"));
        for agreed in AGREED.iter().filter(|one| one.is_finding == is_finding) {
            text.push_str(&entry(agreed));
        }
    }
    text
}

fn entry(agreed: &Agreed) -> String {
    let found = agreed.comparison.differences(agreed.input);
    let speaks = |one: &&_| agreed.speaks_of(agreed.comparison, agreed.input, one);
    let difference = found.iter().find(speaks).expect("a difference");
    let said = |value: &Option<String>| match value {
        Some(text) => format!("`{}`", text.escape_debug()),
        None => "nothing".to_owned(),
    };
    format!(
        "\n### {}: {}\n\n{} {} {}; {} ({}).\n\n- input ({}): `{}`\n- `{}`: {} by {}, {} here\n",
        agreed.library,
        agreed.id.replace('-', " "),
        agreed.library,
        version(agreed.library),
        agreed.does,
        agreed.right,
        agreed.requirements.join(", "),
        agreed.comparison.name(),
        agreed
            .input
            .escape_debug()
            .to_string()
            .replace("\\\"", "\""),
        difference.about,
        said(&difference.theirs),
        agreed.library,
        said(&difference.ours),
    )
}

/// The version that is locked, and so compared.
fn version(library: &str) -> String {
    let lock: toml::Table = include_str!("../../../Cargo.lock")
        .parse()
        .expect("Cargo.lock");
    let packages = lock["package"].as_array().expect("a list of packages");
    let package = packages
        .iter()
        .find(|one| one["name"].as_str() == Some(library));
    package.expect("the library")["version"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}
