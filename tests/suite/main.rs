//! What holds of the whole: one program, because each one more is linked and optimised again.

mod benches;
mod cli;
mod coverage;
mod docs;
mod formats;
mod fuzz;
mod generators;
mod hostile_inputs;
mod hostile_texts;
mod layering;
mod reference;
mod regressions;
mod seeded_bugs;
