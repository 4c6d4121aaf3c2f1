//! What holds for every outcome.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dcr_check::case::Case;
use dcr_check::implementation::Implementation;
use dcr_check::outcome::{Outcome, Sent};
use dcr_check::reference::Reference;
use serde_json::Value;

/// What the reference does, after the checks that hold for every outcome.
pub fn outcome(case: &Case) -> Result<Outcome, String> {
    let build = AssertUnwindSafe(|| Reference.build(case));
    let outcome = catch_unwind(build).map_err(|_| "a panic".to_owned())?;
    match &outcome {
        Outcome::Refused(refusal) => check_message(&refusal.message)?,
        Outcome::Unsupported(message) => check_message(message)?,
        Outcome::NoRegistration(_) => {}
        Outcome::Sent(sent) => check_request(sent)?,
        other => return Err(other.summary()),
    }
    Ok(outcome)
}

fn check_message(message: &str) -> Result<(), String> {
    let odd = message.chars().find(|c| is_unsafe(*c));
    match (message.len(), odd) {
        (0, _) => Err("no message".to_owned()),
        (length @ 2001.., _) => Err(format!("a message of {length} bytes")),
        (_, Some(odd)) => Err(format!("{odd:?} in the message")),
        _ => Ok(()),
    }
}

fn is_unsafe(character: char) -> bool {
    let invisible = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{e0041}'];
    let turns = ['\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{61c}'];
    character.is_control()
        || invisible.contains(&character)
        || turns.contains(&character)
        || ('\u{202a}'..='\u{202e}').contains(&character)
        || ('\u{2066}'..='\u{2069}').contains(&character)
}

fn check_request(sent: &Sent) -> Result<(), String> {
    let request = &sent.registration;
    let graphic = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    if !graphic(&request.url) {
        return Err(format!("the URL {:?}", request.url));
    }
    for (name, value) in &request.headers {
        let plain = value.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        if !graphic(name) || !plain {
            return Err(format!("the field {name:?}: {:.99?}", value));
        }
    }
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return Err("a body that is no JSON object".to_owned());
    };
    let legal = |c: char| matches!(c, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e');
    let token = |token: &str| !token.is_empty() && token.chars().all(legal);
    match body.get("scope") {
        None => Ok(()),
        Some(Value::String(scope)) if scope.split(' ').all(token) => Ok(()),
        Some(other) => Err(format!("the scope {other}")),
    }
}
