//! Scope tokens and scope values (RFC 6749, section 3.3).

use std::collections::BTreeSet;
use std::ops::Range;

use super::error::{BuildError, ErrorKind, Place};
use super::limits;

/// Whether `character` belongs to the alphabet of scope tokens: `%x21 / %x23-5B / %x5D-7E`
/// (SCOPE-02).
pub fn is_scope_character(character: char) -> bool {
    matches!(character, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e')
}

/// Bytes of the first character of `token` that is outside the alphabet, if there is one.
pub fn illegal_character(token: &str) -> Option<Range<usize>> {
    token
        .char_indices()
        .find(|(_, character)| !is_scope_character(*character))
        .map(|(start, character)| start..start + character.len_utf8())
}

/// What separates the tokens of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separators {
    /// Runs of ASCII white space: config values, challenges, metadata (SCOPE-13).
    WhiteSpace,
    /// Commas and white space: the `--scopes` flag (CFG-04).
    CommasAndWhiteSpace,
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
/// It holds only legal tokens, so its printed form is a legal scope value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScopeSet {
    tokens: Vec<String>,
    seen: BTreeSet<String>,
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
}

impl ScopeSet {
    /// Adds `token`, which came from `place`.
    ///
    /// # Errors
    /// `LimitExceeded` past [`limits::SCOPE_TOKEN_BYTES`] or [`limits::SCOPE_TOKENS`] (SEC-06).
    pub fn insert(&mut self, token: &str, place: &Place) -> Result<Insertion, BuildError> {
        if let Some(illegal) = illegal_character(token) {
            return Ok(Insertion::Illegal(illegal));
        }
        let past_limit = || BuildError::new(ErrorKind::LimitExceeded, place.clone(), token, None);
        if token.len() > limits::SCOPE_TOKEN_BYTES {
            return Err(past_limit());
        }
        if self.seen.contains(token) {
            return Ok(Insertion::Repeated);
        }
        if self.tokens.len() == limits::SCOPE_TOKENS {
            return Err(past_limit());
        }
        self.seen.insert(token.to_owned());
        self.tokens.push(token.to_owned());
        Ok(Insertion::Added)
    }

    /// The tokens in first-seen order.
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// Whether `token` is in the set.
    pub fn contains(&self, token: &str) -> bool {
        self.seen.contains(token)
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The scope value: tokens with one space between neighbours; none for an empty set, because
    /// the grammar has no empty value (SCOPE-01, SCOPE-03).
    pub fn printed(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.tokens.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(tokens: &[&str]) -> ScopeSet {
        let mut set = ScopeSet::default();
        for token in tokens {
            set.insert(token, &Place::ConfigFile).unwrap();
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
        assert_eq!(set.printed().as_deref(), Some("b a A"));
        assert_eq!(set.tokens(), ["b", "a", "A"]);
        assert!(set.contains("A") && !set.contains("B"));
    }

    #[test]
    fn what_became_of_a_token_is_told() {
        let mut set = set(&["a"]);
        let place = Place::ConfigFile;
        assert_eq!(set.insert("a", &place), Ok(Insertion::Repeated));
        assert_eq!(set.insert("b", &place), Ok(Insertion::Added));
        assert_eq!(set.insert("x\u{e9}", &place), Ok(Insertion::Illegal(1..3)));
        assert_eq!(set.printed().as_deref(), Some("a b"));
    }

    #[test]
    fn an_empty_set_has_no_printed_form() {
        assert_eq!(ScopeSet::default().printed(), None);
        assert!(ScopeSet::default().is_empty());
        assert!(!set(&["a"]).is_empty());
    }

    #[test]
    fn a_token_may_be_as_long_as_the_limit_and_no_longer() {
        let mut set = ScopeSet::default();
        let longest = "x".repeat(limits::SCOPE_TOKEN_BYTES);
        assert_eq!(
            set.insert(&longest, &Place::ConfigFile),
            Ok(Insertion::Added)
        );
        let error = set
            .insert(&format!("{longest}x"), &Place::Challenge(2))
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::LimitExceeded);
        assert_eq!(error.place, Place::Challenge(2));
    }

    #[test]
    fn a_set_holds_as_many_tokens_as_the_limit_and_repeats_are_free() {
        let mut set = ScopeSet::default();
        for number in 0..limits::SCOPE_TOKENS {
            set.insert(&number.to_string(), &Place::ConfigFile).unwrap();
        }
        assert_eq!(set.insert("0", &Place::ConfigFile), Ok(Insertion::Repeated));
        let error = set.insert("more", &Place::ConfigFile).unwrap_err();
        assert_eq!(error.kind, ErrorKind::LimitExceeded);
        assert_eq!(set.tokens().len(), limits::SCOPE_TOKENS);
    }
}
