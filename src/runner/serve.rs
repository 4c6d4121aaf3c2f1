//! The loopback servers alone, for trying a client by hand.

use std::fmt::Write;

use crate::case::Case;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::exec::servers::{Purpose, Received, Servers};
use crate::clients::login::{Login, Shape};
use crate::clients::report::human::shown;
use crate::outcome::{HttpRequest, Outcome, Sent};
use crate::properties::{Judge, Verdict};
use crate::report::command_line::quoted;
use crate::scenario::challenge::{Bearer, ChallengePart, Item, ScopeParameter};
use crate::scenario::deployment::FIRST_LOOPBACK;
use crate::scenario::document::Listed;
use crate::scenario::scopes::{Spelled, Token};
use crate::scenario::servers::{ResourceDocument, ServerDocument};
use crate::scenario::{Entry, Scenario};
use crate::suite::PROPERTIES;
use crate::vocabulary::Leniency;

use super::arguments::Serve;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::terminal;

/// Serves until it is interrupted, and prints each request with what is wrong with it.
pub fn serve(options: &Serve) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(serving(options)),
        Err(error) => broken(&format!("no runtime: {error}")),
    }
}

fn broken(title: &str) -> ExitCode {
    let help = "look at the limits of this machine";
    terminal::report(&Diagnostic::new(ExitCode::SuiteBroken, title, help))
}

async fn serving(options: &Serve) -> ExitCode {
    let responses = ServerResponses::new(&login(options));
    let servers = match Servers::start(responses.clone()).await {
        Ok(servers) => servers,
        Err(error) => return broken(&format!("no loopback server: {error}")),
    };
    let url = servers.text_with_ports(&responses.server_url);
    let mut code = terminal::print(&introduction(&url));
    let mut told = 0;
    while code == ExitCode::Success {
        tokio::select! {
            () = servers.news() => {}
            _ = tokio::signal::ctrl_c() => return ExitCode::Success,
        }
        let received = servers.received();
        for one in &received[told..] {
            let text = servers.text_with_ports(&request(one));
            if terminal::print(&text) != ExitCode::Success {
                code = ExitCode::Io;
            }
        }
        told = received.len();
    }
    code
}

fn introduction(url: &str) -> String {
    let url = quoted(url);
    format!(
        "The MCP server is {url}. Point a client to it, for instance:\n\n  \
         codex -c mcp_servers.dcr-check.url={url} mcp login dcr-check --scopes a,b\n  \
         npx mcp-remote {url} --static-oauth-client-metadata '{{\"scope\":\"a b\"}}'\n\n\
         Each request is shown as it comes. Ctrl-C ends it.\n\n"
    )
}

fn login(options: &Serve) -> Login {
    let tokens = |text: &String| -> Vec<Spelled> {
        text.split([' ', ','])
            .filter(|token| !token.is_empty())
            .map(|token| Spelled::one(Token::legal(token)))
            .collect()
    };
    let listed = |text: &Option<String>| match text {
        Some(text) => Listed::Texts(tokens(text)),
        None => Listed::Absent,
    };
    let challenge = options.challenge.as_ref().map(|text| {
        let tokens = tokens(text).into_iter().flat_map(|text| text.tokens);
        let value = Spelled::plain(tokens.map(|(_, token)| token));
        let scope = Some(ScopeParameter {
            value,
            ..ScopeParameter::default()
        });
        let bearer = Bearer {
            scope,
            ..Bearer::default()
        };
        vec![(true, Item::Bearer(bearer))]
    });
    let mut server = ServerDocument {
        scopes: listed(&options.server_scopes),
        ..ServerDocument::default()
    };
    crate::clients::login::complete(&mut server);
    Login {
        scenario: Scenario {
            deployment: FIRST_LOOPBACK + if options.no_resource_metadata { 2 } else { 0 },
            entry: Entry::Call(None),
            challenge: ChallengePart {
                items: challenge.unwrap_or_default(),
                ..ChallengePart::default()
            },
            resource: (!options.no_resource_metadata).then(|| ResourceDocument {
                scopes: listed(&options.resource_scopes),
                ..ResourceDocument::default()
            }),
            server: Some(server),
            ..Scenario::default()
        },
        shape: Shape {
            strict: options.strict,
            ..Shape::default()
        },
    }
}

/// One request on a line, and for a registration its body with what every property says of it.
fn request(received: &Received) -> String {
    let request = match &received.request {
        Ok(request) => request,
        Err(why) => return format!("not understood: {}\n", shown(why)),
    };
    let mut out = format!(
        "{} {} → {}\n",
        shown(&request.method),
        shown(&request.url),
        received.status
    );
    if received.purpose == Purpose::Registration {
        let body = String::from_utf8_lossy(&request.body);
        // Writing to a text cannot fail.
        let _ = writeln!(out, "  {}", shown(&body));
        for line in judged(request) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

fn judged(request: &HttpRequest) -> Vec<String> {
    let outcome = Outcome::Sent(Box::new(Sent::registration(request.clone())));
    let mut case = Case::default();
    case.client.allow = vec![Leniency::LoopbackHttp];
    let mut lines = Vec::new();
    let mut held = 0;
    for property in PROPERTIES {
        let Judge::Universal(judge) = property.judge else {
            continue;
        };
        // Nobody knows here what the client was given.
        if ["nothing-is-cut-off", "client-name-is-stated"].contains(&property.id) {
            continue;
        }
        match judge(&case, &outcome) {
            Verdict::Pass => held += 1,
            Verdict::Fail(reason) => {
                lines.push(format!("failed: {}: {}", property.id, shown(&reason)))
            }
            Verdict::NotApplicable => {}
        }
    }
    lines.push(format!("{held} properties hold"));
    lines
}
