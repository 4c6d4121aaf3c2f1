//! Tables in the documentation are derived: `BLESS=1 cargo test --test suite docs` writes them.
#![cfg(feature = "runner")]

use dcr_check::properties::catalogue::PROPERTIES;
use dcr_check::report::coverage::coverage;
use dcr_check::report::{human, markdown};
use dcr_check::runner::judging::VECTORS;

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

const FINDINGS_HEAD: &str = "# What client programs register\n\n\
    Derived from the reports in `clients/reports`, which `ci/clients` writes; `cargo test --test suite docs` compares.\n\
    Nothing here says how a client behaves with a server of its own vendor. How to run one again:\n\
    `dcr-check replay clients/reports/NAME-VERSION.json --failure PROPERTY:LAYER --client clients/NAME.toml`.\n\n";

const OTHER_PART: &str = "# What the comparison with other libraries found\n";

#[test]
#[cfg(unix)]
fn the_findings_in_clients_are_derived_from_their_reports() {
    let reports = client_reports();
    assert!(reports.len() >= 9, "{} reports", reports.len());
    let text = format!(
        "{FINDINGS_HEAD}{}\n",
        dcr_check::clients::report::markdown::findings(&reports)
    );
    let written = read("docs/findings.md");
    let end = written.find(OTHER_PART).unwrap_or(written.len());
    if std::env::var_os("BLESS").is_some() {
        let page = format!("{text}{}", &written[end..]);
        std::fs::write(
            format!("{}/docs/findings.md", env!("CARGO_MANIFEST_DIR")),
            page,
        )
        .unwrap();
        return;
    }
    assert!(
        written[..end] == text,
        "docs/findings.md is out of date; write it with BLESS=1"
    );
}

#[test]
#[cfg(unix)]
fn every_report_of_a_client_has_its_profile_and_its_baseline() {
    for report in client_reports() {
        let profile = read(&format!("clients/{}.toml", report.client));
        assert!(!profile.is_empty(), "{} has no profile", report.client);
        let version = report.client_version.clone().unwrap_or_default();
        let name = format!("clients/baselines/{}-{version}.toml", report.client);
        let baseline = dcr_check::clients::baseline::Baseline::parse(&read(&name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut report = report;
        baseline.apply(&mut report);
        let bar = dcr_check::vocabulary::FailOn::House;
        assert_eq!(
            report.new_failures(bar).count(),
            0,
            "{name} does not know all"
        );
        assert!(report.stale.is_empty(), "{name}: {:?}", report.stale);
    }
}

/// The kept reports, by name and version.
#[cfg(unix)]
fn client_reports() -> Vec<dcr_check::clients::report::ClientReport> {
    let folder = format!("{}/clients/reports", env!("CARGO_MANIFEST_DIR"));
    let mut reports: Vec<dcr_check::clients::report::ClientReport> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let report: dcr_check::clients::report::ClientReport =
                dcr_check::clients::report::read::read(&text).unwrap();
            let name = report.name().replace(' ', "-");
            assert_eq!(path.file_stem().unwrap().to_string_lossy(), name);
            report
        })
        .collect();
    reports.sort_by_key(|report| report.name());
    reports
}
