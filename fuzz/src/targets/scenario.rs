//! A scenario from bytes: written out, built by the reference, judged by every property.

use arbitrary::{Arbitrary, Unstructured};

use dcr_check::harness;
use dcr_check::reference::Reference;
use dcr_check::scenario::Scenario;

use crate::{Target, complaint};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "scenario",
    reads_one_layer: false,
    statement: "What the strategies draw from the bytes: judged by every property.",
    body,
};

fn body(bytes: &[u8]) {
    let Ok(scenario) = Scenario::arbitrary_take_rest(Unstructured::new(bytes)) else {
        return;
    };
    let complaints: Vec<String> = harness::failures(&Reference, &scenario)
        .iter()
        .map(|(property, breach)| format!("{}: {}", property.id, breach.reason))
        .collect();
    if !complaints.is_empty() {
        complaint::about_case(&scenario.case(), &complaints);
    }
}
