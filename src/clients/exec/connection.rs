//! A connection that keeps what came over it, octet for octet.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::traffic::LONGEST_REQUEST;

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
