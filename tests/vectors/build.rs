//! Vectors that run the whole pipeline: requests, selected scopes, command lines.

use dcr_check::case::{Case, Client};
use dcr_check::protocol::build::{Built, Registration, build};
use dcr_check::protocol::error::BuildError;
use dcr_check::protocol::selection::Source;
use dcr_check::reference;
use serde_json::{Map, Value, json};

use crate::Vector;
use crate::kinds::{equal, strings};

/// The name of the server in vectors that do not have a command line of their own.
const SERVER: &str = "s";

/// The selected scope and the layer it came from.
pub fn resolve(vector: &Vector) -> Result<Value, BuildError> {
    let mut server = vector.base.clone();
    server.extend(vector.input["asm"].as_object().cloned().unwrap_or_default());
    let mut case = case(vector);
    if let Some(given) = vector.input["prm"].as_object() {
        let issuer = server.get("issuer").cloned().unwrap_or_default();
        let mut document = Map::new();
        document.insert("resource".to_owned(), json!("https://mcp.example.com"));
        document.insert("authorization_servers".to_owned(), json!([issuer]));
        document.extend(given.clone());
        case.resource_metadata = Some(Value::Object(document).to_string().into());
    }
    case.server_metadata = Some(Value::Object(server).to_string().into());
    Ok(match registration(&case)? {
        Ok(registration) => json!({
            "scope": registration.selection.scope(),
            "source": source(&registration),
        }),
        Err(mechanism) => json!({ "mechanism": mechanism }),
    })
}

fn source(registration: &Registration) -> &'static str {
    match registration
        .selection
        .provenance()
        .first()
        .map(|selected| selected.source)
    {
        None => "none",
        Some(Source::Challenge) => "challenge",
        Some(Source::ResourceMetadata | Source::ServerMetadata) => "prm",
        Some(Source::Previous) => "step-up",
        Some(Source::Caller | Source::Flag | Source::Override | Source::ConfigFile) => "user",
    }
}

/// The scope of a command line, which is written without its first word.
pub fn command_line(vector: &Vector) -> Result<Value, BuildError> {
    let mut arguments = vec!["mcp".to_owned()];
    arguments.extend(strings(&vector.input));
    let case = Case {
        arguments: arguments.clone(),
        server_metadata: Some(super::base_server_metadata().into()),
        ..Case::default()
    };
    let read = dcr_check::protocol::arguments::read(&arguments)?;
    let scope = registration(&case)?
        .ok()
        .and_then(|registration| registration.selection.scope());
    Ok(json!({"server": read.server_name, "scope": scope}))
}

/// Compares the members of the request that the vector names.
pub fn request(vector: &Vector) -> Result<(), String> {
    let expected = vector
        .expect
        .as_object()
        .ok_or("the expectation is no object")?;
    let found = match registration(&case(vector)) {
        Err(error) => json!({"error": error.kind.name()}),
        Ok(Err(mechanism)) => json!({ "mechanism": mechanism }),
        Ok(Ok(registration)) => json!({
            "method": registration.request.method,
            "url": registration.request.url,
            "headers": registration.request.headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect::<Map<_, _>>(),
            "body": registration.request.members,
        }),
    };
    for (name, value) in expected {
        let of_body = name.strip_prefix("body.");
        match (name.as_str(), of_body) {
            ("absent", _) => {
                let body = &found["body"];
                let there = strings(value)
                    .into_iter()
                    .find(|name| !body[name].is_null());
                there.map_or(Ok(()), |name| Err(format!("{name} is there")))?;
            }
            (_, Some(member)) => equal(&found["body"][member], value)?,
            _ => equal(&found[name], value)?,
        }
    }
    Ok(())
}

/// The registration, or the mechanism that comes before it.
fn registration(case: &Case) -> Result<Result<Registration, &'static str>, BuildError> {
    let settings = match reference::settings(case) {
        Ok(settings) => settings,
        Err(why) => panic!("{why}"),
    };
    let built = build(&reference::inputs(case), &settings)?;
    Ok(match built {
        Built::Registration(registration) => Ok(*registration),
        Built::Other(_) => Err(match reference::outcome(Ok(built), &settings) {
            dcr_check::outcome::Outcome::NoRegistration(mechanism) => mechanism.name(),
            _ => "",
        }),
    })
}

/// The case that a vector describes member by member.
fn case(vector: &Vector) -> Case {
    let input = &vector.input;
    let text = |name: &str| input[name].as_str().map(str::to_owned);
    let list = |name: &str| input[name].as_array().map(|_| strings(&input[name]));
    let usual = Client::default();
    let mut allow = list("allow").unwrap_or_default();
    if vector.kind == "build" && input["allow"].is_null() {
        // A development setup, which may register at a server on the same machine.
        allow.push("loopback-http".to_owned());
    }
    let document = |name: &str| text(name).map(Into::into);
    let asm = input["asm"]
        .as_object()
        .map(|_| input["asm"].to_string().into());
    Case {
        arguments: list("arguments").unwrap_or_else(|| arguments(input)),
        config_file: text("config_file").or_else(|| config_file(input)),
        challenge: strings(&input["challenge"])
            .into_iter()
            .map(Into::into)
            .collect(),
        resource_metadata: document("resource_metadata"),
        server_metadata: document("server_metadata").or(asm),
        previous_scopes: list("prior"),
        client: Client {
            name: text("client_name").unwrap_or(usual.name),
            redirect_uris: list("redirect_uris").unwrap_or(usual.redirect_uris),
            want_refresh: input["want_refresh"].as_bool().unwrap_or(true),
            policy: text("policy").unwrap_or(usual.policy),
            revision: text("revision").unwrap_or(usual.revision),
            metadata: input["extra"].as_object().cloned().unwrap_or_default(),
            allow,
            server_url: text("server"),
            preregistered: input["preregistered"].as_bool().unwrap_or(false),
            client_id_metadata_document: text("cimd_url"),
            ..Client::default()
        },
        ..Case::default()
    }
}

fn arguments(input: &Value) -> Vec<String> {
    let mut arguments = ["mcp", "login", SERVER].map(str::to_owned).to_vec();
    arguments.extend(
        strings(&input["flag"])
            .iter()
            .map(|scopes| format!("--scopes={scopes}")),
    );
    if !input["override"].is_null() {
        let value = toml(&input["override"]);
        arguments.extend([
            "-c".to_owned(),
            format!("mcp_servers.{SERVER}.scopes={value}"),
        ]);
    }
    arguments
}

fn config_file(input: &Value) -> Option<String> {
    let scopes = input.get("file").filter(|value| !value.is_null())?;
    Some(format!(
        "[mcp_servers.{SERVER}]\nscopes = {}\n",
        toml(scopes)
    ))
}

/// A string or a list of strings as TOML, which wants DEL escaped where JSON does not.
fn toml(value: &Value) -> String {
    value.to_string().replace('\u{7f}', "\\u007f")
}
