//! Properties of the `scope` member by itself.

use serde_json::Value;

use crate::scenario::labels::has_case_pair;

use super::body::Body;
use super::breach::Breach;
use super::tokens::{is_token, judged, rule_of, rule_of_foreign, rule_of_missing, servers_said};
use super::url::is_same_but_port;
use super::{Judge, Property, Verdict, with_body};

/// The grammar of a scope value.
pub const SCOPE_IS_WELL_FORMED: Property = Property {
    id: "scope-is-well-formed",
    statement: "The scope is a list of tokens of the RFC 6749 alphabet with exactly one space between them.",
    requirements: &["SCOPE-01", "SCOPE-02", "SCOPE-15"],
    judge: Judge::Case(|case, outcome| {
        with_body(outcome, |_, body| {
            let Some(scope) = body.text("scope") else {
                return Verdict::NotApplicable;
            };
            // `scope-is-never-empty` reports an empty scope.
            let mut pieces = scope.split(' ').filter(|_| !scope.is_empty());
            let is_blank = |piece: &str| piece.is_empty() || piece.contains(char::is_whitespace);
            if pieces.clone().any(is_blank) {
                let reason = format!("tokens of {scope:?} have more than one space around them");
                return Verdict::breaks("SCOPE-01", reason);
            }
            Verdict::unless(pieces.find(|piece| !is_token(piece)), |odd| {
                // What a server published so is the server's breach.
                let row = if servers_said(case, odd) {
                    "SCOPE-15"
                } else {
                    "SCOPE-02"
                };
                Breach::of(
                    row,
                    format!("{odd:?} has a character that no scope token has"),
                )
            })
        })
    }),
};

/// The member is absent or says something.
pub const SCOPE_IS_NEVER_EMPTY: Property = Property {
    id: "scope-is-never-empty",
    statement: "The scope member is absent rather than empty, blank or null.",
    requirements: &["SCOPE-03", "SCOPE-01", "DCR-18"],
    judge: Judge::Body(|body| match body.get("scope") {
        None => Verdict::Pass,
        Some(Value::Null) => Verdict::breaks("DCR-18", "scope is null, which is no string"),
        Some(Value::String(scope)) if scope.is_empty() => {
            Verdict::breaks("SCOPE-03", "scope is an empty text")
        }
        Some(Value::String(scope)) => Verdict::of(!scope.trim().is_empty(), "SCOPE-01", || {
            format!("scope is {scope:?}, which has no token")
        }),
        Some(_) => Verdict::NotApplicable,
    }),
};

/// One string, not a list.
pub const SCOPE_IS_A_STRING: Property = Property {
    id: "scope-is-a-string",
    statement: "The scope member is one JSON string, not a list.",
    requirements: &["DCR-18"],
    judge: Judge::Body(|body| match body.get("scope") {
        None | Some(Value::Null) => Verdict::NotApplicable,
        Some(value) => Verdict::of(value.is_string(), "DCR-18", || {
            format!("scope is {value}, which is no string")
        }),
    }),
};

/// Every token once.
pub const SCOPE_HAS_NO_REPEATS: Property = Property {
    id: "scope-has-no-repeats",
    statement: "No token occurs twice in the scope.",
    requirements: &["SCOPE-11"],
    judge: Judge::Body(|body| {
        if body.text("scope").is_none() {
            return Verdict::NotApplicable;
        }
        let tokens = tokens(body);
        let mut numbered = tokens.iter().enumerate();
        let twice = numbered.find(|(index, token)| tokens[..*index].contains(token));
        Verdict::unless(twice, |(_, token)| {
            Breach::of("SCOPE-11", format!("{token:?} occurs more than once"))
        })
    }),
};

/// What is asked for next was registered, if scopes were.
pub const REGISTERED_SCOPE_COVERS_AUTHORIZED: Property = Property {
    id: "registered-scope-covers-authorized",
    statement: "Where a scope is registered, it has every token of the authorization request, offline_access aside.",
    requirements: &["SCOPE-18"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |sent, body| {
            let authorization = sent.authorization.as_ref();
            let asked = authorization.and_then(|one| one.scope.as_deref());
            let (Some(asked), Some(_)) = (asked, body.text("scope")) else {
                return Verdict::NotApplicable;
            };
            let registered = body.scopes();
            let missing = asked.split(' ').find(|token| {
                !["", "offline_access"].contains(token) && !registered.contains(token)
            });
            Verdict::unless(missing, |token| {
                let reason = format!("{token:?} is asked for at once and is not registered");
                Breach::of("SCOPE-18", reason)
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
    requirements: OF_MISSING,
    judge: Judge::Expected(|view, body, expected| {
        let Some(first) = expected.scopes.first() else {
            return Verdict::NotApplicable;
        };
        // An empty scope loses what was supplied just the same.
        if !tokens(body).is_empty() || body.get("scope").is_some_and(|scope| !scope.is_string()) {
            return Verdict::Pass;
        }
        let from = expected.layer.map(|layer| format!("the {layer} supplies"));
        let from = from.unwrap_or("earlier requests or the declared policy supply".to_owned());
        Verdict::Fail(Breach {
            rule: rule_of_missing(view, expected, first),
            reason: format!(
                "no scope is registered, although {from} {:?}",
                expected.scopes.join(" ")
            ),
        })
    }),
};

/// Nothing is invented.
pub const NOTHING_IS_INVENTED: Property = Property {
    id: "nothing-is-invented",
    statement: "No scope is sent when no layer supplies one.",
    requirements: OF_FOREIGN,
    judge: Judge::Expected(|view, body, expected| {
        if !expected.scopes.is_empty() {
            return Verdict::NotApplicable;
        }
        let sent = judged(body, expected);
        let mut sent = sent.into_iter().filter(|piece| !piece.is_empty());
        Verdict::unless(sent.next(), |token| Breach {
            rule: rule_of_foreign(view, expected, token),
            reason: format!("{token:?} is registered, and no layer supplies a scope"),
        })
    }),
};

/// Tokens are opaque.
pub const EVERY_TOKEN_HAS_A_SOURCE: Property = Property {
    id: "every-token-has-a-source",
    statement: "Every token sent occurs, octet for octet, in a source of scopes.",
    requirements: OF_FOREIGN,
    judge: Judge::Expected(|view, body, expected| {
        let sources = view.scenario.every_source();
        let known = |token: &&str| {
            sources.iter().any(|one| one == token) || expected.scopes.iter().any(|one| one == token)
        };
        let sent = judged(body, expected).into_iter();
        let mut foreign = sent.filter(|token| !token.is_empty() && !known(token));
        Verdict::unless(foreign.next(), |token| Breach {
            rule: rule_of_foreign(view, expected, token),
            reason: format!("{token:?} is registered, and no source of scopes has such a token"),
        })
    }),
};

/// The tokens, whatever their order.
pub const SCOPE_IS_WHAT_THE_WINNING_LAYER_SUPPLIES: Property = Property {
    id: "scope-is-what-the-winning-layer-supplies",
    statement: "The scope has all tokens of the winning layer and no others.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, body, expected| {
        let mut sent = judged(body, expected);
        sent.retain(|piece| !piece.is_empty());
        let mut wanted: Vec<&str> = expected.scopes.iter().map(String::as_str).collect();
        sent.sort_unstable();
        sent.dedup();
        wanted.sort_unstable();
        if sent == wanted {
            return Verdict::Pass;
        }
        Verdict::Fail(Breach {
            rule: rule_of(view, body, expected),
            reason: format!(
                "{} is registered, not {}",
                shown(&tokens(body)),
                shown(&expected.scopes)
            ),
        })
    }),
};

/// A list of tokens for a user.
pub(super) fn shown(tokens: &[impl AsRef<str>]) -> String {
    let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
    match tokens.as_slice() {
        [] => "no scope".to_owned(),
        tokens => format!("{:?}", tokens.join(" ")),
    }
}

/// First seen, first sent.
pub const TOKENS_KEEP_FIRST_SEEN_ORDER: Property = Property {
    id: "tokens-keep-first-seen-order",
    statement: "Tokens are sent in the order in which they were first given.",
    requirements: &["SCOPE-12"],
    judge: Judge::Expected(|_, body, expected| {
        let mut sent = tokens(body);
        // Repeats are reported by a property of their own.
        let mut seen = Vec::new();
        sent.retain(|token| {
            let is_new = !seen.contains(token);
            seen.push(*token);
            is_new
        });
        let position = |token: &&str| expected.scopes.iter().position(|one| one == token);
        let positions: Vec<usize> = sent.iter().filter_map(position).collect();
        if positions.len() < 2 {
            return Verdict::NotApplicable;
        }
        Verdict::of(positions.is_sorted(), "SCOPE-12", || {
            format!(
                "{} is registered; first given were {}",
                shown(&sent),
                shown(&expected.scopes)
            )
        })
    }),
};

/// Case counts.
pub const CASE_DIFFERENT_TOKENS_STAY_APART: Property = Property {
    id: "case-different-tokens-stay-apart",
    statement: "Of tokens that differ only in letter case, none takes the place of the other.",
    requirements: &["SCOPE-04"],
    judge: Judge::Expected(|_, body, expected| {
        if !has_case_pair(&expected.scopes) {
            return Verdict::NotApplicable;
        }
        let sent = tokens(body);
        let has = |token: &String| sent.contains(&token.as_str());
        let other = |token: &String| {
            let mut scopes = expected.scopes.iter();
            scopes.any(|one| one != token && one.eq_ignore_ascii_case(token) && has(one))
        };
        let mut wanted = expected.scopes.iter();
        let lost = wanted.find(|token| !has(token) && other(token));
        Verdict::unless(lost, |token| {
            let reason =
                format!("{token:?} is lost, and its twin in another letter case is registered");
            Breach::of("SCOPE-04", reason)
        })
    }),
};

/// The redirect URI of the authorization request is a registered one.
pub const AUTHORIZED_REDIRECT_IS_REGISTERED: Property = Property {
    id: "authorized-redirect-is-registered",
    statement: "The redirect URI of the authorization request is registered, octet for octet but for the port of a loopback address.",
    requirements: &["O21-03", "O21-07"],
    judge: Judge::Outcome(|outcome| {
        with_body(outcome, |sent, body| {
            let authorization = sent.authorization.as_ref();
            let (Some(authorization), Some(registered)) =
                (authorization, body.texts("redirect_uris"))
            else {
                return Verdict::NotApplicable;
            };
            let Some(used) = authorization.redirect_uri.as_deref() else {
                return Verdict::of(registered.len() < 2, "O21-03", || {
                    let registered = shown(&registered);
                    format!(
                        "the authorization request names none of the redirect URIs {registered}"
                    )
                });
            };
            let is_used = |uri: &&str| *uri == used || is_same_but_port(uri, used);
            Verdict::of(registered.iter().any(is_used), "O21-07", || {
                format!("{used:?} is used, and {} is registered", shown(&registered))
            })
        })
    }),
};

/// What a token may rest on that nobody asked for.
pub(super) const OF_FOREIGN: &[&str] = &[
    "SCOPE-01", "SCOPE-02", "SCOPE-04", "SCOPE-09", "SCOPE-10", "SCOPE-15", "SCOPE-20", "MCP-12",
    "HTTP-10", "HTTP-11", "HTTP-18", "HTTP-19", "HTTP-20", "PRM-18", "JSON-15", "HOUSE-06",
    "HOUSE-13",
];

/// What a token may rest on that is lost.
pub(super) const OF_MISSING: &[&str] = &[
    "SCOPE-15", "MCP-16", "HTTP-02", "HTTP-03", "HTTP-04", "HTTP-05", "HTTP-07", "HTTP-08",
    "HTTP-09", "HTTP-10", "HTTP-11", "HTTP-12", "HTTP-13", "HTTP-17", "HTTP-19", "HTTP-20",
    "PRM-18", "JSON-10", "JSON-14", "JSON-15", "JSON-17", "HOUSE-06", "HOUSE-07", "HOUSE-13",
];

/// Both, and the order.
pub(super) const OF_SCOPES: &[&str] = &[
    "SCOPE-12", "SCOPE-01", "SCOPE-02", "SCOPE-04", "SCOPE-09", "SCOPE-10", "SCOPE-15", "SCOPE-20",
    "MCP-12", "MCP-16", "HTTP-02", "HTTP-03", "HTTP-04", "HTTP-05", "HTTP-07", "HTTP-08",
    "HTTP-09", "HTTP-10", "HTTP-11", "HTTP-12", "HTTP-13", "HTTP-17", "HTTP-18", "HTTP-19",
    "HTTP-20", "PRM-18", "JSON-10", "JSON-14", "JSON-15", "JSON-17", "HOUSE-06", "HOUSE-07",
    "HOUSE-13",
];
