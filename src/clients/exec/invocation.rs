//! A login as the program gets it: words, files, variables.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::declaration::Layer;
use crate::scenario::Scenario;
use crate::scenario::scopes::Spelled;
use crate::scenario::user::{CommandLine, CommandOption, ConfigValue, Placed, Position, Setting};
use crate::scenario::visit::Role;

use crate::clients::profile::template::filled;
use crate::clients::profile::{Channel, Profile};

/// The name that the server has in the program's configuration.
pub const SERVER_NAME: &str = "dcr-check";

/// What a program is started with. Folders and ports are still placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invocation {
    /// The words after the program's own.
    pub arguments: Vec<String>,
    /// Files, by path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// Variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub environment: BTreeMap<String, String>,
    /// The words of commands that run before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub setup: Vec<Vec<String>>,
}

impl Invocation {
    /// The invocation that the profile makes of an adapted scenario.
    pub fn new(profile: &Profile, scenario: &Scenario) -> Invocation {
        let deployment = scenario.deployment();
        let values = [("name", SERVER_NAME), ("server_url", deployment.server_url)];
        let fill = |text: &String| filled(text, &values);
        let mut environment: BTreeMap<String, String> = profile
            .environment
            .iter()
            .map(|(name, value)| (name.clone(), fill(value)))
            .collect();
        let mut inserted: Vec<(usize, Vec<String>)> = Vec::new();
        let mut file_scopes = String::new();
        let mut feed = |layer: Layer, texts: &[Spelled], place: Position, spelling: usize| {
            let Some(channel) = profile.channel(layer) else {
                return;
            };
            let written = channel.format.written(texts);
            if let Some(text) = &channel.text {
                let scopes = written.first().map_or("", String::as_str);
                file_scopes = filled(&fill(text), &[("scopes", scopes)]);
            }
            for (name, value) in &channel.environment {
                let scopes = written.first().map_or("", String::as_str);
                environment.insert(name.clone(), filled(&fill(value), &[("scopes", scopes)]));
            }
            if let Some(position) = position(channel, place) {
                for scopes in &written {
                    let words = spelled(channel, spelling, scopes);
                    let word = |word: &String| filled(&fill(word), &[("scopes", scopes)]);
                    inserted.push((position, words.iter().map(word).collect()));
                }
            }
        };
        for (role, texts) in scenario.places() {
            match role {
                // Options come below, in the order in which they are written.
                Role::Supplied(Layer::Flag | Layer::Override) => {}
                Role::Supplied(layer) if layer.is_of_user() => {
                    feed(layer, texts, Position::default(), 0);
                }
                _ => {}
            }
        }
        let mut others = 0;
        for placed in scenario.command_line().map_or_else(Vec::new, in_order) {
            match &placed.option {
                CommandOption::Scopes { joined, value } => {
                    let texts = std::slice::from_ref(value);
                    feed(Layer::Flag, texts, placed.position, usize::from(*joined));
                }
                CommandOption::Override { spelling, sets, .. } => match sets {
                    Setting::Scopes(value) => {
                        let texts = ConfigValue::texts(value);
                        feed(Layer::Override, texts, placed.position, *spelling as usize);
                    }
                    _ => others += 1,
                },
            }
        }
        let unrelated = profile
            .channel(Layer::Override)
            .map_or(&[][..], |channel| &channel.unrelated);
        for words in unrelated.iter().take(others) {
            let end = profile.program.arguments.len();
            inserted.push((end, words.iter().map(fill).collect()));
        }
        let file = |file: &crate::clients::profile::File| {
            let text = filled(&fill(&file.text), &[("file_scopes", &file_scopes)]);
            (file.path.clone(), text)
        };
        let setup = profile.setup.iter();
        Invocation {
            arguments: joined(&profile.program.arguments, &fill, &inserted),
            files: profile.files.iter().map(file).collect(),
            environment,
            setup: setup
                .map(|setup| setup.arguments.iter().map(fill).collect())
                .collect(),
        }
    }

    /// The command line for a user, with the program's own name in front.
    pub fn command_line(&self, program: &str) -> String {
        self.arguments
            .iter()
            .fold(crate::case::command_line::quoted(program), |line, word| {
                line + " " + &crate::case::command_line::quoted(word)
            })
    }
}

/// The options in the order in which they are written.
fn in_order(line: &CommandLine) -> Vec<&Placed> {
    let mut placed: Vec<&Placed> = line.options.iter().collect();
    placed.sort_by_key(|placed| Reverse(placed.position));
    placed
}

/// The plainest place is the last position of a channel, the next one that before, and so on.
fn position(channel: &Channel, place: Position) -> Option<usize> {
    let last = channel.positions.len().checked_sub(1)?;
    let back = (place as usize).min(last);
    channel.positions.get(last - back).copied()
}

/// A value that looks like an option needs a spelling that holds more than the value.
fn spelled<'a>(channel: &'a Channel, spelling: usize, scopes: &str) -> &'a [String] {
    let spellings = &channel.spellings;
    let alone = |words: &&Vec<String>| words.iter().any(|word| word == "{scopes}");
    let chosen = spellings.get(spelling % spellings.len().max(1));
    let chosen = if scopes.starts_with('-') && chosen.as_ref().is_some_and(alone) {
        spellings.iter().find(|words| !alone(words)).or(chosen)
    } else {
        chosen
    };
    chosen.map_or(&[], Vec::as_slice)
}

fn joined(
    words: &[String],
    fill: &dyn Fn(&String) -> String,
    inserted: &[(usize, Vec<String>)],
) -> Vec<String> {
    let at = |position: usize| {
        let here = inserted.iter().filter(move |(one, _)| *one == position);
        here.flat_map(|(_, words)| words.iter().cloned())
    };
    let mut all = Vec::new();
    for (index, word) in words.iter().enumerate() {
        all.extend(at(index));
        all.push(fill(word));
    }
    all.extend(at(words.len()));
    all
}
