//! The verdicts on one outcome, as lines for a user.

use crate::properties::catalogue::PROPERTIES;
use crate::properties::{Judge, Verdict};
use crate::report::shown;

/// Most characters of a reason that are shown.
const LONGEST: usize = 1200;

/// How many properties hold, and a line for each that fails.
pub fn verdicts(judged: impl Fn(&Judge) -> Option<Verdict>) -> (usize, Vec<String>) {
    let (mut held, mut failed) = (0, Vec::new());
    for property in PROPERTIES {
        match judged(&property.judge) {
            None | Some(Verdict::NotApplicable) => {}
            Some(Verdict::Pass) => held += 1,
            Some(Verdict::Fail(breach)) => {
                let (consequence, rule) = (breach.rule.consequence(), breach.rule.told());
                let reason = shown(&breach.reason, LONGEST);
                failed.push(format!(
                    "{consequence}: {}: {reason}\n  breaks {rule}",
                    property.id
                ));
            }
        }
    }
    (held, failed)
}
