//! A registration about to be sent, as a seeded bug sees and changes it.

use serde_json::{Map, Value};

use crate::case::Case;
use crate::protocol::build::Registration;
use crate::protocol::selection::{Source, Supplied};
use crate::vocabulary::Layer;

/// The registration, and the case that led to it.
#[derive(Debug)]
pub struct Draft<'a> {
    pub case: &'a Case,
    pub registration: &'a mut Registration,
}

impl Draft<'_> {
    /// What the inputs supply.
    pub fn supplied(&self) -> &Supplied {
        &self.registration.parsed.supplied
    }

    /// The layer that the scope came from.
    pub fn layer(&self) -> Option<Layer> {
        match self.registration.selection.provenance().first()?.source {
            Source::Layer(layer) => Some(layer),
            _ => None,
        }
    }

    /// Whether the scope came from a user or a caller.
    pub fn is_of_user(&self) -> bool {
        self.layer().is_some_and(Layer::is_of_user)
    }

    /// The texts that a user wrote in the layer that won, joined by `separator`.
    pub fn user_text(&self, separator: &str) -> String {
        let texts = self
            .layer()
            .and_then(|layer| self.supplied().of_user.get(&layer));
        let texts = texts
            .iter()
            .filter_map(|texts| texts.as_ref().ok())
            .flatten();
        let texts: Vec<&str> = texts.map(|one| one.text.as_str()).collect();
        texts.join(separator)
    }

    /// The scope; empty when there is none.
    pub fn scope(&self) -> String {
        let members = self.registration.request.members();
        let scope = members.get("scope").and_then(Value::as_str);
        scope.unwrap_or_default().to_owned()
    }

    /// The tokens of the scope.
    pub fn tokens(&self) -> Vec<String> {
        let scope = self.scope();
        scope.split_whitespace().map(str::to_owned).collect()
    }

    /// Changes the tokens of the scope. Without any, no scope is sent.
    pub fn change_tokens(&mut self, change: impl FnOnce(&mut Vec<String>)) {
        let mut tokens = self.tokens();
        change(&mut tokens);
        self.send(&tokens);
    }

    /// Replaces each token by `change` of it.
    pub fn change_each(&mut self, change: impl Fn(&str) -> String) {
        self.change_tokens(|tokens| {
            for token in tokens {
                *token = change(token);
            }
        });
    }

    /// Adds the tokens that are not there yet.
    pub fn add(&mut self, more: impl IntoIterator<Item = String>) {
        self.change_tokens(|tokens| {
            for token in more {
                if !tokens.contains(&token) {
                    tokens.push(token);
                }
            }
        });
    }

    /// Sends these tokens instead, or no scope.
    pub fn send(&mut self, tokens: &[String]) {
        match tokens {
            [] => self.remove("scope"),
            _ => self.send_text(&tokens.join(" ")),
        }
    }

    /// Sends this text as scope.
    pub fn send_text(&mut self, scope: &str) {
        self.set("scope", scope);
    }

    /// Sets a member.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.change(|members| {
            members.insert(name.to_owned(), value.into());
        });
    }

    /// Leaves a member out.
    pub fn remove(&mut self, name: &str) {
        self.change(|members| {
            members.remove(name);
        });
    }

    /// Changes the members of the body.
    pub fn change(&mut self, change: impl FnOnce(&mut Map<String, Value>)) {
        let mut members = self.registration.request.members();
        change(&mut members);
        self.registration.request.body = Value::Object(members).to_string();
    }
}
