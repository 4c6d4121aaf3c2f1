//! A bounded piece of an input with a mark in it, safe to show on a terminal (SEC-05).

use std::ops::Range;

use crate::protocol::error::escaped;

/// Most characters that are shown on either side of the marked ones.
const CONTEXT: usize = 60;
/// Most characters that are marked.
const MARKED: usize = 80;

/// Part of one line of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The file or option that the input came from.
    pub origin: String,
    /// Number of the line, from one.
    pub line: usize,
    /// Number of the first marked character in the line as it was written, from one.
    pub column: usize,
    /// What is shown: controls, direction marks and bytes that are no UTF-8 are spelled out.
    pub text: String,
    /// The marked bytes of `text`.
    pub mark: Range<usize>,
}

impl Excerpt {
    /// The line of `text` in which `span` starts, with as much of `span` marked as stands in it.
    pub fn new(origin: &str, text: &[u8], span: Range<usize>) -> Self {
        let (before, after) = text.split_at(span.start.min(text.len()));
        let mut lines = before.split(|&byte| byte == b'\n');
        let head = lines.next_back().unwrap_or_default();
        let tail = after
            .split(|&byte| byte == b'\n')
            .next()
            .unwrap_or_default();
        let (piece, tail) = tail.split_at(span.len().min(tail.len()));

        let column = characters(head).count();
        let mut shown = String::new();
        if column > CONTEXT {
            shown.push('…');
        }
        shown.extend(characters(head).skip(column.saturating_sub(CONTEXT)));
        let start = shown.len();
        let piece_is_cut = push_at_most(&mut shown, piece, MARKED);
        let mark = start..shown.len();
        if !piece_is_cut {
            push_at_most(&mut shown, tail, CONTEXT);
        }
        Excerpt {
            origin: escaped(origin),
            line: lines.count() + 1,
            column: column + 1,
            text: shown,
            mark,
        }
    }
}

/// Adds the first characters of `bytes` to `shown`, and an ellipsis if there are more.
fn push_at_most(shown: &mut String, bytes: &[u8], limit: usize) -> bool {
    let mut rest = characters(bytes);
    shown.extend(rest.by_ref().take(limit));
    let is_cut = rest.next().is_some();
    if is_cut {
        shown.push('…');
    }
    is_cut
}

/// What is shown for each character, or each byte that belongs to none.
fn characters(bytes: &[u8]) -> impl Iterator<Item = String> {
    bytes.utf8_chunks().flat_map(|chunk| {
        let valid = chunk
            .valid()
            .chars()
            .map(|character| escaped(character.encode_utf8(&mut [0; 4])));
        let invalid = chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}"));
        valid.chain(invalid)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(excerpt: &Excerpt) -> &str {
        &excerpt.text[excerpt.mark.clone()]
    }

    #[test]
    fn the_line_around_the_span_is_shown_with_the_span_marked() {
        let excerpt = Excerpt::new("a.json", b"one\ntwo three\nfour", 8..13);
        assert_eq!(excerpt.origin, "a.json");
        assert_eq!((excerpt.line, excerpt.column), (2, 5));
        assert_eq!(excerpt.text, "two three");
        assert_eq!(marked(&excerpt), "three");
    }

    #[test]
    fn a_span_over_several_lines_is_marked_to_the_end_of_its_first_line() {
        let excerpt = Excerpt::new("", b"ab\ncd", 1..5);
        assert_eq!((excerpt.text.as_str(), excerpt.mark), ("ab", 1..2));
    }

    #[test]
    fn an_empty_span_at_the_end_or_past_it_marks_the_end() {
        for span in [3..3, 9..12] {
            let excerpt = Excerpt::new("", b"abc", span);
            assert_eq!((excerpt.line, excerpt.column), (1, 4));
            assert_eq!((excerpt.text.as_str(), excerpt.mark), ("abc", 3..3));
        }
    }

    #[test]
    fn what_a_terminal_acts_on_is_spelled_out_and_the_mark_stays_in_place() {
        let excerpt = Excerpt::new("\u{1b}", "\u{1b}[2J\té\u{202e}x".as_bytes(), 10..11);
        assert_eq!(excerpt.origin, "\\u{1b}");
        assert_eq!(excerpt.text, "\\u{1b}[2J\\té\\u{202e}x");
        assert_eq!(marked(&excerpt), "x");
        assert_eq!(excerpt.column, 8);
    }

    #[test]
    fn bytes_that_are_no_text_are_spelled_out() {
        let excerpt = Excerpt::new("", b"a\xff\xc3\"b", 1..3);
        assert_eq!(excerpt.text, "a\\xff\\xc3\"b");
        assert_eq!(marked(&excerpt), "\\xff\\xc3");
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let line = |left: usize, right: usize| {
            let text = format!("{}X{}", "a".repeat(left), "b".repeat(right));
            Excerpt::new("", text.as_bytes(), left..left + 1)
        };
        let whole = line(CONTEXT, CONTEXT);
        assert_eq!(
            whole.text,
            format!("{}X{}", "a".repeat(CONTEXT), "b".repeat(CONTEXT))
        );
        let cut = line(CONTEXT + 1, CONTEXT + 1);
        assert_eq!(cut.text, format!("…{}…", whole.text));
        assert_eq!(marked(&cut), "X");
        assert_eq!(cut.column, CONTEXT + 2);
    }

    #[test]
    fn a_long_piece_is_cut_and_nothing_is_shown_behind_it() {
        let text = "x".repeat(MARKED + 2);
        let whole = Excerpt::new("", text.as_bytes(), 0..MARKED);
        assert_eq!(whole.text, text);
        assert_eq!(whole.mark, 0..MARKED);
        let cut = Excerpt::new("", text.as_bytes(), 0..MARKED + 1);
        assert_eq!(cut.text, format!("{}…", "x".repeat(MARKED)));
        assert_eq!(cut.mark, 0..cut.text.len());
    }
}
