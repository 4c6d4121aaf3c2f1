//! From the texts of all layers to a scope or a request.

use dcr_check::case::Case;
use dcr_check::protocol::build::{self, Built};
use dcr_check::protocol::error::BuildError;
use dcr_check::protocol::request::RegistrationRequest;
use dcr_check::protocol::selection::{Selection, Source};
use dcr_check::protocol::{arguments, parsed};
use dcr_check::reference;
use dcr_check::vocabulary::Leniency;
use serde_json::{Map, Value, json};

use super::super::comparison::Observed;
use super::super::file::{File, Vector};
use super::super::login::Login;
use super::input;

/// `resolve`: the scope that is asked for, and the layer it came from.
pub fn resolve(vector: &Vector, file: &File) -> Result<Observed, String> {
    let mut login = Login::read(&vector.input)?;
    login.add_to(file.base_as_metadata.as_ref())?;
    let case = login.into_case()?;
    let members = |selection: Selection| {
        let source = source(&selection, &case);
        json!({"scope": selection.scope(), "source": source})
    };
    Ok(Observed::members(select(&case)?.map(members)))
}

/// `argv`: the scope and the server that a command line names, without file and servers.
pub fn argv(vector: &Vector, _: &File) -> Result<Observed, String> {
    let mut words: Vec<String> = input(vector)?;
    words.insert(0, "mcp".to_owned());
    let server = arguments::read(&words).map(|arguments| arguments.server_name);
    let case = Case {
        arguments: words,
        ..Case::default()
    };
    let scope = select(&case)?.map(|selection| selection.scope().map(str::to_owned));
    let members = server.and_then(|server| Ok(json!({"server": server, "scope": scope?})));
    Ok(Observed::members(members))
}

/// `build`: the whole request, or the way around it.
pub fn build(vector: &Vector, _: &File) -> Result<Observed, String> {
    let mut login = Login::read(&vector.input)?;
    // Vectors of this kind describe a development setup, which the switch belongs to.
    login.allow.push(Leniency::LoopbackHttp);
    let case = login.into_case()?;
    let settings = reference::settings(&case);
    match build::build(&reference::inputs(&case), &settings) {
        Err(error) => Ok(Observed::Refused(error)),
        Ok(Built::Other(other)) => Ok(Observed::Members(json!({"mechanism": other.mechanism}))),
        Ok(Built::Registration(registration)) => {
            let members = members(&registration.request, &vector.expect)?;
            Ok(Observed::Members(members))
        }
    }
}

/// The request as an object. Of `headers` and `absent` as much as is expected: other fields may be
/// sent, and what is absent has no end.
fn members(request: &RegistrationRequest, expected: &Value) -> Result<Value, String> {
    let body: Value = serde_json::from_str(&request.body)
        .map_err(|error| format!("the body is not JSON: {error}"))?;
    let fields = request.headers.iter();
    let headers: Map<_, _> = fields
        .filter(|(name, _)| expected["headers"].is_null() || !expected["headers"][name].is_null())
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    let is_sent = |name: &str| {
        let is_field = request
            .headers
            .iter()
            .any(|(field, _)| field.eq_ignore_ascii_case(name));
        is_field || !body[name].is_null()
    };
    let listed = expected["absent"].as_array().into_iter().flatten();
    let absent: Vec<_> = listed
        .filter(|name| !name.as_str().is_some_and(is_sent))
        .collect();
    Ok(json!({
        "method": request.method,
        "url": request.url,
        "headers": headers,
        "absent": absent,
        "body": body,
    }))
}

/// The scopes that a case leads to.
fn select(case: &Case) -> Result<Result<Selection, BuildError>, String> {
    let settings = reference::settings(case);
    let parsed = parsed::read(&reference::inputs(case), &settings);
    Ok(parsed.and_then(|parsed| build::select(&parsed, &settings)))
}

/// What a vector calls the layer that decided.
fn source(selection: &Selection, case: &Case) -> &'static str {
    match selection.provenance().first().map(|first| first.source) {
        None => "none",
        Some(_) if case.previous_scopes.is_some() => "step-up",
        Some(Source::Layer(layer)) if layer.is_of_user() => "user",
        Some(Source::Layer(layer)) => layer.name(),
        Some(_) => "none of the layers of a first request",
    }
}
