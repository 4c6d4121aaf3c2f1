//! How a fault is put into the reference: the stage that goes wrong, and what it does instead.

use crate::case::Case;
use crate::outcome::{Outcome, RefusalKind, Sent};
use crate::protocol::build::Registration;
use crate::protocol::challenge::Challenges;
use crate::protocol::selection::Supplied;

use super::draft::Draft;
use super::tools::{challenges, is_refused, refused, scope_set};

/// The id of a bug, and what it changes.
#[derive(Debug, Clone, Copy)]
pub enum Inject {
    /// The texts are misread, as if they had been these.
    Misreads(&'static str, fn(&mut Case)),
    /// The inputs supply something else.
    Supplies(&'static str, fn(&Case, &mut Supplied)),
    /// This text counts as the scope of the challenge.
    ChallengeSays(&'static str, fn(&Case, &Challenges) -> Option<String>),
    /// In such a case the scope of the challenge is not seen.
    ChallengeHides(&'static str, fn(&Case, &Challenges) -> bool),
    /// The finished registration is changed.
    Registers(&'static str, fn(&mut Draft<'_>)),
    /// In such a case the registration has no scope.
    RegistersNoScope(&'static str, fn(&Draft<'_>) -> bool),
    /// What is sent is changed.
    Sends(&'static str, fn(&Case, &mut Sent)),
    /// Instead of a refusal of this kind comes another outcome.
    SendsThough(&'static str, RefusalKind, fn(&Case) -> Outcome),
    /// In such a case metadata that can be read is refused.
    Refuses(&'static str, fn(&Case) -> bool),
    /// The outcome is changed.
    Ends(&'static str, fn(&Case, Outcome) -> Outcome),
}

use Inject::{
    ChallengeHides, ChallengeSays, Ends, Misreads, Refuses, Registers, RegistersNoScope, Sends,
    SendsThough, Supplies,
};

impl Inject {
    /// The id of the bug.
    pub fn id(self) -> &'static str {
        match self {
            Misreads(id, _) | Supplies(id, _) | ChallengeSays(id, _) | ChallengeHides(id, _) => id,
            Registers(id, _) | RegistersNoScope(id, _) | Sends(id, _) => id,
            SendsThough(id, ..) | Refuses(id, _) | Ends(id, _) => id,
        }
    }

    /// Changes the texts before they are read.
    pub fn into_case(self, case: &mut Case) {
        if let Misreads(_, misread) = self {
            misread(case);
        }
    }

    /// Changes what the inputs supply, before scopes are selected.
    pub fn into_supplied(self, case: &Case, supplied: &mut Supplied) {
        match self {
            Supplies(_, change) => change(case, supplied),
            ChallengeSays(_, read) => {
                let scope = read(case, &challenges(case)).unwrap_or_default();
                supplied.challenge = scope_set(&scope);
            }
            ChallengeHides(_, hides) if hides(case, &challenges(case)) => {
                supplied.challenge = scope_set("");
            }
            _ => {}
        }
    }

    /// Changes the registration before it becomes an outcome.
    pub fn into_registration(self, case: &Case, registration: &mut Registration) {
        let mut draft = Draft { case, registration };
        match self {
            Registers(_, change) => change(&mut draft),
            RegistersNoScope(_, loses) if loses(&draft) => draft.remove("scope"),
            _ => {}
        }
    }

    /// Changes the outcome.
    pub fn into_outcome(self, case: &Case, outcome: Outcome) -> Outcome {
        match (self, outcome) {
            (Sends(_, change), Outcome::Sent(mut sent)) => {
                change(case, &mut sent);
                Outcome::Sent(sent)
            }
            (SendsThough(_, kind, instead), outcome) if is_refused(&outcome, kind) => instead(case),
            (Refuses(_, refuses), Outcome::Sent(_)) if refuses(case) => {
                refused(RefusalKind::ServerMetadata, "the metadata cannot be read")
            }
            (Ends(_, change), outcome) => change(case, outcome),
            (_, outcome) => outcome,
        }
    }
}
