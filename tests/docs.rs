//! Tables and figures in the documentation are derived: `BLESS=1 cargo test --test docs` writes them.
#![cfg(feature = "runner")]

use dcr_check::report::coverage::coverage;
use dcr_check::report::{human, markdown};
use dcr_check::runner::judging::VECTORS;
use dcr_check::seeded_bugs;
use dcr_check::suite::PROPERTIES;
use serde_json::Value;

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default()
}

/// Compares a document with what is derived, or writes it.
fn is_derived(name: &str, text: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(format!("{}/{name}", env!("CARGO_MANIFEST_DIR")), text).unwrap();
    }
    assert!(
        read(name) == text,
        "{name} is out of date; write it with BLESS=1"
    );
}

#[test]
fn the_table_of_requirements_is_derived() {
    let rows = coverage(VECTORS);
    let table = markdown::requirements(&rows);
    let text = format!(
        "# Requirements\n\n{}\n{table}",
        human::coverage_summary(&rows)
    );
    is_derived("docs/requirements.md", &text);
}

#[test]
fn the_table_of_properties_is_derived() {
    let text = format!("# Properties\n\n{}", markdown::properties(PROPERTIES));
    is_derived("docs/properties.md", &text);
}

#[test]
fn figures_in_the_changelog_are_those_of_the_code() {
    let metamorphic = PROPERTIES
        .iter()
        .filter(|one| one.judge.family() == "metamorphic")
        .count();
    let vectors = |text: &&str| -> usize {
        let file: Value = serde_json::from_str(text).unwrap();
        file["vectors"].as_array().unwrap().len()
    };
    let vectors: usize = VECTORS.iter().map(vectors).sum();
    let changelog = read("CHANGELOG.md");
    for figure in [
        format!(
            "{} properties ({metamorphic} of them metamorphic)",
            PROPERTIES.len()
        ),
        format!("{} seeded bugs", seeded_bugs::all().count()),
        format!("{vectors} worked vectors"),
    ] {
        assert!(
            changelog.contains(&figure),
            "CHANGELOG.md does not say {figure:?}"
        );
    }
}

#[test]
fn every_file_of_vectors_counts_for_the_coverage() {
    let directory = format!("{}/tests/vectors", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "json") && !path.ends_with("schema.json") {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(
                VECTORS.contains(&text.as_str()),
                "{} is not in the list",
                path.display()
            );
        }
    }
}

#[test]
fn the_readme_names_commands_and_files_that_exist() {
    let readme = read("README.md");
    for command in [
        "cargo run --release",
        "cargo test",
        "cargo fuzz run",
        "missing-issuer",
    ] {
        assert!(readme.contains(command), "{command}");
    }
    for file in [
        "CONTRIBUTING.md",
        "docs/requirements.md",
        "docs/seeded-bugs.md",
        "tests/vectors/README.md",
        "tests/fixtures/fastmail/prm.json",
        "tests/fixtures/fastmail/asm.json",
        "schemas/case.schema.json",
        "examples/third_party.rs",
    ] {
        assert!(!read(file).is_empty(), "{file}");
    }
}
