//! The verdict of a property, whichever way it is checked.

use super::breach::Breach;
use super::scope::SCOPE_IS_WHAT_THE_WINNING_LAYER_SUPPLIES;
use super::variation::compare;
use super::{Build, Judge, Property, Verdict, View, with_expected};

/// Judges `property` for one scenario whose outcome is known; `build` makes further outcomes.
pub fn judge(property: &Property, view: &View<'_>, build: Build<'_>) -> Verdict {
    match alone(property, view) {
        Some(Verdict::Fail(breach)) => Verdict::Fail(proven(property, view, breach, build)),
        Some(verdict) => verdict,
        None => match property.judge {
            Judge::Metamorphic(relation, vary) => compare(view, vary, relation, build),
            _ => Verdict::NotApplicable,
        },
    }
    .in_force(view.case.client.revision)
}

/// The verdict of a property that needs no further outcome; none if it needs one.
fn alone(property: &Property, view: &View<'_>) -> Option<Verdict> {
    let verdict = match property.judge {
        Judge::Expectation(judge) => judge(view),
        Judge::Expected(judge) => {
            with_expected(view, |_, body, expected| judge(view, body, expected))
        }
        Judge::Metamorphic(..) => return None,
        universal => universal.with_case(view.case, view.outcome)?,
    };
    Some(verdict.in_force(view.case.client.revision))
}

/// A rule about spelling is broken only if the same inputs in the plainest spelling do better. Where they
/// do not, the rule is the one that these break.
fn proven(property: &Property, view: &View<'_>, breach: Breach, build: Build<'_>) -> Breach {
    if !breach.rule.is_about_spelling() {
        return breach;
    }
    let plain = view.scenario.spelled_plainly();
    if plain == *view.scenario {
        return breach;
    }
    let (_, outcome) = build(&plain);
    let mut case = plain.case();
    case.client = view.case.client.clone();
    let of_plain = View {
        scenario: &plain,
        case: &case,
        outcome: &outcome,
        expectation: &plain.expectation(view.declaration),
        declaration: view.declaration,
    };
    // Without the odd spelling the property may have nothing to say; then the scopes decide.
    let mut judged = [property, &SCOPE_IS_WHAT_THE_WINNING_LAYER_SUPPLIES].into_iter();
    let fails = judged.find_map(|property| match alone(property, &of_plain) {
        Some(Verdict::Fail(plain)) => Some(plain.rule),
        _ => None,
    });
    Breach {
        rule: fails.unwrap_or(breach.rule),
        ..breach
    }
}
