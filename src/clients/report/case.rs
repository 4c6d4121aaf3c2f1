//! One run of a client, written down so that it can be made again.

use serde::{Deserialize, Serialize};

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::install::Client;
use crate::clients::login::Login;
use crate::clients::session::result::Counterexample;
use crate::scenario::expectation::Expectation;
use crate::vocabulary::{ExpectedAction, Revision};

/// The version of the JSON form, `client-report.schema.json`.
pub const VERSION: u32 = 3;

/// One run, to be made again by `dcr-check replay --client`: from `login` and a profile, which alone says what
/// is run. The invocation, the servers and what is expected are there for readers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientCase {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// The name of the profile.
    pub client: String,
    /// The version of the client.
    pub client_version: Option<String>,
    /// The revision that the client was held to, whatever it said; null for its own.
    pub revision: Option<Revision>,
    /// What was meant, how it was served, and why it was run.
    pub login: Login,
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

    /// The case of a counterexample, found by a client that was held to that revision.
    pub fn new(client: &Client, revision: Option<Revision>, one: &Counterexample) -> ClientCase {
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
            revision,
            login: one.login.clone(),
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
