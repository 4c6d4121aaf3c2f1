//! What a user writes: the command line with its options, and the config file.

use super::deployment::Deployment;
use super::scopes::{Separators, Spelled, distinct};
use super::toml_text::{key, quoted};

/// Names under which a server may be configured; some need quotes in TOML, one a `--` before it.
pub const SERVER_NAMES: &[&str] = &["s", "fastmail", "my.server", "a b", "quo\"te", "-odd"];

/// The command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// Which of [`SERVER_NAMES`].
    pub server: u8,
    /// `--` stands before the name.
    pub terminated: bool,
    /// The options; those in one slot keep this order.
    pub options: Vec<Placed>,
}

/// An option and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// 0 before `mcp`, 1 before `login`, 2 before the name, 3 after the name.
    pub slot: u8,
    /// The option.
    pub option: CommandOption,
}

/// An option of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandOption {
    /// `--scopes`.
    Scopes {
        /// Written `--scopes=V`, not `--scopes V`.
        joined: bool,
        /// The value.
        value: Spelled,
    },
    /// `-c` or `--config`.
    Override {
        /// Number of the option's spelling: `-c V`, `-cV`, `-c=V`, `--config V`, `--config=V`.
        spelling: u8,
        /// Number of the key's spelling: bare, `"basic"`, `'literal'`; quotes are used if needed.
        quotes: u8,
        /// What it sets.
        sets: Setting,
    },
}

/// What an override sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// The scopes of the server.
    Scopes(ConfigValue),
    /// The whole table of the server, so that the file's value is gone.
    Server(Option<ConfigValue>),
    /// `oauth_resource` of the server.
    Resource,
    /// The scopes of another server.
    OtherServer(ConfigValue),
    /// A key that has nothing to do with servers.
    Unrelated,
    /// No key at all: an override without `=`.
    Broken,
}

/// A value of `scopes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigValue {
    /// A list of strings.
    List(Vec<Spelled>),
    /// One string.
    Text(Spelled),
    /// Text without quotes, which only an override may have.
    Bare(Spelled),
    /// Something that is neither a string nor a list of strings.
    WrongType(u8),
}

const WRONG_TYPES: &[&str] = &["5", "true", "{ a = 1 }", "[1]", "1979-05-27"];

impl ConfigValue {
    /// The texts that hold tokens; none for a wrong type.
    pub fn texts(&self) -> &[Spelled] {
        match self {
            ConfigValue::List(elements) => elements,
            ConfigValue::Text(text) | ConfigValue::Bare(text) => std::slice::from_ref(text),
            ConfigValue::WrongType(_) => &[],
        }
    }

    fn toml(&self) -> String {
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
            ConfigValue::WrongType(which) => {
                WRONG_TYPES[usize::from(*which) % WRONG_TYPES.len()].to_owned()
            }
        }
    }

    fn override_text(&self) -> String {
        match self {
            ConfigValue::Bare(text) => text.text(Separators::WhiteSpace),
            other => other.toml(),
        }
    }
}

impl CommandLine {
    /// The server's name.
    pub fn server_name(&self) -> &'static str {
        SERVER_NAMES[usize::from(self.server) % SERVER_NAMES.len()]
    }

    /// The options in the order in which they are written.
    pub fn in_order(&self) -> Vec<&CommandOption> {
        let mut placed: Vec<&Placed> = self.options.iter().collect();
        placed.sort_by_key(|placed| self.slot(placed));
        placed.into_iter().map(|placed| &placed.option).collect()
    }

    /// The values of `--scopes` in the order in which they are written.
    pub fn flags(&self) -> Vec<Spelled> {
        let value = |option: &CommandOption| match option {
            CommandOption::Scopes { value, .. } => Some(value.clone()),
            CommandOption::Override { .. } => None,
        };
        self.in_order().into_iter().filter_map(value).collect()
    }

    /// What the overrides set, in the order in which they are written.
    pub fn settings(&self) -> Vec<&Setting> {
        let overrides = self
            .in_order()
            .into_iter()
            .filter_map(|option| match option {
                CommandOption::Override { sets, .. } => Some(sets),
                CommandOption::Scopes { .. } => None,
            });
        overrides.collect()
    }

    fn is_terminated(&self) -> bool {
        self.terminated || self.server_name().starts_with('-')
    }

    /// Nothing is an option any more after `--`.
    fn slot(&self, placed: &Placed) -> u8 {
        placed.slot.min(if self.is_terminated() { 2 } else { 3 })
    }

    /// The arguments after the program's name.
    pub fn arguments(&self, deployment: &Deployment) -> Vec<String> {
        let mut arguments = Vec::new();
        for (slot, positional) in [(0, "mcp"), (1, "login"), (2, self.server_name())] {
            self.write_slot(slot, deployment, &mut arguments);
            if slot == 2 && self.is_terminated() {
                arguments.push("--".to_owned());
            }
            arguments.push(positional.to_owned());
        }
        self.write_slot(3, deployment, &mut arguments);
        arguments
    }

    fn write_slot(&self, slot: u8, deployment: &Deployment, arguments: &mut Vec<String>) {
        for placed in self.options.iter().filter(|one| self.slot(one) == slot) {
            match &placed.option {
                CommandOption::Scopes { joined, value } => {
                    let text = value.text(Separators::Flag);
                    // A value that starts with a dash needs the joined form (CFG-12).
                    if *joined || text.starts_with('-') {
                        arguments.push(format!("--scopes={text}"));
                    } else {
                        arguments.extend(["--scopes".to_owned(), text]);
                    }
                }
                CommandOption::Override {
                    spelling,
                    quotes,
                    sets,
                } => {
                    let text = self.override_text(*quotes, sets, deployment);
                    match spelling % 5 {
                        0 => arguments.extend(["-c".to_owned(), text]),
                        1 => arguments.push(format!("-c{text}")),
                        2 => arguments.push(format!("-c={text}")),
                        3 => arguments.extend(["--config".to_owned(), text]),
                        _ => arguments.push(format!("--config={text}")),
                    }
                }
            }
        }
    }

    fn override_text(&self, quotes: u8, sets: &Setting, deployment: &Deployment) -> String {
        let server = format!("mcp_servers.{}", key(self.server_name(), quotes));
        match sets {
            Setting::Scopes(value) => format!("{server}.scopes={}", value.override_text()),
            Setting::Server(scopes) => {
                let scopes = scopes.as_ref().map_or(String::new(), |value| {
                    format!(", scopes = {}", value.toml())
                });
                format!(
                    "{server}={{ url = {}{scopes} }}",
                    quoted(deployment.server_url)
                )
            }
            Setting::Resource => {
                format!(
                    "{server}.oauth_resource={}",
                    quoted(deployment.canonical_server_url)
                )
            }
            Setting::OtherServer(value) => {
                format!("mcp_servers.other.scopes={}", value.override_text())
            }
            Setting::Unrelated => "model=o3".to_owned(),
            Setting::Broken => "model".to_owned(),
        }
    }
}

/// The config file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// How a table is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TableStyle {
    /// `[mcp_servers.NAME]`.
    #[default]
    Header,
    /// `NAME = { … }` in `[mcp_servers]`.
    Inline,
    /// `mcp_servers.NAME.url = …`.
    Dotted,
}

impl ConfigFile {
    /// The text of the file for the server `name`.
    pub fn text(&self, name: &str, deployment: &Deployment) -> String {
        let name = key(name, 0);
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

/// The config value that counts: that of the file, replaced as a whole by each override in turn.
pub fn effective<'a>(
    file: Option<&'a ConfigFile>,
    settings: &[&'a Setting],
) -> (bool, Option<&'a ConfigValue>) {
    let mut overridden = false;
    let mut value = file.and_then(|file| file.scopes.as_ref());
    for setting in settings {
        match setting {
            Setting::Scopes(scopes) => (overridden, value) = (true, Some(scopes)),
            Setting::Server(scopes) => (overridden, value) = (true, scopes.as_ref()),
            _ => {}
        }
    }
    (overridden, value)
}

/// The distinct legal tokens of a config value.
pub fn value_tokens(value: Option<&ConfigValue>) -> Vec<String> {
    value.map_or_else(Vec::new, |value| distinct(value.texts()))
}
