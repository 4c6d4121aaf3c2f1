//! Lines of a bounded width.

/// `text` in lines of at most `width` columns where its words permit, those after the first indented, with a
/// line end. Escaped text only: a column is a character.
pub fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let start = text.len() - text.trim_start().len();
    out.push_str(&text[..start]);
    let mut column = start;
    for (index, word) in text[start..].split(' ').enumerate() {
        let length = word.chars().count();
        if index > 0 && column + 1 + length > width && column > indent {
            out.truncate(out.trim_end().len());
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_before_the_word_that_does_not_fit() {
        assert_eq!(wrapped("a bb ccc", 2, 5), "a bb\n  ccc\n");
        assert_eq!(
            wrapped("  name  text more", 8, 12),
            "  name  text\n        more\n"
        );
        assert_eq!(wrapped("", 0, 5), "\n");
        assert_eq!(wrapped("longer-than-that", 2, 5), "longer-than-that\n");
    }
}
