//! A scope is sent, and it is not the right one or not a scope at all.

use std::cell::Cell;

use serde_json::{Value, json};

use crate::outcome::RefusalKind;
use crate::vocabulary::Layer;

use super::inject::Inject::{self, Registers, SendsThough};
use super::tools::{called_with, command_line, listed_words, sent_anyway};

thread_local! {
    /// Stands in for the random order of a hash set: it changes from build to build, and yet reports
    /// of the same seed stay the same.
    static BUILDS: Cell<usize> = const { Cell::new(0) };
}

pub(super) const BUGS: &[Inject] = &[
    Registers("empty-scope-sent", |draft| {
        if draft.scope().is_empty() {
            draft.send_text("");
        }
    }),
    SendsThough("blank-scope-sent", RefusalKind::EmptyScopes, |case| {
        sent_anyway(&called_with(case, &["x"]), json!({"scope": " "}))
    }),
    Registers("null-scope-sent", |draft| {
        if draft.scope().is_empty() {
            draft.set("scope", Value::Null);
        }
    }),
    Registers("array-scope-sent", |draft| {
        let list = draft.tokens();
        if !list.is_empty() {
            draft.set("scope", list);
        }
    }),
    Registers("comma-joined", |draft| {
        let joined = draft.tokens().join(",");
        if !joined.is_empty() {
            draft.send_text(&joined);
        }
    }),
    Registers("duplicates-kept", |draft| {
        if draft.is_of_user() {
            let flag = draft.layer() == Some(Layer::Flag);
            let texts = draft.user_text(" ");
            let separates = |c: char| c.is_whitespace() || (flag && c == ',');
            let words = texts.split(separates).filter(|word| !word.is_empty());
            draft.send(&words.map(str::to_owned).collect::<Vec<_>>());
        }
    }),
    Registers("dedup-in-one-layer-only", |draft| {
        if draft.layer() == Some(Layer::ResourceMetadata) {
            let mut all = listed_words(draft.case);
            all.retain(|word| draft.tokens().contains(word));
            draft.send(&all);
        }
    }),
    Registers("dedup-folds-case", |draft| {
        draft.change_tokens(|tokens| {
            let mut kept: Vec<String> = Vec::new();
            tokens.retain(|token| {
                let new = !kept.iter().any(|one| one.eq_ignore_ascii_case(token));
                kept.extend(new.then(|| token.clone()));
                new
            });
        });
    }),
    Registers("case-folded", |draft| {
        draft.change_each(str::to_ascii_lowercase);
    }),
    Registers("dedup-sorts", |draft| {
        draft.change_tokens(|tokens| tokens.sort());
    }),
    Registers("nondeterministic-order", |draft| {
        draft.change_tokens(|tokens| {
            if !tokens.is_empty() {
                let builds = BUILDS.replace(BUILDS.get().wrapping_add(1));
                let by = builds % tokens.len();
                tokens.rotate_left(by);
            }
        });
    }),
    Registers("empty-piece-kept", |draft| {
        if draft.layer() == Some(Layer::Flag) {
            draft.send_text(&draft.user_text(",").replace(',', " "));
        }
    }),
    Registers("padding-kept", |draft| {
        if let Some(Layer::Override | Layer::ConfigFile) = draft.layer() {
            draft.send_text(&draft.user_text(" "));
        }
    }),
    Registers("tab-joined", |draft| {
        if draft.is_of_user() && draft.layer() != Some(Layer::Flag) {
            let texts = draft.user_text(" ");
            let words: Vec<&str> = texts.split(' ').filter(|word| !word.is_empty()).collect();
            draft.send_text(&words.join(" "));
        }
    }),
    Registers("token-normalised-as-url", |draft| {
        draft.change_each(|token| match token.contains("://") {
            true => token.to_ascii_lowercase().trim_end_matches('/').to_owned(),
            false => token.to_owned(),
        });
    }),
    Registers("token-cut-at-equals", |draft| {
        if draft.layer() == Some(Layer::Override) {
            draft.change_each(|token| token.split('=').take(1).collect());
        }
    }),
    Registers("quotes-kept", |draft| {
        let quoted = command_line(draft.case).is_some_and(|line| {
            let mut overrides = line.overrides.iter();
            overrides.any(|one| one.text.contains(".scopes=\""))
        });
        if draft.layer() == Some(Layer::Override) && quoted {
            draft.send_text(&format!("\"{}\"", draft.scope()));
        }
    }),
    Registers("scope-depends-on-layer", |draft| {
        if draft.layer() == Some(Layer::ConfigFile) {
            draft.change_each(|token| token.replace(':', "."));
        }
    }),
    Registers("wrong-scope-key", |draft| {
        let list = draft.tokens();
        if !list.is_empty() {
            draft.remove("scope");
            draft.set("scopes", list);
        }
    }),
];
