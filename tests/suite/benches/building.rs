//! The contenders that build requests do the same work.

use std::hint::black_box;

use dcr_check::protocol::request::Body;
use dcr_check_benches::building::{Ours, ROWS, members, naive, scopes};
use serde_json::Value;

#[test]
fn nothing_is_allocated_once_the_memory_is_there() {
    let body = Body::new(members());
    for (count, repeated) in ROWS {
        let scopes = scopes(count, repeated);
        let mut ours = Ours::default();
        assert!(ours.build(&body, &scopes).is_some());
        let info = allocation_counter::measure(|| {
            black_box(ours.build(&body, &scopes));
        });
        assert_eq!(info.count_total, 0, "{count} scopes, {repeated} % repeats");
    }
}

#[test]
fn the_naive_way_builds_the_same() {
    let body = Body::new(members());
    for (count, repeated) in ROWS {
        let scopes = scopes(count, repeated);
        let mut ours = Ours::default();
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let built = ours.build(&body, &scopes).map(read);
        assert_eq!(built, naive(&scopes).as_deref().map(read));
        let distinct = built.unwrap()["scope"].as_str().unwrap().split(' ').count();
        assert_eq!(distinct, count - count * repeated / 100);
    }
}

#[test]
fn a_token_that_is_none_makes_no_request() {
    let scopes = ["a".to_owned(), "l\u{e9}s".to_owned()];
    assert_eq!(Ours::default().build(&Body::new(members()), &scopes), None);
    assert_eq!(naive(&scopes), None);
}
