//! What a session runs and when: the covering set, then random logins until the budget ends.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::clients::exec::record::Record;
use crate::clients::exec::traffic::revision_of;
use crate::clients::login::Login;
use crate::clients::profile::Profile;
use crate::declaration::Declaration;
use crate::generate::InputClass;
use crate::harness;
use crate::properties::Property;
use crate::properties::catalogue::PROPERTIES;
use crate::vocabulary::Revision;

/// How much is run.
#[derive(Debug, Clone)]
pub struct Budget {
    /// How long the session may take; the last third is for shrinking counterexamples.
    pub time: Duration,
    /// Most logins to run, not counting those of shrinking.
    pub cases: Option<u32>,
    /// Runs at the same time.
    pub jobs: usize,
    /// The seed of the random logins.
    pub seed: u64,
    /// The revision that the client is held to, whatever it says.
    pub revision: Option<Revision>,
    /// Only these properties; all if there are none.
    pub properties: Vec<&'static Property>,
}

/// The logins of a session, handed out one after the other.
pub(super) struct SessionPlan<'a> {
    pub profile: &'a Profile,
    pub declaration: Declaration,
    pub budget: &'a Budget,
    pub covering: Vec<Login>,
    began: Instant,
    taken: AtomicU32,
}

impl<'a> SessionPlan<'a> {
    /// A plan that hands out `covering` first.
    pub fn new(
        profile: &'a Profile,
        budget: &'a Budget,
        covering: Vec<Login>,
        began: Instant,
    ) -> SessionPlan<'a> {
        SessionPlan {
            profile,
            declaration: profile.declaration(),
            budget,
            covering,
            began,
            taken: AtomicU32::new(0),
        }
    }

    /// The next login, unless time or cases are used up. Its tag says where it comes from.
    pub fn next(&self) -> Option<Login> {
        if self.began.elapsed() >= self.budget.time * 2 / 3 {
            return None;
        }
        let taken = self.taken.fetch_add(1, Ordering::Relaxed);
        if self.budget.cases.is_some_and(|most| taken >= most) {
            return None;
        }
        let covering = u32::try_from(self.covering.len()).unwrap_or(u32::MAX);
        match self.covering.get(taken as usize) {
            Some(login) => Some(login.clone()),
            None => Some(self.random(taken.saturating_sub(covering))),
        }
    }

    fn random(&self, number: u32) -> Login {
        let class = if number.is_multiple_of(3) {
            InputClass::Valid
        } else {
            InputClass::NearMiss
        };
        let scenario = harness::scenario(self.budget.seed, number, Some(class));
        let login = Login::random(number, scenario);
        self.adapted(login, &self.declaration)
    }

    /// The login as the program can be put through it.
    pub fn adapted(&self, login: Login, declaration: &Declaration) -> Login {
        login.adapted(self.profile, declaration)
    }

    /// The revision whose rules bind the program in a run: what was asked for, else what it says itself, else
    /// what its profile says. Where nobody says so, the rules of later revisions bind nobody.
    pub fn revision(&self, record: &Record) -> Revision {
        let asked = self.budget.revision;
        let said = || revision_of(&record.received);
        let declared = || self.profile.program.revision;
        asked
            .or_else(said)
            .or_else(declared)
            .unwrap_or(Revision::V2025_03_26)
    }

    /// The properties that are judged.
    pub fn properties(&self) -> Vec<&'static Property> {
        if self.budget.properties.is_empty() {
            PROPERTIES.iter().collect()
        } else {
            self.budget.properties.clone()
        }
    }
}
