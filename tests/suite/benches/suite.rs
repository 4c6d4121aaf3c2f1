//! What the contenders of the suite are judged by.

use dcr_check::protocol::request::Body;
use dcr_check_benches::building::members;
use dcr_check_benches::suite::Subject;
use serde_json::{Map, Value};

#[test]
fn the_judge_sees_a_scope_that_is_missing_or_repeated() {
    let mut subject = Subject::new(Body::new(members()));
    assert!(subject.holds(&["a".to_owned(), "b".to_owned(), "a".to_owned()]));
    assert!(subject.holds(&[]));
    let members = Map::from_iter([("scope".to_owned(), Value::from("x"))]);
    let mut subject = Subject::new(Body::new(members));
    assert!(!subject.holds(&[]));
}
