//! The environment variables that a client sees.

use std::collections::BTreeMap;

use super::choices::choices;
use super::json::parts;
use super::scopes::{Separators, Spelled};

choices! {
    /// Names of environment variables; each differs little from the next.
    VariableName {
        /// In capitals.
        Capitals => "OAUTH_SCOPES",
        /// In small letters.
        Small => "oauth_scopes",
        /// With a prefix.
        Prefixed => "MY_OAUTH_SCOPES",
    }
}

parts! {
    /// The environment variables.
    pub struct Environment {
        /// The variable that is configured to hold scopes, where `value` is there.
        pub name: VariableName,
        /// Its value; none where no variable is configured.
        pub value: Option<Spelled>,
        /// The value of a variable that is not configured.
        pub other: Option<Spelled>,
    }
}

impl Environment {
    /// The name of the configured variable.
    pub fn configured(&self) -> Option<String> {
        self.value.as_ref().map(|_| self.name.text().to_owned())
    }

    /// The variables.
    pub fn variables(&self) -> BTreeMap<String, String> {
        let names = [(self.name, &self.value), (self.name.after(1), &self.other)];
        let set = names.into_iter().filter_map(|(name, value)| {
            let text = value.as_ref()?.text(Separators::Commas);
            Some((name.text().to_owned(), text))
        });
        set.collect()
    }
}
