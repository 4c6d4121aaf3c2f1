//! Why the request is as it is: sources, tolerances, deciding requirements.

use std::fmt;

use serde::Serialize;
use serde_json::{Value, json};

use crate::protocol::build::{Built, Registration};
use crate::protocol::error::escaped;
use crate::protocol::leniency::Leniency;
use crate::protocol::selection::Selected;
use crate::protocol::settings::Settings;
use crate::protocol::warning::{Warning, WarningKind};

/// The explanation of what was built.
#[derive(Debug, Default, Serialize)]
pub struct Explanation {
    scopes: Vec<ScopeOrigin>,
    members: Vec<Decision>,
    warnings: Vec<Tolerance>,
    metadata_urls: MetadataUrls,
}

/// Where a scope came from.
#[derive(Debug, Serialize)]
struct ScopeOrigin {
    scope: String,
    layer: &'static str,
    location: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[usize; 2]>,
    requirement: &'static str,
}

/// Why a member of the request has its value.
#[derive(Debug, Serialize)]
struct Decision {
    member: &'static str,
    value: Value,
    because: &'static str,
    requirement: &'static str,
}

/// What was tolerated or is worth knowing.
#[derive(Debug, Serialize)]
struct Tolerance {
    kind: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    switch: Option<Leniency>,
    requirement: &'static str,
}

/// Where a client that has only the other inputs would look.
#[derive(Debug, Default, Serialize)]
struct MetadataUrls {
    resource: Vec<String>,
    server: Vec<String>,
}

impl Explanation {
    /// Explains what was built with `settings`.
    pub fn new(built: &Built, settings: &Settings) -> Self {
        let parsed = built.parsed();
        Explanation {
            scopes: built.selection().provenance().iter().map(origin).collect(),
            members: match built {
                Built::Registration(registration) => decisions(registration, settings),
                Built::Other(_) => Vec::new(),
            },
            warnings: built.warnings().map(tolerance).collect(),
            metadata_urls: MetadataUrls {
                resource: parsed.resource_metadata_urls.clone(),
                server: parsed.server_metadata_urls.clone(),
            },
        }
    }
}

fn origin(selected: &Selected) -> ScopeOrigin {
    let location = &selected.location;
    let range = location.range.as_ref();
    ScopeOrigin {
        scope: selected.token.clone(),
        layer: selected.source.name(),
        location: location.input.to_string(),
        bytes: range.map(|range| [range.start, range.end]),
        requirement: selected.source.requirement(),
    }
}

/// What was tolerated. The piece of a [`WarningKind::LenienceUsed`] is the name of the switch.
fn tolerance(warning: &Warning) -> Tolerance {
    let used = warning.kind == WarningKind::LenienceUsed;
    let switch = warning.piece.parse::<Leniency>().ok().filter(|_| used);
    let (message, requirement) = match switch {
        Some(switch) => {
            let (input, tolerates) = (&warning.location.input, switch.tolerates());
            (
                format!("{input}: tolerated: {tolerates}"),
                switch.requirement(),
            )
        }
        None => (warning.to_string(), warning.kind.requirement()),
    };
    Tolerance {
        kind: warning.kind.name(),
        message,
        switch,
        requirement,
    }
}

/// Why the members have their values. Members that were asked for win over what was negotiated.
fn decisions(registration: &Registration, settings: &Settings) -> Vec<Decision> {
    let parsed = &registration.parsed;
    let asked = |member: &str| parsed.client_metadata.contains_key(member);
    let server = parsed.server_metadata.as_ref();
    let mut grants = registration.negotiated.grant_types.iter();
    let refreshes = grants.any(|grant| grant == "refresh_token");
    let lists_methods = server.is_some_and(|server| server.auth_methods.is_some());
    let members = registration.request.members();
    let member = |member: &'static str, because: &'static str, requirement: &'static str| {
        let value = members.get(member).cloned().unwrap_or_default();
        Decision {
            member,
            value,
            because,
            requirement,
        }
    };
    let (because, requirement) = match server {
        Some(_) => ("the authorization server metadata names it", "ASM-05"),
        None => (
            "there is no metadata, so the fallback of this revision applies",
            "MCP-02",
        ),
    };
    let endpoint = Decision {
        member: "registration endpoint",
        value: json!(registration.request.url),
        because,
        requirement,
    };
    let scope = match registration.selection.scope() {
        Some(_) => ("the scopes above, joined with spaces", "SCOPE-01"),
        None => (
            "no layer supplies a token, so the member is left out",
            "SCOPE-07",
        ),
    };
    let auth_method = match (asked("token_endpoint_auth_method"), lists_methods) {
        (true, _) => "the client metadata asks for it",
        (_, true) => "the first of the client's methods that the authorization server lists",
        _ => "the authorization server lists no methods, so the client registers as public",
    };
    let grants = match (asked("grant_types"), refreshes, settings.want_refresh) {
        (true, _, _) => ("the client metadata asks for them", "DCR-30"),
        (_, true, _) => ("refresh tokens are wanted and not ruled out", "MCP-19"),
        (_, _, true) => (
            "the authorization server does not list `refresh_token`",
            "ASM-09",
        ),
        _ => ("no refresh tokens are wanted", "MCP-19"),
    };
    let responses = match asked("response_types") {
        true => "the client metadata asks for them",
        false => "it belongs to the grant `authorization_code`",
    };
    let application = match asked("application_type") {
        true => ("the client metadata states it", "OIDCR-02"),
        false => ("it follows from the redirect URIs", "MCP-26"),
    };
    vec![
        endpoint,
        member("scope", scope.0, scope.1),
        member("token_endpoint_auth_method", auth_method, "ASM-10"),
        member("grant_types", grants.0, grants.1),
        member("response_types", responses, "DCR-30"),
        member("application_type", application.0, application.1),
    ]
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let urls = &self.metadata_urls;
        let server = "\nAuthorization server metadata is looked for at (MCP-09)";
        let resource = "\nProtected resource metadata is looked for at (MCP-07)";
        section(
            f,
            "Scopes, in the order in which they are sent",
            &self.scopes,
        )?;
        if !self.members.is_empty() {
            section(f, "\nDecisions", &self.members)?;
        }
        section(f, "\nTolerated or worth knowing", &self.warnings)?;
        section(f, resource, &urls.resource)?;
        section(f, server, &urls.server)
    }
}

/// A heading and a line for each item.
fn section(f: &mut fmt::Formatter<'_>, heading: &str, items: &[impl ToString]) -> fmt::Result {
    writeln!(f, "{heading}:")?;
    if items.is_empty() {
        return writeln!(f, "  nothing");
    }
    let mut items = items.iter().map(|item| escaped(&item.to_string()));
    items.try_for_each(|item| writeln!(f, "  {item}"))
}

impl fmt::Display for ScopeOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}: {}", self.scope, self.layer, self.location)?;
        if let Some([start, end]) = self.bytes {
            write!(f, ", bytes {start}..{end}")?;
        }
        write!(f, " ({})", self.requirement)
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}: {} ({})",
            self.member, self.value, self.because, self.requirement
        )
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.switch.map_or(Ok(()), |switch| {
            write!(f, ", by `--allow {switch}` ({})", self.requirement)
        })
    }
}

#[cfg(test)]
mod tests;
