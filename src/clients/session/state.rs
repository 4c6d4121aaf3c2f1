//! What the workers of a session share.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clients::exec::settings::Settings;
use crate::clients::login::Login;
use crate::properties::catalogue::PROPERTIES;

use super::plan::SessionPlan;
use super::result::{ClientRun, SessionResult};

/// A session that is going on.
pub(super) struct State<'a> {
    pub plan: SessionPlan<'a>,
    pub settings: &'a Settings,
    shared: Mutex<Shared>,
}

/// What is known so far.
#[derive(Default)]
pub(super) struct Shared {
    pub result: SessionResult,
    /// Runs by their keys.
    pub cache: HashMap<String, Arc<ClientRun>>,
    /// Logins that were run, for those that look for small ones.
    pub known: Vec<(Login, Arc<ClientRun>)>,
    /// The keys of those runs that were judged by everything.
    pub judged: HashSet<String>,
    pub to_registration: Vec<Duration>,
    pub overheads: Vec<Duration>,
}

impl<'a> State<'a> {
    pub fn new(plan: SessionPlan<'a>, settings: &'a Settings) -> State<'a> {
        let mut shared = Shared::default();
        shared.result.covering = plan.covering.len();
        shared.result.alone_on_network = true;
        State {
            plan,
            settings,
            shared: Mutex::new(shared),
        }
    }

    pub fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn is_stopped(&self) -> bool {
        self.settings.stop.load(Ordering::Relaxed)
    }

    /// Whether nothing is to be run any more.
    pub fn is_over(&self) -> bool {
        self.is_stopped() || self.shared().result.not_run.is_some()
    }

    /// What was found, in the order of the properties.
    pub fn into_result(self) -> SessionResult {
        let interrupted = self.is_stopped();
        let mut shared = self
            .shared
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let mut result = shared.result;
        result.failures.sort_by_key(|one| {
            let mut ids = PROPERTIES.iter().map(|property| property.id);
            let property = ids.position(|id| id == one.property.id);
            let gravity = std::cmp::Reverse(one.breach.rule.gravity());
            (gravity, property, one.layer, one.breach.rule)
        });
        result.interrupted = interrupted;
        result.median_to_registration = median(&mut shared.to_registration);
        result.median_overhead = median(&mut shared.overheads);
        result
    }
}

fn median(times: &mut [Duration]) -> Option<Duration> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}
