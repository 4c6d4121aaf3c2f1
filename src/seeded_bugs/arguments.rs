//! Command line and config read wrongly.

use serde_json::json;

use crate::outcome::{Outcome, RefusalKind};
use crate::protocol::location::{Input, LocatedText};
use crate::vocabulary::Layer;

use super::inject::Inject::{self, Ends, Misreads, Supplies};
use super::tools::{
    called_with, command_line, file_scopes, lose_overrides, own_file_scopes, refused, sent_anyway,
    texts_of,
};

/// The server's name as a quoted part of a TOML key.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Texts of the config file.
fn located(texts: Vec<String>) -> impl Iterator<Item = LocatedText> {
    let whole = |text: String| LocatedText::whole(Input::ConfigFile, &text);
    texts.into_iter().map(whole)
}

/// A refusal of the command line if `wrong`.
fn refused_if(wrong: bool, why: &str, outcome: Outcome) -> Outcome {
    match wrong {
        true => refused(RefusalKind::Arguments, why),
        false => outcome,
    }
}

pub(super) const BUGS: &[Inject] = &[
    Supplies("option-before-name-lost", |case, supplied| {
        if let Some(line) = command_line(case) {
            let name = line.server_name_index;
            let after = |text: &LocatedText| matches!(text.input, Input::Flag(at) if at > name);
            if let Some(flags) = texts_of(supplied, Layer::Flag) {
                flags.retain(after);
            }
        }
    }),
    Misreads("first-override-wins", |case| {
        let of_scopes = |text: &str| text.contains(".scopes=") && !text.contains("other");
        lose_overrides(case, |line| {
            let all = line.overrides.iter().filter(|one| of_scopes(&one.text));
            all.skip(1).collect()
        });
    }),
    Misreads("override-of-another-server", |case| {
        if let Some(line) = command_line(case) {
            let own = format!("mcp_servers.{}", quoted(&line.server_name));
            for argument in &mut case.arguments {
                *argument = argument.replace("mcp_servers.other", &own);
            }
        }
    }),
    Supplies("file-merged-with-override", |case, supplied| {
        if let Some(texts) = texts_of(supplied, Layer::Override) {
            texts.extend(located(own_file_scopes(case)));
        }
    }),
    Supplies("foreign-scopes", |case, supplied| {
        for layer in [Layer::Override, Layer::ConfigFile] {
            if let Some(texts) = texts_of(supplied, layer) {
                texts.extend(located(file_scopes(case, "other")));
            }
        }
    }),
    Misreads("dotted-server-key", |case| {
        let key = |text: &str| text.split('=').take(1).collect::<String>();
        lose_overrides(case, |line| {
            let all = line.overrides.iter();
            all.filter(|one| key(&one.text).contains(['"', '\'']))
                .collect()
        });
    }),
    Ends("variadic-flag-swallows-name", |case, outcome| {
        let swallows = command_line(case).is_some_and(|line| {
            let mut scopes = line.scopes.iter();
            scopes.any(|one| one.argument + 1 == line.server_name_index && one.start == 0)
        });
        refused_if(swallows, "no server name", outcome)
    }),
    Ends("option-first-rejected", |case, outcome| {
        let first = case.arguments.first();
        let option = first.is_some_and(|first| first.starts_with('-'));
        refused_if(option, "unexpected option", outcome)
    }),
    Ends("joined-option-rejected", |case, outcome| {
        let is_joined = |one: &String| one.starts_with("--scopes=") || one.starts_with("--config=");
        let joined = case.arguments.iter().any(is_joined);
        refused_if(joined, "unknown option", outcome)
    }),
    Supplies("empty-flag-falls-back", |_, supplied| {
        let says_nothing = |text: &LocatedText| text.text.trim_matches([',', ' ']).is_empty();
        if let Some(flags) = texts_of(supplied, Layer::Flag)
            && flags.iter().all(says_nothing)
        {
            flags.clear();
        }
    }),
    Supplies("override-clear-ignored", |case, supplied| {
        if texts_of(supplied, Layer::Override).is_some_and(|texts| texts.is_empty()) {
            let of_file = Ok(located(own_file_scopes(case)).collect());
            supplied.of_user.insert(Layer::ConfigFile, of_file);
        }
    }),
    Ends("config-errors-ignored", |case, outcome| match &outcome {
        Outcome::Refused(refusal)
            if matches!(refusal.kind, RefusalKind::Config | RefusalKind::Arguments) =>
        {
            sent_anyway(&called_with(case, &[]), json!({}))
        }
        _ => outcome,
    }),
];
