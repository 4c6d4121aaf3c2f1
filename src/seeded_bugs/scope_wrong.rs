//! A scope is sent, and it is not the right one or not a scope at all.

use std::cell::Cell;

use serde_json::Value;

use crate::outcome::RefusalKind;
use crate::protocol::selection::Source;
use crate::vocabulary::Layer;

use super::Inject::{Outcome as Doctored, Registration};
use super::tools::{
    called_with, command_line, is_of_user, is_refused, listed_words, remove, scope, send,
    send_text, sent_anyway, set, source, tokens, user_texts,
};
use super::{SeededBug, bug};

/// The scope with every token replaced by `change` of it.
fn each(registration: &mut crate::protocol::build::Registration, change: impl Fn(&str) -> String) {
    let changed: Vec<String> = tokens(registration)
        .iter()
        .map(|token| change(token))
        .collect();
    send(registration, &changed);
}

thread_local! {
    /// Stands in for the random order of a hash set: it changes from build to build, and yet reports
    /// of the same seed stay the same.
    static BUILDS: Cell<usize> = const { Cell::new(0) };
}

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "empty-scope-sent",
        "spring-projects/spring-security#19765; modelcontextprotocol/python-sdk#977",
        "scope-is-never-empty",
        "an empty scope is sent when nothing is selected",
        Registration(|_, registration| {
            if scope(registration).is_empty() {
                send_text(registration, "");
            }
        }),
    ),
    bug(
        "blank-scope-sent",
        "codex 0.169.0 with `--scopes ,`",
        "scope-is-never-empty; an-empty-flag-is-refused",
        "a flag without any token is sent as a blank scope",
        Doctored(|case, outcome| {
            if is_refused(&outcome, RefusalKind::EmptyScopes) {
                sent_anyway(&called_with(case, &["x"]), |members| {
                    members.insert("scope".to_owned(), Value::from(" "));
                })
            } else {
                outcome
            }
        }),
    ),
    bug(
        "null-scope-sent",
        "open-metadata/OpenMetadata#30642; langgenius/dify#34857",
        "scope-is-never-empty",
        "scope is null when nothing is selected",
        Registration(|_, registration| {
            if scope(registration).is_empty() {
                set(registration, "scope", Value::Null);
            }
        }),
    ),
    bug(
        "array-scope-sent",
        "GluuFederation/oxAuth#703",
        "scope-is-a-string",
        "scope is a JSON list",
        Registration(|_, registration| {
            let list = tokens(registration);
            if !list.is_empty() {
                set(registration, "scope", Value::from(list));
            }
        }),
    ),
    bug(
        "comma-joined",
        "PrefectHQ/fastmcp#1659; ktorio/ktor#329; panva/openid-client#191",
        "scope-is-what-the-winning-layer-supplies; sending-the-scope-back-changes-nothing",
        "tokens are joined with commas",
        Registration(|_, registration| {
            let joined = tokens(registration).join(",");
            if !joined.is_empty() {
                send_text(registration, &joined);
            }
        }),
    ),
    bug(
        "duplicates-kept",
        "codex 0.169.0; rmcp 3.11.0; TypeScript SDK 1.32.2",
        "scope-has-no-repeats",
        "repeated tokens of a user are sent",
        Registration(|_, registration| {
            if is_of_user(registration) {
                let flag = source(registration) == Some(Source::Layer(Layer::Flag));
                let texts = user_texts(registration).join(" ");
                let separates = |c: char| c.is_whitespace() || (flag && c == ',');
                let words = texts.split(separates).filter(|word| !word.is_empty());
                let all: Vec<String> = words.map(str::to_owned).collect();
                send(registration, &all);
            }
        }),
    ),
    bug(
        "dedup-in-one-layer-only",
        "codex 0.169.0",
        "scope-has-no-repeats",
        "repeats are removed from a user's scopes and not from those of the resource metadata",
        Registration(|case, registration| {
            if source(registration) == Some(Source::Layer(Layer::ResourceMetadata)) {
                let legal = |word: &String| tokens(registration).contains(word);
                let all: Vec<String> = listed_words(case).into_iter().filter(legal).collect();
                send(registration, &all);
            }
        }),
    ),
    bug(
        "dedup-folds-case",
        "class of gravitee-io/issues#2343",
        "case-different-tokens-stay-apart",
        "tokens that differ in case count as repeats",
        Registration(|_, registration| {
            let mut kept: Vec<String> = Vec::new();
            for token in tokens(registration) {
                if !kept.iter().any(|one| one.eq_ignore_ascii_case(&token)) {
                    kept.push(token);
                }
            }
            send(registration, &kept);
        }),
    ),
    bug(
        "case-folded",
        "gravitee-io/gravitee-access-management#596; apache/cxf#3297",
        "every-token-has-a-source; case-different-tokens-stay-apart",
        "tokens are sent in lower case",
        Registration(|_, registration| each(registration, str::to_ascii_lowercase)),
    ),
    bug(
        "dedup-sorts",
        "class of RFC 6749, section 3.3",
        "tokens-keep-first-seen-order",
        "removing repeats sorts the tokens",
        Registration(|_, registration| {
            let mut sorted = tokens(registration);
            sorted.sort();
            send(registration, &sorted);
        }),
    ),
    bug(
        "nondeterministic-order",
        "class of RFC 6749, section 3.3",
        "the-same-input-gives-the-same-bytes; tokens-keep-first-seen-order",
        "a hash set decides the order",
        Registration(|_, registration| {
            let mut order = tokens(registration);
            if !order.is_empty() {
                let builds = BUILDS.with(|builds| builds.replace(builds.get().wrapping_add(1)));
                let by = builds % order.len();
                order.rotate_left(by);
            }
            send(registration, &order);
        }),
    ),
    bug(
        "empty-piece-kept",
        "codex 0.169.0; opencode 1.18.33; ever-co/ever-gauzy#9100",
        "scope-is-well-formed",
        "`,a,,b,` keeps its empty pieces",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Layer(Layer::Flag)) {
                let scope = user_texts(registration).join(",").replace(',', " ");
                send_text(registration, &scope);
            }
        }),
    ),
    bug(
        "padding-kept",
        "codex 0.169.0; QwenLM/qwen-code#3442; apache/maka#2920",
        "scope-is-well-formed",
        "white space around config values is sent",
        Registration(|_, registration| {
            if matches!(
                source(registration),
                Some(Source::Layer(Layer::Override | Layer::ConfigFile))
            ) {
                let scope = user_texts(registration).join(" ");
                send_text(registration, &scope);
            }
        }),
    ),
    bug(
        "tab-joined",
        "clients that pass other white space through",
        "scope-is-well-formed",
        "other white space than a space stays in the scope",
        Registration(|_, registration| {
            if is_of_user(registration) && source(registration) != Some(Source::Layer(Layer::Flag))
            {
                let texts = user_texts(registration).join(" ");
                let words: Vec<&str> = texts.split(' ').filter(|word| !word.is_empty()).collect();
                send_text(registration, &words.join(" "));
            }
        }),
    ),
    bug(
        "token-normalised-as-url",
        "class of RFC 6749, section 3.3",
        "every-token-has-a-source",
        "a scope that looks like a URL loses its case and its slash",
        Registration(|_, registration| {
            each(registration, |token| match token.split_once("://") {
                Some(_) => token.to_ascii_lowercase().trim_end_matches('/').to_owned(),
                None => token.to_owned(),
            });
        }),
    ),
    bug(
        "token-cut-at-equals",
        "class of override parsers",
        "every-token-has-a-source",
        "an override's value is cut at its second equals sign",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Layer(Layer::Override)) {
                each(registration, |token| {
                    token.split('=').next().unwrap_or(token).to_owned()
                });
            }
        }),
    ),
    bug(
        "quotes-kept",
        "class of override parsers",
        "scope-is-well-formed",
        "an override keeps the quotes of its value",
        Registration(|case, registration| {
            let line = command_line(case);
            let quoted = line.is_some_and(|line| {
                line.overrides
                    .iter()
                    .any(|one| one.text.contains(".scopes=\""))
            });
            if source(registration) == Some(Source::Layer(Layer::Override)) && quoted {
                let scope = format!("\"{}\"", scope(registration));
                send_text(registration, &scope);
            }
        }),
    ),
    bug(
        "scope-depends-on-layer",
        "class of lowcoder-org/lowcoder#915",
        "a-token-prints-the-same-from-every-layer",
        "colons of config file tokens turn into dots",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Layer(Layer::ConfigFile)) {
                each(registration, |token| token.replace(':', "."));
            }
        }),
    ),
    bug(
        "wrong-scope-key",
        "JanssenProject/jans#5259; GluuFederation/oxAuth#700",
        "scope-is-present",
        "the member is called scopes",
        Registration(|_, registration| {
            let list = tokens(registration);
            if !list.is_empty() {
                remove(registration, "scope");
                set(registration, "scopes", Value::from(list));
            }
        }),
    ),
];
