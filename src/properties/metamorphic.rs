//! Properties that compare a scenario with variations of it that mean the same, or nearly so.

use crate::layer::Layer;
use crate::outcome::Outcome;
use crate::scenario::challenge::{Bearer, ChallengePart, Form, Item, ScopeParameter, Trap};
use crate::scenario::client::Metadata;
use crate::scenario::document::{Listed, Style};
use crate::scenario::expectation::{Expectation, Expected};
use crate::scenario::person::{
    CommandLine, CommandOption, ConfigFile, ConfigValue, Placed, Setting,
};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{List, ResourceDocument};
use crate::scenario::{Entry, Scenario};

use super::body::Body;
use super::variation::Relation;
use super::{Judge, Property, View};

fn varied(scenario: &Scenario, change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = scenario.clone();
    change(&mut scenario);
    scenario
}

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

/// The expected tokens of a person, where they are the whole scope.
fn of_person<'a>(view: &View<'a>) -> Option<&'a Expected> {
    match view.expectation {
        Expectation::Sent(expected)
            if expected.layer.is_some_and(Layer::is_of_a_person)
                && !view.scenario.client.merges =>
        {
            Some(expected)
        }
        _ => None,
    }
}

/// The scenario with `tokens` supplied by one layer of a person and by no other.
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

/// CFG-10.
pub const A_TOKEN_PRINTS_THE_SAME_FROM_EVERY_LAYER: Property = Property {
    id: "a-token-prints-the-same-from-every-layer",
    statement: "The same tokens give the same scope from flag, override, config list, config string and call.",
    requirements: &["CFG-10", "SCOPE-10"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let Some(expected) = of_person(view) else {
                return Vec::new();
            };
            if view.scenario.client.previous.is_some() {
                return Vec::new();
            }
            let comma = expected.scopes.iter().any(|token| token.contains(','));
            [Layer::Flag, Layer::Override, Layer::ConfigFile, Layer::Call]
                .into_iter()
                .filter(|layer| view.declaration.reads(*layer) && !(comma && *layer == Layer::Flag))
                .flat_map(|layer| {
                    [false, true].map(|text| supplied_by(view, layer, &expected.scopes, text))
                })
                .collect()
        },
        relation: Relation::SameScope,
    },
};

/// SCOPE-16.
pub const SENDING_THE_SCOPE_BACK_CHANGES_NOTHING: Property = Property {
    id: "sending-the-scope-back-changes-nothing",
    statement: "A scope that was sent, given as a person's own, is sent again unchanged.",
    requirements: &["SCOPE-16", "SCOPE-05"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let Outcome::Sent(sent) = view.outcome else {
                return Vec::new();
            };
            let Ok(body) = Body::read(&sent.registration) else {
                return Vec::new();
            };
            let tokens: Vec<String> = body.scopes().into_iter().map(str::to_owned).collect();
            let legal = tokens
                .iter()
                .all(|token| !token.is_empty() && token.is_ascii());
            if tokens.is_empty() || !legal || view.scenario.client.previous.is_some() {
                return Vec::new();
            }
            [Layer::Override, Layer::ConfigFile, Layer::Call]
                .into_iter()
                .filter(|layer| view.declaration.reads(*layer))
                .map(|layer| supplied_by(view, layer, &tokens, true))
                .collect()
        },
        relation: Relation::SameScope,
    },
};

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
    judge: Judge::Metamorphic {
        vary: |view| {
            [1, 3]
                .map(|by| styled(view.scenario, |style| style.rotation += by))
                .to_vec()
        },
        relation: Relation::SameRequest,
    },
};

/// PRM-18, ASM-17.
pub const UNKNOWN_MEMBERS_CHANGE_NOTHING: Property = Property {
    id: "unknown-members-change-nothing",
    statement: "Members that no specification knows change nothing.",
    requirements: &[
        "PRM-18", "ASM-17", "ASM-12", "PRM-08", "PRM-10", "PRM-11", "ASM-16",
    ],
    judge: Judge::Metamorphic {
        vary: |view| {
            vec![styled(view.scenario, |style| {
                style.unknown = !style.unknown
            })]
        },
        relation: Relation::SameRequest,
    },
};

/// JSON-03, JSON-07.
pub const JSON_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "json-spelling-is-irrelevant",
    statement: "Escapes, white space and a byte order mark change nothing of what a document says.",
    requirements: &["JSON-03", "JSON-07", "PRM-23"],
    judge: Judge::Metamorphic {
        vary: |view| {
            vec![
                styled(view.scenario, |style| style.escaped = !style.escaped),
                styled(view.scenario, |style| {
                    style.byte_order_mark = !style.byte_order_mark
                }),
                styled(view.scenario, |style| style.spaced = !style.spaced),
            ]
        },
        relation: Relation::SameRequest,
    },
};

/// Replaces the ways to state nothing by one of them.
fn unstated<T: Copy>(list: &mut List<T>, way: List<T>) {
    if !matches!(list, List::Of(_)) {
        *list = way;
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
    statement: "A hint that is null, an empty list or of a wrong type counts as absent.",
    requirements: &[
        "JSON-14", "JSON-15", "ASM-24", "PRM-19", "OIDCD-06", "PRM-04", "ASM-04",
    ],
    judge: Judge::Metamorphic {
        vary: |view| {
            let scopes = [
                Listed::Absent,
                Listed::Null,
                Listed::Texts(Vec::new()),
                Listed::OneString(Spelled::one(Token::legal("hint"))),
            ];
            (0..4)
                .map(|way| {
                    varied(view.scenario, |scenario| {
                        if let Some(part) = &mut scenario.resource {
                            unstated_scopes(&mut part.scopes, &scopes[way]);
                            part.style.nulls = way == 1;
                            part.style.wrong_types = way == 3;
                        }
                        if let Some(part) = &mut scenario.server {
                            if !part.lists_offline_access {
                                unstated_scopes(&mut part.scopes, &scopes[way]);
                            }
                            unstated(&mut part.response_types, list(way));
                            unstated(&mut part.grant_types, list(way));
                            unstated(&mut part.auth_methods, list(way));
                            unstated(&mut part.code_challenge_methods, list(way));
                        }
                    })
                })
                .collect()
        },
        relation: Relation::SameRequest,
    },
};

fn list<T>(way: usize) -> List<T> {
    match way {
        0 => List::Absent,
        1 => List::Null,
        2 => List::Empty,
        _ => List::WrongType,
    }
}

/// OIDCD-04.
pub const OPTIONAL_MEMBERS_ARE_OPTIONAL: Property = Property {
    id: "optional-members-are-optional",
    statement: "Leaving optional members out of the metadata never turns a request into a refusal.",
    requirements: &["OIDCD-04", "ASM-06", "ASM-07", "ASM-09", "ASM-10", "PRM-05"],
    judge: Judge::Metamorphic {
        vary: |view| {
            vec![varied(view.scenario, |scenario| {
                if let Some(part) = &mut scenario.resource {
                    part.scopes = Listed::Absent;
                }
                if let Some(part) = &mut scenario.server {
                    part.scopes = Listed::Absent;
                    part.lists_offline_access = false;
                    part.response_types = List::Absent;
                    part.grant_types = List::Absent;
                    part.auth_methods = List::Absent;
                }
                // Without new scopes a step-up would have to stop.
                scenario.client.previous = None;
            })]
        },
        relation: Relation::StillSent,
    },
};

fn respelled(part: &ChallengePart, by: u8) -> ChallengePart {
    let mut part = part.clone();
    for (index, (starts, item)) in part.items.iter_mut().enumerate() {
        *starts = (index + usize::from(by)).is_multiple_of(2);
        if let Item::Bearer(bearer) = item {
            bearer.scheme += by;
            bearer.rotation += by;
            if let Some(scope) = &mut bearer.scope {
                scope.name += by;
                scope.equals += by;
                scope.form = match scope.form {
                    Form::Quoted => Form::Escaped,
                    Form::Escaped => Form::Token,
                    Form::Token => Form::Quoted,
                };
            }
        }
    }
    part
}

/// The spelling of a challenge.
pub const CHALLENGE_SPELLING_IS_IRRELEVANT: Property = Property {
    id: "challenge-spelling-is-irrelevant",
    statement: "Letter case of names, white space, quoting, escapes, order and field lines change nothing.",
    requirements: &[
        "HTTP-01", "HTTP-02", "HTTP-04", "HTTP-05", "HTTP-07", "HTTP-08", "HTTP-09", "HTTP-17",
        "HTTP-22", "BEAR-01", "BEAR-06",
    ],
    judge: Judge::Metamorphic {
        vary: |view| {
            let part = &view.scenario.challenge;
            // A field that is never closed swallows what follows in it: its lines stay as they are.
            if part.items.is_empty() || part.unterminated {
                return Vec::new();
            }
            let mut padded = respelled(part, 2);
            padded.padded = !padded.padded;
            [respelled(part, 1), padded, respelled(part, 3)]
                .into_iter()
                .map(|part| varied(view.scenario, |scenario| scenario.challenge = part))
                .collect()
        },
        relation: Relation::SameRequest,
    },
};

/// HTTP-15, HTTP-18.
pub const OTHER_CHALLENGES_CHANGE_NOTHING: Property = Property {
    id: "other-challenges-change-nothing",
    statement: "Challenges of other schemes and empty elements, before or after, change nothing.",
    requirements: &[
        "HTTP-03", "HTTP-12", "HTTP-13", "HTTP-14", "HTTP-15", "HTTP-18", "PRM-29",
    ],
    judge: Judge::Metamorphic {
        vary: |view| {
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
        },
        relation: Relation::SameRequest,
    },
};

/// BEAR-12, HTTP-10, HTTP-19.
pub const OTHER_PARAMETERS_CHANGE_NOTHING: Property = Property {
    id: "other-parameters-change-nothing",
    statement: "Descriptions, realms and parameters with similar names never become the scope.",
    requirements: &[
        "BEAR-02", "BEAR-03", "BEAR-05", "BEAR-08", "BEAR-09", "BEAR-12", "HTTP-06", "HTTP-10",
        "HTTP-11", "HTTP-19",
    ],
    judge: Judge::Metamorphic {
        vary: |view| {
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
                        for (_, item) in &mut scenario.challenge.items {
                            if let Item::Bearer(bearer) = item {
                                bearer.traps.insert(0, *trap);
                                bearer.rotation = rotation;
                            }
                        }
                    })
                })
                .collect()
        },
        relation: Relation::SameRequest,
    },
};

/// INV-4.
pub const LOSING_LAYERS_CHANGE_NOTHING: Property = Property {
    id: "losing-layers-change-nothing",
    statement: "What a layer below the winning one says, or whether it says anything, changes nothing.",
    requirements: &["CFG-07", "CFG-08", "CFG-09", "MCP-13"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let Expectation::Sent(expected) = view.expectation else {
                return Vec::new();
            };
            let Some(winner) = expected.layer else {
                return Vec::new();
            };
            let order = &view.declaration.layers;
            let rank = |layer: Layer| order.iter().position(|one| *one == layer);
            let loses = |layer: Layer| rank(layer) > rank(winner);
            let merges = view.scenario.client.merges;
            let lost = || vec![Spelled::one(Token::legal("lost:admin"))];
            let change = |speaks: bool| {
                varied(view.scenario, |scenario| {
                    if loses(Layer::ConfigFile)
                        && let Entry::CommandLine(_, file) = &mut scenario.entry
                        && (winner == Layer::Flag || winner == Layer::Override)
                    {
                        let value = speaks.then(|| ConfigValue::List(lost()));
                        file.get_or_insert_default().scopes = value;
                    }
                    if loses(Layer::Challenge) && !(merges && winner.is_of_a_person()) {
                        scenario.challenge = if speaks {
                            challenge_for(&lost()[0])
                        } else {
                            ChallengePart::default()
                        };
                    }
                    if loses(Layer::ResourceMetadata) {
                        let part: &mut ResourceDocument = scenario.resource.get_or_insert_default();
                        part.scopes = if speaks {
                            Listed::Texts(lost())
                        } else {
                            Listed::Absent
                        };
                    }
                })
            };
            vec![change(true), change(false)]
        },
        relation: Relation::SameRequest,
    },
};

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

/// INV-5.
pub const THE_CATALOGUE_ADDS_AT_MOST_OFFLINE_ACCESS: Property = Property {
    id: "the-catalogue-adds-at-most-offline-access",
    statement: "The scopes that the authorization server lists add or remove at most a last offline_access.",
    requirements: &["MCP-15", "MCP-18", "ASM-06"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let catalogue = Listed::Texts(vec![Spelled::one(Token::legal("catalogue:everything"))]);
            [
                (Listed::Absent, false),
                (catalogue.clone(), false),
                (catalogue, true),
            ]
            .into_iter()
            .map(|(scopes, offline)| {
                varied(view.scenario, |scenario| {
                    if let Some(part) = &mut scenario.server {
                        part.scopes = scopes;
                        part.lists_offline_access = offline;
                    }
                })
            })
            .collect()
        },
        relation: Relation::SameButOfflineAccess,
    },
};

/// CFG-14, SCOPE-12.
pub const THE_SAME_INPUT_GIVES_THE_SAME_BYTES: Property = Property {
    id: "the-same-input-gives-the-same-bytes",
    statement: "The same case gives the same request, octet for octet, each time.",
    requirements: &["CFG-14", "SCOPE-12"],
    judge: Judge::Metamorphic {
        vary: |view| vec![view.scenario.clone(); 4],
        relation: Relation::SameRequest,
    },
};

/// INV-12.
pub const SCOPES_CHANGE_ONLY_THE_SCOPE_MEMBER: Property = Property {
    id: "scopes-change-only-the-scope-member",
    statement: "The other members of the body do not depend on the scopes.",
    requirements: &["DCR-07", "CFG-14"],
    judge: Judge::Metamorphic {
        vary: |view| {
            if view.scenario.client.previous.is_some() {
                return Vec::new();
            }
            let other = ["other:scope".to_owned()];
            [Layer::Override, Layer::Call]
                .into_iter()
                .filter(|layer| view.declaration.reads(*layer))
                .map(|layer| supplied_by(view, layer, &other, false))
                .collect()
        },
        relation: Relation::SameExcept(&["scope"]),
    },
};

const ADDED: &str = "added:token";

/// INV-1, from the other side.
pub const A_TOKEN_MAKES_THE_SCOPE_APPEAR: Property = Property {
    id: "a-token-makes-the-scope-appear",
    statement: "Where nothing supplied a scope, a token in any one layer makes it appear.",
    requirements: &["SCOPE-07", "CFG-13"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let nothing = matches!(view.expectation, Expectation::Sent(expected) if expected.scopes.is_empty());
            if !nothing {
                return Vec::new();
            }
            let supply = |layer: &Layer| match layer {
                Layer::Challenge => varied(view.scenario, |scenario| {
                    scenario.challenge = challenge_for(&Spelled::one(Token::legal(ADDED)));
                }),
                Layer::ResourceMetadata => varied(view.scenario, |scenario| {
                    let part: &mut ResourceDocument = scenario.resource.get_or_insert_default();
                    part.scopes = Listed::Texts(vec![Spelled::one(Token::legal(ADDED))]);
                }),
                of_person => supplied_by(view, *of_person, &[ADDED.to_owned()], false),
            };
            view.declaration.layers.iter().map(supply).collect()
        },
        relation: Relation::HasToken(ADDED),
    },
};

/// DCR-07.
pub const AN_EXTENSION_LEAVES_THE_OTHER_MEMBERS_ALONE: Property = Property {
    id: "an-extension-leaves-the-other-members-alone",
    statement: "Asking for an extension member changes no other member.",
    requirements: &["DCR-07"],
    judge: Judge::Metamorphic {
        vary: |view| {
            let plain = view.scenario.client.metadata == Metadata::None;
            if !plain || !view.declaration.can(crate::layer::Ability::ClientMetadata) {
                return Vec::new();
            }
            vec![varied(view.scenario, |scenario| {
                scenario.client.metadata = Metadata::Extension
            })]
        },
        relation: Relation::SameExcept(&["example_extension"]),
    },
};
