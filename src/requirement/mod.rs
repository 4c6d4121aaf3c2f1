//! The table of requirements: what a registration request has to be, and who says so.
//!
//! Properties and vectors cite these rows by id. A row that bears on the request is cited by at
//! least one of them; every other row says in its [`Reach`] why it need not be. The rows stand in
//! `rows.json`.

use std::sync::LazyLock;

use serde::Deserialize;

pub use crate::vocabulary::{Level, Party};

/// One rule of a standard, of the MCP specification, or of this project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Area and number, such as `SCOPE-01`. Never reused for another rule.
    pub id: &'static str,
    /// How binding it is.
    pub level: Level,
    /// Whom it binds.
    pub binds: Party,
    /// The document and the place in it; `this project` where the standards are silent.
    pub source: &'static str,
    /// The rule in one sentence. In case of doubt the source decides.
    pub statement: &'static str,
    /// How far this release can check it.
    pub reach: Reach,
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
            Reach::Request | Reach::BindsServer => None,
            Reach::NeedsWire(why) | Reach::Later(why) | Reach::NoEffect(why) => Some(why),
        }
    }
}

/// The table: one row a line, no escapes, so that its texts are borrowed as they stand.
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
