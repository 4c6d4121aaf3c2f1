//! What comes over the connections of a run.

use std::time::Instant;

use crate::outcome::HttpRequest;

/// Most octets of one request that are read and kept.
pub const LONGEST_REQUEST: usize = 4 << 20;

/// One request, as it came and as it was answered.
#[derive(Debug, Clone)]
pub struct Received {
    /// When.
    pub at: Instant,
    /// What came over the connection, octet for octet.
    pub raw: Vec<u8>,
    /// What that says. Hosts and ports are those of the responses again.
    pub request: Result<HttpRequest, String>,
    /// What it was for.
    pub purpose: Purpose,
    /// The status of the answer; 0 where there was none.
    pub status: u16,
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The MCP server.
    Server,
    /// A document.
    Document,
    /// The registration endpoint.
    Registration,
    /// The authorization endpoint, which only a browser asks.
    Authorization,
    /// Something that is not there.
    Nothing,
    /// It is no HTTP.
    NoHttp,
}

/// When the first registration came.
pub fn first_registration(received: &[Received]) -> Option<Instant> {
    received
        .iter()
        .find(|one| one.purpose == Purpose::Registration)
        .map(|one| one.at)
}
