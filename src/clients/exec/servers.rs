//! The loopback servers: they answer what the responses hold and keep every request as it came.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::outcome::HttpRequest;
use crate::scenario::deployment::{LOOPBACK_ISSUER, LOOPBACK_SERVER};

use super::answer::Answer;
use super::responses::{ServerResponses, replaced};
use super::traffic::{Copied, LONGEST_REQUEST, Purpose, Received};

/// Most requests of one run that are kept.
pub const MOST_REQUESTS: usize = 1000;

/// Most connections of one run at the same time.
const MOST_CONNECTIONS: usize = 200;

/// The servers of one run. They stop when this is dropped.
#[derive(Debug)]
pub struct Servers {
    shared: Arc<Shared>,
    _listeners: JoinSet<()>,
}

#[derive(Debug)]
struct Shared {
    responses: ServerResponses,
    addresses: [SocketAddr; 2],
    log: Mutex<Vec<Received>>,
    news: Notify,
    /// Connections that are being dealt with.
    open: AtomicUsize,
}

impl Servers {
    /// Starts both servers on ports of their own.
    ///
    /// # Errors
    /// No port can be had.
    pub async fn start(responses: ServerResponses) -> io::Result<Servers> {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let issuer = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let shared = Arc::new(Shared {
            responses,
            addresses: [server.local_addr()?, issuer.local_addr()?],
            log: Mutex::default(),
            news: Notify::new(),
            open: AtomicUsize::new(0),
        });
        let mut listeners = JoinSet::new();
        for (listener, host) in [(server, LOOPBACK_SERVER), (issuer, LOOPBACK_ISSUER)] {
            listeners.spawn(accept(listener, host, Arc::clone(&shared)));
        }
        Ok(Servers {
            shared,
            _listeners: listeners,
        })
    }

    /// The requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared.log().clone()
    }

    /// Waits for the next request; one that came since the last call counts.
    pub async fn news(&self) {
        self.shared.news.notified().await;
    }

    /// Waits until every connection is dealt with, but not for long: a program may end before what it
    /// sent is read.
    pub async fn quiet(&self) {
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_millis(2)).await;
            if self.shared.open.load(Ordering::Relaxed) == 0 {
                return;
            }
        }
    }

    /// `text` with the ports that these servers have.
    pub fn text_with_ports(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.shared.with_ports(text.as_bytes())).into_owned()
    }

    /// `text` with the ports of the responses again, so that runs compare.
    pub fn text_without_ports(&self, text: &str) -> String {
        self.shared.text_without_ports(text)
    }
}

impl Shared {
    fn log(&self) -> std::sync::MutexGuard<'_, Vec<Received>> {
        // What was kept before a panic elsewhere is still right.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, received: Received) {
        let mut log = self.log();
        if log.len() < MOST_REQUESTS {
            log.push(received);
        }
        drop(log);
        self.news.notify_one();
    }

    fn pairs(&self) -> [(&'static str, String); 2] {
        let [server, issuer] = self.addresses.map(|address| address.to_string());
        [(LOOPBACK_SERVER, server), (LOOPBACK_ISSUER, issuer)]
    }

    fn with_ports(&self, octets: &[u8]) -> Vec<u8> {
        let put = |octets: Vec<u8>, (from, to): &(&str, String)| replaced(&octets, from, to);
        self.pairs().iter().fold(octets.to_vec(), put)
    }

    fn without_ports(&self, octets: &[u8]) -> Vec<u8> {
        // In URLs that are parameters of URLs, the colon is an escape.
        let put = |octets: Vec<u8>, (to, from): &(&str, String)| {
            let octets = replaced(&octets, from, to);
            let escaped = |text: &str| text.replace(':', "%3A");
            replaced(&octets, &escaped(from), &escaped(to))
        };
        self.pairs().iter().fold(octets.to_vec(), put)
    }

    fn text_without_ports(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.without_ports(text.as_bytes())).into_owned()
    }
}

async fn accept(listener: TcpListener, host: &'static str, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small; nothing is gained by waiting for more.
                let _ = stream.set_nodelay(true);
                // Dropping the set ends what is left; a program that holds hundreds waits.
                while connections.len() >= MOST_CONNECTIONS {
                    connections.join_next().await;
                }
                shared.open.fetch_add(1, Ordering::Relaxed);
                let shared = Arc::clone(&shared);
                connections.spawn(async move {
                    serve(stream, host, &shared).await;
                    shared.open.fetch_sub(1, Ordering::Relaxed);
                });
            }
            // Out of descriptors, for instance: the next one may find some.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

/// One request for each connection, so that what came over it is that request.
async fn serve(stream: TcpStream, host: &'static str, shared: &Shared) {
    let raw = Arc::new(Mutex::new(Vec::new()));
    let answered = AtomicBool::new(false);
    let copied = Copied {
        stream,
        raw: Arc::clone(&raw),
    };
    let service = service_fn(|request: Request<Incoming>| async {
        let answer = answer(request, host, shared, &raw).await;
        answered.store(true, Ordering::Relaxed);
        Ok::<_, Infallible>(answer)
    });
    // An error here is the client's: what it sent is in `raw`.
    let _ = hyper::server::conn::http1::Builder::new()
        .keep_alive(false)
        .serve_connection(TokioIo::new(copied), service)
        .await;
    let raw = taken(&raw);
    if !answered.into_inner() && !raw.is_empty() {
        let raw = shared.without_ports(&raw);
        shared.keep(Received {
            at: Instant::now(),
            request: Err("it is no HTTP request".to_owned()),
            raw,
            purpose: Purpose::NoHttp,
            status: 0,
        });
    }
}

fn taken(raw: &Mutex<Vec<u8>>) -> Vec<u8> {
    std::mem::take(&mut *raw.lock().unwrap_or_else(PoisonError::into_inner))
}

async fn answer(
    request: Request<Incoming>,
    host: &'static str,
    shared: &Shared,
    raw: &Mutex<Vec<u8>>,
) -> Response<Full<Bytes>> {
    let method = request.method().to_string();
    let target = request.uri().path_and_query();
    let target = target.map_or("/", |target| target.as_str());
    let url = format!("http://{host}{target}");
    let body = Limited::new(request.into_body(), LONGEST_REQUEST);
    let body = body.collect().await;
    let raw = shared.without_ports(&taken(raw));
    let request = match body {
        Ok(body) => Ok(HttpRequest {
            method,
            url: shared.text_without_ports(&url),
            headers: fields(&raw),
            body: shared.without_ports(&body.to_bytes()),
        }),
        Err(error) => Err(format!("its body cannot be read: {error}")),
    };
    let (purpose, response) = match &request {
        Ok(request) => shared.responses.answer(request),
        Err(_) => (Purpose::NoHttp, Answer::json(400, &json!({}))),
    };
    let status = response.status;
    let response = response.into_http(|octets| shared.with_ports(octets));
    shared.keep(Received {
        at: Instant::now(),
        raw,
        request,
        purpose,
        status,
    });
    response
}

/// The fields of a request as they were written.
fn fields(raw: &[u8]) -> Vec<(String, String)> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut request = httparse::Request::new(&mut headers);
    if request.parse(raw).is_err() {
        return Vec::new();
    }
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let fields = request.headers.iter();
    fields
        .map(|field| (field.name.to_owned(), text(field.value)))
        .collect()
}
