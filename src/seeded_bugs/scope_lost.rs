//! Scope missing or lost on the way to the registration.

use serde_json::json;

use crate::vocabulary::Layer;

use super::inject::Inject::{
    self, ChallengeHides, Misreads, Registers, RegistersNoScope, Supplies,
};
use super::tools::{
    catalogue, command_line, listed, lose_overrides, own_file_scopes, scope_set, text, texts_of,
    value,
};

pub(super) const BUGS: &[Inject] = &[
    RegistersNoScope("scope-never-registered", |_| true),
    RegistersNoScope("registers-before-selecting", |draft| !draft.is_of_user()),
    RegistersNoScope("selection-not-applied-to-registration", |draft| {
        draft.layer() == Some(Layer::ResourceMetadata)
    }),
    RegistersNoScope("user-scope-overwritten-with-nothing", |draft| {
        let supplied = draft.supplied();
        supplied.challenge.is_empty() && supplied.resource_metadata.is_empty()
    }),
    RegistersNoScope("user-scope-only-authorized", |draft| {
        draft.layer() == Some(Layer::ConfigFile)
    }),
    Registers("server-scope-registered-user-scope-authorized", |draft| {
        let supplied = draft.supplied();
        let servers = [&supplied.challenge, &supplied.resource_metadata];
        let first = servers.into_iter().find(|scopes| !scopes.is_empty());
        if let Some(scopes) = first.cloned() {
            draft.send_text(scopes.printed().unwrap_or_default());
        }
    }),
    Supplies("automatic-path-ignores-user", |case, supplied| {
        if case.challenge.is_empty() {
            let configured = [Layer::Override, Layer::Environment, Layer::ConfigFile];
            supplied
                .of_user
                .retain(|layer, _| !configured.contains(layer));
        }
    }),
    RegistersNoScope("empty-array-is-truthy", |draft| {
        listed(draft.case) == Some(json!([]))
    }),
    Supplies("resource-metadata-never-used", |_, supplied| {
        supplied.resource_metadata = scope_set("");
    }),
    ChallengeHides("challenge-never-read", |_, _| true),
    Supplies("wrong-parameter-as-scope", |case, supplied| {
        if let Some(url) = super::tools::challenges(case).resource_metadata() {
            supplied.challenge = scope_set(&value(url));
        }
    }),
    Supplies("override-ignored", |case, supplied| {
        let other = |text: &str| text.contains("oauth_resource") || text.starts_with("model");
        let line = command_line(case);
        if line.is_some_and(|line| line.overrides.iter().any(|one| other(&one.text))) {
            supplied.of_user.clear();
        }
    }),
    Supplies("explicit-scope-overridden", |_, supplied| {
        if !supplied.challenge.is_empty() || !supplied.resource_metadata.is_empty() {
            supplied.of_user.clear();
        }
    }),
    Registers("explicit-list-intersected", |draft| {
        let listed = catalogue(draft.case);
        if draft.is_of_user() && !listed.is_empty() {
            draft.change_tokens(|tokens| tokens.retain(|token| listed.contains(token)));
        }
    }),
    Registers("offline-access-dropped", |draft| {
        if !draft.supplied().server_lists_offline_access {
            draft.change_tokens(|tokens| tokens.retain(|token| token != "offline_access"));
        }
    }),
    Registers("list-truncated", |draft| {
        draft.change_tokens(|tokens| tokens.truncate(1));
    }),
    Registers("scope-cut-at-length", |draft| {
        let cut: String = draft.scope().chars().take(30).collect();
        draft.send_text(cut.trim_end());
        if cut.is_empty() {
            draft.send(&[]);
        }
    }),
    Supplies("step-up-drops-old-scopes", |_, supplied| {
        if supplied.previous.is_some() && !supplied.challenge.is_empty() {
            supplied.previous = Some(Vec::new());
        }
    }),
    Registers("step-up-ignored", |draft| {
        if let Some(previous) = draft.supplied().previous.clone() {
            let texts: Vec<&str> = previous.iter().map(|one| one.text.as_str()).collect();
            let kept = scope_set(&texts.join(" "));
            draft.send(&kept.tokens().map(str::to_owned).collect::<Vec<_>>());
        }
    }),
    Supplies("config-file-form-lost", |case, supplied| {
        if matches!(&own_file_scopes(case)[..], [text] if text.contains(' ')) {
            supplied.of_user.remove(&Layer::ConfigFile);
        }
    }),
    Supplies("first-flag-only", |_, supplied| {
        if let Some(flags) = texts_of(supplied, Layer::Flag) {
            flags.truncate(1);
        }
    }),
    Registers("comma-not-split", |draft| {
        if draft.layer() == Some(Layer::Flag) {
            let texts = draft.user_text(" ");
            let words: Vec<&str> = texts.split_whitespace().collect();
            draft.send_text(&words.join(" "));
        }
    }),
    ChallengeHides("description-hides-scope", |case, _| {
        let header = text(&case.challenge);
        let mut quoted = header.split('"').skip(1).step_by(2);
        quoted.any(|text| text.contains(','))
    }),
    Misreads("override-before-subcommand-lost", |case| {
        let login = case.arguments.iter().position(|one| one == "login");
        lose_overrides(case, |line| {
            let (before, after): (Vec<_>, Vec<_>) = line
                .overrides
                .iter()
                .partition(|one| login.is_some_and(|login| one.argument < login));
            if after.is_empty() { Vec::new() } else { before }
        });
    }),
];
