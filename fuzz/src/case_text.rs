//! A case as plain text that a fuzzer can cut and splice, and a user can write.
//!
//! A line `%% NAME` begins a part, which goes up to the next such line. What stands before the first
//! one is a challenge. Parts of unknown name or with an unknown word mean nothing; a part that occurs once counts as it
//! stands last. Texts are octets; where a case wants characters, others are replaced.

use std::str::FromStr;

use dcr_check::case::{Bytes, Case};
use dcr_check::vocabulary::Leniency;

const MARK: &[u8] = b"\n%% ";

/// The case that the text stands for. Every text stands for one.
pub fn read(text: &[u8]) -> Case {
    let mut case = Case::default();
    let mut redirect_uris = Vec::new();
    for part in parts(text) {
        let (name, content) = part;
        let characters = || String::from_utf8_lossy(content).into_owned();
        match name {
            b"argument" => case.arguments.push(characters()),
            b"scope" => case.scopes.get_or_insert_default().push(characters()),
            b"environment" => {
                let text = characters();
                let variable = text.split_once('=').unwrap_or((&text, ""));
                let variable = (variable.0.to_owned(), variable.1.to_owned());
                case.environment.extend([variable]);
            }
            b"scopes-variable" => case.client.scopes_variable = Some(characters()),
            b"config-file" => case.config_file = Some(characters()),
            b"challenge" => case.challenge.push(Bytes(content.to_vec())),
            b"resource-metadata" => case.resource_metadata = Some(Bytes(content.to_vec())),
            b"server-metadata" => case.server_metadata = Some(Bytes(content.to_vec())),
            b"previous-scope" => case
                .previous_scopes
                .get_or_insert_default()
                .push(characters()),
            b"client-name" => case.client.name = characters(),
            b"redirect-uri" => redirect_uris.push(characters()),
            b"no-refresh" => case.client.want_refresh = false,
            b"policy" => set(&mut case.client.policy, content),
            b"revision" => set(&mut case.client.revision, content),
            b"client-metadata" => {
                case.client.metadata = serde_json::from_slice(content).unwrap_or_default();
            }
            b"allow" => case.client.allow.extend(word::<Leniency>(content)),
            b"server-url" => case.client.server_url = Some(characters()),
            b"issuer" => case.client.issuer = Some(characters()),
            b"pre-registered" => case.client.pre_registered = true,
            b"client-id-metadata-document" => {
                case.client.client_id_metadata_document = Some(characters());
            }
            b"initial-access-token" => case.client.initial_access_token = Some(characters()),
            _ => {}
        }
    }
    if !redirect_uris.is_empty() {
        case.client.redirect_uris = redirect_uris;
    }
    case
}

/// The text of a case. [`read`] makes the same case of it, unless one of its texts holds the mark.
pub fn print(case: &Case) -> Vec<u8> {
    let mut text = Vec::new();
    let mut part = |name: &str, content: &[u8]| {
        if !text.is_empty() {
            text.push(b'\n');
        }
        text.extend_from_slice(b"%% ");
        text.extend_from_slice(name.as_bytes());
        text.push(b'\n');
        text.extend_from_slice(content);
    };
    let mut list = |name: &str, texts: &[String]| {
        texts.iter().for_each(|one| part(name, one.as_bytes()));
    };
    let client = &case.client;
    let usual = Case::default().client;
    list("argument", &case.arguments);
    list("scope", case.scopes.as_deref().unwrap_or_default());
    list(
        "previous-scope",
        case.previous_scopes.as_deref().unwrap_or_default(),
    );
    let variables = case.environment.iter();
    let variables: Vec<String> = variables
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    list("environment", &variables);
    let switches: Vec<String> = client.allow.iter().map(ToString::to_string).collect();
    list("allow", &switches);
    if client.redirect_uris != usual.redirect_uris {
        list("redirect-uri", &client.redirect_uris);
    }
    case.challenge
        .iter()
        .for_each(|one| part("challenge", one.as_ref()));
    let texts = [
        ("scopes-variable", client.scopes_variable.clone()),
        ("config-file", case.config_file.clone()),
        (
            "client-name",
            (client.name != usual.name).then(|| client.name.clone()),
        ),
        (
            "policy",
            (client.policy != usual.policy).then(|| client.policy.to_string()),
        ),
        (
            "revision",
            (client.revision != usual.revision).then(|| client.revision.to_string()),
        ),
        ("server-url", client.server_url.clone()),
        ("issuer", client.issuer.clone()),
        (
            "client-id-metadata-document",
            client.client_id_metadata_document.clone(),
        ),
        ("initial-access-token", client.initial_access_token.clone()),
        ("no-refresh", (!client.want_refresh).then(String::new)),
        ("pre-registered", client.pre_registered.then(String::new)),
        (
            "client-metadata",
            (!client.metadata.is_empty())
                .then(|| serde_json::Value::from(client.metadata.clone()).to_string()),
        ),
    ];
    for (name, content) in texts {
        if let Some(content) = content {
            part(name, content.as_bytes());
        }
    }
    for (name, body) in [
        ("resource-metadata", &case.resource_metadata),
        ("server-metadata", &case.server_metadata),
    ] {
        if let Some(body) = body {
            part(name, body.as_ref());
        }
    }
    text
}

/// The word that the content is. What is none means nothing.
fn word<T: FromStr>(content: &[u8]) -> Option<T> {
    std::str::from_utf8(content).ok()?.parse().ok()
}

fn set<T: FromStr>(word_of: &mut T, content: &[u8]) {
    if let Some(given) = word(content) {
        *word_of = given;
    }
}

/// Names and contents. The mark is a whole line, so the text is read as if a line went before it.
fn parts(text: &[u8]) -> Vec<(&[u8], &[u8])> {
    let (mut rest, mut parts) = match text.strip_prefix(b"%% ") {
        Some(rest) => (Some(rest), Vec::new()),
        None => {
            let (content, rest) = up_to_mark(text);
            (rest, vec![(&b"challenge"[..], content)])
        }
    };
    while let Some(part) = rest {
        let (part, next) = up_to_mark(part);
        let end = part.iter().position(|&octet| octet == b'\n');
        let (name, content) = end.map_or((part, &b""[..]), |end| (&part[..end], &part[end + 1..]));
        parts.push((name, content));
        rest = next;
    }
    parts
}

fn up_to_mark(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mark = text.windows(MARK.len()).position(|window| window == MARK);
    mark.map_or((text, None), |at| {
        (&text[..at], Some(&text[at + MARK.len()..]))
    })
}
