//! What a user writes on the command line.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::choices::choices;
use super::deployment::Deployment;
use super::json::parts;
use super::scopes::{Separators, Spelled};
use super::toml_text::{key, quoted};

pub use super::config_file::{ConfigFile, ConfigValue, TableStyle, WrongType};
pub use super::toml_text::KeyQuotes;

choices! {
    /// Names under which a server may be configured; some need quotes in TOML, one a `--` before it.
    ServerName {
        /// One letter.
        Short => "s",
        /// A word.
        Word => "fastmail",
        /// With a dot.
        Dotted => "my.server",
        /// With a space.
        Spaced => "a b",
        /// With a quote.
        Quote => "quo\"te",
        /// Like an option.
        Dash => "-odd",
    }
    /// Where an option stands on the command line.
    Position {
        /// After the server's name.
        AfterName,
        /// Between `login` and the name.
        BeforeName,
        /// Between `mcp` and `login`.
        BeforeLogin,
        /// Before all words.
        BeforeMcp,
    }
    /// How an override is written, with what stands before its text.
    OverrideSpelling {
        /// `-c V`.
        ShortSpaced => "-c",
        /// `-cV`.
        ShortAttached => "-c",
        /// `-c=V`.
        ShortEquals => "-c=",
        /// `--config V`.
        LongSpaced => "--config",
        /// `--config=V`.
        LongEquals => "--config=",
    }
}

parts! {
    /// The command line.
    pub struct CommandLine {
        /// The server's name.
        pub server: ServerName,
        /// `--` stands before the name, so that everything after it is no option.
        pub terminated: bool,
        /// The options; those at one position keep this order.
        pub options: Vec<Placed>,
    }
}

/// An option and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// Where it stands.
    pub position: Position,
    /// The option.
    pub option: CommandOption,
}

/// An option of the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
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
        /// How it is written.
        spelling: OverrideSpelling,
        /// How the server's name in the key is written.
        quotes: KeyQuotes,
        /// What it sets.
        sets: Setting,
    },
}

impl From<CommandOption> for Placed {
    fn from(option: CommandOption) -> Self {
        let position = Position::default();
        Placed { position, option }
    }
}

impl From<Spelled> for CommandOption {
    fn from(value: Spelled) -> Self {
        let joined = false;
        CommandOption::Scopes { joined, value }
    }
}

impl From<Setting> for CommandOption {
    fn from(sets: Setting) -> Self {
        CommandOption::Override {
            spelling: OverrideSpelling::default(),
            quotes: KeyQuotes::default(),
            sets,
        }
    }
}

impl CommandOption {
    /// Whether it is `--scopes`.
    pub fn is_flag(&self) -> bool {
        matches!(self, CommandOption::Scopes { .. })
    }
}

/// What an override sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

impl CommandLine {
    /// The server's name.
    pub fn server_name(&self) -> &'static str {
        self.server.text()
    }

    /// The options in the order in which they are written.
    pub fn in_order(&self) -> Vec<&CommandOption> {
        let mut placed: Vec<&Placed> = self.options.iter().collect();
        placed.sort_by_key(|placed| Reverse(self.position(placed)));
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
        let options = self.in_order().into_iter();
        options
            .filter_map(|option| match option {
                CommandOption::Override { sets, .. } => Some(sets),
                CommandOption::Scopes { .. } => None,
            })
            .collect()
    }

    fn is_terminated(&self) -> bool {
        self.terminated || self.server_name().starts_with('-')
    }

    /// Where it has to stand: what follows `--` is no option, so options stand before that.
    fn position(&self, placed: &Placed) -> Position {
        if self.is_terminated() && placed.position == Position::AfterName {
            return Position::BeforeName;
        }
        placed.position
    }

    /// The arguments after the program's name.
    pub fn arguments(&self, deployment: &Deployment) -> Vec<String> {
        let mut arguments = Vec::new();
        for (position, word) in [
            (Position::BeforeMcp, Some("mcp")),
            (Position::BeforeLogin, Some("login")),
            (Position::BeforeName, Some(self.server_name())),
            (Position::AfterName, None),
        ] {
            let options = self.options.iter();
            for placed in options.filter(|placed| self.position(placed) == position) {
                self.write(&placed.option, deployment, &mut arguments);
            }
            if position == Position::BeforeName && self.is_terminated() {
                arguments.push("--".to_owned());
            }
            arguments.extend(word.map(str::to_owned));
        }
        arguments
    }

    fn write(&self, option: &CommandOption, deployment: &Deployment, arguments: &mut Vec<String>) {
        let (option, text, attached) = match option {
            CommandOption::Scopes { joined, value } => {
                let text = value.text(Separators::Commas);
                // A value that starts with a dash needs the joined form (CFG-12).
                match *joined || text.starts_with('-') {
                    true => ("--scopes=", text, true),
                    false => ("--scopes", text, false),
                }
            }
            CommandOption::Override {
                spelling,
                quotes,
                sets,
            } => {
                use OverrideSpelling::{LongSpaced, ShortSpaced};
                let attached = !matches!(spelling, ShortSpaced | LongSpaced);
                let text = self.override_text(*quotes, sets, deployment);
                (spelling.text(), text, attached)
            }
        };
        if attached {
            arguments.push(format!("{option}{text}"));
        } else {
            arguments.extend([option.to_owned(), text]);
        }
    }

    fn override_text(&self, quotes: KeyQuotes, sets: &Setting, deployment: &Deployment) -> String {
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
