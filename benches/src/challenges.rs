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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_read_the_same_scope() {
        let base = Url::parse("https://mcp.example.com/mcp").unwrap();
        for (name, field) in ROWS {
            let ours = challenge::read(&[field]).unwrap();
            let ours = String::from_utf8(ours.scope().unwrap().value.clone()).unwrap();
            let rmcp = WWWAuthenticateParams::parse(field, &base).scope;
            assert_eq!(rmcp.as_ref(), Some(&ours), "{name}");
            let others = http_auth::parse_challenges(field).unwrap();
            let mut parameters = others.iter().flat_map(|one| &one.params);
            let (_, scope) = parameters.find(|(name, _)| *name == "scope").unwrap();
            assert_eq!(scope.to_unescaped(), ours, "{name}");
        }
    }
}
