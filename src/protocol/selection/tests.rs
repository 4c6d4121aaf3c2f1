//! Which layer wins, and what is told about it.

use super::*;
use crate::protocol::limits;

fn texts(input: Input, values: &[&str]) -> Vec<LocatedText> {
    let text = |value: &&str| LocatedText {
        text: (*value).to_owned(),
        input,
        range: 10..10 + value.len(),
        text_start: Some(10),
    };
    values.iter().map(text).collect()
}

fn set(tokens: &[&str]) -> ScopeSet {
    let mut set = ScopeSet::default();
    for token in tokens {
        set.insert(token);
    }
    set
}

/// What a user supplies by one layer.
fn by(layer: Layer, texts: Vec<LocatedText>) -> BTreeMap<Layer, Texts> {
    BTreeMap::from([(layer, Ok(texts))])
}

fn file(values: &[&str]) -> BTreeMap<Layer, Texts> {
    by(Layer::ConfigFile, texts(Input::ConfigFile, values))
}

fn selected(supplied: &Supplied) -> (Option<String>, Vec<Source>) {
    let selection = select(supplied, ScopePolicy::Replace, true).unwrap();
    let sources = selection
        .provenance()
        .iter()
        .map(|one| one.source)
        .collect();
    (selection.scope().map(str::to_owned), sources)
}

fn refusal(supplied: &Supplied) -> BuildError {
    select(supplied, ScopePolicy::Replace, true).unwrap_err()
}

#[test]
fn layers_win_in_the_order_caller_flag_config_challenge_metadata() {
    let mut supplied = Supplied {
        of_user: BTreeMap::from([
            (Layer::ConfigFile, Ok(texts(Input::ConfigFile, &["file"]))),
            (
                Layer::Environment,
                Ok(texts(Input::Environment, &["variable"])),
            ),
            (
                Layer::Override,
                Ok(texts(Input::Override(2), &["override"])),
            ),
            (Layer::Flag, Ok(texts(Input::Flag(3), &["flag"]))),
            (Layer::Call, Ok(texts(Input::CallerScopes(0), &["call"]))),
        ]),
        challenge: set(&["challenge"]),
        challenge_location: Some(Input::Challenge(0).into()),
        resource_metadata: set(&["listed"]),
        ..Supplied::default()
    };
    let scope = |supplied: &Supplied| selected(supplied).0.unwrap();
    assert_eq!(scope(&supplied), "call");
    supplied.of_user.remove(&Layer::Call);
    assert_eq!(scope(&supplied), "flag");
    supplied.of_user.remove(&Layer::Flag);
    assert_eq!(scope(&supplied), "override");
    supplied.of_user.remove(&Layer::Override);
    assert_eq!(scope(&supplied), "variable");
    // Set to separators alone it supplies nothing.
    let blank = Ok(texts(Input::Environment, &[" , "]));
    supplied.of_user.insert(Layer::Environment, blank);
    assert_eq!(scope(&supplied), "file");
    supplied.of_user = file(&[]);
    assert_eq!(scope(&supplied), "challenge");
    supplied.challenge = set(&[]);
    assert_eq!(scope(&supplied), "listed");
    supplied.resource_metadata = set(&[]);
    assert_eq!(selected(&supplied), (None, vec![]));
}

#[test]
fn every_token_keeps_its_source_place_and_bytes() {
    let supplied = Supplied {
        of_user: by(Layer::Flag, texts(Input::Flag(3), &["a, b", "a"])),
        ..Supplied::default()
    };
    let selection = select(&supplied, ScopePolicy::Replace, true).unwrap();
    assert_eq!(selection.scope(), Some("a b"));
    let second = &selection.provenance()[1];
    assert_eq!(
        (second.token.as_str(), second.source),
        ("b", Source::Layer(Layer::Flag))
    );
    assert_eq!(
        (&second.location.input, &second.location.range),
        (&Input::Flag(3), &Some(13..14))
    );
    let expected = Warning::new(
        WarningKind::RepeatedTokenDropped,
        Input::Flag(3).at(10..11),
        "a",
    );
    assert_eq!(selection.warnings(), [expected]);
}

#[test]
fn only_the_flag_is_split_at_commas() {
    for (layer, input) in [
        (Layer::Override, Input::Override(2)),
        (Layer::ConfigFile, Input::ConfigFile),
    ] {
        let supplied = Supplied {
            of_user: by(layer, texts(input, &["a,b c"])),
            ..Supplied::default()
        };
        let source = Source::Layer(layer);
        assert_eq!(
            selected(&supplied),
            (Some("a,b c".to_owned()), vec![source, source])
        );
    }
    let of_user = by(Layer::Call, texts(Input::CallerScopes(0), &["a,b"]));
    assert_eq!(
        selected(&Supplied {
            of_user,
            ..Supplied::default()
        }),
        (Some("a,b".to_owned()), vec![Source::Layer(Layer::Call)])
    );
}

#[test]
fn an_illegal_token_of_a_user_is_refused_at_its_character() {
    let supplied = Supplied {
        of_user: by(Layer::Flag, texts(Input::Flag(3), &["ok,l\u{e9}s"])),
        ..Supplied::default()
    };
    let error = refusal(&supplied);
    assert_eq!(
        (error.kind, error.location.input),
        (ErrorKind::InvalidScopeToken, Input::Flag(3))
    );
    assert_eq!(
        (error.piece.as_str(), error.location.range),
        ("l\u{e9}s", Some(14..16))
    );
}

#[test]
fn where_escapes_hide_the_position_the_whole_value_is_marked() {
    let text = LocatedText {
        text: "a\"".to_owned(),
        input: Input::ConfigFile,
        range: 5..12,
        text_start: None,
    };
    let of_user = by(Layer::ConfigFile, vec![text]);
    assert_eq!(
        refusal(&Supplied {
            of_user,
            ..Supplied::default()
        })
        .location
        .range,
        Some(5..12)
    );
}

#[test]
fn a_flag_without_any_token_is_refused_and_marked() {
    let supplied = Supplied {
        of_user: by(Layer::Flag, texts(Input::Flag(4), &[", ,", ""])),
        challenge: set(&["wide"]),
        ..Supplied::default()
    };
    let error = refusal(&supplied);
    assert_eq!(
        (error.kind, error.location.input),
        (ErrorKind::EmptyScopesFlag, Input::Flag(4))
    );
    assert_eq!(
        (error.piece.as_str(), error.location.range),
        (", ,", Some(10..13))
    );
}

#[test]
fn a_wrong_config_value_counts_only_where_the_config_counts() {
    let wrong = BuildError::new(ErrorKind::WrongType, Input::ConfigFile.at(1..2), "5");
    let mut supplied = Supplied {
        of_user: BTreeMap::from([(Layer::ConfigFile, Err(wrong.clone()))]),
        ..Supplied::default()
    };
    assert_eq!(refusal(&supplied), wrong);
    let flags = texts(Input::Flag(3), &["a"]);
    supplied.of_user.insert(Layer::Flag, Ok(flags));
    assert_eq!(selected(&supplied).0.as_deref(), Some("a"));
    supplied.of_user.remove(&Layer::Flag);
    let called = texts(Input::CallerScopes(0), &["b"]);
    supplied.of_user.insert(Layer::Call, Ok(called));
    assert_eq!(selected(&supplied).0.as_deref(), Some("b"));
}

#[test]
fn what_a_challenge_asks_beyond_a_users_scopes_is_reported_or_merged() {
    let supplied = Supplied {
        of_user: by(Layer::Flag, texts(Input::Flag(3), &["u"])),
        challenge: set(&["files:read", "u"]),
        challenge_location: Some(Input::Challenge(1).into()),
        ..Supplied::default()
    };
    let replaced = select(&supplied, ScopePolicy::Replace, true).unwrap();
    assert_eq!(replaced.scope(), Some("u"));
    let kind = WarningKind::ChallengeScopeNotRequested;
    assert_eq!(
        replaced.warnings(),
        [Warning::new(kind, Input::Challenge(1), "files:read")]
    );

    let merged = select(&supplied, ScopePolicy::Merge, true).unwrap();
    assert_eq!(merged.scope(), Some("u files:read"));
    assert_eq!(
        merged.provenance()[1].source,
        Source::Layer(Layer::Challenge)
    );
    assert_eq!(merged.provenance()[1].location.input, Input::Challenge(1));
    assert_eq!(merged.warnings(), []);
}

#[test]
fn offline_access_is_appended_to_scopes_of_servers_only() {
    let mut supplied = Supplied {
        resource_metadata: set(&["a"]),
        server_lists_offline_access: true,
        ..Supplied::default()
    };
    let selection = select(&supplied, ScopePolicy::Replace, true).unwrap();
    assert_eq!(selection.scope(), Some("a offline_access"));
    let added = &selection.provenance()[1];
    assert_eq!(
        (added.source, &added.location.input),
        (Source::ServerMetadata, &Input::ServerMetadata)
    );
    let kind = WarningKind::OfflineAccessAdded;
    assert_eq!(
        selection.warnings(),
        [Warning::new(kind, Input::ServerMetadata, "offline_access")]
    );

    let unwanted = select(&supplied, ScopePolicy::Replace, false).unwrap();
    assert_eq!(unwanted.scope(), Some("a"));
    supplied.server_lists_offline_access = false;
    assert_eq!(selected(&supplied).0.as_deref(), Some("a"));
    supplied.server_lists_offline_access = true;
    supplied.resource_metadata = set(&[]);
    assert_eq!(selected(&supplied).0, None);
    supplied.of_user = file(&["u"]);
    assert_eq!(selected(&supplied).0.as_deref(), Some("u"));
}

#[test]
fn offline_access_that_is_there_already_is_neither_repeated_nor_reported() {
    let supplied = Supplied {
        challenge: set(&["offline_access", "a"]),
        server_lists_offline_access: true,
        ..Supplied::default()
    };
    let selection = select(&supplied, ScopePolicy::Replace, true).unwrap();
    assert_eq!(selection.scope(), Some("offline_access a"));
    assert_eq!(
        selection.provenance()[0].source,
        Source::Layer(Layer::Challenge)
    );
    assert_eq!(
        selection.provenance()[0].location.input,
        Input::Challenge(0)
    );
    assert_eq!(selection.warnings(), []);
}

fn step_up(challenge: &[&str]) -> Supplied {
    Supplied {
        previous: Some(texts(Input::PreviousScopes(0), &["a b", "a"])),
        challenge: set(challenge),
        challenge_location: Some(Input::Challenge(2).into()),
        resource_metadata: set(&["listed"]),
        insufficient_scope: true,
        server_lists_offline_access: true,
        ..Supplied::default()
    }
}

#[test]
fn a_step_up_is_the_union_of_the_earlier_scopes_and_the_challenge() {
    let sources = vec![
        Source::Previous,
        Source::Previous,
        Source::Layer(Layer::Challenge),
    ];
    assert_eq!(
        selected(&step_up(&["c", "b"])),
        (Some("a b c".to_owned()), sources)
    );
}

#[test]
fn a_step_up_without_challenged_scope_takes_the_metadata_unless_a_user_chose() {
    assert_eq!(selected(&step_up(&[])).0.as_deref(), Some("a b listed"));
    let chosen = Supplied {
        of_user: by(Layer::Flag, texts(Input::Flag(3), &["u"])),
        ..step_up(&[])
    };
    let error = refusal(&chosen);
    assert_eq!(
        (error.kind, error.location.input),
        (ErrorKind::NoScopeProgress, Input::Challenge(2))
    );
    assert_eq!(error.piece, "");
}

#[test]
fn a_step_up_without_progress_stops_only_if_the_scope_was_insufficient() {
    let error = refusal(&step_up(&["b", "a"]));
    assert_eq!(
        (error.kind, error.piece.as_str()),
        (ErrorKind::NoScopeProgress, "b a")
    );
    let expired = Supplied {
        insufficient_scope: false,
        ..step_up(&["b"])
    };
    assert_eq!(selected(&expired).0.as_deref(), Some("a b"));
}

#[test]
fn a_users_mistake_is_an_error_in_a_step_up_too() {
    let supplied = Supplied {
        of_user: by(Layer::Flag, texts(Input::Flag(3), &["\""])),
        ..step_up(&["c"])
    };
    assert_eq!(refusal(&supplied).kind, ErrorKind::InvalidScopeToken);
    let earlier = Supplied {
        previous: Some(texts(Input::PreviousScopes(0), &["\""])),
        ..step_up(&["c"])
    };
    assert_eq!(refusal(&earlier).location.input, Input::PreviousScopes(0));
}

#[test]
fn too_many_scopes_of_two_layers_together_are_an_error() {
    let many: Vec<String> = (0..limits::SCOPE_TOKENS)
        .map(|number| format!("s{number}"))
        .collect();
    let supplied = Supplied {
        previous: Some(vec![LocatedText::whole(
            Input::PreviousScopes(0),
            &many.join(" "),
        )]),
        challenge: set(&["one-more"]),
        challenge_location: Some(Input::Challenge(0).into()),
        ..Supplied::default()
    };
    let error = refusal(&supplied);
    assert_eq!(
        (error.kind, error.location.input),
        (ErrorKind::LimitExceeded, Input::Challenge(0))
    );
}

#[test]
fn each_source_names_the_requirement_that_lets_it_in() {
    for source in [
        Source::Layer(Layer::Call),
        Source::Layer(Layer::Flag),
        Source::Layer(Layer::Override),
        Source::Layer(Layer::Environment),
        Source::Layer(Layer::ConfigFile),
    ] {
        assert_eq!(source.requirement(), "CFG-09");
    }
    assert_eq!(Source::Layer(Layer::Challenge).requirement(), "MCP-12");
    assert_eq!(
        Source::Layer(Layer::ResourceMetadata).requirement(),
        "MCP-12"
    );
    assert_eq!(Source::ServerMetadata.requirement(), "MCP-18");
    assert_eq!(Source::Previous.requirement(), "MCP-16");
}
