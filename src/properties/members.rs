//! Properties of the other members of the body, from case and outcome alone.

use serde_json::Value;

use crate::case::Client;

use super::body::Body;
use super::breach::Breach;
use super::client_metadata::{REGISTERED, is_registered, untagged};
use super::scope::shown;
use super::url::{has_scheme, is_absolute, is_loopback};
use super::{Judge, Property, Verdict, with_body};

/// Whether a value says nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Nothing empty is sent.
pub const NO_MEMBER_IS_EMPTY: Property = Property {
    id: "no-member-is-empty",
    statement: "No member is null, an empty string, an empty list or an empty object.",
    requirements: &["DCR-40"],
    judge: Judge::Body(|body| {
        let mut members = body.members.iter();
        let empty = members.find(|(_, value)| {
            let mut elements = value.as_array().into_iter().flatten();
            is_empty(value) || elements.any(is_empty)
        });
        Verdict::unless(empty, |(name, value)| {
            Breach::of("DCR-40", format!("{name} is {value}, which says nothing"))
        })
    }),
};

/// Only client metadata.
pub const ONLY_CLIENT_METADATA_IS_SENT: Property = Property {
    id: "only-client-metadata-is-sent",
    statement: "Every member is registered client metadata or was configured as such.",
    requirements: &["DCR-38", "DCR-41", "DCR-42", "HOUSE-12"],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let mut names = body.members.iter().map(|(name, _)| name.as_str());
            let foreign =
                names.find(|name| !is_registered(name) && !is_asked_extension(client, name));
            Verdict::unless(foreign, |name| match untagged(name) {
                "client_id" => Breach::of("DCR-41", "the client makes up its own client_id"),
                "scope" => Breach::of("DCR-38", format!("{name} has a language tag")),
                one if NEVER.contains(&one) => Breach::of(
                    "DCR-42",
                    format!("{name} belongs to another request or to the server"),
                ),
                _ => Breach::of(
                    "HOUSE-12",
                    format!("{name} is no client metadata that anybody registered"),
                ),
            })
        })
    }),
};

/// What belongs to the server or to other requests.
const NEVER: &[&str] = &[
    "client_id",
    "client_secret",
    "client_id_issued_at",
    "client_secret_expires_at",
    "registration_access_token",
    "registration_client_uri",
    "resource",
    "scopes",
    "state",
    "code_challenge",
    "code_challenge_method",
    "redirect_uri",
    "scope",
];

/// What is asked for passes, except names that belong to the server or to other requests.
fn is_asked_extension(client: &Client, name: &str) -> bool {
    client.metadata.contains_key(name) && !NEVER.contains(&untagged(name))
}

/// Types.
pub const MEMBERS_HAVE_THEIR_TYPES: Property = Property {
    id: "members-have-their-types",
    statement: "Every registered member has the JSON type of its specification.",
    requirements: &[
        "DCR-02", "DCR-11", "DCR-13", "DCR-14", "DCR-16", "DCR-17", "DCR-19", "DCR-20", "DCR-21",
        "DCR-22", "DCR-23", "DCR-27",
    ],
    judge: Judge::Body(|body| {
        let wrong = REGISTERED.iter().find_map(|one| {
            let value = body.get(one.name)?;
            // `scope` has properties of its own.
            (one.name != "scope" && !one.kind.fits(value)).then_some((one, value))
        });
        Verdict::unless(wrong, |(one, value)| {
            let (name, wanted) = (one.name, one.kind.name());
            Breach::of(
                one.row,
                format!("{name} is {value}, and has to be {wanted}"),
            )
        })
    }),
};

/// RFC 7591, section 2.1.
pub const GRANTS_AND_RESPONSES_CORRESPOND: Property = Property {
    id: "grants-and-responses-correspond",
    statement: "authorization_code and code are registered together; what is absent has its default.",
    requirements: &["DCR-30"],
    judge: Judge::Body(|body| {
        let or_default = |name: &str, default: &'static str| match body.get(name) {
            None => Some(vec![default]),
            Some(_) => body.texts(name),
        };
        let grants = or_default("grant_types", "authorization_code");
        let responses = or_default("response_types", "code");
        let (Some(grants), Some(responses)) = (grants, responses) else {
            return Verdict::NotApplicable;
        };
        let pairs = [("authorization_code", "code"), ("implicit", "token")];
        let apart = |(grant, response): &(&str, &str)| {
            grants.contains(grant)
                != responses
                    .iter()
                    .any(|one| one.split(' ').any(|one| one == *response))
        };
        Verdict::unless(pairs.into_iter().find(apart), |(grant, response)| {
            let (grants, responses) = (shown(&grants), shown(&responses));
            let reason = format!(
                "{grant} and {response} go together; grant types are {grants}, response types {responses}"
            );
            Breach::of("DCR-30", reason)
        })
    }),
};

/// OAuth 2.1.
pub const REMOVED_GRANTS_ARE_NOT_ASKED_FOR: Property = Property {
    id: "removed-grants-are-not-asked-for",
    statement: "The grants implicit and password and the response type token are never registered.",
    requirements: &["O21-06"],
    judge: Judge::Body(|body| {
        let both = [body.texts("grant_types"), body.texts("response_types")];
        let mut values = both.into_iter().flatten().flatten();
        let removed = values.find(|one| ["implicit", "password", "token"].contains(one));
        Verdict::unless(removed, |one| {
            Breach::of("O21-06", format!("{one:?} is registered"))
        })
    }),
};

/// An absent method means a secret.
pub const AUTH_METHOD_IS_STATED: Property = Property {
    id: "auth-method-is-stated",
    statement: "token_endpoint_auth_method is always stated, because its default needs a secret.",
    requirements: &["HOUSE-09"],
    judge: Judge::Body(|body| {
        Verdict::of(
            body.get("token_endpoint_auth_method").is_some(),
            "HOUSE-09",
            || "token_endpoint_auth_method is absent".to_owned(),
        )
    }),
};

/// The user who consents sees a name.
pub const CLIENT_NAME_IS_STATED: Property = Property {
    id: "client-name-is-stated",
    statement: "client_name is the configured name, and absent if that is empty.",
    requirements: &["DCR-15", "DCR-40"],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let name = body.text("client_name");
            let set = Some(client.name.as_str()).filter(|name| !name.is_empty());
            match (name, set) {
                _ if name == set => Verdict::Pass,
                (None, Some(_)) => Verdict::breaks("DCR-15", "client_name is absent"),
                (Some(""), None) => Verdict::breaks("DCR-40", "client_name is empty"),
                (name, set) => {
                    let [name, set] = [name, set].map(|one| one.unwrap_or("nothing"));
                    Verdict::undeclared(format!("client_name is {name:?}; configured is {set:?}"))
                }
            }
        })
    }),
};

/// Redirect URIs are registered.
pub const REDIRECT_URIS_ARE_REGISTERED: Property = Property {
    id: "redirect-uris-are-registered",
    statement: "redirect_uris is present and has at least one URI.",
    requirements: &["DCR-10"],
    judge: Judge::Body(|body| {
        let by_statement = body.get("software_statement").is_some();
        let grants = body.texts("grant_types").unwrap_or_default();
        let redirects = grants.is_empty()
            || ["authorization_code", "implicit"]
                .iter()
                .any(|one| grants.contains(one));
        if by_statement || !redirects {
            return Verdict::NotApplicable;
        }
        let none = body.texts("redirect_uris").filter(Vec::is_empty);
        Verdict::unless(none, |_| {
            Breach::of("DCR-10", "redirect_uris is absent or empty")
        })
    }),
};

fn redirect_uris(body: &Body) -> Vec<&str> {
    body.texts("redirect_uris").unwrap_or_default()
}

/// Redirect URIs that servers accept.
pub const REDIRECT_URIS_ARE_ACCEPTABLE: Property = Property {
    id: "redirect-uris-are-acceptable",
    statement: "Redirect URIs are absolute and have no fragment; http is for loopback only.",
    requirements: &[
        "DCR-71", "NAT-05", "NAT-10", "O21-01", "URI-08", "URI-09", "HOUSE-08",
    ],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let bad = redirect_uris(body).into_iter().find_map(|uri| {
                // The breach of a URI that a person gives is that person's.
                let given = client.redirect_uris.iter().any(|one| one == uri);
                let row = rule_of_redirect(uri)?;
                Some((uri, if given { "HOUSE-08" } else { row }))
            });
            Verdict::unless(bad, |(uri, row)| {
                Breach::of(row, format!("the redirect URI {uri:?} is registered"))
            })
        })
    }),
};

/// The rule that a redirect URI breaks, if it breaks one.
fn rule_of_redirect(uri: &str) -> Option<&'static str> {
    if !uri.is_ascii() || uri.contains(|c: char| c.is_control() || c == ' ') {
        return Some("URI-09");
    }
    let host = uri.split("//").nth(1).unwrap_or_default();
    let authority = host.split(['/', '?', '#']).next().unwrap_or_default();
    if !authority.contains('[') && authority.matches(':').count() > 1 {
        return Some("URI-08");
    }
    if !is_absolute(uri) || uri.contains('#') {
        return Some("O21-01");
    }
    let scheme = uri.split(':').next().unwrap_or_default();
    let is_http = ["http", "https"]
        .iter()
        .any(|one| scheme.eq_ignore_ascii_case(one));
    if !is_http && !scheme.contains('.') {
        return Some("NAT-05");
    }
    if !has_scheme(uri, "http") || is_loopback(uri) {
        return None;
    }
    let looks_local = ["localhost.", "127.0.0.1."]
        .iter()
        .any(|start| host.starts_with(start));
    Some(if looks_local { "NAT-10" } else { "DCR-71" })
}

/// The type is stated.
pub const APPLICATION_TYPE_IS_STATED: Property = Property {
    id: "application-type-is-stated",
    statement: "From revision 2026-07-28 on, application_type is stated, as native or web.",
    requirements: &["MCP-25"],
    judge: Judge::Body(|body| match body.get("application_type") {
        None => Verdict::breaks("MCP-25", "application_type is absent"),
        Some(stated) => {
            let known = stated
                .as_str()
                .is_some_and(|one| ["native", "web"].contains(&one));
            Verdict::of(known, "MCP-25", || format!("application_type is {stated}"))
        }
    }),
};

/// The type fits.
pub const APPLICATION_TYPE_FITS_THE_REDIRECTS: Property = Property {
    id: "application-type-fits-the-redirects",
    statement: "native goes with loopback and private-use schemes, web with remote https.",
    requirements: &["MCP-26", "HOUSE-08"],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let Some(stated) = body.text("application_type") else {
                return Verdict::NotApplicable;
            };
            if client.metadata.contains_key("application_type") {
                return Verdict::NotApplicable;
            }
            let is_remote = |uri: &str| has_scheme(uri, "https") && !is_loopback(uri);
            let is_loopback_http = |uri: &str| has_scheme(uri, "http") && is_loopback(uri);
            let misfit = redirect_uris(body)
                .into_iter()
                .find_map(|uri| match stated {
                    "web" if is_loopback_http(uri) => Some((uri, "MCP-26")),
                    "native" if is_remote(uri) => Some((uri, "HOUSE-08")),
                    "web" if !is_remote(uri) => Some((uri, "HOUSE-08")),
                    _ => None,
                });
            Verdict::unless(misfit, |(uri, row)| {
                Breach::of(
                    row,
                    format!("application_type is {stated}, and a redirect URI is {uri:?}"),
                )
            })
        })
    }),
};

/// Key sets.
pub const NEVER_TWO_KEY_SETS: Property = Property {
    id: "never-two-key-sets",
    statement: "jwks and jwks_uri are never sent together.",
    requirements: &["DCR-24"],
    judge: Judge::Body(|body| {
        let both = body.get("jwks").is_some() && body.get("jwks_uri").is_some();
        Verdict::of(!both, "DCR-24", || {
            "jwks and jwks_uri are both sent".to_owned()
        })
    }),
};
