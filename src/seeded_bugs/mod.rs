//! The reference with exactly one fault from the field each: proof that the suite can fail.

mod arguments;
mod body;
pub mod catalogue;
mod challenge;
mod locations;
mod metadata;
mod refusals;
mod scope_choice;
mod scope_lost;
mod scope_wrong;
mod tools;

use crate::case::Case;
use crate::implementation::Implementation;
use crate::outcome::Outcome;
use crate::protocol::build::{self, Built, Registration};
use crate::protocol::error::BuildError;
use crate::protocol::parsed::{self, Parsed};
use crate::protocol::settings::Settings;
use crate::reference;

/// One fault, put into the reference.
#[derive(Debug, Clone, Copy)]
pub struct SeededBug {
    /// The name of the fault.
    pub id: &'static str,
    /// What goes wrong, in one sentence.
    pub fault: &'static str,
    references: &'static str,
    caught_by: &'static str,
    /// How it is put in.
    pub inject: Inject,
}

/// The place in the pipeline where the reference is changed.
#[derive(Debug, Clone, Copy)]
pub enum Inject {
    /// The texts are misread: as if they had been these.
    Case(fn(&mut Case)),
    /// What the inputs say is changed before scopes are chosen.
    Parsed(fn(&Case, &mut Parsed)),
    /// The finished registration is changed.
    Registration(fn(&Case, &mut Registration)),
    /// The outcome is changed.
    Outcome(fn(&Case, Outcome) -> Outcome),
}

impl Implementation for SeededBug {
    fn name(&self) -> &str {
        self.id
    }

    fn build(&self, case: &Case) -> Outcome {
        let mut case = case.clone();
        if let Inject::Case(misread) = self.inject {
            misread(&mut case);
        }
        let settings = reference::settings(&case);
        let built = self.built(&case, &settings);
        let outcome = reference::outcome(built, &settings);
        match self.inject {
            Inject::Outcome(change) => change(&case, outcome),
            _ => outcome,
        }
    }
}

impl SeededBug {
    /// Where it was seen: issues, programs with versions, or the class that it belongs to.
    pub fn references(&self) -> impl Iterator<Item = &'static str> {
        self.references.split("; ")
    }

    /// The ids of the properties that are there to catch it; others may do so as well.
    pub fn caught_by(&self) -> impl Iterator<Item = &'static str> {
        self.caught_by.split("; ")
    }

    fn built(&self, case: &Case, settings: &Settings) -> Result<Built, BuildError> {
        let mut parsed = parsed::read(&reference::inputs(case), settings)?;
        if let Inject::Parsed(change) = self.inject {
            change(case, &mut parsed);
        }
        let selection = build::select(&parsed, settings)?;
        let mut built = build::finish(parsed, selection, settings)?;
        if let (Inject::Registration(change), Built::Registration(registration)) =
            (self.inject, &mut built)
        {
            change(case, registration);
        }
        Ok(built)
    }
}

/// One row of a table of bugs. References and ids of properties are separated by `; `.
const fn bug(
    id: &'static str,
    references: &'static str,
    caught_by: &'static str,
    fault: &'static str,
    inject: Inject,
) -> SeededBug {
    SeededBug {
        id,
        fault,
        references,
        caught_by,
        inject,
    }
}
