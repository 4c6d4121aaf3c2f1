//! The contenders that read metadata do the same work.

use dcr_check_benches::documents::{is_usable, read, read_owned, rows};

#[test]
fn all_read_the_same_texts() {
    for (name, document) in rows() {
        let document = document.as_bytes();
        let expected = read_owned(document);
        assert!(expected.is_some(), "{name}");
        assert_eq!(read(document), expected, "{name}");
        // The last has more scopes than a scope set takes.
        let is_of_resource = name == "protected resource";
        let is_usable = is_usable(document, is_of_resource);
        assert_eq!(is_usable, name != "50,000 scopes", "{name}");
    }
}
