//! Properties about sending nothing: each names an input that must not lead to a request.

use serde_json::Value;

use crate::declaration::Ability;
use crate::outcome::{Outcome, RefusalKind, Silence};
use crate::scenario::expectation::Expectation;

use super::{Judge, Property, Verdict, View, with_body};

/// Fails if something is sent where nothing may be because of one of `kinds`.
fn nothing_is_sent(view: &View<'_>, kinds: &[RefusalKind]) -> Verdict {
    let Expectation::Refused(reasons) = view.expectation else {
        return Verdict::NotApplicable;
    };
    if !reasons.iter().any(|reason| kinds.contains(reason)) {
        return Verdict::NotApplicable;
    }
    match view.outcome {
        Outcome::Unsupported(_) => Verdict::NotApplicable,
        Outcome::Sent(sent) => {
            let body = String::from_utf8_lossy(&sent.registration.body);
            let start: String = body.chars().take(300).collect();
            Verdict::Fail(format!("sent although it must be refused: {start}"))
        }
        // Nothing was sent, but nobody was told either.
        Outcome::Silent(silence) => Verdict::Fail(silence.to_string()),
        Outcome::NoRegistration(_) | Outcome::Refused(_) => Verdict::Pass,
    }
}

/// A user's mistake is not sent.
pub const ILLEGAL_TOKENS_OF_A_PERSON_ARE_REFUSED: Property = Property {
    id: "illegal-tokens-of-a-person-are-refused",
    statement: "A user's token outside the alphabet leads to an error, not to a request.",
    requirements: &["SCOPE-14", "SCOPE-02"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ScopeToken])),
};

/// An empty flag is an accident.
pub const AN_EMPTY_FLAG_IS_REFUSED: Property = Property {
    id: "an-empty-flag-is-refused",
    statement: "A scope flag without tokens is an error, not a fallback to other scopes.",
    requirements: &["CFG-05"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::EmptyScopes])),
};

/// Arguments and config.
pub const UNREADABLE_CONFIGURATION_IS_REFUSED: Property = Property {
    id: "unreadable-configuration-is-refused",
    statement: "An override or config value that cannot be read leads to an error.",
    requirements: &["CFG-06", "CFG-10", "MCP-36"],
    judge: Judge::Expectation(|view| {
        nothing_is_sent(view, &[RefusalKind::Arguments, RefusalKind::Config])
    }),
};

/// Documents of the resource.
pub const FOREIGN_RESOURCE_METADATA_IS_REFUSED: Property = Property {
    id: "foreign-resource-metadata-is-refused",
    statement: "Protected resource metadata that is broken, belongs to another resource or names no usable server is not used.",
    requirements: &[
        "PRM-01", "PRM-02", "PRM-03", "PRM-20", "PRM-21", "PRM-22", "PRM-23", "MCP-08", "JSON-05",
        "JSON-06", "JSON-09", "JSON-15", "JSON-16",
    ],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ResourceMetadata])),
};

/// Documents of the authorization server.
pub const FOREIGN_SERVER_METADATA_IS_REFUSED: Property = Property {
    id: "foreign-server-metadata-is-refused",
    statement: "Authorization server metadata that is broken, belongs to another issuer or has an unusable endpoint is not used.",
    requirements: &[
        "ASM-01", "ASM-25", "ASM-26", "MCP-10", "OIDCD-03", "DCR-04", "SEC-01", "SEC-04",
        "JSON-05", "JSON-06", "JSON-09", "JSON-15", "JSON-16", "URI-01", "URI-05", "URI-06",
    ],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ServerMetadata])),
};

/// Capabilities.
pub const MISSING_CAPABILITIES_STOP_REGISTRATION: Property = Property {
    id: "missing-capabilities-stop-registration",
    statement: "The client registers nothing that the authorization server does not offer.",
    requirements: &["ASM-07", "ASM-10", "DCR-30", "OIDCR-11"],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::Capability])),
};

/// Redirect URIs.
pub const BAD_REDIRECT_URIS_ARE_REFUSED: Property = Property {
    id: "bad-redirect-uris-are-refused",
    statement: "Redirect URIs that must not be registered, or not together, lead to an error.",
    requirements: &[
        "DCR-71", "NAT-05", "NAT-08", "NAT-10", "O21-01", "OIDCR-06", "DCR-10",
    ],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::RedirectUri])),
};

/// Client metadata.
pub const BAD_CLIENT_METADATA_IS_REFUSED: Property = Property {
    id: "bad-client-metadata-is-refused",
    statement: "Client metadata that must not be registered leads to an error.",
    requirements: &[
        "DCR-24", "DCR-31", "DCR-37", "DCR-38", "DCR-41", "DCR-42", "O21-06", "DCR-06", "DCR-16",
    ],
    judge: Judge::Expectation(|view| nothing_is_sent(view, &[RefusalKind::ClientMetadata])),
};

/// No loops.
pub const A_STEP_UP_WITHOUT_PROGRESS_STOPS: Property = Property {
    id: "a-step-up-without-progress-stops",
    statement: "A challenge for more scopes that names no new ones leads to an error.",
    requirements: &["MCP-17"],
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
        Verdict::of(reasons.contains(&refusal.kind), || {
            format!(
                "refused for {:?}, not for {reasons:?}: {}",
                refusal.kind, refusal.message
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
    requirements: &["SEC-05", "BEAR-09"],
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
            return Verdict::Fail(format!("the message holds {odd:?}"));
        }
        let length = refusal.message.chars().count();
        Verdict::of(length <= MESSAGE_LENGTH, || {
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
    requirements: &["HTTP-20", "JSON-06", "JSON-11", "SEC-06", "HTTP-11"],
    judge: Judge::Outcome(|outcome| match outcome {
        Outcome::Unsupported(_) => Verdict::NotApplicable,
        Outcome::Refused(refusal) => Verdict::of(!refusal.message.starts_with(PANIC_MARK), || {
            refusal.message.clone()
        }),
        Outcome::Silent(silence @ Silence::Crashed(_)) => Verdict::Fail(silence.to_string()),
        _ => Verdict::Pass,
    }),
};

/// Nothing is cut off.
pub const NOTHING_IS_CUT_OFF: Property = Property {
    id: "nothing-is-cut-off",
    statement: "Every token sent occurs whole in an input; beyond a limit there is an error.",
    requirements: &["SEC-06", "HTTP-21", "SCOPE-17"],
    judge: Judge::Case(|case, outcome| {
        with_body(outcome, |_, body| {
            let inputs = texts(case);
            let cut = body.scopes().into_iter().find(|token| {
                let whole = |text: &String| occurs_whole(text, token);
                !token.is_empty() && !inputs.iter().any(whole)
            });
            Verdict::unless(cut, |token| {
                let start: String = token.chars().take(80).collect();
                format!("{start:?} does not occur whole in any input")
            })
        })
    }),
};

/// The texts of a case that may hold scopes, with escapes of the notations taken out.
fn texts(case: &crate::case::Case) -> Vec<String> {
    let mut texts: Vec<String> = case.arguments.clone();
    texts.extend(case.scopes.iter().flatten().cloned());
    texts.extend(case.previous_scopes.iter().flatten().cloned());
    texts.extend(case.environment.values().cloned());
    texts.extend(case.config_file.clone());
    let documents = case.resource_metadata.iter().chain(&case.server_metadata);
    for bytes in case.challenge.iter().chain(documents) {
        let text = String::from_utf8_lossy(&bytes.0).into_owned();
        texts.push(text.replace('\\', ""));
        let json = bytes.0.strip_prefix("\u{feff}".as_bytes());
        if let Ok(value) = serde_json::from_slice::<Value>(json.unwrap_or(&bytes.0)) {
            texts.push(value.to_string());
        }
        texts.push(text);
    }
    texts
}

/// Whether `token` stands in `text` with no token character next to it that a cut would have lost.
fn occurs_whole(text: &str, token: &str) -> bool {
    text.match_indices(token).any(|(start, _)| {
        let next = text[start + token.len()..].chars().next();
        next.is_none_or(|c| !c.is_ascii_alphanumeric())
    })
}
