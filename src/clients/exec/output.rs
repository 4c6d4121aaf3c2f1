//! What a program printed: bounded, and searched for what matters.

/// Most octets of the start of the output that are kept.
pub const KEPT_START: usize = 192 << 10;

/// Most octets of the end of the output that are kept.
pub const KEPT_END: usize = 64 << 10;

/// The output of a program, the middle left out where it is too long.
#[derive(Debug, Clone, Default)]
pub struct Output {
    start: Vec<u8>,
    end: Vec<u8>,
    length: usize,
}

impl Output {
    /// Adds what was read.
    pub fn push(&mut self, octets: &[u8]) {
        self.length += octets.len();
        let room = KEPT_START - self.start.len();
        let (first, rest) = octets.split_at(octets.len().min(room));
        self.start.extend_from_slice(first);
        self.end.extend_from_slice(rest);
        if self.end.len() > 2 * KEPT_END {
            self.end.drain(..self.end.len() - KEPT_END);
        }
    }

    /// How much was printed, kept or not.
    pub fn length(&self) -> usize {
        self.length
    }

    /// What was kept, as text.
    pub fn text(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.start).into_owned();
        let end = &self.end[self.end.len().saturating_sub(KEPT_END)..];
        let left_out = self.length - self.start.len() - end.len();
        if left_out > 0 {
            text += &format!("\n[{left_out} octets left out]\n");
        }
        text + &String::from_utf8_lossy(end)
    }

    /// What was kept, without escape sequences of terminals.
    pub fn plain(&self) -> String {
        without_escapes(&self.text())
    }
}

/// `text` without the sequences and control characters that terminals act upon; white space stays.
pub fn without_escapes(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The first URL in `text` that starts with `start`, up to white space, a quote or a control
/// character.
pub fn url_starting_with<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let from = &text[text.find(start)?..];
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>');
    from.split(ends).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_flood_is_left_out() {
        let mut output = Output::default();
        output.push(b"first ");
        for _ in 0..1000 {
            output.push(&[b'x'; 4096]);
        }
        output.push(b" last");
        let text = output.text();
        assert!(text.starts_with("first x") && text.ends_with("x last"));
        assert!(text.len() <= KEPT_START + KEPT_END + 40);
        assert_eq!(output.length(), 6 + 1000 * 4096 + 5);
        assert!(text.contains(" octets left out]"));
    }

    #[test]
    fn escape_sequences_are_taken_out() {
        let text =
            "\u{1b}[1;31mred\u{1b}[0m \u{1b}]8;;http://a\u{7}link\u{1b}]8;;\u{1b}\\ \u{1b}(Bx";
        assert_eq!(without_escapes(text), "red link x");
        assert_eq!(without_escapes("cut \u{1b}[12"), "cut ");
    }

    #[test]
    fn a_url_ends_where_text_goes_on() {
        let text = "open <http://h/authorize?a=b&c=d> now";
        let found = url_starting_with(text, "http://h/authorize?");
        assert_eq!(found, Some("http://h/authorize?a=b&c=d"));
        assert_eq!(url_starting_with(text, "http://x"), None);
    }
}
