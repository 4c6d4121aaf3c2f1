//! Properties about which layer wins, each named for one that loses in the field.

use crate::declaration::Layer;
use crate::outcome::Outcome;
use crate::scenario::expectation::{Expectation, Expected};
use crate::scenario::labels::Label;

use super::body::Body;
use super::{Judge, Property, Verdict};

/// Passes if the body holds every expected token.
fn all_are_sent(body: &Body, expected: &Expected) -> Verdict {
    let sent = body.scopes();
    let mut wanted = expected.scopes.iter();
    let missing = wanted.find(|token| !sent.contains(&token.as_str()));
    Verdict::unless(missing, |token| {
        format!("{token:?} is missing from {sent:?}")
    })
}

/// Passes if the body holds every expected token and none for which `is_odd` holds.
fn all_but(body: &Body, expected: &Expected, is_odd: impl Fn(&str) -> bool, why: &str) -> Verdict {
    match body.scopes().into_iter().find(|token| is_odd(token)) {
        Some(odd) => Verdict::Fail(format!("{odd:?} {why}")),
        None => all_are_sent(body, expected),
    }
}

/// Whether the token is listed, and nothing else supplies it.
fn is_only_listed(token: &str, listed: &[String], expected: &Expected) -> bool {
    listed.iter().any(|one| one == token) && !expected.scopes.iter().any(|one| one == token)
}

/// A client that could send does.
pub const WHAT_IS_RIGHT_IS_SENT: Property = Property {
    id: "what-is-right-is-sent",
    statement: "Inputs without fault lead to a registration request.",
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
    statement: "All scopes of a user are sent, and none of the servers are added.",
    requirements: &["CFG-09", "MCP-11"],
    judge: Judge::Expected(|view, body, expected| {
        if !expected.layer.is_some_and(Layer::is_of_user) || !view.scenario.servers_supply() {
            return Verdict::NotApplicable;
        }
        let foreign = |token: &str| !expected.scopes.iter().any(|one| one == token);
        let why = format!("was added to {:?}", expected.scopes);
        all_but(body, expected, foreign, &why)
    }),
};

/// Layers present are used: the challenge.
pub const THE_CHALLENGE_SUPPLIES: Property = Property {
    id: "the-challenge-supplies",
    statement: "Scopes of the Bearer challenge are sent when no user gives any.",
    requirements: &[
        "MCP-12", "MCP-14", "BEAR-04", "BEAR-01", "HTTP-03", "MCP-06",
    ],
    judge: Judge::Expected(|_, body, expected| match expected.layer {
        Some(Layer::Challenge) => all_are_sent(body, expected),
        _ => Verdict::NotApplicable,
    }),
};

/// The challenge wins over the document.
pub const THE_CHALLENGE_BEATS_RESOURCE_METADATA: Property = Property {
    id: "the-challenge-beats-resource-metadata",
    statement: "When the challenge names scopes, those of the protected resource metadata are neither added nor required.",
    requirements: &["MCP-12", "MCP-13"],
    judge: Judge::Expected(|view, body, expected| {
        let part = view.scenario.resource.as_ref();
        let listed = part.map_or_else(Vec::new, |part| part.scopes.scopes());
        if expected.layer != Some(Layer::Challenge) || listed.is_empty() {
            return Verdict::NotApplicable;
        }
        let added = |token: &str| is_only_listed(token, &listed, expected);
        all_but(body, expected, added, "comes from the metadata")
    }),
};

/// Layers present are used: protected resource metadata.
pub const RESOURCE_METADATA_SUPPLIES: Property = Property {
    id: "resource-metadata-supplies",
    statement: "Scopes of the protected resource metadata are sent when neither a user nor the challenge names any.",
    requirements: &["MCP-12", "PRM-05", "PRM-03"],
    judge: Judge::Expected(|_, body, expected| match expected.layer {
        Some(Layer::ResourceMetadata) => all_are_sent(body, expected),
        _ => Verdict::NotApplicable,
    }),
};

/// The authorization server lists what it knows, not what the client needs.
pub const THE_SERVER_CATALOGUE_IS_NO_SOURCE: Property = Property {
    id: "the-server-catalogue-is-no-source",
    statement: "Scopes that only the authorization server lists are not sent, except offline_access.",
    requirements: &["MCP-15", "ASM-06"],
    judge: Judge::Expected(|view, body, expected| {
        let part = view.scenario.server.as_ref();
        let listed = part.map_or_else(Vec::new, |part| part.scopes.scopes());
        if listed.is_empty() {
            return Verdict::NotApplicable;
        }
        let mut sent = body.scopes().into_iter();
        let taken = sent
            .find(|token| *token != "offline_access" && is_only_listed(token, &listed, expected));
        Verdict::unless(taken, |token| {
            format!("{token:?} is only in the server's catalogue")
        })
    }),
};

/// The one addition.
pub const OFFLINE_ACCESS_IS_ADDED_BY_RULE: Property = Property {
    id: "offline-access-is-added-by-rule",
    statement: "offline_access is added only to scopes of servers, and only if it is wanted and listed.",
    requirements: &["MCP-18", "MCP-21", "SCOPE-18", "OIDCR-11"],
    judge: Judge::Expected(|view, body, expected| {
        let server = view.scenario.server.as_ref();
        let offered = server.is_some_and(|part| part.lists_offline_access);
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
    }),
};

/// Step-up.
pub const STEP_UP_IS_THE_UNION: Property = Property {
    id: "step-up-is-the-union",
    statement: "A step-up asks for the earlier scopes, then for those that the challenge adds.",
    requirements: &["MCP-16", "BEAR-13", "BEAR-14", "MCP-33", "SCOPE-19"],
    judge: Judge::Expected(|view, body, expected| {
        if view.scenario.client.previous.is_none() {
            return Verdict::NotApplicable;
        }
        let sent = body.scopes();
        Verdict::of(sent == expected.scopes, || {
            format!("{sent:?} is sent, the union is {:?}", expected.scopes)
        })
    }),
};

/// A server's illegal token is left out, the rest counts.
pub const ILLEGAL_SERVER_TOKENS_ARE_DROPPED: Property = Property {
    id: "illegal-server-tokens-are-dropped",
    statement: "An illegal token of a server is left out, and the legal tokens beside it are sent.",
    requirements: &["SCOPE-15", "BEAR-07"],
    judge: Judge::Expected(|view, body, expected| {
        let of_a_server = expected.layer.is_some_and(|layer| !layer.is_of_user());
        if !of_a_server || !view.scenario.labels().contains(&Label::IllegalToken) {
            return Verdict::NotApplicable;
        }
        let odd = |token: &str| !token.is_ascii() || token.contains(['"', '\\', '\x7f']);
        all_but(body, expected, odd, "is sent")
    }),
};
