//! The second reading of JSON.

use dcr_check::protocol::limits;
use dcr_check_fuzz::second_reading::json::{Document, read};

fn refused(text: &str) -> bool {
    read(text.as_bytes()) == Document::Refused
}

#[test]
fn a_member_that_occurs_twice_is_seen_at_any_depth() {
    assert!(refused(r#"{"a":1,"a":1}"#));
    assert!(refused(r#"{"a":[{"b":1,"\u0062":{}}]}"#));
    assert!(!refused(r#"{"a":":","b":{"a":"\":"}}"#));
}

#[test]
fn only_an_object_of_some_depth_is_a_document() {
    let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(!refused(&nested(limits::JSON_NESTING - 1)));
    assert!(refused(&nested(limits::JSON_NESTING)));
    assert_eq!(read(nested(1000).as_bytes()), Document::Malformed);
    assert!(refused("[]") && refused("\u{feff}1"));
}

#[test]
fn what_serde_json_cannot_hold_is_unknown() {
    assert_eq!(read(b"{\"a\":1e999}"), Document::Unknown);
    assert_eq!(read(b"{\"a\":01}"), Document::Malformed);
}
