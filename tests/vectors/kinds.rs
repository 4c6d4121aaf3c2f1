//! What each kind of vector asks, and whom.

use std::collections::BTreeMap;

use dcr_check::protocol::error::{BuildError, Place};
use dcr_check::protocol::leniency::Leniencies;
use dcr_check::protocol::redirect;
use dcr_check::protocol::revision::Revision;
use dcr_check::protocol::{challenge, resource_metadata, server_metadata, uri, well_known};
use serde_json::{Value, json};

use crate::Vector;
use crate::build;

const KINDS: &[&str] = &[
    "resolve",
    "build",
    "argv",
    "challenge",
    "asm",
    "prm",
    "choose_as",
    "as_urls",
    "prm_urls",
    "legacy",
    "disc_headers",
    "canonical",
    "resource_param",
    "rm_url",
    "cimd_url",
    "redirect",
];

/// Whether this version can answer vectors of `kind`.
pub fn is_known(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// Compares what the core answers with what the vector expects.
pub fn check(vector: &Vector) -> Result<(), String> {
    let input = &vector.input;
    let answer = match vector.kind.as_str() {
        "resolve" => build::resolve(vector),
        "build" => return build::request(vector),
        "argv" => build::command_line(vector),
        "challenge" => return members_match(&challenge(input)?, &vector.expect),
        "asm" => asm(input),
        "prm" => prm(input),
        "choose_as" => {
            well_known::choose_authorization_server(&strings(input), &Leniencies::default())
                .map(|(issuer, _)| json!(issuer))
        }
        "as_urls" => {
            let newest = Revision::default();
            well_known::authorization_server_metadata_urls(
                text(input),
                newest,
                &Leniencies::default(),
            )
            .map(|urls| json!(urls))
        }
        "prm_urls" => well_known::resource_metadata_locations(text(input))
            .map(|all| all.into_iter().map(|one| Value::from(one.url)).collect()),
        "legacy" => well_known::fallback_endpoints(text(input)).map(|all| {
            json!({
                "base": all.base,
                "metadata": all.metadata,
                "authorize": all.authorization,
                "token": all.token,
                "register": all.registration,
            })
        }),
        "disc_headers" => Ok(discovery_headers(input)?),
        "canonical" => uri::canonical_server_url(text(input)).map(|(url, _)| json!(url)),
        "resource_param" => Ok(json!(format!(
            "resource={}",
            uri::form_encoded(text(input))
        ))),
        "rm_url" => {
            uri::resource_metadata_url(text(input), Place::Challenge(0), &Leniencies::default())
                .map(|_| input.clone())
        }
        "cimd_url" => uri::client_id_metadata_document_url(text(input)).map(|()| input.clone()),
        "redirect" => redirect::application_type(&strings(input), None)
            .map(|application_type| json!(application_type.as_str())),
        other => return Err(format!("no kind is called {other:?}")),
    };
    equal(&answered(answer), &vector.expect)
}

/// The answer, or the name of the error.
fn answered(answer: Result<Value, BuildError>) -> Value {
    answer.unwrap_or_else(|error| json!({"error": error.kind.name()}))
}

/// Compares two values.
pub fn equal(found: &Value, expected: &Value) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("found {found}\nexpected {expected}"))
    }
}

/// Compares the members that are expected; others do not matter.
fn members_match(found: &Value, expected: &Value) -> Result<(), String> {
    let members = expected.as_object().ok_or("the expectation is no object")?;
    members.iter().try_for_each(|(name, value)| {
        equal(&found[name], value).map_err(|why| format!("{name}: {why}"))
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The strings of a list.
pub fn strings(value: &Value) -> Vec<String> {
    let elements = value.as_array().into_iter().flatten();
    elements.map(|element| text(element).to_owned()).collect()
}

fn challenge(input: &Value) -> Result<Value, String> {
    let challenges = challenge::read(&strings(input)).map_err(|error| error.to_string())?;
    let value = |parameter: Option<&challenge::Parameter>| {
        parameter.map(|one| String::from_utf8_lossy(&one.value).into_owned())
    };
    let bearer = challenges.bearer();
    let description = bearer.and_then(|bearer| bearer.parameter("error_description"));
    let scope = value(challenges.scope());
    let scope = scope.map(|scope| {
        scope
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    Ok(json!({
        "bearer": bearer.is_some(),
        "scope": scope,
        "error": value(challenges.error()),
        "error_description": value(description),
        "resource_metadata": value(challenges.resource_metadata()),
    }))
}

fn asm(input: &Value) -> Result<Value, BuildError> {
    let (body, issuer) = (text(&input["json"]).as_bytes(), input["issuer"].as_str());
    server_metadata::read(body, issuer, &Leniencies::default(), &mut Vec::new())
        .map(|_| json!({"ok": true}))
}

fn prm(input: &Value) -> Result<Value, BuildError> {
    let (body, used) = (text(&input["json"]).as_bytes(), input["used"].as_str());
    resource_metadata::read(body, used, &Leniencies::default(), &mut Vec::new())
        .map(|_| json!({"ok": true}))
}

fn discovery_headers(input: &Value) -> Result<Value, String> {
    let revision = text(&input["revision"]).parse::<Revision>();
    let revision = revision.map_err(|_| "an unknown revision".to_owned())?;
    let headers = well_known::metadata_request_headers(revision, text(&input["version"]));
    Ok(json!(headers.into_iter().collect::<BTreeMap<_, _>>()))
}
