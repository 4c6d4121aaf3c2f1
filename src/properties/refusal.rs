//! Which rule is broken where something is sent that has to be refused.

use crate::outcome::{Outcome, RefusalKind};
use crate::scenario::client::Metadata;
use crate::scenario::document::Breakage;
use crate::scenario::servers::{Endpoint, Identity, List};
use crate::vocabulary::Revision;

use super::View;
use super::body::Body;
use super::tokens::is_token;

/// The rule that speaks against sending, where that must be refused for such a reason.
pub(super) fn rule(view: &View<'_>, kind: RefusalKind) -> &'static str {
    match kind {
        RefusalKind::ScopeToken => of_scope_token(view),
        RefusalKind::EmptyScopes => "CFG-05",
        RefusalKind::Config if view.scenario.is_started_by_command() => "MCP-36",
        RefusalKind::ResourceMetadata => of_resource_metadata(view),
        RefusalKind::ServerMetadata => of_server_metadata(view),
        RefusalKind::Capability => of_capability(view),
        RefusalKind::RedirectUri => "HOUSE-08",
        RefusalKind::ClientMetadata => of_client_metadata(view),
        RefusalKind::NoProgress => "HOUSE-17",
        _ => "HOUSE-11",
    }
}

/// To leave an illegal token out and to send the rest is another right way, if not the project's.
fn of_scope_token(view: &View<'_>) -> &'static str {
    let Outcome::Sent(sent) = view.outcome else {
        return "SCOPE-14";
    };
    let Ok(body) = Body::read(&sent.registration) else {
        return "SCOPE-14";
    };
    let illegal = body
        .scopes()
        .iter()
        .any(|piece| !piece.is_empty() && !piece.contains(char::is_whitespace) && !is_token(piece));
    if illegal { "SCOPE-02" } else { "SCOPE-14" }
}

fn of_breakage(breakage: Breakage) -> &'static str {
    match breakage {
        Breakage::Duplicate | Breakage::DuplicateUnknown => "JSON-05",
        Breakage::LoneSurrogate => "JSON-06",
        _ => "HOUSE-10",
    }
}

/// Certain is only a document of another origin; what differs less is disputed.
fn of_resource_metadata(view: &View<'_>) -> &'static str {
    let Some(part) = &view.scenario.resource else {
        return "HOUSE-16";
    };
    if let Some(breakage) = part.breakage {
        return of_breakage(breakage);
    }
    let asked = view.scenario.challenge.metadata_url().is_some();
    match part.identity {
        // Earlier revisions know no such documents.
        Identity::Other if view.case.client.revision >= Revision::V2025_06_18 => {
            if asked {
                "PRM-21"
            } else {
                "PRM-20"
            }
        }
        Identity::Right => "HOUSE-16",
        Identity::WrongType => "JSON-15",
        _ => "HOUSE-15",
    }
}

/// Certain is another issuer, if the client was given one to compare with. The slash of the root is
/// disputed.
fn of_server_metadata(view: &View<'_>) -> &'static str {
    let Some(part) = &view.scenario.server else {
        return "HOUSE-16";
    };
    if let Some(breakage) = part.breakage {
        return of_breakage(breakage);
    }
    let given = view.scenario.resource.is_some() || view.case.client.issuer.is_some();
    let given = given && view.case.client.revision >= Revision::V2025_06_18;
    match part.identity {
        Identity::Other | Identity::Origin if given => "ASM-25",
        Identity::LetterCase if given => "ASM-26",
        Identity::WrongType => "JSON-15",
        Identity::Right => match part.endpoint {
            Endpoint::Insecure => "SEC-01",
            Endpoint::WrongType => "JSON-15",
            _ => "HOUSE-16",
        },
        _ => "HOUSE-15",
    }
}

/// MCP forbids to go on to authorization without PKCE, and no more; choosing from lists is house.
fn of_capability(view: &View<'_>) -> &'static str {
    let server = view.scenario.server.as_ref();
    let silent = server.is_none_or(|part| part.code_challenge_methods == List::Absent);
    let demands = view.scenario.client.demands_advertised_pkce();
    let goes_on = view.authorized_scope().is_some();
    if silent && demands && goes_on && server.is_some() {
        "MCP-31"
    } else {
        "HOUSE-01"
    }
}

/// What is right to ask for is the caller's affair; what must not be sent together is not.
fn of_client_metadata(view: &View<'_>) -> &'static str {
    let sent = match view.outcome {
        Outcome::Sent(sent) => Body::read(&sent.registration).ok(),
        _ => None,
    };
    let metadata = view.scenario.client.metadata;
    let stated = metadata.members();
    let is_sent = sent.is_some_and(|body| {
        stated
            .iter()
            .all(|(name, value)| body.get(name) == Some(value))
    });
    if !is_sent {
        return "HOUSE-12";
    }
    match metadata {
        Metadata::BothKeySets => "DCR-24",
        Metadata::AssignedByServer => "DCR-41",
        Metadata::OtherRequest => "DCR-42",
        Metadata::TaggedScope => "DCR-38",
        Metadata::TaggedAlone => "DCR-37",
        Metadata::RemovedGrant => "O21-06",
        Metadata::Inconsistent => "DCR-30",
        Metadata::WrongType => "DCR-19",
        Metadata::NoUrl => "DCR-16",
        _ => "HOUSE-12",
    }
}
