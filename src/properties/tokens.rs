//! Tokens that are there and should not be, or should be there and are not: which rule that breaks.
//!
//! The composition of the scenario tells where a text comes from, so nothing is guessed from its looks.

use serde_json::Value;

use crate::case::{Bytes, Case};
use crate::declaration::{Ability, Layer};
use crate::scenario::challenge::{Bearer, Equals, Form, Item, Scheme, ScopeName, Trap};
use crate::scenario::document::{Listed, Style};
use crate::scenario::expectation::Expected;
use crate::scenario::labels::Label;
use crate::scenario::scopes::{Spelled, any_illegal, tokens};
use crate::scenario::visit::Role;
use crate::vocabulary::Revision;

use super::View;
use super::body::Body;
use super::breach::Rule;

/// A token of `%x21 / %x23-5B / %x5D-7E`, at least one character.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| (0x21..=0x7e).contains(&byte) && byte != 0x22 && byte != 0x5c)
}

/// The pieces of the scope that count: all between single spaces but those that may be there.
pub(super) fn judged<'b>(body: &'b Body, expected: &Expected) -> Vec<&'b str> {
    let mut pieces = body.scopes();
    pieces.retain(|piece| {
        let may_be = expected.permitted.iter().any(|one| one == piece);
        !may_be || expected.scopes.iter().any(|one| one == piece)
    });
    pieces
}

/// Whether a server said this text in the case, so that it is the server who is wrong about it.
pub(super) fn servers_said(case: &Case, piece: &str) -> bool {
    let in_field = |field: &Bytes| {
        let latin: String = field.0.iter().map(|octet| char::from(*octet)).collect();
        let text = String::from_utf8_lossy(&field.0);
        [latin.as_str(), &text].iter().any(|text| {
            let unescaped = text
                .replace("\\\\", "\u{0}")
                .replace('\\', "")
                .replace('\u{0}', "\\");
            text.contains(piece) || unescaped.contains(piece)
        })
    };
    let documents = case.resource_metadata.iter().chain(&case.server_metadata);
    let mut values = documents.filter_map(Bytes::json);
    case.challenge.iter().any(in_field) || values.any(|value| says(&value, piece))
}

/// Whether a string in the value holds the text.
fn says(value: &Value, piece: &str) -> bool {
    match value {
        Value::String(text) => text.contains(piece),
        Value::Array(elements) => elements.iter().any(|one| says(one, piece)),
        Value::Object(members) => members.values().any(|one| says(one, piece)),
        _ => false,
    }
}

/// The rule that the whole scope breaks, which differs from what is expected: that of the gravest
/// difference.
pub(super) fn rule_of(view: &View<'_>, body: &Body, expected: &Expected) -> Rule {
    let sent = judged(body, expected);
    let wanted = |piece: &str| expected.scopes.iter().any(|one| one == piece);
    let holds = |rule: &Rule| rule.holds_in(view.case.client.revision);
    let missing = expected.scopes.iter();
    let missing = missing.filter(|token| !sent.contains(&token.as_str()));
    let missing = missing.map(|token| rule_of_missing(view, expected, token));
    let missing: Vec<Rule> = missing.filter(holds).collect();
    let why_unread = missing.iter().any(|rule| *rule != Rule::Declaration);
    let foreign = sent.iter().filter(|piece| !wanted(piece));
    let foreign = foreign.map(|piece| rule_of_foreign(view, expected, piece));
    // What is taken in place of something that is not read is a consequence of that.
    let fallback = |rule: &Rule| {
        let unasked = [
            Rule::Row("MCP-12"),
            Rule::Row("SCOPE-20"),
            Rule::Declaration,
        ];
        why_unread && unasked.contains(rule)
    };
    let foreign = foreign.filter(|rule| holds(rule) && !fallback(rule));
    let rules = foreign.chain(missing.iter().copied());
    rules
        .max_by_key(|rule| rule.gravity())
        .unwrap_or(Rule::Declaration)
}

/// The rule that a piece of the scope breaks that nobody asked for.
pub(super) fn rule_of_foreign(view: &View<'_>, expected: &Expected, piece: &str) -> Rule {
    if piece.is_empty() || piece.contains(char::is_whitespace) {
        return Rule::Row("SCOPE-01");
    }
    if !is_token(piece) {
        return Rule::Row(rule_of_illegal(view, piece));
    }
    if let Some(row) = rule_of_decoy(view, piece) {
        return Rule::Row(row);
    }
    if piece == "offline_access" && !view.declaration.can(Ability::OfflineAccess) {
        return rule_of_unasked(view, piece);
    }
    let sources = || view.scenario.places().into_iter();
    let is_in = |role: Role| sources().any(|(one, texts)| one == role && holds(texts, piece));
    let supplied = Layer::ALL.iter().any(|layer| is_in(Role::Supplied(*layer)));
    if is_in(Role::Catalogue) && !supplied && !is_in(Role::Previous) {
        return rule_of_unasked(view, piece);
    }
    if supplied || is_in(Role::Elsewhere) || is_in(Role::Previous) {
        return Rule::Declaration;
    }
    rule_of_changed(expected, piece)
}

fn holds(texts: &[Spelled], text: &str) -> bool {
    tokens(texts).any(|token| token.text == text)
}

/// Nobody who counts asks for the token: a SHOULD of the authorization request where that has it, else
/// what the client declares about its registration.
fn rule_of_unasked(view: &View<'_>, token: &str) -> Rule {
    let asked = view
        .authorized_scope()
        .is_some_and(|scope| scope.split(' ').any(|one| one == token));
    match asked {
        true => rule_of_least_privilege(view),
        false => Rule::Declaration,
    }
}

/// The rule of an authorization request that asks for more than anyone who counts names.
pub(super) fn rule_of_least_privilege(view: &View<'_>) -> Rule {
    match view.case.client.revision {
        Revision::V2025_03_26 | Revision::V2025_06_18 => Rule::Row("SCOPE-20"),
        _ => Rule::Row("MCP-12"),
    }
}

/// A token with characters that no token has. What a server published so is the server's breach.
pub(super) fn rule_of_illegal(view: &View<'_>, piece: &str) -> &'static str {
    let of_server = view.scenario.places().into_iter().any(|(role, texts)| {
        let of_server = match role {
            Role::Supplied(layer) => !layer.is_of_user(),
            Role::Catalogue => true,
            Role::Elsewhere | Role::Previous => false,
        };
        of_server && holds(texts, piece)
    });
    if of_server { "SCOPE-15" } else { "SCOPE-02" }
}

/// A text that a scenario puts where no scope is: in other parameters, schemes and members.
fn rule_of_decoy(view: &View<'_>, piece: &str) -> Option<&'static str> {
    let part = &view.scenario.challenge;
    let in_trap = |trap: &&Trap| trap.text().contains(piece);
    if let Some(trap) = part.bearers().flat_map(|one| &one.traps).find(in_trap) {
        return Some(rule_of_trap(*trap));
    }
    let in_item = |item: &Item| match (item, piece) {
        (Item::Basic, "basic") => Some("HTTP-10"),
        (Item::OtherSchemeWithScope, Item::OTHER_SCOPE) => {
            let beside = part.bearers().any(|bearer| bearer.scope.is_some());
            Some(if beside { "HTTP-18" } else { "HOUSE-13" })
        }
        _ => None,
    };
    if let Some(row) = part.items.iter().find_map(|(_, item)| in_item(item)) {
        return Some(row);
    }
    let repeated = |bearer: &Bearer| bearer.scope.as_ref().is_some_and(|scope| scope.repeated);
    if piece == "second" && part.bearers().any(repeated) {
        return Some("HOUSE-13");
    }
    if part.unterminated && ["open", "scope=open"].contains(&piece) {
        return Some("HTTP-20");
    }
    let unknown = |style: Option<&Style>| style.is_some_and(|style| style.unknown);
    if ["nested", "member", "plural"].contains(&piece) {
        if unknown(view.scenario.resource.as_ref().map(|part| &part.style)) {
            return Some("PRM-18");
        }
        if unknown(view.scenario.server.as_ref().map(|part| &part.style)) {
            return Some("HOUSE-06");
        }
    }
    let hint = |listed: Option<&Listed>| match listed {
        Some(Listed::WithNumber(texts)) => holds(texts, piece),
        Some(Listed::OneString(text)) => holds(std::slice::from_ref(text), piece),
        Some(Listed::Object) => piece == "admin",
        _ => false,
    };
    let listed = [
        view.scenario.resource.as_ref().map(|part| &part.scopes),
        view.scenario.server.as_ref().map(|part| &part.scopes),
    ];
    listed.into_iter().any(hint).then_some("JSON-15")
}

/// The rule that a reader breaks that takes this parameter for the scope.
pub(super) fn rule_of_trap(trap: Trap) -> &'static str {
    match trap {
        Trap::Description | Trap::Realm | Trap::Commas => "HTTP-10",
        Trap::Suffix | Trap::Prefix => "HTTP-19",
        Trap::ObsText => "HTTP-11",
    }
}

/// A token that looks like an expected one after somebody worked on it.
fn rule_of_changed(expected: &Expected, piece: &str) -> Rule {
    let of_server = expected.layer.is_some_and(|layer| !layer.is_of_user());
    let scopes = || expected.scopes.iter();
    if scopes().any(|one| one == piece) {
        return Rule::Declaration;
    }
    if scopes().any(|one| one.eq_ignore_ascii_case(piece)) {
        return Rule::Row("SCOPE-04");
    }
    let joined = |separator: char| {
        let mut pieces = piece.split(separator);
        piece.contains(separator) && pieces.all(|part| scopes().any(|one| one == part))
    };
    if [',', '+', ';', '|', '&'].into_iter().any(joined) {
        return Rule::Row("SCOPE-09");
    }
    if of_server && scopes().any(|one| one.contains([',', ';', '|', '&']) && one.contains(piece)) {
        return Rule::Row("SCOPE-09");
    }
    let plain = |text: &str| text.trim_end_matches('/').replace("%20", "").to_lowercase();
    if of_server && scopes().any(|one| plain(one) == plain(piece)) {
        return Rule::Row("SCOPE-10");
    }
    Rule::Declaration
}

/// The rule that is broken where this token of the winning layer is not sent.
pub(super) fn rule_of_missing(view: &View<'_>, expected: &Expected, token: &str) -> Rule {
    if view.scenario.client.previous.is_some() {
        let asked = |scope: &str| scope.split(' ').any(|one| one == token);
        return match view.authorized_scope() {
            Some(scope) if !asked(scope) && view.declaration.can(Ability::StepUp) => {
                Rule::Row("MCP-16")
            }
            _ => Rule::Declaration,
        };
    }
    let row = expected.layer.and_then(|layer| rule_of_unread(view, layer));
    row.map_or(Rule::Declaration, Rule::Row)
}

/// What is legal and unusual about what a server's layer says, if something is: the rule that says how to
/// read it.
pub(super) fn rule_of_unread(view: &View<'_>, layer: Layer) -> Option<&'static str> {
    if let Some(row) = rule_of_useless_hints(view) {
        return Some(row);
    }
    match layer {
        Layer::Challenge => rule_of_spelling(view),
        Layer::ResourceMetadata => view.scenario.resource.as_ref().and_then(|part| {
            let texts = match &part.scopes {
                Listed::Texts(texts) => texts.as_slice(),
                _ => &[],
            };
            rule_of_style(&part.style, true).or_else(|| rule_of_neighbours(texts))
        }),
        _ => None,
    }
}

/// What is legal and unusual in the challenges, if something is: the rule that says how to read it.
fn rule_of_spelling(view: &View<'_>) -> Option<&'static str> {
    let part = &view.scenario.challenge;
    let bearer = part.bearer()?;
    let scope = bearer.scope.as_ref()?;
    if let Some(row) = rule_of_neighbours(std::slice::from_ref(&scope.value)) {
        return Some(row);
    }
    // What is ambiguous may be the reason just as well.
    if scope.value.is_untidy() || scope.repeated {
        return Some("HOUSE-13");
    }
    let position = part
        .items
        .iter()
        .position(|(_, item)| matches!(item, Item::Bearer(_)));
    let before = part.items.get(..position?).unwrap_or_default();
    let has = |wanted: &Item| before.iter().any(|(_, item)| item == wanted);
    let (starts, _) = part.items.get(position?)?;
    [
        (part.unterminated, "HTTP-20"),
        (scope.equals != Equals::Bare, "HTTP-07"),
        (scope.name != ScopeName::Lower, "HTTP-05"),
        (bearer.scheme != Scheme::Capitalised, "HTTP-04"),
        (scope.form == Form::Escaped, "HTTP-09"),
        (scope.form == Form::Token, "HTTP-08"),
        (part.padded, "HTTP-17"),
        (has(&Item::Empty), "HTTP-13"),
        (has(&Item::Negotiate), "HTTP-12"),
        (!before.is_empty() && *starts, "HTTP-02"),
        (!before.is_empty(), "HTTP-03"),
    ]
    .into_iter()
    .find_map(|(is_so, row)| is_so.then_some(row))
    .or_else(|| bearer.traps.first().map(|trap| rule_of_trap(*trap)))
}

/// What is legal and unusual in a document, useless hints aside, if something is.
fn rule_of_style(style: &Style, of_resource: bool) -> Option<&'static str> {
    // What only the house asks to cope with comes first: it may be the reason just as well.
    [
        (style.byte_order_mark, "HOUSE-07"),
        (style.unknown && !of_resource, "HOUSE-06"),
        (style.escaped || style.spaced, "JSON-17"),
        (style.rotation > 0, "JSON-10"),
        (style.unknown, "PRM-18"),
    ]
    .into_iter()
    .find_map(|(is_so, row)| is_so.then_some(row))
}

/// A server's illegal token beside legal ones: that these count all the same is a house rule.
fn rule_of_neighbours(texts: &[Spelled]) -> Option<&'static str> {
    any_illegal(texts).then_some("SCOPE-15")
}

/// The rule that somebody breaks who does not go on with these documents: that of what is unusual about
/// them, and that they are in order where nothing is.
pub(super) fn rule_of_documents(view: &View<'_>) -> Rule {
    if let Some(row) = rule_of_useless_hints(view) {
        return Rule::Row(row);
    }
    if view.scenario.labels().contains(&Label::IllegalToken) {
        return Rule::Row("SCOPE-15");
    }
    let row = view
        .scenario
        .resource
        .as_ref()
        .and_then(|part| rule_of_style(&part.style, true));
    let row = row.or_else(|| {
        let server = view.scenario.server.as_ref();
        server.and_then(|part| rule_of_style(&part.style, false))
    });
    row.map_or(Rule::Declaration, Rule::Row)
}

/// A hint that is null, empty or of a wrong type, in either document: that it counts as absent is a house
/// rule.
fn rule_of_useless_hints(view: &View<'_>) -> Option<&'static str> {
    let resource = view.scenario.resource.as_ref();
    let server = view.scenario.server.as_ref();
    let ill_typed = resource
        .is_some_and(|part| part.scopes.is_ill_typed() || part.style.wrong_types)
        || server.is_some_and(|part| {
            part.scopes.is_ill_typed() || part.has_ill_typed_list() || part.style.wrong_types
        });
    let nulls = resource.is_some_and(|part| part.scopes == Listed::Null || part.style.nulls)
        || server.is_some_and(|part| {
            part.scopes == Listed::Null || part.has_empty_list() || part.style.nulls
        });
    match (ill_typed, nulls) {
        (true, _) => Some("JSON-15"),
        (_, true) => Some("JSON-14"),
        _ => None,
    }
}
