//! Proptest strategies for scenarios: legal ones, near misses, hostile ones.

mod challenge;
mod documents;
#[cfg(feature = "arbitrary")]
pub mod from_bytes;
pub mod mutation;
pub mod tokens;
mod user;

use proptest::prelude::*;
use proptest::sample::select;

use crate::scenario::challenge::{ChallengePart, ErrorCode, Item};
use crate::scenario::client::{ClientPart, Metadata, Redirects};
use crate::scenario::corruption::{Corruption, Damage, Target};
use crate::scenario::scopes::Spelled;
use crate::scenario::servers::{ResourceDocument, ServerDocument};
use crate::scenario::user::{CommandLine, ConfigFile, ConfigValue, Placed, Setting};
use crate::scenario::{Entry, Scenario};
use crate::vocabulary::Revision;

use mutation::Mutation;

pub use crate::vocabulary::InputClass;

/// What the case of that number is: of every eight, two are valid, five near misses, one hostile,
/// and three of four near misses have the next mutation. `only` keeps to one class.
pub fn turn(number: u32, only: Option<InputClass>) -> (InputClass, Option<Mutation>) {
    let (round, place) = (number / 8, number % 8);
    let (class, near_misses) = match only {
        Some(class) => (class, number),
        None => match place {
            0 | 4 => (InputClass::Valid, 0),
            7 => (InputClass::Hostile, 0),
            _ => (
                InputClass::NearMiss,
                round * 5 + place - 1 - u32::from(place > 4),
            ),
        },
    };
    let dealt = class == InputClass::NearMiss && !near_misses.is_multiple_of(4);
    let index = (near_misses - near_misses / 4) as usize;
    (
        class,
        dealt.then(|| Mutation::ALL[index % Mutation::ALL.len()]),
    )
}

/// Scenarios of a class, with that mutation if one is dealt.
pub fn scenario(class: InputClass, mutation: Option<Mutation>) -> BoxedStrategy<Scenario> {
    let base = draw(class == InputClass::NearMiss).prop_map(Draw::scenario);
    match (class, mutation) {
        (InputClass::Hostile, _) => {
            let corruption = (select(Target::ALL), select(Damage::ALL), any::<u16>());
            (base, corruption)
                .prop_map(|(mut scenario, (target, damage, at))| {
                    scenario.corruption = Some(Corruption { target, damage, at });
                    scenario
                })
                .boxed()
        }
        (_, Some(mutation)) => (base, any::<u8>())
            .prop_map(move |(mut scenario, variant)| {
                mutation.apply(&mut scenario, variant);
                scenario
            })
            .boxed(),
        (_, None) => base.boxed(),
    }
}

/// The value with that probability, else none. Unlike a union it draws the same in either case, so
/// that a fuzzer's bytes keep their places and last.
fn perhaps<S: Strategy>(probability: f64, value: S) -> impl Strategy<Value = Option<S::Value>> {
    let drawn = (prop::bool::weighted(probability), value);
    drawn.prop_map(|(some, value)| some.then_some(value))
}

/// The layer that is meant to win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Winner {
    Flag,
    Override,
    File,
    Call,
    Challenge,
    Resource,
    Nothing,
}

const WINNERS: &[Winner] = &[
    Winner::Flag,
    Winner::Flag,
    Winner::Override,
    Winner::Override,
    Winner::File,
    Winner::File,
    Winner::Challenge,
    Winner::Challenge,
    Winner::Challenge,
    Winner::Resource,
    Winner::Resource,
    Winner::Resource,
    Winner::Call,
    Winner::Nothing,
];

/// The parts, drawn apart from each other so that each shrinks alone.
#[derive(Debug, Clone)]
struct Draw {
    winner: Winner,
    /// Layers below the winner that supply scopes as well: override, file, challenge, resource.
    losing: [bool; 4],
    line: CommandLine,
    flags: Vec<Placed>,
    overrides: Vec<Placed>,
    other_overrides: Vec<Placed>,
    cleared: bool,
    file: ConfigFile,
    call: Vec<Spelled>,
    challenge: [ChallengePart; 2],
    resource: [Option<ResourceDocument>; 2],
    server: ServerDocument,
    client: ClientPart,
    step_up: bool,
    deployment: u8,
}

fn draw(noise: bool) -> impl Strategy<Value = Draw> {
    let often = |share: f64| prop::bool::weighted(share);
    let losing = [often(0.35), often(0.35), often(0.35), often(0.45)];
    (
        (
            select(WINNERS),
            losing,
            often(0.1),
            often(if noise { 0.15 } else { 0.1 }),
            0u8..5,
        ),
        (
            user::line(),
            user::flags(noise),
            user::scope_overrides(noise),
        ),
        (
            user::other_overrides(noise),
            user::file(noise),
            tokens::elements(noise),
        ),
        (
            challenge::part(noise, true),
            challenge::without_scope(noise),
        ),
        (
            documents::resource(noise, true),
            perhaps(0.6, documents::resource(noise, false)),
        ),
        (documents::server(noise), client()),
    )
        .prop_map(
            |(
                (winner, losing, cleared, step_up, deployment),
                (line, flags, overrides),
                (other_overrides, file, call),
                (challenged, unchallenged),
                (listed, unlisted),
                (server, client),
            )| Draw {
                winner,
                losing,
                line,
                flags,
                overrides,
                other_overrides,
                cleared,
                file,
                call,
                challenge: [challenged, unchallenged],
                resource: [Some(listed), unlisted],
                server,
                client,
                step_up,
                deployment,
            },
        )
}

fn client() -> impl Strategy<Value = ClientPart> {
    let right_redirects: Vec<Redirects> = Redirects::ALL
        .iter()
        .copied()
        .filter(|one| one.application_type().is_some())
        .collect();
    let right_metadata: Vec<Metadata> = Metadata::ALL
        .iter()
        .copied()
        .filter(|one| one.is_allowed())
        .collect();
    (
        select(right_redirects),
        select(right_metadata),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.1),
        select(
            &[
                Revision::V2026_07_28,
                Revision::V2026_07_28,
                Revision::V2025_11_25,
                Revision::V2025_06_18,
            ][..],
        ),
        tokens::elements(false),
        prop::bool::weighted(0.1),
    )
        .prop_map(
            |(redirects, metadata, declines_refresh, merges, revision, previous, access_token)| {
                ClientPart {
                    redirects,
                    metadata,
                    wants_refresh: !declines_refresh,
                    merges,
                    revision,
                    previous: Some(previous),
                    access_token,
                    ..ClientPart::default()
                }
            },
        )
}

impl Draw {
    fn scenario(self) -> Scenario {
        let [lose_override, lose_file, lose_challenge, lose_resource] = self.losing;
        let supplies =
            |winner: Winner, loses: bool| self.winner == winner || (self.winner < winner && loses);
        let [challenged, unchallenged] = self.challenge;
        let [listed, unlisted] = self.resource;
        let mut scenario = Scenario {
            deployment: self.deployment,
            challenge: if supplies(Winner::Challenge, lose_challenge) {
                challenged
            } else {
                unchallenged
            },
            resource: if supplies(Winner::Resource, lose_resource) {
                listed
            } else {
                unlisted
            },
            server: Some(self.server),
            client: self.client,
            ..Scenario::default()
        };
        if self.winner == Winner::Call {
            scenario.entry = Entry::Call(Some(self.call));
        } else {
            let mut line = self.line;
            if self.winner == Winner::Flag {
                line.options.extend(self.flags);
            }
            line.options.extend(self.other_overrides);
            let mut file = supplies(Winner::File, lose_file).then_some(self.file);
            if self.winner == Winner::Override || (self.winner < Winner::Override && lose_override)
            {
                line.options.extend(self.overrides);
            } else if self.cleared && self.winner > Winner::File {
                // `[]` takes back what the file says (CFG-07).
                line.options.push(Placed {
                    slot: 3,
                    option: crate::scenario::user::CommandOption::Override {
                        spelling: 0,
                        quotes: 0,
                        sets: Setting::Scopes(ConfigValue::List(Vec::new())),
                    },
                });
                file.get_or_insert_default().scopes = Some(ConfigValue::List(self.call));
            }
            scenario.entry = Entry::CommandLine(line, file);
        }
        if !self.step_up {
            scenario.client.previous = None;
        } else {
            for (_, item) in &mut scenario.challenge.items {
                if let Item::Bearer(bearer) = item {
                    bearer.error = Some(ErrorCode::InsufficientScope);
                }
            }
        }
        scenario
    }
}
