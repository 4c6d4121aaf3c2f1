//! Properties of the `scope` member by itself.

use serde_json::Value;

use crate::outcome::{Outcome, Sent};
use crate::scenario::labels::has_case_pair;

use super::body::{Body, with_body};
use super::layers::with_expected;
use super::{Judge, Property, Verdict, View};

/// A token of `%x21 / %x23-5B / %x5D-7E`, at least one character.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| (0x21..=0x7e).contains(&byte) && byte != 0x22 && byte != 0x5c)
}

fn with_scope(outcome: &Outcome, judge: impl FnOnce(&str) -> Verdict) -> Verdict {
    with_body(outcome, |_, body| {
        body.text("scope").map_or(Verdict::NotApplicable, judge)
    })
}

/// The grammar of a scope value.
pub const SCOPE_IS_WELL_FORMED: Property = Property {
    id: "scope-is-well-formed",
    statement: "The scope is tokens of the RFC 6749 alphabet with exactly one space between them.",
    requirements: &["SCOPE-01", "SCOPE-02", "BEAR-07"],
    judge: Judge::Outcome(|outcome| {
        with_scope(outcome, |scope| {
            // An empty scope is the business of `scope-is-never-empty`.
            let odd = scope.split(' ').find(|piece| !is_token(piece));
            Verdict::of(scope.is_empty() || odd.is_none(), || {
                format!(
                    "{:?} is no scope token in {scope:?}",
                    odd.unwrap_or_default()
                )
            })
        })
    }),
};

/// The member is absent or says something.
pub const SCOPE_IS_NEVER_EMPTY: Property = Property {
    id: "scope-is-never-empty",
    statement: "The scope member is absent rather than empty, blank or null.",
    requirements: &["SCOPE-03", "DCR-40", "JSON-14"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| match body.get("scope") {
            None => Verdict::Pass,
            Some(Value::Null) => Verdict::Fail("scope is null".to_owned()),
            Some(Value::String(scope)) => {
                Verdict::of(!scope.trim().is_empty(), || format!("scope is {scope:?}"))
            }
            Some(_) => Verdict::NotApplicable,
        })
    }),
};

/// One string, not a list.
pub const SCOPE_IS_A_STRING: Property = Property {
    id: "scope-is-a-string",
    statement: "The scope member is one JSON string, not a list.",
    requirements: &["DCR-18", "DCR-06"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |_, body| match body.get("scope") {
            None | Some(Value::Null) => Verdict::NotApplicable,
            Some(value) => Verdict::of(value.is_string(), || format!("scope is {value}")),
        })
    }),
};

/// Every token once.
pub const SCOPE_HAS_NO_REPEATS: Property = Property {
    id: "scope-has-no-repeats",
    statement: "No token occurs twice in the scope.",
    requirements: &["SCOPE-06", "SCOPE-11"],
    judge: Judge::Outcome(|outcome| {
        with_scope(outcome, |scope| {
            let pieces: Vec<&str> = scope.split(' ').filter(|piece| !piece.is_empty()).collect();
            let twice = pieces
                .iter()
                .enumerate()
                .find(|(index, piece)| pieces[..*index].contains(piece));
            Verdict::of(twice.is_none(), || {
                format!("{:?} occurs twice", twice.map_or("", |(_, piece)| piece))
            })
        })
    }),
};

/// What is asked for later was registered.
pub const REGISTERED_SCOPE_COVERS_AUTHORIZED: Property = Property {
    id: "registered-scope-covers-authorized",
    statement: "Every token of the authorization request's scope is in the registered scope.",
    requirements: &["SCOPE-18", "MCP-34"],
    judge: Judge::Outcome(registered_scope_covers_authorized),
};

fn registered_scope_covers_authorized(outcome: &Outcome) -> Verdict {
    with_body(outcome, |sent, body| {
        let Some(authorization) = &sent.authorization else {
            return Verdict::NotApplicable;
        };
        let registered = body.scopes();
        let asked = authorization.scope.as_deref().unwrap_or_default();
        let missing = asked
            .split(' ')
            .find(|token| !token.is_empty() && !registered.contains(token));
        Verdict::of(missing.is_none(), || {
            let missing = missing.unwrap_or_default();
            format!("{missing:?} will be asked for and is not registered")
        })
    })
}

fn scopes_of(body: &Body) -> Vec<&str> {
    body.scopes()
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// The headline.
pub const SCOPE_IS_PRESENT: Property = Property {
    id: "scope-is-present",
    statement: "The scope member is there whenever any layer that counts supplies a token.",
    requirements: &["CFG-13", "SCOPE-07"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            if expected.scopes.is_empty() {
                return Verdict::NotApplicable;
            }
            Verdict::of(body.get("scope").is_some(), || {
                let from = expected
                    .layer
                    .map_or("earlier request or the declared policy", |layer| {
                        layer.name()
                    });
                format!(
                    "no scope, although the {from} supplies {:?}",
                    expected.scopes
                )
            })
        })
    }),
};

/// Nothing is invented.
pub const NOTHING_IS_INVENTED: Property = Property {
    id: "nothing-is-invented",
    statement: "No scope is sent when no layer supplies one.",
    requirements: &["SCOPE-07", "MCP-12", "OIDCD-05", "CFG-07"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            if !expected.scopes.is_empty() {
                return Verdict::NotApplicable;
            }
            let sent = scopes_of(body);
            Verdict::of(sent.is_empty(), || {
                format!("{sent:?} is sent and nobody supplied it")
            })
        })
    }),
};

/// Tokens are opaque.
pub const EVERY_TOKEN_HAS_A_SOURCE: Property = Property {
    id: "every-token-has-a-source",
    statement: "Every sent token occurs, octet for octet, in a source of scopes.",
    requirements: &["SCOPE-10", "SCOPE-09", "CFG-11"],
    judge: Judge::Expectation(every_token_has_a_source),
};

fn every_token_has_a_source(view: &View<'_>) -> Verdict {
    with_expected(view, |_, body, expected| {
        let sources = view.scenario.every_source();
        let known = |token: &&str| {
            sources.iter().any(|source| source == token)
                || expected.scopes.iter().any(|token_of| token_of == token)
        };
        let foreign = scopes_of(body).into_iter().find(|token| !known(token));
        Verdict::of(foreign.is_none(), || {
            let foreign = foreign.unwrap_or_default();
            format!("{foreign:?} occurs in no source of scopes")
        })
    })
}

/// The tokens, whatever their order.
pub const SCOPE_IS_WHAT_THE_WINNING_LAYER_SUPPLIES: Property = Property {
    id: "scope-is-what-the-winning-layer-supplies",
    statement: "The scope holds the tokens of the layer that wins, all of them and no others.",
    requirements: &["CFG-03", "CFG-04", "CFG-06", "CFG-08", "SCOPE-13"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            let mut sent = scopes_of(body);
            let mut wanted: Vec<&str> = expected.scopes.iter().map(String::as_str).collect();
            sent.sort_unstable();
            sent.dedup();
            wanted.sort_unstable();
            Verdict::of(sent == wanted, || {
                format!("{:?} is sent, not {:?}", scopes_of(body), expected.scopes)
            })
        })
    }),
};

/// First seen, first sent.
pub const TOKENS_KEEP_FIRST_SEEN_ORDER: Property = Property {
    id: "tokens-keep-first-seen-order",
    statement: "Tokens are sent in the order in which they were first given.",
    requirements: &["SCOPE-11", "SCOPE-12"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            let sent = scopes_of(body);
            let position = |token: &&str| expected.scopes.iter().position(|one| one == token);
            let positions: Vec<usize> = sent.iter().filter_map(position).collect();
            if positions.len() < 2 {
                return Verdict::NotApplicable;
            }
            Verdict::of(positions.is_sorted(), || {
                format!("{sent:?} is sent, first seen were {:?}", expected.scopes)
            })
        })
    }),
};

/// Case counts.
pub const CASE_DIFFERENT_TOKENS_STAY_APART: Property = Property {
    id: "case-different-tokens-stay-apart",
    statement: "Tokens that differ in letter case only are all sent.",
    requirements: &["SCOPE-04"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            if !has_case_pair(&expected.scopes) {
                return Verdict::NotApplicable;
            }
            let sent = scopes_of(body);
            let lost = expected
                .scopes
                .iter()
                .find(|token| !sent.contains(&token.as_str()));
            Verdict::of(lost.is_none(), || format!("{lost:?} is not in {sent:?}"))
        })
    }),
};

/// The redirect URI of the authorization request is a registered one.
pub const AUTHORIZED_REDIRECT_IS_REGISTERED: Property = Property {
    id: "authorized-redirect-is-registered",
    statement: "The redirect URI of the authorization request is registered, octet for octet.",
    requirements: &["OIDCR-01", "NAT-09", "O21-02", "O21-03"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |sent: &Sent, body| {
            let used = sent
                .authorization
                .as_ref()
                .and_then(|one| one.redirect_uri.as_deref());
            let (Some(used), Some(registered)) = (used, body.texts("redirect_uris")) else {
                return Verdict::NotApplicable;
            };
            Verdict::of(registered.contains(&used), || {
                format!("{used:?} will be used and {registered:?} are registered")
            })
        })
    }),
};
