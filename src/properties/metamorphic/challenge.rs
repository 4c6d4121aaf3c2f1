//! Spellings of the challenge, and other challenges and parameters beside it.

use crate::properties::Relation;
use crate::properties::breach::Rule;
use crate::properties::tokens::rule_of_trap;
use crate::properties::{Judge, Property, Variation};
use crate::scenario::challenge::{Bearer, ChallengePart, Form, Item, ScopeParameter, Trap};

use super::varied;

/// A change of every Bearer challenge.
type Respelling = fn(&mut Bearer);

/// The ways to spell a Bearer challenge otherwise, each with the rule that makes it mean the same.
const RESPELLINGS: &[(&str, Respelling)] = &[
    ("HTTP-04", |bearer| bearer.scheme = bearer.scheme.after(1)),
    ("HTTP-05", |bearer| {
        in_scope(bearer, |scope| scope.name = scope.name.after(1))
    }),
    ("HTTP-07", |bearer| {
        in_scope(bearer, |scope| scope.equals = scope.equals.after(1))
    }),
    ("HTTP-07", |bearer| {
        in_scope(bearer, |scope| scope.equals = scope.equals.after(2))
    }),
    ("HTTP-08", |bearer| {
        in_scope(bearer, |scope| {
            scope.form = match scope.form {
                Form::Token => Form::Quoted,
                _ => Form::Token,
            };
        });
    }),
    ("HTTP-09", |bearer| {
        in_scope(bearer, |scope| {
            scope.form = match scope.form {
                Form::Escaped => Form::Quoted,
                _ => Form::Escaped,
            };
        });
    }),
    ("HTTP-03", |bearer| bearer.rotation += 1),
];

fn in_scope(bearer: &mut Bearer, change: impl FnOnce(&mut ScopeParameter)) {
    if let Some(scope) = &mut bearer.scope {
        change(scope);
    }
}

/// The spelling of a challenge.
pub const CHALLENGE_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "challenge-spelling-is-irrelevant",
    statement: "The case of names, white space, quoting, escapes, order and field lines do not change what a challenge says.",
    requirements: &[
        "HTTP-02", "HTTP-03", "HTTP-04", "HTTP-05", "HTTP-07", "HTTP-08", "HTTP-09", "HTTP-17",
    ],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let part = &view.scenario.challenge;
        // A field that is never closed swallows what follows in it: its lines stay as they are.
        if part.items.is_empty() || part.unterminated {
            return Vec::new();
        }
        let mut spelled = vec![
            ("HTTP-02", in_lines(part, true)),
            ("HTTP-03", in_lines(part, false)),
            (
                "HTTP-17",
                ChallengePart {
                    padded: !part.padded,
                    ..part.clone()
                },
            ),
        ];
        spelled.extend(RESPELLINGS.iter().map(|(row, respell)| {
            let mut part = part.clone();
            part.bearers_mut().for_each(respell);
            (*row, part)
        }));
        spelled.retain(|(_, other)| other != part);
        let variation = |(row, part)| Variation {
            scenario: view.scenario.clone().challenges(part),
            rule: Rule::Row(row),
        };
        spelled.into_iter().map(variation).collect()
    }),
};

/// The same challenges, each in a field line of its own, or all in one.
fn in_lines(part: &ChallengePart, apart: bool) -> ChallengePart {
    let mut part = part.clone();
    for (index, (starts, _)) in part.items.iter_mut().enumerate() {
        *starts = apart || index == 0;
    }
    part
}

/// HTTP-15, HTTP-18.
pub const OTHER_CHALLENGES_CHANGE_NOTHING: Property = Property {
    id: "other-challenges-change-nothing",
    statement: "Challenges of other schemes and empty elements, before or after, change nothing.",
    requirements: &["HTTP-10", "HTTP-12", "HTTP-13", "HTTP-18", "HOUSE-13"],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let has_scope = view
            .scenario
            .challenge
            .bearers()
            .any(|one| one.scope.is_some());
        // With no scope beside it, a client that takes that of another scheme can point to MCP.
        let of_scheme = if has_scope { "HTTP-18" } else { "HOUSE-13" };
        let others = [
            (Item::OtherSchemeWithScope, of_scheme),
            (Item::Negotiate, "HTTP-12"),
            (Item::Empty, "HTTP-13"),
            (Item::Basic, "HTTP-10"),
        ];
        let first = !view.scenario.challenge.items.is_empty();
        let beside = |(other, row): (Item, &'static str)| {
            let before = varied(view.scenario, |scenario| {
                let items = &mut scenario.challenge.items;
                if let Some((starts, _)) = items.first_mut() {
                    *starts = false;
                }
                items.insert(0, (true, other.clone()));
            });
            let after = varied(view.scenario, |scenario| {
                if !scenario.challenge.unterminated {
                    scenario.challenge.items.push((!first, other));
                }
            });
            Variation::resting_on(row, [before, after])
        };
        others.into_iter().flat_map(beside).collect()
    }),
};

/// BEAR-12, HTTP-10, HTTP-19.
pub const OTHER_PARAMETERS_CHANGE_NOTHING: Property = Property {
    id: "other-parameters-change-nothing",
    statement: "Descriptions, realms and parameters with similar names never become the scope.",
    requirements: &["HTTP-10", "HTTP-11", "HTTP-19"],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let has_bearer = view.scenario.challenge.bearer().is_some();
        Trap::ALL
            .iter()
            .zip([0, 1].into_iter().cycle())
            .map(|(trap, rotation)| Variation {
                rule: Rule::Row(rule_of_trap(*trap)),
                scenario: varied(view.scenario, |scenario| {
                    if !has_bearer {
                        let item = Item::Bearer(Bearer::default());
                        scenario.challenge.items.insert(0, (true, item));
                        if let Some((starts, _)) = scenario.challenge.items.get_mut(1) {
                            *starts = true;
                        }
                    }
                    for bearer in scenario.challenge.bearers_mut() {
                        bearer.traps.insert(0, *trap);
                        bearer.rotation = rotation;
                    }
                }),
            })
            .collect()
    }),
};
