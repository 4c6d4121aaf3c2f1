//! Members of the body that depend on the case. Those that do not are set or omitted by `bugs.json`.

use serde_json::{Value, json};

use super::draft::Draft;
use super::inject::Inject::{self, Registers};

/// Changes every redirect URI of the registration.
fn each_redirect(draft: &mut Draft<'_>, change: impl Fn(&str) -> String) {
    draft.change(|members| {
        let uris = members
            .get_mut("redirect_uris")
            .and_then(Value::as_array_mut);
        for uri in uris.into_iter().flatten() {
            *uri = json!(change(uri.as_str().unwrap_or_default()));
        }
    });
}

pub(super) const BUGS: &[Inject] = &[
    Registers("redirect-changed", |draft| {
        each_redirect(draft, |uri| match uri.matches('/').count() {
            2 => format!("{uri}/"),
            _ => uri.to_owned(),
        });
    }),
    Registers("redirect-host-drift", |draft| {
        each_redirect(draft, |uri| uri.replace("127.0.0.1", "localhost"));
    }),
    Registers("redirect-path-mutated", |draft| {
        each_redirect(draft, |uri| format!("{uri}/1"));
    }),
    Registers("redirect-as-string", |draft| {
        let first = draft.case.client.redirect_uris.first();
        draft.set("redirect_uris", json!(first));
    }),
    Registers("client-metadata-lost", |draft| {
        for name in draft.case.client.metadata.keys() {
            draft.remove(name);
        }
    }),
    Registers("extension-changes-grants", |draft| {
        if draft.case.client.metadata.contains_key("example_extension") {
            draft.set("client_name", "default");
        }
    }),
    Registers("scopes-change-the-name", |draft| {
        let count = draft.registration.selection.provenance().len();
        draft.set("software_version", count.to_string());
    }),
];
