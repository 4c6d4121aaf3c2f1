//! The text form of a case.

use dcr_check::case::Case;
use dcr_check_fuzz::case_text::{print, read};

use dcr_check::harness;

#[test]
fn a_case_survives_its_text() {
    for number in 0..512 {
        let case = harness::scenario(harness::DEFAULT_SEED, number, None).case();
        let read = read(&print(&case));
        // An empty list has no parts, so it reads as none.
        let mut expected = case.clone();
        expected.scopes = expected.scopes.filter(|scopes| !scopes.is_empty());
        expected.previous_scopes = expected.previous_scopes.filter(|scopes| !scopes.is_empty());
        if expected.client.redirect_uris.is_empty() {
            expected.client.redirect_uris = Case::default().client.redirect_uris;
        }
        assert_eq!(read, expected, "case {number}");
    }
}

#[test]
fn text_before_the_first_mark_is_a_challenge() {
    let case = read(b"Bearer scope=a\n%% argument\nmcp\n%% no-refresh\n%% unheard-of\nx");
    assert_eq!(case.challenge, ["Bearer scope=a".into()]);
    assert_eq!(case.arguments, ["mcp"]);
    assert!(!case.client.want_refresh);
}

#[test]
fn an_argument_may_hold_lines_and_stand_empty() {
    let case = read(b"%% argument\na\n%b\n\n%% argument\n\n%% argument");
    assert_eq!(case.arguments, ["a\n%b\n", "", ""]);
}
