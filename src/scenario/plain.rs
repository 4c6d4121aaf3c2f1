//! The plainest spelling of a scenario.

use super::Scenario;
use super::challenge::{Bearer, ChallengePart, Item};
use super::document::{Listed, Style};
use super::scopes::{Spelled, Token};

impl Scenario {
    /// The same in the plainest spelling of challenge and documents: what counts, and nothing else.
    pub fn spelled_plainly(&self) -> Scenario {
        let plain = |scopes: Vec<String>| scopes.into_iter().map(|token| Token::legal(&token));
        let mut scenario = self.clone();
        let challenged = self.challenge.scopes();
        scenario.challenge = match self.challenge.bearer() {
            None => ChallengePart::default(),
            Some(bearer) => {
                let scope =
                    (!challenged.is_empty()).then(|| Spelled::plain(plain(challenged)).into());
                ChallengePart::from(vec![Item::Bearer(Bearer {
                    scope,
                    resource_metadata: bearer.resource_metadata,
                    error: bearer.error,
                    ..Bearer::default()
                })])
            }
        };
        let listed = |scopes: Vec<String>| match scopes.is_empty() {
            true => Listed::Absent,
            false => Listed::Texts(plain(scopes).map(Spelled::one).collect()),
        };
        if let Some(part) = &mut scenario.resource {
            part.scopes = listed(part.scopes.scopes());
            part.style = Style::default();
        }
        if let Some(part) = &mut scenario.server {
            part.scopes = listed(part.scopes.scopes());
            part.style = Style::default();
        }
        scenario
    }
}
