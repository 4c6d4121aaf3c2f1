//! What a client does when it does not register.

use crate::case::Case;
use crate::protocol::settings::Settings;
use crate::vocabulary::{Mechanism, Revision};

/// What the client does instead of registering, and how to get a registration request.
pub fn description(
    mechanism: Mechanism,
    case: &Case,
    settings: &Settings,
) -> (String, &'static str) {
    match mechanism {
        Mechanism::PreRegistered => (
            "No registration: the client uses the identifier that it has already (MCP-22).".to_owned(),
            "leave out `--pre-registered` to see the registration request",
        ),
        Mechanism::MetadataDocument => {
            let url = settings.client_id_metadata_document.as_deref().unwrap_or_default();
            (
                format!("No registration: the client's identifier is the URL of its metadata document, {url} (MCP-22, MCP-23)."),
                "leave out `--client-id-metadata-document` to see the registration request",
            )
        }
        Mechanism::AskUser if case.server_metadata.is_some() => (
            "No registration: the authorization server metadata has no `registration_endpoint`, so \
             the client asks a user for an identifier (MCP-22, ASM-05)."
                .to_owned(),
            "give a document with `registration_endpoint` by `--server-metadata`",
        ),
        Mechanism::AskUser if settings.revision == Revision::V2025_03_26 => (
            "No registration: no registration endpoint is known, so the client asks a user for an \
             identifier (MCP-22)."
                .to_owned(),
            "give `--server-metadata`, or `--server-url` without `--resource-metadata` for the fallback of this revision (MCP-02)",
        ),
        Mechanism::AskUser => (
            "No registration: no registration endpoint is known, so the client asks a user for an \
             identifier (MCP-22)."
                .to_owned(),
            "give the authorization server metadata by `--server-metadata`, or take `--example`",
        ),
    }
}
