//! The fuzz targets and what they are made of. Their replay is `tests/replay.rs`.

mod case_text;
mod differences;
mod growth;
mod readme;
mod second_reading;
mod seeded_bugs;
mod seeds;
mod url_check;
