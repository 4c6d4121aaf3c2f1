//! Comparing the outcomes of a scenario and of its variations.

use crate::outcome::{HttpRequest, Outcome, Sent};

use super::body::Body;
use super::breach::Breach;
use super::scope::shown;
use super::{Build, Relation, Variation, Verdict, View};

/// Whether two outcomes are related as they have to be.
enum Related {
    /// They are.
    Yes,
    /// They are not, which was seen in this.
    No(String),
    /// They cannot be compared.
    Unknown,
}

impl Related {
    fn of(are: bool, difference: impl FnOnce() -> String) -> Self {
        match are {
            true => Related::Yes,
            false => Related::No(difference()),
        }
    }
}

/// Builds each variation and compares it with the outcome that is known.
pub fn compare(
    view: &View<'_>,
    vary: fn(&View<'_>) -> Vec<Variation>,
    relation: Relation,
    build: Build<'_>,
) -> Verdict {
    if view.scenario.corruption.is_some() || matches!(view.outcome, Outcome::Unsupported(_)) {
        return Verdict::NotApplicable;
    }
    let mut compared = false;
    for variation in vary(view) {
        if !variation.rule.holds_in(view.case.client.revision) {
            continue;
        }
        let (input, outcome) = build(&variation.scenario.restricted_to(view.declaration));
        match related(relation, view.outcome, &outcome) {
            Related::No(difference) => {
                return Verdict::Fail(Breach {
                    rule: variation.rule,
                    reason: format!("{difference}; the variation is {input}"),
                });
            }
            Related::Yes => compared = true,
            Related::Unknown => {}
        }
    }
    if compared {
        Verdict::Pass
    } else {
        Verdict::NotApplicable
    }
}

fn related(relation: Relation, first: &Outcome, second: &Outcome) -> Related {
    let Outcome::Sent(sent) = first else {
        return match (relation, first, second) {
            (Relation::SameRequest, _, Outcome::Unsupported(_)) => Related::Unknown,
            (Relation::SameRequest, Outcome::Refused(one), Outcome::Refused(other)) => {
                Related::of(one.kind == other.kind, || {
                    format!("refused: {}; and refused: {}", one.message, other.message)
                })
            }
            // Silence is judged elsewhere; there is nothing to compare.
            (Relation::SameRequest, Outcome::Silent(_), _) => Related::Unknown,
            (Relation::SameRequest, Outcome::NoRegistration(_), _) => {
                Related::of(first == second, || {
                    format!("{} and {}", first.summary(), second.summary())
                })
            }
            (Relation::SameRequest, _, _) => {
                Related::No(format!("{} and {}", first.summary(), second.summary()))
            }
            _ => Related::Unknown,
        };
    };
    let other = match second {
        Outcome::Sent(other) => other,
        Outcome::Unsupported(_) => return Related::Unknown,
        _ => return Related::No(format!("sent, and {}", second.summary())),
    };
    let differ = || format!("{} and {}", first.summary(), second.summary());
    if let Relation::StillSent = relation {
        return Related::Yes;
    }
    if let Relation::SameRequest = relation {
        return Related::of(sent.registration == other.registration, || {
            if sent.registration.body != other.registration.body {
                return differ();
            }
            let head = |request: &HttpRequest| {
                let fields = request.headers.iter();
                let fields: Vec<String> = fields
                    .map(|(name, value)| format!("{name}: {value}"))
                    .collect();
                format!("{} {} ({})", request.method, request.url, fields.join(", "))
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
        return Related::Unknown;
    };
    match relation {
        Relation::SameScope => Related::of(distinct(&one) == distinct(&two), || {
            format!(
                "{} is registered, and {}",
                shown(&one.scopes()),
                shown(&two.scopes())
            )
        }),
        Relation::HasToken(token) => Related::of(two.scopes().contains(&token), || {
            format!("{token:?} is missing from {}", shown(&two.scopes()))
        }),
        Relation::SameButOfflineAccess => {
            let (one, two) = (asked_for(sent, &one), asked_for(other, &two));
            let rest = without_last_offline;
            Related::of(rest(&one) == rest(&two), || {
                format!("{} is asked for, and {}", shown(&one), shown(&two))
            })
        }
        Relation::SameExcept(names) => {
            let rest = |body: &Body| {
                let mut members = body.members.clone();
                members.retain(|(name, _)| !names.contains(&name.as_str()));
                members
            };
            Related::of(rest(&one) == rest(&two), differ)
        }
        Relation::SameRequest | Relation::StillSent => Related::Unknown,
    }
}

/// The tokens of the scope, each once; blanks and repeats are judged by themselves.
fn distinct(body: &Body) -> Vec<&str> {
    let mut tokens: Vec<&str> = Vec::new();
    for token in body.text("scope").unwrap_or_default().split_whitespace() {
        if !tokens.contains(&token) {
            tokens.push(token);
        }
    }
    tokens
}

/// The scopes of the authorization request where it is shown, else the registered ones.
fn asked_for<'a>(sent: &'a Sent, body: &'a Body) -> Vec<&'a str> {
    let authorization = sent.authorization.as_ref();
    match authorization.and_then(|one| one.scope.as_deref()) {
        Some(scope) => scope.split(' ').collect(),
        None if authorization.is_some() => Vec::new(),
        None => body.scopes(),
    }
}

fn without_last_offline<'a, 'b>(scopes: &'b [&'a str]) -> &'b [&'a str] {
    match scopes {
        [rest @ .., "offline_access"] => rest,
        all => all,
    }
}
