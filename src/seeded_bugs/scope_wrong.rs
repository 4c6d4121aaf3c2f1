//! A scope is sent, and it is not the right one or not a scope at all.

use std::collections::HashSet;

use serde_json::Value;

use crate::outcome::{Outcome, RefusalKind};
use crate::protocol::selection::Source;

use super::Inject::{Outcome as Doctored, Readings, Registration};
use super::tools::{
    called_with, challenges, command_line, is_of_a_person, is_refused, json, person_texts, refused,
    remove, scope, send, send_text, sent_anyway, set, source, strings, tokens,
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

/// Adds a token that is not there yet.
fn add(registration: &mut crate::protocol::build::Registration, more: &[String]) {
    let mut all = tokens(registration);
    for token in more {
        if !all.contains(token) {
            all.push(token.clone());
        }
    }
    send(registration, &all);
}

/// The words of the resource metadata's list, as they stand there.
fn listed_words(case: &crate::case::Case) -> Vec<String> {
    let texts = strings(&json(case.resource_metadata.as_ref()), "scopes_supported");
    texts
        .join(" ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "empty-scope-sent",
        &[
            "spring-projects/spring-security#19765",
            "modelcontextprotocol/python-sdk#977",
        ],
        "an empty scope is sent when nothing is selected",
        Registration(|_, registration| {
            if scope(registration).is_empty() {
                send_text(registration, "");
            }
        }),
    ),
    bug(
        "blank-scope-sent",
        &["codex 0.169.0 with `--scopes ,`"],
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
        &["open-metadata/OpenMetadata#30642", "langgenius/dify#34857"],
        "scope is null when nothing is selected",
        Registration(|_, registration| {
            if scope(registration).is_empty() {
                set(registration, "scope", Value::Null);
            }
        }),
    ),
    bug(
        "array-scope-sent",
        &["GluuFederation/oxAuth#703"],
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
        &[
            "PrefectHQ/fastmcp#1659",
            "ktorio/ktor#329",
            "panva/openid-client#191",
        ],
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
        &["codex 0.169.0", "rmcp 3.11.0", "TypeScript SDK 1.32.2"],
        "repeated tokens of a person are sent",
        Registration(|_, registration| {
            if is_of_a_person(registration) {
                let flag = source(registration) == Some(Source::Flag);
                let texts = person_texts(registration).join(" ");
                let separates = |c: char| c.is_whitespace() || (flag && c == ',');
                let words = texts.split(separates).filter(|word| !word.is_empty());
                let all: Vec<String> = words.map(str::to_owned).collect();
                send(registration, &all);
            }
        }),
    ),
    bug(
        "dedup-in-one-layer-only",
        &["codex 0.169.0"],
        "repeats are removed from a person's scopes and not from those of the resource metadata",
        Registration(|case, registration| {
            if source(registration) == Some(Source::ResourceMetadata) {
                let legal = |word: &String| tokens(registration).contains(word);
                let all: Vec<String> = listed_words(case).into_iter().filter(legal).collect();
                send(registration, &all);
            }
        }),
    ),
    bug(
        "dedup-folds-case",
        &["class of gravitee-io/issues#2343"],
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
        &[
            "gravitee-io/gravitee-access-management#596",
            "apache/cxf#3297",
        ],
        "tokens are sent in lower case",
        Registration(|_, registration| each(registration, str::to_ascii_lowercase)),
    ),
    bug(
        "dedup-sorts",
        &["class of RFC 6749, section 3.3"],
        "removing repeats sorts the tokens",
        Registration(|_, registration| {
            let mut sorted = tokens(registration);
            sorted.sort();
            send(registration, &sorted);
        }),
    ),
    bug(
        "nondeterministic-order",
        &["class of RFC 6749, section 3.3"],
        "a hash set decides the order",
        Registration(|_, registration| {
            let set: HashSet<String> = tokens(registration).into_iter().collect();
            let order: Vec<String> = set.into_iter().collect();
            send(registration, &order);
        }),
    ),
    bug(
        "empty-piece-kept",
        &[
            "codex 0.169.0",
            "opencode 1.18.33",
            "ever-co/ever-gauzy#9100",
        ],
        "`,a,,b,` keeps its empty pieces",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Flag) {
                let scope = person_texts(registration).join(",").replace(',', " ");
                send_text(registration, &scope);
            }
        }),
    ),
    bug(
        "padding-kept",
        &["codex 0.169.0", "QwenLM/qwen-code#3442", "apache/maka#2920"],
        "white space around config values is sent",
        Registration(|_, registration| {
            if matches!(
                source(registration),
                Some(Source::Override | Source::ConfigFile)
            ) {
                let scope = person_texts(registration).join(" ");
                send_text(registration, &scope);
            }
        }),
    ),
    bug(
        "tab-joined",
        &["clients that pass other white space through"],
        "other white space than a space stays in the scope",
        Registration(|_, registration| {
            if is_of_a_person(registration) && source(registration) != Some(Source::Flag) {
                let texts = person_texts(registration).join(" ");
                let words: Vec<&str> = texts.split(' ').filter(|word| !word.is_empty()).collect();
                send_text(registration, &words.join(" "));
            }
        }),
    ),
    bug(
        "illegal-characters-pass",
        &[
            "ramosbugs/oauth2-rs#347",
            "indieweb/wordpress-indieauth#157",
        ],
        "a person's tokens are not checked",
        Doctored(|case, outcome| {
            if !is_refused(&outcome, RefusalKind::ScopeToken) {
                return outcome;
            }
            let raw = match (command_line(case), &case.scopes) {
                (_, Some(scopes)) => scopes.join(" "),
                (Some(line), None) if !line.scopes.is_empty() => {
                    let texts: Vec<&str> =
                        line.scopes.iter().map(|one| one.text.as_str()).collect();
                    texts.join(" ").replace(',', " ")
                }
                _ => "l\u{e9}s".to_owned(),
            };
            sent_anyway(&called_with(case, &["x"]), |members| {
                members.insert("scope".to_owned(), Value::from(raw));
            })
        }),
    ),
    bug(
        "illegal-characters-of-servers-pass",
        &[
            "cloudflare/workers-oauth-provider#267",
            "thephpleague/oauth2-server#956",
        ],
        "tokens of the resource metadata are not checked",
        Registration(|case, registration| {
            if source(registration) == Some(Source::ResourceMetadata) {
                let mut words: Vec<String> = Vec::new();
                for word in listed_words(case) {
                    if !words.contains(&word) {
                        words.push(word);
                    }
                }
                send(registration, &words);
            }
        }),
    ),
    bug(
        "illegal-token-drops-all",
        &["samanhappy/mcphub#704", "DuendeSoftware/foss#260"],
        "one illegal token of a server makes all of its tokens disappear",
        Readings(|case, readings| {
            let words = listed_words(case);
            if words.len() > readings.supplied.resource_metadata.tokens().len()
                && words
                    .iter()
                    .any(|word| !word.is_ascii() || word.contains(['"', '\\', '\x7f']))
            {
                readings.supplied.resource_metadata = super::tools::scope_set("");
            }
        }),
    ),
    bug(
        "charset-too-strict",
        &[
            "samanhappy/mcphub#704",
            "sebadob/rauthy#880",
            "spring-projects/spring-security#6256",
        ],
        "legal characters such as `?`, `=` and `*` are refused",
        Doctored(|_, outcome| {
            let Outcome::Sent(sent) = &outcome else {
                return outcome;
            };
            let scope = sent
                .authorization
                .as_ref()
                .and_then(|one| one.scope.clone());
            let odd = |c: char| !c.is_ascii_alphanumeric() && !"_:./- ".contains(c);
            if scope.is_some_and(|scope| scope.contains(odd)) {
                refused(RefusalKind::ScopeToken, "illegal scope")
            } else {
                outcome
            }
        }),
    ),
    bug(
        "token-normalised-as-url",
        &["class of RFC 6749, section 3.3"],
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
        &["class of override parsers"],
        "an override's value is cut at its second equals sign",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Override) {
                each(registration, |token| {
                    token.split('=').next().unwrap_or(token).to_owned()
                });
            }
        }),
    ),
    bug(
        "quotes-kept",
        &["class of override parsers"],
        "an override keeps the quotes of its value",
        Registration(|case, registration| {
            let line = command_line(case);
            let quoted = line.is_some_and(|line| {
                line.overrides
                    .iter()
                    .any(|one| one.text.contains(".scopes=\""))
            });
            if source(registration) == Some(Source::Override) && quoted {
                let scope = format!("\"{}\"", scope(registration));
                send_text(registration, &scope);
            }
        }),
    ),
    bug(
        "whole-catalogue-requested",
        &[
            "openai/codex#35253",
            "openai/codex#15643",
            "google-gemini/gemini-cli#10937",
        ],
        "everything that the authorization server lists is asked for",
        Registration(|case, registration| {
            let listed = strings(&json(case.server_metadata.as_ref()), "scopes_supported");
            if !is_of_a_person(registration) && !listed.is_empty() {
                send(registration, &listed);
            }
        }),
    ),
    bug(
        "catalogue-as-fallback",
        &["Python SDK 2.3.0", "openai/codex#31774"],
        "without other scopes, those of the authorization server are asked for",
        Registration(|case, registration| {
            let listed = strings(&json(case.server_metadata.as_ref()), "scopes_supported");
            if scope(registration).is_empty() {
                send(registration, &listed);
            }
        }),
    ),
    bug(
        "invented-default",
        &[
            "punkpeye/mcp-remote#216",
            "Kochava-Studios/witsy#420",
            "n8n-io/n8n#22851",
        ],
        "a built-in list is sent when nothing was supplied",
        Registration(|_, registration| {
            if scope(registration).is_empty() {
                send_text(registration, "openid profile email");
            }
        }),
    ),
    bug(
        "union-instead-of-choice",
        &["rmcp 3.11.0"],
        "scopes of the resource metadata are added to those of the challenge",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Challenge) {
                let more = registration
                    .readings
                    .supplied
                    .resource_metadata
                    .tokens()
                    .to_vec();
                add(registration, &more);
            }
        }),
    ),
    bug(
        "offline-access-always",
        &["anthropics/claude-code#41610", "formbricks/formbricks#8406"],
        "offline_access is added whether or not the server lists it",
        Registration(|_, registration| {
            if !scope(registration).is_empty() {
                add(registration, &["offline_access".to_owned()]);
            }
        }),
    ),
    bug(
        "offline-access-alone",
        &["class of SEP-2207"],
        "offline_access becomes the whole scope",
        Registration(|_, registration| {
            let listed = registration.readings.supplied.server_lists_offline_access;
            if scope(registration).is_empty() && listed {
                send_text(registration, "offline_access");
            }
        }),
    ),
    bug(
        "offline-access-never",
        &["ChronoAIProject/NyxID#1217", "stacklok/toolhive#3794"],
        "offline_access is left out of the registration although it will be asked for",
        Registration(|_, registration| {
            if !is_of_a_person(registration) && registration.readings.supplied.previous.is_none() {
                let mut kept = tokens(registration);
                if kept.last().is_some_and(|last| last == "offline_access") {
                    kept.pop();
                }
                send(registration, &kept);
            }
        }),
    ),
    bug(
        "scope-depends-on-layer",
        &["class of lowcoder-org/lowcoder#915"],
        "colons of config file tokens turn into dots",
        Registration(|_, registration| {
            if source(registration) == Some(Source::ConfigFile) {
                each(registration, |token| token.replace(':', "."));
            }
        }),
    ),
    bug(
        "wrong-scope-key",
        &["JanssenProject/jans#5259", "GluuFederation/oxAuth#700"],
        "the member is called scopes",
        Registration(|_, registration| {
            let list = tokens(registration);
            if !list.is_empty() {
                remove(registration, "scope");
                set(registration, "scopes", Value::from(list));
            }
        }),
    ),
    bug(
        "merge-forgets-challenge",
        &["class of requirement MCP-14"],
        "the merge policy is read as replace",
        Registration(|case, registration| {
            if case.client.policy == "merge" && is_of_a_person(registration) {
                let own = challenges(case);
                let asked = own
                    .scope()
                    .map(|one| String::from_utf8_lossy(&one.value).into_owned());
                let asked = asked.unwrap_or_default();
                let mut kept = tokens(registration);
                let texts = person_texts(registration).join(" ");
                kept.retain(|token| {
                    texts.contains(token.as_str()) || !asked.contains(token.as_str())
                });
                send(registration, &kept);
            }
        }),
    ),
];
