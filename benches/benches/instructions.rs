//! Instruction counts of the hot paths, which no other load disturbs: `ci/instructions`.
//!
//! Hashes have a fixed seed, so equal code takes equal counts. Each limit is the count that was seen and a
//! twentieth more; whoever makes a path slower than that raises it knowingly.

use std::hint::black_box;

use gungraun::{
    Callgrind, EventKind, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main,
};

use dcr_check::protocol::challenge;
use dcr_check::protocol::request::Body;
use dcr_check_benches::building::{self, Ours};
use dcr_check_benches::{challenges, documents};

/// At most so many instructions.
fn at_most(instructions: u64) -> LibraryBenchmarkConfig {
    let mut callgrind = Callgrind::with_args(["--cache-sim=no"]);
    callgrind.hard_limits([(EventKind::Ir, instructions)]);
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(callgrind);
    config
}

/// What a second request finds: its scopes, and memory that is there.
fn prepared(count: usize) -> (Vec<String>, Body, Ours) {
    let scopes = building::scopes(count, 50);
    let body = Body::new(building::members());
    let mut ours = Ours::default();
    ours.build(&body, &scopes);
    (scopes, body, ours)
}

#[library_benchmark]
#[bench::scopes_10(args = (prepared(10)), config = at_most(2_830))]
#[bench::scopes_1000(args = (prepared(1_000)), config = at_most(281_600))]
fn build((scopes, body, mut ours): (Vec<String>, Body, Ours)) -> (Vec<String>, Body, Ours) {
    black_box(ours.build(&body, &scopes));
    (scopes, body, ours)
}

#[library_benchmark]
#[bench::mcp_server(args = (documents::PROVIDERS[1].1), config = at_most(12_150))]
#[bench::identity_server(args = (documents::PROVIDERS[3].1), config = at_most(80_900))]
fn read_metadata(document: &str) {
    black_box(documents::read(document.as_bytes()));
}

#[library_benchmark]
#[bench::with_an_error(args = (challenges::ROWS[2].1), config = at_most(12_150))]
fn read_challenge(field: &str) {
    black_box(challenge::read(&[field]).is_ok());
}

library_benchmark_group!(
    name = hot_paths;
    benchmarks = build, read_metadata, read_challenge
);

main!(library_benchmark_groups = hot_paths);
