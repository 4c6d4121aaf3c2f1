//! What goes into the core: the texts of every layer, and how the client is set up.

use super::leniency::Leniencies;
use crate::vocabulary::{Revision, ScopePolicy};

/// The texts and bytes of every layer, as a client gets them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs<'a> {
    /// The command line after the program's name; empty when a library is called instead.
    pub arguments: &'a [String],
    /// Scopes that a calling program hands in.
    pub caller_scopes: Option<&'a [String]>,
    /// The text of the environment variable that is configured to hold scopes; the core reads none
    /// itself.
    pub environment: Option<&'a str>,
    /// The text of the config file.
    pub config_file: Option<&'a str>,
    /// The values of the WWW-Authenticate fields.
    pub challenge: Vec<&'a [u8]>,
    /// The body of the protected resource metadata.
    pub resource_metadata: Option<&'a [u8]>,
    /// The body of the authorization server metadata.
    pub server_metadata: Option<&'a [u8]>,
    /// The scopes of an earlier request; present in a step-up.
    pub previous_scopes: Option<&'a [String]>,
}

/// What the client brings along, whatever the scopes are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// `client_name`.
    pub client_name: String,
    /// `redirect_uris`; the first is the one of the authorization request.
    pub redirect_uris: Vec<String>,
    /// Refresh tokens are wanted (MCP-19).
    pub want_refresh: bool,
    /// How a user's scopes meet those of a challenge.
    pub policy: ScopePolicy,
    /// The MCP revision whose rules hold.
    pub revision: Revision,
    /// Further client metadata to ask for: a JSON object as it was written, or nothing.
    pub client_metadata: String,
    /// The switches that are on.
    pub leniencies: Leniencies,
    /// The URL of the MCP server, where the config does not give it.
    pub server_url: Option<String>,
    /// The issuer that the authorization server metadata was asked from.
    pub issuer: Option<String>,
    /// The client is registered already.
    pub pre_registered: bool,
    /// The URL of the client's own metadata document.
    pub client_id_metadata_document: Option<String>,
    /// A token that the registration endpoint wants to see (DCR-05).
    pub initial_access_token: Option<String>,
}
