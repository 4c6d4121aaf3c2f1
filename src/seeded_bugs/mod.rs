//! The reference with exactly one fault from the field each: proof that the suite can fail.
//!
//! `bugs.json` says what each bug does, where it was seen and which properties catch it. The modules
//! hold how it is put in, unless it only sets or omits a member: then its row says that too.

mod arguments;
mod body;
mod bug;
pub mod catalogue;
mod challenge;
mod draft;
mod inject;
mod injections;
mod locations;
mod metadata;
mod refusals;
mod scope_choice;
mod scope_lost;
mod scope_wrong;
mod tools;

pub use bug::SeededBug;
