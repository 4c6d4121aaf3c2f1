//! The WWW-Authenticate field read carelessly.

use crate::case::Case;
use crate::outcome::Outcome;
use crate::protocol::challenge::{Challenge, Parameter};
use crate::protocol::parsed::Parsed;
use crate::protocol::selection::Source;
use crate::vocabulary::Layer;

use super::Inject::{self, Outcome as Doctored, Registration};
use super::tools::{challenges, header, scope_set, send_text, source};
use super::{SeededBug, bug};

/// Lets `reads` say what the challenge's scope is.
fn scope_is(parsed: &mut Parsed, text: Option<String>) {
    parsed.supplied.challenge = scope_set(text.as_deref().unwrap_or_default());
}

fn value(parameter: &Parameter) -> String {
    String::from_utf8_lossy(&parameter.value).into_owned()
}

/// The scope of the challenge that counts, if its parameter passes `seen`.
fn scope_if(case: &Case, seen: impl Fn(&Challenge, &Parameter) -> bool) -> Option<String> {
    let challenges = challenges(case);
    let bearer = challenges.bearer()?;
    let parameter = bearer.parameter("scope")?;
    seen(bearer, parameter).then(|| value(parameter))
}

/// The bytes between a parameter's name and its value.
fn between_name_and_value(case: &Case, parameter: &Parameter) -> Vec<u8> {
    let field = case
        .challenge
        .get(parameter.field)
        .map_or(&[][..], |field| field.0.as_slice());
    let span = parameter.name_span.end..parameter.span.start;
    field.get(span).unwrap_or_default().to_vec()
}

const fn seeded(
    id: &'static str,
    references: &'static str,
    caught_by: &'static str,
    fault: &'static str,
    change: fn(&Case, &mut Parsed),
) -> SeededBug {
    bug(id, references, caught_by, fault, Inject::Parsed(change))
}

pub(super) const BUGS: &[SeededBug] = &[
    seeded(
        "scope-from-description",
        "codex 0.169.0; rmcp 3.11.0; modelcontextprotocol/python-sdk#3009",
        "every-token-has-a-source",
        "the first `scope=` anywhere in the field counts, quoted text included",
        |case, parsed| {
            let header = header(case);
            let found = header.split("scope=").nth(1).map(|rest| {
                let rest = rest.trim_start_matches(['"', '\\']);
                rest.split(['"', '\\', ','])
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            });
            scope_is(parsed, found);
        },
    ),
    seeded(
        "scope-from-suffix-parameter",
        "QwenLM/qwen-code#5344; modelcontextprotocol/python-sdk#3041",
        "every-token-has-a-source; other-parameters-change-nothing",
        "a parameter whose name ends in scope is taken for it",
        |case, parsed| {
            let challenges = challenges(case);
            let found = challenges.bearer().and_then(|bearer| {
                bearer
                    .parameters
                    .iter()
                    .find(|one| one.name.ends_with("scope"))
            });
            let own = challenges.scope();
            scope_is(parsed, found.or(own).map(value));
        },
    ),
    seeded(
        "scope-from-prefix-parameter",
        "QwenLM/qwen-code#5344",
        "every-token-has-a-source; other-parameters-change-nothing",
        "a parameter whose name starts with scope is taken for it",
        |case, parsed| {
            let challenges = challenges(case);
            let found = challenges.bearer().and_then(|bearer| {
                bearer
                    .parameters
                    .iter()
                    .find(|one| one.name.starts_with("scope"))
            });
            scope_is(parsed, found.or(challenges.scope()).map(value));
        },
    ),
    seeded(
        "scope-of-another-scheme",
        "codex 0.169.0; Python SDK 2.3.0; modelcontextprotocol/python-sdk#3012",
        "other-challenges-change-nothing",
        "the scope of any scheme counts",
        |case, parsed| {
            let challenges = challenges(case);
            let mut parameters = challenges.list.iter().flat_map(|one| &one.parameters);
            let found = parameters.find(|one| one.name.eq_ignore_ascii_case("scope"));
            scope_is(parsed, found.map(value));
        },
    ),
    bug(
        "quoted-pair-not-decoded",
        "codex 0.169.0; rmcp 3.11.0",
        "challenge-spelling-is-irrelevant",
        "the backslashes of quoted pairs stay in the scope",
        Registration(|case, registration| {
            let challenges = challenges(case);
            let raw = challenges.scope().and_then(|parameter| {
                let field = case.challenge.get(parameter.field)?;
                let raw = field.0.get(parameter.span.clone())?;
                Some(String::from_utf8_lossy(raw).trim_matches('"').to_owned())
            });
            if let (Some(Source::Layer(Layer::Challenge)), Some(raw)) = (source(registration), raw)
                && raw.contains('\\')
            {
                send_text(registration, &raw);
            }
        }),
    ),
    seeded(
        "quoted-pair-ends-string",
        "mark3labs/mcp-go#808",
        "challenge-spelling-is-irrelevant",
        "a value with a backslash is lost",
        |case, parsed| {
            let escaped = |_: &Challenge, one: &Parameter| one.escaped.is_empty();
            let found = scope_if(case, escaped);
            scope_is(parsed, found);
        },
    ),
    bug(
        "literal-quotes-as-scope",
        "TypeScript SDK 1.32.2; Python SDK 2.3.0",
        "scope-is-well-formed",
        "`scope=\"\"` is read as a scope of two quotes",
        Registration(|case, registration| {
            let challenges = challenges(case);
            let empty = challenges
                .scope()
                .is_some_and(|one| one.quoted && one.value.is_empty());
            if empty && !super::tools::is_of_user(registration) {
                send_text(registration, "\"\"");
            }
        }),
    ),
    seeded(
        "upper-case-name-missed",
        "TypeScript SDK 1.32.2; Python SDK 2.3.0",
        "challenge-spelling-is-irrelevant",
        "only `scope` in lower case is seen",
        |case, parsed| {
            let found = scope_if(case, |_, one| one.name == "scope");
            scope_is(parsed, found);
        },
    ),
    seeded(
        "upper-case-scheme-missed",
        "TypeScript SDK 1.32.2; modelcontextprotocol/typescript-sdk#1951",
        "challenge-spelling-is-irrelevant",
        "only `Bearer` written like that is seen",
        |case, parsed| {
            let found = scope_if(case, |bearer, _| bearer.scheme == "Bearer");
            scope_is(parsed, found);
        },
    ),
    seeded(
        "spaces-around-equals-missed",
        "QwenLM/qwen-code#5343",
        "challenge-spelling-is-irrelevant",
        "`scope = \"a\"` is not seen",
        |case, parsed| {
            let plain =
                |_: &Challenge, one: &Parameter| !between_name_and_value(case, one).contains(&b' ');
            let found = scope_if(case, plain);
            scope_is(parsed, found);
        },
    ),
    seeded(
        "token-form-missed",
        "@ai-sdk/mcp 2.0.99",
        "challenge-spelling-is-irrelevant",
        "`scope=w1` is not seen",
        |case, parsed| {
            let found = scope_if(case, |_, one| one.quoted);
            scope_is(parsed, found);
        },
    ),
    seeded(
        "unquoted-value-cut",
        "QwenLM/qwen-code#5344; mcp-remote 0.15.1",
        "challenge-spelling-is-irrelevant",
        "an unquoted value ends at the first colon or slash",
        |case, parsed| {
            let cut = scope_if(case, |_, one| !one.quoted);
            if let Some(text) = cut {
                let start = text
                    .split([':', '/', '.'])
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                scope_is(parsed, Some(start));
            }
        },
    ),
    seeded(
        "second-challenge-missed",
        "TypeScript SDK 1.32.2; mark3labs/mcp-go#730",
        "the-challenge-supplies; other-challenges-change-nothing",
        "only the first challenge is read",
        |case, parsed| {
            let challenges = challenges(case);
            if challenges
                .list
                .first()
                .is_some_and(|first| !first.is_bearer())
            {
                scope_is(parsed, None);
            }
        },
    ),
    seeded(
        "second-field-missed",
        "microsoft/vscode#260156; modelcontextprotocol/typescript-sdk#1951",
        "the-challenge-supplies",
        "only the first field line is read",
        |case, parsed| {
            let challenges = challenges(case);
            if challenges.bearer().is_some_and(|bearer| bearer.field > 0) {
                scope_is(parsed, None);
            }
        },
    ),
    seeded(
        "token68-breaks-parse",
        "http-auth 0.1.10",
        "other-challenges-change-nothing",
        "a token68 makes the whole field unreadable",
        |case, parsed| {
            let challenges = challenges(case);
            if challenges.list.iter().any(|one| one.token68.is_some()) {
                scope_is(parsed, None);
            }
        },
    ),
    seeded(
        "empty-element-breaks-parse",
        "http-auth 0.1.10",
        "other-challenges-change-nothing",
        "an empty list element makes the whole field unreadable",
        |case, parsed| {
            let header = header(case);
            let mut elements = header.split(',').map(str::trim);
            if elements.any(str::is_empty) {
                scope_is(parsed, None);
            }
        },
    ),
    seeded(
        "comma-in-quotes-splits",
        "modelcontextprotocol/csharp-sdk#1764; DenchHQ/DenchClaw#253",
        "challenge-spelling-is-irrelevant",
        "parameters are split at every comma, quoted ones included",
        |case, parsed| {
            let header = header(case);
            let pieces = header
                .split(',')
                .map(|piece| piece.trim().trim_start_matches("Bearer "));
            let mut found = pieces.filter_map(|piece| piece.strip_prefix("scope="));
            if let Some(found) = found.next() {
                scope_is(parsed, Some(found.replace('"', "")));
            }
        },
    ),
    seeded(
        "repeated-parameter-last-wins",
        "getsentry/sentry-mcp#939",
        "the-challenge-supplies",
        "of two scope parameters the last counts",
        |case, parsed| {
            let challenges = challenges(case);
            let last = challenges.bearer().and_then(|bearer| {
                let mut parameters = bearer.parameters.iter().rev();
                parameters.find(|one| one.name.eq_ignore_ascii_case("scope"))
            });
            scope_is(parsed, last.map(value));
        },
    ),
    seeded(
        "parameters-of-two-challenges-mixed",
        "getsentry/junior#838; AzureAD/azure-activedirectory-library-for-android#1086",
        "every-token-has-a-source",
        "the first scope of any Bearer challenge counts, whatever challenge it stands in",
        |case, parsed| {
            let challenges = challenges(case);
            let mut bearers = challenges.list.iter().filter(|one| one.is_bearer());
            let found = bearers.find_map(|bearer| bearer.parameter("scope"));
            scope_is(parsed, found.map(value));
        },
    ),
    bug(
        "odd-bytes-panic",
        "class of http-auth 0.1.10",
        "no-input-makes-it-panic",
        "a field value that is not UTF-8 makes the client panic",
        Doctored(|case, outcome| {
            if case
                .challenge
                .iter()
                .any(|field| std::str::from_utf8(&field.0).is_err())
            {
                // As `panic!`, without a message on standard error each time.
                std::panic::resume_unwind(Box::new("a field value is not UTF-8"));
            }
            outcome
        }),
    ),
    bug(
        "no-progress-loops",
        "modelcontextprotocol/conformance auth/scope-retry-limit",
        "a-step-up-without-progress-stops",
        "a step-up that names nothing new asks for the same again",
        Doctored(|case, outcome| {
            if super::tools::is_refused(&outcome, crate::outcome::RefusalKind::NoProgress) {
                let mut again = case.clone();
                again.challenge.clear();
                return super::tools::sent_anyway(&again, |_| {});
            }
            let outcome: Outcome = outcome;
            outcome
        }),
    ),
];
