//! Places on the network that scenarios play at, with the URLs that a conforming client derives from them.

use super::choices::choices;

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

choices! {
    /// The deployments. Those on loopback are for client programs, which talk to this machine only.
    DeploymentName {
        /// Two hosts, a path each.
        Plain,
        /// One host, as in the report that started it all.
        Fastmail,
        /// The issuer has a path, the MCP server none.
        Tenant,
        /// Capitals, ports and slashes at the end.
        Capitals,
        /// The MCP server has a query.
        Query,
        /// Two ports of this machine.
        Loopback,
        /// The same, and the issuer has a path.
        LoopbackTenant,
        /// The MCP server is its own authorization server, as before MCP 2025-06-18.
        LoopbackSameOrigin,
    }
}

/// Stands for the host and port of the MCP server on loopback, until both are known.
pub const LOOPBACK_SERVER: &str = "127.0.0.1:7591";
/// Stands for the host and port of the authorization server on loopback, until both are known.
pub const LOOPBACK_ISSUER: &str = "127.0.0.1:7592";

impl DeploymentName {
    /// Those on hosts that are not this machine.
    pub const REMOTE: &[DeploymentName] = Self::ALL.split_at(5).0;
    /// Those on this machine.
    pub const LOOPBACK: &[DeploymentName] = Self::ALL.split_at(5).1;

    /// A deployment on this machine in place of a remote one.
    pub fn on_loopback(self) -> Self {
        if Self::LOOPBACK.contains(&self) {
            return self;
        }
        Self::LOOPBACK[self as usize % Self::LOOPBACK.len()]
    }

    /// The deployment.
    pub fn deployment(self) -> &'static Deployment {
        match self {
            DeploymentName::Plain => &Deployment {
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
            DeploymentName::Fastmail => &Deployment {
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
            DeploymentName::Tenant => &Deployment {
                server_url: "https://mcp.example.com/",
                canonical_server_url: "https://mcp.example.com",
                issuer: "https://auth.example.com/tenant1",
                registration_endpoint: "https://auth.example.com/tenant1/clients?kind=mcp",
                later_endpoints: None,
                resource_metadata_urls: &[
                    "https://mcp.example.com/.well-known/oauth-protected-resource",
                ],
                server_metadata_urls: &[
                    "https://auth.example.com/.well-known/oauth-authorization-server/tenant1",
                    "https://auth.example.com/.well-known/openid-configuration/tenant1",
                    "https://auth.example.com/tenant1/.well-known/openid-configuration",
                ],
            },
            DeploymentName::Capitals => &Deployment {
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
            DeploymentName::Query => &Deployment {
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
            DeploymentName::Loopback => &Deployment {
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
            DeploymentName::LoopbackTenant => &Deployment {
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
            DeploymentName::LoopbackSameOrigin => &Deployment {
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
        }
    }
}
