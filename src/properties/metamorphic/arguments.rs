//! Orders and spellings of the command line.

use crate::declaration::Layer;
use crate::properties::Relation;
use crate::properties::{Judge, Property, View};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::user::{CommandLine, CommandOption, ConfigValue, Placed, Setting};
use crate::scenario::{Entry, Scenario};

use super::varied;

/// The command line, if there is one with options.
fn with_options(view: &View<'_>) -> Option<CommandLine> {
    let line = view.scenario.command_line()?;
    (!line.options.is_empty()).then(|| line.clone())
}

fn on_line(scenario: &Scenario, options: Vec<Placed>) -> Scenario {
    varied(scenario, |scenario| {
        if let Entry::CommandLine(line, _) = &mut scenario.entry {
            line.options = options;
        }
    })
}

/// The options in their order, each in the slot that `slot` gives for its index.
fn placed(line: &CommandLine, slot: impl Fn(usize) -> u8) -> Vec<Placed> {
    let place = |(index, option): (usize, &CommandOption)| Placed {
        slot: slot(index),
        option: option.clone(),
    };
    line.in_order().into_iter().enumerate().map(place).collect()
}

/// CFG-01.
pub const ARGUMENT_ORDER_IS_IRRELEVANT: Property = Property {
    id: "argument-order-is-irrelevant",
    statement: "Options may stand before, between and after the command words and the name.",
    requirements: &["CFG-01", "CFG-06", "CFG-12"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let Some(line) = with_options(view) else {
                return Vec::new();
            };
            let half = line.options.len() / 2;
            let is_flag = |placed: &Placed| matches!(placed.option, CommandOption::Scopes { .. });
            let mut overrides_first = placed(&line, |_| 3);
            overrides_first.sort_by_key(is_flag);
            let mut flags_first = placed(&line, |_| 2);
            flags_first.sort_by_key(|placed| !is_flag(placed));
            [
                placed(&line, |_| 0),
                placed(&line, |_| 2),
                placed(&line, |_| 3),
                placed(&line, |index| if index <= half { 0 } else { 3 }),
                overrides_first,
                flags_first,
            ]
            .into_iter()
            .map(|options| on_line(view.scenario, options))
            .collect()
        },
        relation: Relation::SameRequest,
    },
};

/// CFG-02, CFG-03.
pub const FLAG_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "flag-spelling-is-irrelevant",
    statement: "`--scopes=V`, `--scopes V`, one flag with all tokens and one flag for each are the same.",
    requirements: &["CFG-02", "CFG-03", "CFG-04"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let flags = view.scenario.flags();
            let tokens: Vec<Token> = crate::scenario::scopes::tokens(&flags).cloned().collect();
            let Some(line) = with_options(view).filter(|_| !tokens.is_empty()) else {
                return Vec::new();
            };
            let others = || {
                placed(&line, |_| 3)
                    .into_iter()
                    .filter(|placed| !matches!(placed.option, CommandOption::Scopes { .. }))
            };
            let flag = |joined, value| Placed {
                slot: 3,
                option: CommandOption::Scopes { joined, value },
            };
            let toggled = placed(&line, |_| 3).into_iter().map(|mut placed| {
                if let CommandOption::Scopes { joined, .. } = &mut placed.option {
                    *joined = !*joined;
                }
                placed
            });
            let single = tokens
                .iter()
                .map(|token| flag(false, Spelled::one(token.clone())));
            vec![
                on_line(view.scenario, toggled.collect()),
                on_line(view.scenario, others().chain(single).collect()),
                on_line(
                    view.scenario,
                    others()
                        .chain([flag(true, Spelled::plain(tokens.clone()))])
                        .collect(),
                ),
            ]
        },
        relation: Relation::SameRequest,
    },
};

/// Options and keys of overrides.
pub const OVERRIDE_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "override-spelling-is-irrelevant",
    statement: "`-c k=v`, `-ck=v`, `-c=k=v`, `--config k=v`, bare and quoted keys are the same.",
    requirements: &["CFG-01", "CFG-11"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let Some(line) = with_options(view) else {
                return Vec::new();
            };
            let respelled = |by: u8| {
                placed(&line, |_| 3).into_iter().map(move |mut placed| {
                    if let CommandOption::Override {
                        spelling, quotes, ..
                    } = &mut placed.option
                    {
                        *spelling = spelling.wrapping_add(by);
                        *quotes = quotes.wrapping_add(by);
                    }
                    placed
                })
            };
            (1..5)
                .map(|by| on_line(view.scenario, respelled(by).collect()))
                .collect()
        },
        relation: Relation::SameRequest,
    },
};

/// CFG-06, CFG-11.
pub const OTHER_OVERRIDES_CHANGE_NOTHING: Property = Property {
    id: "other-overrides-change-nothing",
    statement: "An override of another key or another server leaves the request as it is.",
    requirements: &["CFG-06", "CFG-11"],
    judge: Judge::Metamorphic {
        vary: |view| {
            if !view.declaration.reads(Layer::Override) {
                return Vec::new();
            }
            let Some(line) = view.scenario.command_line() else {
                return Vec::new();
            };
            let foreign = ConfigValue::List(vec![Spelled::one(Token::legal("foreign:admin"))]);
            let setting = |sets| CommandOption::Override {
                spelling: 0,
                quotes: 0,
                sets,
            };
            let with = |slot, option| {
                let mut options = line.options.clone();
                options.push(Placed { slot, option });
                on_line(view.scenario, options)
            };
            vec![
                with(3, setting(Setting::OtherServer(foreign.clone()))),
                with(0, setting(Setting::OtherServer(foreign))),
                with(3, setting(Setting::Unrelated)),
                with(0, setting(Setting::Unrelated)),
            ]
        },
        relation: Relation::SameRequest,
    },
};
