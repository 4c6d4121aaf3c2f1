//! A scope is sent, and its tokens are not those that should be.

use serde_json::Value;

use crate::outcome::{Outcome, RefusalKind};
use crate::protocol::selection::Source;
use crate::vocabulary::{Layer, ScopePolicy};

use super::Inject::{Case, Outcome as Doctored, Parsed, Registration};
use super::tools::{
    called_with, challenges, command_line, is_of_user, is_refused, json, listed_words, refused,
    scope, send, send_text, sent_anyway, source, strings, tokens, user_texts,
};
use super::{SeededBug, bug};

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

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "illegal-characters-pass",
        "ramosbugs/oauth2-rs#347; indieweb/wordpress-indieauth#157",
        "scope-is-well-formed; illegal-tokens-of-a-person-are-refused",
        "a user's tokens are not checked",
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
        "cloudflare/workers-oauth-provider#267; thephpleague/oauth2-server#956",
        "illegal-server-tokens-are-dropped",
        "tokens of the resource metadata are not checked",
        Registration(|case, registration| {
            if source(registration) == Some(Source::Layer(Layer::ResourceMetadata)) {
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
        "samanhappy/mcphub#704; DuendeSoftware/foss#260",
        "illegal-server-tokens-are-dropped",
        "one illegal token of a server makes all of its tokens disappear",
        Parsed(|case, parsed| {
            let words = listed_words(case);
            if words.len() > parsed.supplied.resource_metadata.tokens().count()
                && words
                    .iter()
                    .any(|word| !word.is_ascii() || word.contains(['"', '\\', '\x7f']))
            {
                parsed.supplied.resource_metadata = super::tools::scope_set("");
            }
        }),
    ),
    bug(
        "charset-too-strict",
        "samanhappy/mcphub#704; sebadob/rauthy#880; spring-projects/spring-security#6256",
        "what-is-right-is-sent",
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
        "whole-catalogue-requested",
        "openai/codex#35253; openai/codex#15643; google-gemini/gemini-cli#10937",
        "the-server-catalogue-is-no-source",
        "everything that the authorization server lists is asked for",
        Registration(|case, registration| {
            let listed = strings(&json(case.server_metadata.as_ref()), "scopes_supported");
            if !is_of_user(registration) && !listed.is_empty() {
                send(registration, &listed);
            }
        }),
    ),
    bug(
        "catalogue-as-fallback",
        "Python SDK 2.3.0; openai/codex#31774",
        "the-server-catalogue-is-no-source; nothing-is-invented",
        "without other scopes, those of the authorization server are asked for",
        Registration(|case, registration| {
            let listed = strings(&json(case.server_metadata.as_ref()), "scopes_supported");
            if scope(registration).is_empty() {
                send(registration, &listed);
            }
        }),
    ),
    bug(
        "environment-ignored",
        "class of openai/codex#20503",
        "scope-is-what-the-winning-layer-supplies; a-token-makes-the-scope-appear",
        "the variable that holds scopes is not read",
        Parsed(|_, parsed| {
            parsed.supplied.of_user.remove(&Layer::Environment);
        }),
    ),
    bug(
        "environment-beats-override",
        "class of user over flag",
        "scope-is-what-the-winning-layer-supplies; losing-layers-change-nothing",
        "a variable wins over an override of the config",
        Parsed(|case, parsed| {
            let set = case.scopes_from_environment();
            if set.is_some_and(|text| !text.trim().is_empty()) {
                parsed.supplied.of_user.remove(&Layer::Override);
            }
        }),
    ),
    bug(
        "other-variable-read",
        "class of variables read by a fixed name",
        "losing-layers-change-nothing; every-token-has-a-source",
        "scopes are taken from a variable that is not the configured one",
        Case(|case| {
            let other = |name: &&String| Some(*name) != case.client.scopes_variable.as_ref();
            if let Some(name) = case.environment.keys().find(other) {
                case.client.scopes_variable = Some(name.clone());
            }
        }),
    ),
    bug(
        "invented-default",
        "punkpeye/mcp-remote#216; Kochava-Studios/witsy#420; n8n-io/n8n#22851",
        "nothing-is-invented",
        "a built-in list is sent when nothing was supplied",
        Registration(|_, registration| {
            if scope(registration).is_empty() {
                send_text(registration, "openid profile email");
            }
        }),
    ),
    bug(
        "union-instead-of-choice",
        "rmcp 3.11.0",
        "the-challenge-beats-resource-metadata; losing-layers-change-nothing",
        "scopes of the resource metadata are added to those of the challenge",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Layer(Layer::Challenge)) {
                let listed = registration.parsed.supplied.resource_metadata.clone();
                let more: Vec<String> = listed.tokens().map(str::to_owned).collect();
                add(registration, &more);
            }
        }),
    ),
    bug(
        "offline-access-always",
        "anthropics/claude-code#41610; formbricks/formbricks#8406",
        "offline-access-is-added-by-rule",
        "offline_access is added whether or not the server lists it",
        Registration(|_, registration| {
            if !scope(registration).is_empty() {
                add(registration, &["offline_access".to_owned()]);
            }
        }),
    ),
    bug(
        "offline-access-alone",
        "class of SEP-2207",
        "offline-access-is-added-by-rule",
        "offline_access becomes the whole scope",
        Registration(|_, registration| {
            let listed = registration.parsed.supplied.server_lists_offline_access;
            if scope(registration).is_empty() && listed {
                send_text(registration, "offline_access");
            }
        }),
    ),
    bug(
        "offline-access-never",
        "ChronoAIProject/NyxID#1217; stacklok/toolhive#3794",
        "offline-access-is-added-by-rule",
        "offline_access is left out of the registration although it will be asked for",
        Registration(|_, registration| {
            if !is_of_user(registration) && registration.parsed.supplied.previous.is_none() {
                let mut kept = tokens(registration);
                if kept.last().is_some_and(|last| last == "offline_access") {
                    kept.pop();
                }
                send(registration, &kept);
            }
        }),
    ),
    bug(
        "merge-forgets-challenge",
        "class of requirement MCP-14",
        "scope-is-what-the-winning-layer-supplies",
        "the merge policy is read as replace",
        Registration(|case, registration| {
            if case.client.policy == ScopePolicy::Merge && is_of_user(registration) {
                let own = challenges(case);
                let asked = own
                    .scope()
                    .map(|one| String::from_utf8_lossy(&one.value).into_owned());
                let asked = asked.unwrap_or_default();
                let mut kept = tokens(registration);
                let texts = user_texts(registration).join(" ");
                kept.retain(|token| {
                    texts.contains(token.as_str()) || !asked.contains(token.as_str())
                });
                send(registration, &kept);
            }
        }),
    ),
];
