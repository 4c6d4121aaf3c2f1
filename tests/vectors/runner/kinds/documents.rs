//! What servers write: challenges and metadata.

use dcr_check::case::Bytes;
use dcr_check::protocol::error::BuildError;
use dcr_check::protocol::leniency::Leniencies;
use dcr_check::protocol::scope::{self, Separators};
use dcr_check::protocol::{challenge, resource_metadata, server_metadata};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::comparison::Observed;
use super::super::file::{File, Vector};
use super::{input, list};

/// `challenge`: parameters of the Bearer challenge that counts.
pub fn challenge(vector: &Vector, _: &File) -> Result<Observed, String> {
    let fields: Vec<Bytes> = input(vector)?;
    let fields: Vec<&[u8]> = fields.iter().map(Bytes::as_ref).collect();
    let challenges = match challenge::read(&fields) {
        Ok(challenges) => challenges,
        Err(error) => return Ok(Observed::Refused(error)),
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let bearer = challenges.bearer();
    let mut members = json!({});
    for name in vector
        .expect
        .as_object()
        .into_iter()
        .flat_map(|expected| expected.keys())
    {
        members[name] = match name.as_str() {
            "bearer" => bearer.is_some().into(),
            "scope" => challenges
                .scope()
                .map_or(Value::Null, |scope| tokens(&text(&scope.value))),
            "resource_metadata" => challenges
                .resource_metadata()
                .map(|one| text(&one.value))
                .into(),
            _ => bearer
                .and_then(|one| one.parameter(name))
                .map(|one| text(&one.value))
                .into(),
        };
    }
    Ok(Observed::Members(members))
}

/// `asm`: whether authorization server metadata is usable for the issuer that was asked.
pub fn server_metadata(vector: &Vector, _: &File) -> Result<Observed, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Document {
        json: Bytes,
        issuer: String,
    }
    let Document { json, issuer } = input(vector)?;
    let switches = Leniencies::default();
    let read = server_metadata::read(&json.0, Some(&issuer), &switches, &mut Vec::new());
    Ok(usable(read))
}

/// `prm`: whether protected resource metadata is usable for the URL that was asked about.
pub fn resource_metadata(vector: &Vector, _: &File) -> Result<Observed, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Document {
        json: Bytes,
        #[serde(rename = "how")]
        _how: String,
        used: String,
    }
    let Document { json, used, .. } = input(vector)?;
    let switches = Leniencies::default();
    let read = resource_metadata::read(&json.0, Some(&used), &switches, &mut Vec::new());
    Ok(usable(read))
}

fn usable<T>(read: Result<T, BuildError>) -> Observed {
    Observed::members(read.map(|_| json!({"ok": true})))
}

/// The tokens of a scope; null if there are none.
fn tokens(scope: &str) -> Value {
    let tokens = list(scope::pieces(scope, Separators::WhiteSpace).map(|(_, token)| token));
    if tokens == json!([]) {
        Value::Null
    } else {
        tokens
    }
}
