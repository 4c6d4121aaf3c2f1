//! Layers that supply, win and lose.

use crate::declaration::Layer;
use crate::outcome::Outcome;
use crate::properties::Relation;
use crate::properties::body::Body;
use crate::properties::breach::Rule;
use crate::properties::tokens::rule_of_least_privilege;
use crate::properties::{Judge, Property, Variation, View};
use crate::scenario::challenge::ChallengePart;
use crate::scenario::compose::Scopes;
use crate::scenario::document::Listed;
use crate::scenario::expectation::{Expectation, Expected};
use crate::scenario::user::ConfigValue;

/// The expected tokens of a user, where they are the whole scope.
fn of_user<'a>(view: &View<'a>) -> Option<&'a Expected> {
    match view.expectation {
        Expectation::Sent(expected) if expected.layer.is_some_and(Layer::is_of_user) => {
            let united = view.scenario.united(view.declaration);
            (united.is_empty() || !view.scenario.servers_supply()).then_some(expected)
        }
        _ => None,
    }
}

/// CFG-10.
pub const A_TOKEN_PRINTS_THE_SAME_FROM_EVERY_LAYER: Property = Property {
    id: "a-token-prints-the-same-from-every-layer",
    statement: "The same tokens give the same scope from every layer of a user, as a list or as one string.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::SameScope, |view| {
        let Some(expected) = of_user(view) else {
            return Vec::new();
        };
        if view.scenario.client.previous.is_some() {
            return Vec::new();
        }
        let comma = expected.scopes.iter().any(|token| token.contains(','));
        let layers = view.declaration.layers.iter().copied();
        let layers =
            layers.filter(|layer| layer.is_of_user() && !(comma && layer.splits_at_commas()));
        Variation::declared(layers.flat_map(|layer| {
            let list = || expected.scopes.texts();
            let text = match layer {
                Layer::Call => ConfigValue::List(list()),
                _ => ConfigValue::Text(list().text()),
            };
            [list().value(), text].map(|value| view.scenario.clone().supplied_by(layer, value))
        }))
    }),
};

/// SCOPE-16.
pub const SENDING_THE_SCOPE_BACK_CHANGES_NOTHING: Property = Property {
    id: "sending-the-scope-back-changes-nothing",
    statement: "A scope that was sent and is then given by a user is sent again unchanged.",
    requirements: &["SCOPE-16"],
    judge: Judge::Metamorphic(Relation::SameScope, |view| {
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
        let layers = view.declaration.layers.iter().copied();
        let layers = layers.filter(|layer| layer.is_of_user() && !layer.splits_at_commas());
        let sent_back = layers.map(|layer| match layer {
            Layer::Call => view.scenario.clone().call(&tokens[..]),
            _ => {
                let text = ConfigValue::Text(tokens.text());
                view.scenario.clone().supplied_by(layer, text)
            }
        });
        Variation::resting_on("SCOPE-16", sent_back)
    }),
};

/// INV-4.
pub const LOSING_LAYERS_CHANGE_NOTHING: Property = Property {
    id: "losing-layers-change-nothing",
    statement: "What a layer below the winning one supplies, or a variable that is not configured, changes nothing.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        let Expectation::Sent(expected) = view.expectation else {
            return Vec::new();
        };
        let Some(winner) = expected.layer else {
            return Vec::new();
        };
        let order = &view.declaration.layers;
        let rank = |layer: Layer| order.iter().position(|one| *one == layer);
        let united = view.scenario.united(view.declaration);
        let adds = |layer: Layer| winner.is_of_user() && united.contains(&layer);
        let loses = |layer: Layer| rank(layer) > rank(winner) && !adds(layer);
        let by_command = view.scenario.command_line().is_some();
        let file_loses = by_command && winner.is_of_user() && loses(Layer::ConfigFile);
        let change = |speaks: bool| {
            let mut scenario = view.scenario.clone();
            let lost = speaks.then(|| ["lost:admin"].text());
            if winner.is_of_user() && loses(Layer::Environment) {
                scenario.environment.value = lost.clone();
            }
            if view.declaration.reads(Layer::Environment) {
                scenario.environment.other = lost;
            }
            if file_loses {
                let value = speaks.then(|| ["lost:admin"].value());
                scenario = scenario.file(|file| file.scopes = value);
            }
            if loses(Layer::Challenge) {
                scenario = match speaks {
                    true => scenario.challenge(["lost:admin"]),
                    false => scenario.challenges(ChallengePart::default()),
                };
            }
            if loses(Layer::ResourceMetadata) {
                let lost = ["lost:admin"].listed();
                scenario = scenario.resource_metadata(if speaks { lost } else { Listed::Absent });
            }
            scenario
        };
        Variation::declared([change(true), change(false)])
    }),
};

/// INV-5.
pub const THE_CATALOGUE_ADDS_AT_MOST_OFFLINE_ACCESS: Property = Property {
    id: "the-catalogue-adds-at-most-offline-access",
    statement: "The scopes that the authorization server lists add or remove at most a final offline_access.",
    requirements: &["MCP-12", "SCOPE-20"],
    judge: Judge::Metamorphic(Relation::SameButOfflineAccess, |view| {
        let last_resort =
            matches!(view.expectation, Expectation::Sent(expected) if expected.layer.is_none());
        if view.declaration.policy.falls_back_to_catalogue && last_resort {
            return Vec::new();
        }
        let catalogue = ["catalogue:everything"].listed();
        let listing = |(scopes, offline)| {
            let mut scenario = view.scenario.clone();
            if let Some(part) = &mut scenario.server {
                part.scopes = scopes;
                part.lists_offline_access = offline;
            }
            scenario
        };
        let lists = [
            (Listed::Absent, false),
            (catalogue.clone(), false),
            (catalogue, true),
        ];
        let rule = match view.authorized_scope() {
            Some(_) => rule_of_least_privilege(view),
            None => Rule::Declaration,
        };
        let scenarios = lists.into_iter().map(listing);
        scenarios
            .map(|scenario| Variation { scenario, rule })
            .collect()
    }),
};

/// INV-12.
pub const SCOPES_CHANGE_ONLY_THE_SCOPE_MEMBER: Property = Property {
    id: "scopes-change-only-the-scope-member",
    statement: "The other members of the body do not depend on the scopes.",
    requirements: &["CFG-14"],
    judge: Judge::Metamorphic(Relation::SameExcept(&["scope"]), |view| {
        if view.scenario.client.previous.is_some() {
            return Vec::new();
        }
        let layers = [Layer::Override, Layer::Call].into_iter();
        let layers = layers.filter(|layer| view.declaration.reads(*layer));
        let supply = |layer| view.scenario.clone().supplied_by(layer, ["other:scope"]);
        Variation::resting_on("CFG-14", layers.map(supply))
    }),
};

const ADDED: &str = "added:token";

/// INV-1, from the other side.
pub const A_TOKEN_MAKES_THE_SCOPE_APPEAR: Property = Property {
    id: "a-token-makes-the-scope-appear",
    statement: "Where no layer supplies a scope, a token in any layer makes it appear.",
    requirements: &[],
    judge: Judge::Metamorphic(Relation::HasToken(ADDED), |view| {
        let nothing =
            matches!(view.expectation, Expectation::Sent(expected) if expected.scopes.is_empty());
        if !nothing {
            return Vec::new();
        }
        let supply = |layer: &Layer| view.scenario.clone().supplied_by(*layer, [ADDED]);
        Variation::declared(view.declaration.layers.iter().map(supply))
    }),
};
