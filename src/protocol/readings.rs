//! First stage: every input read and checked on its own, before anything is chosen.

use serde_json::{Map, Value};

use super::error::{BuildError, ErrorKind, Place};
use super::finding::{Finding, FindingKind};
use super::redirect::{self, ApplicationType};
use super::resource_metadata::{self, ResourceMetadata};
use super::selection::{Source, Supplied, SuppliedText};
use super::server_metadata::{self, ServerMetadata};
use super::settings::{Inputs, Settings};
use super::{arguments, challenge, client_metadata, config, metadata, uri, well_known};

/// What the inputs say.
#[derive(Debug, Clone, PartialEq)]
pub struct Readings {
    /// What each layer supplies.
    pub supplied: Supplied,
    /// The canonical URL of the MCP server, where one is known (RES-06).
    pub server_url: Option<String>,
    /// The value of `resource` in later requests (RES-05).
    pub resource: Option<String>,
    /// The protected resource metadata.
    pub resource_metadata: Option<ResourceMetadata>,
    /// The issuer that the authorization server metadata belongs to, where one is known.
    pub issuer: Option<String>,
    /// The authorization server metadata.
    pub server_metadata: Option<ServerMetadata>,
    /// The checked client metadata that was asked for.
    pub client_metadata: Map<String, Value>,
    /// What kind of application the redirect URIs make this client.
    pub application_type: ApplicationType,
    /// Where to look for protected resource metadata, in order (MCP-07).
    pub resource_metadata_urls: Vec<String>,
    /// Where to look for authorization server metadata, in order (MCP-09).
    pub server_metadata_urls: Vec<String>,
    /// What was tolerated so far.
    pub findings: Vec<Finding>,
}

/// What the command line and the config file say.
#[derive(Default)]
struct Person {
    flags: Vec<SuppliedText>,
    config: Option<(Source, Result<Vec<SuppliedText>, BuildError>)>,
    url: Option<String>,
    resource: Option<String>,
}

/// Reads every input.
///
/// # Errors
/// The first input that cannot be used.
pub fn read(inputs: &Inputs<'_>, settings: &Settings) -> Result<Readings, BuildError> {
    let mut findings = Vec::new();
    let person = person(inputs, &mut findings)?;
    let client_metadata = client_metadata::check(&settings.client_metadata, &settings.leniencies)?;
    let stated = client_metadata.get("application_type").and_then(Value::as_str);
    let application_type = redirect::application_type(&settings.redirect_uris, stated)?;
    let server_url = server_url(person.url.as_deref(), settings, &mut findings)?;
    let challenges = challenge::read(&inputs.challenge)?;
    findings.extend(challenges.findings.iter().cloned());

    let expected = server_url.as_deref().or(person.resource.as_deref());
    let resource_metadata = inputs
        .resource_metadata
        .map(|body| resource_metadata::read(body, expected, &settings.leniencies, &mut findings))
        .transpose()?;
    let issuer = issuer(settings, resource_metadata.as_ref(), &mut findings)?;
    let server_metadata = inputs
        .server_metadata
        .map(|body| {
            let expected = issuer.as_deref();
            server_metadata::read(body, expected, &settings.leniencies, &mut findings)
        })
        .transpose()?;
    note_unlisted_resource(resource_metadata.as_ref(), server_metadata.as_ref(), &mut findings);

    let resource_metadata_urls =
        resource_metadata_urls(&challenges, server_url.as_deref(), settings, &mut findings)?;
    let server_metadata_urls = match &issuer {
        Some(issuer) => well_known::server_metadata_urls(issuer, &settings.leniencies)?,
        None => Vec::new(),
    };
    let supplied = supplied(
        inputs,
        &person,
        &challenges,
        resource_metadata.as_ref(),
        server_metadata.as_ref(),
        &mut findings,
    )?;
    let of_document = resource_metadata.as_ref().map(|document| document.resource.clone());
    Ok(Readings {
        supplied,
        resource: person.resource.or(of_document).or_else(|| server_url.clone()),
        server_url,
        resource_metadata,
        issuer,
        server_metadata,
        client_metadata,
        application_type,
        resource_metadata_urls,
        server_metadata_urls,
        findings,
    })
}
