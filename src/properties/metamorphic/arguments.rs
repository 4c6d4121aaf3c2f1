//! Orders and spellings of the command line.

use crate::declaration::Layer;
use crate::properties::Relation;
use crate::properties::{Judge, Property, Variation, View};
use crate::scenario::compose::Scopes;
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::user::{CommandLine, CommandOption, Placed, Position, Setting};
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

/// The options in their order, all at one position.
fn placed(line: &CommandLine, position: Position) -> Vec<Placed> {
    let option = |option: &CommandOption| Placed {
        position,
        option: option.clone(),
    };
    line.in_order().into_iter().map(option).collect()
}

/// CFG-01.
pub const ARGUMENT_ORDER_IS_IRRELEVANT: Property = Property {
    id: "argument-order-is-irrelevant",
    statement: "Options may stand before, between and after the command words and the server name.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let Some(line) = with_options(view) else {
            return Vec::new();
        };
        let half = line.options.len() / 2;
        let mut apart = placed(&line, Position::AfterName);
        for placed in apart.iter_mut().take(half + 1) {
            placed.position = Position::BeforeMcp;
        }
        let mut overrides_first = placed(&line, Position::AfterName);
        overrides_first.sort_by_key(|placed| placed.option.is_flag());
        let mut flags_first = placed(&line, Position::BeforeName);
        flags_first.sort_by_key(|placed| !placed.option.is_flag());
        let orders = [
            placed(&line, Position::BeforeMcp),
            placed(&line, Position::BeforeName),
            placed(&line, Position::AfterName),
            apart,
            overrides_first,
            flags_first,
        ];
        Variation::declared(orders.map(|options| on_line(view.scenario, options)))
    }),
};

/// CFG-02, CFG-03.
pub const FLAG_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "flag-spelling-is-irrelevant",
    statement: "`--scopes=V`, `--scopes V`, one flag with all tokens and one flag for each are the same.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let flags = view.scenario.flags();
        let tokens: Vec<Token> = crate::scenario::scopes::tokens(&flags).cloned().collect();
        let Some(line) = with_options(view).filter(|_| !tokens.is_empty()) else {
            return Vec::new();
        };
        let plain = || placed(&line, Position::AfterName).into_iter();
        let others = || plain().filter(|placed| !placed.option.is_flag());
        let toggled = plain().map(|mut placed| {
            if let CommandOption::Scopes { joined, .. } = &mut placed.option {
                *joined = !*joined;
            }
            placed
        });
        let single = tokens.iter().cloned().map(Spelled::one);
        let single = single.map(|value| CommandOption::from(value).into());
        let value = Spelled::plain(tokens.clone());
        let joined = CommandOption::Scopes {
            joined: true,
            value,
        };
        Variation::declared([
            on_line(view.scenario, toggled.collect()),
            on_line(view.scenario, others().chain(single).collect()),
            on_line(view.scenario, others().chain([joined.into()]).collect()),
        ])
    }),
};

/// Options and keys of overrides.
pub const OVERRIDE_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "override-spelling-is-irrelevant",
    statement: "`-c k=v`, `-ck=v`, `-c=k=v`, `--config k=v`, bare and quoted keys are the same.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let Some(line) = with_options(view) else {
            return Vec::new();
        };
        let respelled = |by: usize| {
            let mut options = placed(&line, Position::AfterName);
            for placed in &mut options {
                if let CommandOption::Override {
                    spelling, quotes, ..
                } = &mut placed.option
                {
                    (*spelling, *quotes) = (spelling.after(by), quotes.after(by));
                }
            }
            on_line(view.scenario, options)
        };
        Variation::declared((1..5).map(respelled))
    }),
};

/// CFG-06, CFG-11.
pub const OTHER_OVERRIDES_CHANGE_NOTHING: Property = Property {
    id: "other-overrides-change-nothing",
    statement: "An override of another key or for another server does not change the request.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        if !view.declaration.reads(Layer::Override) {
            return Vec::new();
        }
        if view.scenario.command_line().is_none() {
            return Vec::new();
        }
        let settings = [
            Setting::OtherServer(["foreign:admin"].value()),
            Setting::Unrelated,
        ];
        Variation::declared(settings.into_iter().flat_map(|setting| {
            let after = Placed::from(CommandOption::from(setting));
            let mut before = after.clone();
            before.position = Position::BeforeMcp;
            [after, before].map(|placed| view.scenario.clone().option(placed))
        }))
    }),
};
