//! Inputs of the target `differential`: what shows each known difference, and the seeds of other
//! targets behind the line that says what they are.

use crate::differential::{AGREED, Comparison};

use super::Seed;

pub(super) fn seeds(others: &[Seed]) -> Vec<Seed> {
    let known = AGREED
        .iter()
        .map(|agreed| seed(agreed.id, agreed.comparison, agreed.input.as_bytes()));
    let taken_over = others.iter().filter_map(|other| {
        let comparison = match other.target {
            "challenge" if !other.bytes.contains(&b'\n') => Comparison::Challenge,
            "server_metadata" => Comparison::ServerMetadata,
            "case" => Comparison::Registration,
            _ => return None,
        };
        let words = format!("{} {}", comparison.name(), other.name);
        // Some seeds are no text on purpose; nothing here reads those.
        let is_text = std::str::from_utf8(&other.bytes).is_ok();
        is_text.then(|| seed(&words, comparison, &other.bytes))
    });
    known.chain(taken_over).collect()
}

fn seed(words: &str, comparison: Comparison, input: &[u8]) -> Seed {
    let line = format!("{}\n", comparison.name());
    Seed::new("differential", words, [line.as_bytes(), input].concat())
}
