//! Revisions of the MCP authorization specification.

use std::fmt;
use std::str::FromStr;

/// A revision, older before newer. Without a word from the case the newest applies (AMB-31).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Revision {
    /// 2025-03-26: endpoints may be guessed from the server URL (MCP-02).
    V2025_03_26,
    /// 2025-06-18: protected resource metadata leads to the authorization server (MCP-06).
    V2025_06_18,
    /// 2025-11-25: rules for scopes, more metadata locations, PKCE is checked (MCP-09, MCP-31).
    V2025_11_25,
    /// 2026-07-28: step-up is the union, `application_type` is sent (MCP-16, MCP-25).
    #[default]
    V2026_07_28,
}

impl Revision {
    /// All revisions, oldest first.
    pub const ALL: &[Revision] = &[
        Revision::V2025_03_26,
        Revision::V2025_06_18,
        Revision::V2025_11_25,
        Revision::V2026_07_28,
    ];

    /// The date that names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Revision::V2025_03_26 => "2025-03-26",
            Revision::V2025_06_18 => "2025-06-18",
            Revision::V2025_11_25 => "2025-11-25",
            Revision::V2026_07_28 => "2026-07-28",
        }
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Revision {
    type Err = UnknownRevision;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Revision::ALL
            .iter()
            .copied()
            .find(|revision| revision.as_str() == text)
            .ok_or(UnknownRevision)
    }
}

/// A text that names no revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRevision;

impl fmt::Display for UnknownRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a revision of the MCP authorization specification")
    }
}

impl std::error::Error for UnknownRevision {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_revision_is_found_by_its_date() {
        let dates = ["2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"];
        assert_eq!(dates.len(), Revision::ALL.len());
        for (revision, date) in Revision::ALL.iter().zip(dates) {
            assert_eq!(revision.as_str(), date);
            assert_eq!(revision.to_string(), date);
            assert_eq!(date.parse(), Ok(*revision));
        }
    }

    #[test]
    fn a_date_between_two_revisions_names_none() {
        for text in ["", "2025-03-27", "draft", " 2025-03-26"] {
            let error = text.parse::<Revision>().unwrap_err();
            assert_eq!(error, UnknownRevision);
            assert_eq!(
                error.to_string(),
                "not a revision of the MCP authorization specification"
            );
        }
    }

    #[test]
    fn revisions_are_listed_from_old_to_new() {
        assert!(Revision::ALL.is_sorted());
    }

    #[test]
    fn the_newest_revision_is_the_default() {
        assert_eq!(Revision::ALL.last(), Some(&Revision::default()));
    }
}
