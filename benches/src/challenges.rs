//! WWW-Authenticate fields, read.

use std::hint::black_box;

use rmcp::transport::auth::WWWAuthenticateParams;
use url::Url;

use dcr_check::protocol::challenge;

use crate::Contender;

/// Fields by name that all contenders read right.
pub const ROWS: [(&str, &str); 4] = [
    ("scope alone", r#"Bearer scope="mcp:read mcp:write""#),
    (
        "as MCP servers send it",
        r#"Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp", scope="mcp:read mcp:write""#,
    ),
    (
        "with an error",
        r#"Bearer realm="example", error="insufficient_scope", error_description="More scopes are needed for this tool", scope="files:read files:write user:profile", resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource""#,
    ),
    (
        "two schemes",
        r#"Bearer error="invalid_token", scope="mcp:read", resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp", Basic realm="staff only""#,
    ),
];

/// The contenders on one field: ours, rmcp's parser, the `http-auth` crate.
pub fn contenders(field: &str) -> Vec<Contender<'_>> {
    let fields = [field];
    let base = Url::parse("https://mcp.example.com/mcp");
    let mut contenders = vec![
        Contender::new("dcr-check", move || {
            let read = challenge::read(black_box(&fields));
            black_box(read.is_ok_and(|read| read.scope().is_some()));
        }),
        Contender::new("http-auth", move || {
            let read = http_auth::parse_challenges(black_box(field));
            black_box(read.is_ok());
        }),
    ];
    if let Ok(base) = base {
        contenders.push(Contender::new("rmcp", move || {
            let read = WWWAuthenticateParams::parse(black_box(field), &base);
            black_box(read.scope.is_some());
        }));
    }
    contenders
}

/// The scope that ours, rmcp's parser and the `http-auth` crate read.
pub fn scopes(field: &str) -> [Option<String>; 3] {
    let ours = challenge::read(&[field]).ok().and_then(|read| {
        let scope = read.scope()?;
        String::from_utf8(scope.value.clone()).ok()
    });
    let base = Url::parse("https://mcp.example.com/mcp").ok();
    let rmcp = base.and_then(|base| WWWAuthenticateParams::parse(field, &base).scope);
    let challenges = http_auth::parse_challenges(field).unwrap_or_default();
    let mut parameters = challenges.iter().flat_map(|one| &one.params);
    let scope = parameters.find(|(name, _)| *name == "scope");
    [ours, rmcp, scope.map(|(_, scope)| scope.to_unescaped())]
}
