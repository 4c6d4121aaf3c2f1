//! The fuzz targets and what they are made of. Their replay is `tests/replay.rs`.

mod differences;
mod parts;
mod second_reading;
mod seeded_bugs;
