//! What bad input gets: an outcome each time, a bounded message that is safe to show, no panic.

use dcr_check::case::command_line::example;
use dcr_check::case::{Bytes, Case};
use dcr_check::implementation::Implementation;
use dcr_check::outcome::{Outcome, RefusalKind};
use dcr_check::reference::Reference;

const RESOURCE: &str = r#"{"resource":"https://mcp.example.com/mcp","authorization_servers":["https://auth.example.com"],"scopes_supported":["a"]}"#;

fn case() -> Case {
    let mut case = Case {
        arguments: ["mcp", "login", "s"].map(str::to_owned).to_vec(),
        resource_metadata: Some(RESOURCE.into()),
        server_metadata: Some(example::SERVER_METADATA.into()),
        ..Case::default()
    };
    case.client.server_url = Some(example::SERVER_URL.to_owned());
    case
}

/// Builds `case` and checks what holds for every outcome.
fn outcome(case: &Case) -> Outcome {
    let outcome = Reference.build(case);
    if let Outcome::Refused(refusal) = &outcome {
        assert!(
            !refusal.message.chars().any(char::is_control),
            "{:?}",
            refusal.message
        );
        assert!(refusal.message.chars().count() < 2000);
        assert!(!refusal.message.is_empty());
    }
    outcome
}

fn refused(case: &Case) -> RefusalKind {
    match outcome(case) {
        Outcome::Refused(refusal) => refusal.kind,
        other => panic!("{other:?}"),
    }
}

fn is_sent(case: &Case) -> bool {
    matches!(outcome(case), Outcome::Sent(_))
}

/// Both documents, one after the other, replaced by `body`.
fn documents(body: &[u8]) -> [(Case, RefusalKind); 2] {
    let body = Some(Bytes(body.to_vec()));
    [
        (
            Case {
                resource_metadata: body.clone(),
                ..case()
            },
            RefusalKind::ResourceMetadata,
        ),
        (
            Case {
                server_metadata: body,
                ..case()
            },
            RefusalKind::ServerMetadata,
        ),
    ]
}

#[test]
fn the_case_that_is_damaged_here_is_sound() {
    assert!(is_sent(&case()));
}

#[test]
fn documents_that_are_not_json_are_refused() {
    let with = |member: &str| format!("{{\"x\":{member}}}").into_bytes();
    let mut bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        "\u{feff}".into(),
        b"{\"x\":\"\xff\"}".to_vec(),
        b"\0".to_vec(),
        b"{\"x\":\"\x1b[31m\"}".to_vec(),
        b"{} {}".to_vec(),
        b"[]".to_vec(),
        b"null".to_vec(),
        b"\"\\u0000\"".to_vec(),
        b"{\"x\":1,\"x\":1}".to_vec(),
        b"{\"\\u0078\":1,\"x\":1}".to_vec(),
    ];
    bodies.extend(
        [
            "Infinity",
            "-Infinity",
            "NaN",
            "01",
            "+1",
            ".5",
            "1.",
            "'x'",
            "\"\\ud800\"",
        ]
        .map(with),
    );
    for body in bodies {
        for (case, kind) in documents(&body) {
            assert_eq!(refused(&case), kind, "{:?}", String::from_utf8_lossy(&body));
        }
    }
}

#[test]
fn huge_numbers_are_no_business_of_ours() {
    let digits = "9".repeat(400);
    for number in ["1e999", "-1e-999", &digits] {
        let body = example::SERVER_METADATA.replacen('{', &format!("{{\"x\":{number},"), 1);
        assert!(
            is_sent(&Case {
                server_metadata: Some(body.into()),
                ..case()
            }),
            "{number}"
        );
    }
}

#[test]
fn deep_and_huge_documents_are_past_a_limit() {
    for open in ["[", "{\"a\":"] {
        let deep = format!("{{\"a\":{}", open.repeat(100_000));
        for (case, _) in documents(deep.as_bytes()) {
            assert_eq!(refused(&case), RefusalKind::Limit);
        }
    }
    for (case, _) in documents(&vec![b' '; 10 << 20]) {
        assert_eq!(refused(&case), RefusalKind::Limit);
    }
}

#[test]
fn a_hundred_thousand_scopes_are_past_a_limit_in_every_layer() {
    let scopes: Vec<String> = (0..100_000).map(|number| format!("s{number}")).collect();
    let limit = |case: &Case| assert_eq!(refused(case), RefusalKind::Limit);
    limit(&Case {
        arguments: Vec::new(),
        scopes: Some(scopes.clone()),
        ..case()
    });
    limit(&Case {
        previous_scopes: Some(scopes.clone()),
        ..case()
    });
    let mut argument = case();
    argument
        .arguments
        .push(format!("--scopes={}", scopes.join(",")));
    limit(&argument);
    let text = format!("[mcp_servers.s]\nscopes = \"{}\"\n", scopes.join(" "));
    limit(&Case {
        config_file: Some(text),
        ..case()
    });
    let field = format!("Bearer scope=\"{}\"", scopes.join(" "));
    limit(&Case {
        challenge: vec![field.into()],
        ..case()
    });
    let body = RESOURCE.replace("\"a\"", &format!("\"{}\"", scopes.join("\",\"")));
    limit(&Case {
        resource_metadata: Some(body.into()),
        ..case()
    });
}

#[test]
fn a_wrong_type_loses_a_hint_and_makes_an_identity_unusable() {
    let types = [
        "null",
        "true",
        "5",
        "\"text\"",
        "[]",
        "[1]",
        "{}",
        "{\"a\":[]}",
        "[[\"a\"]]",
    ];
    let identities = [
        "resource",
        "authorization_servers",
        "issuer",
        "registration_endpoint",
    ];
    for (document, is_server) in [(RESOURCE, false), (example::SERVER_METADATA, true)] {
        let sound: serde_json::Value = serde_json::from_str(document).unwrap();
        for name in sound.as_object().unwrap().keys() {
            for value in types {
                let mut changed = sound.clone();
                changed[name] = serde_json::from_str(value).unwrap();
                let body = Some(changed.to_string().into());
                let case = if is_server {
                    Case {
                        server_metadata: body,
                        ..case()
                    }
                } else {
                    Case {
                        resource_metadata: body,
                        ..case()
                    }
                };
                let found = outcome(&case);
                let wrong = !matches!(value, "null" | "[]");
                if identities.contains(&name.as_str()) && wrong {
                    assert!(matches!(found, Outcome::Refused(_)), "{name}: {value}");
                } else if name == "scopes_supported" {
                    assert!(matches!(found, Outcome::Sent(_)), "{name}: {value}");
                }
            }
        }
    }
}

#[test]
fn control_bytes_in_a_challenge_never_reach_a_scope() {
    for byte in (0..=0x1f).chain(0x7f..=0xff) {
        let field = [b"Bearer scope=\"b".as_slice(), &[byte], b"c d\", x=y"].concat();
        let case = Case {
            challenge: vec![Bytes(field)],
            ..case()
        };
        let Outcome::Sent(sent) = outcome(&case) else {
            panic!("byte {byte:#x}")
        };
        let body: serde_json::Value = serde_json::from_slice(&sent.registration.body).unwrap();
        let scope = body["scope"].as_str().unwrap();
        assert!(
            scope.bytes().all(|one| (0x20..0x7f).contains(&one)),
            "byte {byte:#x}: {scope:?}"
        );
        assert!(
            scope.split(' ').any(|token| token == "d"),
            "byte {byte:#x}: {scope:?}"
        );
    }
}

#[test]
fn odd_fields_and_too_many_of_them_lead_to_an_outcome() {
    for field in [
        "",
        "\"",
        ",,,,",
        "Bearer scope=\"",
        "=",
        "Bearer =",
        "\u{feff}Bearer",
    ] {
        outcome(&Case {
            challenge: vec![field.into()],
            ..case()
        });
    }
    let limit = |challenge| {
        assert_eq!(
            refused(&Case {
                challenge,
                ..case()
            }),
            RefusalKind::Limit
        )
    };
    limit(vec![Bytes(vec![b'a'; 1 << 20])]);
    limit(vec!["Bearer".into(); 100_000]);
    limit(vec!["Basic,".repeat(200).into()]);
}

#[test]
fn hostile_arguments_and_config_files_are_refused() {
    let line = |arguments: &[&str]| Case {
        arguments: arguments.iter().map(|one| (*one).to_owned()).collect(),
        ..case()
    };
    for last in [
        "\0",
        "\u{1b}[2J",
        "\u{202e}",
        "--scopes",
        "--scopes=\0",
        "-c",
        "-c=",
        "--x",
    ] {
        assert!(
            matches!(
                outcome(&line(&["mcp", "login", "s", last])),
                Outcome::Refused(_)
            ),
            "{last:?}"
        );
    }
    let long = "x".repeat(1 << 20);
    assert_eq!(
        refused(&line(&["mcp", "login", "s", &long])),
        RefusalKind::Limit
    );
    assert_eq!(refused(&line(&vec!["x"; 100_000])), RefusalKind::Limit);
    for text in [
        "\0",
        "a",
        "[mcp_servers",
        "a = \u{1b}",
        "[a]\n[a]\n",
        "\u{feff}\u{feff}",
    ] {
        let kind = refused(&Case {
            config_file: Some(text.to_owned()),
            ..case()
        });
        assert_eq!(kind, RefusalKind::Config, "{text:?}");
    }
    for text in [
        "[".repeat(100_000),
        format!("a = {}", "[".repeat(100_000)),
        " ".repeat(10 << 20),
    ] {
        let kind = refused(&Case {
            config_file: Some(text),
            ..case()
        });
        assert!(matches!(kind, RefusalKind::Limit | RefusalKind::Config));
    }
}
