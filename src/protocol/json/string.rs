//! String literals and their escapes (RFC 8259 section 7).

use super::reader::Reader;
use crate::protocol::error::{BuildError, ErrorKind};

impl Reader<'_> {
    /// The string whose opening quote stands here, unescaped.
    pub(super) fn string(&mut self) -> Result<String, BuildError> {
        let start = self.at;
        let mut unescaped = String::new();
        self.at += 1;
        loop {
            let plain = self
                .rest()
                .split(|c| matches!(c, '"' | '\\' | '\0'..='\x1f'))
                .next()
                .unwrap_or_default();
            unescaped.push_str(plain);
            self.at += plain.len();
            match self.peek() {
                Some('"') => {
                    self.at += 1;
                    return Ok(unescaped);
                }
                Some('\\') => unescaped.push(self.escape()?),
                Some(_) => return Err(self.unexpected()),
                None => return Err(self.error(ErrorKind::MalformedJson, start..self.at)),
            }
        }
    }

    /// The character that the escape sequence here stands for.
    fn escape(&mut self) -> Result<char, BuildError> {
        let character = match self.rest().chars().nth(1) {
            Some('u') => return self.unicode_escape(),
            Some(character @ ('"' | '\\' | '/')) => character,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            other => {
                let end = self.at + 1 + other.map_or(0, char::len_utf8);
                return Err(self.error(ErrorKind::MalformedJson, self.at..end));
            }
        };
        self.at += 2;
        Ok(character)
    }

    /// One `\uXXXX`, or two that form a surrogate pair (JSON-06).
    fn unicode_escape(&mut self) -> Result<char, BuildError> {
        let start = self.at;
        let first = self.code_unit()?;
        let span = start..self.at;
        let is_high = (0xd800..0xdc00).contains(&first);
        let second = if is_high && self.rest().starts_with("\\u") {
            Some(self.code_unit()?)
        } else {
            None
        };
        char::decode_utf16([first].into_iter().chain(second))
            .next()
            .and_then(Result::ok)
            .ok_or_else(|| self.error(ErrorKind::LoneSurrogate, span))
    }

    /// The four hexadecimal digits after `\u`.
    fn code_unit(&mut self) -> Result<u16, BuildError> {
        let digits: String = self
            .rest()
            .chars()
            .skip(2)
            .take(4)
            .take_while(char::is_ascii_hexdigit)
            .collect();
        let end = self.at + 2 + digits.len();
        match u16::from_str_radix(&digits, 16) {
            Ok(unit) if digits.len() == 4 => {
                self.at = end;
                Ok(unit)
            }
            _ => Err(self.error(ErrorKind::MalformedJson, self.at..end)),
        }
    }
}
