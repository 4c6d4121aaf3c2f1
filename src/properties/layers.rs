//! Properties about which layer wins, each named for one that loses in the field.

use crate::declaration::Layer;
use crate::outcome::{Outcome, Sent};
use crate::scenario::expectation::{Expectation, Expected};

use super::body::{Body, with_body};
use super::{Judge, Property, Verdict, View};

/// Judges what was sent against what is expected; not applicable unless both are there. A client
/// that refuses what it should send is reported by `what-is-right-is-sent`.
pub fn with_expected(
    view: &View<'_>,
    judge: impl FnOnce(&Sent, &Body, &Expected) -> Verdict,
) -> Verdict {
    match view.expectation {
        Expectation::Sent(expected) => {
            with_body(view.outcome, |sent, body| judge(sent, body, expected))
        }
        _ => Verdict::NotApplicable,
    }
}

/// Whether `body` lacks a token of `wanted`.
fn lacking<'a>(body: &Body, wanted: &'a [String]) -> Option<&'a str> {
    let sent = body.scopes();
    wanted
        .iter()
        .map(String::as_str)
        .find(|token| !sent.contains(token))
}

fn all_are_sent(body: &Body, wanted: &[String]) -> Verdict {
    let missing = lacking(body, wanted);
    Verdict::of(missing.is_none(), || {
        format!(
            "{:?} is missing from {:?}",
            missing.unwrap_or_default(),
            body.scopes()
        )
    })
}

/// A client that could send does.
pub const WHAT_IS_RIGHT_IS_SENT: Property = Property {
    id: "what-is-right-is-sent",
    statement: "Inputs that are in order lead to a registration request.",
    requirements: &["ASM-17", "PRM-18", "OIDCD-04"],
    judge: Judge::Expectation(|view| match (view.expectation, view.outcome) {
        (Expectation::Sent(_), Outcome::Sent(_)) => Verdict::Pass,
        (Expectation::Sent(_), Outcome::Refused(refusal)) => {
            Verdict::Fail(format!("refused: {}", refusal.message))
        }
        (Expectation::Sent(_), Outcome::NoRegistration(mechanism)) => {
            Verdict::Fail(format!("no registration: {}", mechanism.name()))
        }
        (Expectation::Sent(_), Outcome::Silent(silence)) => Verdict::Fail(silence.to_string()),
        _ => Verdict::NotApplicable,
    }),
};

/// What a user or caller asks for counts before what servers suggest.
pub const A_PERSON_BEATS_THE_SERVERS: Property = Property {
    id: "a-person-beats-the-servers",
    statement: "Scopes of a user are sent whole, and those of servers are not added.",
    requirements: &["CFG-09", "MCP-11"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            let servers = view.scenario.servers_supply();
            let user = expected.layer.is_some_and(Layer::is_of_user);
            if !user || !servers {
                return Verdict::NotApplicable;
            }
            let sent = body.scopes();
            let foreign = sent
                .iter()
                .find(|token| !expected.scopes.iter().any(|one| one == *token));
            match foreign {
                Some(foreign) => {
                    Verdict::Fail(format!("{foreign:?} was added to {:?}", expected.scopes))
                }
                None => all_are_sent(body, &expected.scopes),
            }
        })
    }),
};

/// Layers present are used: the challenge.
pub const THE_CHALLENGE_SUPPLIES: Property = Property {
    id: "the-challenge-supplies",
    statement: "Scopes of the Bearer challenge are sent when no user gives any.",
    requirements: &[
        "MCP-12", "MCP-14", "BEAR-04", "BEAR-01", "HTTP-03", "MCP-06",
    ],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| match expected.layer {
            Some(Layer::Challenge) => all_are_sent(body, &expected.scopes),
            _ => Verdict::NotApplicable,
        })
    }),
};

/// The challenge wins over the document.
pub const THE_CHALLENGE_BEATS_RESOURCE_METADATA: Property = Property {
    id: "the-challenge-beats-resource-metadata",
    statement: "When the challenge names scopes, none of the protected resource metadata are added or required.",
    requirements: &["MCP-12", "MCP-13"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            let listed = view
                .scenario
                .resource
                .as_ref()
                .map(|part| part.scopes.scopes());
            let listed = listed.unwrap_or_default();
            if expected.layer != Some(Layer::Challenge) || listed.is_empty() {
                return Verdict::NotApplicable;
            }
            let sent = body.scopes();
            let added = sent.iter().find(|token| {
                listed.iter().any(|one| one == *token)
                    && !expected.scopes.iter().any(|one| one == *token)
            });
            match added {
                Some(added) => Verdict::Fail(format!("{added:?} comes from the metadata")),
                None => all_are_sent(body, &expected.scopes),
            }
        })
    }),
};

/// Layers present are used: protected resource metadata.
pub const RESOURCE_METADATA_SUPPLIES: Property = Property {
    id: "resource-metadata-supplies",
    statement: "Scopes of the protected resource metadata are sent when nobody else names any.",
    requirements: &["MCP-12", "PRM-05", "PRM-03"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| match expected.layer {
            Some(Layer::ResourceMetadata) => all_are_sent(body, &expected.scopes),
            _ => Verdict::NotApplicable,
        })
    }),
};

/// The catalogue is not a shopping list.
pub const THE_SERVER_CATALOGUE_IS_NO_SOURCE: Property = Property {
    id: "the-server-catalogue-is-no-source",
    statement: "Scopes that only the authorization server lists are not sent, offline_access aside.",
    requirements: &["MCP-15", "ASM-06"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            let listed = view
                .scenario
                .server
                .as_ref()
                .map(|part| part.scopes.scopes());
            let listed = listed.unwrap_or_default();
            if listed.is_empty() {
                return Verdict::NotApplicable;
            }
            let sent = body.scopes();
            let taken = sent.iter().find(|token| {
                listed.iter().any(|one| one == *token)
                    && **token != "offline_access"
                    && !expected.scopes.iter().any(|one| one == *token)
            });
            Verdict::of(taken.is_none(), || {
                format!(
                    "{:?} is only in the server's catalogue",
                    taken.unwrap_or(&"")
                )
            })
        })
    }),
};

/// The one addition.
pub const OFFLINE_ACCESS_IS_ADDED_BY_RULE: Property = Property {
    id: "offline-access-is-added-by-rule",
    statement: "offline_access is added only to scopes of servers, if it is wanted and listed.",
    requirements: &["MCP-18", "MCP-21", "SCOPE-18", "OIDCR-11"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            let offered = view
                .scenario
                .server
                .as_ref()
                .is_some_and(|part| part.lists_offline_access);
            let token = "offline_access";
            let wanted = expected.scopes.iter().any(|one| one == token);
            let sent = body.scopes().contains(&token);
            if !offered && !wanted && !sent {
                return Verdict::NotApplicable;
            }
            Verdict::of(sent == wanted, || {
                let verb = if sent { "is sent" } else { "is missing" };
                format!("offline_access {verb}; expected are {:?}", expected.scopes)
            })
        })
    }),
};

/// Step-up.
pub const STEP_UP_IS_THE_UNION: Property = Property {
    id: "step-up-is-the-union",
    statement: "A step-up asks for what was asked before and what the challenge names, in that order.",
    requirements: &["MCP-16", "BEAR-13", "BEAR-14", "MCP-33", "SCOPE-19"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            if view.scenario.client.previous.is_none() {
                return Verdict::NotApplicable;
            }
            let sent = body.scopes();
            Verdict::of(sent == expected.scopes, || {
                format!("{sent:?} is sent, the union is {:?}", expected.scopes)
            })
        })
    }),
};

/// A server's illegal token is left out, the rest counts.
pub const ILLEGAL_SERVER_TOKENS_ARE_DROPPED: Property = Property {
    id: "illegal-server-tokens-are-dropped",
    statement: "An illegal token of a server is left out and its legal neighbours are sent.",
    requirements: &["SCOPE-15", "BEAR-07"],
    judge: Judge::Expectation(|view| {
        with_expected(view, |_, body, expected| {
            let of_a_server = matches!(
                expected.layer,
                Some(Layer::Challenge | Layer::ResourceMetadata)
            );
            let labels = view.scenario.labels();
            if !of_a_server || !labels.contains(&crate::scenario::labels::Label::IllegalToken) {
                return Verdict::NotApplicable;
            }
            let sent = body.scopes();
            let odd = sent
                .iter()
                .find(|token| !token.is_ascii() || token.contains(['"', '\\', '\x7f']));
            match odd {
                Some(odd) => Verdict::Fail(format!("{odd:?} is sent")),
                None => all_are_sent(body, &expected.scopes),
            }
        })
    }),
};
