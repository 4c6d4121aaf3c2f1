use serde_json::json;

use super::*;

fn checked(asked: &Value) -> Result<Map<String, Value>, BuildError> {
    read(&asked.to_string(), "Name", &Leniencies::default())
}

fn refused(asked: &Value) -> (ErrorKind, String) {
    let error = checked(asked).unwrap_err();
    assert_eq!(error.location.input, INPUT);
    (error.kind, error.piece)
}

#[test]
fn registered_and_extension_members_pass_as_they_are() {
    let asked = json!({
        "client_uri": "https://app.example.com",
        "client_uri#ja-Jpan-JP": "https://app.example.com/ja",
        "client_name#fr": "Exemple",
        "contacts": ["a@example.com"],
        "jwks": {"keys": [{}]},
        "software_id": "id",
        "software_version": "1",
        "software_statement": "a.b.c",
        "application_type": "native",
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "example_extension": [1, {"a": null}],
        "example_flag": false,
        "example_number": 0
    });
    assert_eq!(Value::Object(checked(&asked).unwrap()), asked);
}

#[test]
fn members_without_a_value_are_left_out() {
    let asked = json!({"logo_uri": "", "contacts": [], "jwks": {}, "tos_uri": null, "x": 1});
    assert_eq!(Value::Object(checked(&asked).unwrap()), json!({"x": 1}));
}

#[test]
fn names_that_belong_elsewhere_are_refused() {
    let elsewhere = ASSIGNED_BY_THE_SERVER
        .iter()
        .chain(&PARAMETERS_OF_OTHER_REQUESTS)
        .chain(&SET_BY_THE_BUILDER);
    for name in elsewhere {
        assert_eq!(
            refused(&json!({*name: "x"})),
            (ErrorKind::ForbiddenMember, (*name).to_owned())
        );
    }
    for name in [
        "resource#en",
        "scope#en",
        "contacts#en",
        "client_name#",
        "#en",
        "",
    ] {
        assert_eq!(
            refused(&json!({name: "x"})).0,
            ErrorKind::ForbiddenMember,
            "{name}"
        );
    }
}

#[test]
fn a_tagged_name_needs_a_name() {
    let asked = json!({"client_name#fr": "Exemple"});
    let checked = |name| read(&asked.to_string(), name, &Leniencies::default());
    assert!(checked("Example").is_ok());
    let kind = checked("").unwrap_err().kind;
    assert_eq!(kind, ErrorKind::UntaggedMemberMissing);
}

#[test]
fn a_tagged_member_needs_the_untagged_one_with_a_value() {
    let alone = json!({"tos_uri#fr": "https://c.example/cgu"});
    let expected = (ErrorKind::UntaggedMemberMissing, "tos_uri#fr".to_owned());
    assert_eq!(refused(&alone), expected);
    let empty = json!({"tos_uri": "", "tos_uri#fr": "https://c.example/cgu"});
    assert_eq!(refused(&empty), expected);
}

#[test]
fn every_member_has_its_type() {
    for wrong in [
        json!({"client_uri": 1}),
        json!({"logo_uri": ["https://a.example"]}),
        json!({"client_name#fr": 1}),
        json!({"software_id": 1}),
        json!({"software_version": true}),
        json!({"software_statement": {"a": 1}}),
        json!({"token_endpoint_auth_method": ["none"]}),
        json!({"contacts": "a@example.com"}),
        json!({"contacts": ["a", 1]}),
        json!({"contacts": ["a", ""]}),
        json!({"grant_types": [null]}),
        json!({"response_types": "code"}),
        json!({"jwks": "keys"}),
        json!({"application_type": "desktop"}),
        json!({"application_type": 1}),
    ] {
        let name = wrong.as_object().unwrap().keys().next().unwrap().clone();
        assert_eq!(refused(&wrong), (ErrorKind::WrongType, name));
    }
}

#[test]
fn pages_and_key_sets_are_https_urls() {
    for name in URLS {
        assert_eq!(
            refused(&json!({name: "http://a.example"})).0,
            ErrorKind::InsecureUrl
        );
    }
    assert_eq!(
        refused(&json!({"client_uri": "app"})).0,
        ErrorKind::NotAbsoluteUri
    );
    let tagged = json!({"client_uri": "https://a.example", "client_uri#fr": "b"});
    assert_eq!(refused(&tagged).0, ErrorKind::NotAbsoluteUri);
}

#[test]
fn two_key_sets_are_refused_and_one_passes() {
    let both = json!({"jwks": {"keys": []}, "jwks_uri": "https://c.example/jwks"});
    assert_eq!(refused(&both), (ErrorKind::JwksConflict, "jwks".to_owned()));
    assert!(checked(&json!({"jwks_uri": "https://c.example/jwks"})).is_ok());
    assert!(checked(&json!({"jwks": null, "jwks_uri": "https://c.example/jwks"})).is_ok());
}

#[test]
fn removed_grants_and_response_types_are_refused() {
    for (asked, piece) in [
        (
            json!({"grant_types": ["implicit"], "response_types": ["token"]}),
            "implicit",
        ),
        (
            json!({"grant_types": ["authorization_code", "password"]}),
            "password",
        ),
        (json!({"response_types": ["code", "token"]}), "token"),
    ] {
        assert_eq!(
            refused(&asked),
            (ErrorKind::RemovedGrantType, piece.to_owned())
        );
    }
}

#[test]
fn the_code_grant_and_the_code_response_go_together() {
    let piece = "client_credentials with code".to_owned();
    let asked = json!({"grant_types": ["client_credentials"]});
    assert_eq!(refused(&asked), (ErrorKind::InconsistentGrantTypes, piece));
    let asked = json!({"response_types": ["id_token", "none"]});
    let piece = "authorization_code with id_token, none".to_owned();
    assert_eq!(refused(&asked), (ErrorKind::InconsistentGrantTypes, piece));
    let neither = json!({"grant_types": ["client_credentials"], "response_types": ["none"]});
    assert!(checked(&neither).is_ok());
}
