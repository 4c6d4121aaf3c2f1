//! Smaller logins: each says less, or says it more plainly.

use crate::scenario::challenge::{Bearer, ChallengePart, Item, ScopeParameter};
use crate::scenario::deployment::FIRST_LOOPBACK;
use crate::scenario::document::{Listed, Style};
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{ResourceDocument, ServerDocument};
use crate::scenario::user::{CommandLine, CommandOption, ConfigValue, Setting};
use crate::scenario::{Entry, Scenario};

use crate::clients::login::{Login, Shape};

/// Every login one step smaller than this one, the largest steps first.
pub fn smaller(login: &Login) -> Vec<Login> {
    let mut found = Vec::new();
    let mut offer = |change: &dyn Fn(&mut Login)| {
        let mut candidate = login.clone();
        change(&mut candidate);
        if candidate != *login && !found.contains(&candidate) {
            found.push(candidate);
        }
    };
    offer(&|login| {
        login.shape = Shape::default();
        login.scenario.deployment = FIRST_LOOPBACK;
        login.scenario.challenge = ChallengePart::default();
        login.scenario.resource = Some(ResourceDocument::default());
        login.scenario.server = Some(ServerDocument::default());
    });
    offer(&|login| login.scenario.challenge = ChallengePart::default());
    offer(&|login| login.scenario.server = Some(ServerDocument::default()));
    offer(&|login| login.scenario.resource = Some(ResourceDocument::default()));
    offer(&|login| {
        login.shape = Shape::default();
        login.scenario.deployment = FIRST_LOOPBACK;
    });
    offer(&|login| login.shape = Shape::default());
    offer(&|login| {
        login.scenario.entry = match &login.scenario.entry {
            Entry::CommandLine(..) => Entry::CommandLine(CommandLine::default(), None),
            Entry::Call(_) => Entry::Call(None),
        };
    });
    let options = login
        .scenario
        .command_line()
        .map_or(0, |line| line.options.len());
    for index in 0..options {
        offer(&|login| {
            if let Entry::CommandLine(line, _) = &mut login.scenario.entry {
                line.options.remove(index);
            }
        });
    }
    offer(&|login| {
        if let Entry::CommandLine(_, file) = &mut login.scenario.entry {
            *file = None;
        }
    });
    for index in 0..options {
        offer(&|login| {
            if let Entry::CommandLine(line, _) = &mut login.scenario.entry {
                let placed = &mut line.options[index];
                placed.slot = 3;
                match &mut placed.option {
                    CommandOption::Scopes { joined, .. } => *joined = false,
                    CommandOption::Override {
                        spelling, quotes, ..
                    } => {
                        (*spelling, *quotes) = (0, 0);
                    }
                }
            }
        });
    }
    for item in 0..login.scenario.challenge.items.len() {
        offer(&|login| {
            login.scenario.challenge.items.remove(item);
        });
        offer(&|login| {
            plain_bearer(&mut login.scenario.challenge, item, |bearer| {
                bearer.traps.clear()
            })
        });
        offer(&|login| {
            plain_bearer(&mut login.scenario.challenge, item, |bearer| {
                *bearer = Bearer {
                    scope: bearer.scope.clone(),
                    traps: bearer.traps.clone(),
                    rotation: bearer.rotation,
                    ..Bearer::default()
                };
            });
        });
        offer(&|login| {
            plain_bearer(&mut login.scenario.challenge, item, |bearer| {
                if let Some(scope) = &mut bearer.scope {
                    *scope = ScopeParameter {
                        value: scope.value.clone(),
                        ..ScopeParameter::default()
                    };
                }
            });
        });
        offer(&|login| {
            plain_bearer(&mut login.scenario.challenge, item, |bearer| {
                bearer.scope = None
            })
        });
        offer(&|login| {
            plain_bearer(&mut login.scenario.challenge, item, |bearer| {
                bearer.rotation = 0
            })
        });
    }
    offer(&|login| {
        login.scenario.challenge.unterminated = false;
        login.scenario.challenge.padded = false;
    });
    offer(&|login| {
        if let Some(resource) = &mut login.scenario.resource {
            resource.style = Style::default();
        }
        if let Some(server) = &mut login.scenario.server {
            server.style = Style::default();
        }
    });
    for list in 0..lists(&mut login.scenario.clone()).len() {
        for change in [first_only, tidy] {
            offer(&|login| edit(&mut login.scenario, list, change));
        }
        offer(&|login| edit(&mut login.scenario, list, |texts| plain_names(texts)));
        for token in 0..MOST_TOKENS {
            offer(&|login| edit(&mut login.scenario, list, |texts| without(texts, token)));
        }
    }
    found
}

/// So many tokens of a list are taken out one by one.
const MOST_TOKENS: usize = 8;

/// How much a login says, and how oddly: both are 0 for the plainest.
pub fn size(login: &Login) -> (usize, usize) {
    let mut scenario = login.scenario.clone();
    let line = scenario.command_line();
    let options: Vec<_> = line.map_or_else(Vec::new, |line| line.options.clone());
    let bearers: Vec<Bearer> = scenario
        .challenge
        .items
        .iter()
        .filter_map(|(_, item)| match item {
            Item::Bearer(bearer) => Some(bearer.clone()),
            _ => None,
        })
        .collect();
    let traps: usize = bearers.iter().map(|bearer| bearer.traps.len()).sum();
    let mut meant = options.len() + scenario.challenge.items.len() + traps;
    meant += usize::from(scenario.resource != Some(ResourceDocument::default()));
    meant += usize::from(scenario.server != Some(ServerDocument::default()));
    let mut odd = 0;
    odd += usize::from(login.shape != Shape::default());
    odd += usize::from(scenario.deployment != FIRST_LOOPBACK);
    for placed in &options {
        odd += usize::from(placed.slot != 3);
        odd += match &placed.option {
            CommandOption::Scopes { joined, .. } => usize::from(*joined),
            CommandOption::Override { spelling, .. } => usize::from(*spelling != 0),
        };
    }
    for bearer in &bearers {
        let plain = Bearer {
            scope: bearer.scope.as_ref().map(|scope| ScopeParameter {
                value: scope.value.clone(),
                ..ScopeParameter::default()
            }),
            traps: bearer.traps.clone(),
            ..Bearer::default()
        };
        odd += usize::from(*bearer != plain);
    }
    for list in lists(&mut scenario) {
        let texts = match list {
            Texts::Many(texts) => texts.clone(),
            Texts::One(text) => vec![text.clone()],
        };
        meant += texts.len();
        for text in texts {
            meant += text.tokens.len();
            odd += usize::from(text.leading) + usize::from(text.trailing);
            odd += text.tokens.iter().filter(|(gap, _)| *gap > 0).count();
        }
    }
    (meant, odd)
}

fn plain_bearer(part: &mut ChallengePart, index: usize, change: impl Fn(&mut Bearer)) {
    if let Some((_, Item::Bearer(bearer))) = part.items.get_mut(index) {
        change(bearer);
    }
}

/// A place that holds texts with tokens.
enum Texts<'a> {
    Many(&'a mut Vec<Spelled>),
    One(&'a mut Spelled),
}

/// Changes the texts at the place of that number.
fn edit(scenario: &mut Scenario, number: usize, change: impl Fn(&mut Vec<Spelled>)) {
    match lists(scenario).into_iter().nth(number) {
        Some(Texts::Many(texts)) => change(texts),
        Some(Texts::One(text)) => {
            let mut texts = vec![std::mem::take(text)];
            change(&mut texts);
            *text = texts.into_iter().next().unwrap_or_default();
        }
        None => {}
    }
}

fn lists(scenario: &mut Scenario) -> Vec<Texts<'_>> {
    let mut all = Vec::new();
    match &mut scenario.entry {
        Entry::Call(texts) => all.extend(texts.as_mut().map(Texts::Many)),
        Entry::CommandLine(line, file) => {
            for placed in &mut line.options {
                match &mut placed.option {
                    CommandOption::Scopes { value, .. } => all.push(Texts::One(value)),
                    CommandOption::Override { sets, .. } => {
                        if let Setting::Scopes(value) = sets {
                            all.extend(of_value(value));
                        }
                    }
                }
            }
            if let Some(value) = file.as_mut().and_then(|file| file.scopes.as_mut()) {
                all.extend(of_value(value));
            }
        }
    }
    for (_, item) in &mut scenario.challenge.items {
        if let Item::Bearer(Bearer {
            scope: Some(scope), ..
        }) = item
        {
            all.push(Texts::One(&mut scope.value));
        }
    }
    let resource = scenario.resource.as_mut().map(|part| &mut part.scopes);
    let server = scenario.server.as_mut().map(|part| &mut part.scopes);
    for listed in [resource, server].into_iter().flatten() {
        if let Listed::Texts(texts) = listed {
            all.push(Texts::Many(texts));
        }
    }
    all
}

fn of_value(value: &mut ConfigValue) -> Option<Texts<'_>> {
    match value {
        ConfigValue::List(texts) => Some(Texts::Many(texts)),
        ConfigValue::Text(text) | ConfigValue::Bare(text) => Some(Texts::One(text)),
        ConfigValue::WrongType(_) => None,
    }
}

/// Keeps the tokens of which `keep` says so, by their numbers; texts that lose all of theirs go.
fn keep_tokens(texts: &mut Vec<Spelled>, keep: impl Fn(usize) -> bool) {
    let mut number = 0;
    texts.retain_mut(|text| {
        let before = text.tokens.len();
        text.tokens.retain(|_| {
            number += 1;
            keep(number - 1)
        });
        before == 0 || !text.tokens.is_empty()
    });
}

fn first_only(texts: &mut Vec<Spelled>) {
    keep_tokens(texts, |number| number == 0);
}

fn without(texts: &mut Vec<Spelled>, token: usize) {
    keep_tokens(texts, |number| number != token);
}

/// No separators where none belong, no texts without tokens.
fn tidy(texts: &mut Vec<Spelled>) {
    texts.retain(|text| !text.tokens.is_empty());
    for text in texts {
        (text.leading, text.trailing) = (false, false);
        text.tokens.iter_mut().for_each(|(gap, _)| *gap = 0);
    }
}

/// Legal tokens become `a`, `b` and so on; the same stay the same.
fn plain_names(texts: &mut [Spelled]) {
    let mut known: Vec<String> = Vec::new();
    for (_, token) in texts.iter_mut().flat_map(|text| &mut text.tokens) {
        if !token.legal {
            continue;
        }
        let index = known
            .iter()
            .position(|one| *one == token.text)
            .unwrap_or_else(|| {
                known.push(token.text.clone());
                known.len() - 1
            });
        let name = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
        *token = Token::legal(&name.to_string());
    }
}
