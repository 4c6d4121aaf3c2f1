//! Scope missing or lost on the way to the registration.

use crate::protocol::selection::Source;
use crate::vocabulary::Layer;

use super::Inject::{Case, Parsed, Registration};
use super::tools::{
    command_line, file_scopes, header, is_of_user, json, remove_option, scope_set, send, send_text,
    source, strings, tokens, user_texts,
};
use super::{SeededBug, bug};

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "scope-never-registered",
        "openai/codex#20503; anthropics/claude-code#4540; modelcontextprotocol/rust-sdk#705",
        "scope-is-present; registered-scope-covers-authorized",
        "the registration has no scope, whatever is supplied",
        Registration(|_, registration| send(registration, &[])),
    ),
    bug(
        "registers-before-selecting",
        "modelcontextprotocol/go-sdk#1102; openai/codex#23242; can1357/oh-my-pi#5107",
        "scope-is-present; registered-scope-covers-authorized; resource-metadata-supplies",
        "registration comes before scopes of servers are known",
        Registration(|_, registration| {
            if !is_of_user(registration) {
                send(registration, &[]);
            }
        }),
    ),
    bug(
        "selection-not-applied-to-registration",
        "vercel/ai#19496; n8n-io/n8n#32300",
        "registered-scope-covers-authorized",
        "scopes of the resource metadata reach the authorization request only",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Layer(Layer::ResourceMetadata)) {
                send(registration, &[]);
            }
        }),
    ),
    bug(
        "user-scope-overwritten-with-nothing",
        "Python SDK 1.30.0; Python SDK 2.3.0",
        "scope-is-present; losing-layers-change-nothing",
        "a user's scope is replaced by the absent one of the servers",
        Registration(|_, registration| {
            let supplied = &registration.parsed.supplied;
            if supplied.challenge.is_empty() && supplied.resource_metadata.is_empty() {
                send(registration, &[]);
            }
        }),
    ),
    bug(
        "user-scope-only-authorized",
        "Claude Code 2.1.330",
        "scope-is-present; registered-scope-covers-authorized",
        "scopes of the config file reach the authorization request only",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Layer(Layer::ConfigFile)) {
                send(registration, &[]);
            }
        }),
    ),
    bug(
        "server-scope-registered-user-scope-authorized",
        "mcp-remote 0.15.1",
        "registered-scope-covers-authorized; a-person-beats-the-servers",
        "the registration takes the scopes of servers, the authorization request a user's",
        Registration(|_, registration| {
            let supplied = &registration.parsed.supplied;
            let servers = [&supplied.challenge, &supplied.resource_metadata];
            let first = servers.into_iter().find(|scopes| !scopes.is_empty());
            if let Some(scopes) = first.cloned() {
                send_text(registration, scopes.printed().unwrap_or_default());
            }
        }),
    ),
    bug(
        "automatic-path-ignores-user",
        "Gemini CLI 0.61.0; anomalyco/opencode#26301; openai/codex#9647",
        "a-person-beats-the-servers; a-token-makes-the-scope-appear",
        "configured scopes are ignored when no challenge started the login",
        Parsed(|case, parsed| {
            if case.challenge.is_empty() {
                let config = [Layer::Override, Layer::Environment, Layer::ConfigFile];
                parsed
                    .supplied
                    .of_user
                    .retain(|layer, _| !config.contains(layer));
            }
        }),
    ),
    bug(
        "empty-array-is-truthy",
        "Gemini-derived clients",
        "null-empty-and-ill-typed-hints-are-absent",
        "an empty list of the servers wins over a user's scopes",
        Registration(|case, registration| {
            let document = json(case.resource_metadata.as_ref());
            if document.get("scopes_supported") == Some(&serde_json::json!([])) {
                send(registration, &[]);
            }
        }),
    ),
    bug(
        "resource-metadata-never-used",
        "openai/codex#15643; openai/codex#8889; Gemini CLI",
        "resource-metadata-supplies",
        "protected resource metadata is fetched and its scopes are not used",
        Parsed(|_, parsed| parsed.supplied.resource_metadata = scope_set("")),
    ),
    bug(
        "challenge-never-read",
        "modelcontextprotocol/python-sdk#1054; punkpeye/mcp-remote#192",
        "the-challenge-supplies",
        "the challenge is ignored",
        Parsed(|_, parsed| parsed.supplied.challenge = scope_set("")),
    ),
    bug(
        "wrong-parameter-as-scope",
        "modelcontextprotocol/python-sdk#1632; PrefectHQ/fastmcp#2427",
        "the-challenge-supplies; every-token-has-a-source",
        "the metadata URL of the challenge is passed where the scope belongs",
        Parsed(|case, parsed| {
            let challenges = super::tools::challenges(case);
            if let Some(url) = challenges.resource_metadata() {
                parsed.supplied.challenge = scope_set(&String::from_utf8_lossy(&url.value));
            }
        }),
    ),
    bug(
        "override-ignored",
        "openai/codex#20503",
        "a-person-beats-the-servers",
        "an override of another key makes the scopes disappear",
        Parsed(|case, parsed| {
            let other = |text: &str| text.contains("oauth_resource") || text.starts_with("model");
            let line = command_line(case);
            if line.is_some_and(|line| line.overrides.iter().any(|one| other(&one.text))) {
                parsed.supplied.of_user.clear();
            }
        }),
    ),
    bug(
        "explicit-scope-overridden",
        "modelcontextprotocol/python-sdk#2317; modelcontextprotocol/csharp-sdk#1236",
        "a-person-beats-the-servers",
        "scopes of servers silently replace those of a user",
        Parsed(|_, parsed| {
            let supplied = &mut parsed.supplied;
            if !supplied.challenge.is_empty() || !supplied.resource_metadata.is_empty() {
                supplied.of_user.clear();
            }
        }),
    ),
    bug(
        "explicit-list-intersected",
        "indigo-dc/oidc-agent#225; auth0/auth0-mcp-server#90",
        "a-person-beats-the-servers; the-catalogue-adds-at-most-offline-access",
        "a user's scopes are cut down to those that the authorization server lists",
        Registration(|case, registration| {
            let listed = strings(&json(case.server_metadata.as_ref()), "scopes_supported");
            if is_of_user(registration) && !listed.is_empty() {
                let mut kept = tokens(registration);
                kept.retain(|token| listed.contains(token));
                send(registration, &kept);
            }
        }),
    ),
    bug(
        "offline-access-dropped",
        "NousResearch/hermes-agent#93719; stacklok/toolhive#3794",
        "offline-access-is-added-by-rule; the-catalogue-adds-at-most-offline-access",
        "a user's offline_access is removed when the server does not list it",
        Registration(|_, registration| {
            if !registration.parsed.supplied.server_lists_offline_access {
                let mut kept = tokens(registration);
                kept.retain(|token| token != "offline_access");
                send(registration, &kept);
            }
        }),
    ),
    bug(
        "list-truncated",
        "topcheer/ggcode#735; cloudflare/mcp#12",
        "scope-is-what-the-winning-layer-supplies",
        "only the first scope is sent",
        Registration(|_, registration| {
            let kept: Vec<String> = tokens(registration).into_iter().take(1).collect();
            send(registration, &kept);
        }),
    ),
    bug(
        "scope-cut-at-length",
        "appwrite/mcp#53; rootlyhq/rootly-mcp-server#130",
        "scope-is-what-the-winning-layer-supplies; nothing-is-cut-off",
        "the scope is cut off after 30 characters",
        Registration(|_, registration| {
            let scope = super::tools::scope(registration);
            let cut: String = scope.chars().take(30).collect();
            send_text(registration, cut.trim_end());
            if cut.is_empty() {
                send(registration, &[]);
            }
        }),
    ),
    bug(
        "step-up-drops-old-scopes",
        "modelcontextprotocol/rust-sdk#877; modelcontextprotocol/typescript-sdk#2265",
        "step-up-is-the-union",
        "a step-up asks for the challenge's scopes alone",
        Parsed(|_, parsed| {
            if parsed.supplied.previous.is_some() && !parsed.supplied.challenge.is_empty() {
                parsed.supplied.previous = Some(Vec::new());
            }
        }),
    ),
    bug(
        "step-up-ignored",
        "anthropics/claude-code#19066; anomalyco/opencode#44790",
        "step-up-is-the-union",
        "a step-up asks for the earlier scopes again",
        Registration(|_, registration| {
            if let Some(previous) = registration.parsed.supplied.previous.clone() {
                let texts: Vec<&str> = previous.iter().map(|one| one.text.as_str()).collect();
                let kept = scope_set(&texts.join(" "));
                let tokens: Vec<String> = kept.tokens().map(str::to_owned).collect();
                send(registration, &tokens);
            }
        }),
    ),
    bug(
        "config-file-form-lost",
        "n8n-io/n8n#22851; PrefectHQ/fastmcp#3555",
        "a-token-prints-the-same-from-every-layer",
        "scopes that the config file gives as one string are not seen",
        Parsed(|case, parsed| {
            let line = command_line(case);
            let texts = line
                .map(|line| file_scopes(case, &line.server_name))
                .unwrap_or_default();
            if texts.len() == 1 && texts[0].contains(' ') {
                parsed.supplied.of_user.remove(&Layer::ConfigFile);
            }
        }),
    ),
    bug(
        "first-flag-only",
        "anthropics/claude-code#2341",
        "flag-spelling-is-irrelevant",
        "only the first `--scopes` counts",
        Parsed(|_, parsed| {
            if let Some(Ok(flags)) = parsed.supplied.of_user.get_mut(&Layer::Flag) {
                flags.truncate(1);
            }
        }),
    ),
    bug(
        "comma-not-split",
        "openai/codex#5487; lowcoder-org/lowcoder#915; PrefectHQ/fastmcp#1642",
        "flag-spelling-is-irrelevant",
        "`--scopes a,b` is kept as one token",
        Registration(|_, registration| {
            if source(registration) == Some(Source::Layer(Layer::Flag)) {
                let texts = user_texts(registration).join(" ");
                let words: Vec<&str> = texts.split_whitespace().collect();
                send_text(registration, &words.join(" "));
            }
        }),
    ),
    bug(
        "description-hides-scope",
        "modelcontextprotocol/csharp-sdk#1088; DenchHQ/DenchClaw#253; mark3labs/mcp-go#808",
        "other-parameters-change-nothing; the-challenge-supplies",
        "a quoted comma makes the challenge unreadable",
        Parsed(|case, parsed| {
            let quoted_comma = header(case)
                .split('"')
                .skip(1)
                .step_by(2)
                .any(|text| text.contains(','));
            if quoted_comma {
                parsed.supplied.challenge = scope_set("");
            }
        }),
    ),
    bug(
        "override-before-subcommand-lost",
        "openai/codex#39012; clap-rs/clap#1570",
        "argument-order-is-irrelevant",
        "overrides before the subcommand are forgotten when there are some after it",
        Case(|case| {
            let Some(line) = command_line(case) else {
                return;
            };
            let login = case
                .arguments
                .iter()
                .position(|argument| argument == "login");
            let before = |argument: usize| login.is_some_and(|login| argument < login);
            if line.overrides.iter().any(|one| !before(one.argument)) {
                for lost in line
                    .overrides
                    .iter()
                    .rev()
                    .filter(|one| before(one.argument))
                {
                    remove_option(case, lost);
                }
            }
        }),
    ),
];
