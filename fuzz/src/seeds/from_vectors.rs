//! The inputs of the worked vectors that are the text of one layer.

use serde_json::Value;

use super::Seed;

const FILES: &[&str] = &[
    include_str!("../../../tests/vectors/challenges.json"),
    include_str!("../../../tests/vectors/command-lines.json"),
    include_str!("../../../tests/vectors/metadata.json"),
    include_str!("../../../tests/vectors/seed-bug.json"),
];

pub(super) fn seeds() -> Vec<Seed> {
    let files = FILES.iter().map(|text| {
        let file: Value = serde_json::from_str(text).unwrap_or_default();
        file["vectors"].as_array().cloned().unwrap_or_default()
    });
    files.flatten().filter_map(|vector| seed(&vector)).collect()
}

fn seed(vector: &Value) -> Option<Seed> {
    let input = &vector["input"];
    let (target, text) = match vector["kind"].as_str()? {
        "challenge" => ("challenge", texts(input)?.join("\n")),
        "argv" => (
            "arguments",
            ["mcp"]
                .into_iter()
                .chain(texts(input)?)
                .collect::<Vec<_>>()
                .join("\0"),
        ),
        "asm" => ("server_metadata", input["json"].as_str()?.to_owned()),
        "prm" => ("resource_metadata", input["json"].as_str()?.to_owned()),
        _ => return None,
    };
    let words = format!("{} {}", vector["id"].as_str()?, vector["title"].as_str()?);
    Some(Seed::new(target, &words, text))
}

fn texts(list: &Value) -> Option<Vec<&str>> {
    list.as_array()?.iter().map(Value::as_str).collect()
}
