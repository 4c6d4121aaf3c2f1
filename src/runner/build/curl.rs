//! A command for a POSIX shell that sends the request.

use crate::protocol::request::RegistrationRequest;

/// The curl command, one option a line.
pub fn command(request: &RegistrationRequest) -> String {
    // Without `--globoff` curl would expand brackets of the URL.
    let mut command = format!(
        "curl --globoff --request {} --url {}",
        request.method,
        quoted(&request.url)
    );
    for (name, value) in &request.headers {
        command.push_str(&format!(
            " \\\n  --header {}",
            quoted(&format!("{name}: {value}"))
        ));
    }
    command.push_str(&format!(" \\\n  --data-raw {}\n", quoted(&request.body)));
    command
}

/// `text` as one word of a POSIX shell.
pub fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=@%+,".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_need_no_quotes() {
        assert_eq!(
            quoted("https://a.example:8/b_c-d%20+@x=1,"),
            "https://a.example:8/b_c-d%20+@x=1,"
        );
    }

    #[test]
    fn everything_else_stands_in_single_quotes() {
        for text in [
            "", "a b", "$HOME", "`id`", "a;b", "a&b", "\"", "\\", "~", "é", "a\nb", "*", "#",
        ] {
            assert_eq!(quoted(text), format!("'{text}'"));
        }
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
