//! What a client fails: the standards, what it declares of itself, or both.

use crate::declaration::Declaration;
use crate::properties::{Property, Verdict};
use crate::vocabulary::Basis;

/// The verdict on a client with that declaration, and what it fails if it does. `by` judges as if
/// the client had declared what it is given; `allowed` is what the standards let it declare.
///
/// The standards are failed by what no allowed declaration makes right.
pub fn with_basis(
    property: &Property,
    declared: &Declaration,
    allowed: &[Declaration],
    by: impl Fn(&Declaration) -> Verdict,
) -> (Verdict, Basis) {
    let verdict = by(declared);
    if property.judge.is_universal() {
        // A declaration is no matter to it.
        return (verdict, Basis::Standard);
    }
    let mut demanded = None;
    for one in allowed {
        let judged = if one == declared {
            verdict.clone()
        } else {
            by(one)
        };
        let Verdict::Fail(reason) = judged else {
            return (verdict, Basis::Declaration);
        };
        demanded.get_or_insert(reason);
    }
    match (&verdict, demanded) {
        (Verdict::Fail(_), _) => (verdict, Basis::Both),
        (_, Some(reason)) => (Verdict::Fail(reason), Basis::Standard),
        (_, None) => (verdict, Basis::Declaration),
    }
}
