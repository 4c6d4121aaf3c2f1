//! Puts each seeded bug into a copy of the parsers and lets the fuzzer look for it from an empty corpus:
//! `cargo run -p dcr-check-fuzz --example found_bugs [-- --only NAME]`.
//!
//! Writes the table of `fuzz/README.md`. Needs cargo-fuzz; no sanitizer, so any toolchain will do.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use dcr_check_fuzz::seeded_bugs::{BEGIN, Bug, END, RUNS, bugs};

/// Longest run that looks for one bug, in seconds.
const LONGEST: u64 = 120;

const HEAD: &str =
    "| bug | target | found | executions | seconds | what is wrong |\n|---|---|---|---|---|---|";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let only = std::env::args().skip_while(|word| word != "--only").nth(1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    let tree = copy_of_the_tree(&root)?;
    let readme = root.join("fuzz/README.md");
    for bug in bugs() {
        if only.as_ref().is_none_or(|name| *name == bug.name) {
            let row = row(&tree, &bug)?;
            println!("{row}");
            put_row(&readme, &bug, &row)?;
        }
    }
    Ok(())
}

/// What git knows of the tree, as it lies there; built in a target folder of its own.
fn copy_of_the_tree(root: &Path) -> Result<PathBuf> {
    let tree = root.join("target/found-bugs/tree");
    if tree.exists() {
        fs::remove_dir_all(&tree)?;
    }
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output()?;
    for path in String::from_utf8(listed.stdout)?.split_terminator('\0') {
        let to = tree.join(path);
        fs::create_dir_all(to.parent().ok_or("a file without a folder")?)?;
        fs::copy(root.join(path), to)?;
    }
    Ok(tree)
}

/// Builds the target without a bug, once per run of this program: what is found must be due to the bug.
fn sound_program(tree: &Path, target: &str) -> Result<PathBuf> {
    let kept = tree.join("sound").join(target);
    if !kept.exists() {
        fs::create_dir_all(tree.join("sound"))?;
        fs::copy(build(tree, target)?, &kept)?;
    }
    Ok(kept)
}

/// Builds the target with the bug, runs it, takes the bug out again.
fn row(tree: &Path, bug: &Bug) -> Result<String> {
    let sound = sound_program(tree, &bug.target)?;
    let file = tree.join(&bug.file);
    let text = fs::read_to_string(&file)?;
    fs::write(&file, text.replacen(&bug.find, &bug.replace, 1))?;
    let program = build(tree, &bug.target);
    fs::write(&file, text)?;
    let program = program?;
    let found: Vec<Found> = (1..=RUNS)
        .map(|seed| look_for(tree, &program, &sound, seed))
        .collect::<Result<Vec<Option<Found>>>>()?
        .into_iter()
        .flatten()
        .collect();
    let seconds = |found: &Found| format!("{:.1}", found.time.as_secs_f64());
    Ok(format!(
        "| `{}` | `{}` | {} of {RUNS} | {} | {} | {} |",
        bug.name,
        bug.target,
        found.len(),
        listed(&found, |found| found.executions.to_string()),
        listed(&found, seconds),
        bug.what,
    ))
}

fn build(tree: &Path, target: &str) -> Result<PathBuf> {
    let target_folder = tree.join("../build");
    let status = Command::new("cargo")
        .args(["fuzz", "build", "-s", "none", target])
        .current_dir(tree)
        .env("CARGO_TARGET_DIR", &target_folder)
        .env("RUSTFLAGS", "-Awarnings")
        .status()?;
    if !status.success() {
        return Err(format!("the target {target} was not built").into());
    }
    let triple = host()?;
    Ok(target_folder.join(triple).join("release").join(target))
}

/// The host's triple, which cargo-fuzz builds for.
fn host() -> Result<String> {
    let version = Command::new("rustc").arg("-vV").output()?;
    let version = String::from_utf8(version.stdout)?;
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line.ok_or("rustc names no host")?.to_owned())
}

/// A run that found the bug.
struct Found {
    executions: u64,
    time: Duration,
}

/// Lets `program`, which has the bug, run until it fails on an input that `sound` takes.
fn look_for(tree: &Path, program: &Path, sound: &Path, seed: u32) -> Result<Option<Found>> {
    let dictionary = sound.with_extension("dict");
    let dictionary = dictionary.file_name().ok_or("a target without a name")?;
    let dictionary = tree.join("fuzz/dictionaries").join(dictionary);
    let input = tree.join("found");
    let start = Instant::now();
    let output = Command::new(program)
        .arg(format!("-seed={seed}"))
        .arg(format!("-max_total_time={LONGEST}"))
        .arg("-max_len=512")
        .arg("-timeout=10")
        .arg(format!("-dict={}", dictionary.display()))
        .arg(format!("-exact_artifact_path={}", input.display()))
        .arg("-print_final_stats=1")
        .env("RUST_BACKTRACE", "0")
        .output()?;
    let time = start.elapsed();
    let log = String::from_utf8_lossy(&output.stderr);
    let executions = log
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .ok_or_else(|| format!("{} printed no figures:\n{log}", program.display()))?;
    let executions = executions.trim().parse()?;
    if output.status.success() {
        return Ok(None);
    }
    let without_bug = Command::new(sound).arg(&input).output()?;
    if !without_bug.status.success() {
        return Err(format!("{} fails without the bug, too", input.display()).into());
    }
    Ok(Some(Found { executions, time }))
}

/// The figures of all runs, the smallest first.
fn listed(found: &[Found], figure: impl Fn(&Found) -> String) -> String {
    let mut sorted: Vec<&Found> = found.iter().collect();
    sorted.sort_by_key(|found| found.executions);
    let figures: Vec<String> = sorted.into_iter().map(figure).collect();
    figures.join(", ")
}

/// Puts the row into the table of the README, in the order of the bugs and in place of an older one.
fn put_row(readme: &Path, bug: &Bug, row: &str) -> Result<()> {
    let text = fs::read_to_string(readme)?;
    let (before, rest) = text.split_once(BEGIN).ok_or("no line above the table")?;
    let (table, after) = rest.split_once(END).ok_or("no line below the table")?;
    let row_of = |other: &Bug| {
        let begin = format!("| `{}` |", other.name);
        let old = table.lines().find(|line| line.starts_with(&begin));
        if other.name == bug.name {
            Some(row)
        } else {
            old
        }
    };
    let known = bugs();
    let rows: Vec<&str> = known.iter().filter_map(row_of).collect();
    let table = format!("{HEAD}\n{}", rows.join("\n"));
    fs::write(readme, format!("{before}{BEGIN}\n{table}\n{END}{after}"))?;
    Ok(())
}
