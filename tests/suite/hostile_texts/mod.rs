//! Every hostile text at every position: always an outcome, never a panic, messages that are safe to
//! show, and the particular refusal where the requirements leave no choice.

mod checks;
mod positions;

use dcr_check::case::{Bytes, Case};
use dcr_check::outcome::{Mechanism, Outcome, Refusal, RefusalKind};
use serde_json::Value;

use checks::outcome;
use positions::{POSITIONS, resource_metadata, right, server_metadata, texts, without_a_user};

fn scope(outcome: &Outcome) -> Option<String> {
    let Outcome::Sent(sent) = outcome else {
        panic!("not sent: {outcome:?}");
    };
    let body: Value = serde_json::from_slice(&sent.registration.body).unwrap();
    body.get("scope")
        .map(|scope| scope.as_str().unwrap().to_owned())
}

#[test]
fn the_case_that_everything_is_put_into_is_right() {
    let scope_of = |case: &Case| scope(&outcome(case).unwrap());
    assert_eq!(scope_of(&right()).as_deref(), Some("a"));
    assert_eq!(scope_of(&without_a_user()).as_deref(), Some("c"));
}

#[test]
fn every_text_at_every_position_leads_to_an_outcome() {
    let mut counts = [0; 4];
    let mut complaints = Vec::new();
    for (what, text) in texts() {
        for (position, put) in POSITIONS {
            let mut case = right();
            put(&mut case, &text);
            match outcome(&case) {
                Ok(Outcome::Sent(_)) => counts[0] += 1,
                Ok(Outcome::Refused(_)) => counts[1] += 1,
                Ok(Outcome::NoRegistration(_)) => counts[2] += 1,
                Ok(_) => counts[3] += 1,
                Err(why) => complaints.push(format!("{what} as {position}: {why}")),
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    let [sent, refused, none, unsupported] = counts;
    println!("{sent} sent, {refused} refused, {none} not registered, {unsupported} unsupported");
}

/// The outcome of the right case with the text of that name at the position of that name.
fn put(position: &str, text: &str) -> Outcome {
    let (_, put) = POSITIONS
        .iter()
        .find(|(name, _)| *name == position)
        .unwrap();
    let texts = texts();
    let (_, text) = texts.iter().find(|(name, _)| *name == text).unwrap();
    let mut case = right();
    put(&mut case, text);
    outcome(&case).unwrap()
}

fn refusal(outcome: &Outcome) -> Option<RefusalKind> {
    match outcome {
        Outcome::Refused(refusal) => Some(refusal.kind),
        _ => None,
    }
}

#[test]
fn where_the_requirements_leave_no_choice_the_refusal_is_the_right_one() {
    use RefusalKind::{Arguments, Config, EmptyScopes, Limit, RedirectUri, ScopeToken};
    let certain = [
        ("first argument", "1 MB of letters", Limit),
        ("first argument", "a zero byte", Arguments),
        ("value of --scopes", "nothing", EmptyScopes),
        ("value of --scopes", "100,000 commas", EmptyScopes),
        ("value of --scopes", "a byte order mark", ScopeToken),
        ("value of --scopes", "bytes that are not UTF-8", ScopeToken),
        ("value of --scopes", "a lone surrogate escape", ScopeToken),
        ("value of --scopes", "a zero byte", ScopeToken),
        ("value of --scopes", "every control character", ScopeToken),
        ("value of --scopes", "a C1 control character", ScopeToken),
        ("value of --scopes", "turned writing", ScopeToken),
        ("value of --scopes", "invisible characters", ScopeToken),
        ("value of --scopes", "an option", Arguments),
        ("value of --scopes", "100,000 scopes", Limit),
        ("joined value of --scopes", "10 MB of letters", Limit),
        ("override", "nothing", Arguments),
        ("override", "100,000 quotes", Arguments),
        ("key of an override", "100,000 arrays", Arguments),
        ("key of an override", "100,000 dots", Limit),
        ("value of an override", "100,000 arrays", Limit),
        ("value of an override", "100,000 inline tables", Limit),
        ("value of an override", "1e999", Config),
        ("value of an override", "inf", Config),
        ("value of an override", "a date", Config),
        ("config file", "a key twice", Config),
        ("config file", "a zero byte", Config),
        ("config file", "100,000 arrays", Limit),
        ("config file", "10 MB of letters", Limit),
        ("value in the config file", "Infinity", Config),
        ("value in the config file", "1e999", Config),
        (
            "string in the config file",
            "a lone surrogate escape",
            Config,
        ),
        ("string in the config file", "a terminal escape", Config),
        ("string in the config file", "turned writing", ScopeToken),
        ("string in the config file", "100,000 scopes", Limit),
        ("caller's scopes", "a zero byte", ScopeToken),
        ("caller's scopes", "100,000 scopes", Limit),
        ("caller's scopes", "1 MB of letters", Limit),
        ("earlier scopes", "100,000 scopes", Limit),
        ("challenge", "100,000 schemes", Limit),
        ("quoted scope of the challenge", "100,000 scopes", Limit),
        (
            "quoted scope of the challenge",
            "10 MB of white space",
            Limit,
        ),
        (
            "scopes_supported of the resource",
            "a lone surrogate escape",
            RefusalKind::ResourceMetadata,
        ),
        ("redirect URI", "a URL without host", RedirectUri),
        ("redirect URI", "line ends", RedirectUri),
        ("redirect URI", "100,000 slashes", Limit),
        ("path of a redirect URI", "turned writing", RedirectUri),
        ("initial access token", "line ends", RefusalKind::Other),
        (
            "name of client metadata",
            "nothing",
            RefusalKind::ClientMetadata,
        ),
        (
            "URL in client metadata",
            "user information",
            RefusalKind::ClientMetadata,
        ),
    ];
    let mut complaints = Vec::new();
    for (position, text, kind) in certain {
        let found = put(position, text);
        if refusal(&found) != Some(kind) {
            complaints.push(format!(
                "{text} as {position}: not {kind:?}: {:.300}",
                format!("{found:?}")
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_a_server_spoils_in_a_list_of_scopes_is_left_out() {
    for (position, text, expected) in [
        ("quoted scope of the challenge", "a zero byte", Some("a b")),
        (
            "quoted scope of the challenge",
            "a C1 control character",
            None,
        ),
        (
            "quoted scope of the challenge",
            "line ends",
            Some("a Set-Cookie: b c"),
        ),
        ("quoted scope of the challenge", "turned writing", None),
        (
            "scopes_supported of the resource",
            "a byte order mark and more",
            None,
        ),
        ("scopes_supported of the resource", "1e999", Some("1e999")),
    ] {
        // The resource metadata lists `d`, where the challenge says nothing legal.
        let is_challenge = position.contains("challenge");
        let expected = expected.or(is_challenge.then_some("d"));
        let found = scope(&put(position, text));
        assert_eq!(found.as_deref(), expected, "{text} as {position}");
    }
}

#[test]
fn none_of_these_texts_passes_for_a_document() {
    for (what, _) in texts() {
        for (position, kind) in [
            ("protected resource metadata", RefusalKind::ResourceMetadata),
            ("authorization server metadata", RefusalKind::ServerMetadata),
        ] {
            let found = refusal(&put(position, what));
            let too_much = ["100,000 arrays", "100,000 objects"].contains(&what)
                || what.starts_with("10 MB")
                || what == "100,000 schemes";
            let expected = if too_much { RefusalKind::Limit } else { kind };
            assert_eq!(found, Some(expected), "{what} as {position}");
        }
    }
}

#[test]
fn a_byte_order_mark_before_a_text_changes_nothing_and_a_second_one_spoils_it() {
    let marked = |marks: &str| {
        let mark = |text: &[u8]| Bytes([marks.as_bytes(), text].concat());
        let mut resource = right();
        resource.resource_metadata = Some(mark(resource_metadata().to_string().as_bytes()));
        let mut server = right();
        server.server_metadata = Some(mark(server_metadata().to_string().as_bytes()));
        let mut config = right();
        config.config_file = config.config_file.map(|text| format!("{marks}{text}"));
        [resource, server, config].map(|case| outcome(&case).unwrap())
    };
    let plain = outcome(&right()).unwrap();
    assert_eq!(marked("\u{feff}"), [plain.clone(), plain.clone(), plain]);
    assert_eq!(
        marked("\u{feff}\u{feff}").map(|found| refusal(&found)),
        [
            Some(RefusalKind::ResourceMetadata),
            Some(RefusalKind::ServerMetadata),
            Some(RefusalKind::Config),
        ]
    );
}

/// What becomes of a document with a member of a wrong type.
fn of_wrong_type(member: &str, value: &Value) -> Option<Outcome> {
    let refused = |kind| {
        let message = String::new();
        Some(Outcome::Refused(Refusal { kind, message }))
    };
    match member {
        "resource" | "authorization_servers" => refused(RefusalKind::ResourceMetadata),
        "registration_endpoint" if value.is_null() => {
            Some(Outcome::NoRegistration(Mechanism::AskUser))
        }
        "issuer" | "registration_endpoint" => refused(RefusalKind::ServerMetadata),
        "code_challenge_methods_supported" => refused(RefusalKind::Capability),
        _ => None,
    }
}

#[test]
fn a_member_of_a_wrong_type_is_refused_where_it_matters_and_absent_elsewhere() {
    let values = [
        "null",
        "true",
        "5",
        "1e308",
        "\"text\"",
        "[]",
        "[1]",
        "[[\"a\"]]",
        "[null]",
        "{}",
        "{\"a\":[]}",
    ];
    let plain = outcome(&right()).unwrap();
    let mut tried = 0;
    for (document, is_server) in [(resource_metadata(), false), (server_metadata(), true)] {
        for member in document.as_object().unwrap().keys() {
            for value in values {
                let value: Value = serde_json::from_str(value).unwrap();
                let mut changed = document.clone();
                changed[member] = value.clone();
                let mut case = right();
                let body = if is_server {
                    &mut case.server_metadata
                } else {
                    &mut case.resource_metadata
                };
                *body = Some(changed.to_string().into());
                let found = outcome(&case).unwrap();
                let what = format!("{member}: {value}");
                match of_wrong_type(member, &value) {
                    Some(Outcome::Refused(expected)) => {
                        assert_eq!(refusal(&found), Some(expected.kind), "{what}");
                    }
                    Some(expected) => assert_eq!(found, expected, "{what}"),
                    None => assert_eq!(found, plain, "{what}"),
                }
                tried += 1;
            }
        }
    }
    println!("{tried} wrong members");
}
