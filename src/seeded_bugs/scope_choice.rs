//! A scope is sent, and its tokens are not those that should be.

use serde_json::json;

use crate::outcome::{Outcome, RefusalKind};
use crate::vocabulary::{Layer, ScopePolicy};

use super::inject::Inject::{self, Ends, Misreads, Registers, SendsThough, Supplies};
use super::tools::{
    called_with, catalogue, challenges, command_line, listed_words, refused, scope_set,
    sent_anyway, value,
};

pub(super) const BUGS: &[Inject] = &[
    SendsThough("illegal-characters-pass", RefusalKind::ScopeToken, |case| {
        let raw = match (&case.scopes, command_line(case)) {
            (Some(scopes), _) => scopes.join(" "),
            (None, Some(line)) if !line.scopes.is_empty() => {
                let texts: Vec<&str> = line.scopes.iter().map(|one| one.text.as_str()).collect();
                texts.join(" ").replace(',', " ")
            }
            _ => "l\u{e9}s".to_owned(),
        };
        sent_anyway(&called_with(case, &["x"]), json!({"scope": raw}))
    }),
    Registers("illegal-characters-of-servers-pass", |draft| {
        if draft.layer() == Some(Layer::ResourceMetadata) {
            draft.send(&[]);
            draft.add(listed_words(draft.case));
        }
    }),
    Supplies("illegal-token-drops-all", |case, supplied| {
        let words = listed_words(case);
        let illegal = |word: &String| !word.is_ascii() || word.contains(['"', '\\', '\x7f']);
        let legal = supplied.resource_metadata.tokens().count();
        if words.len() > legal && words.iter().any(illegal) {
            supplied.resource_metadata = scope_set("");
        }
    }),
    Ends("charset-too-strict", |_, outcome| {
        let odd = |c: char| !c.is_ascii_alphanumeric() && !"_:./- ".contains(c);
        let Outcome::Sent(sent) = &outcome else {
            return outcome;
        };
        let authorization = sent.authorization.as_ref();
        let scope = authorization.and_then(|one| one.scope.as_deref());
        match scope.is_some_and(|scope| scope.contains(odd)) {
            true => refused(RefusalKind::ScopeToken, "illegal scope"),
            false => outcome,
        }
    }),
    Ends(
        "resource-metadata-authorized-over-challenge",
        |case, mut outcome| {
            let listed = listed_words(case);
            let challenged = challenges(case).scope().map(value);
            if let Outcome::Sent(sent) = &mut outcome
                && let Some(authorization) = &mut sent.authorization
                && !listed.is_empty()
                && authorization.scope == challenged
            {
                authorization.scope = Some(listed.join(" "));
            }
            outcome
        },
    ),
    Registers("whole-catalogue-requested", |draft| {
        let listed = catalogue(draft.case);
        if !draft.is_of_user() && !listed.is_empty() {
            draft.send(&listed);
        }
    }),
    Registers("catalogue-as-fallback", |draft| {
        if draft.scope().is_empty() {
            draft.send(&catalogue(draft.case));
        }
    }),
    Supplies("environment-ignored", |_, supplied| {
        supplied.of_user.remove(&Layer::Environment);
    }),
    Supplies("environment-beats-override", |case, supplied| {
        let set = case.scopes_from_environment();
        if set.is_some_and(|text| !text.trim().is_empty()) {
            supplied.of_user.remove(&Layer::Override);
        }
    }),
    Misreads("other-variable-read", |case| {
        let configured = case.client.scopes_variable.as_ref();
        let other = |name: &&String| Some(*name) != configured;
        if let Some(name) = case.environment.keys().find(other) {
            case.client.scopes_variable = Some(name.clone());
        }
    }),
    Registers("invented-default", |draft| {
        if draft.scope().is_empty() {
            draft.send_text("openid profile email");
        }
    }),
    Registers("union-instead-of-choice", |draft| {
        if draft.layer() == Some(Layer::Challenge) {
            let listed = draft.supplied().resource_metadata.clone();
            draft.add(listed.tokens().map(str::to_owned));
        }
    }),
    Registers("offline-access-always", |draft| {
        if !draft.scope().is_empty() {
            draft.add(["offline_access".to_owned()]);
        }
    }),
    Registers("offline-access-alone", |draft| {
        if draft.scope().is_empty() && draft.supplied().server_lists_offline_access {
            draft.send_text("offline_access");
        }
    }),
    Registers("offline-access-never", |draft| {
        if !draft.is_of_user() && draft.supplied().previous.is_none() {
            draft.change_tokens(|tokens| {
                tokens.pop_if(|last| last == "offline_access");
            });
        }
    }),
    Registers("merge-forgets-challenge", |draft| {
        if draft.case.client.policy == ScopePolicy::Merge && draft.is_of_user() {
            let own = draft.user_text(" ");
            let asked = challenges(draft.case).scope().map(value);
            let asked = asked.unwrap_or_default();
            draft.change_tokens(|tokens| {
                tokens.retain(|token| own.contains(&**token) || !asked.contains(&**token));
            });
        }
    }),
];
