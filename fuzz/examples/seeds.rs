//! Writes `fuzz/seeds` anew: `cargo run -p dcr-check-fuzz --example seeds`.

use std::fs;
use std::io;
use std::path::Path;

use dcr_check_fuzz::{TARGETS, seeds};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for target in TARGETS {
        let of_target = folder.join(target.name);
        if of_target.exists() {
            fs::remove_dir_all(&of_target)?;
        }
        fs::create_dir_all(&of_target)?;
    }
    let seeds = seeds::all();
    for (path, bytes) in &seeds {
        fs::write(folder.join(path), bytes)?;
    }
    println!("{} seeds for {} targets", seeds.len(), TARGETS.len());
    Ok(())
}
