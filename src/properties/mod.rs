//! The catalogue: what must hold for every request that a client sends, or for its sending none.
//!
//! Nothing here uses the reference. Bodies are read with a general JSON library, and what a right
//! client does comes from the scenario.

pub mod body;
pub mod layers;
pub mod members;
pub mod metamorphic;
pub mod negotiation;
pub mod refusals;
pub mod scope;
pub mod transport;
pub mod variation;

use std::fmt::Display;

use crate::case::Case;
use crate::declaration::Declaration;
use crate::outcome::Outcome;
use crate::scenario::Scenario;
use crate::scenario::expectation::Expectation;
use crate::vocabulary::Family;

use variation::Relation;

/// A named statement about what a client does, with the requirements that it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// A slug that states a fact.
    pub id: &'static str,
    /// The fact in one sentence.
    pub statement: &'static str,
    /// The ids of the requirements that it checks.
    pub requirements: &'static [&'static str],
    /// How it is checked.
    pub judge: Judge,
}

/// How a property is checked.
#[derive(Debug, Clone, Copy)]
pub enum Judge {
    /// From case and outcome alone, for every case, a fuzzer's too.
    Universal(fn(&Case, &Outcome) -> Verdict),
    /// Against what the scenario expects.
    Expectation(fn(&View<'_>) -> Verdict),
    /// By building variations of the scenario and comparing their outcomes.
    Metamorphic {
        /// The variations; none when the property does not apply.
        vary: fn(&View<'_>) -> Vec<Scenario>,
        /// What must hold between the outcome of the scenario and that of a variation.
        relation: Relation,
    },
}

impl Judge {
    /// How it checks.
    pub fn family(&self) -> Family {
        match self {
            Judge::Universal(_) => Family::Universal,
            Judge::Expectation(_) => Family::Expectation,
            Judge::Metamorphic { .. } => Family::Metamorphic,
        }
    }
}

/// What a property says about one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It does not hold, for this reason. Not escaped.
    Fail(String),
    /// It says nothing about such a case.
    NotApplicable,
}

impl Verdict {
    /// Pass if `holds`, else fail with the reason.
    pub fn of(holds: bool, reason: impl FnOnce() -> String) -> Self {
        if holds {
            Verdict::Pass
        } else {
            Verdict::Fail(reason())
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

/// Judges `property` for one scenario whose outcome is known; `build` makes further outcomes.
pub fn judge(property: &Property, view: &View<'_>, build: Build<'_>) -> Verdict {
    match property.judge {
        Judge::Universal(judge) => judge(view.case, view.outcome),
        Judge::Expectation(judge) => judge(view),
        Judge::Metamorphic { vary, relation } => variation::compare(view, vary, relation, build),
    }
}
