//! The revisions of the MCP authorization specification.

use std::str::FromStr;

/// A revision, in the order of publication.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Revision {
    /// 2025-03-26: fallback endpoints, no protected resource metadata.
    V2025_03_26,
    /// 2025-06-18: protected resource metadata.
    V2025_06_18,
    /// 2025-11-25: PKCE has to be advertised.
    V2025_11_25,
    /// 2026-07-28, whose rules hold unless another one is asked for (AMB-31).
    #[default]
    V2026_07_28,
}

impl Revision {
    /// Every revision.
    pub const ALL: &[Revision] = &[
        Revision::V2025_03_26,
        Revision::V2025_06_18,
        Revision::V2025_11_25,
        Revision::V2026_07_28,
    ];

    /// The date by which it is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Revision::V2025_03_26 => "2025-03-26",
            Revision::V2025_06_18 => "2025-06-18",
            Revision::V2025_11_25 => "2025-11-25",
            Revision::V2026_07_28 => "2026-07-28",
        }
    }
}

/// There is no revision of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRevision;

impl FromStr for Revision {
    type Err = UnknownRevision;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Revision::ALL.iter().find(|revision| revision.as_str() == text);
        named.copied().ok_or(UnknownRevision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_known_by_their_dates_and_in_order() {
        for revision in Revision::ALL {
            assert_eq!(revision.as_str().parse(), Ok(*revision));
        }
        assert!(Revision::ALL.is_sorted());
        assert_eq!(Revision::default().as_str(), "2026-07-28");
        assert_eq!("2024-11-05".parse::<Revision>(), Err(UnknownRevision));
    }
}
