//! Properties of the other members of the body, from case and outcome alone.

use serde_json::Value;

use crate::case::Client;
use crate::outcome::Outcome;

use super::body::{Body, with_body};
use super::url::{has_scheme, is_absolute, is_loopback};
use super::{Judge, Property, Verdict};

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

/// Nothing empty is sent.
pub const NO_MEMBER_IS_EMPTY: Property = Property {
    id: "no-member-is-empty",
    statement: "No member is null, an empty string, an empty list or an empty object.",
    requirements: &["DCR-40"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let is_empty = |value: &Value| {
                matches!(value, Value::Null)
                    || value.as_str() == Some("")
                    || value.as_array().is_some_and(Vec::is_empty)
                    || value.as_object().is_some_and(serde_json::Map::is_empty)
            };
            let empty = body.members.iter().find(|(_, value)| {
                let elements = value.as_array().map_or(&[][..], Vec::as_slice);
                is_empty(value) || elements.iter().any(is_empty)
            });
            Verdict::of(empty.is_none(), || match empty {
                Some((name, value)) => format!("{name} is {value}"),
                None => String::new(),
            })
        })
    }),
};

/// Only client metadata.
pub const ONLY_CLIENT_METADATA_IS_SENT: Property = Property {
    id: "only-client-metadata-is-sent",
    statement: "Every member is registered client metadata or was asked for as such.",
    requirements: &["DCR-41", "DCR-42", "RES-08", "DCR-38"],
    judge: Judge::Client(|client, outcome| {
        with_body(outcome, |_, body| {
            let foreign = body
                .members
                .iter()
                .map(|(name, _)| name.as_str())
                .find(|name| {
                    let untagged = name.split_once('#').map_or(*name, |(untagged, _)| untagged);
                    let registered =
                        REGISTERED.iter().any(|(one, _)| one == name) || TAGGED.contains(&untagged);
                    !registered && !is_asked_extension(client, name)
                });
            Verdict::of(foreign.is_none(), || {
                format!("{:?} is no client metadata", foreign.unwrap_or_default())
            })
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
    ];
    let untagged = name.split_once('#').map_or(name, |(untagged, _)| untagged);
    client.metadata.contains_key(name) && !NEVER.contains(&untagged) && untagged != "scope"
}

/// Types.
pub const MEMBERS_HAVE_THEIR_TYPES: Property = Property {
    id: "members-have-their-types",
    statement: "Every registered member has the JSON type of its specification.",
    requirements: &[
        "DCR-06", "DCR-11", "DCR-13", "DCR-14", "DCR-17", "DCR-19", "DCR-20", "DCR-21", "DCR-22",
        "DCR-23",
    ],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let wrong = REGISTERED.iter().find(|(name, kind)| {
                // `scope` has properties of its own.
                *name != "scope" && body.get(name).is_some_and(|value| !kind.fits(value))
            });
            Verdict::of(wrong.is_none(), || {
                let name = wrong.map_or("", |(name, _)| name);
                format!("{name} is {}", body.get(name).unwrap_or(&Value::Null))
            })
        })
    }),
};

/// RFC 7591, section 2.1.
pub const GRANTS_AND_RESPONSES_CORRESPOND: Property = Property {
    id: "grants-and-responses-correspond",
    statement: "authorization_code is registered together with code, and both are stated.",
    requirements: &["DCR-30", "DCR-31", "DCR-32", "OIDCR-07"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let (Some(grants), Some(responses)) =
                (body.texts("grant_types"), body.texts("response_types"))
            else {
                return Verdict::NotApplicable;
            };
            let fits = grants.contains(&"authorization_code") && responses.contains(&"code");
            Verdict::of(fits, || {
                format!("grant types {grants:?}, response types {responses:?}")
            })
        })
    }),
};

/// OAuth 2.1.
pub const REMOVED_GRANTS_ARE_NOT_ASKED_FOR: Property = Property {
    id: "removed-grants-are-not-asked-for",
    statement: "implicit, password and the response type token are never registered.",
    requirements: &["O21-06"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let both = [body.texts("grant_types"), body.texts("response_types")];
            let values: Vec<&str> = both.into_iter().flatten().flatten().collect();
            let removed = values
                .iter()
                .find(|one| ["implicit", "password", "token"].contains(one));
            Verdict::of(removed.is_none(), || format!("{removed:?} is registered"))
        })
    }),
};

/// An absent method means a secret.
pub const AUTH_METHOD_IS_STATED: Property = Property {
    id: "auth-method-is-stated",
    statement: "token_endpoint_auth_method is always stated, because its default is a secret.",
    requirements: &["DCR-12", "NAT-07"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            Verdict::of(body.get("token_endpoint_auth_method").is_some(), || {
                "token_endpoint_auth_method is absent".to_owned()
            })
        })
    }),
};

/// The user who consents sees a name.
pub const CLIENT_NAME_IS_STATED: Property = Property {
    id: "client-name-is-stated",
    statement: "client_name is the name that was set, and absent if that is empty.",
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
    statement: "redirect_uris is there, and at least one URI is in it.",
    requirements: &["DCR-10", "DCR-70", "OIDCR-01"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let registered = body.texts("redirect_uris");
            Verdict::of(
                registered.as_ref().is_none_or(|uris| !uris.is_empty()),
                || "redirect_uris is absent or empty".to_owned(),
            )
        })
    }),
};

fn redirect_uris(body: &Body) -> Vec<&str> {
    body.texts("redirect_uris").unwrap_or_default()
}

/// Redirect URIs that servers accept.
pub const REDIRECT_URIS_ARE_ACCEPTABLE: Property = Property {
    id: "redirect-uris-are-acceptable",
    statement: "Redirect URIs are absolute without fragment; http goes to this machine only.",
    requirements: &["DCR-71", "NAT-01", "NAT-08", "NAT-10", "O21-01", "MCP-04"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let bad = redirect_uris(body).into_iter().find(|uri| {
                let remote = has_scheme(uri, "http") && !is_loopback(uri);
                !is_absolute(uri) || remote || uri.contains('#')
            });
            Verdict::of(bad.is_none(), || {
                format!("{:?} is registered", bad.unwrap_or_default())
            })
        })
    }),
};

/// The type is stated.
pub const APPLICATION_TYPE_IS_STATED: Property = Property {
    id: "application-type-is-stated",
    statement: "application_type is native or web, and it is stated.",
    requirements: &["MCP-25", "OIDCR-02"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let stated = body.get("application_type");
            let known = stated
                .and_then(Value::as_str)
                .is_some_and(|one| ["native", "web"].contains(&one));
            Verdict::of(known, || format!("application_type is {stated:?}"))
        })
    }),
};

/// The type fits.
pub const APPLICATION_TYPE_FITS_THE_REDIRECTS: Property = Property {
    id: "application-type-fits-the-redirects",
    statement: "native goes with loopback and own schemes, web with remote https.",
    requirements: &["MCP-26", "OIDCR-03", "OIDCR-04", "OIDCR-06", "NAT-05"],
    judge: Judge::Client(application_type_fits_the_redirects),
};

fn application_type_fits_the_redirects(client: &Client, outcome: &Outcome) -> Verdict {
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
        Verdict::of(misfit.is_none(), || {
            format!(
                "application_type is {stated} with {:?}",
                misfit.unwrap_or_default()
            )
        })
    })
}

/// Key sets.
pub const NEVER_TWO_KEY_SETS: Property = Property {
    id: "never-two-key-sets",
    statement: "jwks and jwks_uri are never sent together.",
    requirements: &["DCR-24"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| {
            let both = body.get("jwks").is_some() && body.get("jwks_uri").is_some();
            Verdict::of(!both, || "jwks and jwks_uri are both sent".to_owned())
        })
    }),
};
