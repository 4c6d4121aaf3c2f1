//! Smaller logins: each says less, or says it more plainly.

use crate::scenario::challenge::{Bearer, ChallengePart, Item, ScopeParameter};
use crate::scenario::deployment::DeploymentName;
use crate::scenario::document::Style;
use crate::scenario::scopes::{Gap, Spelled, Token};
use crate::scenario::servers::{ResourceDocument, ServerDocument};
use crate::scenario::user::{CommandLine, CommandOption, OverrideSpelling, Position};
use crate::scenario::visit::{Role, TextsMut};
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
        login.scenario.deployment = DeploymentName::Loopback;
        login.scenario.challenge = ChallengePart::default();
        login.scenario.resource = Some(ResourceDocument::default());
        login.scenario.server = Some(ServerDocument::default());
    });
    offer(&|login| login.scenario.challenge = ChallengePart::default());
    offer(&|login| login.scenario.server = Some(ServerDocument::default()));
    offer(&|login| login.scenario.resource = Some(ResourceDocument::default()));
    offer(&|login| {
        login.shape = Shape::default();
        login.scenario.deployment = DeploymentName::Loopback;
    });
    offer(&|login| login.shape = Shape::default());
    offer(&|login| {
        login.scenario.entry = match &login.scenario.entry {
            Entry::CommandLine(..) => Entry::default(),
            Entry::Call(_) => Entry::Call(None),
        };
    });
    let line = login.scenario.command_line();
    let options = line.map_or(0, |line| line.options.len());
    for index in 0..options {
        offer(&|login| {
            change_line(login, |line| {
                line.options.remove(index);
            });
        });
    }
    offer(&|login| {
        if let Entry::CommandLine(_, file) = &mut login.scenario.entry {
            *file = None;
        }
    });
    for index in 0..options {
        offer(&|login| {
            change_line(login, |line| {
                let placed = &mut line.options[index];
                placed.position = Position::default();
                match &mut placed.option {
                    CommandOption::Scopes { joined, .. } => *joined = false,
                    CommandOption::Override {
                        spelling, quotes, ..
                    } => (*spelling, *quotes) = Default::default(),
                }
            });
        });
    }
    for item in 0..login.scenario.challenge.items.len() {
        offer(&|login| {
            login.scenario.challenge.items.remove(item);
        });
        let plainer: [fn(&mut Bearer); 5] = [
            |bearer| bearer.traps.clear(),
            |bearer| {
                *bearer = Bearer {
                    rotation: bearer.rotation,
                    ..meaning(bearer)
                };
            },
            |bearer| bearer.scope = bearer.scope.as_ref().map(plain_scope),
            |bearer| bearer.scope = None,
            |bearer| bearer.rotation = 0,
        ];
        for change in plainer {
            offer(&|login| {
                if let (_, Item::Bearer(bearer)) = &mut login.scenario.challenge.items[item] {
                    change(bearer);
                }
            });
        }
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
    let scenario = &login.scenario;
    let line = scenario.command_line();
    let options = line.map_or(&[][..], |line| &line.options);
    let traps = scenario
        .challenge
        .bearers()
        .map(|bearer| bearer.traps.len());
    let mut meant = options.len() + scenario.challenge.items.len() + traps.sum::<usize>();
    meant += usize::from(scenario.resource != Some(ResourceDocument::default()));
    meant += usize::from(scenario.server != Some(ServerDocument::default()));
    let mut odd = usize::from(login.shape != Shape::default());
    odd += usize::from(scenario.deployment != DeploymentName::Loopback);
    for placed in options {
        odd += usize::from(placed.position != Position::default());
        odd += usize::from(match &placed.option {
            CommandOption::Scopes { joined, .. } => *joined,
            CommandOption::Override { spelling, .. } => *spelling != OverrideSpelling::default(),
        });
    }
    let bearers = scenario.challenge.bearers();
    odd += bearers.filter(|bearer| **bearer != meaning(bearer)).count();
    for (_, texts) in scenario
        .places()
        .into_iter()
        .filter(|(role, _)| shrinks(*role))
    {
        meant += texts.len();
        for text in texts {
            meant += text.tokens.len();
            odd += usize::from(text.leading) + usize::from(text.trailing);
            let gaps = text.tokens.iter().map(|(gap, _)| gap);
            odd += gaps.filter(|gap| **gap != Gap::Plain).count();
        }
    }
    (meant, odd)
}

/// Scope and traps of a challenge, written in the plainest way.
fn meaning(bearer: &Bearer) -> Bearer {
    Bearer {
        scope: bearer.scope.as_ref().map(plain_scope),
        traps: bearer.traps.clone(),
        ..Bearer::default()
    }
}

fn plain_scope(scope: &ScopeParameter) -> ScopeParameter {
    scope.value.clone().into()
}

fn change_line(login: &mut Login, change: impl Fn(&mut CommandLine)) {
    if let Entry::CommandLine(line, _) = &mut login.scenario.entry {
        change(line);
    }
}

/// Scopes of another server go as a whole.
fn shrinks(role: Role) -> bool {
    role != Role::Elsewhere
}

fn lists(scenario: &mut Scenario) -> Vec<TextsMut<'_>> {
    let places = scenario.places_mut().into_iter();
    let places = places.filter(|(role, _)| shrinks(*role));
    places.map(|(_, texts)| texts).collect()
}

/// Changes the texts at the place of that number.
fn edit(scenario: &mut Scenario, number: usize, change: impl Fn(&mut Vec<Spelled>)) {
    match lists(scenario).into_iter().nth(number) {
        Some(TextsMut::Many(texts)) => change(texts),
        Some(TextsMut::One(text)) => {
            let mut texts = vec![std::mem::take(text)];
            change(&mut texts);
            *text = texts.into_iter().next().unwrap_or_default();
        }
        None => {}
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
        text.tokens
            .iter_mut()
            .for_each(|(gap, _)| *gap = Gap::Plain);
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
