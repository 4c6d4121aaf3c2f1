//! One URL: the real reader against the `url` crate, and against the text itself.

use dcr_check::protocol::uri::Uri;

use crate::complaint::require;
use crate::differential::{Comparison, unexplained};
use crate::{Target, growth};

/// See [`Target::statement`].
pub const TARGET: Target = Target {
    name: "url",
    reads_one_layer: true,
    statement: "A URL: its parts put together again are the text, and the url crate finds the same parts; \
                every difference is listed with its reason ([findings](../docs/findings.md)), or a \
                complaint.",
    body,
};

fn body(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    growth::check(bytes, |bytes| {
        let _ = std::str::from_utf8(bytes).map(|text| Uri::split(text).map(drop));
    });
    if let Ok(uri) = Uri::split(text) {
        let again = together(&uri);
        require(again == text, bytes, || format!("put together: {again}"));
    }
    let differences = unexplained(Comparison::Url, text);
    require(differences.is_empty(), bytes, || {
        format!("{differences:#?}")
    });
}

/// The parts with what stands between them (RFC 3986 section 5.3).
fn together(uri: &Uri<'_>) -> String {
    let with = |before: &str, part: Option<&str>, after: &str| {
        part.map_or(String::new(), |part| format!("{before}{part}{after}"))
    };
    let authority = uri.host.map(|host| {
        let user = with("", uri.userinfo, "@");
        format!("{user}{host}{}", with(":", uri.port, ""))
    });
    [
        with("", Some(uri.scheme), ":"),
        with("//", authority.as_deref(), ""),
        uri.path.to_owned(),
        with("?", uri.query, ""),
        with("#", uri.fragment, ""),
    ]
    .concat()
}
