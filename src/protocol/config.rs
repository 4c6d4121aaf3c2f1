//! The settings of one MCP server: what the config file says, as overrides change it (CFG-07).

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use self::server::Member;
use super::arguments::OptionValue;
use super::error::{BuildError, ErrorKind, InputLocation};
use super::limits;
use super::overrides::toml_text::{self, Unreadable};
use super::overrides::{self, Assignment, SourceText};
use super::warning::{Warning, WarningKind};

mod misspelling;
mod server;

/// What file and overrides say about one server: nothing, if neither knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerConfig {
    /// The server's URL.
    pub url: Option<Sourced<String>>,
    /// The scopes to ask for.
    pub scopes: Option<ConfiguredScopes>,
    /// The resource indicator to send in place of the one made from the URL.
    pub oauth_resource: Option<Sourced<String>>,
    /// Members that look misspelt.
    pub warnings: Vec<Warning>,
}

/// A value and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The config file or an override.
    pub place: InputLocation,
    /// Bytes of the value, with its quotes, inside the place's text.
    pub span: Range<usize>,
    /// The value.
    pub value: T,
}

/// The `scopes` of the layer that decides, which is the last to give them (CFG-06, CFG-08).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfiguredScopes {
    /// The config file or an override.
    pub place: InputLocation,
    /// What was given there.
    pub value: ScopesValue,
}

/// The two ways to give scopes (CFG-10), and any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScopesValue {
    /// One string.
    Text(Text),
    /// An array of strings. An empty one clears the scopes of the layers below (CFG-07).
    List(Vec<Text>),
    /// A value of another type. An error only if no `--scopes` makes it irrelevant (CFG-08).
    Wrong(BuildError),
}

/// A string of the config file or of an override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The string, without quotes and escapes.
    pub text: String,
    /// Bytes of the string, with its quotes, inside the place's text.
    pub span: Range<usize>,
    /// Where `text` starts inside the place's text, if it stands there without escapes.
    pub text_start: Option<usize>,
}

impl Text {
    /// Where a part of `text` stands inside the place's text: the whole string if it has escapes.
    pub fn span_of(&self, part: Range<usize>) -> Range<usize> {
        match self.text_start {
            Some(start) => start + part.start..start + part.end,
            None => self.span.clone(),
        }
    }
}

/// Reads the settings of the server called `server_name`.
///
/// A server with a `command` is none to register with (MCP-36), whatever else it has: the program
/// of this dialect starts the command.
pub fn read(
    file: Option<&str>,
    overrides: &[OptionValue],
    server_name: &str,
) -> Result<ServerConfig, BuildError> {
    let mut assignments = Vec::new();
    if let Some(text) = file {
        assignments.push(read_file(text)?);
    }
    for option in overrides {
        assignments.push(overrides::read(option)?);
    }
    let members = server::effective_members(&assignments, server_name)?;
    if let Some(command) = members.get("command") {
        return Err(command.key_error(ErrorKind::StdioServer));
    }
    Ok(ServerConfig {
        url: members.get("url").map(string).transpose()?,
        scopes: members.get("scopes").map(scopes),
        oauth_resource: members.get("oauth_resource").map(string).transpose()?,
        warnings: members
            .iter()
            .filter(|(key, _)| misspelling::is_misspelt(key))
            .map(|(_, member)| misspelt_key(member))
            .collect(),
    })
}

fn read_file(text: &str) -> Result<Assignment<'_>, BuildError> {
    let source = SourceText {
        place: InputLocation::ConfigFile,
        text,
        start: 0,
    };
    if text.len() > limits::DOCUMENT_BYTES {
        return Err(source.error(ErrorKind::LimitExceeded, source.whole()));
    }
    match toml_text::document(text) {
        Ok(value) => Ok(Assignment {
            source,
            key: Vec::new(),
            value,
            value_start: 0,
        }),
        Err(Unreadable::TooDeep(span)) => Err(source.error(ErrorKind::LimitExceeded, span)),
        Err(Unreadable::Invalid(span)) => Err(source.error(ErrorKind::InvalidConfig, span)),
    }
}

fn string(member: &Member<'_>) -> Result<Sourced<String>, BuildError> {
    let text = read_text(member.assignment, member.value()?)?;
    Ok(Sourced {
        place: member.assignment.source.place.clone(),
        span: text.span,
        value: text.text,
    })
}

fn scopes(member: &Member<'_>) -> ConfiguredScopes {
    ConfiguredScopes {
        place: member.assignment.source.place.clone(),
        value: read_scopes(member).unwrap_or_else(ScopesValue::Wrong),
    }
}

fn read_scopes(member: &Member<'_>) -> Result<ScopesValue, BuildError> {
    let value = member.value()?;
    let text = |value| read_text(member.assignment, value);
    match value.get_ref().as_array() {
        Some(list) => list
            .iter()
            .map(text)
            .collect::<Result<_, _>>()
            .map(ScopesValue::List),
        None => text(value).map(ScopesValue::Text),
    }
}

fn read_text(
    assignment: &Assignment<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Result<Text, BuildError> {
    let span = assignment.span(value.span());
    let Some(text) = value.get_ref().as_str() else {
        return Err(assignment.source.error(ErrorKind::WrongType, span));
    };
    let raw = assignment.source.raw(&span);
    // Bare strings have no quotes, the others one or three on each side.
    let text_start = [0, 1, 3]
        .into_iter()
        .find(|&quotes| raw.get(quotes..raw.len().saturating_sub(quotes)) == Some(text))
        .map(|quotes| span.start + quotes);
    Ok(Text {
        text: text.to_owned(),
        span,
        text_start,
    })
}

fn misspelt_key(member: &Member<'_>) -> Warning {
    let source = &member.assignment.source;
    Warning::new(
        WarningKind::MisspeltKey,
        source.place.clone(),
        source.raw(&member.key_span),
        Some(member.key_span.clone()),
    )
}

#[cfg(test)]
mod tests;
