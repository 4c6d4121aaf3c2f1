//! A case: the concrete texts and bytes that a client gets, with a versioned JSON form.

pub mod command_line;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::vocabulary::{Leniency, Revision, ScopePolicy};

/// The version of the JSON form that this crate writes and reads.
pub const VERSION: u32 = 1;

/// Everything that a client gets before it registers. Texts and bytes only; nothing is parsed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// The command line after the program's name; empty when a library is called instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// Scopes that the calling program hands to a library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// The environment variables that the client sees.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub environment: BTreeMap<String, String>,
    /// The text of the config file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config_file: Option<String>,
    /// The values of the WWW-Authenticate fields of the response that started the login.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub challenge: Vec<Bytes>,
    /// The body of the protected resource metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_metadata: Option<Bytes>,
    /// The body of the authorization server metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_metadata: Option<Bytes>,
    /// The scopes of an earlier authorization request; present in a step-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_scopes: Option<Vec<String>>,
    /// How the client is set up.
    #[serde(default)]
    pub client: Client,
}

impl Default for Case {
    fn default() -> Self {
        Case {
            version: VERSION,
            arguments: Vec::new(),
            scopes: None,
            environment: BTreeMap::new(),
            config_file: None,
            challenge: Vec::new(),
            resource_metadata: None,
            server_metadata: None,
            previous_scopes: None,
            client: Client::default(),
        }
    }
}

/// What the client brings along, whatever the scopes are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// `client_name`.
    pub name: String,
    /// `redirect_uris`.
    pub redirect_uris: Vec<String>,
    /// Refresh tokens are wanted.
    pub want_refresh: bool,
    /// How a user's scopes meet those of a challenge.
    pub policy: ScopePolicy,
    /// The MCP revision whose rules hold.
    pub revision: Revision,
    /// Further client metadata to ask for.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
    /// Switches that tolerate what is refused by default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<Leniency>,
    /// The environment variable that holds a user's scopes, where one is configured (CFG-15).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes_variable: Option<String>,
    /// The URL of the MCP server, where no config file gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_url: Option<String>,
    /// The issuer that the authorization server metadata was asked from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The client is registered already.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pre_registered: bool,
    /// The URL of the client's own metadata document, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id_metadata_document: Option<String>,
    /// A token that the registration endpoint wants to see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_access_token: Option<String>,
}

impl Default for Client {
    fn default() -> Self {
        Client {
            name: "Example MCP Client".to_owned(),
            redirect_uris: vec!["http://127.0.0.1:3000/callback".to_owned()],
            want_refresh: true,
            policy: ScopePolicy::default(),
            revision: Revision::default(),
            metadata: Map::new(),
            allow: Vec::new(),
            scopes_variable: None,
            server_url: None,
            issuer: None,
            pre_registered: false,
            client_id_metadata_document: None,
            initial_access_token: None,
        }
    }
}

/// Bytes that are usually text: a JSON string where they are UTF-8, else `{"base16": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    /// What a general JSON library reads, a byte order mark aside; none if it is no JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        let octets = self.0.strip_prefix("\u{feff}".as_bytes());
        serde_json::from_slice(octets.unwrap_or(&self.0)).ok()
    }
}

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Bytes(text.as_bytes().to_vec())
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Bytes(text.into_bytes())
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Text(String),
    Encoded { base16: String },
}

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Form::Encoded {
                base16: self.0.iter().map(|byte| format!("{byte:02x}")).collect(),
            }
            .serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Form::deserialize(deserializer)? {
            Form::Text(text) => Ok(text.into()),
            Form::Encoded { base16 } => decoded(&base16).map(Bytes).ok_or_else(|| {
                serde::de::Error::custom("`base16` takes pairs of hexadecimal digits")
            }),
        }
    }
}

fn decoded(base16: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = base16.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair[1]).ok();
    digits.chunks(2).map(byte).collect()
}

/// Why a text is no case.
#[derive(Debug)]
#[non_exhaustive]
pub enum CaseError {
    /// Not JSON, or not of the documented form.
    Form(serde_json::Error),
    /// A version that this crate does not know.
    Version(u32),
}

impl std::fmt::Display for CaseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CaseError::Form(error) => write!(f, "not a case: {error}"),
            CaseError::Version(version) => {
                write!(f, "case of version {version}; this program reads {VERSION}")
            }
        }
    }
}

impl std::error::Error for CaseError {}

impl Case {
    /// The text of the variable that holds scopes; none without such a variable, or where it is
    /// unset.
    pub fn scopes_from_environment(&self) -> Option<&str> {
        let variable = self.client.scopes_variable.as_ref()?;
        self.environment.get(variable).map(String::as_str)
    }

    /// Reads the JSON form.
    ///
    /// # Errors
    /// Not of the form, an unknown member, or another version.
    pub fn from_json(text: &str) -> Result<Case, CaseError> {
        let case: Case = serde_json::from_str(text).map_err(CaseError::Form)?;
        if case.version == VERSION {
            Ok(case)
        } else {
            Err(CaseError::Version(case.version))
        }
    }
}

/// Its JSON form, members in the order of this type.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_survives_its_json_form() {
        let case = Case {
            arguments: vec!["mcp".into(), "login".into(), "s".into()],
            challenge: vec![Bytes(vec![0xff, 0x00, b'a']), "Bearer".into()],
            config_file: Some("a = 1\n".into()),
            previous_scopes: Some(vec![]),
            ..Case::default()
        };
        let text = case.to_string();
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["challenge"][0]["base16"], "ff0061");
        assert_eq!(Case::from_json(&text).unwrap(), case);
    }

    #[test]
    fn what_is_absent_is_not_written() {
        let text = Case::default().to_string();
        assert!(text.starts_with(r#"{"version":1,"client":{"#), "{text}");
        let json: Value = serde_json::from_str(&text).unwrap();
        let names: Vec<&String> = json.as_object().unwrap().keys().collect();
        assert_eq!(names, ["client", "version"]);
    }

    #[test]
    fn another_version_an_unknown_member_and_bad_base16_are_refused() {
        let refused = |text: &str| Case::from_json(text).unwrap_err().to_string();
        assert!(refused(r#"{"version":2}"#).contains("version 2"));
        assert!(refused(r#"{"version":1,"scope":"a"}"#).contains("scope"));
        for base16 in ["f", "zz"] {
            let text = format!(r#"{{"version":1,"challenge":[{{"base16":"{base16}"}}]}}"#);
            assert!(refused(&text).contains("hexadecimal"));
        }
    }
}
