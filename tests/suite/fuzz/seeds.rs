//! Every target has seeds.

use dcr_check_fuzz::{TARGETS, seeds};

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
