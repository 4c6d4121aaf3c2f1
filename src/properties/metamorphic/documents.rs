//! Spellings of the metadata documents.

use std::convert::Infallible;

use crate::properties::Relation;
use crate::properties::breach::Rule;
use crate::properties::{Judge, Property, Variation};
use crate::scenario::Scenario;
use crate::scenario::compose::Scopes;
use crate::scenario::document::{Listed, Style};
use crate::scenario::servers::List;

use super::varied;

fn styled(scenario: &Scenario, change: impl Fn(&mut Style)) -> Scenario {
    varied(scenario, |scenario| {
        if let Some(part) = &mut scenario.resource {
            change(&mut part.style);
        }
        if let Some(part) = &mut scenario.server {
            change(&mut part.style);
        }
    })
}

/// JSON-10.
pub const MEMBER_ORDER_IS_IRRELEVANT: Property = Property {
    id: "member-order-is-irrelevant",
    statement: "The order of the members of a metadata document changes nothing.",
    requirements: &["JSON-10"],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let rotated = [1, 3].map(|by| styled(view.scenario, |style| style.rotation += by));
        Variation::resting_on("JSON-10", rotated)
    }),
};

/// PRM-18, ASM-17.
pub const UNKNOWN_MEMBERS_CHANGE_NOTHING: Property = Property {
    id: "unknown-members-change-nothing",
    statement: "Members that no specification defines change nothing.",
    requirements: &["PRM-18", "HOUSE-06"],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let of_resource = varied(view.scenario, |scenario| {
            if let Some(part) = &mut scenario.resource {
                part.style.unknown = !part.style.unknown;
            }
        });
        let of_server = varied(view.scenario, |scenario| {
            if let Some(part) = &mut scenario.server {
                part.style.unknown = !part.style.unknown;
            }
        });
        let mut all = Variation::resting_on("PRM-18", [of_resource]);
        all.extend(Variation::resting_on("HOUSE-06", [of_server]));
        all
    }),
};

/// JSON-03, JSON-07.
pub const JSON_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "json-spelling-is-irrelevant",
    statement: "Escapes, white space and a byte order mark do not change what a document says.",
    requirements: &["JSON-17", "HOUSE-07"],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let spelled = [
            styled(view.scenario, |style| style.escaped = !style.escaped),
            styled(view.scenario, |style| style.spaced = !style.spaced),
        ];
        let marked = styled(view.scenario, |style| {
            style.byte_order_mark = !style.byte_order_mark
        });
        let mut all = Variation::resting_on("JSON-17", spelled);
        all.extend(Variation::resting_on("HOUSE-07", [marked]));
        all
    }),
};

/// If the list states nothing, states that in the given way.
fn unstated<T: Copy>(list: &mut List<T>, way: List<Infallible>) {
    if !matches!(list, List::Of(_)) {
        *list = way.map(|none| match none {});
    }
}

fn unstated_scopes(listed: &mut Listed, way: &Listed) {
    let nothing = match listed {
        Listed::Texts(texts) => texts.is_empty(),
        _ => true,
    };
    if nothing {
        *listed = way.clone();
    }
}

/// JSON-14, ASM-24, JSON-15.
pub const NULL_EMPTY_AND_ILL_TYPED_HINTS_ARE_ABSENT: Property = Property {
    id: "null-empty-and-ill-typed-hints-are-absent",
    statement: "A hint that is null, an empty list or of the wrong type counts as absent.",
    requirements: &["JSON-14", "JSON-15"],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let hint = ["hint"].text();
        [
            (Listed::Absent, List::Absent),
            (Listed::Null, List::Null),
            (Listed::Texts(Vec::new()), List::Empty),
            (Listed::OneString(hint), List::WrongType),
        ]
        .into_iter()
        .map(|(scopes, way)| Variation {
            rule: Rule::Row(match way {
                List::WrongType => "JSON-15",
                _ => "JSON-14",
            }),
            scenario: varied(view.scenario, |scenario| {
                if let Some(part) = &mut scenario.resource {
                    unstated_scopes(&mut part.scopes, &scopes);
                    part.style.nulls = way == List::Null;
                    part.style.wrong_types = way == List::WrongType;
                }
                if let Some(part) = &mut scenario.server {
                    if !part.lists_offline_access {
                        unstated_scopes(&mut part.scopes, &scopes);
                    }
                    unstated(&mut part.response_types, way);
                    unstated(&mut part.grant_types, way);
                    unstated(&mut part.auth_methods, way);
                    unstated(&mut part.code_challenge_methods, way);
                }
            }),
        })
        .collect()
    }),
};

/// OIDCD-04.
pub const OPTIONAL_MEMBERS_ARE_OPTIONAL: Property = Property {
    id: "optional-members-are-optional",
    statement: "Leaving optional members out of the metadata never turns a request into a refusal.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::StillSent, |view| {
        Variation::declared([varied(view.scenario, |scenario| {
            if let Some(part) = &mut scenario.resource {
                part.scopes = Listed::Absent;
            }
            if let Some(part) = &mut scenario.server {
                part.scopes = Listed::Absent;
                part.lists_offline_access = false;
                part.grant_types = List::Absent;
                part.auth_methods = List::Absent;
            }
            // Without new scopes a step-up would have to stop.
            scenario.client.previous = None;
        })])
    }),
};
