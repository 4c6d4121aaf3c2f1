//! A small registration builder as somebody else might have written it, judged by the suite.
//!
//! ```text
//! cargo run --example third_party
//! ```
//!
//! The builder has faults on purpose. The adapter is what a third party writes: it declares the
//! layers that the builder has, and turns a case into a call.

use dcr_check::case::command_line::command_line;
use dcr_check::prelude::*;
use dcr_check::protocol::error::escaped;

/// The builder of a third party. It joins what it is given.
mod third_party {
    use serde_json::{Value, json};

    /// Makes the body of a registration request.
    pub fn registration_body(name: &str, redirect_uris: &[String], scopes: &[String]) -> String {
        let mut body = json!({
            "client_name": name,
            "redirect_uris": redirect_uris,
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        });
        body["scope"] = Value::from(scopes.join(" "));
        body.to_string()
    }
}

/// The adapter: a few lines.
struct Adapter;

impl Implementation for Adapter {
    fn name(&self) -> &str {
        "third-party builder"
    }

    fn declaration(&self) -> Declaration {
        Declaration::reading([Layer::Call])
    }

    fn build(&self, case: &Case) -> Outcome {
        let document = case.server_metadata.as_ref().map(|body| body.0.as_slice());
        let document = serde_json::from_slice(document.unwrap_or_default());
        let document: serde_json::Value = document.unwrap_or_default();
        let Some(endpoint) = document["registration_endpoint"].as_str() else {
            return Outcome::Unsupported("the caller has to know the endpoint".to_owned());
        };
        let scopes = case.scopes.clone().unwrap_or_default();
        let body =
            third_party::registration_body(&case.client.name, &case.client.redirect_uris, &scopes);
        Outcome::registration(HttpRequest::json_post(endpoint, body))
    }
}

fn main() {
    let run = run(&Adapter, &Plan::default(), &mut |_| {});
    for (property, failure) in run.failures() {
        let rule = failure.breach.rule;
        println!("{}: {}", rule.consequence(), property.id);
        println!("  {}", property.statement);
        println!("  breaks {}", rule.told());
        println!("  because {}", escaped(&failure.breach.reason));
        println!("  smallest: {}\n", escaped(&command_line(&failure.case)));
    }
    let judged = run
        .results
        .iter()
        .filter(|result| result.judged > 0)
        .count();
    let failed = run.failures().count();
    println!(
        "{failed} of {judged} judged properties fail for the {}",
        run.implementation
    );
}
