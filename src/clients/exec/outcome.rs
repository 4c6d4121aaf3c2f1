//! What a record means: the outcome of a run.

use url::{Url, form_urlencoded};

use crate::case::Client;
use crate::outcome::{Authorization, HttpRequest, Outcome, Refusal, RefusalKind, Sent, Silence};
use crate::properties::body::Body;
use crate::vocabulary::Leniency;

use super::record::{Ending, Record};
use super::responses::replaced;
use super::traffic::{Purpose, Received};

/// Most characters of a program's output that are taken for its message.
const MESSAGE: usize = 600;

/// The outcome of a run. Ports of redirect URIs become 3000, and whole redirect URIs become
/// one and the same where a client declares that they vary: else no two runs would compare.
pub fn outcome(record: &Record, redirect_varies: bool) -> Outcome {
    let mut registrations: Vec<HttpRequest> = record
        .received
        .iter()
        .filter(|one| one.purpose == Purpose::Registration)
        .filter_map(|one| one.request.clone().ok())
        .collect();
    if !registrations.is_empty() {
        let usual = usual_redirects(&registrations, redirect_varies);
        for request in &mut registrations {
            make_usual(request, &usual);
        }
        let registration = registrations.remove(0);
        let authorization = record.authorization_urls.first().map(|url| {
            let mut authorization = authorization(url);
            if let Some(uri) = &mut authorization.redirect_uri {
                *uri = String::from_utf8_lossy(&with_usual(uri.as_bytes(), &usual)).into_owned();
            }
            authorization
        });
        return Outcome::Sent(Box::new(Sent {
            further_registrations: registrations,
            authorization,
            ..Sent::registration(registration)
        }));
    }
    let no_http = |one: &Received| one.purpose == Purpose::NoHttp;
    if record.received.iter().any(no_http) {
        return Outcome::Silent(Silence::NoHttp);
    }
    match record.ending {
        Ending::Exited(0) => Outcome::Silent(Silence::Ended),
        Ending::Exited(code) => Outcome::Refused(Refusal {
            kind: RefusalKind::Other,
            message: message(code, &record.output),
        }),
        Ending::Signalled(signal) => Outcome::Silent(Silence::Crashed(signal)),
        Ending::Stopped | Ending::TimedOut => Outcome::Silent(Silence::TimedOut),
    }
}

/// The port that stands for whichever one a client happened to listen on.
const USUAL_PORT: &str = "3000";

/// What stands for a redirect URI that is another in each run.
const USUAL_REDIRECT: &str = "http://127.0.0.1:3000/callback";

/// What is known of the settings of a program with this outcome: it talks to this machine only, over
/// plain http, and its name is the one that it registers.
pub fn program_client(mut client: Client, outcome: &Outcome) -> Client {
    client.allow = vec![Leniency::LoopbackHttp];
    if let Outcome::Sent(sent) = outcome
        && let Ok(body) = Body::read(&sent.registration)
        && let Some(name) = body.text("client_name")
        && !name.trim().is_empty()
    {
        client.name = name.to_owned();
    }
    client
}

/// Redirect URIs on loopback as they are written, each with the text that replaces it.
fn usual_redirects(registrations: &[HttpRequest], whole: bool) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for request in registrations {
        let Ok(body) = Body::read(request) else {
            continue;
        };
        for uri in body.texts("redirect_uris").unwrap_or_default() {
            let Some((own, usual)) = with_usual_port(uri) else {
                continue;
            };
            let pair = match whole {
                true => (uri.to_owned(), USUAL_REDIRECT.to_owned()),
                false => (own, usual),
            };
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
    }
    // A text that another one starts with would be replaced within it.
    pairs.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    pairs
}

/// Scheme, host and port of a redirect URI on loopback, and the same with the usual port.
fn with_usual_port(uri: &str) -> Option<(String, String)> {
    let url = Url::parse(uri).ok().filter(|url| url.scheme() == "http")?;
    let host = url.host_str()?;
    let local = ["127.0.0.1", "localhost", "[::1]"].contains(&host);
    let own = format!("http://{host}:{}", url.port_or_known_default()?);
    (local && uri.starts_with(&own)).then(|| (own, format!("http://{host}:{USUAL_PORT}")))
}

/// Puts the usual ports into a request, whose length then is another.
fn make_usual(request: &mut HttpRequest, pairs: &[(String, String)]) {
    request.body = with_usual(&request.body, pairs);
    for (name, value) in &mut request.headers {
        if name.eq_ignore_ascii_case("content-length") {
            *value = request.body.len().to_string();
        }
    }
}

fn with_usual(octets: &[u8], pairs: &[(String, String)]) -> Vec<u8> {
    let replace = |octets: Vec<u8>, (from, to): &(String, String)| replaced(&octets, from, to);
    pairs.iter().fold(octets.to_vec(), replace)
}

/// The end of what it printed, which is where programs say why they stop.
fn message(code: i32, output: &str) -> String {
    let lines = output.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let text = lines.join(" | ").replace(char::is_control, "");
    let skip = text.chars().count().saturating_sub(MESSAGE);
    let end: String = text.chars().skip(skip).collect();
    if end.is_empty() {
        format!("exit code {code} without a message")
    } else {
        format!("exit code {code}: {end}")
    }
}

/// The parameters of an authorization URL.
pub fn authorization(url: &str) -> Authorization {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let mut found = Authorization::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "scope" => found.scope = Some(value.into_owned()),
            "redirect_uri" => found.redirect_uri = Some(value.into_owned()),
            "resource" => found.resource.push(value.into_owned()),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn an_authorization_url_is_taken_apart() {
        let url =
            "http://h/a?scope=a+b%2fc&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb&resource=r#x";
        let found = authorization(url);
        assert_eq!(found.scope.as_deref(), Some("a b/c"));
        assert_eq!(found.redirect_uri.as_deref(), Some("http://127.0.0.1:1/cb"));
        assert_eq!(found.resource, ["r"]);
        assert_eq!(authorization("http://h/a"), Authorization::default());
    }

    fn registered_with_port(port: u16) -> Outcome {
        let body = format!(r#"{{"redirect_uris":["http://127.0.0.1:{port}/cb"]}}"#);
        let mut request = HttpRequest::json_post("http://127.0.0.1:7592/register", body);
        let length = request.body.len().to_string();
        request.headers.push(("content-length".to_owned(), length));
        let received = Received {
            at: Instant::now(),
            raw: Vec::new(),
            request: Ok(request),
            purpose: Purpose::Registration,
            status: 201,
        };
        let record = Record {
            ending: Ending::Stopped,
            received: vec![received],
            output: String::new(),
            authorization_urls: Vec::new(),
            overhead: Duration::ZERO,
            registered_after: None,
        };
        outcome(&record, false)
    }

    #[test]
    fn a_port_with_more_digits_makes_no_other_request() {
        assert_eq!(registered_with_port(3335), registered_with_port(49151));
    }

    #[test]
    fn a_message_is_the_end_of_the_output_without_control_characters() {
        let output = format!("{}\nError:\u{7} no\n", "x".repeat(5000));
        let text = message(2, &output);
        assert!(text.starts_with("exit code 2: xxx") && text.ends_with(" | Error: no"));
        assert!(text.chars().count() < MESSAGE + 20);
        assert_eq!(message(1, " \n"), "exit code 1 without a message");
    }
}
