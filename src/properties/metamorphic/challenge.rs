//! Spellings of the challenge, and other challenges and parameters beside it.

use crate::properties::Relation;
use crate::properties::{Judge, Property};
use crate::scenario::challenge::{Bearer, ChallengePart, Item, Trap};

use super::varied;

fn respelled(part: &ChallengePart, by: usize) -> ChallengePart {
    let mut part = part.clone();
    for (index, (starts, _)) in part.items.iter_mut().enumerate() {
        *starts = (index + by).is_multiple_of(2);
    }
    for bearer in part.bearers_mut() {
        bearer.scheme = bearer.scheme.after(by);
        bearer.rotation += by;
        if let Some(scope) = &mut bearer.scope {
            scope.name = scope.name.after(by);
            scope.equals = scope.equals.after(by);
            scope.form = scope.form.after(1);
        }
    }
    part
}

/// The spelling of a challenge.
pub const CHALLENGE_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "challenge-spelling-is-irrelevant",
    statement: "The case of names, white space, quoting, escapes, order and field lines do not change what a challenge says.",
    requirements: &[
        "HTTP-01", "HTTP-02", "HTTP-04", "HTTP-05", "HTTP-07", "HTTP-08", "HTTP-09", "HTTP-17",
        "HTTP-22", "BEAR-01", "BEAR-06",
    ],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let part = &view.scenario.challenge;
        // A field that is never closed swallows what follows in it: its lines stay as they are.
        if part.items.is_empty() || part.unterminated {
            return Vec::new();
        }
        let mut padded = respelled(part, 2);
        padded.padded = !padded.padded;
        [respelled(part, 1), padded, respelled(part, 3)]
            .into_iter()
            .map(|part| view.scenario.clone().challenges(part))
            .collect()
    }),
};

/// HTTP-15, HTTP-18.
pub const OTHER_CHALLENGES_CHANGE_NOTHING: Property = Property {
    id: "other-challenges-change-nothing",
    statement: "Challenges of other schemes and empty elements, before or after, change nothing.",
    requirements: &[
        "HTTP-03", "HTTP-12", "HTTP-13", "HTTP-14", "HTTP-15", "HTTP-18", "PRM-29",
    ],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let others = [
            Item::Basic,
            Item::OtherSchemeWithScope,
            Item::Negotiate,
            Item::Empty,
        ];
        let first = !view.scenario.challenge.items.is_empty();
        others
            .into_iter()
            .flat_map(|other| {
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
                [before, after]
            })
            .collect()
    }),
};

/// BEAR-12, HTTP-10, HTTP-19.
pub const OTHER_PARAMETERS_CHANGE_NOTHING: Property = Property {
    id: "other-parameters-change-nothing",
    statement: "Descriptions, realms and parameters with similar names never become the scope.",
    requirements: &[
        "BEAR-02", "BEAR-03", "BEAR-05", "BEAR-08", "BEAR-09", "BEAR-12", "HTTP-06", "HTTP-10",
        "HTTP-11", "HTTP-19",
    ],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let has_bearer = view.scenario.challenge.bearer().is_some();
        Trap::ALL
            .iter()
            .zip([0, 1].into_iter().cycle())
            .map(|(trap, rotation)| {
                varied(view.scenario, |scenario| {
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
                })
            })
            .collect()
    }),
};
