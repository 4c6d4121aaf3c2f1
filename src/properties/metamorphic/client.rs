//! The same input again, and the client's own metadata.

use crate::declaration::Ability;
use crate::properties::Relation;
use crate::properties::{Judge, Property, Variation};
use crate::scenario::client::Metadata;

/// CFG-14, SCOPE-12.
pub const THE_SAME_INPUT_GIVES_THE_SAME_BYTES: Property = Property {
    id: "the-same-input-gives-the-same-bytes",
    statement: "The same case always gives the same request, octet for octet.",
    requirements: &["CFG-14"],
    judge: Judge::Metamorphic(Relation::SameRequest, |view| {
        Variation::resting_on("CFG-14", vec![view.scenario.clone(); 4])
    }),
};

/// DCR-07.
pub const AN_EXTENSION_LEAVES_THE_OTHER_MEMBERS_ALONE: Property = Property {
    id: "an-extension-leaves-the-other-members-alone",
    statement: "Asking for an extension member changes no other member.",
    requirements: &["CFG-14"],
    judge: Judge::Metamorphic(Relation::SameExcept(&["example_extension"]), |view| {
        let plain = view.scenario.client.metadata == Metadata::None;
        if !plain || !view.declaration.can(Ability::ClientMetadata) {
            return Vec::new();
        }
        let scenario = view.scenario.clone();
        Variation::resting_on(
            "CFG-14",
            [scenario.client(|client| client.metadata = Metadata::Extension)],
        )
    }),
};
