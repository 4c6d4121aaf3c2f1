//! What comes over the connections of a run, and connections that keep it octet for octet.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::outcome::HttpRequest;
use crate::vocabulary::Revision;

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

/// The revision that the program itself names to the MCP server: in its `initialize` request, or in the
/// header of a request. None where it names none, or one without rules for authorization.
pub fn revision_of(received: &[Received]) -> Option<Revision> {
    let to_server = received.iter().filter(|one| one.purpose == Purpose::Server);
    let mut requests = to_server.filter_map(|one| one.request.as_ref().ok());
    requests.find_map(|request| {
        let message: Option<Value> = serde_json::from_slice(&request.body).ok();
        let initialized = message.as_ref().and_then(|message| {
            let is_it = message.get("method")?.as_str()? == "initialize";
            let version = message.pointer("/params/protocolVersion")?.as_str()?;
            is_it.then(|| version.to_owned())
        });
        let header = || {
            request
                .header("mcp-protocol-version")
                .next()
                .map(str::to_owned)
        };
        initialized.or_else(header)?.parse().ok()
    })
}

/// A connection of which everything that is read is kept.
pub struct Copied {
    /// The connection.
    pub stream: TcpStream,
    /// What was read, up to the limit of a request and its head.
    pub raw: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Copied {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(context, buffer);
        let mut raw = self.raw.lock().unwrap_or_else(PoisonError::into_inner);
        let room = (LONGEST_REQUEST + (1 << 16)).saturating_sub(raw.len());
        let new = &buffer.filled()[before..];
        raw.extend_from_slice(&new[..new.len().min(room)]);
        drop(raw);
        result
    }
}

impl AsyncWrite for Copied {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, octets)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
