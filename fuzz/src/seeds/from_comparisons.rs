//! Inputs of the target `differential`: what shows each known difference, and the seeds of other
//! targets behind the line that says what they are.

use crate::differential::{AGREED, Comparison};

use super::Seed;

/// URLs with every part, and hosts of every form.
const URLS: &[&str] = &[
    "https://user:pw@Example.com:8443/a/b?c=d#e",
    "http://127.0.0.1:3000/callback",
    "http://[::1]:61023/oauth2redirect",
    "com.example.app:/cb",
    "https://0x7f.1/",
    "https://172.16.0.1/",
];

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
    let urls = AGREED
        .iter()
        .filter(|one| one.comparison == Comparison::Url);
    let urls = urls.map(|one| Seed::new("url", one.id, one.input));
    let whole = URLS.iter().map(|text| Seed::new("url", text, *text));
    known.chain(taken_over).chain(urls).chain(whole).collect()
}

fn seed(words: &str, comparison: Comparison, input: &[u8]) -> Seed {
    let line = format!("{}\n", comparison.name());
    Seed::new("differential", words, [line.as_bytes(), input].concat())
}
