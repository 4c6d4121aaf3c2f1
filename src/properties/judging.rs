//! The verdict of a property, whichever way it is checked, and what is compared with the outcomes of
//! variations.

use crate::outcome::{HttpRequest, Outcome};
use crate::scenario::Scenario;

use super::body::Body;
use super::{Build, Judge, Property, Relation, Verdict, View, with_expected};

/// Judges `property` for one scenario whose outcome is known; `build` makes further outcomes.
pub fn judge(property: &Property, view: &View<'_>, build: Build<'_>) -> Verdict {
    match property.judge {
        Judge::Expectation(judge) => judge(view),
        Judge::Expected(judge) => {
            with_expected(view, |_, body, expected| judge(view, body, expected))
        }
        Judge::Metamorphic(relation, vary) => compare(view, vary, relation, build),
        universal => {
            let verdict = universal.with_case(view.case, view.outcome);
            verdict.unwrap_or(Verdict::NotApplicable)
        }
    }
}

/// Builds each variation and compares it with the outcome that is known.
fn compare(
    view: &View<'_>,
    vary: fn(&View<'_>) -> Vec<Scenario>,
    relation: Relation,
    build: Build<'_>,
) -> Verdict {
    if view.scenario.corruption.is_some() || matches!(view.outcome, Outcome::Unsupported(_)) {
        return Verdict::NotApplicable;
    }
    let mut compared = false;
    for variation in vary(view) {
        let (input, outcome) = build(&variation.restricted_to(view.declaration));
        match holds(relation, view.outcome, &outcome) {
            Verdict::Fail(reason) => {
                return Verdict::Fail(format!("{reason}; the variation is {input}"));
            }
            Verdict::Pass => compared = true,
            Verdict::NotApplicable => {}
        }
    }
    if compared {
        Verdict::Pass
    } else {
        Verdict::NotApplicable
    }
}

fn holds(relation: Relation, first: &Outcome, second: &Outcome) -> Verdict {
    let Outcome::Sent(sent) = first else {
        return match (relation, first, second) {
            (Relation::SameRequest, _, Outcome::Unsupported(_)) => Verdict::NotApplicable,
            (Relation::SameRequest, Outcome::Refused(one), Outcome::Refused(other)) => {
                Verdict::of(one.kind == other.kind, || {
                    format!("refused for {:?} and for {:?}", one.kind, other.kind)
                })
            }
            // Silence is judged elsewhere; there is nothing to compare.
            (Relation::SameRequest, Outcome::Silent(_), _) => Verdict::NotApplicable,
            (Relation::SameRequest, Outcome::NoRegistration(_), _) => {
                Verdict::of(first == second, || {
                    format!("{first:?} and {}", second.summary())
                })
            }
            (Relation::SameRequest, _, _) => {
                Verdict::Fail(format!("{} and {}", first.summary(), second.summary()))
            }
            _ => Verdict::NotApplicable,
        };
    };
    let other = match second {
        Outcome::Sent(other) => other,
        Outcome::Unsupported(_) => return Verdict::NotApplicable,
        _ => return Verdict::Fail(format!("sent, and {}", second.summary())),
    };
    let differ = || format!("{} and {}", first.summary(), second.summary());
    if let Relation::StillSent = relation {
        return Verdict::Pass;
    }
    if let Relation::SameRequest = relation {
        return Verdict::of(sent.registration == other.registration, || {
            if sent.registration.body != other.registration.body {
                return differ();
            }
            let head = |request: &HttpRequest| {
                format!("{} {} {:?}", request.method, request.url, request.headers)
            };
            format!(
                "{} and {} with the same body",
                head(&sent.registration),
                head(&other.registration)
            )
        });
    }
    let (Ok(one), Ok(two)) = (
        Body::read(&sent.registration),
        Body::read(&other.registration),
    ) else {
        return Verdict::NotApplicable;
    };
    match relation {
        Relation::SameScope => Verdict::of(one.get("scope") == two.get("scope"), differ),
        Relation::HasToken(token) => Verdict::of(two.scopes().contains(&token), || {
            format!("{token:?} is missing from {:?}", two.scopes())
        }),
        Relation::SameButOfflineAccess => Verdict::of(
            without_last_offline(&one) == without_last_offline(&two),
            differ,
        ),
        Relation::SameExcept(names) => {
            let rest = |body: &Body| {
                let mut members = body.members.clone();
                members.retain(|(name, _)| !names.contains(&name.as_str()));
                members
            };
            Verdict::of(rest(&one) == rest(&two), differ)
        }
        Relation::SameRequest | Relation::StillSent => Verdict::NotApplicable,
    }
}

fn without_last_offline(body: &Body) -> Vec<&str> {
    let mut scopes = body.scopes();
    if scopes.last() == Some(&"offline_access") {
        scopes.pop();
    }
    scopes
}
