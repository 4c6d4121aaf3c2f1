//! Every seed and every find, through the body of its target: one visible test each.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use dcr_check_fuzz::{TARGETS, find};

/// Folders of `fuzz/` with one folder for each target.
const FOLDERS: &[&str] = &["seeds", "regressions"];

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for folder in FOLDERS {
        for files_of_target in entries(
            &Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("fuzz")
                .join(folder),
        ) {
            trials.extend(entries(&files_of_target).into_iter().map(trial));
        }
    }
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

fn trial(file: PathBuf) -> Trial {
    let part = |path: Option<&Path>| {
        let name = path.and_then(Path::file_name).map(OsStr::to_string_lossy);
        name.unwrap_or_default().into_owned()
    };
    let (name, target) = (part(Some(&file)), part(file.parent()));
    Trial::test(format!("{target}: {name}"), move || {
        let found = find(&target).ok_or_else(|| Failed::from("no target has the folder's name"))?;
        (found.body)(&fs::read(&file)?);
        Ok(())
    })
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = read
        .map(|entry| entry.expect("a folder entry").path())
        .collect();
    entries.retain(|path| path.file_name() != Some(OsStr::new(".gitkeep")));
    entries.sort();
    entries
}
