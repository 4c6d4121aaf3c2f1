//! Every place of a scenario that holds scope texts, once.

use crate::declaration::Layer;

use super::challenge::Item;
use super::document::Listed;
use super::scopes::Spelled;
use super::user::{CommandOption, ConfigValue, Setting};
use super::{Entry, Scenario};

/// What the texts of a place are to a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A layer supplies them, if it is not overruled.
    Supplied(Layer),
    /// The user gives them to another server, or to a variable that is not read.
    Elsewhere,
    /// The authorization server lists them.
    Catalogue,
    /// They were granted before.
    Previous,
}

/// Texts that may be changed.
#[derive(Debug)]
pub enum TextsMut<'a> {
    /// Any number of them.
    Many(&'a mut Vec<Spelled>),
    /// Exactly one.
    One(&'a mut Spelled),
}

/// Defines the visitor once for shared and once for exclusive access: its name, the reference that it takes,
/// what it returns, and how that is made of many texts and of one.
macro_rules! visitor {
    ($(#[$doc:meta])* $name:ident($($access:tt)+) -> $texts:ty: $many:expr, $one:expr) => {
        $(#[$doc])*
        pub fn $name($($access)+ self) -> Vec<(Role, $texts)> {
            let mut all = Vec::new();
            let mut add = |role, texts: Option<_>| all.extend(texts.map(|texts| (role, texts)));
            let of_value = |value| {
                let value: $($access)+ ConfigValue = value;
                match value {
                    ConfigValue::List(texts) => Some($many(texts)),
                    ConfigValue::Text(text) | ConfigValue::Bare(text) => Some($one(text)),
                    ConfigValue::WrongType(_) => None,
                }
            };
            match $($access)+ self.entry {
                Entry::Call(Some(texts)) => add(Role::Supplied(Layer::Call), Some($many(texts))),
                Entry::Call(None) => {}
                Entry::CommandLine(line, file) => {
                    for placed in $($access)+ *line.options {
                        match $($access)+ placed.option {
                            CommandOption::Scopes { value, .. } => {
                                add(Role::Supplied(Layer::Flag), Some($one(value)));
                            }
                            CommandOption::Override { sets, .. } => match sets {
                                Setting::Scopes(value) | Setting::Server(Some(value)) => {
                                    add(Role::Supplied(Layer::Override), of_value(value));
                                }
                                Setting::OtherServer(value) => {
                                    add(Role::Elsewhere, of_value(value));
                                }
                                _ => {}
                            },
                        }
                    }
                    if let Some(file) = file {
                        if let Some(value) = $($access)+ file.scopes {
                            add(Role::Supplied(Layer::ConfigFile), of_value(value));
                        }
                        if let Some(value) = $($access)+ file.other_server {
                            add(Role::Elsewhere, of_value(value));
                        }
                    }
                }
            }
            for (role, value) in [
                (Role::Supplied(Layer::Environment), $($access)+ self.environment.value),
                (Role::Elsewhere, $($access)+ self.environment.other),
            ] {
                if let Some(value) = value {
                    add(role, Some($one(value)));
                }
            }
            for (_, item) in $($access)+ *self.challenge.items {
                if let Item::Bearer(bearer) = item
                    && let Some(scope) = $($access)+ bearer.scope
                {
                    let texts = $one($($access)+ scope.value);
                    add(Role::Supplied(Layer::Challenge), Some(texts));
                }
            }
            if let Some(part) = $($access)+ self.resource
                && let Listed::Texts(texts) = $($access)+ part.scopes
            {
                add(Role::Supplied(Layer::ResourceMetadata), Some($many(texts)));
            }
            if let Some(part) = $($access)+ self.server
                && let Listed::Texts(texts) = $($access)+ part.scopes
            {
                add(Role::Catalogue, Some($many(texts)));
            }
            if let Some(texts) = $($access)+ self.client.previous {
                add(Role::Previous, Some($many(texts)));
            }
            all
        }
    };
}

impl Scenario {
    visitor! {
        /// Every place that holds scope texts, whether or not they count.
        places(&) -> &[Spelled]: Vec::as_slice, std::slice::from_ref
    }

    visitor! {
        /// The same places, to be changed.
        places_mut(&mut) -> TextsMut<'_>: TextsMut::Many, TextsMut::One
    }
}
