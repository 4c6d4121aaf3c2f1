//! The catalogue: what must hold for every request that a client sends, and when it must send none.
//!
//! Nothing here uses the reference. Bodies are read with a general JSON library, and the scenario
//! says what a conforming client does.

#[doc(hidden)]
pub mod body;
pub mod breach;
pub mod catalogue;
mod client_metadata;
#[doc(hidden)]
pub mod judging;
#[doc(hidden)]
pub mod layers;
#[doc(hidden)]
pub mod members;
#[doc(hidden)]
pub mod metamorphic;
#[doc(hidden)]
pub mod negotiation;
mod refusal;
#[doc(hidden)]
pub mod refusals;
#[doc(hidden)]
pub mod scope;
#[doc(hidden)]
pub mod tokens;
#[doc(hidden)]
pub mod transport;
mod url;
mod variation;

use std::fmt::Display;

use crate::case::{Case, Client};
use crate::declaration::Declaration;
use crate::outcome::{HttpRequest, Outcome, Sent};
use crate::scenario::Scenario;
use crate::scenario::expectation::{Expectation, Expected};
use crate::vocabulary::{Family, Revision};

use body::Body;
use breach::{Breach, Rule};

/// A named statement about what a client does, with the requirements that it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// A slug that states a fact.
    pub id: &'static str,
    /// The fact in one sentence.
    pub statement: &'static str,
    /// The ids of the requirements that its failures may rest on.
    pub requirements: &'static [&'static str],
    /// How it is checked.
    pub judge: Judge,
}

/// How a property is checked, by what has to be known for it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Judge {
    /// From the outcome alone.
    Outcome(fn(&Outcome) -> Verdict),
    /// From the registration request alone.
    Request(fn(&HttpRequest) -> Verdict),
    /// From the body of the registration request alone.
    Body(fn(&Body) -> Verdict),
    /// From the outcome and the client's own settings.
    Client(fn(&Client, &Outcome) -> Verdict),
    /// From the outcome and everything that the implementation got.
    Case(fn(&Case, &Outcome) -> Verdict),
    /// Against what the scenario expects.
    Expectation(fn(&View<'_>) -> Verdict),
    /// The body of the registration request against the request that the scenario expects.
    Expected(fn(&View<'_>, &Body, &Expected) -> Verdict),
    /// By building the variations of the scenario, none if the property does not apply, and
    /// comparing their outcomes with the first.
    Metamorphic(Relation, fn(&View<'_>) -> Vec<Variation>),
}

impl Judge {
    /// How it checks.
    pub fn family(&self) -> Family {
        match self {
            Judge::Expectation(_) | Judge::Expected(_) => Family::Expectation,
            Judge::Metamorphic(..) => Family::Metamorphic,
            _ => Family::Universal,
        }
    }

    /// Whether it needs no scenario, so that it judges every case, a fuzzer's too.
    pub fn is_universal(&self) -> bool {
        self.family() == Family::Universal
    }

    /// Whether it needs the outcomes of further scenarios, each of which is a run.
    pub fn takes_further_runs(&self) -> bool {
        self.family() == Family::Metamorphic
    }

    /// The verdict where the client's settings are known and its inputs are not; none if more has
    /// to be known.
    pub fn with_client(&self, client: &Client, outcome: &Outcome) -> Option<Verdict> {
        let verdict = match self {
            Judge::Outcome(judge) => judge(outcome),
            Judge::Request(judge) => with_request(outcome, judge),
            Judge::Body(judge) => with_body(outcome, |_, body| judge(body)),
            Judge::Client(judge) => judge(client, outcome),
            // What servers said is not known, so that nothing counts as theirs.
            Judge::Case(judge) => {
                let case = Case {
                    client: client.clone(),
                    ..Case::default()
                };
                judge(&case, outcome)
            }
            _ => return None,
        };
        Some(verdict.in_force(client.revision))
    }

    /// The verdict where the case is known and the scenario is not; none if more has to be known.
    pub fn with_case(&self, case: &Case, outcome: &Outcome) -> Option<Verdict> {
        match self {
            Judge::Case(judge) => Some(judge(case, outcome).in_force(case.client.revision)),
            other => other.with_client(&case.client, outcome),
        }
    }
}

/// Judges the registration request; not applicable when none was sent.
pub fn with_request(outcome: &Outcome, judge: impl FnOnce(&HttpRequest) -> Verdict) -> Verdict {
    match outcome {
        Outcome::Sent(sent) => judge(&sent.registration),
        _ => Verdict::NotApplicable,
    }
}

/// Judges the body of the registration request; not applicable when none was sent, or none that
/// can be read, which `body-is-one-json-object` reports.
pub fn with_body(outcome: &Outcome, judge: impl FnOnce(&Sent, &Body) -> Verdict) -> Verdict {
    match outcome {
        Outcome::Sent(sent) => match Body::read(&sent.registration) {
            Ok(body) => judge(sent, &body),
            Err(_) => Verdict::NotApplicable,
        },
        _ => Verdict::NotApplicable,
    }
}

/// Judges what was sent against what is expected; not applicable unless both are there.
/// `what-is-right-is-sent` reports a client that refuses what it should send.
pub fn with_expected(
    view: &View<'_>,
    judge: impl FnOnce(&Sent, &Body, &Expected) -> Verdict,
) -> Verdict {
    match view.expectation {
        Expectation::Sent(expected) => {
            with_body(view.outcome, |sent, body| judge(sent, body, expected))
        }
        _ => Verdict::NotApplicable,
    }
}

/// Another scenario of which the outcome must be related to the first.
#[derive(Debug, Clone)]
pub struct Variation {
    /// The scenario.
    pub scenario: Scenario,
    /// The rule that is broken if the outcomes are not related.
    pub rule: Rule,
}

impl Variation {
    /// Variations that differ because the requirement of that id is broken.
    pub fn resting_on(
        id: &'static str,
        scenarios: impl IntoIterator<Item = Scenario>,
    ) -> Vec<Variation> {
        Variation::all(Rule::Row(id), scenarios)
    }

    /// Variations that differ because the declaration is broken.
    pub fn declared(scenarios: impl IntoIterator<Item = Scenario>) -> Vec<Variation> {
        Variation::all(Rule::Declaration, scenarios)
    }

    fn all(rule: Rule, scenarios: impl IntoIterator<Item = Scenario>) -> Vec<Variation> {
        let scenarios = scenarios.into_iter();
        scenarios
            .map(|scenario| Variation { scenario, rule })
            .collect()
    }
}

/// What must hold between two outcomes.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Relation {
    /// The registration requests are equal octet for octet, or neither is sent for equal reasons.
    SameRequest,
    /// The `scope` members have the same tokens in the same order, blanks and repeats aside.
    SameScope,
    /// All members but these are equal.
    SameExcept(&'static [&'static str]),
    /// The scopes differ at most by a last `offline_access`.
    SameButOfflineAccess,
    /// If the first is sent, so is the second.
    StillSent,
    /// The second sends this token.
    HasToken(&'static str),
}

/// What a property says about one case.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It does not hold: this rule is broken.
    Fail(Breach),
    /// It says nothing about such a case.
    NotApplicable,
}

impl Verdict {
    /// The requirement of that id is broken.
    pub fn breaks(id: &'static str, reason: impl Into<String>) -> Self {
        Verdict::Fail(Breach::of(id, reason))
    }

    /// The implementation does not do what it declares.
    pub fn undeclared(reason: impl Into<String>) -> Self {
        Verdict::Fail(Breach::of_declaration(reason))
    }

    /// Pass if `holds`, else the requirement of that id is broken for that reason.
    pub fn of(holds: bool, id: &'static str, reason: impl FnOnce() -> String) -> Self {
        match holds {
            true => Verdict::Pass,
            false => Verdict::breaks(id, reason()),
        }
    }

    /// Pass if `holds`, else the declaration is broken for that reason.
    pub fn as_declared(holds: bool, reason: impl FnOnce() -> String) -> Self {
        match holds {
            true => Verdict::Pass,
            false => Verdict::undeclared(reason()),
        }
    }

    /// Pass if nothing was found, else fail with the breach that it makes.
    pub fn unless<T>(found: Option<T>, breach: impl FnOnce(T) -> Breach) -> Self {
        found.map_or(Verdict::Pass, |found| Verdict::Fail(breach(found)))
    }

    /// The same, unless it rests on a rule that does not bind a client of that revision.
    fn in_force(self, revision: Revision) -> Self {
        match self {
            Verdict::Fail(breach) if !breach.rule.holds_in(revision) => Verdict::NotApplicable,
            other => other,
        }
    }
}

/// Everything that a property may look at.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What was meant.
    pub scenario: &'a Scenario,
    /// What the implementation got.
    pub case: &'a Case,
    /// What it did.
    pub outcome: &'a Outcome,
    /// What a conforming client does.
    pub expectation: &'a Expectation,
    /// What the implementation declares.
    pub declaration: &'a Declaration,
}

/// Makes the outcome of a further scenario, and says what the implementation got. Not escaped.
pub type Build<'a> = &'a dyn Fn(&Scenario) -> (Box<dyn Display>, Outcome);

impl View<'_> {
    /// The scope of the authorization request, where the implementation shows that request.
    pub fn authorized_scope(&self) -> Option<&str> {
        match self.outcome {
            Outcome::Sent(sent) => {
                let authorization = sent.authorization.as_ref()?;
                Some(authorization.scope.as_deref().unwrap_or_default())
            }
            _ => None,
        }
    }
}
