//! A case as a command line that builds it again.

use serde_json::Value;

use super::{Case, Client};

/// The deployment that `--example` stands for.
pub mod example {
    /// The URL of the MCP server.
    pub const SERVER_URL: &str = "https://mcp.example.com/mcp";
    /// The issuer identifier.
    pub const ISSUER: &str = "https://auth.example.com";
    /// The authorization server metadata.
    pub const SERVER_METADATA: &str = concat!(
        r#"{"issuer":"https://auth.example.com","#,
        r#""registration_endpoint":"https://auth.example.com/register","#,
        r#""response_types_supported":["code","code id_token"],"#,
        r#""grant_types_supported":["authorization_code","refresh_token","urn:example:grant"],"#,
        r#""token_endpoint_auth_methods_supported":["none"],"#,
        r#""code_challenge_methods_supported":["S256"]}"#
    );
}

/// The `dcr-check build` command for `case`, quoted for a POSIX shell. What `--example` supplies is
/// left out; a case with bytes that are no text, or with very long ones, is written as `--case`.
pub fn command_line(case: &Case) -> String {
    words(case)
        .filter(|words| words.iter().map(String::len).sum::<usize>() <= LONGEST)
        .unwrap_or_else(|| {
            let json = case.to_string();
            let short = if json.len() <= LONGEST {
                json
            } else {
                "-".to_owned()
            };
            vec!["--case".to_owned(), short]
        })
        .iter()
        .fold("dcr-check build".to_owned(), |line, word| {
            line + " " + &quoted(word)
        })
}

/// Longest command line before the case is better kept in a file.
const LONGEST: usize = 4000;

fn words(case: &Case) -> Option<Vec<String>> {
    let mut words = Words::default();
    let client = &case.client;
    let usual = Client::default();
    words.0.push("--example".to_owned());
    words.option(
        "--server-url",
        client
            .server_url
            .as_deref()
            .filter(|url| *url != example::SERVER_URL),
    );
    words.option(
        "--issuer",
        client
            .issuer
            .as_deref()
            .filter(|issuer| *issuer != example::ISSUER),
    );
    words.text("--scopes-variable", client.scopes_variable.as_deref());
    for (name, value) in &case.environment {
        words.text("--environment", Some(&format!("{name}={value}")));
    }
    words.text(
        "--config-file",
        case.config_file
            .as_ref()
            .map(|text| with_line_break(text))
            .as_deref(),
    );
    words.bytes("--challenge", case.challenge.iter().map(AsRef::as_ref))?;
    words.bytes(
        "--resource-metadata",
        case.resource_metadata.iter().map(AsRef::as_ref),
    )?;
    let server = case.server_metadata.iter().map(AsRef::as_ref);
    words.bytes(
        "--server-metadata",
        server.filter(|body: &&[u8]| *body != example::SERVER_METADATA.as_bytes()),
    )?;
    for scope in case.scopes.iter().flatten() {
        words.text("--scope", Some(scope));
    }
    for scope in case.previous_scopes.iter().flatten() {
        words.text("--previous-scope", Some(scope));
    }
    if client.redirect_uris != usual.redirect_uris {
        for uri in &client.redirect_uris {
            words.text("--redirect-uri", Some(uri));
        }
    }
    if !client.metadata.is_empty() {
        let members = Value::Object(client.metadata.clone()).to_string();
        words.text("--client-metadata", Some(&members));
    }
    words.option(
        "--policy",
        (client.policy != usual.policy).then_some(client.policy.name()),
    );
    words.option(
        "--revision",
        (client.revision != usual.revision).then_some(client.revision.name()),
    );
    for switch in &client.allow {
        words.option("--allow", Some(switch.name()));
    }
    let flags = [
        ("--no-refresh", !client.want_refresh),
        ("--pre-registered", client.pre_registered),
    ];
    for (flag, _) in flags.into_iter().filter(|(_, on)| *on) {
        words.0.push(flag.to_owned());
    }
    words.option(
        "--client-id-metadata-document",
        client.client_id_metadata_document.as_deref(),
    );
    words.option(
        "--initial-access-token",
        client.initial_access_token.as_deref(),
    );
    if !case.arguments.is_empty() {
        words.0.push("--".to_owned());
        words.0.extend(case.arguments.iter().cloned());
    }
    let documents = [&case.resource_metadata, &case.server_metadata];
    let representable = !client.redirect_uris.is_empty()
        && client.name == usual.name
        && documents
            .into_iter()
            .flatten()
            .all(|body| looks_like_json(&body.0));
    (representable && case.server_metadata.is_some()).then_some(words.0)
}

/// A document is told from a path by its first bracket.
fn looks_like_json(body: &[u8]) -> bool {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    matches!(body.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// A config text is told from a path by its line break.
fn with_line_break(text: &str) -> String {
    if text.contains('\n') {
        text.to_owned()
    } else {
        format!("{text}\n")
    }
}

#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    fn option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.extend([name.to_owned(), value.to_owned()]);
        }
    }

    /// An option whose value may look like an option itself.
    fn text(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) if value.starts_with('-') => self.0.push(format!("{name}={value}")),
            other => self.option(name, other),
        }
    }

    fn bytes<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a [u8]>) -> Option<()> {
        for value in values {
            self.text(name, Some(std::str::from_utf8(value).ok()?));
        }
        Some(())
    }
}

/// `word` for a POSIX shell, unchanged where it needs no quotes.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
