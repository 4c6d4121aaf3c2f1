//! Starts an MCP login with the OAuth client of rmcp (3.11.0), up to the point where a browser would
//! open. Its purpose is to have its registration request observed.
//!
//! ```text
//! rmcp-driver SERVER_URL [--scope TEXT]...
//! ```
//!
//! Each TEXT is one element of the list of scopes, as it is. Prints "authorization: URL", or an error
//! on stderr. rmcp asks the server for its 401 by itself, so no MCP session is opened here.

use std::error::Error;
use std::process::ExitCode;

use rmcp::transport::auth::{AuthorizationRequest, OAuthState};

/// Nobody listens there: the login never completes.
const CALLBACK: &str = "http://127.0.0.1:3334/callback";

const USAGE: &str = "usage: rmcp-driver SERVER_URL [--scope TEXT]...";

fn read_arguments() -> Option<(String, Vec<String>)> {
    let mut arguments = std::env::args().skip(1);
    let server_url = arguments.next()?;
    let mut scopes = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument != "--scope" {
            return None;
        }
        scopes.push(arguments.next()?);
    }
    Some((server_url, scopes))
}

async fn login() -> Result<String, Box<dyn Error>> {
    let (server_url, scopes) = read_arguments().ok_or(USAGE)?;
    let mut request = AuthorizationRequest::new(CALLBACK).with_client_name("dcr-check driver");
    if !scopes.is_empty() {
        request = request.with_scopes(scopes);
    }
    let mut state = OAuthState::new(server_url, None).await?;
    state.start_authorization(request).await?;
    Ok(state.get_authorization_url().await?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match login().await {
        Ok(url) => {
            println!("authorization: {url}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
