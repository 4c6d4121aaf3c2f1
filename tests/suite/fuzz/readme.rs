//! The table of targets in the README is derived, and the targets are the programs of the manifest.
//! `BLESS=1 cargo test --test suite fuzz::readme` writes the table.

use dcr_check_fuzz::TARGETS;

const BEGIN: &str = "<!-- targets: derived -->\n";
const END: &str = "<!-- end of targets -->";

#[test]
fn the_readme_tells_what_each_target_does() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/README.md");
    let readme = std::fs::read_to_string(path).expect("the README");
    let (before, rest) = readme.split_once(BEGIN).expect("the line above the table");
    let (_, after) = rest.split_once(END).expect("the line below the table");
    let rows = TARGETS
        .iter()
        .map(|one| format!("| `{}` | {} |\n", one.name, one.statement));
    let table: String = rows.collect();
    let derived =
        format!("{before}{BEGIN}| target | what it does |\n|---|---|\n{table}{END}{after}");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &derived).expect("the README is written");
    } else {
        assert!(
            readme == derived,
            "the table is out of date; write it with BLESS=1"
        );
    }
}

#[test]
fn the_programs_of_the_manifest_are_the_targets() {
    let manifest: toml::Table = include_str!("../../../fuzz/Cargo.toml")
        .parse()
        .expect("the manifest");
    let programs = manifest["bin"].as_array().expect("programs");
    let mut programs: Vec<&str> = programs
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    let mut targets: Vec<&str> = TARGETS.iter().map(|one| one.name).collect();
    programs.sort_unstable();
    targets.sort_unstable();
    assert_eq!(programs, targets);
}
