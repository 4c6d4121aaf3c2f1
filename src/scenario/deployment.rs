//! Places on the network that scenarios play at, with the URLs that a conforming client derives from them.

/// One MCP server with its authorization server. The derived URLs are written out, not computed.
#[derive(Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The MCP server as it is configured.
    pub server_url: &'static str,
    /// Its canonical form (RES-06, AMB-08).
    pub canonical_server_url: &'static str,
    /// The issuer identifier of the authorization server.
    pub issuer: &'static str,
    /// Where clients register.
    pub registration_endpoint: &'static str,
    /// Where browsers and codes go, if the deployment is played out that far.
    pub later_endpoints: Option<LaterEndpoints>,
    /// Where to look for protected resource metadata without a challenge (PRM-13 to PRM-16, MCP-07).
    pub resource_metadata_urls: &'static [&'static str],
    /// Where to look for authorization server metadata (ASM-18, ASM-21, OIDCD-01, MCP-09).
    pub server_metadata_urls: &'static [&'static str],
}

/// Endpoints that a client uses after it has registered.
#[derive(Debug, PartialEq, Eq)]
pub struct LaterEndpoints {
    /// `authorization_endpoint`.
    pub authorization: &'static str,
    /// `token_endpoint`.
    pub token: &'static str,
}

/// The deployments, the plainest first.
pub const DEPLOYMENTS: &[Deployment] = &[
    Deployment {
        server_url: "https://mcp.example.com/mcp",
        canonical_server_url: "https://mcp.example.com/mcp",
        issuer: "https://auth.example.com",
        registration_endpoint: "https://auth.example.com/register",
        later_endpoints: None,
        resource_metadata_urls: &[
            "https://mcp.example.com/.well-known/oauth-protected-resource/mcp",
            "https://mcp.example.com/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "https://auth.example.com/.well-known/oauth-authorization-server",
            "https://auth.example.com/.well-known/openid-configuration",
        ],
    },
    Deployment {
        server_url: "https://api.fastmail.com/mcp",
        canonical_server_url: "https://api.fastmail.com/mcp",
        issuer: "https://api.fastmail.com",
        registration_endpoint: "https://api.fastmail.com/oauth/register",
        later_endpoints: None,
        resource_metadata_urls: &[
            "https://api.fastmail.com/.well-known/oauth-protected-resource/mcp",
            "https://api.fastmail.com/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "https://api.fastmail.com/.well-known/oauth-authorization-server",
            "https://api.fastmail.com/.well-known/openid-configuration",
        ],
    },
    Deployment {
        server_url: "https://mcp.example.com/",
        canonical_server_url: "https://mcp.example.com",
        issuer: "https://auth.example.com/tenant1",
        registration_endpoint: "https://auth.example.com/tenant1/clients?kind=mcp",
        later_endpoints: None,
        resource_metadata_urls: &["https://mcp.example.com/.well-known/oauth-protected-resource"],
        server_metadata_urls: &[
            "https://auth.example.com/.well-known/oauth-authorization-server/tenant1",
            "https://auth.example.com/.well-known/openid-configuration/tenant1",
            "https://auth.example.com/tenant1/.well-known/openid-configuration",
        ],
    },
    Deployment {
        server_url: "HTTPS://MCP.Example.COM:443/V1/Mcp/",
        canonical_server_url: "https://mcp.example.com/V1/Mcp/",
        issuer: "https://as.example.com:8443/a/b/",
        registration_endpoint: "https://registration.example.net/a//b/",
        later_endpoints: None,
        resource_metadata_urls: &[
            "https://mcp.example.com/.well-known/oauth-protected-resource/V1/Mcp/",
            "https://mcp.example.com/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "https://as.example.com:8443/.well-known/oauth-authorization-server/a/b",
            "https://as.example.com:8443/.well-known/openid-configuration/a/b",
            "https://as.example.com:8443/a/b/.well-known/openid-configuration",
        ],
    },
    Deployment {
        server_url: "https://mcp.example.com/mcp?tenant=1",
        canonical_server_url: "https://mcp.example.com/mcp?tenant=1",
        issuer: "https://auth.example.com",
        registration_endpoint: "https://auth.example.com/%72egister",
        later_endpoints: None,
        resource_metadata_urls: &[
            "https://mcp.example.com/.well-known/oauth-protected-resource/mcp?tenant=1",
            "https://mcp.example.com/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "https://auth.example.com/.well-known/oauth-authorization-server",
            "https://auth.example.com/.well-known/openid-configuration",
        ],
    },
];

/// Stands for the host and port of the MCP server on loopback, until both are known.
pub const LOOPBACK_SERVER: &str = "127.0.0.1:7591";
/// Stands for the host and port of the authorization server on loopback, until both are known.
pub const LOOPBACK_ISSUER: &str = "127.0.0.1:7592";

/// Numbers of [`LOOPBACK_SITES`] start here.
pub const FIRST_LOOPBACK: u8 = 128;

/// Deployments for client programs, which talk to this machine only; the plainest first.
pub const LOOPBACK_SITES: &[Deployment] = &[
    Deployment {
        server_url: "http://127.0.0.1:7591/mcp",
        canonical_server_url: "http://127.0.0.1:7591/mcp",
        issuer: "http://127.0.0.1:7592",
        registration_endpoint: "http://127.0.0.1:7592/register",
        later_endpoints: Some(LaterEndpoints {
            authorization: "http://127.0.0.1:7592/authorize",
            token: "http://127.0.0.1:7592/token",
        }),
        resource_metadata_urls: &[
            "http://127.0.0.1:7591/.well-known/oauth-protected-resource/mcp",
            "http://127.0.0.1:7591/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "http://127.0.0.1:7592/.well-known/oauth-authorization-server",
            "http://127.0.0.1:7592/.well-known/openid-configuration",
        ],
    },
    // The issuer has a path.
    Deployment {
        server_url: "http://127.0.0.1:7591/v1/mcp",
        canonical_server_url: "http://127.0.0.1:7591/v1/mcp",
        issuer: "http://127.0.0.1:7592/tenant1",
        registration_endpoint: "http://127.0.0.1:7592/tenant1/clients",
        later_endpoints: Some(LaterEndpoints {
            authorization: "http://127.0.0.1:7592/tenant1/authorize",
            token: "http://127.0.0.1:7592/tenant1/token",
        }),
        resource_metadata_urls: &[
            "http://127.0.0.1:7591/.well-known/oauth-protected-resource/v1/mcp",
            "http://127.0.0.1:7591/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "http://127.0.0.1:7592/.well-known/oauth-authorization-server/tenant1",
            "http://127.0.0.1:7592/.well-known/openid-configuration/tenant1",
            "http://127.0.0.1:7592/tenant1/.well-known/openid-configuration",
        ],
    },
    // The MCP server is its own authorization server, as before MCP 2025-06-18.
    Deployment {
        server_url: "http://127.0.0.1:7591/mcp",
        canonical_server_url: "http://127.0.0.1:7591/mcp",
        issuer: "http://127.0.0.1:7591",
        registration_endpoint: "http://127.0.0.1:7591/register",
        later_endpoints: Some(LaterEndpoints {
            authorization: "http://127.0.0.1:7591/authorize",
            token: "http://127.0.0.1:7591/token",
        }),
        resource_metadata_urls: &[
            "http://127.0.0.1:7591/.well-known/oauth-protected-resource/mcp",
            "http://127.0.0.1:7591/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "http://127.0.0.1:7591/.well-known/oauth-authorization-server",
            "http://127.0.0.1:7591/.well-known/openid-configuration",
        ],
    },
];

/// The deployment of that number.
pub fn deployment(number: u8) -> &'static Deployment {
    match number.checked_sub(FIRST_LOOPBACK) {
        Some(loopback) => &LOOPBACK_SITES[usize::from(loopback) % LOOPBACK_SITES.len()],
        None => &DEPLOYMENTS[usize::from(number) % DEPLOYMENTS.len()],
    }
}
