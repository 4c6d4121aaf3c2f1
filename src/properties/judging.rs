//! The verdict of a property, whichever way it is checked.

use super::variation::compare;
use super::{Build, Judge, Property, Verdict, View};

/// Judges `property` for one scenario whose outcome is known; `build` makes further outcomes.
pub fn judge(property: &Property, view: &View<'_>, build: Build<'_>) -> Verdict {
    match property.judge {
        Judge::Outcome(judge) => judge(view.outcome),
        Judge::Client(judge) => judge(&view.case.client, view.outcome),
        Judge::Case(judge) => judge(view.case, view.outcome),
        Judge::Expectation(judge) => judge(view),
        Judge::Metamorphic { vary, relation } => compare(view, vary, relation, build),
    }
}
