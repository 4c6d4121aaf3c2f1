//! Values of form fields and query parameters.

/// `value` in `application/x-www-form-urlencoded`, in UTF-8 (RFC 6749 appendix B, RES-07).
///
/// Letters, digits, `*`, `-`, `.` and `_` stay, a space becomes `+`, every other byte `%XX`.
pub fn form_encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_mcp_specification_is_met() {
        assert_eq!(
            form_encoded("https://mcp.example.com"),
            "https%3A%2F%2Fmcp.example.com"
        );
    }

    #[test]
    fn letters_digits_and_four_marks_stay() {
        let kept = "ABCXYZabcxyz0189*-._";
        assert_eq!(form_encoded(kept), kept);
    }

    #[test]
    fn a_space_becomes_plus_and_the_rest_is_spelled_in_hexadecimal() {
        assert_eq!(form_encoded("a b+c~"), "a+b%2Bc%7E");
        assert_eq!(form_encoded("@[`{/:\n\0"), "%40%5B%60%7B%2F%3A%0A%00");
        assert_eq!(form_encoded("é€"), "%C3%A9%E2%82%AC");
    }
}
