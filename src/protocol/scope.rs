//! Scope tokens and scope values (RFC 6749, section 3.3).

use std::ops::Range;

use super::distinct::Distinct;
use super::limits;
use crate::vocabulary::Layer;

/// Whether `character` belongs to the alphabet of scope tokens: `%x21 / %x23-5B / %x5D-7E`
/// (SCOPE-02).
pub fn is_scope_character(character: char) -> bool {
    u8::try_from(character).is_ok_and(is_scope_octet)
}

fn is_scope_octet(octet: u8) -> bool {
    (octet > b' ') & (octet < 0x7f) & (octet != b'"') & (octet != b'\\')
}

/// Bytes of the first character of `token` that is outside the alphabet, if there is one.
pub fn illegal_character(token: &str) -> Option<Range<usize>> {
    if is_legal(token.as_bytes()) {
        return None;
    }
    token
        .char_indices()
        .find(|(_, character)| !is_scope_character(*character))
        .map(|(start, character)| start..start + character.len_utf8())
}

/// Whether all octets are in the alphabet. Whole blocks, because those are compared at once; the last
/// one overlaps the one before it.
#[inline]
fn is_legal(octets: &[u8]) -> bool {
    let block = |block: &[u8; 16]| {
        block
            .iter()
            .fold(true, |all, one| all & is_scope_octet(*one))
    };
    match octets.last_chunk() {
        Some(last) => block(last) && octets.as_chunks().0.iter().all(block),
        None => octets.iter().copied().all(is_scope_octet),
    }
}

/// What separates the tokens of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separators {
    /// Runs of ASCII white space: config values, challenges, metadata (SCOPE-13).
    WhiteSpace,
    /// Commas and white space: the `--scopes` flag (CFG-04), and an environment variable (CFG-15).
    CommasAndWhiteSpace,
}

impl Separators {
    /// Those of the texts of a layer.
    pub fn of(layer: Layer) -> Self {
        match layer.splits_at_commas() {
            true => Separators::CommasAndWhiteSpace,
            false => Separators::WhiteSpace,
        }
    }
}

/// The pieces of `text` that are not empty, each with its first byte's position.
pub fn pieces(text: &str, separators: Separators) -> impl Iterator<Item = (usize, &str)> {
    let commas = separators == Separators::CommasAndWhiteSpace;
    let separates = move |c: char| c.is_ascii_whitespace() || (commas && c == ',');
    let mut start = 0;
    text.split(separates).filter_map(move |piece| {
        let at = start;
        start += piece.len() + 1;
        (!piece.is_empty()).then_some((at, piece))
    })
}

/// Scope tokens in first-seen order, each once, compared byte by byte (SCOPE-04, SCOPE-11, SCOPE-12).
///
/// It holds only legal tokens, as the scope value that they print as. [`clear`](Self::clear) keeps the
/// memory for the next ones.
#[derive(Debug, Clone)]
pub struct ScopeSet {
    /// The tokens, each with a space behind it.
    text: String,
    count: usize,
    seen: Distinct,
}

/// What became of a token that was put into a [`ScopeSet`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Insertion {
    /// It is new.
    Added,
    /// It was there already.
    Repeated,
    /// It was left out: these bytes of it are outside the alphabet.
    Illegal(Range<usize>),
    /// It was left out: it is longer than [`limits::SCOPE_TOKEN_BYTES`], or there are
    /// [`limits::SCOPE_TOKENS`] already (SEC-06).
    PastLimit,
}

impl ScopeSet {
    /// Adds `token` at the end, unless it is there.
    #[inline]
    pub fn insert(&mut self, token: &str) -> Insertion {
        if token.is_empty() || !is_legal(token.as_bytes()) {
            return Insertion::Illegal(illegal_character(token).unwrap_or_default());
        }
        if token.len() > limits::SCOPE_TOKEN_BYTES || self.count == limits::SCOPE_TOKENS {
            return match self.contains(token) {
                true => Insertion::Repeated,
                false => Insertion::PastLimit,
            };
        }
        if !self.seen.insert(token, self.text.len(), &self.text) {
            return Insertion::Repeated;
        }
        self.text.push_str(token);
        self.text.push(' ');
        self.count += 1;
        Insertion::Added
    }

    /// Takes all tokens out.
    pub fn clear(&mut self) {
        self.text.clear();
        self.count = 0;
        self.seen.clear();
    }

    /// The tokens in first-seen order.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.text.split_terminator(' ')
    }

    /// Whether `token` is in the set.
    pub fn contains(&self, token: &str) -> bool {
        self.seen.contains(token, &self.text)
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The scope value: tokens with one space between neighbours; none for an empty set, because
    /// the grammar has no empty value (SCOPE-01, SCOPE-03).
    pub fn printed(&self) -> Option<&str> {
        self.text.strip_suffix(' ')
    }
}

impl Default for ScopeSet {
    fn default() -> Self {
        ScopeSet {
            text: String::new(),
            count: 0,
            seen: Distinct::ending_with(b' '),
        }
    }
}

impl PartialEq for ScopeSet {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for ScopeSet {}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(tokens: &[&str]) -> ScopeSet {
        let mut set = ScopeSet::default();
        for token in tokens {
            set.insert(token);
        }
        set
    }

    #[test]
    fn the_alphabet_has_ninety_two_characters() {
        let legal: Vec<char> = ('\0'..=char::MAX)
            .filter(|c| is_scope_character(*c))
            .collect();
        assert_eq!(legal.len(), 92);
        assert!(['!', '#', '[', ']', '~'].iter().all(|c| legal.contains(c)));
        assert!([' ', '"', '\\', '\x7f'].iter().all(|c| !legal.contains(c)));
    }

    #[test]
    fn an_illegal_character_is_marked_with_its_bytes() {
        assert_eq!(illegal_character("read"), None);
        assert_eq!(illegal_character("l\u{e9}s"), Some(1..3));
        assert_eq!(illegal_character("a\"b\\"), Some(1..2));
    }

    #[test]
    fn white_space_separates_and_empty_pieces_vanish() {
        let found: Vec<_> = pieces(" a \t b,c\n\r\x0cd ", Separators::WhiteSpace).collect();
        assert_eq!(found, [(1, "a"), (5, "b,c"), (11, "d")]);
    }

    #[test]
    fn commas_separate_where_the_layer_says_so() {
        let found: Vec<_> = pieces(",a,,b c,", Separators::CommasAndWhiteSpace).collect();
        assert_eq!(found, [(1, "a"), (4, "b"), (6, "c")]);
        assert_eq!(pieces(", ,", Separators::CommasAndWhiteSpace).count(), 0);
    }

    #[test]
    fn neither_a_vertical_tab_nor_a_no_break_space_separates() {
        assert_eq!(pieces("a\x0bb\u{a0}c", Separators::WhiteSpace).count(), 1);
    }

    #[test]
    fn the_first_of_two_equal_tokens_stays_and_case_counts() {
        let set = set(&["b", "a", "b", "A"]);
        assert_eq!(set.printed(), Some("b a A"));
        assert_eq!(set.tokens().collect::<Vec<_>>(), ["b", "a", "A"]);
        assert!(set.contains("A") && !set.contains("B"));
    }

    #[test]
    fn what_became_of_a_token_is_told() {
        let mut set = set(&["a"]);
        assert_eq!(set.insert("a"), Insertion::Repeated);
        assert_eq!(set.insert("b"), Insertion::Added);
        assert_eq!(set.insert("x\u{e9}"), Insertion::Illegal(1..3));
        assert_eq!(set.insert(""), Insertion::Illegal(0..0));
        assert_eq!(set.printed(), Some("a b"));
    }

    #[test]
    fn a_character_outside_the_alphabet_is_found_wherever_it_stands() {
        for length in 1..50 {
            for at in 0..length {
                let mut token = "x".repeat(length);
                assert_eq!(illegal_character(&token), None);
                token.replace_range(at..=at, "\\");
                assert_eq!(illegal_character(&token), Some(at..at + 1), "{token}");
            }
        }
    }

    #[test]
    fn an_empty_set_has_no_printed_form() {
        assert_eq!(ScopeSet::default().printed(), None);
        assert!(ScopeSet::default().is_empty());
        assert!(!set(&["a"]).is_empty());
    }

    #[test]
    fn a_cleared_set_is_like_a_new_one() {
        let mut set = set(&["a", "b"]);
        set.clear();
        assert_eq!(set, ScopeSet::default());
        assert!(!set.contains("a"));
        assert_eq!(set.insert("a"), Insertion::Added);
        assert_eq!(set.printed(), Some("a"));
    }

    #[test]
    fn a_token_may_be_as_long_as_the_limit_and_no_longer() {
        let mut set = ScopeSet::default();
        let longest = "x".repeat(limits::SCOPE_TOKEN_BYTES);
        assert_eq!(set.insert(&longest), Insertion::Added);
        assert_eq!(set.insert(&format!("{longest}x")), Insertion::PastLimit);
        assert_eq!(set.printed(), Some(&*longest));
    }

    #[test]
    fn a_set_holds_as_many_tokens_as_the_limit_and_repeats_are_free() {
        let mut set = ScopeSet::default();
        for number in 0..limits::SCOPE_TOKENS {
            assert_eq!(set.insert(&number.to_string()), Insertion::Added);
        }
        assert_eq!(set.insert("0"), Insertion::Repeated);
        assert_eq!(set.insert("more"), Insertion::PastLimit);
        assert_eq!(set.tokens().count(), limits::SCOPE_TOKENS);
    }
}
