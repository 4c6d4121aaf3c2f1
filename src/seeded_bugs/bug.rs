//! One seeded bug: its row, and the reference with it.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::case::Case;
use crate::implementation::Implementation;
use crate::outcome::Outcome;
use crate::protocol::build::{self, Built, Registration};
use crate::protocol::error::BuildError;
use crate::protocol::parsed;
use crate::protocol::settings::Settings;
use crate::reference;

use super::draft::Draft;
use super::inject::Inject;
use super::injections::injection;

/// One fault, put into the reference.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeededBug {
    /// The name of the fault.
    pub id: &'static str,
    /// What goes wrong, in one sentence.
    pub fault: &'static str,
    references: Vec<&'static str>,
    caught_by: Vec<&'static str>,
    /// Members that the body gets.
    #[serde(default)]
    pub(super) sets: Map<String, Value>,
    /// A member that the body lacks.
    pub(super) omits: Option<&'static str>,
}

impl Implementation for SeededBug {
    fn name(&self) -> &str {
        self.id
    }

    fn build(&self, case: &Case) -> Outcome {
        let inject = injection(self.id);
        let mut case = case.clone();
        if let Some(inject) = inject {
            inject.into_case(&mut case);
        }
        let settings = reference::settings(&case);
        let built = self.built(inject, &case, &settings);
        let outcome = reference::outcome(built, &settings);
        match inject {
            Some(inject) => inject.into_outcome(&case, outcome),
            None => outcome,
        }
    }
}

impl SeededBug {
    /// Where it was seen: issues, programs with versions, or the class that it belongs to.
    pub fn references(&self) -> impl Iterator<Item = &'static str> {
        self.references.iter().copied()
    }

    /// The ids of the properties that are there to catch it; others may do so as well.
    pub fn caught_by(&self) -> impl Iterator<Item = &'static str> {
        self.caught_by.iter().copied()
    }

    fn built(
        &self,
        inject: Option<Inject>,
        case: &Case,
        settings: &Settings,
    ) -> Result<Built, BuildError> {
        let mut parsed = parsed::read(&reference::inputs(case), settings)?;
        if let Some(inject) = inject {
            inject.into_supplied(case, &mut parsed.supplied);
        }
        let selection = build::select(&parsed, settings)?;
        let mut built = build::finish(parsed, selection, settings)?;
        if let Built::Registration(registration) = &mut built {
            match inject {
                Some(inject) => inject.into_registration(case, registration),
                None => self.change_members(case, registration),
            }
        }
        Ok(built)
    }

    fn change_members(&self, case: &Case, registration: &mut Registration) {
        Draft { case, registration }.change(|members| {
            members.extend(self.sets.clone());
            members.retain(|name, _| self.omits != Some(name));
        });
    }
}
