//! Properties of the `scope` member by itself.

use serde_json::Value;

use crate::scenario::labels::has_case_pair;

use super::body::Body;
use super::{Judge, Property, Verdict, with_body};

/// A token of `%x21 / %x23-5B / %x5D-7E`, at least one character.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| (0x21..=0x7e).contains(&byte) && byte != 0x22 && byte != 0x5c)
}

/// The grammar of a scope value.
pub const SCOPE_IS_WELL_FORMED: Property = Property {
    id: "scope-is-well-formed",
    statement: "The scope is a list of tokens of the RFC 6749 alphabet with exactly one space between them.",
    requirements: &["SCOPE-01", "SCOPE-02", "BEAR-07"],
    judge: Judge::Body(|body| match body.text("scope") {
        None => Verdict::NotApplicable,
        // `scope-is-never-empty` reports an empty scope.
        Some("") => Verdict::Pass,
        Some(scope) => Verdict::unless(scope.split(' ').find(|piece| !is_token(piece)), |odd| {
            format!("{odd:?} is no scope token in {scope:?}")
        }),
    }),
};

/// The member is absent or says something.
pub const SCOPE_IS_NEVER_EMPTY: Property = Property {
    id: "scope-is-never-empty",
    statement: "The scope member is absent rather than empty, blank or null.",
    requirements: &["SCOPE-03", "DCR-40", "JSON-14"],
    judge: Judge::Body(|body| match body.get("scope") {
        None => Verdict::Pass,
        Some(Value::Null) => Verdict::Fail("scope is null".to_owned()),
        Some(Value::String(scope)) => {
            Verdict::of(!scope.trim().is_empty(), || format!("scope is {scope:?}"))
        }
        Some(_) => Verdict::NotApplicable,
    }),
};

/// One string, not a list.
pub const SCOPE_IS_A_STRING: Property = Property {
    id: "scope-is-a-string",
    statement: "The scope member is one JSON string, not a list.",
    requirements: &["DCR-18", "DCR-06"],
    judge: Judge::Body(|body| match body.get("scope") {
        None | Some(Value::Null) => Verdict::NotApplicable,
        Some(value) => Verdict::of(value.is_string(), || format!("scope is {value}")),
    }),
};

/// Every token once.
pub const SCOPE_HAS_NO_REPEATS: Property = Property {
    id: "scope-has-no-repeats",
    statement: "No token occurs twice in the scope.",
    requirements: &["SCOPE-06", "SCOPE-11"],
    judge: Judge::Body(|body| {
        if body.text("scope").is_none() {
            return Verdict::NotApplicable;
        }
        let tokens = tokens(body);
        let mut numbered = tokens.iter().enumerate();
        let twice = numbered.find(|(index, token)| tokens[..*index].contains(token));
        Verdict::unless(twice, |(_, token)| format!("{token:?} occurs twice"))
    }),
};

/// What is asked for later was registered.
pub const REGISTERED_SCOPE_COVERS_AUTHORIZED: Property = Property {
    id: "registered-scope-covers-authorized",
    statement: "The registered scope has every token of the authorization request's scope.",
    requirements: &["SCOPE-18", "MCP-34"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |sent, body| {
            let Some(authorization) = &sent.authorization else {
                return Verdict::NotApplicable;
            };
            let registered = body.scopes();
            let mut asked = authorization
                .scope
                .as_deref()
                .unwrap_or_default()
                .split(' ');
            let missing = asked.find(|token| !token.is_empty() && !registered.contains(token));
            Verdict::unless(missing, |token| {
                format!("{token:?} will be asked for and is not registered")
            })
        })
    }),
};

/// The tokens of the scope, whatever is between them.
fn tokens(body: &Body) -> Vec<&str> {
    let mut pieces = body.scopes();
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The headline.
pub const SCOPE_IS_PRESENT: Property = Property {
    id: "scope-is-present",
    statement: "The scope member is present whenever any layer that counts supplies a token.",
    requirements: &["CFG-13", "SCOPE-07"],
    judge: Judge::Expected(|_, body, expected| {
        if expected.scopes.is_empty() {
            return Verdict::NotApplicable;
        }
        Verdict::of(body.get("scope").is_some(), || {
            let from = expected.layer.map(|layer| layer.name());
            let from = from.unwrap_or("earlier request or the declared policy");
            let scopes = &expected.scopes;
            format!("no scope, although the {from} supplies {scopes:?}")
        })
    }),
};

/// Nothing is invented.
pub const NOTHING_IS_INVENTED: Property = Property {
    id: "nothing-is-invented",
    statement: "No scope is sent when no layer supplies one.",
    requirements: &["SCOPE-07", "MCP-12", "OIDCD-05", "CFG-07"],
    judge: Judge::Expected(|_, body, expected| {
        if !expected.scopes.is_empty() {
            return Verdict::NotApplicable;
        }
        let sent = tokens(body);
        Verdict::of(sent.is_empty(), || {
            format!("{sent:?} is sent and nobody supplied it")
        })
    }),
};

/// Tokens are opaque.
pub const EVERY_TOKEN_HAS_A_SOURCE: Property = Property {
    id: "every-token-has-a-source",
    statement: "Every token sent occurs, octet for octet, in a source of scopes.",
    requirements: &["SCOPE-10", "SCOPE-09", "CFG-11"],
    judge: Judge::Expected(|view, body, expected| {
        let sources = view.scenario.every_source();
        let known = |token: &&str| {
            sources.iter().any(|one| one == token) || expected.scopes.iter().any(|one| one == token)
        };
        let foreign = tokens(body).into_iter().find(|token| !known(token));
        Verdict::unless(foreign, |token| {
            format!("{token:?} occurs in no source of scopes")
        })
    }),
};

/// The tokens, whatever their order.
pub const SCOPE_IS_WHAT_THE_WINNING_LAYER_SUPPLIES: Property = Property {
    id: "scope-is-what-the-winning-layer-supplies",
    statement: "The scope has all tokens of the winning layer and no others.",
    requirements: &["CFG-03", "CFG-04", "CFG-06", "CFG-08", "SCOPE-13"],
    judge: Judge::Expected(|_, body, expected| {
        let mut sent = tokens(body);
        let mut wanted: Vec<&str> = expected.scopes.iter().map(String::as_str).collect();
        sent.sort_unstable();
        sent.dedup();
        wanted.sort_unstable();
        Verdict::of(sent == wanted, || {
            format!("{:?} is sent, not {:?}", tokens(body), expected.scopes)
        })
    }),
};

/// First seen, first sent.
pub const TOKENS_KEEP_FIRST_SEEN_ORDER: Property = Property {
    id: "tokens-keep-first-seen-order",
    statement: "Tokens are sent in the order in which they were first given.",
    requirements: &["SCOPE-11", "SCOPE-12"],
    judge: Judge::Expected(|_, body, expected| {
        let sent = tokens(body);
        let position = |token: &&str| expected.scopes.iter().position(|one| one == token);
        let positions: Vec<usize> = sent.iter().filter_map(position).collect();
        if positions.len() < 2 {
            return Verdict::NotApplicable;
        }
        Verdict::of(positions.is_sorted(), || {
            format!("{sent:?} is sent, first seen were {:?}", expected.scopes)
        })
    }),
};

/// Case counts.
pub const CASE_DIFFERENT_TOKENS_STAY_APART: Property = Property {
    id: "case-different-tokens-stay-apart",
    statement: "Tokens that differ only in letter case are all sent.",
    requirements: &["SCOPE-04"],
    judge: Judge::Expected(|_, body, expected| {
        if !has_case_pair(&expected.scopes) {
            return Verdict::NotApplicable;
        }
        let sent = tokens(body);
        let mut wanted = expected.scopes.iter();
        let lost = wanted.find(|token| !sent.contains(&token.as_str()));
        Verdict::unless(lost, |token| format!("{token:?} is not in {sent:?}"))
    }),
};

/// The redirect URI of the authorization request is a registered one.
pub const AUTHORIZED_REDIRECT_IS_REGISTERED: Property = Property {
    id: "authorized-redirect-is-registered",
    statement: "The redirect URI of the authorization request is registered, octet for octet.",
    requirements: &["OIDCR-01", "NAT-09", "O21-02", "O21-03"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |sent, body| {
            let authorization = sent.authorization.as_ref();
            let used = authorization.and_then(|one| one.redirect_uri.as_deref());
            let (Some(used), Some(registered)) = (used, body.texts("redirect_uris")) else {
                return Verdict::NotApplicable;
            };
            Verdict::of(registered.contains(&used), || {
                format!("{used:?} will be used and {registered:?} are registered")
            })
        })
    }),
};
