//! Authorization server metadata by the types of rmcp and openidconnect.

use openidconnect::core::CoreProviderMetadata;
use rmcp::transport::auth::AuthorizationMetadata;

use dcr_check::protocol::leniency::{Leniencies, Leniency};
use dcr_check::protocol::server_metadata::{self, ServerMetadata};

use super::{Difference, compare};

pub(super) fn differences(document: &str) -> Vec<Difference> {
    let ours = read(document);
    let rmcp: Option<AuthorizationMetadata> = serde_json::from_str(document).ok();
    let connect: Option<CoreProviderMetadata> = serde_json::from_str(document).ok();
    let mut differences = taken("rmcp", ours.is_some(), rmcp.is_some());
    if let (Some(ours), Some(theirs)) = (&ours, rmcp) {
        let lists = [
            ("scopes_supported", scopes(ours), theirs.scopes_supported),
            (
                "response_types_supported",
                ours.response_types.clone(),
                theirs.response_types_supported,
            ),
            (
                "code_challenge_methods_supported",
                ours.code_challenge_methods.clone(),
                theirs.code_challenge_methods_supported,
            ),
        ];
        differences.extend(compare(
            "rmcp",
            "issuer",
            ours.issuer.clone(),
            theirs.issuer,
        ));
        let endpoint = ours.registration_endpoint.clone();
        let theirs = theirs.registration_endpoint;
        differences.extend(compare("rmcp", "registration_endpoint", endpoint, theirs));
        for (name, ours, theirs) in lists {
            differences.extend(compare("rmcp", name, printed(ours), printed(theirs)));
        }
    }
    // It wants members that only OpenID Connect has, so its refusal means nothing here.
    if let Some(theirs) = connect {
        differences.extend(taken("openidconnect", ours.is_some(), true));
        if let Some(ours) = &ours {
            let issuer = Some(theirs.issuer().as_str().to_owned());
            differences.extend(compare(
                "openidconnect",
                "issuer",
                ours.issuer.clone(),
                issuer,
            ));
            let endpoint = theirs
                .registration_endpoint()
                .map(|url| url.as_str().to_owned());
            let own = ours.registration_endpoint.clone();
            differences.extend(compare(
                "openidconnect",
                "registration_endpoint",
                own,
                endpoint,
            ));
            let listed = theirs
                .scopes_supported()
                .map(|scopes| scopes.iter().map(|scope| scope.to_string()).collect());
            let (own, listed) = (printed(scopes(ours)), printed(listed));
            differences.extend(compare("openidconnect", "scopes_supported", own, listed));
        }
    }
    differences
}

fn read(document: &str) -> Option<ServerMetadata> {
    // Neither library asks for the issuer when it reads; that comes later.
    let leniencies: Leniencies = [Leniency::MissingIssuer].into_iter().collect();
    server_metadata::read(document.as_bytes(), None, &leniencies, &mut Vec::new()).ok()
}

fn taken(library: &'static str, ours: bool, theirs: bool) -> Vec<Difference> {
    let word = |taken: bool| Some(if taken { "taken" } else { "refused" }.to_owned());
    compare(library, "document", word(ours), word(theirs))
        .into_iter()
        .collect()
}

fn scopes(metadata: &ServerMetadata) -> Option<Vec<String>> {
    let scopes = &metadata.scopes_supported;
    (!scopes.is_empty()).then(|| scopes.tokens().map(str::to_owned).collect())
}

/// An empty list says as much as none.
fn printed(list: Option<Vec<String>>) -> Option<String> {
    let list = list.filter(|list| !list.is_empty())?;
    Some(serde_json::Value::from(list).to_string())
}
