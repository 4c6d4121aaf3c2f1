//! What a failing verdict says: which rule is broken, what that counts as, and the difference seen.

use crate::requirement::{self, Requirement};
use crate::vocabulary::{Basis, Consequence, FailOn, Revision, Weight};

/// The one rule that a failing verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The requirement of that id.
    Row(&'static str),
    /// What the implementation declares about itself.
    Declaration,
}

impl Rule {
    /// The requirement, if it is one.
    pub fn row(self) -> Option<&'static Requirement> {
        match self {
            Rule::Row(id) => requirement::find(id),
            Rule::Declaration => None,
        }
    }

    /// The id of the requirement, or the word for the declaration.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Row(id) => id,
            Rule::Declaration => Basis::Declaration.name(),
        }
    }

    /// Whether it says how what a server wrote is to be read.
    pub fn is_about_spelling(self) -> bool {
        let Rule::Row(id) = self else {
            return false;
        };
        let area = id.split('-').next().unwrap_or_default();
        ["HTTP", "JSON", "HOUSE", "PRM"].contains(&area) || id == "SCOPE-15"
    }

    /// What it says and who says so, for people.
    pub fn told(self) -> String {
        let Some(row) = self.row() else {
            return "what the implementation declares about itself (no standard decides it)"
                .to_owned();
        };
        let Some(place) = &row.place else {
            let statement = row.statement;
            return format!("{} (house; no standard forbids it): {statement}", row.id);
        };
        format!(
            "{} ({}, {}): \u{201c}{}\u{201d}",
            row.id,
            row.level,
            row.source(),
            place.words
        )
    }

    /// Where a standard says so.
    pub fn link(self) -> Option<&'static str> {
        self.row()?.place.as_ref().map(|place| place.url)
    }

    /// What kind of rule it is.
    pub fn basis(self) -> Basis {
        match self.row() {
            Some(row) => row.basis(),
            None => Basis::Declaration,
        }
    }

    /// What breaking it does to a run.
    pub fn consequence(self) -> Consequence {
        let Some(row) = self.row() else {
            return Consequence::Failure;
        };
        match row.weight {
            Weight::Must => Consequence::Failure,
            Weight::Should => Consequence::Warning,
            Weight::None if row.fails_because.is_some() => Consequence::Failure,
            Weight::None => Consequence::Note,
        }
    }

    /// Of two broken rules, the graver is the greater.
    pub fn gravity(self) -> (Consequence, Basis) {
        (self.consequence(), self.basis())
    }

    /// Whether it binds a client that speaks that revision.
    pub fn holds_in(self, revision: Revision) -> bool {
        self.row().is_none_or(|row| row.holds_in(revision))
    }
}

impl FailOn {
    /// The lightest consequence that makes a run fail.
    pub fn consequence(self) -> Consequence {
        match self {
            FailOn::Must => Consequence::Failure,
            FailOn::Should => Consequence::Warning,
            FailOn::House => Consequence::Note,
        }
    }
}

/// A rule that was broken, and how that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The rule.
    pub rule: Rule,
    /// The difference that was seen. Not escaped.
    pub reason: String,
}

impl Breach {
    /// The requirement of that id is broken, for this reason.
    pub fn of(id: &'static str, reason: impl Into<String>) -> Breach {
        Breach {
            rule: Rule::Row(id),
            reason: reason.into(),
        }
    }

    /// The declaration is broken, for this reason.
    pub fn of_declaration(reason: impl Into<String>) -> Breach {
        Breach {
            rule: Rule::Declaration,
            reason: reason.into(),
        }
    }
}
