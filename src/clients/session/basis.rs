//! Whether a client fails the standards, its own declaration, or both.

use crate::declaration::Declaration;
use crate::properties::{Property, Verdict};
use crate::vocabulary::Basis;

/// The verdict on a client by its declaration, and the basis of a failure. `judge` judges it as if it
/// had made the given declaration; `allowed` are the declarations that the standards permit.
///
/// A client fails the standards if it fails under each permitted declaration.
pub fn judge_with_basis(
    property: &Property,
    declared: &Declaration,
    allowed: &[Declaration],
    judge: impl Fn(&Declaration) -> Verdict,
) -> (Verdict, Basis) {
    let verdict = judge(declared);
    if property.judge.is_universal() {
        // Such a property does not depend on the declaration.
        return (verdict, Basis::Standard);
    }
    let mut demanded = None;
    for one in allowed {
        let judged = if one == declared {
            verdict.clone()
        } else {
            judge(one)
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
