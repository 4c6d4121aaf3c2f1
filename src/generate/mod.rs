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

use crate::scenario::challenge::ErrorCode;
use crate::scenario::client::{ClientPart, Metadata, Redirects};
use crate::scenario::corruption::{Corruption, Damage, Target};
use crate::scenario::deployment::DeploymentName;
use crate::scenario::user::Placed;
use crate::scenario::{Entry, Scenario};
use crate::vocabulary::{Layer, Revision};

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
    let base = legal(class == InputClass::NearMiss);
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
            .prop_map(move |(scenario, variant)| mutation.apply(scenario, variant))
            .boxed(),
        (_, None) => base.boxed(),
    }
}

/// The layers that are meant to win, each as often as it stands here; none where nothing supplies.
const WINNERS: &[Option<Layer>] = {
    use Layer::{Call, Challenge, ConfigFile, Flag, Override, ResourceMetadata};
    &[
        Some(Flag),
        Some(Flag),
        Some(Override),
        Some(Override),
        Some(ConfigFile),
        Some(ConfigFile),
        Some(Challenge),
        Some(Challenge),
        Some(Challenge),
        Some(ResourceMetadata),
        Some(ResourceMetadata),
        Some(ResourceMetadata),
        Some(Call),
        None,
    ]
};

/// The layers that may supply scopes below the winner, with the probability of each.
const LOSERS: [(Layer, f64); 4] = [
    (Layer::Override, 0.35),
    (Layer::ConfigFile, 0.35),
    (Layer::Challenge, 0.35),
    (Layer::ResourceMetadata, 0.45),
];

/// The parts are drawn apart from each other, so that each shrinks alone.
fn legal(noise: bool) -> impl Strategy<Value = Scenario> {
    let often = |share: f64| prop::bool::weighted(share);
    let losing = LOSERS.map(|(_, share)| often(share));
    (
        (
            select(WINNERS),
            losing,
            often(0.1),
            often(if noise { 0.15 } else { 0.1 }),
            tokens::one_of(DeploymentName::REMOTE),
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
            tokens::perhaps(0.6, documents::resource(noise, false)),
        ),
        (documents::server(noise), client()),
        (tokens::perhaps(0.35, user::environment(noise)), often(0.2)),
    )
        .prop_map(
            |(
                (winner, losing, cleared, step_up, deployment),
                (line, flags, overrides),
                (other_overrides, file, call),
                (challenged, unchallenged),
                (listed, unlisted),
                (server, client),
                (environment, replaces),
            )| {
                let beaten = |layer: Layer| winner.is_some_and(|winner| winner < layer);
                let supplies = |layer: Layer| {
                    let mut losers = LOSERS.iter().zip(losing);
                    let loses = losers.any(|((loser, _), loses)| *loser == layer && loses);
                    winner == Some(layer) || (loses && beaten(layer))
                };
                // A variable is drawn apart from the winner, which it replaces now and then.
                let mut environment = environment.unwrap_or_default();
                if !beaten(Layer::Environment) && !replaces {
                    environment.value = None;
                }
                let mut scenario = Scenario {
                    deployment,
                    entry: Entry::CommandLine(line, None),
                    environment,
                    challenge: match supplies(Layer::Challenge) {
                        true => challenged,
                        false => unchallenged,
                    },
                    resource: match supplies(Layer::ResourceMetadata) {
                        true => Some(listed),
                        false => unlisted,
                    },
                    server: Some(server),
                    client,
                    corruption: None,
                };
                let with = |scenario: Scenario, options: Vec<Placed>| {
                    options.into_iter().fold(scenario, Scenario::option)
                };
                if winner == Some(Layer::Call) {
                    scenario = scenario.call(call);
                } else {
                    if winner == Some(Layer::Flag) {
                        scenario = with(scenario, flags);
                    }
                    scenario = with(scenario, other_overrides);
                    if supplies(Layer::ConfigFile) {
                        scenario = scenario.file(|drawn| *drawn = file);
                    }
                    if supplies(Layer::Override) {
                        scenario = with(scenario, overrides);
                    } else if cleared && !winner.is_some_and(Layer::is_of_user) {
                        // `[]` takes back what the file says (CFG-07).
                        scenario = scenario.config_file(call).config_override([]);
                    }
                }
                if !step_up {
                    scenario.client.previous = None;
                } else {
                    for bearer in scenario.challenge.bearers_mut() {
                        bearer.error = Some(ErrorCode::InsufficientScope);
                    }
                }
                scenario
            },
        )
}

fn client() -> impl Strategy<Value = ClientPart> {
    let of_all = Redirects::ALL.iter().copied();
    let right_redirects: Vec<Redirects> = of_all
        .filter(|one| one.application_type().is_some())
        .collect();
    let of_all = Metadata::ALL.iter().copied();
    let right_metadata: Vec<Metadata> = of_all.filter(|one| one.is_allowed()).collect();
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
