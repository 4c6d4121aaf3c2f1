//! The stages joined: read, select, find the mechanism, negotiate, assemble.

use serde_json::Value;

use super::error::BuildError;
use super::finding::{Finding, FindingKind};
use super::negotiation::{self, Negotiated, Wanted};
use super::readings::{self, Readings};
use super::request::{self, Body, Parts, RegistrationRequest};
use super::revision::Revision;
use super::selection::{self, Selection};
use super::settings::{Inputs, Settings};
use super::{error::Place, uri, well_known};

/// What a client does with its inputs.
#[derive(Debug, Clone, PartialEq)]
pub enum Built {
    /// It registers.
    Registration(Box<Registration>),
    /// It does not register, because another way to an identifier comes first (MCP-22).
    Other(Mechanism),
}

/// How a client comes by its identifier when it does not register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// It is registered already.
    PreRegistered,
    /// Its identifier is the URL of its metadata document.
    MetadataDocument,
    /// A person is asked.
    Prompt,
}

/// A registration request and what led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Registration {
    /// The request.
    pub request: RegistrationRequest,
    /// The scopes with where each came from; the authorization request asks for the same.
    pub selection: Selection,
    /// What both sides can do.
    pub negotiated: Negotiated,
    /// What the inputs say, with everything that was tolerated.
    pub readings: Readings,
}

/// Builds the registration request.
///
/// # Errors
/// The first input that cannot be used; nothing is built then.
pub fn build(inputs: &Inputs<'_>, settings: &Settings) -> Result<Built, BuildError> {
    let mut readings = readings::read(inputs, settings)?;
    let selection = select(&mut readings, settings)?;
    finish(readings, selection, settings)
}

/// The stage that chooses scopes; its findings join those of the readings.
///
/// # Errors
/// As [`selection::select`].
pub fn select(readings: &mut Readings, settings: &Settings) -> Result<Selection, BuildError> {
    let Readings {
        supplied, findings, ..
    } = readings;
    selection::select(supplied, settings.policy, settings.want_refresh, findings)
}

/// The stages after the choice of scopes.
///
/// # Errors
/// What the authorization server does not offer, or an unusable URL of the client's own.
pub fn finish(
    mut readings: Readings,
    selection: Selection,
    settings: &Settings,
) -> Result<Built, BuildError> {
    let endpoint = match way(&readings, settings)? {
        Way::Other(mechanism) => return Ok(Built::Other(mechanism)),
        Way::Advertised(endpoint) => endpoint,
        Way::Fallback(endpoint) => {
            let (kind, place) = (FindingKind::FallbackEndpoint, Place::ServerUrl);
            let finding = Finding::new(kind, place, &endpoint, None);
            readings.findings.push(finding);
            endpoint
        }
    };
    let server = readings.server_metadata.clone().unwrap_or_default();
    let insisted = readings.client_metadata.get("token_endpoint_auth_method");
    let wanted = Wanted {
        refresh: settings.want_refresh,
        auth_method: insisted.and_then(Value::as_str),
        revision: settings.revision,
    };
    let (leniencies, findings) = (&settings.leniencies, &mut readings.findings);
    let negotiated = negotiation::negotiate(&server, wanted, leniencies, findings)?;
    let members = request::members(Parts {
        redirect_uris: &settings.redirect_uris,
        client_name: &settings.client_name,
        application_type: readings.application_type,
        negotiated: &negotiated,
        asked: &readings.client_metadata,
    });
    let mut body = String::new();
    Body::new(members).write(selection.scopes(), &mut body);
    let request = RegistrationRequest {
        method: "POST",
        url: endpoint,
        headers: request::headers(settings.initial_access_token.as_deref()),
        body,
    };
    Ok(Built::Registration(Box::new(Registration {
        request,
        selection,
        negotiated,
        readings,
    })))
}

/// The way to a client identifier.
enum Way {
    /// Registration at the endpoint of the metadata.
    Advertised(String),
    /// Registration at the endpoint that revision 2025-03-26 assumes.
    Fallback(String),
    /// No registration.
    Other(Mechanism),
}

/// Pre-registered, metadata document, registration, a person: in that order (MCP-22, MCP-02).
fn way(readings: &Readings, settings: &Settings) -> Result<Way, BuildError> {
    if settings.preregistered {
        return Ok(Way::Other(Mechanism::PreRegistered));
    }
    let prompt = Way::Other(Mechanism::Prompt);
    if let Some(server) = &readings.server_metadata {
        if let Some(url) = &settings.client_id_metadata_document
            && server.client_id_metadata_documents
        {
            uri::client_id_metadata_document_url(url)?;
            return Ok(Way::Other(Mechanism::MetadataDocument));
        }
        let endpoint = server.registration_endpoint.clone();
        return Ok(endpoint.map_or(prompt, Way::Advertised));
    }
    let without_metadata = readings.resource_metadata.is_none();
    match &readings.server_url {
        Some(url) if settings.revision == Revision::V2025_03_26 && without_metadata => {
            let endpoints = well_known::fallback_endpoints(url)?;
            Ok(Way::Fallback(endpoints.registration))
        }
        _ => Ok(prompt),
    }
}

#[cfg(test)]
mod tests;
