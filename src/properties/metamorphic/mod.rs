//! Properties that compare a scenario with variations of it that mean the same, or nearly so.

pub mod arguments;
pub mod challenge;
pub mod client;
pub mod documents;
pub mod layers;

use crate::declaration::Layer;
use crate::properties::View;
use crate::scenario::challenge::{Bearer, ChallengePart, Item, ScopeParameter};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::user::{CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting};
use crate::scenario::{Entry, Scenario};

fn varied(scenario: &Scenario, change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = scenario.clone();
    change(&mut scenario);
    scenario
}

/// The scenario with `tokens` supplied by one layer of a user and by no other.
fn supplied_by(view: &View<'_>, layer: Layer, tokens: &[String], as_text: bool) -> Scenario {
    let tokens = || tokens.iter().map(|token| Token::legal(token));
    let value = || {
        if as_text {
            ConfigValue::Text(Spelled::plain(tokens()))
        } else {
            ConfigValue::List(tokens().map(Spelled::one).collect())
        }
    };
    let name = view.scenario.command_line().map_or(0, |line| line.server);
    let mut line = CommandLine {
        server: name,
        ..CommandLine::default()
    };
    let mut file = None;
    match layer {
        Layer::Call => {
            let texts = tokens().map(Spelled::one).collect();
            return varied(view.scenario, |scenario| {
                scenario.entry = Entry::Call(Some(texts))
            });
        }
        Layer::Flag => line.options.push(Placed {
            slot: 3,
            option: CommandOption::Scopes {
                joined: false,
                value: Spelled::plain(tokens()),
            },
        }),
        Layer::Override => line.options.push(Placed {
            slot: 3,
            option: CommandOption::Override {
                spelling: 0,
                quotes: 0,
                sets: Setting::Scopes(value()),
            },
        }),
        _ => {
            file = Some(ConfigFile {
                scopes: Some(value()),
                ..ConfigFile::default()
            })
        }
    }
    varied(view.scenario, |scenario| {
        scenario.entry = Entry::CommandLine(line, file)
    })
}

fn challenge_for(value: &Spelled) -> ChallengePart {
    let scope = ScopeParameter {
        value: value.clone(),
        ..ScopeParameter::default()
    };
    let bearer = Bearer {
        scope: Some(scope),
        ..Bearer::default()
    };
    ChallengePart {
        items: vec![(true, Item::Bearer(bearer))],
        ..ChallengePart::default()
    }
}
