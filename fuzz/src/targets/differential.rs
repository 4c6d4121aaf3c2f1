//! The reference against other libraries: a difference is one that the table speaks of, or a complaint.

use crate::Target;
use crate::complaint::require;
use crate::differential::{parse, unexplained};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "differential",
    reads_one_layer: false,
    statement: "An input for what its first line names, read by rmcp or openidconnect too: every \
                difference is listed with its reason ([findings](../docs/findings.md)), or a \
                complaint.",
    body,
};

fn body(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Some((comparison, input)) = parse(text) else {
        return;
    };
    let differences = unexplained(comparison, input);
    require(differences.is_empty(), bytes, || {
        format!("{differences:#?}")
    });
}
