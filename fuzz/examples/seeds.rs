//! Writes the seeds to where the fuzzers begin: `cargo run -p dcr-check-fuzz --example seeds [-- FOLDER]`.
//!
//! Each goes to `FOLDER/TARGET`, by default below `fuzz/corpus`, which `cargo fuzz run` reads and extends.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dcr_check_fuzz::{TARGETS, seeds};

fn main() -> io::Result<()> {
    let corpus = || Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(corpus, PathBuf::from);
    for target in TARGETS {
        fs::create_dir_all(folder.join(target.name))?;
    }
    let seeds = seeds::all();
    for (path, bytes) in &seeds {
        fs::write(folder.join(path), bytes)?;
    }
    println!(
        "{} seeds for {} targets in {}",
        seeds.len(),
        TARGETS.len(),
        folder.display()
    );
    Ok(())
}
