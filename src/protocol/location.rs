//! Where something stands: one of the inputs, and bytes of it.

use std::fmt;
use std::ops::Range;

/// One of the inputs. Indexes count from zero, what is shown counts from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// An argument that is neither `--scopes` nor an override, by its index.
    Argument(usize),
    /// A `--scopes` flag, by the index of the argument that holds its value.
    Flag(usize),
    /// A `-c key=value` override, by the index of the argument that holds it.
    Override(usize),
    /// The whole command line, where something is missing from it.
    CommandLine,
    /// The environment variable that is configured to hold scopes.
    Environment,
    /// The config file.
    ConfigFile,
    /// A WWW-Authenticate field value, by its index.
    Challenge(usize),
    /// The protected resource metadata document.
    ResourceMetadata,
    /// The authorization server metadata document.
    ServerMetadata,
    /// A redirect URI, by its index.
    RedirectUri(usize),
    /// The JSON text of the client metadata that was asked for.
    ClientMetadata,
    /// The URL of the client's own metadata document.
    ClientIdMetadataDocument,
    /// The URL of the MCP server, where the config does not give it.
    ServerUrl,
    /// The issuer identifier that the client expects.
    Issuer,
    /// A text of an earlier request's scopes, by its index.
    PreviousScopes(usize),
    /// A text of the scopes that a calling program handed in, by its index.
    CallerScopes(usize),
    /// The token that the registration endpoint wants to see.
    InitialAccessToken,
}

impl Input {
    /// Bytes of this input.
    pub fn at(self, range: Range<usize>) -> InputLocation {
        InputLocation {
            input: self,
            range: Some(range),
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Argument(index) => write!(f, "argument {}", index + 1),
            Input::Flag(index) => write!(f, "--scopes (argument {})", index + 1),
            Input::Override(index) => write!(f, "override (argument {})", index + 1),
            Input::CommandLine => f.write_str("command line"),
            Input::Environment => f.write_str("environment variable"),
            Input::ConfigFile => f.write_str("config file"),
            Input::Challenge(index) => write!(f, "WWW-Authenticate field {}", index + 1),
            Input::ResourceMetadata => f.write_str("protected resource metadata"),
            Input::ServerMetadata => f.write_str("authorization server metadata"),
            Input::RedirectUri(index) => write!(f, "redirect URI {}", index + 1),
            Input::ClientMetadata => f.write_str("client metadata"),
            Input::ClientIdMetadataDocument => f.write_str("URL of the client's metadata document"),
            Input::ServerUrl => f.write_str("MCP server URL"),
            Input::Issuer => f.write_str("issuer"),
            Input::PreviousScopes(_) => f.write_str("previously requested scopes"),
            Input::CallerScopes(_) => f.write_str("scopes of the caller"),
            Input::InitialAccessToken => f.write_str("initial access token"),
        }
    }
}

/// An input, and the bytes of it that are meant; none where the input as a whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputLocation {
    /// Which input.
    pub input: Input,
    /// Bytes of that input's text.
    pub range: Option<Range<usize>>,
}

impl InputLocation {
    /// Turns a location in a text of its own into one in the input that holds the text.
    pub fn moved(self, locate: impl FnOnce(Range<usize>) -> InputLocation) -> Self {
        match self.range {
            Some(range) => locate(range),
            None => self,
        }
    }
}

impl From<Input> for InputLocation {
    fn from(input: Input) -> Self {
        InputLocation { input, range: None }
    }
}

/// A string that an input holds, perhaps in quotes and with escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedText {
    /// The string, without quotes and escapes.
    pub text: String,
    /// The input that holds it.
    pub input: Input,
    /// Bytes of the whole value there, with its quotes.
    pub range: Range<usize>,
    /// Where `text` starts there, if it stands there without escapes.
    pub text_start: Option<usize>,
}

impl LocatedText {
    /// A text that is the whole of an input.
    pub fn whole(input: Input, text: &str) -> Self {
        LocatedText {
            text: text.to_owned(),
            input,
            range: 0..text.len(),
            text_start: Some(0),
        }
    }

    /// Where a part of `text` stands; the whole value if it has escapes.
    pub fn locate(&self, part: Range<usize>) -> InputLocation {
        self.input.at(match self.text_start {
            Some(start) => start + part.start..start + part.end,
            None => self.range.clone(),
        })
    }

    /// Where the whole value stands, with its quotes.
    pub fn location(&self) -> InputLocation {
        self.input.at(self.range.clone())
    }
}

/// Where the lists of a document stand, for errors about what they lack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRanges {
    /// Where the bracket stands that opens the document.
    opening: usize,
    lists: Vec<(&'static str, Range<usize>)>,
}

impl ListRanges {
    pub(super) fn new(opening: usize) -> Self {
        let lists = Vec::new();
        ListRanges { opening, lists }
    }

    pub(super) fn add(&mut self, name: &'static str, range: Range<usize>) {
        self.lists.push((name, range));
    }

    /// Bytes of the list `name`, or of the bracket that opens the document where there is none.
    pub fn of(&self, name: &str) -> Range<usize> {
        let list = self.lists.iter().find(|(found, _)| *found == name);
        list.map_or(self.opening..self.opening + 1, |(_, range)| range.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_has_words_of_its_own() {
        let inputs = [
            (Input::Argument(0), "argument 1"),
            (Input::Flag(1), "--scopes (argument 2)"),
            (Input::Override(2), "override (argument 3)"),
            (Input::CommandLine, "command line"),
            (Input::Environment, "environment variable"),
            (Input::ConfigFile, "config file"),
            (Input::Challenge(0), "WWW-Authenticate field 1"),
            (Input::ResourceMetadata, "protected resource metadata"),
            (Input::ServerMetadata, "authorization server metadata"),
            (Input::RedirectUri(1), "redirect URI 2"),
            (Input::ClientMetadata, "client metadata"),
            (
                Input::ClientIdMetadataDocument,
                "URL of the client's metadata document",
            ),
            (Input::ServerUrl, "MCP server URL"),
            (Input::Issuer, "issuer"),
            (Input::PreviousScopes(0), "previously requested scopes"),
            (Input::CallerScopes(0), "scopes of the caller"),
            (Input::InitialAccessToken, "initial access token"),
        ];
        for (input, words) in inputs {
            assert_eq!(input.to_string(), words);
        }
    }

    #[test]
    fn a_part_is_located_unless_escapes_hide_it() {
        let mut text = LocatedText {
            text: "abc".to_owned(),
            input: Input::ConfigFile,
            range: 4..9,
            text_start: Some(5),
        };
        assert_eq!(text.locate(1..2), Input::ConfigFile.at(6..7));
        assert_eq!(text.location(), Input::ConfigFile.at(4..9));
        text.text_start = None;
        assert_eq!(text.locate(1..2), Input::ConfigFile.at(4..9));
    }

    #[test]
    fn a_list_that_is_not_there_is_lacking_from_the_start() {
        let mut ranges = ListRanges::new(3);
        ranges.add("there", 9..12);
        assert_eq!((ranges.of("there"), ranges.of("missing")), (9..12, 3..4));
    }

    #[test]
    fn only_bytes_are_moved() {
        let inside = |range: Range<usize>| Input::ConfigFile.at(range.start + 7..range.end + 7);
        assert_eq!(
            Input::ServerUrl.at(1..2).moved(inside),
            Input::ConfigFile.at(8..9)
        );
        let whole = InputLocation::from(Input::ServerUrl);
        assert_eq!(whole.clone().moved(inside), whole);
    }
}
