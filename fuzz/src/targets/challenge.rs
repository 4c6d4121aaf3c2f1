//! To be written.

use crate::Target;

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "challenge",
    reads_one_layer: true,
    statement: "to be written",
    body,
};

fn body(_bytes: &[u8]) {}
