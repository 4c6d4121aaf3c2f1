//! Properties about what the authorization server offers and what the client brings along.

use crate::declaration::Ability;
use crate::outcome::Outcome;
use crate::scenario::expectation::Expectation;
use crate::scenario::servers::List;

use super::members::is_empty;
use super::{Judge, Property, Verdict, with_expected};

/// The method is one that the server lists.
pub const AUTH_METHOD_IS_NEGOTIATED: Property = Property {
    id: "auth-method-is-negotiated",
    statement: "The authentication method is the best that the server lists; if it lists nothing, none.",
    requirements: &["ASM-10", "ASM-24", "OIDCD-07", "DCR-11"],
    judge: Judge::Expected(|_, body, expected| {
        let Some(method) = body.get("token_endpoint_auth_method") else {
            return Verdict::NotApplicable;
        };
        Verdict::of(method == expected.auth_method, || {
            format!("the method is {method}, not {:?}", expected.auth_method)
        })
    }),
};

/// Refresh tokens are asked for where they can be had.
pub const REFRESH_TOKEN_IS_NEGOTIATED: Property = Property {
    id: "refresh-token-is-negotiated",
    statement: "refresh_token is registered if it is wanted, unless the server lists grants without it.",
    requirements: &["MCP-19", "ASM-09", "ASM-24", "DCR-13"],
    judge: Judge::Expected(|_, body, expected| {
        let Some(grants) = body.texts("grant_types") else {
            return Verdict::NotApplicable;
        };
        Verdict::of(grants == expected.grant_types, || {
            format!("grant types {grants:?}, not {:?}", expected.grant_types)
        })
    }),
};

/// The response type.
pub const RESPONSE_TYPE_IS_CODE: Property = Property {
    id: "response-type-is-code",
    statement: "response_types is stated as code alone.",
    requirements: &["DCR-14", "DCR-30"],
    judge: Judge::Expected(|_, body, _| {
        let stated = body.get("response_types");
        Verdict::of(stated == Some(&serde_json::json!(["code"])), || {
            format!("response_types is {stated:?}")
        })
    }),
};

/// PKCE or nothing.
pub const NOTHING_IS_REGISTERED_WITHOUT_PKCE: Property = Property {
    id: "nothing-is-registered-without-pkce",
    statement: "From revision 2025-11-25 on, nothing is sent to a server that does not offer S256.",
    requirements: &["MCP-31", "OIDCD-08", "ASM-15", "O21-05"],
    judge: Judge::Expectation(|view| {
        let methods = view
            .scenario
            .server
            .as_ref()
            .map(|part| part.code_challenge_methods);
        let stated = methods.and_then(List::stated);
        let offered = stated.is_some_and(|methods| methods.contains(&"S256"));
        let minds = view.scenario.client.demands_advertised_pkce();
        match view.expectation {
            Expectation::Refused(_) if minds && !offered && view.scenario.server.is_some() => {
                Verdict::of(!matches!(view.outcome, Outcome::Sent(_)), || {
                    format!("registered although the server offers {stated:?}")
                })
            }
            _ => Verdict::NotApplicable,
        }
    }),
};

/// Redirect URIs are not touched.
pub const REDIRECT_URIS_ARE_VERBATIM: Property = Property {
    id: "redirect-uris-are-verbatim",
    statement: "Redirect URIs are registered octet for octet, in the given order.",
    requirements: &[
        "O21-07", "OIDCR-01", "NAT-02", "NAT-03", "NAT-04", "NAT-09", "URI-08",
    ],
    judge: Judge::Expected(|view, body, expected| {
        if !view.declaration.can(Ability::RedirectUris) {
            return Verdict::NotApplicable;
        }
        let sent = body.texts("redirect_uris").unwrap_or_default();
        Verdict::of(sent == expected.redirect_uris, || {
            format!("{sent:?} is sent, not {:?}", expected.redirect_uris)
        })
    }),
};

/// What was asked for is sent.
pub const ASKED_METADATA_IS_SENT: Property = Property {
    id: "asked-metadata-is-sent",
    statement: "Configured client metadata is sent unchanged, except members without a value.",
    requirements: &[
        "DCR-16", "DCR-25", "DCR-26", "DCR-27", "DCR-35", "OIDCR-10", "DCR-40",
    ],
    judge: Judge::Expected(|view, body, _| {
        let mut wanted = view.scenario.client.metadata.members();
        wanted.retain(|_, value| !is_empty(value));
        if wanted.is_empty() {
            return Verdict::NotApplicable;
        }
        let mut wanted = wanted.iter();
        let lost = wanted.find(|(name, value)| body.get(name) != Some(value));
        Verdict::unless(lost, |(name, value)| {
            format!("{name} is {:?}, not {value}", body.get(name))
        })
    }),
};

/// The resource parameter.
pub const RESOURCE_IS_THE_CANONICAL_SERVER: Property = Property {
    id: "resource-is-the-canonical-server",
    statement: "Later requests name the MCP server once, in its canonical form.",
    requirements: &[
        "RES-01", "RES-03", "RES-04", "RES-05", "RES-06", "MCP-35", "URI-02", "URI-03", "URI-07",
    ],
    judge: Judge::Expectation(|view| {
        with_expected(view, |sent, _, expected| {
            let Some(authorization) = &sent.authorization else {
                return Verdict::NotApplicable;
            };
            let named = &authorization.resource;
            Verdict::of(*named == [expected.resource.as_str()], || {
                format!("resource is {named:?}, not {:?}", expected.resource)
            })
        })
    }),
};

/// Where metadata is.
pub const METADATA_IS_LOOKED_FOR_IN_ORDER: Property = Property {
    id: "metadata-is-looked-for-in-order",
    statement: "The client looks for metadata at the well-known URLs of resource and issuer, in order.",
    requirements: &[
        "PRM-13", "PRM-15", "PRM-16", "PRM-29", "PRM-30", "ASM-18", "ASM-19", "ASM-21", "ASM-22",
        "ASM-27", "OIDCD-01", "MCP-07", "MCP-09", "SEC-02",
    ],
    judge: Judge::Expectation(|view| {
        with_expected(view, |sent, _, expected| {
            let Some(urls) = &sent.metadata_urls else {
                return Verdict::NotApplicable;
            };
            let wanted = &expected.metadata_urls;
            let mut both = [
                (&urls.resource, &wanted.resource),
                (&urls.server, &wanted.server),
            ]
            .into_iter();
            Verdict::unless(
                both.find(|(urls, wanted)| urls != wanted),
                |(urls, wanted)| format!("looks at {urls:?}, not at {wanted:?}"),
            )
        })
    }),
};

/// The way to an identifier.
pub const MECHANISMS_ARE_TRIED_IN_ORDER: Property = Property {
    id: "mechanisms-are-tried-in-order",
    statement: "Nothing is registered where pre-registration or a metadata document serves, or registration is not offered.",
    requirements: &["MCP-22", "ASM-30", "ASM-05", "MCP-02"],
    judge: Judge::Expectation(|view| match (view.expectation, view.outcome) {
        (Expectation::NoRegistration(_), Outcome::Sent(sent)) => {
            Verdict::Fail(format!("registers at {}", sent.registration.url))
        }
        (Expectation::NoRegistration(wanted), Outcome::NoRegistration(found)) => {
            Verdict::of(wanted == found, || {
                format!("{}, not {}", found.name(), wanted.name())
            })
        }
        _ => Verdict::NotApplicable,
    }),
};
