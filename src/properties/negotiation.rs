//! Properties about what the authorization server offers and what the client brings along.

use url::Url;

use crate::declaration::Ability;
use crate::outcome::{MetadataUrls, Outcome};
use crate::scenario::expectation::Expectation;
use crate::scenario::servers::List;
use crate::vocabulary::{Mechanism, Revision};

use super::breach::Breach;
use super::members::is_empty;
use super::scope::shown;
use super::{Judge, Property, Verdict, View, with_expected};

/// What the client chooses from a server's lists, where there are lists: the project's own rule.
const FROM_A_LIST: &str = "HOUSE-01";

/// The method is one that the server lists.
pub const AUTH_METHOD_IS_NEGOTIATED: Property = Property {
    id: "auth-method-is-negotiated",
    statement: "The authentication method is one that the server lists, if it lists any.",
    requirements: &[FROM_A_LIST],
    judge: Judge::Expected(|view, body, _| {
        let server = view.scenario.server.as_ref();
        let listed = server.and_then(|part| part.auth_methods.stated());
        let (Some(listed), Some(method)) = (listed, body.text("token_endpoint_auth_method")) else {
            return Verdict::NotApplicable;
        };
        Verdict::of(listed.contains(&method), FROM_A_LIST, || {
            format!(
                "the method {method:?} is registered; the server lists {}",
                shown(listed)
            )
        })
    }),
};

/// Refresh tokens are asked for where they are wanted.
pub const REFRESH_TOKEN_IS_NEGOTIATED: Property = Property {
    id: "refresh-token-is-negotiated",
    statement: "refresh_token is registered if it is wanted and not left out of the server's list, and not registered otherwise.",
    requirements: &["MCP-19", "HOUSE-01"],
    judge: Judge::Expected(|view, body, expected| {
        let Some(grants) = body.texts("grant_types") else {
            return Verdict::NotApplicable;
        };
        let (wanted, sent) = (
            expected.grant_types.contains(&"refresh_token"),
            grants.contains(&"refresh_token"),
        );
        match (wanted, sent) {
            (true, false) => Verdict::breaks(
                match view.case.client.revision {
                    Revision::V2026_07_28 => "MCP-19",
                    _ => FROM_A_LIST,
                },
                "refresh tokens are wanted, and refresh_token is not registered",
            ),
            // Nobody forbids to ask for what a server does not list.
            (false, true) => Verdict::breaks(
                FROM_A_LIST,
                "refresh_token is registered, and it is not wanted or not listed",
            ),
            _ => Verdict::Pass,
        }
    }),
};

/// The response type.
pub const RESPONSE_TYPE_IS_CODE: Property = Property {
    id: "response-type-is-code",
    statement: "response_types, if stated, is code alone.",
    requirements: &["O21-06", "DCR-30"],
    judge: Judge::Expected(|_, body, _| {
        if body.get("response_types").is_none() {
            return Verdict::Pass;
        }
        let Some(stated) = body.texts("response_types") else {
            return Verdict::NotApplicable;
        };
        let reason = || format!("response_types is {}", shown(&stated));
        if !stated.contains(&"code") {
            return Verdict::breaks("DCR-30", reason());
        }
        Verdict::of(stated == ["code"], "O21-06", reason)
    }),
};

/// PKCE or nothing.
pub const NOTHING_IS_REGISTERED_WITHOUT_PKCE: Property = Property {
    id: "nothing-is-registered-without-pkce",
    statement: "From revision 2025-11-25 on, a client does not go on at a server that does not announce PKCE with S256.",
    requirements: &["MCP-31", "HOUSE-01"],
    judge: Judge::Expectation(|view| {
        let Expectation::Refused(_) = view.expectation else {
            return Verdict::NotApplicable;
        };
        let Some(server) = &view.scenario.server else {
            return Verdict::NotApplicable;
        };
        let stated = server.code_challenge_methods.stated();
        let offered = stated.is_some_and(|methods| methods.contains(&"S256"));
        if offered || !view.scenario.client.demands_advertised_pkce() {
            return Verdict::NotApplicable;
        }
        let Outcome::Sent(sent) = view.outcome else {
            return Verdict::Pass;
        };
        // To register and then to stop breaks nothing, nor does a list without S256.
        let absent = server.code_challenge_methods == List::Absent;
        let goes_on = absent && sent.authorization.is_some();
        let what = match stated {
            Some(methods) => format!("lists {}", shown(methods)),
            None => "announces no code_challenge_methods_supported".to_owned(),
        };
        match goes_on {
            true => Verdict::breaks(
                "MCP-31",
                format!("goes on to authorization although the server {what}"),
            ),
            false => Verdict::breaks(FROM_A_LIST, format!("registers although the server {what}")),
        }
    }),
};

/// Redirect URIs are not touched.
pub const REDIRECT_URIS_ARE_VERBATIM: Property = Property {
    id: "redirect-uris-are-verbatim",
    statement: "A client that takes redirect URIs registers them octet for octet, in the given order.",
    requirements: &[],
    judge: Judge::Expected(|view, body, expected| {
        if !view.declaration.can(Ability::RedirectUris) {
            return Verdict::NotApplicable;
        }
        let sent = body.texts("redirect_uris").unwrap_or_default();
        Verdict::as_declared(sent == expected.redirect_uris, || {
            let (sent, given) = (shown(&sent), shown(&expected.redirect_uris));
            format!("the redirect URIs {sent} are registered; given are {given}")
        })
    }),
};

/// What was asked for is sent.
pub const ASKED_METADATA_IS_SENT: Property = Property {
    id: "asked-metadata-is-sent",
    statement: "A client that takes client metadata sends it unchanged, except members without a value.",
    requirements: &[],
    judge: Judge::Expected(|view, body, _| {
        let mut wanted = view.scenario.client.metadata.members();
        wanted.retain(|_, value| !is_empty(value));
        if wanted.is_empty() {
            return Verdict::NotApplicable;
        }
        let mut wanted = wanted.iter();
        let lost = wanted.find(|(name, value)| body.get(name) != Some(value));
        Verdict::unless(lost, |(name, value)| {
            Breach::of_declaration(match body.get(name) {
                Some(sent) => format!("{name} is {sent}; given is {value}"),
                None => format!("{name} is left out; given is {value}"),
            })
        })
    }),
};

/// The resource parameter.
pub const RESOURCE_IS_THE_CANONICAL_SERVER: Property = Property {
    id: "resource-is-the-canonical-server",
    statement: "Later requests name the MCP server once, in its canonical form.",
    requirements: &["RES-01", "RES-02", "RES-03", "RES-05", "RES-06", "HOUSE-15"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |sent, _, expected| {
            let Some(authorization) = &sent.authorization else {
                return Verdict::NotApplicable;
            };
            let named = &authorization.resource;
            let server = expected.resource.as_str();
            if *named == [server] {
                return Verdict::Pass;
            }
            let reason = match named.as_slice() {
                [] => {
                    format!("the authorization request has no resource; the server is {server:?}")
                }
                named => format!("resource is {}; the server is {server:?}", shown(named)),
            };
            Verdict::breaks(rule_of_resource(named, server), reason)
        })
    }),
};

/// The rule that other values of `resource` break: certain are an absent one, a foreign host, a text that
/// is no absolute URI and a fragment.
fn rule_of_resource(named: &[String], server: &str) -> &'static str {
    let [one] = named else {
        return if named.is_empty() {
            "RES-05"
        } else {
            "HOUSE-15"
        };
    };
    let (Ok(url), Ok(server)) = (Url::parse(one), Url::parse(server)) else {
        return "RES-01";
    };
    if url.fragment().is_some() {
        "RES-02"
    } else if url.query().is_some() && server.query().is_none() {
        "RES-03"
    } else if url.host() != server.host() {
        "RES-05"
    } else if server.path().starts_with(url.path()) && url.path().len() + 1 < server.path().len() {
        "RES-06"
    } else {
        "HOUSE-15"
    }
}

/// Where metadata is.
pub const METADATA_IS_LOOKED_FOR_IN_ORDER: Property = Property {
    id: "metadata-is-looked-for-in-order",
    statement: "The client looks for metadata at the well-known URLs of resource and issuer, in order.",
    requirements: &["PRM-13", "MCP-07", "ASM-18", "MCP-09", "HOUSE-15"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |sent, _, expected| {
            let Some(urls) = &sent.metadata_urls else {
                return Verdict::NotApplicable;
            };
            let wanted = &expected.metadata_urls;
            let differs = [
                (
                    &urls.resource,
                    &wanted.resource,
                    rule_of_places(view, urls, wanted, true),
                ),
                (
                    &urls.server,
                    &wanted.server,
                    rule_of_places(view, urls, wanted, false),
                ),
            ]
            .into_iter()
            .find(|(urls, wanted, _)| urls != wanted);
            Verdict::unless(differs, |(urls, wanted, row)| {
                Breach::of(
                    row,
                    format!("looks at {}, not at {}", shown(urls), shown(wanted)),
                )
            })
        })
    }),
};

/// The rule that other places break: that a place is never asked, or that the order is another.
fn rule_of_places(
    view: &View<'_>,
    urls: &MetadataUrls,
    wanted: &MetadataUrls,
    of_resource: bool,
) -> &'static str {
    let (urls, wanted) = match of_resource {
        true => (&urls.resource, &wanted.resource),
        false => (&urls.server, &wanted.server),
    };
    let late = view.case.client.revision >= Revision::V2025_11_25;
    let first_is_asked = wanted.first().is_some_and(|url| urls.contains(url));
    match (of_resource, late) {
        (true, true) => "MCP-07",
        (true, false) if !first_is_asked => "PRM-13",
        (false, true) if first_is_asked => "MCP-09",
        (false, _) if !first_is_asked => "ASM-18",
        _ => "HOUSE-15",
    }
}

/// The way to an identifier.
pub const MECHANISMS_ARE_TRIED_IN_ORDER: Property = Property {
    id: "mechanisms-are-tried-in-order",
    statement: "Nothing is registered where pre-registration or a metadata document serves, or registration is not offered.",
    requirements: &["MCP-22", "DCR-01"],
    judge: Judge::Expectation(|view| match (view.expectation, view.outcome) {
        (Expectation::NoRegistration(Mechanism::AskUser), Outcome::Sent(sent)) => {
            let url = &sent.registration.url;
            Verdict::breaks(
                "DCR-01",
                format!("registers at {url}, which no metadata names"),
            )
        }
        (Expectation::NoRegistration(wanted), Outcome::Sent(sent)) => {
            let reason = format!(
                "registers at {}; it has another way: {wanted}",
                sent.registration.url
            );
            rule_of_mechanisms(view, reason)
        }
        (Expectation::NoRegistration(wanted), Outcome::NoRegistration(found)) => {
            match wanted == found {
                true => Verdict::Pass,
                false => {
                    rule_of_mechanisms(view, format!("chooses {found}; before that comes {wanted}"))
                }
            }
        }
        _ => Verdict::NotApplicable,
    }),
};

/// MCP's order is for clients that have all ways; earlier revisions leave it to what the client declares.
fn rule_of_mechanisms(view: &View<'_>, reason: String) -> Verdict {
    match view.case.client.revision {
        Revision::V2025_03_26 | Revision::V2025_06_18 => Verdict::undeclared(reason),
        _ => Verdict::breaks("MCP-22", reason),
    }
}
