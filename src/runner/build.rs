//! `build`: one registration request from the texts that a client gets.

mod curl;
mod explain;
mod given;
mod inputs;
mod mechanism;
mod refusal;

use std::io::{self, Read};

use serde_json::{Map, Value, json};

use self::explain::Explanation;
use self::given::Given;
use super::arguments::{Build, RequestFormat};
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::terminal;
use crate::protocol::build::{self, Built};
use crate::protocol::error::{escaped, is_unsafe_to_show};
use crate::protocol::request::RegistrationRequest;
use crate::protocol::settings::Settings;
use crate::reference;

/// Builds the request and prints it.
///
/// # Errors
/// An input cannot be read, or the request not be built.
pub fn run(options: &Build) -> Result<ExitCode, Diagnostic> {
    terminal::print(&text(options, &mut io::stdin().lock())?, ExitCode::Success)
}

/// What is printed to standard output.
fn text(options: &Build, standard_input: &mut dyn Read) -> Result<String, Diagnostic> {
    let given = inputs::read(options, standard_input)?;
    let settings = given.settings();
    let built = build::build(&reference::inputs(&given.case), &settings)
        .map_err(|error| refusal::diagnostic(&error, &given))?;
    let explanation = options.explain.then(|| Explanation::new(&built, &settings));
    Ok(match options.format {
        RequestFormat::Human => human(options, &built, &given, &settings, explanation.as_ref()),
        RequestFormat::Json => {
            let value = machine(options, &built, &given, &settings, explanation.as_ref());
            shown_json(&format!("{value:#}\n"))
        }
    })
}

fn human(
    options: &Build,
    built: &Built,
    given: &Given,
    settings: &Settings,
    explanation: Option<&Explanation>,
) -> String {
    let mut text = match built {
        Built::Registration(registration) if options.curl => {
            shown_json(&curl::command(&registration.request))
        }
        Built::Registration(registration) => shown_request(&registration.request),
        Built::Other(other) => {
            let (instead, help) = mechanism::description(other.mechanism, &given.case, settings);
            format!("{}\n\nhelp: {help}\n", escaped(&instead))
        }
    };
    if let Some(explanation) = explanation {
        text.push_str(&format!("\n{explanation}"));
    }
    text
}

fn machine(
    options: &Build,
    built: &Built,
    given: &Given,
    settings: &Settings,
    explanation: Option<&Explanation>,
) -> Value {
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
    match built {
        Built::Registration(registration) => {
            let request = &registration.request;
            let headers = request.headers.iter();
            let headers = headers.map(|(name, value)| ((*name).to_owned(), json!(value)));
            set("method", json!(request.method));
            set("url", json!(request.url));
            set("headers", Value::Object(headers.collect()));
            set("body", Value::Object(request.members()));
            if options.curl {
                set("curl", json!(curl::command(request)));
            }
        }
        Built::Other(other) => {
            let (instead, help) = mechanism::description(other.mechanism, &given.case, settings);
            set("mechanism", json!(other.mechanism));
            set("instead", json!(instead));
            set("help", json!(help));
        }
    }
    if let Some(explanation) = explanation {
        set("explanation", json!(explanation));
    }
    Value::Object(members)
}

/// The request as people write it, the body on many lines.
fn shown_request(request: &RegistrationRequest) -> String {
    let mut text = format!("{} {}\n", request.method, escaped(&request.url));
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {}\n", escaped(value)));
    }
    let body = Value::Object(request.members());
    text.push_str(&format!("\n{}\n", shown_json(&format!("{body:#}"))));
    text
}

/// The same JSON with everything a terminal could act on written as an escape (SEC-05). Line breaks
/// stay: inside a JSON string they are escapes already.
fn shown_json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character != '\n' && is_unsafe_to_show(character) {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            shown.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_that_is_shown_stays_the_same_json() {
        let value = json!({"client_name": "a\u{202e}b\u{7f}\u{e0001}\u{85}\n\té"});
        let shown = shown_json(&format!("{value:#}"));
        assert!(
            shown.contains(r#"a\u202eb\u007f\udb40\udc01\u0085\n\té"#),
            "{shown}"
        );
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), value);
        assert_eq!(shown.lines().count(), 3);
    }
}
