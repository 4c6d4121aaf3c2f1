//! The kinds of vectors and the part of the core behind each.

mod documents;
mod requests;
mod urls;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::comparison::Observed;
use super::file::{File, Vector};

/// A kind of vectors.
pub struct Kind {
    /// Its name in files.
    pub name: &'static str,
    /// What the core makes of a vector's input; an error if the input is not in the form of the kind.
    pub observe: fn(&Vector, &File) -> Result<Observed, String>,
}

/// The kinds that this release can judge.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "resolve",
        observe: requests::resolve,
    },
    Kind {
        name: "build",
        observe: requests::build,
    },
    Kind {
        name: "argv",
        observe: requests::argv,
    },
    Kind {
        name: "challenge",
        observe: documents::challenge,
    },
    Kind {
        name: "asm",
        observe: documents::server_metadata,
    },
    Kind {
        name: "prm",
        observe: documents::resource_metadata,
    },
    Kind {
        name: "as_urls",
        observe: urls::server_metadata_urls,
    },
    Kind {
        name: "prm_urls",
        observe: urls::resource_metadata_urls,
    },
    Kind {
        name: "legacy",
        observe: urls::fallback_endpoints,
    },
    Kind {
        name: "disc_headers",
        observe: urls::metadata_request_headers,
    },
    Kind {
        name: "choose_as",
        observe: urls::choose_authorization_server,
    },
    Kind {
        name: "canonical",
        observe: urls::canonical_server_url,
    },
    Kind {
        name: "resource_param",
        observe: urls::resource_parameter,
    },
    Kind {
        name: "rm_url",
        observe: urls::resource_metadata_url,
    },
    Kind {
        name: "cimd_url",
        observe: urls::metadata_document_url,
    },
    Kind {
        name: "redirect",
        observe: urls::application_type,
    },
];

/// Kinds of a later release, and what they are about.
const LATER: [(&str, &str); 3] = [
    ("iss", "authorization responses"),
    ("regresp", "registration responses"),
    ("s256", "code challenges"),
];

impl Kind {
    /// The kind of that name.
    ///
    /// # Errors
    /// Why there is none.
    pub fn named(name: &str) -> Result<&'static Kind, String> {
        KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
            match LATER.iter().find(|(later, _)| *later == name) {
                Some((_, subject)) => format!("{subject} are looked at in a later release"),
                None => format!("no kind of vectors is called {name:?}"),
            }
        })
    }
}

/// The input of a vector, in the form of its kind.
fn input<T: DeserializeOwned>(vector: &Vector) -> Result<T, String> {
    T::deserialize(&vector.input).map_err(|error| format!("input: {error}"))
}

/// A list, for JSON.
fn list<T: Into<Value>>(values: impl IntoIterator<Item = T>) -> Value {
    values.into_iter().collect()
}
