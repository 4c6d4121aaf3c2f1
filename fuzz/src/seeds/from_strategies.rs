//! Scenarios as the strategies make them: the first of each class, and one for each mutation.

use dcr_check::case::Case;
use dcr_check::generate::from_bytes::bytes_of_scenario;
use dcr_check::generate::turn;
use dcr_check::scenario::labels::Label;

use crate::case_text;

use super::Seed;

/// Cases that are looked through, enough for every mutation and every class.
const CASES: u16 = 512;

pub(super) fn seeds() -> Vec<Seed> {
    let mut wanted: Vec<Label> = Label::ALL.to_vec();
    let mut mutations = Vec::new();
    let mut seeds = Vec::new();
    for number in 0..CASES {
        let Some((bytes, scenario)) = bytes_of_scenario([0x5e; 32], number) else {
            continue;
        };
        let labels = scenario.labels();
        let mut reasons: Vec<&str> = Vec::new();
        wanted.retain(|label| {
            let fresh = labels.contains(label);
            if fresh {
                reasons.push(label.name());
            }
            !fresh
        });
        let mutation = turn(number.into(), None)
            .1
            .map(|mutation| format!("{mutation:?}"));
        let mutation = mutation.filter(|mutation| !mutations.contains(mutation));
        if reasons.is_empty() && mutation.is_none() {
            continue;
        }
        // A name of many classes would be too long for a file.
        reasons.truncate(3);
        let words = format!(
            "{number:03} {} {}",
            mutation.as_deref().map(words).unwrap_or_default(),
            reasons.join(" ")
        );
        mutations.extend(mutation);
        seeds.push(Seed::new("scenario", &words, bytes));
        seeds.extend(texts(&words, &scenario.case()));
    }
    seeds
}

/// The texts of each layer by themselves, and all of them together.
fn texts(words: &str, case: &Case) -> Vec<Seed> {
    let mut seeds = vec![Seed::new("case", words, case_text::print(case))];
    let mut add = |target, bytes: Vec<u8>| {
        if !bytes.is_empty() {
            seeds.push(Seed::new(target, words, bytes));
        }
    };
    let fields: Vec<&[u8]> = case.challenge.iter().map(AsRef::as_ref).collect();
    // A line feed ends a field there, so a field that holds one has no such form.
    if fields.iter().all(|field| !field.contains(&b'\n')) {
        add("challenge", fields.join(&b'\n'));
    }
    for (target, body) in [
        ("resource_metadata", &case.resource_metadata),
        ("server_metadata", &case.server_metadata),
    ] {
        add(
            target,
            body.as_ref().map(|body| body.0.clone()).unwrap_or_default(),
        );
    }
    add("arguments", case.arguments.join("\0").into_bytes());
    add("overrides", overrides(case));
    seeds
}

/// The values of `-c`, each on a line, then the config file below a line of hyphens.
fn overrides(case: &Case) -> Vec<u8> {
    let after = case.arguments.iter().skip(1);
    let values = case
        .arguments
        .iter()
        .zip(after)
        .filter_map(|(option, value)| {
            let separate = matches!(option.as_str(), "-c" | "--config").then_some(value.as_str());
            separate.or_else(|| option.strip_prefix("--config="))
        });
    let mut lines: Vec<&str> = values.filter(|value| !value.contains('\n')).collect();
    if let Some(file) = &case.config_file {
        lines.extend(["---", file]);
    }
    lines.join("\n").into_bytes()
}

/// `IllegalFlagToken` as words.
fn words(name: &str) -> String {
    let apart = |character: char| {
        let space = character.is_ascii_uppercase().then_some(' ');
        space.into_iter().chain([character])
    };
    name.chars().flat_map(apart).collect()
}
