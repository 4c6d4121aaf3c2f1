//! The contenders of the benchmarks do the same work.

mod building;
mod challenges;
mod documents;
mod growth;
mod suite;
