//! Command line and config read wrongly.

use crate::outcome::{Outcome, RefusalKind};
use crate::protocol::location::{Input, LocatedText};
use crate::vocabulary::Layer;

use super::Inject::{Case, Outcome as Doctored, Parsed};
use super::tools::{command_line, file_scopes, refused, remove_option};
use super::{SeededBug, bug};

/// The server's name as a quoted part of a TOML key.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text of the config file.
fn text(text: String) -> LocatedText {
    LocatedText::whole(Input::ConfigFile, &text)
}

pub(super) const BUGS: &[SeededBug] = &[
    bug(
        "option-before-name-lost",
        "mcp-remote 0.15.1",
        "argument-order-is-irrelevant",
        "`--scopes` counts only after the server's name",
        Parsed(|case, parsed| {
            if let Some(line) = command_line(case) {
                let index = line.server_name_index;
                let after =
                    |text: &LocatedText| matches!(text.input, Input::Flag(at) if at > index);
                if let Some(Ok(flags)) = parsed.supplied.of_user.get_mut(&Layer::Flag) {
                    flags.retain(after);
                }
            }
        }),
    ),
    bug(
        "first-override-wins",
        "class of openai/codex#20503",
        "scope-is-what-the-winning-layer-supplies",
        "the first of two overrides of one key is kept",
        Case(|case| {
            let Some(line) = command_line(case) else {
                return;
            };
            let of_scopes = |text: &str| text.contains(".scopes=") && !text.contains("other");
            let all = line.overrides.iter().filter(|one| of_scopes(&one.text));
            for later in all.skip(1).collect::<Vec<_>>().into_iter().rev() {
                remove_option(case, later);
            }
        }),
    ),
    bug(
        "override-of-another-server",
        "class of openai/codex#20503",
        "other-overrides-change-nothing",
        "an override for another server's table is applied",
        Case(|case| {
            if let Some(line) = command_line(case) {
                let own = format!("mcp_servers.{}", quoted(&line.server_name));
                for argument in &mut case.arguments {
                    *argument = argument.replace("mcp_servers.other", &own);
                }
            }
        }),
    ),
    bug(
        "file-merged-with-override",
        "class of openai/codex#20503",
        "scope-is-what-the-winning-layer-supplies; losing-layers-change-nothing",
        "an override is added to the file's value instead of replacing it",
        Parsed(|case, parsed| {
            let Some(line) = command_line(case) else {
                return;
            };
            let of_file = file_scopes(case, &line.server_name);
            if let Some(Ok(texts)) = parsed.supplied.of_user.get_mut(&Layer::Override) {
                texts.extend(of_file.into_iter().map(text));
            }
        }),
    ),
    bug(
        "foreign-scopes",
        "giantswarm/muster#1086",
        "every-token-has-a-source",
        "scopes that are meant for another server are sent as well",
        Parsed(|case, parsed| {
            let foreign = file_scopes(case, "other");
            for layer in [Layer::Override, Layer::ConfigFile] {
                if let Some(Ok(texts)) = parsed.supplied.of_user.get_mut(&layer) {
                    texts.extend(foreign.iter().cloned().map(text));
                }
            }
        }),
    ),
    bug(
        "dotted-server-key",
        "openai/codex#28654; openai/codex#19179; awslabs/cli-agent-orchestrator#426",
        "override-spelling-is-irrelevant",
        "a quoted server name in an override's key is not understood",
        Case(|case| {
            let Some(line) = command_line(case) else {
                return;
            };
            let in_key = |text: &str| {
                text.split('=')
                    .next()
                    .is_some_and(|key| key.contains(['"', '\'']))
            };
            for lost in line.overrides.iter().rev().filter(|one| in_key(&one.text)) {
                remove_option(case, lost);
            }
        }),
    ),
    bug(
        "variadic-flag-swallows-name",
        "anthropics/claude-code#2341; clap-rs/clap#1610",
        "argument-order-is-irrelevant",
        "`--scopes a NAME` takes the name for a second scope",
        Doctored(|case, outcome| match command_line(case) {
            Some(line)
                if line
                    .scopes
                    .iter()
                    .any(|one| one.argument + 1 == line.server_name_index && one.start == 0) =>
            {
                refused(RefusalKind::Arguments, "no server name")
            }
            _ => outcome,
        }),
    ),
    bug(
        "option-first-rejected",
        "openai/codex#3625; openai/openai-agents-python#4400",
        "argument-order-is-irrelevant",
        "an option before the first word is an error",
        Doctored(|case, outcome| {
            if case
                .arguments
                .first()
                .is_some_and(|first| first.starts_with('-'))
            {
                refused(RefusalKind::Arguments, "unexpected option")
            } else {
                outcome
            }
        }),
    ),
    bug(
        "joined-option-rejected",
        "class of clap-rs/clap#1288",
        "flag-spelling-is-irrelevant",
        "`--scopes=V` and `--config=V` are not understood",
        Doctored(|case, outcome| {
            let joined = |argument: &String| {
                argument.starts_with("--scopes=") || argument.starts_with("--config=")
            };
            if case.arguments.iter().any(joined) {
                refused(RefusalKind::Arguments, "unknown option")
            } else {
                outcome
            }
        }),
    ),
    bug(
        "empty-flag-falls-back",
        "can1357/oh-my-pi#8475; openai/codex#15643",
        "an-empty-flag-is-refused",
        "`--scopes \"\"` is read as no flag at all",
        Parsed(|_, parsed| {
            let says_nothing = |text: &LocatedText| text.text.trim_matches([',', ' ']).is_empty();
            let of_user = &mut parsed.supplied.of_user;
            if let Some(Ok(flags)) = of_user.get(&Layer::Flag)
                && flags.iter().all(says_nothing)
            {
                of_user.remove(&Layer::Flag);
            }
        }),
    ),
    bug(
        "override-clear-ignored",
        "NangoHQ/nango#7465; can1357/oh-my-pi#8475",
        "scope-is-what-the-winning-layer-supplies",
        "an override with an empty list does not take back the file's value",
        Parsed(|case, parsed| {
            let Some(line) = command_line(case) else {
                return;
            };
            let of_user = &mut parsed.supplied.of_user;
            if matches!(of_user.get(&Layer::Override), Some(Ok(texts)) if texts.is_empty()) {
                let of_file = file_scopes(case, &line.server_name);
                let texts = of_file.into_iter().map(text).collect();
                of_user.remove(&Layer::Override);
                of_user.insert(Layer::ConfigFile, Ok(texts));
            }
        }),
    ),
    bug(
        "config-errors-ignored",
        "GluuFederation/oxAuth#700; anthropics/claude-code#83679",
        "unreadable-configuration-is-refused",
        "a config value that cannot be read is passed over",
        Doctored(|case, outcome| match &outcome {
            Outcome::Refused(refusal)
                if matches!(refusal.kind, RefusalKind::Config | RefusalKind::Arguments) =>
            {
                super::tools::sent_anyway(&super::tools::called_with(case, &[]), |_| {})
            }
            _ => outcome,
        }),
    ),
];
