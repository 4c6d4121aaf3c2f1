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
    ScopeOrigin {
        scope: selected.token.clone(),
        layer: selected.source.name(),
        location: location.input.to_string(),
        bytes: location
            .range
            .as_ref()
            .map(|range| [range.start, range.end]),
        requirement: selected.source.requirement(),
    }
}

/// What was tolerated. The piece of a [`WarningKind::LenienceUsed`] is the name of the switch.
fn tolerance(warning: &Warning) -> Tolerance {
    let used = (warning.kind == WarningKind::LenienceUsed)
        .then(|| warning.piece.parse::<Leniency>().ok())
        .flatten();
    match used {
        Some(switch) => Tolerance {
            kind: warning.kind.name(),
            message: format!(
                "{}: tolerated: {}",
                warning.location.input,
                switch.tolerates()
            ),
            switch: Some(switch),
            requirement: switch.requirement(),
        },
        None => Tolerance {
            kind: warning.kind.name(),
            message: warning.to_string(),
            switch: None,
            requirement: warning.kind.requirement(),
        },
    }
}

/// Why the members have their values. Members that were asked for win over what was negotiated.
fn decisions(registration: &Registration, settings: &Settings) -> Vec<Decision> {
    let Registration {
        request,
        parsed,
        negotiated,
        selection,
        ..
    } = registration;
    let asked = |member: &str| parsed.client_metadata.contains_key(member);
    let server = parsed.server_metadata.as_ref();
    let refreshes = negotiated
        .grant_types
        .iter()
        .any(|grant| grant == "refresh_token");

    let endpoint = match server {
        Some(_) => ("the authorization server metadata names it", "ASM-05"),
        None => (
            "there is no metadata, so the fallback of this revision applies",
            "MCP-02",
        ),
    };
    let scope = match selection.scope() {
        Some(_) => ("the scopes above, joined with spaces", "SCOPE-01"),
        None => (
            "no layer supplies a token, so the member is left out",
            "SCOPE-07",
        ),
    };
    let lists_methods = server.is_some_and(|server| server.auth_methods.is_some());
    let auth_method = match (asked("token_endpoint_auth_method"), lists_methods) {
        (true, _) => ("the client metadata asks for it", "ASM-10"),
        (_, true) => (
            "the first of the client's methods that the authorization server lists",
            "ASM-10",
        ),
        _ => (
            "the authorization server lists no methods, so the client registers as public",
            "ASM-10",
        ),
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
        true => ("the client metadata asks for them", "DCR-30"),
        false => ("it belongs to the grant `authorization_code`", "DCR-30"),
    };
    let application = match asked("application_type") {
        true => ("the client metadata states it", "OIDCR-02"),
        false => ("it follows from the redirect URIs", "MCP-26"),
    };
    let members = request.members();
    let member = |member: &'static str, (because, requirement): (&'static str, &'static str)| {
        let value = members.get(member).cloned().unwrap_or_default();
        Decision {
            member,
            value,
            because,
            requirement,
        }
    };
    vec![
        Decision {
            member: "registration endpoint",
            value: json!(request.url),
            because: endpoint.0,
            requirement: endpoint.1,
        },
        member("scope", scope),
        member("token_endpoint_auth_method", auth_method),
        member("grant_types", grants),
        member("response_types", responses),
        member("application_type", application),
    ]
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        section(
            f,
            "Scopes, in the order in which they are sent",
            &self.scopes,
        )?;
        if !self.members.is_empty() {
            section(f, "\nDecisions", &self.members)?;
        }
        section(f, "\nTolerated or worth knowing", &self.warnings)?;
        let urls = &self.metadata_urls;
        section(
            f,
            "\nProtected resource metadata is looked for at (MCP-07)",
            &urls.resource,
        )?;
        section(
            f,
            "\nAuthorization server metadata is looked for at (MCP-09)",
            &urls.server,
        )
    }
}

/// A heading and a line for each item.
fn section(f: &mut fmt::Formatter<'_>, heading: &str, items: &[impl ToString]) -> fmt::Result {
    writeln!(f, "{heading}:")?;
    if items.is_empty() {
        return writeln!(f, "  nothing");
    }
    items
        .iter()
        .try_for_each(|item| writeln!(f, "  {}", escaped(&item.to_string())))
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
        let Decision {
            member,
            value,
            because,
            requirement,
        } = self;
        write!(f, "{member} {value}: {because} ({requirement})")
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.switch {
            Some(switch) => {
                write!(
                    f,
                    "{}, by `--allow {switch}` ({})",
                    self.message, self.requirement
                )
            }
            None => f.write_str(&self.message),
        }
    }
}

#[cfg(test)]
mod tests;
