//! The committed seeds are the derived ones, and every target has some.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dcr_check_fuzz::{TARGETS, seeds};

#[test]
fn the_committed_seeds_are_those_that_the_command_writes() {
    let (committed, derived) = (committed(), seeds::all());
    let names = |seeds: &BTreeMap<PathBuf, Vec<u8>>| seeds.keys().cloned().collect::<Vec<_>>();
    let hint = "write them with `cargo run -p dcr-check-fuzz --example seeds`";
    assert_eq!(names(&committed), names(&derived), "{hint}");
    for (path, bytes) in derived {
        assert_eq!(committed[&path], bytes, "{}: {hint}", path.display());
    }
}

#[test]
fn every_target_has_seeds() {
    let derived = seeds::all();
    for target in TARGETS {
        let count = derived
            .keys()
            .filter(|path| path.starts_with(target.name))
            .count();
        assert!(count >= 10, "{}: {count}", target.name);
    }
}

fn committed() -> BTreeMap<PathBuf, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut committed = BTreeMap::new();
    for target in TARGETS {
        for entry in fs::read_dir(root.join(target.name)).expect("a folder of seeds") {
            let name = entry.expect("a folder entry").file_name();
            let path = Path::new(target.name).join(name);
            let bytes = fs::read(root.join(&path)).expect("a seed");
            committed.insert(path, bytes);
        }
    }
    committed
}
