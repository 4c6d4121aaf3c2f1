//! The contenders that read challenges do the same work.

use dcr_check_benches::challenges::{ROWS, scopes};

#[test]
fn all_read_the_same_scope() {
    for (name, field) in ROWS {
        let [ours, rmcp, http_auth] = scopes(field);
        assert!(ours.is_some(), "{name}");
        assert_eq!(rmcp, ours, "{name}");
        assert_eq!(http_auth, ours, "{name}");
    }
}
