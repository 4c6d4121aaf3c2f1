//! The verdict of a property, whichever way it is checked.

use super::variation::compare;
use super::{Build, Judge, Property, Verdict, View, with_expected};

/// Judges `property` for one scenario whose outcome is known; `build` makes further outcomes.
pub fn judge(property: &Property, view: &View<'_>, build: Build<'_>) -> Verdict {
    let verdict = match property.judge {
        Judge::Expectation(judge) => judge(view),
        Judge::Expected(judge) => {
            with_expected(view, |_, body, expected| judge(view, body, expected))
        }
        Judge::Metamorphic(relation, vary) => compare(view, vary, relation, build),
        universal => {
            let verdict = universal.with_case(view.case, view.outcome);
            verdict.unwrap_or(Verdict::NotApplicable)
        }
    };
    verdict.in_force(view.case.client.revision)
}
