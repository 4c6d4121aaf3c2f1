//! Hints that list what an authorization server supports.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A hint that lists values: stated, or not stated in one of the ways that count as absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum List<T> {
    /// The member is absent.
    #[default]
    Absent,
    /// The member is null (JSON-14).
    Null,
    /// The member is an empty list (ASM-24).
    Empty,
    /// The member is a string (JSON-15).
    WrongType,
    /// The member lists these.
    Of(T),
}

/// Values that a hint lists.
pub trait Values: Copy {
    /// The strings.
    fn values(self) -> &'static [&'static str];
}

impl<T> List<T> {
    /// Whether the member is there and lists nothing: null or an empty list.
    pub fn says_nothing(&self) -> bool {
        matches!(self, List::Null | List::Empty)
    }

    /// Whether the member is there and is no list.
    pub fn is_ill_typed(&self) -> bool {
        matches!(self, List::WrongType)
    }

    /// The same with other values.
    pub fn map<U>(self, values: impl FnOnce(T) -> U) -> List<U> {
        match self {
            List::Absent => List::Absent,
            List::Null => List::Null,
            List::Empty => List::Empty,
            List::WrongType => List::WrongType,
            List::Of(one) => List::Of(values(one)),
        }
    }
}

impl<T: Values> List<T> {
    pub(super) fn value(self) -> Option<Value> {
        match self {
            List::Absent => None,
            List::Null => Some(Value::Null),
            List::Empty => Some(json!([])),
            List::WrongType => Some(json!("none S256 code")),
            List::Of(values) => Some(json!(values.values())),
        }
    }

    /// The strings, if they are stated.
    pub fn stated(self) -> Option<&'static [&'static str]> {
        match self {
            List::Of(values) => Some(values.values()),
            _ => None,
        }
    }
}

macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => [$($value:literal),*],)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }
        impl Values for $name {
            fn values(self) -> &'static [&'static str] {
                match self { $($name::$variant => &[$($value),*],)* }
            }
        }
    };
}

values! {
    /// Values of `response_types_supported`.
    ResponseTypes {
        /// With `code`.
        Code => ["code", "code id_token"],
        /// Without `code`.
        WithoutCode => ["token", "code id_token"],
    }
}
values! {
    /// Values of `grant_types_supported`.
    GrantTypes {
        /// With `refresh_token` and one that no client knows.
        WithRefresh => ["authorization_code", "refresh_token", "urn:example:grant"],
        /// Without `refresh_token`.
        WithoutRefresh => ["authorization_code"],
        /// Without `authorization_code`.
        WithoutCode => ["client_credentials"],
    }
}
values! {
    /// Values of `token_endpoint_auth_methods_supported`.
    AuthMethods {
        /// Only `none`.
        None => ["none"],
        /// All three, `none` last.
        All => ["client_secret_basic", "client_secret_post", "none"],
        /// Only `client_secret_basic`.
        Basic => ["private_key_jwt", "client_secret_basic"],
        /// Only `client_secret_post`.
        Post => ["client_secret_post"],
        /// None that this client has.
        Foreign => ["private_key_jwt", "tls_client_auth"],
    }
}
values! {
    /// Values of `code_challenge_methods_supported`.
    CodeChallengeMethods {
        /// Only S256.
        S256 => ["S256"],
        /// Both, and one of the future.
        Both => ["plain", "S512", "S256"],
        /// Only `plain`.
        Plain => ["plain", "s256"],
    }
}
