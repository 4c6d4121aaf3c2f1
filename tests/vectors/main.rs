//! Worked vectors, one visible test each: `cargo test --test vectors [-- --vectors FILE]`.

mod build;
mod kinds;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use serde_json::{Map, Value};

const FILES: &[(&str, &str)] = &[
    ("scopes", include_str!("scopes.json")),
    ("command-lines", include_str!("command-lines.json")),
    ("challenges", include_str!("challenges.json")),
    ("requests", include_str!("requests.json")),
    ("documents", include_str!("documents.json")),
    ("locations", include_str!("locations.json")),
    ("urls", include_str!("urls.json")),
    ("redirects", include_str!("redirects.json")),
    ("fastmail", include_str!("fastmail.json")),
];

/// One vector, as the README beside this file describes it.
struct Vector {
    file: String,
    id: String,
    kind: String,
    input: Value,
    expect: Value,
    base: Map<String, Value>,
}

/// Authorization server metadata with everything that a request needs.
fn base_server_metadata() -> String {
    let file: Value = serde_json::from_str(include_str!("scopes.json")).unwrap_or_default();
    file["base_as_metadata"].to_string()
}

fn main() -> ExitCode {
    let (further, rest) = match split_arguments(std::env::args().collect()) {
        Ok(split) => split,
        Err(message) => return refused(&message),
    };
    let mut vectors = Vec::new();
    for (name, text) in FILES {
        match read(name, text) {
            Ok(read) => vectors.extend(read),
            Err(message) => return refused(&message),
        }
    }
    for path in further {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"));
        match text.and_then(|text| read(&path, &text)) {
            Ok(read) => vectors.extend(read),
            Err(message) => return refused(&message),
        }
    }
    let mut trials: Vec<Trial> = vectors.into_iter().map(trial).collect();
    trials.push(Trial::test("the_files_are_of_their_form", || {
        check_files().map_err(Into::into)
    }));
    libtest_mimic::run(&Arguments::from_iter(rest), trials).exit_code()
}

fn refused(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(2)
}

/// Takes `--vectors FILE` and `--vectors=FILE` out of the arguments.
fn split_arguments(arguments: Vec<String>) -> Result<(Vec<String>, Vec<String>), String> {
    let (mut further, mut rest) = (Vec::new(), Vec::new());
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == "--vectors" {
            further.push(arguments.next().ok_or("--vectors needs a file")?);
        } else if let Some(file) = argument.strip_prefix("--vectors=") {
            further.push(file.to_owned());
        } else {
            rest.push(argument);
        }
    }
    Ok((further, rest))
}

fn read(name: &str, text: &str) -> Result<Vec<Vector>, String> {
    let file: Value = serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?;
    let base = file["base_as_metadata"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    let listed = file["vectors"]
        .as_array()
        .ok_or(format!("{name}: no list of vectors"))?;
    let vector = |vector: &Value| {
        let text = |member: &str| {
            let text = vector[member].as_str().map(str::to_owned);
            text.ok_or_else(|| format!("{name}: a vector without {member}: {vector}"))
        };
        Ok(Vector {
            file: name.to_owned(),
            id: text("id")?,
            kind: text("kind")?,
            input: vector["input"].clone(),
            expect: vector["expect"].clone(),
            base: base.clone(),
        })
    };
    listed.iter().map(vector).collect()
}

fn trial(vector: Vector) -> Trial {
    let name = format!("{} {}", vector.kind, vector.id);
    let known = kinds::is_known(&vector.kind);
    // Responses, `iss` and code challenges are read after registration, which is not built yet.
    let kind = if known {
        vector.file.clone()
    } else {
        "not a kind of this version".to_owned()
    };
    let run = move || kinds::check(&vector).map_err(Into::into);
    Trial::test(name, run)
        .with_kind(kind)
        .with_ignored_flag(!known)
}

/// Every committed file against the schema; ids are unique and cited requirements exist.
fn check_files() -> Result<(), String> {
    let schema: Value =
        serde_json::from_str(include_str!("schema.json")).map_err(|error| error.to_string())?;
    let schema = jsonschema::validator_for(&schema).map_err(|error| error.to_string())?;
    let mut ids = Vec::new();
    for (name, text) in FILES {
        let file: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if let Some(error) = schema.iter_errors(&file).next() {
            return Err(format!("{name}: {error} at {}", error.instance_path()));
        }
        for vector in file["vectors"].as_array().into_iter().flatten() {
            ids.push(vector["id"].to_string());
            for id in vector["reqs"].as_array().into_iter().flatten() {
                let id = id.as_str().unwrap_or_default();
                if dcr_check::requirement::find(id).is_none() {
                    return Err(format!("{name}: {} cites {id}", vector["id"]));
                }
            }
        }
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() == count {
        Ok(())
    } else {
        Err("two vectors have one id".to_owned())
    }
}
