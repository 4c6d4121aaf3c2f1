//! One run of a client, written down so that it can be made again.

use serde::{Deserialize, Serialize};

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::install::Client;
use crate::clients::session::result::Counterexample;
use crate::outcome::Outcome;
use crate::scenario::expectation::Expectation;
use crate::vocabulary::ExpectedAction;

/// The version of the JSON form, `client-report.schema.json`.
pub const VERSION: u32 = 3;

/// One run, to be made again by `dcr-check replay --client`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientCase {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// The name of the profile.
    pub client: String,
    /// The version of the client.
    pub client_version: Option<String>,
    /// What the program got.
    pub invocation: Invocation,
    /// What the servers answered.
    pub servers: ServerResponses,
    /// The scope that a conforming client registers; null for none.
    pub expected_scope: Option<String>,
    /// What a conforming client does.
    pub expected: ExpectedAction,
}

impl ClientCase {
    /// How much is written down, in octets: a shorter case is easier to read.
    pub fn length(&self) -> usize {
        serde_json::to_string(&(&self.invocation, &self.servers))
            .map_or(usize::MAX, |text| text.len())
    }

    /// What an outcome does otherwise than the case expects.
    pub fn contradicted_by(&self, outcome: &Outcome) -> Option<String> {
        let Outcome::Sent(sent) = outcome else {
            let wanted = self.expected == ExpectedAction::Sent;
            return wanted.then(|| "no registration, although one is expected".to_owned());
        };
        let body = String::from_utf8_lossy(&sent.registration.body).into_owned();
        let scope = scope_member(&body);
        let expected = self.expected_scope.as_ref();
        let wanted = expected.map(|scope| serde_json::Value::from(scope.as_str()).to_string());
        let name = |scope: &Option<String>| scope.clone().unwrap_or("no scope".to_owned());
        match self.expected {
            ExpectedAction::Refused => {
                Some("a registration, although an error is expected".to_owned())
            }
            ExpectedAction::NoRegistration => {
                Some("a registration, although none is expected".to_owned())
            }
            ExpectedAction::Sent if scope != wanted => Some(format!(
                "registered {}, expected {}",
                name(&scope),
                name(&wanted)
            )),
            _ => None,
        }
    }

    /// The case of a counterexample.
    pub fn new(client: &Client, one: &Counterexample) -> ClientCase {
        let declaration = client.profile.declaration();
        let expectation = one.login.scenario.expectation(&declaration);
        let expected_scope = match &expectation {
            Expectation::Sent(expected) => Some(expected.scopes.join(" ")),
            _ => None,
        };
        ClientCase {
            version: VERSION,
            client: client.profile.name.clone(),
            client_version: client.version.clone(),
            invocation: one.run.invocation.clone(),
            servers: one.run.responses.clone(),
            expected_scope: expected_scope.filter(|scope| !scope.is_empty()),
            expected: expectation.action(),
        }
    }
}

/// The member `scope` as JSON text, from a body of whatever kind.
pub(super) fn scope_member(body: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(body).ok()?;
    value.get("scope").map(ToString::to_string)
}
