//! The words that reach users: where each is defined, that no two enums share one without a reason,
//! and that reports, profiles, schemas, vectors, help and printed JSON spell none in another way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dcr_check::outcome::RefusalKind;
use dcr_check::protocol::error::ErrorKind;
use dcr_check::report::defect::Severity;
use dcr_check::report::symptom::Symptom;
use dcr_check::scenario::labels::Label;
use dcr_check::vocabulary::{
    Basis, Consequence, ExpectedAction, FailOn, Family, InputClass, Layer, Leniency, Level,
    Mechanism, Party, PropertyStatus, Revision, ScopePolicy, Standing, Weight,
};
use serde_json::Value;

use super::program::program;

/// An enum, the file that defines it below `src/`, and its words.
type Row = (&'static str, &'static str, &'static [&'static str]);

macro_rules! rows {
    ($($name:ident $file:literal,)+) => { &[$((stringify!($name), $file, $name::WORDS),)+] };
}

const TABLE: &[Row] = rows! {
    Layer "vocabulary.rs",
    ScopePolicy "vocabulary.rs",
    Mechanism "vocabulary.rs",
    Revision "vocabulary.rs",
    Leniency "vocabulary.rs",
    Level "vocabulary.rs",
    Party "vocabulary.rs",
    InputClass "vocabulary.rs",
    Family "vocabulary.rs",
    PropertyStatus "vocabulary.rs",
    Standing "vocabulary.rs",
    ExpectedAction "vocabulary.rs",
    Basis "vocabulary.rs",
    Weight "vocabulary.rs",
    Consequence "vocabulary.rs",
    FailOn "vocabulary.rs",
    RefusalKind "outcome.rs",
    Severity "report/defect.rs",
    Symptom "report/symptom.rs",
    Label "scenario/labels.rs",
};

/// Words of profiles.
#[cfg(unix)]
mod of_profiles {
    use dcr_check::clients::profile::{Registry, template::Format};

    pub const TABLE: &[super::Row] = rows! {
        Registry "clients/profile/mod.rs",
        Format "clients/profile/template.rs",
    };
}
#[cfg(not(unix))]
mod of_profiles {
    pub const TABLE: &[super::Row] = &[];
}

/// The formats of reports and lists, of which each command has some.
const OUTPUT_FORMATS: &[&str] = &["human", "json", "junit", "sarif", "html", "markdown"];

/// Words that two enums share, with the reason.
const SHARED: &[(&[&str], &str)] = &[
    (Layer::WORDS, "a label names the layer that supplies"),
    (
        &["house"],
        "a house rule is a level, a basis, a severity and a bar",
    ),
    (&["must", "should"], "a weight, and the bar of that weight"),
    (
        &["other"],
        "a party and a reason that are none of the named ones",
    ),
];

fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().chain(of_profiles::TABLE)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder of the repository with that ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{folder}/*.{ending}");
    files
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_table_has_every_enum_of_words_and_where_it_is_defined() {
    let mut defined = BTreeSet::new();
    let mut open = vec![root().join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let Some((_, words)) = text.split_once("\nwords! {") else {
                continue;
            };
            let words = words.split("\n}\n").next().unwrap();
            let file = path.strip_prefix(root().join("src")).unwrap();
            for line in words.lines().filter(|line| line.ends_with("\" {")) {
                let (name, _) = line.trim().split_once(',').unwrap();
                defined.insert((name.to_owned(), file.to_str().unwrap().to_owned()));
            }
        }
    }
    let listed = rows().map(|(name, file, _)| ((*name).to_owned(), (*file).to_owned()));
    assert_eq!(defined, listed.collect());
}

#[test]
fn no_two_enums_share_a_word_without_a_reason() {
    let mut enums_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, file, words) in rows() {
        for word in *words {
            println!("{word:28} {name} (src/{file})");
            enums_of.entry(word).or_default().push(name);
        }
    }
    let shared = enums_of.iter().filter(|(_, enums)| enums.len() > 1);
    let shared: BTreeSet<&str> = shared.map(|(word, _)| *word).collect();
    assert_eq!(
        shared,
        SHARED
            .iter()
            .flat_map(|(words, _)| words.iter().copied())
            .collect()
    );
}

#[test]
fn words_are_kebab_case_but_those_of_bcp_14() {
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    for (name, _, words) in rows() {
        let fits = |word: &&str| word.chars().all(kebab) || *name == "Level";
        assert!(words.iter().all(fits), "{name}: {words:?}");
    }
}

#[test]
fn a_text_that_is_no_word_is_refused_with_the_words() {
    let hostile = format!("config file\u{1b}[31m\u{202e}{}", "x".repeat(1 << 20));
    for text in [hostile.as_str(), "", "Replace", "replace "] {
        let error = text.parse::<ScopePolicy>().unwrap_err().to_string();
        assert!(error.ends_with("; there are: replace, merge"), "{error}");
        assert!(error.len() < 200 && !error.contains(['\u{1b}', '\u{202e}']));
    }
    for revision in Revision::ALL {
        assert_eq!(revision.to_string().parse(), Ok(*revision));
        assert_eq!(serde_json::to_value(revision).unwrap(), revision.name());
    }
    assert!(serde_json::from_str::<Layer>("\"config file\"").is_err());
}

/// How a word is compared with others: letters and digits in lower case.
fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The word that `text` spells in another way. One without letters and one letter long is none.
fn misspelled(text: &str) -> Option<&'static str> {
    // Longer texts hold sentences or documents, which are no words. Vectors name kinds of errors as the
    // core does, some after the leniency that lets them pass.
    let is_error = ErrorKind::ALL.iter().any(|kind| kind.name() == text);
    if text.len() > 40 || text.contains(['{', '/', '"']) || is_error {
        return None;
    }
    let words = || rows().flat_map(|(_, _, words)| words.iter().copied());
    let same = |word: &&str| folded(word) == folded(text);
    let exact = words().any(|word| word == text);
    words().find(same).filter(|_| !exact)
}

/// What `value` spells otherwise, below `place`. Names of members are in snake case and no words.
fn complaints(place: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            found.extend(misspelled(text).map(|word| format!("{place}: {text:?} for {word:?}")));
        }
        Value::Array(items) => {
            for item in items {
                complaints(place, item, found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                complaints(&format!("{place}.{name}"), member, found);
            }
        }
        _ => {}
    }
}

#[test]
fn another_spelling_is_found() {
    for text in [
        "config file",
        "ConfigFile",
        "pre_registered",
        "Must",
        "near miss",
        "config_file",
    ] {
        assert!(misspelled(text).is_some(), "{text}");
    }
    for text in [
        "config-file",
        "pre-registered",
        "MUST",
        "the config file",
        "standards",
    ] {
        assert_eq!(misspelled(text), None, "{text}");
    }
}

#[test]
fn what_is_kept_and_printed_spells_no_word_otherwise() {
    let mut found = Vec::new();
    let mut values = 0;
    let folders = ["clients/reports", "schemas", "tests/vectors"];
    for path in folders.iter().flat_map(|folder| files(folder, "json")) {
        complaints(&path.display().to_string(), &json(&path), &mut found);
        values += 1;
    }
    for path in ["clients", "clients/baselines"]
        .iter()
        .flat_map(|folder| files(folder, "toml"))
    {
        let text = fs::read_to_string(&path).unwrap();
        let table: toml::Table = toml::from_str(&text).unwrap();
        let value = serde_json::to_value(table).unwrap();
        complaints(&path.display().to_string(), &value, &mut found);
        values += 1;
    }
    for arguments in [
        &["check", "--cases", "16", "--format", "json"][..],
        &["requirements", "--format", "json"],
        &["properties", "--format", "json"],
        &["build", "--example", "--pre-registered", "--format", "json"],
        &[
            "build",
            "--example",
            "--scope",
            "a",
            "--explain",
            "--format",
            "json",
        ],
    ] {
        let printed = program(arguments, b"").out;
        let value: Value = serde_json::from_str(&printed).unwrap();
        complaints(&arguments.join(" "), &value, &mut found);
        values += 1;
    }
    assert!(values > 40, "{values}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Every list of `enum` in a schema.
fn enums(schema: &Value, found: &mut Vec<Vec<String>>) {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words = words.iter().map(|word| word.as_str().unwrap().to_owned());
        found.push(words.collect());
    }
    match schema {
        Value::Array(items) => items.iter().for_each(|item| enums(item, found)),
        Value::Object(members) => members.values().for_each(|member| enums(member, found)),
        _ => {}
    }
}

#[test]
fn the_enums_of_schemas_are_those_of_the_vocabulary() {
    let mut found = Vec::new();
    for path in files("schemas", "json") {
        enums(&json(&path), &mut found);
    }
    assert!(found.len() >= 9, "{found:?}");
    for list in found {
        let known = rows().any(|(_, _, words)| list == *words);
        assert!(known, "{list:?}");
    }
}

#[test]
fn the_values_of_options_are_those_of_the_vocabulary() {
    let mut lists = 0;
    for command in [
        "check",
        "build",
        "requirements",
        "seeded-bugs",
        "run",
        "report",
    ] {
        let help = program(&[command, "-h"], b"").out;
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for list in help.split("[possible values: ").skip(1) {
            let list = list.split(']').next().unwrap();
            let list: Vec<&str> = list.split(", ").collect();
            let of_enum = rows().any(|(_, _, words)| list == *words);
            let of_format = list.iter().all(|word| OUTPUT_FORMATS.contains(word));
            assert!(of_enum || of_format, "{command}: {list:?}");
            lists += 1;
        }
        for option in help.split(" --").skip(1) {
            let name = option.split([' ', ',']).next().unwrap();
            assert_eq!(misspelled(name), None, "{command}: --{name}");
        }
    }
    assert!(lists >= 8, "{lists}");
}

#[cfg(unix)]
#[test]
fn a_report_of_an_older_form_is_refused_with_its_version_and_what_to_do() {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), r#"{"version":1,"measured_by":"standards"}"#).unwrap();
    let printed = program(&["report", file.path().to_str().unwrap()], b"");
    assert_ne!(printed.code, 0);
    let version = "it has version 1 of the form, and this program reads version 3";
    assert!(printed.err.contains(version), "{}", printed.err);
    let help = "make the report again with `dcr-check run --format json`";
    assert!(printed.err.contains(help), "{}", printed.err);
}
