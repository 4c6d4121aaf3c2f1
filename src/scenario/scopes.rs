//! How a list of scope tokens is written down.

use serde::{Deserialize, Serialize};

use super::choices::choices;
use super::json::parts;

/// One scope token as somebody means it, and whether the alphabet of RFC 6749 allows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

/// Where a text stands, which decides what its separators are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separators {
    /// Of a `--scopes` value or an environment variable.
    Commas,
    /// Of a config string, a list element or a challenge.
    WhiteSpace,
}

choices! {
    /// The ways to write what stands between two tokens: in a flag, and where white space separates.
    Gap, pair -> (&'static str, &'static str) {
        /// One comma or space.
        Plain => (",", " "),
        /// White space more than that.
        Wide => (", ", "  "),
        /// White space instead.
        Blank => (" ", "\t"),
        /// Two separators with nothing between them.
        Doubled => (",,", " \t "),
        /// A tab behind `--scopes`.
        Tab => ("\t", " "),
        /// White space before the comma.
        BlankBefore => (" ,", "  "),
    }
}

impl Gap {
    fn text(self, separators: Separators) -> &'static str {
        let (commas, white_space) = self.pair();
        match separators {
            Separators::Commas => commas,
            Separators::WhiteSpace => white_space,
        }
    }
}

parts! {
    /// Tokens in order, with the separators that stand around them.
    pub struct Spelled {
        /// Each token with the separator before it.
        pub tokens: Vec<(Gap, Token)>,
        /// A separator stands before the first token.
        pub leading: bool,
        /// A separator stands after the last token.
        pub trailing: bool,
    }
}

impl Spelled {
    /// `tokens` in the plainest spelling.
    pub fn plain(tokens: impl IntoIterator<Item = Token>) -> Self {
        Spelled {
            tokens: tokens
                .into_iter()
                .map(|token| (Gap::Plain, token))
                .collect(),
            ..Spelled::default()
        }
    }

    /// One token.
    pub fn one(token: Token) -> Self {
        Spelled::plain([token])
    }

    /// The tokens of `texts` in one text.
    pub fn joined(texts: Vec<Spelled>) -> Self {
        let mut all = Spelled::default();
        for mut text in texts {
            all.leading |= text.leading;
            all.trailing |= text.trailing;
            all.tokens.append(&mut text.tokens);
        }
        all
    }

    /// The same with separators at both ends, and two between every two tokens.
    pub fn untidy(mut self) -> Self {
        (self.leading, self.trailing) = (true, true);
        for (gap, _) in self.tokens.iter_mut().skip(1) {
            *gap = Gap::Doubled;
        }
        self
    }

    /// The text, with separators of that kind.
    pub fn text(&self, separators: Separators) -> String {
        let mut text = String::new();
        for (index, (gap, token)) in self.tokens.iter().enumerate() {
            if index > 0 || self.leading {
                text.push_str(gap.text(separators));
            }
            text.push_str(&token.text);
        }
        if self.trailing {
            text.push_str(Gap::Plain.text(separators));
        }
        text
    }

    /// Whether a separator stands where the grammar of a scope value has none.
    pub fn is_untidy(&self) -> bool {
        self.leading
            || self.trailing
            || self
                .tokens
                .iter()
                .skip(1)
                .any(|(gap, _)| *gap != Gap::Plain)
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
        assert_eq!(spelled.text(Separators::Commas), "a,b");
        assert_eq!(spelled.text(Separators::WhiteSpace), "a b");
        assert!(!spelled.is_untidy());
        spelled = spelled.untidy();
        assert_eq!(spelled.text(Separators::Commas), ",a,,b,");
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
