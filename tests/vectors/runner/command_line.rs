//! `--vectors FILE` as a user meets it: this program is started again with further files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};

type Check = fn() -> Result<(), Failed>;

const CHECKS: &[(&str, Check)] = &[
    (
        "a further file runs instead of the committed ones",
        a_further_file_runs,
    ),
    (
        "a further file with a wrong expectation fails",
        a_wrong_expectation_fails,
    ),
    (
        "an unknown member of an input fails",
        an_unknown_member_fails,
    ),
    (
        "kinds that are not known are ignored with the reason",
        other_kinds_are_ignored,
    ),
    (
        "filter and list apply to a further file",
        filter_and_list_apply,
    ),
    (
        "a file that holds no vectors ends with exit code 2",
        unusable_files_end_with_two,
    ),
];

/// One trial for each check.
pub fn trials() -> Vec<Trial> {
    let trial = |&(name, check): &(&str, Check)| Trial::test(name, check).with_kind("command line");
    CHECKS.iter().map(trial).collect()
}

fn a_further_file_runs() -> Result<(), Failed> {
    let file = further(
        "runs",
        &vectors([redirect("X1", "native"), redirect("X2", "native")]),
    )?;
    let joined = format!("--vectors={}", file.display());
    for arguments in [vec![joined.as_str()], vec!["--vectors", text(&file)]] {
        let output = start(&arguments)?;
        expect(&output, 0, &["X1", "X2", "2 passed", "0 failed"])?;
    }
    let both = start(&[&joined, &joined, "--quiet"])?;
    expect(&both, 0, &["4 passed"])
}

fn a_wrong_expectation_fails() -> Result<(), Failed> {
    let file = further("fails", &vectors([redirect("X1", "web")]))?;
    let output = start(&["--vectors", text(&file)])?;
    expect(
        &output,
        101,
        &[
            "fails.json: expected \"web\", came out as \"native\"",
            "1 failed",
        ],
    )
}

fn an_unknown_member_fails() -> Result<(), Failed> {
    let input = json!({"scops": ["a"]});
    let file = further(
        "member",
        &vectors([vector("X1", "build", input, json!({"url": "u"}))]),
    )?;
    let output = start(&["--vectors", text(&file)])?;
    expect(&output, 101, &["unknown field `scops`"])
}

fn other_kinds_are_ignored() -> Result<(), Failed> {
    let kinds = ["iss", "regresp", "s256", "unheard-of"];
    let others = kinds.map(|kind| vector(kind, kind, json!({}), json!("anything")));
    let file = further("others", &vectors(others))?;
    let output = start(&["--vectors", text(&file)])?;
    let reasons = [
        "authorization responses",
        "registration responses",
        "code challenges",
    ];
    expect(&output, 0, &["4 ignored", "\"unheard-of\""])?;
    expect(&output, 0, &reasons)
}

fn filter_and_list_apply() -> Result<(), Failed> {
    let file = further(
        "filter",
        &vectors([redirect("X1", "native"), redirect("X2", "native")]),
    )?;
    let output = start(&["X2", "--vectors", text(&file), "--list"])?;
    expect(&output, 0, &["[redirect] X2 of this check: test"])?;
    if String::from_utf8_lossy(&output.stdout).contains("X1") {
        return Err("the filter let X1 through".into());
    }
    Ok(())
}

fn unusable_files_end_with_two() -> Result<(), Failed> {
    let malformed = further("malformed", "{\"vectors\": [}")?;
    let incomplete = further("incomplete", "{\"vectors\": [{\"id\": \"X1\"}]}")?;
    let output = start(&["--vectors", text(&malformed)])?;
    expect(&output, 2, &["error: ", "malformed.json: ", "line 1"])?;
    let output = start(&["--vectors", text(&incomplete)])?;
    expect(&output, 2, &["incomplete.json: missing field `kind`"])?;
    expect(
        &start(&["--vectors", "no-such.json"])?,
        2,
        &["error: no-such.json: "],
    )?;
    for without_name in ["--vectors", "--vectors="] {
        expect(&start(&[without_name])?, 2, &["error: --vectors: "])?;
    }
    Ok(())
}

fn redirect(id: &str, application_type: &str) -> Value {
    vector(
        id,
        "redirect",
        json!(["http://127.0.0.1:1/cb"]),
        json!(application_type),
    )
}

fn vector(id: &str, kind: &str, input: Value, expect: Value) -> Value {
    let title = "of this check";
    json!({"id": id, "kind": kind, "title": title, "input": input, "expect": expect, "reqs": []})
}

fn vectors(vectors: impl IntoIterator<Item = Value>) -> String {
    json!({"vectors": Value::from_iter(vectors)}).to_string()
}

/// A file with that content, in a folder that is the build's own.
fn further(name: &str, content: &str) -> Result<PathBuf, Failed> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("vectors-{name}.json"));
    std::fs::write(&path, content)?;
    Ok(path)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

fn start(arguments: &[&str]) -> Result<Output, Failed> {
    Ok(Command::new(std::env::current_exe()?)
        .args(arguments)
        .output()?)
}

/// The exit code, and texts that have to stand in what was printed.
fn expect(output: &Output, code: i32, texts: &[&str]) -> Result<(), Failed> {
    let printed = [output.stdout.as_slice(), &output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    let missing = texts.iter().find(|text| !printed.contains(**text));
    match missing {
        None if output.status.code() == Some(code) => Ok(()),
        _ => Err(format!(
            "{}, expected {code} with {texts:?}\n{printed}",
            output.status
        )
        .into()),
    }
}
