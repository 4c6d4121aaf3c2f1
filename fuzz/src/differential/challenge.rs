//! One WWW-Authenticate field by rmcp.

use rmcp::transport::auth::WWWAuthenticateParams;
use url::Url;

use dcr_check::protocol::challenge::{self, Parameter};

use super::{Difference, compare};

/// Where the response came from.
const BASE: &str = "https://mcp.example.com/mcp";

pub(super) fn differences(field: &str) -> Vec<Difference> {
    let (Ok(base), Ok(ours)) = (Url::parse(BASE), challenge::read(&[field])) else {
        return Vec::new();
    };
    let theirs = WWWAuthenticateParams::parse(field, &base);
    let text = |parameter: Option<&Parameter>| {
        parameter.map(|one| String::from_utf8_lossy(&one.value).into_owned())
    };
    let description = ours
        .bearer()
        .and_then(|one| one.parameter("error_description"));
    let url = text(ours.resource_metadata());
    let url = url.map(|text| Url::parse(&text).map_or(text, String::from));
    let their_url = theirs.resource_metadata_url.map(String::from);
    [
        compare("rmcp", "scope", text(ours.scope()), theirs.scope),
        compare("rmcp", "error", text(ours.error()), theirs.error),
        compare(
            "rmcp",
            "error_description",
            text(description),
            theirs.error_description,
        ),
        compare("rmcp", "resource_metadata", url, their_url),
    ]
    .into_iter()
    .flatten()
    .collect()
}
