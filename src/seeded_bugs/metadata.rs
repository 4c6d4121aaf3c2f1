//! Metadata documents read or found wrongly.

use serde_json::{Value, json};

use crate::case::Case;
use crate::outcome::RefusalKind;
use crate::vocabulary::Leniency;

use super::inject::Inject::{self, Misreads, Refuses, SendsThough, Supplies};
use super::tools::{
    json as document, listed, listed_texts, mended, rewrite, scope_set, sent_anyway, strings, text,
};

/// Both documents as text.
fn texts(case: &Case) -> String {
    text(case.resource_metadata.iter().chain(&case.server_metadata))
}

/// Whether either document has such a member.
fn has(case: &Case, such: impl Fn((String, Value)) -> bool) -> bool {
    let documents = [&case.resource_metadata, &case.server_metadata];
    documents.into_iter().flat_map(document).any(such)
}

pub(super) const BUGS: &[Inject] = &[
    Refuses("openid-schema-for-oauth", |case| {
        !document(&case.server_metadata).contains_key("subject_types_supported")
    }),
    Refuses("optional-members-required", |case| {
        let server = document(&case.server_metadata);
        strings(&server, "response_types_supported").is_empty()
    }),
    Refuses("grant-types-required", |case| {
        let server = document(&case.server_metadata);
        strings(&server, "grant_types_supported").is_empty()
    }),
    Refuses("unknown-or-null-member-fatal", |case| {
        texts(case).contains("nested")
    }),
    Refuses("null-member-fatal", |case| {
        has(case, |(_, value)| value.is_null())
    }),
    Refuses("wrong-type-fatal", |case| {
        has(case, |(name, hint)| {
            name.ends_with("_supported") && (hint.is_string() || hint.is_object())
        })
    }),
    Refuses("closed-enum", |case| {
        let texts = texts(case);
        texts.contains("urn:example:grant") || texts.contains("S512")
    }),
    Refuses("byte-order-mark-fatal", |case| {
        texts(case).contains('\u{feff}')
    }),
    Refuses("escaped-names-missed", |case| {
        texts(case).contains("\\u0072egistration_endpoint")
    }),
    Refuses("first-member-must-be-issuer", |case| {
        let text = text(&case.server_metadata);
        let first = text.trim_start().strip_prefix('{').map(str::trim_start);
        first.is_some_and(|first| first.starts_with('"') && !first.starts_with("\"issuer\""))
    }),
    Misreads("duplicate-member-last-wins", |case| {
        rewrite(&mut case.server_metadata, |_| {});
        rewrite(&mut case.resource_metadata, |_| {});
    }),
    Supplies("null-as-text", |case, supplied| {
        if listed(case) == Some(Value::Null) {
            supplied.resource_metadata = scope_set("null");
        }
    }),
    Supplies("string-taken-for-list", |case, supplied| {
        if let Some(Value::String(text)) = listed(case) {
            let letters: Vec<String> = text.chars().map(String::from).collect();
            supplied.resource_metadata = scope_set(&letters.join(" "));
        }
    }),
    Supplies("number-in-list-ignored", |case, supplied| {
        supplied.resource_metadata = scope_set(&listed_texts(case).join(" "));
    }),
    Misreads("registers-though-identified", |case| {
        case.client.pre_registered = false;
        case.client.client_id_metadata_document = None;
    }),
    Misreads("pkce-only-warned-about", |case| {
        case.client.allow.push(Leniency::PkceNotAdvertised);
    }),
    SendsThough("capabilities-unchecked", RefusalKind::Capability, |case| {
        let offered = mended(case, |case| {
            rewrite(&mut case.server_metadata, |document| {
                for list in [
                    "response_types",
                    "grant_types",
                    "token_endpoint_auth_methods",
                ] {
                    document.remove(&format!("{list}_supported"));
                }
                let methods = "code_challenge_methods_supported";
                document.insert(methods.to_owned(), json!(["S256"]));
            });
        });
        sent_anyway(&offered, json!({}))
    }),
];
