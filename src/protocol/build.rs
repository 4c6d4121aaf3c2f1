//! Joins the stages: read, select, find the mechanism, negotiate, assemble.

use serde_json::Value;

use super::error::BuildError;
use super::location::Input;
use super::negotiation::{self, Negotiated, Wanted};
use super::parsed::{self, Parsed};
use super::request::{self, Body, Parts, RegistrationRequest};
use super::selection::{self, Selection};
use super::server_metadata::ServerMetadata;
use super::settings::{Inputs, Settings};
use super::warning::{Warning, WarningKind};
use super::{uri, well_known};
use crate::vocabulary::{Mechanism, Revision};

/// What a client does with its inputs.
#[derive(Debug, Clone, PartialEq)]
pub enum Built {
    /// It registers.
    Registration(Box<Registration>),
    /// It does not register, because another way to an identifier comes first (MCP-22).
    Other(Box<NoRegistration>),
}

impl Built {
    /// What the inputs say.
    pub fn parsed(&self) -> &Parsed {
        match self {
            Built::Registration(registration) => &registration.parsed,
            Built::Other(other) => &other.parsed,
        }
    }

    /// The scopes with where each came from.
    pub fn selection(&self) -> &Selection {
        match self {
            Built::Registration(registration) => &registration.selection,
            Built::Other(other) => &other.selection,
        }
    }

    /// What was tolerated or is worth knowing, stage by stage.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        let registration = match self {
            Built::Registration(registration) => Some(registration),
            Built::Other(_) => None,
        };
        let endpoint = registration.and_then(|one| one.fallback.as_ref());
        let negotiated = registration.map(|one| &one.negotiated.warnings);
        let first = self.parsed().warnings.iter();
        first
            .chain(self.selection().warnings())
            .chain(endpoint)
            .chain(negotiated.into_iter().flatten())
    }
}

/// A registration request and what led to it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Registration {
    /// The request.
    pub request: RegistrationRequest,
    /// The scopes with where each came from; the authorization request asks for the same.
    pub selection: Selection,
    /// What both sides can do.
    pub negotiated: Negotiated,
    /// What the inputs say.
    pub parsed: Parsed,
    /// Says that the endpoint is the fallback of revision 2025-03-26, where it is.
    pub fallback: Option<Warning>,
}

/// Another way to an identifier, and what led to it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NoRegistration {
    /// The way.
    pub mechanism: Mechanism,
    /// The scopes with where each came from.
    pub selection: Selection,
    /// What the inputs say.
    pub parsed: Parsed,
}

/// Builds the registration request.
///
/// # Errors
/// The first input that cannot be used; nothing is built then.
pub fn build(inputs: &Inputs<'_>, settings: &Settings) -> Result<Built, BuildError> {
    let parsed = parsed::read(inputs, settings)?;
    let selection = select(&parsed, settings)?;
    finish(parsed, selection, settings)
}

/// The stage that chooses scopes.
///
/// # Errors
/// As [`selection::select`].
pub fn select(parsed: &Parsed, settings: &Settings) -> Result<Selection, BuildError> {
    selection::select(&parsed.supplied, settings.policy, settings.want_refresh)
}

/// The stages after the choice of scopes.
///
/// # Errors
/// What the authorization server does not offer, or an unusable URL of the client's own.
pub fn finish(
    parsed: Parsed,
    selection: Selection,
    settings: &Settings,
) -> Result<Built, BuildError> {
    let (endpoint, fallback) = match way(&parsed, settings)? {
        Way::Other(mechanism) => {
            return Ok(Built::Other(Box::new(NoRegistration {
                mechanism,
                selection,
                parsed,
            })));
        }
        Way::Advertised(endpoint) => (endpoint, None),
        Way::Fallback(endpoint) => {
            let kind = WarningKind::FallbackEndpoint;
            let warning = Warning::new(kind, Input::ServerUrl, &endpoint);
            (endpoint, Some(warning))
        }
    };
    let none = ServerMetadata::default();
    let server = parsed.server_metadata.as_ref().unwrap_or(&none);
    let insisted = parsed.client_metadata.get("token_endpoint_auth_method");
    let wanted = Wanted {
        refresh: settings.want_refresh,
        auth_method: insisted.and_then(Value::as_str),
        revision: settings.revision,
    };
    let negotiated = negotiation::negotiate(server, wanted, &settings.leniencies)?;
    let members = request::members(Parts {
        redirect_uris: &settings.redirect_uris,
        client_name: &settings.client_name,
        application_type: parsed.application_type,
        negotiated: &negotiated,
        asked: &parsed.client_metadata,
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
        parsed,
        fallback,
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

/// Pre-registered, metadata document, registration, a user: in that order (MCP-22, MCP-02).
fn way(parsed: &Parsed, settings: &Settings) -> Result<Way, BuildError> {
    if settings.pre_registered {
        return Ok(Way::Other(Mechanism::PreRegistered));
    }
    let prompt = Way::Other(Mechanism::AskUser);
    if let Some(server) = &parsed.server_metadata {
        if let Some(url) = &settings.client_id_metadata_document
            && server.client_id_metadata_documents
        {
            uri::client_id_metadata_document_url(url)?;
            return Ok(Way::Other(Mechanism::MetadataDocument));
        }
        let endpoint = server.registration_endpoint.clone();
        return Ok(endpoint.map_or(prompt, Way::Advertised));
    }
    let without_metadata = parsed.resource_metadata.is_none();
    match &parsed.server_url {
        Some(url) if settings.revision == Revision::V2025_03_26 && without_metadata => {
            let endpoints = well_known::fallback_endpoints(url)?;
            Ok(Way::Fallback(endpoints.registration))
        }
        _ => Ok(prompt),
    }
}

#[cfg(test)]
mod tests;
