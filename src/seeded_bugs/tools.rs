//! What several seeded bugs need: the scope of a registration, naive parsed, doctored outcomes.

use serde_json::{Map, Value};

use crate::case::{Bytes, Case};
use crate::implementation::Implementation;
use crate::outcome::{Outcome, Refusal, RefusalKind, Sent};
use crate::protocol::arguments::{self, Arguments, OptionValue};
use crate::protocol::build::Registration;
use crate::protocol::challenge::{self, Challenges};
use crate::protocol::config::{self, ScopesValue};
use crate::protocol::scope::{ScopeSet, Separators, pieces};
use crate::protocol::selection::Source;
use crate::reference::Reference;

/// The scope as it is about to be sent; empty when there is none.
pub fn scope(registration: &Registration) -> String {
    let members = registration.request.members();
    let scope = members.get("scope").and_then(Value::as_str);
    scope.unwrap_or_default().to_owned()
}

/// The tokens about to be sent.
pub fn tokens(registration: &Registration) -> Vec<String> {
    scope(registration)
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// Sends these tokens instead, or no scope.
pub fn send(registration: &mut Registration, tokens: &[String]) {
    if tokens.is_empty() {
        remove(registration, "scope");
    } else {
        send_text(registration, &tokens.join(" "));
    }
}

/// Sends this text as scope.
pub fn send_text(registration: &mut Registration, scope: &str) {
    set(registration, "scope", Value::from(scope));
}

/// Sets a member.
pub fn set(registration: &mut Registration, name: &str, value: Value) {
    change(registration, |members| {
        members.insert(name.to_owned(), value);
    });
}

/// Leaves a member out.
pub fn remove(registration: &mut Registration, name: &str) {
    change(registration, |members| {
        members.remove(name);
    });
}

fn change(registration: &mut Registration, change: impl FnOnce(&mut Map<String, Value>)) {
    let mut members = registration.request.members();
    change(&mut members);
    registration.request.body = Value::Object(members).to_string();
}

/// The layer that the scope came from.
pub fn source(registration: &Registration) -> Option<Source> {
    registration
        .selection
        .provenance()
        .first()
        .map(|selected| selected.source)
}

/// Whether the scope came from a user or a caller.
pub fn is_of_user(registration: &Registration) -> bool {
    matches!(source(registration), Some(Source::Layer(layer)) if layer.is_of_user())
}

/// The texts that a user wrote in the layer that won.
pub fn user_texts(registration: &Registration) -> Vec<String> {
    let Some(Source::Layer(layer)) = source(registration) else {
        return Vec::new();
    };
    let texts = registration.parsed.supplied.of_user.get(&layer);
    let texts = texts.and_then(|texts| texts.as_ref().ok());
    texts
        .into_iter()
        .flatten()
        .map(|text| text.text.clone())
        .collect()
}

/// The legal tokens of a text.
pub fn scope_set(text: &str) -> ScopeSet {
    let mut set = ScopeSet::default();
    for (_, token) in pieces(text, Separators::WhiteSpace) {
        // Illegal and surplus tokens are not the fault that is seeded.
        set.insert(token);
    }
    set
}

/// The command line, read rightly.
pub fn command_line(case: &Case) -> Option<Arguments> {
    arguments::read(&case.arguments).ok()
}

/// Takes an option and its value out of the command line.
pub fn remove_option(case: &mut Case, option: &OptionValue) {
    let separate = option.start == 0 && option.argument > 0;
    case.arguments.remove(option.argument);
    if separate {
        case.arguments.remove(option.argument - 1);
    }
}

/// The scopes that the config file alone gives to a server.
pub fn file_scopes(case: &Case, server: &str) -> Vec<String> {
    let config = config::read(case.config_file.as_deref(), &[], server);
    match config
        .ok()
        .and_then(|config| config.scopes)
        .map(|scopes| scopes.value)
    {
        Some(ScopesValue::Text(text)) => vec![text.text],
        Some(ScopesValue::List(texts)) => texts.into_iter().map(|text| text.text).collect(),
        _ => Vec::new(),
    }
}

/// The challenges, read rightly.
pub fn challenges(case: &Case) -> Challenges {
    challenge::read(&case.challenge).unwrap_or_default()
}

/// All field values in one text, as a careless client has them.
pub fn header(case: &Case) -> String {
    let text = |field: &Bytes| String::from_utf8_lossy(&field.0).into_owned();
    case.challenge
        .iter()
        .map(text)
        .collect::<Vec<_>>()
        .join(", ")
}

/// A document read with a general library, the last of repeated members winning.
pub fn json(body: Option<&Bytes>) -> Map<String, Value> {
    let bytes = body.map_or(&[][..], |body| body.0.as_slice());
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// The strings of a list in a document.
pub fn strings(document: &Map<String, Value>, name: &str) -> Vec<String> {
    let elements = document.get(name).and_then(Value::as_array);
    let elements = elements.map_or(&[][..], Vec::as_slice);
    elements
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// A refusal that a conforming client would not give.
pub fn refused(kind: RefusalKind, why: &str) -> Outcome {
    Outcome::Refused(Refusal {
        kind,
        message: why.to_owned(),
    })
}

/// Whether the outcome is a refusal of that kind.
pub fn is_refused(outcome: &Outcome, kind: RefusalKind) -> bool {
    matches!(outcome, Outcome::Refused(refusal) if refusal.kind == kind)
}

/// What the reference sends for a mended case, with `change` made to its members.
pub fn sent_anyway(mended: &Case, change: impl FnOnce(&mut Map<String, Value>)) -> Outcome {
    let mut outcome = Reference.build(mended);
    if let Outcome::Sent(sent) = &mut outcome
        && let Ok(mut members) = serde_json::from_slice(&sent.registration.body)
    {
        change(&mut members);
        sent.registration.body = Value::Object(members).to_string().into_bytes();
    }
    outcome
}

/// The same login started by a call with `scopes`, so that nothing on the command line counts.
pub fn called_with(case: &Case, scopes: &[&str]) -> Case {
    let mut case = case.clone();
    case.arguments.clear();
    case.config_file = None;
    case.scopes = Some(scopes.iter().map(|scope| (*scope).to_owned()).collect());
    case
}

/// Changes what is sent, if anything is.
pub fn changed(mut outcome: Outcome, change: impl FnOnce(&mut Sent)) -> Outcome {
    if let Outcome::Sent(sent) = &mut outcome {
        change(sent);
    }
    outcome
}

/// Changes a document as a general library reads it.
pub fn rewritten(body: &mut Option<Bytes>, change: impl FnOnce(&mut Map<String, Value>)) {
    let mut document = json(body.as_ref());
    if !document.is_empty() {
        change(&mut document);
        *body = Some(Value::Object(document).to_string().into());
    }
}

/// Refuses what a conforming client sends if `fussy` says so.
pub fn refuse_if(case: &Case, outcome: Outcome, fussy: impl FnOnce(&Case) -> bool) -> Outcome {
    match outcome {
        Outcome::Sent(_) if fussy(case) => {
            refused(RefusalKind::ServerMetadata, "the metadata cannot be read")
        }
        other => other,
    }
}

/// The words of the resource metadata's list, as they stand there.
pub fn listed_words(case: &Case) -> Vec<String> {
    let texts = strings(&json(case.resource_metadata.as_ref()), "scopes_supported");
    texts
        .join(" ")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}
