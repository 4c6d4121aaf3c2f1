//! The options of `build` as a case.

use std::io::Read;

use serde_json::{Map, Value};

use super::given::Given;
use super::refusal;
use crate::case::command_line::example;
use crate::case::{Bytes, Case, CaseError, Client};
use crate::protocol::{client_metadata, limits};
use crate::runner::arguments::{Build, Inputs};
use crate::runner::diagnostic::Diagnostic;
use crate::runner::document::{Document, Source};
use crate::runner::excerpt::Excerpt;
use crate::runner::exit_code::ExitCode;

/// Longest case: it holds several documents, and escapes make them longer.
const CASE_BYTES: usize = 8 * limits::DOCUMENT_BYTES;

/// Reads everything that the options name.
///
/// # Errors
/// A text that cannot be read, or one that is no case or client metadata.
pub fn read(options: &Build, standard_input: &mut dyn Read) -> Result<Given, Diagnostic> {
    let given = match &options.case {
        Some(source) => Given {
            case: case(source.read("--case", CASE_BYTES, standard_input)?)?,
            as_case: true,
            ..Given::default()
        },
        None => from_options(&options.inputs, standard_input)?,
    };
    Ok(given)
}

fn from_options(options: &Inputs, standard_input: &mut dyn Read) -> Result<Given, Diagnostic> {
    check_standard_input(options)?;
    let mut document = |source: &Option<Source>, option: &str| {
        let read = |source: &Source| source.read(option, limits::DOCUMENT_BYTES, standard_input);
        source.as_ref().map(read).transpose()
    };
    let config_file = document(&options.config_file, "--config-file")?;
    let resource_metadata = document(&options.resource_metadata, "--resource-metadata")?;
    let server_metadata = document(&options.server_metadata, "--server-metadata")?;
    let client_metadata = document(&options.client_metadata, "--client-metadata")?;

    let origin = |document: &Option<Document>| document.as_ref().map(|one| one.origin.clone());
    let mut given = Given {
        case: Case::default(),
        as_case: false,
        config_file: origin(&config_file),
        resource_metadata: origin(&resource_metadata),
        server_metadata: origin(&server_metadata),
        client_metadata,
    };
    let bytes = |document: Document| Bytes(document.bytes);
    given.case = Case {
        arguments: options.arguments.clone(),
        scopes: some(&options.scope),
        environment: options.environment.iter().cloned().collect(),
        config_file: config_file.map(Document::into_text).transpose()?,
        challenge: options
            .challenge
            .iter()
            .map(|value| Bytes(value.as_encoded_bytes().to_vec()))
            .collect(),
        resource_metadata: resource_metadata.map(bytes),
        server_metadata: server_metadata.map(bytes),
        previous_scopes: some(&options.previous_scope),
        client: client(options, members(&given)?),
        ..Case::default()
    };
    if options.example {
        fill_in_example(&mut given.case);
    }
    Ok(given)
}

fn some(values: &[String]) -> Option<Vec<String>> {
    (!values.is_empty()).then(|| values.to_vec())
}

/// Two readers of standard input would each get a part of it.
fn check_standard_input(options: &Inputs) -> Result<(), Diagnostic> {
    let readers: Vec<&str> = [
        (&options.config_file, "--config-file"),
        (&options.resource_metadata, "--resource-metadata"),
        (&options.server_metadata, "--server-metadata"),
        (&options.client_metadata, "--client-metadata"),
    ]
    .into_iter()
    .filter(|(source, _)| matches!(source, Some(Source::StandardInput)))
    .map(|(_, option)| option)
    .collect();
    if readers.len() > 1 {
        let title = format!("{} all read standard input", readers.join(" and "));
        return Err(Diagnostic::new(
            ExitCode::Usage,
            &title,
            "write `-` for one of them only",
        ));
    }
    Ok(())
}

fn client(options: &Inputs, metadata: Map<String, Value>) -> Client {
    let usual = Client::default();
    Client {
        name: options.client_name.clone().unwrap_or(usual.name),
        redirect_uris: some(&options.redirect_uri).unwrap_or(usual.redirect_uris),
        want_refresh: !options.no_refresh,
        policy: options.policy.unwrap_or_default(),
        revision: options.revision.unwrap_or_default(),
        metadata,
        allow: options.allow.clone(),
        scopes_variable: options.scopes_variable.clone(),
        server_url: options.server_url.clone(),
        issuer: options.issuer.clone(),
        pre_registered: options.pre_registered,
        client_id_metadata_document: options.client_id_metadata_document.clone(),
        initial_access_token: options.initial_access_token.clone(),
    }
}

/// The members of the further client metadata.
fn members(given: &Given) -> Result<Map<String, Value>, Diagnostic> {
    let Some(document) = &given.client_metadata else {
        return Ok(Map::new());
    };
    client_metadata::members(&document.bytes).map_err(|error| refusal::diagnostic(&error, given))
}

fn fill_in_example(case: &mut Case) {
    let client = &mut case.client;
    client
        .server_url
        .get_or_insert_with(|| example::SERVER_URL.to_owned());
    // Protected resource metadata names the issuer itself.
    if case.resource_metadata.is_none() {
        client
            .issuer
            .get_or_insert_with(|| example::ISSUER.to_owned());
    }
    case.server_metadata
        .get_or_insert_with(|| example::SERVER_METADATA.into());
}

fn case(document: Document) -> Result<Case, Diagnostic> {
    let origin = document.origin.clone();
    let text = document.into_text()?;
    Case::from_json(&text).map_err(|error| {
        let excerpt = match &error {
            CaseError::Form(error) => {
                let at = offset(&text, error.line(), error.column());
                Some(Box::new(Excerpt::new(&origin, text.as_bytes(), at..at + 1)))
            }
            CaseError::Version(_) => None,
        };
        let help = "a case is what a failed property prints, and what `replay` takes";
        Diagnostic {
            excerpt,
            ..Diagnostic::new(ExitCode::Refused, format!("--case: {error}"), help)
        }
    })
}

/// Bytes before the place that serde_json names; both of its numbers count from one, and the column
/// is zero right behind a line break.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum::<usize>() + column.saturating_sub(1)
}

#[cfg(test)]
mod tests;
