//! Scope tokens from small pools, with deliberate repeats and near-repeats.
//!
//! Small pools find more than wide alphabets: what matters is that tokens repeat.

use proptest::prelude::*;
use proptest::sample::select;

use crate::scenario::scopes::{Gap, Spelled, Token};

/// The value with that probability, else none. Unlike a union it draws the same in either case, so that
/// each of a fuzzer's bytes keeps its meaning and the bytes last longer.
pub fn perhaps<S: Strategy>(probability: f64, value: S) -> impl Strategy<Value = Option<S::Value>> {
    let drawn = (prop::bool::weighted(probability), value);
    drawn.prop_map(|(some, value)| some.then_some(value))
}

/// One of `all`, which shrinks to the first. Unlike `select` it takes no more of a fuzzer's bytes than the
/// choice needs.
pub fn one_of<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = T> {
    let count = u8::try_from(all.len()).unwrap_or(u8::MAX);
    (0..count).prop_map(|index| all[usize::from(index)])
}

/// Legal tokens, the simplest first, because shrinking moves towards the first.
const LEGAL: &[&str] = &[
    "a",
    "read",
    "mcp",
    "https://www.fastmail.com/dev/mcp",
    "offline_access",
    "urn:example:channel=HBO&urn:example:rating=G",
    "https://EX.example:443/%7e/../x/",
    "!#[]~",
    "a:b.c/d?e=f",
    "user.read*",
];

/// Tokens with one character outside the alphabet.
const ILLEGAL: &[&str] = &[
    "l\u{e9}s",
    "a\"b",
    "a\\b",
    "a\u{7f}",
    "a\u{a0}b",
    "\u{430}dmin",
    "a\u{200b}b",
];

/// A legal token without a comma, so that every layer can carry it.
pub fn legal() -> impl Strategy<Value = Token> {
    (select(LEGAL), prop::bool::weighted(0.15)).prop_map(|(text, flip)| {
        let text = if flip {
            other_case(text)
        } else {
            text.to_owned()
        };
        Token::legal(&text)
    })
}

/// A token with a character outside the alphabet.
pub fn illegal() -> impl Strategy<Value = Token> {
    select(ILLEGAL).prop_map(Token::illegal)
}

/// `text` with the case of its first letter changed.
fn other_case(text: &str) -> String {
    let at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
    let (before, rest) = text.split_at(at);
    let (letter, after) = rest.split_at(rest.len().min(1));
    let flipped = if letter.chars().all(|c| c.is_ascii_lowercase()) {
        letter.to_ascii_uppercase()
    } else {
        letter.to_ascii_lowercase()
    };
    format!("{before}{flipped}{after}")
}

/// What is repeated after the tokens of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Echo {
    Nothing,
    SameToken,
    OtherCase,
}

/// A text with one to three tokens. With `noise` it is untidy and repeats itself now and then.
pub fn spelled(noise: bool) -> BoxedStrategy<Spelled> {
    if !noise {
        return prop::collection::vec(legal(), 1..=3)
            .prop_map(Spelled::plain)
            .boxed();
    }
    let gap = select(
        &[
            Gap::Plain,
            Gap::Plain,
            Gap::Plain,
            Gap::Wide,
            Gap::Blank,
            Gap::Doubled,
            Gap::Tab,
            Gap::BlankBefore,
        ][..],
    );
    let echo = select(
        &[
            Echo::Nothing,
            Echo::Nothing,
            Echo::SameToken,
            Echo::OtherCase,
        ][..],
    );
    (
        prop::collection::vec((gap, legal()), 1..=3),
        echo,
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.15),
    )
        .prop_map(|(mut tokens, echo, leading, trailing)| {
            let first = tokens[0].1.text.clone();
            match echo {
                Echo::Nothing => {}
                Echo::SameToken => tokens.push((Gap::Plain, Token::legal(&first))),
                Echo::OtherCase => tokens.push((Gap::Plain, Token::legal(&other_case(&first)))),
            }
            Spelled {
                tokens,
                leading,
                trailing,
            }
        })
        .boxed()
}

/// Elements of a list: mostly one token each, with `noise` sometimes none or several.
pub fn elements(noise: bool) -> BoxedStrategy<Vec<Spelled>> {
    let single = prop::collection::vec(legal(), 1..=3)
        .prop_map(|tokens| tokens.into_iter().map(Spelled::one).collect::<Vec<_>>());
    if !noise {
        return single.boxed();
    }
    const ODDITIES: &[fn(&mut Vec<Spelled>, Spelled)] = &[
        |_, _| {},
        |_, _| {},
        |elements, _| elements.push(Spelled::default()),
        |elements, _| elements.insert(0, BLANK),
        |elements, _| elements.push(elements[0].clone()),
        |elements, extra| elements.push(extra),
    ];
    (single, spelled(true), select(ODDITIES))
        .prop_map(|(mut elements, extra, make_odd)| {
            make_odd(&mut elements, extra);
            elements
        })
        .boxed()
}

/// A text that is nothing but a separator.
const BLANK: Spelled = Spelled {
    tokens: Vec::new(),
    leading: true,
    trailing: false,
};

/// A comma is an ordinary character of a token outside `--scopes` (SCOPE-09).
pub fn with_comma() -> Token {
    Token::legal("rating=G,PG-13")
}
