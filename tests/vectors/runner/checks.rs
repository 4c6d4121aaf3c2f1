//! Checks of the committed files as a whole, and of the runner's ability to fail.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use dcr_check::requirement;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};

use super::file::{FOLDER, File, SCHEMA, Vector};
use super::judge;
use super::kinds::{KINDS, Kind};

type Check = fn(&[File]) -> Result<(), Failed>;

const CHECKS: &[(&str, Check)] = &[
    ("committed files fit the schema", files_fit_the_schema),
    (
        "the schema refuses inputs and expectations of another form",
        the_schema_can_refuse,
    ),
    (
        "the schema and the read-me know every kind that is run",
        every_kind_is_described,
    ),
    (
        "every kind that is run has a vector",
        every_kind_has_a_vector,
    ),
    ("no id is given twice", ids_are_unique),
    (
        "every cited requirement is in the table",
        cited_requirements_exist,
    ),
    (
        "a wrong expectation fails, whatever the vector",
        wrong_expectations_fail,
    ),
];

/// One trial for each check.
pub fn trials(committed: &Arc<Vec<File>>) -> Vec<Trial> {
    let trial = |&(name, check): &(&str, Check)| {
        let files = Arc::clone(committed);
        Trial::test(name, move || check(&files)).with_kind("files")
    };
    CHECKS.iter().map(trial).collect()
}

fn files_fit_the_schema(files: &[File]) -> Result<(), Failed> {
    let schema = jsonschema::validator_for(&schema()?)?;
    let mut complaints = Vec::new();
    for file in files {
        for error in schema.iter_errors(&json_at(&file.path)?) {
            let (path, place) = (file.path.display(), error.instance_path());
            complaints.push(format!("{path}: {place}: {error}"));
        }
    }
    none(complaints)
}

fn the_schema_can_refuse(files: &[File]) -> Result<(), Failed> {
    let schema = jsonschema::validator_for(&schema()?)?;
    let mut complaints = Vec::new();
    for (file, vector) in vectors(files) {
        for altered in [
            Vector {
                input: json!(1),
                ..vector.clone()
            },
            Vector {
                expect: json!(1),
                ..vector.clone()
            },
        ] {
            if schema.is_valid(&json!({"vectors": [altered]})) {
                complaints.push(place(file, vector));
            }
        }
    }
    none(complaints)
}

fn every_kind_is_described(_: &[File]) -> Result<(), Failed> {
    let run: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let schema = schema()?;
    let in_schema = &schema["$defs"]["vector"]["properties"]["kind"]["enum"];
    if *in_schema != json!(run) {
        return Err(format!("the schema has the kinds {in_schema}, run are {run:?}").into());
    }
    let read_me = std::fs::read_to_string(Path::new(FOLDER).join("README.md"))?;
    let missing = run
        .iter()
        .filter(|kind| !read_me.contains(&format!("\n| `{kind}` |")));
    none(
        missing
            .map(|kind| format!("the read-me has no row for `{kind}`"))
            .collect(),
    )
}

fn every_kind_has_a_vector(files: &[File]) -> Result<(), Failed> {
    let met: BTreeSet<&str> = vectors(files)
        .map(|(_, vector)| vector.kind.as_str())
        .collect();
    let idle = KINDS
        .iter()
        .map(|kind| kind.name)
        .filter(|kind| !met.contains(kind));
    none(
        idle.map(|kind| format!("no vector is of kind `{kind}`"))
            .collect(),
    )
}

fn ids_are_unique(files: &[File]) -> Result<(), Failed> {
    let mut seen = BTreeSet::new();
    let repeated = vectors(files).filter(|(_, vector)| !seen.insert(&vector.id));
    none(repeated.map(|(file, vector)| place(file, vector)).collect())
}

fn cited_requirements_exist(files: &[File]) -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for (file, vector) in vectors(files) {
        let unknown = vector
            .reqs
            .iter()
            .filter(|id| requirement::find(id).is_none());
        complaints.extend(unknown.map(|id| format!("{}: {id}", place(file, vector))));
    }
    none(complaints)
}

/// Whatever an expectation says, saying something else has to fail.
fn wrong_expectations_fail(files: &[File]) -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for (file, vector) in vectors(files) {
        let kind = Kind::named(&vector.kind)?;
        for expect in wrong(&vector.expect) {
            let altered = Vector {
                expect,
                ..vector.clone()
            };
            if judge(kind, &altered, file).is_ok() {
                complaints.push(format!(
                    "{}: passes with {}",
                    place(file, vector),
                    altered.expect
                ));
            }
        }
    }
    none(complaints)
}

/// Expectations that differ from `expect`: nothing, something else, another error, and each member
/// of an object changed on its own.
fn wrong(expect: &Value) -> Vec<Value> {
    let mut all = vec![
        json!({}),
        json!("another value"),
        json!({"error": "AnotherError"}),
    ];
    for (name, member) in expect.as_object().into_iter().flatten() {
        let mut altered = expect.clone();
        altered[name] = match member {
            Value::Object(members) => {
                let mut members = members.clone();
                members.insert("another member".to_owned(), json!("another value"));
                Value::Object(members)
            }
            _ => json!("another value"),
        };
        all.push(altered);
    }
    all
}

fn vectors(files: &[File]) -> impl Iterator<Item = (&File, &Vector)> {
    files
        .iter()
        .flat_map(|file| file.vectors.iter().map(move |vector| (file, vector)))
}

fn place(file: &File, vector: &Vector) -> String {
    format!("{}: {}", file.path.display(), vector.id)
}

fn schema() -> Result<Value, Failed> {
    json_at(&Path::new(FOLDER).join(SCHEMA))
}

fn json_at(path: &Path) -> Result<Value, Failed> {
    let text = std::fs::read_to_string(path)?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn none(complaints: Vec<String>) -> Result<(), Failed> {
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(complaints.join("\n").into())
    }
}
