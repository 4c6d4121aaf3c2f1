//! Every seed and every find, through the body of its target: one visible test each.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use dcr_check_fuzz::{TARGETS, find, seeds};

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let inputs = seeds::all().into_iter().chain(finds());
    let mut trials: Vec<Trial> = inputs.map(|(path, bytes)| trial(&path, bytes)).collect();
    for target in TARGETS {
        trials.push(Trial::test(
            format!("{}: nothing at all", target.name),
            || {
                (target.body)(b"");
                Ok(())
            },
        ));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The input at `TARGET/what-it-shows`.
fn trial(path: &Path, bytes: Vec<u8>) -> Trial {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let target = part(path.parent().map(Path::as_os_str));
    let name = format!("{target}: {}", part(path.file_name()));
    Trial::test(name, move || {
        let found = find(&target).ok_or_else(|| Failed::from("no target has the folder's name"))?;
        (found.body)(&bytes);
        Ok(())
    })
}

/// The files of `fuzz/regressions` by their paths below it.
fn finds() -> BTreeMap<PathBuf, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions");
    let files = entries(&root)
        .into_iter()
        .flat_map(|folder| entries(&folder));
    files
        .map(|file| {
            let bytes = fs::read(&file).expect("a find");
            let path = file.strip_prefix(&root).expect("a path below the root");
            (path.to_owned(), bytes)
        })
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let entries = read.map(|entry| entry.expect("a folder entry").path());
    entries.collect()
}
