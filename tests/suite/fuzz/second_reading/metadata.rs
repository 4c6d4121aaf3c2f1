//! The second reading of metadata.

use dcr_check_fuzz::second_reading::metadata::{List, list, scopes};
use serde_json::{Map, Value};

fn document(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).expect("an object")
}

#[test]
fn scopes_are_split_at_white_space_and_illegal_or_repeated_ones_left_out() {
    let text = r#"{"scopes_supported":["a  b","b","l\u00e9s","c\"d","a,b",""]}"#;
    assert_eq!(
        scopes(&document(text)),
        Some(vec!["a".into(), "b".into(), "a,b".into()])
    );
}

#[test]
fn one_element_of_another_type_spoils_the_list() {
    assert_eq!(list(&document(r#"{"x":["a",1]}"#), "x"), List::WrongType);
    assert_eq!(list(&document(r#"{"x":"a"}"#), "x"), List::WrongType);
    assert_eq!(list(&document(r#"{"x":[]}"#), "x"), List::Absent);
    assert_eq!(list(&document(r#"{"x":null}"#), "x"), List::Absent);
}
