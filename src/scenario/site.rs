//! Places on the network that scenarios play at, with the URLs that a right client derives from them.

/// One MCP server with its authorization server. The derived URLs are written out, not computed.
#[derive(Debug, PartialEq, Eq)]
pub struct Site {
    /// The MCP server as it is configured.
    pub server_url: &'static str,
    /// Its canonical form (RES-06, AMB-08).
    pub canonical_server_url: &'static str,
    /// The issuer identifier of the authorization server.
    pub issuer: &'static str,
    /// Where clients register.
    pub registration_endpoint: &'static str,
    /// Where to look for protected resource metadata without a challenge (PRM-13 to PRM-16, MCP-07).
    pub resource_metadata_urls: &'static [&'static str],
    /// Where to look for authorization server metadata (ASM-18, ASM-21, OIDCD-01, MCP-09).
    pub server_metadata_urls: &'static [&'static str],
}

/// The sites, the plainest first.
pub const SITES: &[Site] = &[
    Site {
        server_url: "https://mcp.example.com/mcp",
        canonical_server_url: "https://mcp.example.com/mcp",
        issuer: "https://auth.example.com",
        registration_endpoint: "https://auth.example.com/register",
        resource_metadata_urls: &[
            "https://mcp.example.com/.well-known/oauth-protected-resource/mcp",
            "https://mcp.example.com/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "https://auth.example.com/.well-known/oauth-authorization-server",
            "https://auth.example.com/.well-known/openid-configuration",
        ],
    },
    Site {
        server_url: "https://api.fastmail.com/mcp",
        canonical_server_url: "https://api.fastmail.com/mcp",
        issuer: "https://api.fastmail.com",
        registration_endpoint: "https://api.fastmail.com/oauth/register",
        resource_metadata_urls: &[
            "https://api.fastmail.com/.well-known/oauth-protected-resource/mcp",
            "https://api.fastmail.com/.well-known/oauth-protected-resource",
        ],
        server_metadata_urls: &[
            "https://api.fastmail.com/.well-known/oauth-authorization-server",
            "https://api.fastmail.com/.well-known/openid-configuration",
        ],
    },
    Site {
        server_url: "https://mcp.example.com/",
        canonical_server_url: "https://mcp.example.com",
        issuer: "https://auth.example.com/tenant1",
        registration_endpoint: "https://auth.example.com/tenant1/clients?kind=mcp",
        resource_metadata_urls: &["https://mcp.example.com/.well-known/oauth-protected-resource"],
        server_metadata_urls: &[
            "https://auth.example.com/.well-known/oauth-authorization-server/tenant1",
            "https://auth.example.com/.well-known/openid-configuration/tenant1",
            "https://auth.example.com/tenant1/.well-known/openid-configuration",
        ],
    },
    Site {
        server_url: "HTTPS://MCP.Example.COM:443/V1/Mcp/",
        canonical_server_url: "https://mcp.example.com/V1/Mcp/",
        issuer: "https://as.example.com:8443/a/b/",
        registration_endpoint: "https://registration.example.net/a//b/",
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
    Site {
        server_url: "https://mcp.example.com/mcp?tenant=1",
        canonical_server_url: "https://mcp.example.com/mcp?tenant=1",
        issuer: "https://auth.example.com",
        registration_endpoint: "https://auth.example.com/%72egister",
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
