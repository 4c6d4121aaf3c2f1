//! Which challenge counts (AMB-10), and which parameters come from it.

use super::reading;
use crate::protocol::challenge::{Challenges, Parameter};

fn value(parameter: Option<&Parameter>) -> Option<String> {
    parameter.map(|one| String::from_utf8(one.value.clone()).unwrap())
}

/// `scope`, `error` and `resource_metadata` that count.
fn selected(field: &str) -> [Option<String>; 3] {
    let challenges = reading(&[field]);
    [
        value(challenges.scope()),
        value(challenges.error()),
        value(challenges.resource_metadata()),
    ]
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn without_a_challenge_nothing_is_selected() {
    assert_eq!(Challenges::default().bearer(), None);
    assert_eq!(selected(""), [None, None, None]);
}

#[test]
fn a_bare_bearer_challenge_is_one_without_parameters() {
    assert!(reading(&["Bearer"]).bearer().is_some());
    assert_eq!(selected("Bearer"), [None, None, None]);
}

#[test]
fn scope_error_and_metadata_come_from_the_bearer_challenge() {
    let field =
        "BEARER Error=\"insufficient_scope\", SCOPE=\"a b\", resource_metadata=\"https://m/x\"";
    assert_eq!(
        selected(field),
        [some("a b"), some("insufficient_scope"), some("https://m/x")]
    );
}

#[test]
fn a_scope_of_another_scheme_means_nothing() {
    assert_eq!(
        selected("Basic scope=admin, error=e, Bearer scope=read"),
        [some("read"), None, None]
    );
    assert_eq!(
        selected("Bearer, DPoP scope=admin, error=e"),
        [None, None, None]
    );
    assert!(reading(&["DPoP scope=admin"]).bearer().is_none());
}

#[test]
fn look_alike_names_mean_nothing() {
    let field = "Bearer x-scope=a, scope_hint=b, scopes=c, error_description=d, x_resource_metadata=e, err=f";
    assert_eq!(selected(field), [None, None, None]);
}

#[test]
fn other_parameters_change_nothing() {
    let field = "Bearer realm=\"scope=x\", scope=a, max_age=1, error_uri=\"u\"";
    assert_eq!(selected(field), [some("a"), None, None]);
}

#[test]
fn the_first_of_repeated_parameters_counts() {
    let field =
        "Bearer scope=a, scope=b, error=c, error=d, resource_metadata=e, resource_metadata=f";
    assert_eq!(selected(field), [some("a"), some("c"), some("e")]);
}

#[test]
fn the_first_bearer_challenge_with_metadata_comes_first() {
    let field =
        "Bearer scope=a, Bearer error=e, resource_metadata=b, Bearer scope=c, resource_metadata=d";
    assert_eq!(selected(field), [None, some("e"), some("b")]);
}

#[test]
fn the_first_bearer_challenge_with_scope_comes_next() {
    assert_eq!(
        selected("Bearer error=x, Bearer scope=a, Bearer scope=b, error=y"),
        [some("a"), None, None]
    );
}

#[test]
fn else_the_first_bearer_challenge_counts() {
    assert_eq!(
        selected("Basic error=w, Bearer error=x, Bearer error=y"),
        [None, some("x"), None]
    );
}

#[test]
fn without_a_bearer_challenge_another_scheme_gives_the_metadata() {
    let field = "Basic realm=x, DPoP resource_metadata=a, scope=d, GNAP resource_metadata=b";
    assert_eq!(selected(field), [None, None, some("a")]);
}

#[test]
fn with_a_bearer_challenge_another_scheme_gives_no_metadata() {
    assert_eq!(
        selected("DPoP resource_metadata=a, Bearer scope=s"),
        [some("s"), None, None]
    );
    assert_eq!(
        selected("DPoP resource_metadata=a, Bearer resource_metadata=b"),
        [None, None, some("b")]
    );
}

#[test]
fn a_malformed_value_is_not_selected() {
    assert_eq!(
        selected("Bearer scope=a, resource_metadata=\"https://m/x"),
        [some("a"), None, None]
    );
    assert_eq!(
        selected("Bearer error=x, scope=\"a b"),
        [None, some("x"), None]
    );
}
