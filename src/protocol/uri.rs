//! URIs, split but never rewritten: identity is a comparison of bytes (RFC 3986 section 6.2.1).
//!
//! Libraries for URLs normalise while they read (a slash after the host, the case of the host), which
//! is what the rules on issuers, resources and redirect URIs forbid (URI-05, O21-07).

mod compare;
mod form;
mod host;
mod split;
#[cfg(test)]
mod tests;
mod url_policy;

pub use compare::{differ_in_root_slash_only, same_or_parent};
pub use form::form_encoded;
pub use host::{is_loopback_host, is_private_host};
pub use split::{Fault, Uri};
pub use url_policy::{
    canonical_server_url, client_id_metadata_document_url, endpoint, issuer, resource_identifier,
    resource_metadata_url,
};
