//! What a client fails: the standards, what it declares of itself, or both.

use crate::layer::Declaration;
use crate::properties::{Judge, Property, Verdict};

/// What a failure is measured by, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Only what the client declares, where the standards leave it a choice.
    Declaration,
    /// The standards. What the client declares is no matter, or is what it does.
    Standards,
    /// The standards, and what the client declares.
    Both,
}

impl Measure {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Declaration => "declaration",
            Measure::Standards => "standards",
            Measure::Both => "both",
        }
    }
}

/// The verdict on a client with that declaration, and what it fails if it does. `by` judges as if
/// the client had declared what it is given; `allowed` is what the standards let it declare.
///
/// The standards are failed by what no allowed declaration makes right.
pub fn measured(
    property: &Property,
    declared: &Declaration,
    allowed: &[Declaration],
    by: impl Fn(&Declaration) -> Verdict,
) -> (Verdict, Measure) {
    let verdict = by(declared);
    if matches!(property.judge, Judge::Universal(_)) {
        // A declaration is no matter to it.
        return (verdict, Measure::Standards);
    }
    let mut demanded = None;
    for one in allowed {
        let judged = if one == declared {
            verdict.clone()
        } else {
            by(one)
        };
        let Verdict::Fail(reason) = judged else {
            return (verdict, Measure::Declaration);
        };
        demanded.get_or_insert(reason);
    }
    match (&verdict, demanded) {
        (Verdict::Fail(_), _) => (verdict, Measure::Both),
        (_, Some(reason)) => (Verdict::Fail(reason), Measure::Standards),
        (_, None) => (verdict, Measure::Declaration),
    }
}
