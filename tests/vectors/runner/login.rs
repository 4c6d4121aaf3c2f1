//! The input of kinds that go through the whole core, as a case.

use std::collections::BTreeMap;

use dcr_check::case::{Bytes, Case, Client};
use dcr_check::vocabulary::{Leniency, Revision, ScopePolicy};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The MCP server, where neither input nor resource metadata names one.
const SERVER: &str = "https://mcp.example.com/mcp";
/// The authorization server that resource metadata names, where its own metadata does not.
const ISSUER: &str = "https://auth.example.com";

/// A login: what a user, the servers and the client bring along.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Login {
    flag: Vec<String>,
    #[serde(rename = "override")]
    override_value: Option<Value>,
    environment: BTreeMap<String, String>,
    scopes_variable: Option<String>,
    file: Option<Value>,
    arguments: Vec<String>,
    config_file: Option<String>,
    challenge: Vec<Bytes>,
    prm: Option<Map<String, Value>>,
    resource_metadata: Option<Bytes>,
    asm: Option<Map<String, Value>>,
    server_metadata: Option<Bytes>,
    prior: Option<Vec<String>>,
    server: Option<String>,
    want_refresh: Option<bool>,
    policy: Option<ScopePolicy>,
    revision: Option<Revision>,
    redirect_uris: Option<Vec<String>>,
    client_name: Option<String>,
    extra: Map<String, Value>,
    cimd_url: Option<String>,
    pre_registered: bool,
    initial_access_token: Option<String>,
    pub allow: Vec<Leniency>,
}

impl Login {
    /// Reads an input.
    ///
    /// # Errors
    /// A member that is not known, of another type, or given in two forms.
    pub fn read(input: &Value) -> Result<Login, String> {
        let login = Login::deserialize(input).map_err(|error| format!("input: {error}"))?;
        let given_twice = [
            (
                !login.arguments.is_empty()
                    && (!login.flag.is_empty() || login.override_value.is_some()),
                "`arguments` leaves no room for `flag` and `override`",
            ),
            (
                login.config_file.is_some() && login.file.is_some(),
                "`config_file` leaves no room for `file`",
            ),
            (
                login.resource_metadata.is_some() && login.prm.is_some(),
                "`resource_metadata` leaves no room for `prm`",
            ),
            (
                login.server_metadata.is_some() && login.asm.is_some(),
                "`server_metadata` leaves no room for `asm`",
            ),
        ];
        match given_twice.iter().find(|(is_so, _)| *is_so) {
            Some((_, why)) => Err(format!("input: {why}")),
            None => Ok(login),
        }
    }

    /// Adds the members of `asm` to the metadata of an ordinary server, unless the text is given.
    ///
    /// # Errors
    /// There is no such metadata in the file.
    pub fn add_to(&mut self, base: Option<&Map<String, Value>>) -> Result<(), String> {
        if self.server_metadata.is_none() {
            let mut members = base.ok_or("the file has no `base_as_metadata`")?.clone();
            members.extend(self.asm.take().unwrap_or_default());
            self.asm = Some(members);
        }
        Ok(())
    }

    /// The texts and the client of the login.
    ///
    /// # Errors
    /// A value that TOML cannot express.
    pub fn into_case(self) -> Result<Case, String> {
        let usual = Client::default();
        let named = |document: &Option<Map<String, Value>>, name: &str| {
            let value = document.as_ref().and_then(|members| members.get(name));
            value.and_then(Value::as_str).map(str::to_owned)
        };
        let issuer = named(&self.asm, "issuer");
        let server_url = self
            .server
            .or_else(|| named(&self.prm, "resource"))
            .unwrap_or_else(|| SERVER.to_owned());
        let resource_metadata = self.prm.map(|given| {
            let mut members = Map::from_iter([
                ("resource".to_owned(), json!(server_url)),
                (
                    "authorization_servers".to_owned(),
                    json!([issuer.as_deref().unwrap_or(ISSUER)]),
                ),
            ]);
            members.extend(given);
            text_of(members)
        });
        Ok(Case {
            arguments: if self.arguments.is_empty() {
                arguments(&self.flag, self.override_value.as_ref())?
            } else {
                self.arguments
            },
            environment: self.environment,
            config_file: match self.file {
                Some(scopes) => Some(config_file(&scopes)?),
                None => self.config_file,
            },
            challenge: self.challenge,
            resource_metadata: resource_metadata.or(self.resource_metadata),
            server_metadata: self.asm.map(text_of).or(self.server_metadata),
            previous_scopes: self.prior,
            client: Client {
                name: self.client_name.unwrap_or(usual.name),
                redirect_uris: self.redirect_uris.unwrap_or(usual.redirect_uris),
                want_refresh: self.want_refresh.unwrap_or(usual.want_refresh),
                policy: self.policy.unwrap_or(usual.policy),
                revision: self.revision.unwrap_or(usual.revision),
                metadata: self.extra,
                allow: self.allow,
                scopes_variable: self.scopes_variable,
                server_url: Some(server_url),
                issuer,
                pre_registered: self.pre_registered,
                client_id_metadata_document: self.cimd_url,
                initial_access_token: self.initial_access_token,
            },
            ..Case::default()
        })
    }
}

fn arguments(flag: &[String], override_value: Option<&Value>) -> Result<Vec<String>, String> {
    let mut arguments = vec!["mcp".to_owned(), "login".to_owned(), "s".to_owned()];
    arguments.extend(flag.iter().map(|value| format!("--scopes={value}")));
    if let Some(scopes) = override_value {
        arguments.push("-c".to_owned());
        arguments.push(format!("mcp_servers.s.scopes={}", toml_text(scopes)?));
    }
    Ok(arguments)
}

fn config_file(scopes: &Value) -> Result<String, String> {
    Ok(format!(
        "[mcp_servers.s]\nscopes = {}\n",
        toml_text(scopes)?
    ))
}

fn text_of(document: Map<String, Value>) -> Bytes {
    Value::Object(document).to_string().into()
}

/// `value` in TOML, for config files and overrides.
///
/// # Errors
/// A null, which TOML does not have.
fn toml_text(value: &Value) -> Result<String, String> {
    match value {
        Value::Null => Err("TOML has no null".to_owned()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::String(text) => Ok(quoted(text)),
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(toml_text).collect::<Result<_, _>>()?;
            Ok(format!("[{}]", elements.join(", ")))
        }
        Value::Object(members) => {
            let pair = |(name, value): (&String, _)| {
                Ok(format!("{} = {}", quoted(name), toml_text(value)?))
            };
            let pairs: Vec<_> = members.iter().map(pair).collect::<Result<_, String>>()?;
            Ok(format!("{{{}}}", pairs.join(", ")))
        }
    }
}

/// A basic string, with every control character spelled out.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            _ if character.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
