//! The loopback servers alone, for trying a client by hand.

use std::fmt::Write;
use std::io;

use crate::case::Client;
use crate::case::command_line::quoted;
use crate::clients::exec::outcome::program_client;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::exec::runtime;
use crate::clients::exec::servers::Servers;
use crate::clients::exec::traffic::{Purpose, Received};
use crate::clients::login::{Login, complete};
use crate::clients::report::shown;
use crate::outcome::{HttpRequest, Outcome, Sent};
use crate::scenario::Entry;
use crate::scenario::compose::{self, Scopes};
use crate::scenario::deployment::DeploymentName;
use crate::scenario::document::Listed;
use crate::scenario::scopes::{Spelled, Token};

use super::arguments::Serve;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::judging::verdicts;
use super::terminal;

/// Serves until it is interrupted, and prints each request with what is wrong with it.
///
/// # Errors
/// The servers cannot be started.
pub fn serve(options: &Serve) -> Result<ExitCode, Diagnostic> {
    let runtime = runtime().map_err(broken("no runtime"))?;
    runtime.block_on(serving(options))
}

fn broken(what: &str) -> impl FnOnce(io::Error) -> Diagnostic + '_ {
    let help = "look at the limits of this machine";
    Diagnostic::about(ExitCode::SuiteBroken, what, help)
}

async fn serving(options: &Serve) -> Result<ExitCode, Diagnostic> {
    let responses = ServerResponses::new(&login(options));
    let servers = Servers::start(responses.clone()).await;
    let servers = servers.map_err(broken("no loopback server"))?;
    let url = servers.text_with_ports(&responses.server_url);
    terminal::print(&introduction(&url), ExitCode::Success)?;
    let mut told = 0;
    loop {
        tokio::select! {
            () = servers.news() => {}
            _ = tokio::signal::ctrl_c() => return Ok(ExitCode::Success),
        }
        let received = servers.received();
        for one in &received[told..] {
            terminal::print(&servers.text_with_ports(&request(one)), ExitCode::Success)?;
        }
        told = received.len();
    }
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
    let texts = |text: &String| -> Vec<Spelled> {
        let tokens = text.split([' ', ',']).filter(|token| !token.is_empty());
        let text = |token| Spelled::one(Token::legal(token));
        tokens.map(text).collect()
    };
    let listed = |text: &Option<String>| {
        text.as_ref()
            .map_or(Listed::Absent, |text| texts(text).listed())
    };
    let mut scenario = compose::login().catalogue(listed(&options.server_scopes));
    scenario.entry = Entry::Call(None);
    if let Some(text) = &options.challenge {
        scenario = scenario.challenge(texts(text));
    }
    scenario = scenario.server(complete);
    if options.no_resource_metadata {
        scenario.resource = None;
        scenario.deployment = DeploymentName::LoopbackSameOrigin;
    } else {
        let listed = listed(&options.resource_scopes);
        scenario = scenario
            .resource_metadata(listed)
            .at(DeploymentName::Loopback);
    }
    let mut login = Login::from(scenario);
    login.shape.strict = options.strict;
    login
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
    let client = program_client(Client::default(), &outcome);
    let (held, mut lines) = verdicts(|judge| judge.with_client(&client, &outcome));
    lines.push(format!("{held} properties hold"));
    lines
}
