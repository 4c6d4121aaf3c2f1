//! The table of requirements: what a registration request has to be, and who says so.
//!
//! Properties and vectors cite these rows by id. A row that bears on the request is cited by at
//! least one of them; every other row says in its [`Reach`] why it need not be. The rows stand in
//! `rows.json`.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

pub use crate::vocabulary::{Level, Party, Weight};

use crate::vocabulary::{Basis, Revision};

/// One rule of a standard, of the MCP specification, or of this project.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Area and number, such as `SCOPE-01`. Never reused for another rule.
    pub id: &'static str,
    /// How the document puts it.
    pub level: Level,
    /// Who breaks it; nobody where it only permits or explains.
    #[serde(default)]
    pub binds: Vec<Party>,
    /// What a verdict that rests on it counts as.
    pub weight: Weight,
    /// The first MCP revision that says so.
    #[serde(default)]
    pub since: Option<Revision>,
    /// The last MCP revision that says so.
    #[serde(default)]
    pub until: Option<Revision>,
    /// Where it stands; none for a house rule.
    #[serde(default)]
    pub place: Option<Place>,
    /// When it applies; always where that is empty.
    #[serde(default)]
    pub condition: &'static str,
    /// The rule in one sentence. In case of doubt the document decides.
    pub statement: &'static str,
    /// The plainest thing that breaks it, as seen from outside.
    #[serde(default)]
    pub breach: Option<&'static str>,
    /// The best objection to a verdict that rests on it, and which case is safe.
    #[serde(default)]
    pub objection: Option<&'static str>,
    /// Of a house rule: why breaking it fails a run all the same.
    #[serde(default)]
    pub fails_because: Option<&'static str>,
    /// How far this release can check it.
    pub reach: Reach,
}

/// Where a document says so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The document.
    pub document: &'static str,
    /// The section.
    pub section: &'static str,
    /// A link to it.
    pub url: &'static str,
    /// The deciding words, as they stand there.
    #[serde(borrow)]
    pub words: Cow<'static, str>,
}

impl Requirement {
    /// Whose rule it is.
    pub fn basis(&self) -> Basis {
        match self.level {
            Level::House => Basis::House,
            _ => Basis::Standard,
        }
    }

    /// Whether a client that speaks that revision is bound by it.
    pub fn holds_in(&self, revision: Revision) -> bool {
        self.since.is_none_or(|since| since <= revision)
            && self.until.is_none_or(|until| revision <= until)
    }

    /// Document and section, for people.
    pub fn source(&self) -> String {
        match &self.place {
            Some(place) => format!("{}, section {}", place.document, place.section),
            None => "this project".to_owned(),
        }
    }
}

/// How far this release can check a requirement, with the reason where it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The request, or the refusal to build one, shows whether it is kept. This includes what a
    /// client makes of a rule that binds the server.
    Request,
    /// Only the server can keep or break it.
    BindsServer,
    /// The same act breaks another row, and the verdict names that one.
    JudgedAs(&'static str),
    /// It shows only in traffic: other requests, answers, redirects, TLS.
    NeedsWire(&'static str),
    /// A later release looks at it.
    Later(&'static str),
    /// Whether it is kept makes no difference to a registration request.
    NoEffect(&'static str),
}

impl Reach {
    /// Why no property or vector has to cite it, where that needs saying.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Reach::Request | Reach::BindsServer | Reach::JudgedAs(_) => None,
            Reach::NeedsWire(why) | Reach::Later(why) | Reach::NoEffect(why) => Some(why),
        }
    }
}

/// The table: one row a line. Only deciding words have escapes; all other texts are borrowed as they stand.
static ROWS: LazyLock<Vec<Requirement>> =
    LazyLock::new(|| match serde_json::from_str(include_str!("rows.json")) {
        Ok(rows) => rows,
        Err(error) => unreachable!("rows.json, which the tests read: {error}"),
    });

/// Every requirement, area by area.
pub fn all() -> impl Iterator<Item = &'static Requirement> {
    ROWS.iter()
}

/// The requirement of that id.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}

#[cfg(test)]
mod tests;
