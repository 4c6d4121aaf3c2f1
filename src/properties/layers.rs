//! Properties about which layer wins, each named for one that loses in the field.

use crate::declaration::{Ability, Layer};
use crate::outcome::Outcome;
use crate::scenario::expectation::{Expectation, Expected};
use crate::scenario::labels::Label;

use super::body::Body;
use super::breach::{Breach, Rule};
use super::scope::{OF_FOREIGN, OF_SCOPES, shown};
use super::tokens::{
    judged, rule_of, rule_of_documents, rule_of_foreign, rule_of_illegal, rule_of_missing,
    rule_of_unread,
};
use super::{Judge, Property, Verdict, View};

/// Passes if the body holds every expected token.
fn all_are_sent(view: &View<'_>, body: &Body, expected: &Expected) -> Verdict {
    let sent = judged(body, expected);
    let mut wanted = expected.scopes.iter();
    let missing = wanted.find(|token| !sent.contains(&token.as_str()));
    Verdict::unless(missing, |token| {
        // What was taken in its place says more about the reason.
        let mut taken = sent
            .iter()
            .filter(|piece| !expected.scopes.iter().any(|one| one == *piece));
        let rule = match rule_of_missing(view, expected, token) {
            Rule::Declaration => taken.next().map_or(Rule::Declaration, |piece| {
                rule_of_foreign(view, expected, piece)
            }),
            row => row,
        };
        Breach {
            rule,
            reason: format!(
                "{token:?} is missing from what is registered, {}",
                shown(&body.scopes())
            ),
        }
    })
}

/// Whether the token is listed, and nothing else supplies it.
fn is_only_listed(token: &str, listed: &[String], expected: &Expected) -> bool {
    listed.iter().any(|one| one == token) && !expected.scopes.iter().any(|one| one == token)
}

/// Fails if such a token is sent.
fn none_is_sent(
    view: &View<'_>,
    body: &Body,
    expected: &Expected,
    from: &str,
    is_odd: impl Fn(&str) -> bool,
) -> Verdict {
    let found = judged(body, expected)
        .into_iter()
        .find(|token| is_odd(token));
    Verdict::unless(found, |token| Breach {
        rule: rule_of_foreign(view, expected, token),
        reason: format!("{token:?} is registered, and only {from} has it"),
    })
}

/// A client that could send does.
pub const WHAT_IS_RIGHT_IS_SENT: Property = Property {
    id: "what-is-right-is-sent",
    statement: "Inputs without fault lead to a registration request.",
    requirements: &[
        "PRM-18", "JSON-10", "JSON-14", "JSON-15", "JSON-17", "SCOPE-15", "HOUSE-06", "HOUSE-07",
    ],
    judge: Judge::Expectation(|view| {
        let Expectation::Sent(_) = view.expectation else {
            return Verdict::NotApplicable;
        };
        let reason = match view.outcome {
            Outcome::Sent(_) => return Verdict::Pass,
            Outcome::Unsupported(_) => return Verdict::NotApplicable,
            Outcome::Refused(refusal) => format!("nothing is registered: {}", refusal.message),
            Outcome::NoRegistration(mechanism) => format!("nothing is registered: {mechanism}"),
            Outcome::Silent(silence) => silence.to_string(),
        };
        Verdict::Fail(Breach {
            rule: rule_of_documents(view),
            reason,
        })
    }),
};

/// What a user or caller asks for counts before what servers suggest.
pub const A_PERSON_BEATS_THE_SERVERS: Property = Property {
    id: "a-person-beats-the-servers",
    statement: "All scopes of a user are sent, and none of the servers are added.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, body, expected| {
        if !expected.layer.is_some_and(Layer::is_of_user) || !view.scenario.servers_supply() {
            return Verdict::NotApplicable;
        }
        let sent = judged(body, expected);
        let lost = expected
            .scopes
            .iter()
            .any(|token| !sent.contains(&token.as_str()));
        let supplied = view.scenario.supplied_by_servers();
        let added = sent
            .iter()
            .any(|token| is_only_listed(token, &supplied, expected));
        if !lost && !added {
            return Verdict::Pass;
        }
        Verdict::Fail(Breach {
            rule: rule_of(view, body, expected),
            reason: format!(
                "{} is registered; the user asks for {}",
                shown(&body.scopes()),
                shown(&expected.scopes)
            ),
        })
    }),
};

/// Layers present are used: the challenge.
pub const THE_CHALLENGE_SUPPLIES: Property = Property {
    id: "the-challenge-supplies",
    statement: "Scopes of the challenge are sent when no user names any.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, body, expected| match expected.layer {
        Some(Layer::Challenge) => all_are_sent(view, body, expected),
        _ => Verdict::NotApplicable,
    }),
};

/// The challenge wins over the document.
pub const THE_CHALLENGE_BEATS_RESOURCE_METADATA: Property = Property {
    id: "the-challenge-beats-resource-metadata",
    statement: "When the challenge names scopes, those of the protected resource metadata are neither added nor required.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, body, expected| {
        let part = view.scenario.resource.as_ref();
        let listed = part.map_or_else(Vec::new, |part| part.scopes.scopes());
        if expected.layer != Some(Layer::Challenge) || listed.is_empty() {
            return Verdict::NotApplicable;
        }
        match all_are_sent(view, body, expected) {
            Verdict::Pass => none_is_sent(view, body, expected, "the resource metadata", |token| {
                is_only_listed(token, &listed, expected)
            }),
            other => other,
        }
    }),
};

/// Layers present are used: protected resource metadata.
pub const RESOURCE_METADATA_SUPPLIES: Property = Property {
    id: "resource-metadata-supplies",
    statement: "Scopes of the protected resource metadata are sent when neither a user nor the challenge names any.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, body, expected| match expected.layer {
        Some(Layer::ResourceMetadata) => all_are_sent(view, body, expected),
        _ => Verdict::NotApplicable,
    }),
};

/// MCP's order of scope selection, which speaks of the authorization request.
pub const THE_AUTHORIZATION_REQUEST_FOLLOWS_THE_SERVERS: Property = Property {
    id: "the-authorization-request-follows-the-servers",
    statement: "Where no user names scopes, the authorization request asks for those of the challenge, else for those of the resource metadata, else for none, whatever the client declares.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, _, expected| {
        let scenario = view.scenario;
        let by_user = !scenario.of_user().is_empty() || scenario.client.previous.is_some();
        let (Some(asked), false) = (view.authorized_scope(), by_user) else {
            return Verdict::NotApplicable;
        };
        let challenged = scenario.challenge.scopes();
        let (layer, wanted) = match challenged.is_empty() {
            true => (Layer::ResourceMetadata, scenario.supplied_by_servers()),
            false => (Layer::Challenge, challenged),
        };
        let asked: Vec<&str> = asked.split(' ').filter(|token| !token.is_empty()).collect();
        let is_wanted =
            |token: &str| token == OFFLINE_ACCESS || wanted.iter().any(|one| one == token);
        let added = asked.iter().find(|token| !is_wanted(token));
        let lost = wanted.iter().any(|token| !asked.contains(&token.as_str()));
        if added.is_none() && !lost {
            return Verdict::Pass;
        }
        // Odd spellings that are not read have rules of their own.
        let of_added = added.map(|token| rule_of_foreign(view, expected, token));
        let of_lost = || rule_of_unread(view, layer).map(Rule::Row);
        let rule = of_added
            .filter(|rule| *rule != Rule::Declaration)
            .or_else(of_lost);
        let (asked, wanted) = (shown(&asked), shown(&wanted));
        Verdict::Fail(Breach {
            rule: rule.unwrap_or(Rule::Row("MCP-12")),
            reason: format!(
                "the authorization request asks for {asked}; the servers name {wanted}"
            ),
        })
    }),
};

/// The authorization server lists what it knows, not what the client needs.
pub const THE_SERVER_CATALOGUE_IS_NO_SOURCE: Property = Property {
    id: "the-server-catalogue-is-no-source",
    statement: "Scopes that only the authorization server lists are not sent, except offline_access.",
    requirements: OF_FOREIGN,
    judge: Judge::Expected(|view, body, expected| {
        let part = view.scenario.server.as_ref();
        let listed = part.map_or_else(Vec::new, |part| part.scopes.scopes());
        if listed.is_empty() {
            return Verdict::NotApplicable;
        }
        none_is_sent(
            view,
            body,
            expected,
            "the list of the authorization server",
            |token| token != OFFLINE_ACCESS && is_only_listed(token, &listed, expected),
        )
    }),
};

const OFFLINE_ACCESS: &str = "offline_access";

/// The one addition.
pub const OFFLINE_ACCESS_IS_ADDED_BY_RULE: Property = Property {
    id: "offline-access-is-added-by-rule",
    statement: "A client that declares to add offline_access adds it to scopes of servers, if it is wanted and listed.",
    requirements: &["SCOPE-20", "MCP-12"],
    judge: Judge::Expected(|view, body, expected| {
        let server = view.scenario.server.as_ref();
        let offered = server.is_some_and(|part| part.lists_offline_access);
        let wanted = expected.scopes.iter().any(|one| one == OFFLINE_ACCESS);
        let sent = judged(body, expected).contains(&OFFLINE_ACCESS);
        if !offered && !wanted && !sent {
            return Verdict::NotApplicable;
        }
        if sent && !wanted && !view.declaration.can(Ability::OfflineAccess) {
            let reason = "offline_access is registered, which nobody asks for or offers";
            return Verdict::Fail(Breach {
                rule: rule_of_foreign(view, expected, OFFLINE_ACCESS),
                reason: reason.to_owned(),
            });
        }
        Verdict::as_declared(sent == wanted, || {
            let verb = if sent { "is registered" } else { "is missing" };
            format!(
                "offline_access {verb}; the client declares {}",
                shown(&expected.scopes)
            )
        })
    }),
};

/// Step-up.
pub const STEP_UP_IS_THE_UNION: Property = Property {
    id: "step-up-is-the-union",
    statement: "A step-up asks for the earlier scopes, then for those that the challenge adds.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, body, expected| {
        if view.scenario.client.previous.is_none() {
            return Verdict::NotApplicable;
        }
        let sent = judged(body, expected);
        if sent == expected.scopes {
            return Verdict::Pass;
        }
        let same = sent.len() == expected.scopes.len()
            && expected
                .scopes
                .iter()
                .all(|token| sent.contains(&token.as_str()));
        let rule = match same {
            // Only the order differs.
            true => Rule::Row("SCOPE-12"),
            false => rule_of(view, body, expected),
        };
        let reason = format!(
            "{} is registered; the union is {}",
            shown(&sent),
            shown(&expected.scopes)
        );
        Verdict::Fail(Breach { rule, reason })
    }),
};

/// A server's illegal token is left out, the rest counts.
pub const ILLEGAL_SERVER_TOKENS_ARE_DROPPED: Property = Property {
    id: "illegal-server-tokens-are-dropped",
    statement: "An illegal token of a server is left out, and the legal tokens beside it are sent.",
    requirements: OF_SCOPES,
    judge: Judge::Expected(|view, body, expected| {
        let of_a_server = expected.layer.is_some_and(|layer| !layer.is_of_user());
        if !of_a_server || !view.scenario.labels().contains(&Label::IllegalToken) {
            return Verdict::NotApplicable;
        }
        let odd = |token: &&str| !token.is_ascii() || token.contains(['"', '\\', '\x7f']);
        match judged(body, expected).into_iter().find(odd) {
            Some(odd) => {
                let reason =
                    format!("{odd:?} is registered, with a character that no scope token has");
                Verdict::breaks(rule_of_illegal(view, odd), reason)
            }
            None => all_are_sent(view, body, expected),
        }
    }),
};
