//! Properties of the other members of the body, from case and outcome alone.

use serde_json::Value;

use crate::case::Client;

use super::body::Body;
use super::url::{has_scheme, is_absolute, is_loopback};
use super::{Judge, Property, Verdict, with_body};

/// The client metadata of RFC 7591 and OpenID Connect registration, with the JSON type of each.
const REGISTERED: &[(&str, Type)] = &[
    ("redirect_uris", Type::Strings),
    ("token_endpoint_auth_method", Type::String),
    ("grant_types", Type::Strings),
    ("response_types", Type::Strings),
    ("client_name", Type::String),
    ("client_uri", Type::String),
    ("logo_uri", Type::String),
    ("scope", Type::String),
    ("contacts", Type::Strings),
    ("tos_uri", Type::String),
    ("policy_uri", Type::String),
    ("jwks_uri", Type::String),
    ("jwks", Type::Object),
    ("software_id", Type::String),
    ("software_version", Type::String),
    ("software_statement", Type::String),
    ("application_type", Type::String),
];

const TAGGED: &[&str] = &[
    "client_name",
    "client_uri",
    "logo_uri",
    "tos_uri",
    "policy_uri",
];

#[derive(Clone, Copy)]
enum Type {
    String,
    Strings,
    Object,
}

impl Type {
    fn fits(self, value: &Value) -> bool {
        match self {
            Type::String => value.is_string(),
            Type::Strings => value
                .as_array()
                .is_some_and(|elements| elements.iter().all(Value::is_string)),
            Type::Object => value.is_object(),
        }
    }
}

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
        Verdict::unless(empty, |(name, value)| format!("{name} is {value}"))
    }),
};

/// Only client metadata.
pub const ONLY_CLIENT_METADATA_IS_SENT: Property = Property {
    id: "only-client-metadata-is-sent",
    statement: "Every member is registered client metadata or was configured as such.",
    requirements: &["DCR-41", "DCR-42", "RES-08", "DCR-38"],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let mut names = body.members.iter().map(|(name, _)| name.as_str());
            let foreign = names.find(|name| {
                let registered = REGISTERED.iter().any(|(one, _)| one == name);
                let tagged = TAGGED.contains(&untagged(name));
                !registered && !tagged && !is_asked_extension(client, name)
            });
            Verdict::unless(foreign, |name| format!("{name:?} is no client metadata"))
        })
    }),
};

/// What is asked for passes, except names that belong to the server or to other requests.
fn is_asked_extension(client: &Client, name: &str) -> bool {
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
    client.metadata.contains_key(name) && !NEVER.contains(&untagged(name))
}

/// The name without its language tag.
fn untagged(name: &str) -> &str {
    name.split_once('#').map_or(name, |(untagged, _)| untagged)
}

/// Types.
pub const MEMBERS_HAVE_THEIR_TYPES: Property = Property {
    id: "members-have-their-types",
    statement: "Every registered member has the JSON type of its specification.",
    requirements: &[
        "DCR-06", "DCR-11", "DCR-13", "DCR-14", "DCR-17", "DCR-19", "DCR-20", "DCR-21", "DCR-22",
        "DCR-23",
    ],
    judge: Judge::Body(|body| {
        let wrong = REGISTERED.iter().find_map(|(name, kind)| {
            let value = body.get(name)?;
            // `scope` has properties of its own.
            (*name != "scope" && !kind.fits(value)).then_some((name, value))
        });
        Verdict::unless(wrong, |(name, value)| format!("{name} is {value}"))
    }),
};

/// RFC 7591, section 2.1.
pub const GRANTS_AND_RESPONSES_CORRESPOND: Property = Property {
    id: "grants-and-responses-correspond",
    statement: "authorization_code and code are registered together, and both are stated.",
    requirements: &["DCR-30", "DCR-31", "DCR-32", "OIDCR-07"],
    judge: Judge::Body(|body| {
        let (Some(grants), Some(responses)) =
            (body.texts("grant_types"), body.texts("response_types"))
        else {
            return Verdict::NotApplicable;
        };
        let fits = grants.contains(&"authorization_code") && responses.contains(&"code");
        Verdict::of(fits, || {
            format!("grant types {grants:?}, response types {responses:?}")
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
        Verdict::unless(removed, |one| format!("{one:?} is registered"))
    }),
};

/// An absent method means a secret.
pub const AUTH_METHOD_IS_STATED: Property = Property {
    id: "auth-method-is-stated",
    statement: "token_endpoint_auth_method is always stated, because its default needs a secret.",
    requirements: &["DCR-12", "NAT-07"],
    judge: Judge::Body(|body| {
        Verdict::of(body.get("token_endpoint_auth_method").is_some(), || {
            "token_endpoint_auth_method is absent".to_owned()
        })
    }),
};

/// The user who consents sees a name.
pub const CLIENT_NAME_IS_STATED: Property = Property {
    id: "client-name-is-stated",
    statement: "client_name is the configured name, and absent if that is empty.",
    requirements: &["DCR-15"],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let name = body.text("client_name");
            let set = Some(client.name.as_str()).filter(|name| !name.is_empty());
            Verdict::of(name == set, || {
                format!("client_name is {name:?}, not {set:?}")
            })
        })
    }),
};

/// Redirect URIs are registered.
pub const REDIRECT_URIS_ARE_REGISTERED: Property = Property {
    id: "redirect-uris-are-registered",
    statement: "redirect_uris is present and has at least one URI.",
    requirements: &["DCR-10", "DCR-70", "OIDCR-01"],
    judge: Judge::Body(|body| {
        let none = body.texts("redirect_uris").filter(Vec::is_empty);
        Verdict::unless(none, |_| "redirect_uris is absent or empty".to_owned())
    }),
};

fn redirect_uris(body: &Body) -> Vec<&str> {
    body.texts("redirect_uris").unwrap_or_default()
}

/// Redirect URIs that servers accept.
pub const REDIRECT_URIS_ARE_ACCEPTABLE: Property = Property {
    id: "redirect-uris-are-acceptable",
    statement: "Redirect URIs are absolute and have no fragment; http is for loopback only.",
    requirements: &["DCR-71", "NAT-01", "NAT-08", "NAT-10", "O21-01", "MCP-04"],
    judge: Judge::Body(|body| {
        let bad = redirect_uris(body).into_iter().find(|uri| {
            let remote = has_scheme(uri, "http") && !is_loopback(uri);
            !is_absolute(uri) || remote || uri.contains('#')
        });
        Verdict::unless(bad, |uri| format!("{uri:?} is registered"))
    }),
};

/// The type is stated.
pub const APPLICATION_TYPE_IS_STATED: Property = Property {
    id: "application-type-is-stated",
    statement: "application_type is stated, as native or web.",
    requirements: &["MCP-25", "OIDCR-02"],
    judge: Judge::Body(|body| {
        let stated = body.get("application_type");
        let known = stated
            .and_then(Value::as_str)
            .is_some_and(|one| ["native", "web"].contains(&one));
        Verdict::of(known, || format!("application_type is {stated:?}"))
    }),
};

/// The type fits.
pub const APPLICATION_TYPE_FITS_THE_REDIRECTS: Property = Property {
    id: "application-type-fits-the-redirects",
    statement: "native goes with loopback and private-use schemes, web with remote https.",
    requirements: &["MCP-26", "OIDCR-03", "OIDCR-04", "OIDCR-06", "NAT-05"],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let Some(stated) = body.text("application_type") else {
                return Verdict::NotApplicable;
            };
            if client.metadata.contains_key("application_type") {
                return Verdict::NotApplicable;
            }
            let misfit = redirect_uris(body).into_iter().find(|uri| {
                let remote = has_scheme(uri, "https") && !is_loopback(uri);
                remote != (stated == "web")
            });
            Verdict::unless(misfit, |uri| {
                format!("application_type is {stated} with {uri:?}")
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
        Verdict::of(!both, || "jwks and jwks_uri are both sent".to_owned())
    }),
};
