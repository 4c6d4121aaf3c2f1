//! How a list of scope tokens is written down.

/// One scope token as somebody means it, and whether the alphabet of RFC 6749 allows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The text.
    pub text: String,
    /// Known from where the text was taken, never found by looking at it.
    pub legal: bool,
}

impl Token {
    /// A legal token.
    pub fn legal(text: &str) -> Self {
        Token {
            text: text.to_owned(),
            legal: true,
        }
    }

    /// A token with a character outside the alphabet.
    pub fn illegal(text: &str) -> Self {
        Token {
            text: text.to_owned(),
            legal: false,
        }
    }
}

/// The ways to write what stands between two tokens; the first is the plain one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separators {
    /// Of a `--scopes` value.
    Flag,
    /// Of a config string, a list element or a challenge.
    WhiteSpace,
}

impl Separators {
    fn spellings(self) -> &'static [&'static str] {
        match self {
            Separators::Flag => &[",", ", ", " ", ",,", "\t", " ,"],
            Separators::WhiteSpace => &[" ", "  ", "\t", " \t "],
        }
    }
}

/// Tokens in order, with the separators that stand around them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spelled {
    /// Each token with the number of the separator's spelling before it.
    pub tokens: Vec<(u8, Token)>,
    /// A separator stands before the first token.
    pub leading: bool,
    /// A separator stands after the last token.
    pub trailing: bool,
}

impl Spelled {
    /// `tokens` in the plainest spelling.
    pub fn plain(tokens: impl IntoIterator<Item = Token>) -> Self {
        Spelled {
            tokens: tokens.into_iter().map(|token| (0, token)).collect(),
            leading: false,
            trailing: false,
        }
    }

    /// One token.
    pub fn one(token: Token) -> Self {
        Spelled::plain([token])
    }

    /// The text, with separators of that kind.
    pub fn text(&self, separators: Separators) -> String {
        let spellings = separators.spellings();
        let mut text = String::new();
        for (index, (spelling, token)) in self.tokens.iter().enumerate() {
            if index > 0 || self.leading {
                text.push_str(spellings[usize::from(*spelling) % spellings.len()]);
            }
            text.push_str(&token.text);
        }
        if self.trailing {
            text.push_str(spellings[0]);
        }
        text
    }

    /// Whether a separator stands where the grammar of a scope value has none.
    pub fn is_untidy(&self) -> bool {
        self.leading || self.trailing || self.tokens.iter().skip(1).any(|(gap, _)| *gap > 0)
    }
}

/// The tokens of `texts` in order, repeats included.
pub fn tokens(texts: &[Spelled]) -> impl Iterator<Item = &Token> {
    texts
        .iter()
        .flat_map(|text| text.tokens.iter().map(|(_, token)| token))
}

/// The legal tokens of `texts`, each once, in first-seen order (SCOPE-11, SCOPE-12).
pub fn distinct(texts: &[Spelled]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for token in tokens(texts).filter(|token| token.legal) {
        if !found.contains(&token.text) {
            found.push(token.text.clone());
        }
    }
    found
}

/// Whether `texts` hold a token outside the alphabet.
pub fn any_illegal(texts: &[Spelled]) -> bool {
    tokens(texts).any(|token| !token.legal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_written_as_the_layer_writes_them() {
        let mut spelled = Spelled::plain([Token::legal("a"), Token::legal("b")]);
        assert_eq!(spelled.text(Separators::Flag), "a,b");
        assert_eq!(spelled.text(Separators::WhiteSpace), "a b");
        assert!(!spelled.is_untidy());
        spelled.leading = true;
        spelled.trailing = true;
        spelled.tokens[1].0 = 3;
        assert_eq!(spelled.text(Separators::Flag), ",a,,b,");
        assert!(spelled.is_untidy());
    }

    #[test]
    fn illegal_and_repeated_tokens_do_not_count() {
        let texts = [
            Spelled::plain([Token::legal("b"), Token::illegal("\u{e9}")]),
            Spelled::plain([Token::legal("a"), Token::legal("b")]),
        ];
        assert_eq!(distinct(&texts), ["b", "a"]);
        assert!(any_illegal(&texts));
        assert!(!any_illegal(&texts[1..]));
    }
}
