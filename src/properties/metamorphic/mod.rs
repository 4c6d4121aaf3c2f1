//! Properties that compare a scenario with variations that mean the same or nearly the same.

pub mod arguments;
pub mod challenge;
pub mod client;
pub mod documents;
pub mod layers;

use crate::scenario::Scenario;

fn varied(scenario: &Scenario, change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = scenario.clone();
    change(&mut scenario);
    scenario
}
