//! Client profiles: how a program is installed, driven and fed, as data (`clients/README.md`).

pub mod parse;
pub mod template;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::declaration::{Ability, Declaration, Layer};
use crate::vocabulary::Revision;

use self::template::Format;
use crate::vocabulary::words;

/// The version of the form that this crate reads.
pub const SCHEMA: u32 = 1;

/// Everything that is known of one client program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Version of the form, [`SCHEMA`].
    pub schema: u32,
    /// The name, which is that of the file.
    pub name: String,
    /// The full name, for users.
    pub title: String,
    /// How it is installed; absent for a program that is there.
    pub package: Option<Package>,
    /// How it is started.
    pub program: Program,
    /// Environment variables beside the usual ones.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Files that are written before it starts.
    #[serde(default)]
    pub files: Vec<File>,
    /// What a user would type.
    #[serde(default)]
    pub interaction: Interaction,
    /// Commands of the same program that run before it.
    #[serde(default)]
    pub setup: Vec<Setup>,
    /// How each layer of a user is fed; an absent one is not used.
    #[serde(default)]
    pub layers: BTreeMap<Layer, Channel>,
    /// What the program declares where the standards leave a choice.
    pub policy: Policy,
}

/// A package of a registry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// The kind of the registry.
    pub registry: Registry,
    /// Its name there.
    pub name: String,
    /// The version that is installed unless another is asked for.
    pub version: String,
    /// Further packages, `NAME@VERSION` or `NAME==VERSION`.
    #[serde(default)]
    pub also: Vec<String>,
    /// A program of ours, relative to the profile, that calls the package.
    pub driver: Option<String>,
    /// About how much is downloaded, in megabytes.
    pub size_mb: Option<u32>,
}

words! {
    /// Where packages come from.
    Registry, "registry" {
        /// The registry of Node packages.
        Npm = "npm",
        /// The Python package index.
        Pip = "pip",
        /// The Rust package registry; the driver is a package that depends on it.
        Cargo = "cargo",
    }
}

/// How the program is started and watched.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The program; a name without slash is looked for in the caller's PATH.
    pub command: String,
    /// Its words, without those that give scopes.
    pub arguments: Vec<String>,
    /// Words that make it print its version.
    pub version_arguments: Option<Vec<String>>,
    /// It needs a terminal.
    #[serde(default)]
    pub terminal: bool,
    /// It uses something of which the machine has one only, such as a fixed port.
    #[serde(default)]
    pub exclusive: bool,
    /// The path of its redirect URI is another in each run.
    #[serde(default)]
    pub redirect_varies: bool,
    /// The MCP revision that it speaks, where it does not say so itself.
    pub revision: Option<Revision>,
    /// Longest run, in milliseconds.
    pub time_limit_ms: u64,
    /// How long it goes on after the authorization URL was seen, in milliseconds.
    pub grace_ms: u64,
    /// How long it goes on after a registration without such a URL, in milliseconds.
    pub settle_ms: u64,
}

/// A file that is written before the program starts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its path, below `{home}` or `{work}`.
    pub path: String,
    /// The text, with placeholders.
    pub text: String,
}

/// What a user would type.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interaction {
    /// Written to standard input at the start.
    #[serde(default)]
    pub stdin: String,
    /// Standard input stays open.
    #[serde(default)]
    pub keep_stdin_open: bool,
    /// What is typed once something is read, one after the other.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// Something that is typed once something else is read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Text of the output, without escape sequences.
    pub wait_for: String,
    /// What is typed then.
    pub send: String,
}

/// A command of the same program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// Its words.
    pub arguments: Vec<String>,
}

/// How one layer is fed: by arguments, by text in the files, or by environment variables.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// How scopes are written.
    pub format: Format,
    /// Words with `{scopes}`, in each way that they can be spelled.
    #[serde(default)]
    pub spellings: Vec<Vec<String>>,
    /// Before which word of the program's arguments they may stand; the number of words is the end.
    #[serde(default)]
    pub positions: Vec<usize>,
    /// Words of the same kind that must change nothing.
    #[serde(default)]
    pub unrelated: Vec<Vec<String>>,
    /// What stands for `{file_scopes}` in the files.
    pub text: Option<String>,
    /// Variables with `{scopes}`.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
}

/// What the program declares.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The layers that it reads, the winning one first.
    pub precedence: Vec<Layer>,
    /// It appends `offline_access` where MCP says so.
    #[serde(default)]
    pub offline_access: bool,
    /// Layers of servers, of which the first that supplies scopes adds them to a user's.
    #[serde(default)]
    pub unites: Vec<Layer>,
    /// It falls back to what the authorization server metadata list.
    #[serde(default)]
    pub server_catalogue: bool,
    /// What it registers if nothing supplies a scope.
    #[serde(default)]
    pub default_scopes: Vec<String>,
    /// Why this is its policy, with a reference.
    pub note: Option<String>,
}

impl Profile {
    /// The word that a user would type for the program.
    pub fn program_name(&self) -> &str {
        let command = &self.program.command;
        let last = command.rsplit('/').next().unwrap_or(command);
        last.trim_matches(['{', '}'])
    }

    /// How the layer is fed, if a user can use it.
    pub fn channel(&self, layer: Layer) -> Option<&Channel> {
        self.layers.get(&layer)
    }

    /// What the program declares.
    pub fn declaration(&self) -> Declaration {
        let offline = self.policy.offline_access.then_some(Ability::OfflineAccess);
        Declaration {
            layers: self.policy.precedence.clone(),
            abilities: offline.into_iter().collect(),
            policy: crate::declaration::Policy {
                unites: self.policy.unites.clone(),
                falls_back_to_catalogue: self.policy.server_catalogue,
                default_scopes: self.policy.default_scopes.clone(),
            },
        }
    }
}
