//! The settings of one MCP server: what the config file says, as overrides change it (CFG-07).

use toml::Spanned;
use toml::de::DeValue;

use self::server::Member;
use super::arguments::OptionValue;
use super::error::{BuildError, ErrorKind};
use super::limits;
use super::location::{Input, LocatedText};
use super::overrides::toml_text::{self, Unreadable};
use super::overrides::{self, Assignment, SourceText};
use super::warning::{Warning, WarningKind};

mod misspelling;
mod server;

/// What file and overrides say about one server: nothing, if neither knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerConfig {
    /// The server's URL.
    pub url: Option<LocatedText>,
    /// The scopes to ask for.
    pub scopes: Option<ConfiguredScopes>,
    /// The resource indicator to send in place of the one made from the URL.
    pub oauth_resource: Option<LocatedText>,
    /// Members that look misspelt.
    pub warnings: Vec<Warning>,
}

/// The `scopes` of the layer that decides, which is the last to give them (CFG-06, CFG-08).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfiguredScopes {
    /// The config file or an override.
    pub input: Input,
    /// What was given there.
    pub value: ScopesValue,
}

/// The two ways to give scopes (CFG-10), and any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScopesValue {
    /// One string.
    Text(LocatedText),
    /// An array of strings. An empty one clears the scopes of the layers below (CFG-07).
    List(Vec<LocatedText>),
    /// A value of another type. An error only if no `--scopes` makes it irrelevant (CFG-08).
    Wrong(BuildError),
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
        input: Input::ConfigFile,
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

fn string(member: &Member<'_>) -> Result<LocatedText, BuildError> {
    read_text(member.assignment, member.value()?)
}

fn scopes(member: &Member<'_>) -> ConfiguredScopes {
    ConfiguredScopes {
        input: member.assignment.source.input,
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
) -> Result<LocatedText, BuildError> {
    let range = assignment.span(value.span());
    let Some(text) = value.get_ref().as_str() else {
        return Err(assignment.source.error(ErrorKind::WrongType, range));
    };
    let raw = assignment.source.raw(&range);
    // Bare strings have no quotes, the others one or three on each side.
    let text_start = [0, 1, 3]
        .into_iter()
        .find(|&quotes| raw.get(quotes..raw.len().saturating_sub(quotes)) == Some(text))
        .map(|quotes| range.start + quotes);
    Ok(LocatedText {
        text: text.to_owned(),
        input: assignment.source.input,
        range,
        text_start,
    })
}

fn misspelt_key(member: &Member<'_>) -> Warning {
    let source = &member.assignment.source;
    Warning::new(
        WarningKind::MisspeltKey,
        source.input.at(member.key_span.clone()),
        source.raw(&member.key_span),
    )
}

#[cfg(test)]
mod tests;
