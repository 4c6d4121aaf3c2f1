//! Where a client's declaration differs from what the requirements ask for.

use crate::clients::install::Client;
use crate::declaration::{Declaration, Layer};

/// The note of the profile, then each difference between the declaration and the requirements.
pub(super) fn policy_notes(client: &Client, declaration: &Declaration) -> Vec<String> {
    let mut notes: Vec<String> = client.profile.policy.note.iter().cloned().collect();
    let mut required = declaration.layers.clone();
    required.sort_unstable();
    if declaration.layers != required {
        notes.push(format!(
            "it declares the order {}; the requirements have {} (CFG-09, MCP-12)",
            names(&declaration.layers, ", "),
            names(&required, ", "),
        ));
    }
    for layer in [Layer::Challenge, Layer::ResourceMetadata] {
        if !declaration.reads(layer) {
            notes.push(format!("it does not declare to read the {layer} (MCP-12)"));
        }
    }
    let policy = &declaration.policy;
    if !policy.unites.is_empty() {
        notes.push(format!(
            "it declares to unite a user's scopes with those of the {}; the requirements let a user's replace them (CFG-09, AMB-03)",
            names(&policy.unites, " or "),
        ));
    }
    if policy.falls_back_to_catalogue {
        notes.push("it declares to fall back to what the authorization server metadata list; the requirements have no scope then (MCP-12, AMB-05)".to_owned());
    }
    if !policy.default_scopes.is_empty() {
        notes.push(format!(
            "it declares to register {:?} when nothing supplies a scope; the requirements have no scope then (MCP-12)",
            policy.default_scopes.join(" "),
        ));
    }
    notes
}

fn names(layers: &[Layer], between: &str) -> String {
    let names: Vec<&str> = layers.iter().map(|layer| layer.name()).collect();
    names.join(between)
}
