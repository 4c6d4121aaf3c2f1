//! What several seeded bugs need: inputs read well or carelessly, and outcomes in place of refusals.

use serde_json::{Map, Value};

use crate::case::{Bytes, Case};
use crate::implementation::Implementation;
use crate::outcome::{Outcome, Refusal, RefusalKind};
use crate::protocol::arguments::{self, Arguments, OptionValue};
use crate::protocol::challenge::{self, Challenges, Parameter};
use crate::protocol::config::{self, ScopesValue};
use crate::protocol::location::LocatedText;
use crate::protocol::scope::{ScopeSet, Separators, pieces};
use crate::protocol::selection::Supplied;
use crate::reference::Reference;
use crate::vocabulary::Layer;

/// The texts that a layer of a user supplies.
pub fn texts_of(supplied: &mut Supplied, layer: Layer) -> Option<&mut Vec<LocatedText>> {
    supplied.of_user.get_mut(&layer)?.as_mut().ok()
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

/// The command line as a conforming client reads it.
pub fn command_line(case: &Case) -> Option<Arguments> {
    arguments::read(&case.arguments).ok()
}

/// Takes overrides out of the command line, those that `lost` finds there.
pub fn lose_overrides(case: &mut Case, lost: impl FnOnce(&Arguments) -> Vec<&OptionValue>) {
    let Some(line) = command_line(case) else {
        return;
    };
    for option in lost(&line).into_iter().rev() {
        let separate = option.start == 0 && option.argument > 0;
        case.arguments.remove(option.argument);
        if separate {
            case.arguments.remove(option.argument - 1);
        }
    }
}

/// The scopes that the config file alone gives to a server.
pub fn file_scopes(case: &Case, server: &str) -> Vec<String> {
    let config = config::read(case.config_file.as_deref(), &[], server);
    let scopes = config.ok().and_then(|config| config.scopes);
    match scopes.map(|scopes| scopes.value) {
        Some(ScopesValue::Text(text)) => vec![text.text],
        Some(ScopesValue::List(texts)) => texts.into_iter().map(|text| text.text).collect(),
        _ => Vec::new(),
    }
}

/// The scopes that the config file gives to the server of the command line.
pub fn own_file_scopes(case: &Case) -> Vec<String> {
    let line = command_line(case);
    line.map_or_else(Vec::new, |line| file_scopes(case, &line.server_name))
}

/// The challenges as a conforming client reads them.
pub fn challenges(case: &Case) -> Challenges {
    challenge::read(&case.challenge).unwrap_or_default()
}

/// The value of a parameter.
pub fn value(parameter: &Parameter) -> String {
    String::from_utf8_lossy(&parameter.value).into_owned()
}

/// Bytes as a careless client has them.
pub fn text<'a>(bytes: impl IntoIterator<Item = &'a Bytes>) -> String {
    let texts = bytes.into_iter().map(|one| String::from_utf8_lossy(&one.0));
    texts.collect::<Vec<_>>().join(", ")
}

/// A document read with a general library, the last of repeated members winning.
pub fn json(body: &Option<Bytes>) -> Map<String, Value> {
    let bytes = body.as_ref().map_or(&[][..], |body| body.0.as_slice());
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    serde_json::from_slice(bytes).unwrap_or_default()
}

/// The strings of a list in a document.
pub fn strings(document: &Map<String, Value>, name: &str) -> Vec<String> {
    let elements = document.get(name).and_then(Value::as_array);
    let texts = elements.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// The text of a member of a document.
pub fn member<'a>(document: &'a Map<String, Value>, name: &str) -> &'a str {
    let text = document.get(name).and_then(Value::as_str);
    text.unwrap_or_default()
}

/// Changes a document as a general library reads it.
pub fn rewrite(body: &mut Option<Bytes>, change: impl FnOnce(&mut Map<String, Value>)) {
    let mut document = json(body);
    if !document.is_empty() {
        change(&mut document);
        *body = Some(Value::Object(document).to_string().into());
    }
}

/// The scopes that the authorization server lists.
pub fn catalogue(case: &Case) -> Vec<String> {
    strings(&json(&case.server_metadata), "scopes_supported")
}

/// The scopes that the resource metadata lists, of whatever type.
pub fn listed(case: &Case) -> Option<Value> {
    json(&case.resource_metadata).remove("scopes_supported")
}

/// The texts of the resource metadata's list.
pub fn listed_texts(case: &Case) -> Vec<String> {
    strings(&json(&case.resource_metadata), "scopes_supported")
}

/// The words of the resource metadata's list, as they stand there.
pub fn listed_words(case: &Case) -> Vec<String> {
    let texts = listed_texts(case).join(" ");
    texts.split_whitespace().map(str::to_owned).collect()
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

/// A case with one change.
pub fn mended(case: &Case, mend: impl FnOnce(&mut Case)) -> Case {
    let mut case = case.clone();
    mend(&mut case);
    case
}

/// What the reference sends for a mended case, with the members of `more` in its body.
pub fn sent_anyway(mended: &Case, more: Value) -> Outcome {
    let mut outcome = Reference.build(mended);
    if let (Outcome::Sent(sent), Value::Object(more)) = (&mut outcome, more)
        && let Ok(Value::Object(mut body)) = serde_json::from_slice(&sent.registration.body)
    {
        body.extend(more);
        sent.registration.body = Value::Object(body).to_string().into_bytes();
    }
    outcome
}

/// The same login started by a call with `scopes`, so that nothing on the command line counts.
pub fn called_with(case: &Case, scopes: &[&str]) -> Case {
    mended(case, |case| {
        case.arguments.clear();
        case.config_file = None;
        case.scopes = Some(scopes.iter().map(|scope| (*scope).to_owned()).collect());
    })
}
