//! The config file, and the values that it and overrides give to `scopes`.

use serde::{Deserialize, Serialize};

use super::choices::choices;
use super::deployment::Deployment;
use super::json::parts;
use super::scopes::{Separators, Spelled};
use super::toml_text::{KeyQuotes, key, quoted};

choices! {
    /// A value that is neither a string nor a list of strings.
    WrongType {
        /// A number.
        Number => "5",
        /// A truth value.
        Truth => "true",
        /// A table.
        Table => "{ a = 1 }",
        /// A list of numbers.
        Numbers => "[1]",
        /// A date.
        Date => "1979-05-27",
    }
    /// How a table is written.
    TableStyle {
        /// `[mcp_servers.NAME]`.
        Header,
        /// `NAME = { … }` in `[mcp_servers]`.
        Inline,
        /// `mcp_servers.NAME.url = …`.
        Dotted,
    }
}

/// A value of `scopes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConfigValue {
    /// A list of strings.
    List(Vec<Spelled>),
    /// One string.
    Text(Spelled),
    /// Text without quotes, which only an override may have.
    Bare(Spelled),
    /// Something else.
    WrongType(WrongType),
}

impl ConfigValue {
    /// The texts that hold tokens; none for a wrong type.
    pub fn texts(&self) -> &[Spelled] {
        match self {
            ConfigValue::List(elements) => elements,
            ConfigValue::Text(text) | ConfigValue::Bare(text) => std::slice::from_ref(text),
            ConfigValue::WrongType(_) => &[],
        }
    }

    pub(super) fn toml(&self) -> String {
        match self {
            ConfigValue::List(elements) => {
                let elements: Vec<String> = elements
                    .iter()
                    .map(|element| quoted(&element.text(Separators::WhiteSpace)))
                    .collect();
                format!("[{}]", elements.join(", "))
            }
            ConfigValue::Text(text) | ConfigValue::Bare(text) => {
                quoted(&text.text(Separators::WhiteSpace))
            }
            ConfigValue::WrongType(value) => value.text().to_owned(),
        }
    }

    pub(super) fn override_text(&self) -> String {
        match self {
            ConfigValue::Bare(text) => text.text(Separators::WhiteSpace),
            other => other.toml(),
        }
    }
}

parts! {
    /// The config file.
    pub struct ConfigFile {
        /// How the server's table is written.
        pub style: TableStyle,
        /// The scopes of the server.
        pub scopes: Option<ConfigValue>,
        /// The scopes of another server.
        pub other_server: Option<ConfigValue>,
        /// Tables and keys that have nothing to do with servers.
        pub unrelated: bool,
        /// The file is not TOML.
        pub broken: bool,
        /// The server is started as a command (MCP-36).
        pub command: bool,
    }
}

impl ConfigFile {
    /// The text of the file for the server `name`.
    pub fn text(&self, name: &str, deployment: &Deployment) -> String {
        let name = key(name, KeyQuotes::Bare);
        let mut entries = if self.command {
            vec![("command", quoted("mcp-server"))]
        } else {
            vec![("url", quoted(deployment.server_url))]
        };
        entries.extend(self.scopes.iter().map(|value| ("scopes", value.toml())));
        let lines = |prefix: &str, end: &str| -> String {
            let line = |(name, value): &(&str, String)| format!("{prefix}{name} = {value}{end}");
            entries.iter().map(line).collect()
        };
        let mut text = String::new();
        if self.unrelated {
            text.push_str("model = \"o3\" # scopes = [\"comment\"]\n");
        }
        let other = self.other_server.as_ref().map(ConfigValue::toml);
        match self.style {
            TableStyle::Header => {
                text.push_str(&format!("[mcp_servers.{name}]\n{}", lines("", "\n")));
                let other = other.map(|value| format!("[mcp_servers.other]\nscopes = {value}\n"));
                text.push_str(&other.unwrap_or_default());
            }
            TableStyle::Inline => {
                let inner = lines("", ", ");
                let inner = inner.trim_end_matches(", ");
                text.push_str(&format!("[mcp_servers]\n{name} = {{ {inner} }}\n"));
                let other = other.map(|value| format!("other = {{ scopes = {value} }}\n"));
                text.push_str(&other.unwrap_or_default());
            }
            TableStyle::Dotted => {
                text.push_str(&lines(&format!("mcp_servers.{name}."), "\n"));
                let other = other.map(|value| format!("mcp_servers.other.scopes = {value}\n"));
                text.push_str(&other.unwrap_or_default());
            }
        }
        if self.broken {
            text.push_str("scopes = [\"unclosed\n");
        }
        text
    }
}
