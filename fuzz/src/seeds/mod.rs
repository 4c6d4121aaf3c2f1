//! What the fuzzers begin with: small inputs with readable names, derived and never written by hand.

mod from_strategies;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::differential::{AGREED, Comparison};

/// An input of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The name of the target.
    pub target: &'static str,
    /// What it shows, in words that make a file name.
    pub name: String,
    /// The input.
    pub bytes: Vec<u8>,
}

impl Seed {
    fn new(target: &'static str, words: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Seed {
            target,
            name: file_name(words),
            bytes: bytes.into(),
        }
    }
}

/// Every seed by its path, `TARGET/what-it-shows`. Of equal inputs of a target the first stays.
pub fn all() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut seeds: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    let mut derived = from_documents();
    derived.extend(from_vectors());
    derived.extend(from_strategies::seeds());
    derived.extend(from_comparisons(&derived));
    for seed in derived {
        let folder = PathBuf::from(seed.target);
        let known = seeds
            .iter()
            .any(|(path, bytes)| path.starts_with(&folder) && *bytes == seed.bytes);
        if !known {
            seeds.insert(folder.join(seed.name), seed.bytes);
        }
    }
    seeds
}

/// Words as a file name: letters and digits in lower case, hyphens between them.
fn file_name(words: &str) -> String {
    let lower = words.to_ascii_lowercase();
    let parts = lower.split(|character: char| !character.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// Documents in the shape that real servers publish; hosts, realms and tenants of `providers` are made up.
macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/", $name, ".json"))
    };
}

/// Values of WWW-Authenticate as servers in the field write them, one field a line.
const CHALLENGES: &[(&str, &str)] = &[
    (
        "only the metadata",
        "Bearer resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource\"",
    ),
    (
        "error before scope",
        "Bearer error=\"insufficient_scope\", scope=\"files:read files:write\", \
         resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource\", \
         error_description=\"Additional file write permission required\"",
    ),
    (
        "a trap in the description",
        "Bearer error=\"invalid_token\", error_description=\"need scope=admin, or \\\"root\\\"\"",
    ),
    (
        "negotiate beside bearer",
        "Negotiate YII=, NTLM\nBasic realm=\"intranet\", charset=\"UTF-8\"\nBEARER Scope = \"a b\"",
    ),
    (
        "realm with an empty scope",
        "Bearer realm=\"OAuth\",scope=\"\",error=\"invalid_request\"",
    ),
];

/// Documents and challenges in the shape of real servers.
fn from_documents() -> Vec<Seed> {
    let servers: &[(&str, &[u8])] = &[
        ("fastmail", fixture!("fastmail/asm")),
        ("keycloak", fixture!("providers/keycloak")),
        ("google", fixture!("providers/google")),
        ("entra", fixture!("providers/entra")),
        ("mcp server", fixture!("providers/mcp-server")),
    ];
    let resources: &[(&str, &[u8])] = &[
        ("fastmail", fixture!("fastmail/prm")),
        ("mcp resource", fixture!("providers/mcp-resource")),
    ];
    let servers = servers
        .iter()
        .map(|(name, bytes)| Seed::new("server_metadata", name, *bytes));
    let resources = resources
        .iter()
        .map(|(name, bytes)| Seed::new("resource_metadata", name, *bytes));
    let challenges = CHALLENGES
        .iter()
        .map(|(name, text)| Seed::new("challenge", name, *text));
    servers.chain(resources).chain(challenges).collect()
}

/// Vectors with texts of one layer.
const VECTORS: &[&str] = &[
    include_str!("../../../tests/vectors/challenges.json"),
    include_str!("../../../tests/vectors/command-lines.json"),
    include_str!("../../../tests/vectors/metadata.json"),
    include_str!("../../../tests/vectors/seed-bug.json"),
];

/// The inputs of the worked vectors that are the text of one layer.
fn from_vectors() -> Vec<Seed> {
    let files = VECTORS.iter().map(|text| {
        let file: Value = serde_json::from_str(text).unwrap_or_default();
        file["vectors"].as_array().cloned().unwrap_or_default()
    });
    files
        .flatten()
        .filter_map(|vector| vector_seed(&vector))
        .collect()
}

fn vector_seed(vector: &Value) -> Option<Seed> {
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

/// URLs with every part, and hosts of every form.
const URLS: &[&str] = &[
    "https://user:pw@Example.com:8443/a/b?c=d#e",
    "http://127.0.0.1:3000/callback",
    "http://[::1]:61023/oauth2redirect",
    "com.example.app:/cb",
    "https://0x7f.1/",
    "https://172.16.0.1/",
];

/// Inputs of `differential`: what shows each known difference, and the seeds of other targets behind the
/// line that says what they are. What shows a difference between readers of URLs is a seed of `url`, too.
fn from_comparisons(others: &[Seed]) -> Vec<Seed> {
    let known = AGREED
        .iter()
        .map(|agreed| compared(agreed.id, agreed.comparison, agreed.input.as_bytes()));
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
        is_text.then(|| compared(&words, comparison, &other.bytes))
    });
    let urls = AGREED
        .iter()
        .filter(|one| one.comparison == Comparison::Url);
    let urls = urls.map(|one| Seed::new("url", one.id, one.input));
    let whole = URLS.iter().map(|text| Seed::new("url", text, *text));
    known.chain(taken_over).chain(urls).chain(whole).collect()
}

fn compared(words: &str, comparison: Comparison, input: &[u8]) -> Seed {
    let line = format!("{}\n", comparison.name());
    Seed::new("differential", words, [line.as_bytes(), input].concat())
}
