//! The deployments that scenarios use, with the URLs that a conforming client derives from them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::choices::choices;

/// One MCP server with its authorization server. `deployments.json` has them in the order of their
/// names; the derived URLs are written out there, not computed.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    /// Its [`DeploymentName`].
    pub name: &'static str,
    /// The MCP server as it is configured.
    pub server_url: &'static str,
    /// Its canonical form (RES-06, AMB-08).
    pub canonical_server_url: &'static str,
    /// The issuer identifier of the authorization server.
    pub issuer: &'static str,
    /// Where clients register.
    pub registration_endpoint: &'static str,
    /// Endpoints of the later steps of a login.
    pub later_endpoints: LaterEndpoints,
    /// Where to look for protected resource metadata without a challenge (PRM-13 to PRM-16, MCP-07).
    pub resource_metadata_urls: Vec<&'static str>,
    /// Where to look for authorization server metadata (ASM-18, ASM-21, OIDCD-01, MCP-09).
    pub server_metadata_urls: Vec<&'static str>,
}

/// Endpoints that a client uses after it has registered.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
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
        /// One host for both, with the URLs of Fastmail.
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
        static ALL: LazyLock<Vec<Deployment>> =
            LazyLock::new(
                || match serde_json::from_str(include_str!("deployments.json")) {
                    Ok(deployments) => deployments,
                    Err(error) => unreachable!("deployments.json, which the tests read: {error}"),
                },
            );
        &ALL[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_the_deployment_of_that_name() {
        for name in DeploymentName::ALL {
            assert_eq!(name.deployment().name, format!("{name:?}"));
        }
        let [plain, .., last] = DeploymentName::ALL else {
            panic!("fewer than two deployments");
        };
        assert_eq!(plain.deployment().issuer, "https://auth.example.com");
        assert_eq!(last.deployment().issuer, "http://127.0.0.1:7591");
    }
}
