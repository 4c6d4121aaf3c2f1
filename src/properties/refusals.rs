//! Properties about sending nothing: each names an input that must not lead to a request.

use crate::declaration::Ability;
use crate::outcome::{Outcome, RefusalKind, Silence};
use crate::scenario::expectation::Expectation;

use super::breach::Breach;
use super::{Judge, Property, Verdict, View, refusal, with_body};

/// Fails if something is sent where nothing may be because of one of `kinds`.
fn nothing_is_sent(view: &View<'_>, kinds: &[RefusalKind]) -> Verdict {
    let Expectation::Refused(reasons) = view.expectation else {
        return Verdict::NotApplicable;
    };
    let Some(kind) = reasons.iter().find(|reason| kinds.contains(reason)) else {
        return Verdict::NotApplicable;
    };
    match view.outcome {
        Outcome::Unsupported(_) => Verdict::NotApplicable,
        Outcome::Sent(sent) => {
            let body = String::from_utf8_lossy(&sent.registration.body);
            let start: String = body.chars().take(300).collect();
            let reason = format!("it is registered although it must be refused: {start}");
            Verdict::breaks(refusal::rule(view, *kind), reason)
        }
        // Nothing was sent, but nobody was told either.
        Outcome::Silent(silence) => Verdict::breaks("HOUSE-14", silence.to_string()),
        Outcome::NoRegistration(_) | Outcome::Refused(_) => Verdict::Pass,
    }
}

/// A user's mistake is not sent.
pub const ILLEGAL_TOKENS_OF_A_PERSON_ARE_REFUSED: Property = Property {
    id: "illegal-tokens-of-a-person-are-refused",
    statement: "A user's token outside the alphabet leads to an error, not to a request.",
    requirements: &["SCOPE-14", "SCOPE-02", "HOUSE-14"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ScopeToken])),
};

/// An empty flag is an accident.
pub const AN_EMPTY_FLAG_IS_REFUSED: Property = Property {
    id: "an-empty-flag-is-refused",
    statement: "A scope flag without tokens is an error, not a fallback to other scopes.",
    requirements: &["CFG-05", "HOUSE-14"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::EmptyScopes])),
};

/// Arguments and config.
pub const UNREADABLE_CONFIGURATION_IS_REFUSED: Property = Property {
    id: "unreadable-configuration-is-refused",
    statement: "An override or config value that cannot be read leads to an error.",
    requirements: &["MCP-36", "HOUSE-11", "HOUSE-14"],
    judge: Judge::Expectation(|view| {
        nothing_is_sent(view, &[RefusalKind::Arguments, RefusalKind::Config])
    }),
};

/// Documents of the resource.
pub const FOREIGN_RESOURCE_METADATA_IS_REFUSED: Property = Property {
    id: "foreign-resource-metadata-is-refused",
    statement: "Protected resource metadata that is broken, belongs to another resource or names no usable server is not used.",
    requirements: &[
        "PRM-20", "PRM-21", "JSON-05", "JSON-06", "JSON-15", "HOUSE-10", "HOUSE-14", "HOUSE-15",
        "HOUSE-16",
    ],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ResourceMetadata])),
};

/// Documents of the authorization server.
pub const FOREIGN_SERVER_METADATA_IS_REFUSED: Property = Property {
    id: "foreign-server-metadata-is-refused",
    statement: "Authorization server metadata that is broken, belongs to another issuer or has an unusable endpoint is not used.",
    requirements: &[
        "ASM-25", "ASM-26", "SEC-01", "JSON-05", "JSON-06", "JSON-15", "HOUSE-10", "HOUSE-14",
        "HOUSE-15", "HOUSE-16",
    ],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ServerMetadata])),
};

/// Capabilities.
pub const MISSING_CAPABILITIES_STOP_REGISTRATION: Property = Property {
    id: "missing-capabilities-stop-registration",
    statement: "The client registers nothing that the authorization server does not offer.",
    requirements: &["MCP-31", "HOUSE-01", "HOUSE-14"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::Capability])),
};

/// Redirect URIs.
pub const BAD_REDIRECT_URIS_ARE_REFUSED: Property = Property {
    id: "bad-redirect-uris-are-refused",
    statement: "Redirect URIs that must not be registered, or not together, lead to an error.",
    requirements: &["HOUSE-08", "HOUSE-14"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::RedirectUri])),
};

/// Client metadata.
pub const BAD_CLIENT_METADATA_IS_REFUSED: Property = Property {
    id: "bad-client-metadata-is-refused",
    statement: "Client metadata that must not be registered leads to an error.",
    requirements: &[
        "DCR-16", "DCR-19", "DCR-24", "DCR-30", "DCR-37", "DCR-38", "DCR-41", "DCR-42", "O21-06",
        "HOUSE-12", "HOUSE-14",
    ],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ClientMetadata])),
};

/// No loops.
pub const A_STEP_UP_WITHOUT_PROGRESS_STOPS: Property = Property {
    id: "a-step-up-without-progress-stops",
    statement: "A challenge for more scopes that names no new ones leads to an error.",
    requirements: &["HOUSE-17", "HOUSE-14"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::NoProgress])),
};

/// The reason is the right one.
pub const REFUSALS_NAME_THEIR_REASON: Property = Property {
    id: "refusals-name-their-reason",
    statement: "A refusal names the input that is wrong.",
    requirements: &["SCOPE-14"],
    judge: Judge::Expectation(|view| {
        let (Expectation::Refused(reasons), Outcome::Refused(refusal)) =
            (view.expectation, view.outcome)
        else {
            return Verdict::NotApplicable;
        };
        if !view.declaration.can(Ability::RefusalKinds) {
            return Verdict::NotApplicable;
        }
        Verdict::of(reasons.contains(&refusal.kind), "SCOPE-14", || {
            let names: Vec<&str> = reasons.iter().map(|kind| kind.name()).collect();
            format!(
                "the refusal is about the {}, not about the {}: {}",
                refusal.kind.name(),
                names.join(" or the "),
                refusal.message
            )
        })
    }),
};

/// Longest message that is shown to a user, in characters.
const MESSAGE_LENGTH: usize = 2000;

/// Messages are safe to show.
pub const MESSAGES_ARE_SAFE_TO_SHOW: Property = Property {
    id: "messages-are-safe-to-show",
    statement: "A message has bounded length and no control or direction-changing characters.",
    requirements: &["SEC-05"],
    judge: Judge::Outcome(|outcome| {
        let Outcome::Refused(refusal) = outcome else {
            return Verdict::NotApplicable;
        };
        let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let odd = refusal
            .message
            .chars()
            .find(|c| c.is_control() || turns(*c));
        if let Some(odd) = odd {
            let code = u32::from(odd);
            return Verdict::breaks("SEC-05", format!("the message holds U+{code:04X}"));
        }
        let length = refusal.message.chars().count();
        Verdict::of(length <= MESSAGE_LENGTH, "SEC-05", || {
            format!("the message has {length} characters")
        })
    }),
};

/// Panics are turned into such a refusal by the harness.
pub const PANIC_MARK: &str = "the implementation panicked";

/// No input makes it panic.
pub const NO_INPUT_MAKES_IT_PANIC: Property = Property {
    id: "no-input-makes-it-panic",
    statement: "Every input leads to a request or to an error, never to a panic.",
    requirements: &[],
    judge: Judge::Outcome(|outcome| match outcome {
        Outcome::Unsupported(_) => Verdict::NotApplicable,
        Outcome::Refused(refusal) => {
            let panicked = refusal.message.starts_with(PANIC_MARK);
            Verdict::as_declared(!panicked, || refusal.message.clone())
        }
        Outcome::Silent(silence @ Silence::Crashed(_)) => Verdict::undeclared(silence.to_string()),
        _ => Verdict::Pass,
    }),
};

/// Nothing is cut off.
pub const NOTHING_IS_CUT_OFF: Property = Property {
    id: "nothing-is-cut-off",
    statement: "No token that is sent is the beginning of one that was given and is not sent; beyond a limit there is an error.",
    requirements: &["SEC-06"],
    judge: Judge::Expectation(|view| {
        with_body(view.outcome, |_, body| {
            let given = view.scenario.every_token();
            let sent = body.scopes();
            let longer = |token: &&str| {
                let longer = |one: &&String| one.len() > token.len() && one.starts_with(*token);
                let lost = |one: &&String| !sent.contains(&one.as_str());
                given.iter().find(|one| longer(one) && lost(one))
            };
            let known = |token: &&str| given.iter().any(|one| one == token);
            let cut = sent
                .iter()
                .filter(|token| !token.is_empty() && !known(token));
            let cut = cut.filter_map(|token| Some((token, longer(token)?))).next();
            Verdict::unless(cut, |(token, whole)| {
                let start: String = token.chars().take(80).collect();
                let (sent, given) = (token.len(), whole.len());
                let reason = format!("{start:?} is registered with {sent} octets of {given}");
                Breach::of("SEC-06", reason)
            })
        })
    }),
};
