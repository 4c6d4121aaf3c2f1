//! Stubs of client programs, each with its own way to go about a login.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, ExitCode};
use std::time::Duration;

use dcr_check::case::{Bytes, Case};
use dcr_check::implementation::Implementation;
use dcr_check::outcome::{HttpRequest, Outcome};
use dcr_check::reference::Reference;
use dcr_check::vocabulary::{Leniency, ScopePolicy};
use serde_json::Value;

/// What `stub KIND SERVER_URL [SCOPES]` does.
pub fn run(kind: &str, rest: &[String]) -> ExitCode {
    let url = rest.first().map_or("", String::as_str);
    let scopes = rest.get(1).map(|scopes| vec![scopes.clone()]);
    match kind {
        "good" => return good(url, scopes, &|case| Reference.build(case)),
        "scopeless" => return good(url, scopes, &without_scope),
        "variable" => {
            let scopes = std::env::var("STUB_SCOPES").ok().map(|text| vec![text]);
            return good(url, scopes, &|case| Reference.build(case));
        }
        "flag-last" => return flag_last(rest),
        "servers-first" => return good(url, scopes, &servers_first),
        "uniting" => return good(url, scopes, &uniting),
        "inventing" => return good(url, scopes, &inventing),
        "catalogue" => return good(url, scopes, &catalogue),
        "silent" => {}
        "refusing" => {
            eprintln!("error: \u{1b}[31mI do not like this server\u{1b}[0m");
            return ExitCode::from(3);
        }
        "slow" => std::thread::sleep(Duration::from_secs(3600)),
        "crashing" => std::process::abort(),
        "flooding" => {
            let line = "x".repeat(1 << 16);
            for _ in 0..1600 {
                println!("{line}");
            }
            return good(url, scopes, &|case| Reference.build(case));
        }
        "parent" => {
            let me = std::env::current_exe().unwrap();
            // One in the group, one that leaves it.
            let children = [
                Command::new(&me).args(["stub", "slow"]).spawn(),
                Command::new("setsid")
                    .arg(&me)
                    .args(["stub", "slow"])
                    .spawn(),
            ];
            register(
                url,
                r#"{"redirect_uris":["http://127.0.0.1:1/cb"],"scope":"a"}"#,
            );
            for child in children {
                child.unwrap().wait().unwrap();
            }
        }
        "twice" => {
            for _ in 0..2 {
                register(
                    url,
                    r#"{"redirect_uris":["http://127.0.0.1:1/cb"],"scope":"a"}"#,
                );
            }
        }
        "broken-json" => {
            register(url, r#"{"scope":"a""#);
        }
        "duplicate" => {
            register(url, r#"{"scope":"a","scope":"b"}"#);
        }
        "bad-http" => {
            let mut stream = connect(url);
            stream.write_all(b"\x16\x03\x01 hello\r\n\r\n").unwrap();
            let _ = stream.read(&mut [0; 100]);
        }
        "cut-off" => {
            let mut stream = connect(url);
            let head = "POST /register HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
            stream.write_all(head.as_bytes()).unwrap();
        }
        "browser" => {
            register(
                url,
                r#"{"redirect_uris":["http://127.0.0.1:1/cb"],"scope":"a"}"#,
            );
            let page = format!("{}/authorize?scope=a+b", issuer(url));
            Command::new(std::env::var("BROWSER").unwrap())
                .arg(page)
                .status()
                .unwrap();
            std::thread::sleep(Duration::from_secs(3600));
        }
        "terminal" => {
            println!("Continue? (y/n)");
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).unwrap();
            let scope = if line.trim() == "y" {
                "typed"
            } else {
                "untyped"
            };
            register(url, &format!(r#"{{"scope":"{scope}"}}"#));
        }
        "environment" => {
            for (name, value) in std::env::vars() {
                println!("{name}={value}");
            }
            println!("folder={}", std::env::current_dir().unwrap().display());
            return ExitCode::FAILURE;
        }
        other => panic!("no stub {other}"),
    }
    ExitCode::SUCCESS
}

/// A client that finds out what there is to find, and registers what `build` makes of it.
fn good(url: &str, scopes: Option<Vec<String>>, build: &dyn Fn(&Case) -> Outcome) -> ExitCode {
    let refused = request(url, "POST", "{}");
    let mut case = Case {
        scopes,
        challenge: refused.challenges,
        ..Case::default()
    };
    case.client.allow = vec![Leniency::LoopbackHttp];
    case.client.server_url = Some(url.to_owned());
    let (origin, path) = url.split_at(url[7..].find('/').unwrap() + 7);
    let named = case.challenge.iter().find_map(|field| {
        let text = String::from_utf8_lossy(&field.0).into_owned();
        let start = text.find("resource_metadata=\"")? + 19;
        Some(text[start..].split('"').next()?.to_owned())
    });
    let well_known = format!("{origin}/.well-known/oauth-protected-resource");
    let places = match named {
        Some(url) => vec![url],
        None => vec![format!("{well_known}{path}"), well_known],
    };
    let document = places
        .iter()
        .map(|url| request(url, "GET", ""))
        .find(|one| one.status == 200);
    let issuer = match &document {
        Some(document) => {
            let value: Value = serde_json::from_slice(&document.body).unwrap();
            value["authorization_servers"][0]
                .as_str()
                .unwrap()
                .to_owned()
        }
        None => origin.to_owned(),
    };
    if document.is_none() {
        case.client.issuer = Some(issuer.clone());
    }
    case.resource_metadata = document.map(|document| Bytes(document.body));
    let (host, path) = match issuer[7..].find('/') {
        Some(at) => issuer.split_at(at + 7),
        None => (issuer.as_str(), ""),
    };
    let places = [
        format!("{host}/.well-known/oauth-authorization-server{path}"),
        format!("{host}/.well-known/openid-configuration{path}"),
        format!("{issuer}/.well-known/openid-configuration"),
    ];
    let metadata = places
        .iter()
        .map(|url| request(url, "GET", ""))
        .find(|one| one.status == 200);
    case.server_metadata = metadata.map(|document| Bytes(document.body));
    match build(&case) {
        Outcome::Sent(sent) => {
            let body: Value = serde_json::from_slice(&sent.registration.body).unwrap();
            let answer = send(&sent.registration);
            if answer.status >= 400 {
                eprintln!("refused: {}", String::from_utf8_lossy(&answer.body));
                return ExitCode::FAILURE;
            }
            let metadata: Value = serde_json::from_slice(&case.server_metadata.unwrap().0).unwrap();
            let scope = body
                .get("scope")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let scope: String = form_urlencoded::byte_serialize(scope.as_bytes()).collect();
            let resource: String = form_urlencoded::byte_serialize(url.as_bytes()).collect();
            let page = metadata["authorization_endpoint"].as_str().unwrap();
            println!("open {page}?scope={scope}&resource={resource}");
            ExitCode::SUCCESS
        }
        Outcome::Refused(refusal) => {
            eprintln!("{}", refusal.message);
            ExitCode::FAILURE
        }
        other => panic!("{other:?}"),
    }
}

/// A client with `--scopes A,B`, which takes its first word for the URL, whatever it is.
fn flag_last(words: &[String]) -> ExitCode {
    match words {
        [url, rest @ ..] if url.starts_with("http:") => {
            let list = rest.get(1).map(|list| list.split(',').map(str::to_owned));
            good(url, list.map(Iterator::collect), &|case| {
                Reference.build(case)
            })
        }
        _ => {
            eprintln!("ERR_INVALID_URL");
            ExitCode::FAILURE
        }
    }
}

/// What the reference does, with another `scope`.
fn with_scope(case: &Case, scope: Option<&str>) -> Outcome {
    let mut outcome = Reference.build(case);
    if let Outcome::Sent(sent) = &mut outcome {
        let mut body: Value = serde_json::from_slice(&sent.registration.body).unwrap();
        let members = body.as_object_mut().unwrap();
        members.remove("scope");
        members.extend(scope.map(|scope| ("scope".to_owned(), Value::from(scope))));
        sent.registration.body = body.to_string().into_bytes();
    }
    outcome
}

fn without_scope(case: &Case) -> Outcome {
    with_scope(case, None)
}

/// Whether the outcome has a scope, or is no registration at all.
fn is_enough(outcome: &Outcome) -> bool {
    let Outcome::Sent(sent) = outcome else {
        return true;
    };
    let body: Value = serde_json::from_slice(&sent.registration.body).unwrap();
    body.get("scope").is_some()
}

/// Scopes of servers replace those of a user.
fn servers_first(case: &Case) -> Outcome {
    let with_all = Reference.build(case);
    let of_servers = Reference.build(&Case {
        scopes: None,
        ..case.clone()
    });
    if matches!(with_all, Outcome::Sent(_)) && is_enough(&of_servers) {
        of_servers
    } else {
        with_all
    }
}

/// Scopes of the challenge are added to those of a user.
fn uniting(case: &Case) -> Outcome {
    let mut case = case.clone();
    case.client.policy = ScopePolicy::Merge;
    Reference.build(&case)
}

/// Where there is no scope it has some of its own.
fn inventing(case: &Case) -> Outcome {
    let outcome = Reference.build(case);
    if is_enough(&outcome) {
        outcome
    } else {
        with_scope(case, Some("openid email"))
    }
}

/// Where there is no scope it asks for whatever the authorization server lists.
fn catalogue(case: &Case) -> Outcome {
    let outcome = Reference.build(case);
    if is_enough(&outcome) {
        return outcome;
    }
    let document = |text: &Option<Bytes>| -> Value {
        let text = text.as_ref().map_or(&b"{}"[..], |text| &text.0);
        serde_json::from_slice(text).unwrap()
    };
    let mut resource = document(&case.resource_metadata);
    if resource.get("resource").is_none() {
        resource["resource"] = Value::from(case.client.server_url.clone());
        resource["authorization_servers"] = serde_json::json!([case.client.issuer]);
    }
    resource["scopes_supported"] = document(&case.server_metadata)["scopes_supported"].clone();
    Reference.build(&Case {
        resource_metadata: Some(Bytes(resource.to_string().into_bytes())),
        ..case.clone()
    })
}

struct Answer {
    status: u16,
    challenges: Vec<Bytes>,
    body: Vec<u8>,
}

fn connect(url: &str) -> TcpStream {
    let host = url[7..].split('/').next().unwrap();
    TcpStream::connect(host).unwrap()
}

fn request(url: &str, method: &str, body: &str) -> Answer {
    send(&HttpRequest {
        method: method.to_owned(),
        url: url.to_owned(),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: body.as_bytes().to_vec(),
    })
}

fn send(request: &HttpRequest) -> Answer {
    let mut stream = connect(&request.url);
    let rest = &request.url[7..];
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut head = format!("{} {path} HTTP/1.1\r\nHost: {host}\r\n", request.method);
    for (name, value) in &request.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!("Content-Length: {}\r\n\r\n", request.body.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&request.body).unwrap();
    let mut octets = Vec::new();
    stream.read_to_end(&mut octets).unwrap();
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut headers);
    let start = response.parse(&octets).unwrap().unwrap();
    Answer {
        status: response.code.unwrap(),
        challenges: response
            .headers
            .iter()
            .filter(|field| field.name.eq_ignore_ascii_case("www-authenticate"))
            .map(|field| Bytes(field.value.to_vec()))
            .collect(),
        body: octets[start..].to_vec(),
    }
}

fn issuer(url: &str) -> String {
    let document = request(&well_known(url), "GET", "");
    let document: Value = serde_json::from_slice(&document.body).unwrap();
    document["authorization_servers"][0]
        .as_str()
        .unwrap()
        .to_owned()
}

fn well_known(url: &str) -> String {
    let (origin, path) = url.split_at(url[7..].find('/').unwrap() + 7);
    format!("{origin}/.well-known/oauth-protected-resource{path}")
}

fn register(url: &str, body: &str) {
    request(&format!("{}/register", issuer(url)), "POST", body);
}
