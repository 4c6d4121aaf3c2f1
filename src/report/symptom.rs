//! What a failure looks like from outside, whichever property saw it and whichever layer it was seen in.
//!
//! Two failures with the same symptom go away with one change in the client. The rule looks at what was
//! expected, at what was sent, and at where its text stands; never at a table of known cases.

use serde_json::Value;

use crate::properties::tokens::is_token;
use crate::vocabulary::{ExpectedAction, Layer, words};

words! {
    /// The kind of difference between what was expected and what was sent.
    Symptom, "symptom" {
        /// Scopes that a user gives do not reach the registration.
        UserScopesLost = "user-scopes-lost",
        /// Scopes that a server names plainly do not reach the registration.
        ServerScopesLost = "server-scopes-lost",
        /// Text of a challenge is taken for what it is not, or a legal spelling is not read.
        ChallengeMisread = "challenge-misread",
        /// Scopes are registered that only the authorization server lists.
        CatalogueTaken = "server-list-taken",
        /// Scopes of one source join or replace those of another that should win.
        LoserTaken = "losing-source-taken",
        /// A member is read that no specification defines.
        UnknownMemberRead = "unknown-member-read",
        /// `offline_access` is registered where the client does not declare it.
        OfflineAccess = "offline-access-by-another-rule",
        /// Characters are registered that no scope token has.
        IllegalCharacters = "illegal-characters-passed-on",
        /// Blanks or empty pieces are registered, or a scope without tokens.
        Blanks = "blanks-passed-on",
        /// A token is registered more than once.
        Repeats = "repeats-passed-on",
        /// Tokens are registered in another order.
        Order = "order-changed",
        /// A document is refused for a hint that says nothing.
        HintsRefused = "useless-hints-refused",
        /// A document at the place of OpenID Connect is refused.
        OpenIdRefused = "openid-document-refused",
        /// Nothing is registered although the inputs are in order.
        NothingSent = "nothing-registered",
        /// A property of its own, not about scopes.
        Own = "own",
    }
}

/// A failure as a report knows it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The property that fails.
    pub property: &'a str,
    /// The layer that should have won.
    pub layer: Option<Layer>,
    /// Whether it rests on the declaration, so that odd spelling is not the reason.
    pub is_declared: bool,
    /// What a conforming client does.
    pub expected: ExpectedAction,
    /// The scopes that it registers.
    pub expected_scope: &'a str,
    /// The member `scope` that was registered.
    pub sent_scope: Option<&'a Value>,
    /// Whether anything was registered.
    pub is_sent: bool,
    /// The scope of the authorization request.
    pub authorized_scope: Option<&'a str>,
    /// The fields of the challenge.
    pub challenge: &'a [String],
    /// The metadata documents with the URLs where they lie; without a URL where that is not known.
    pub documents: &'a [(String, Value)],
}

/// Properties of documents, whose failures say what is not read rather than which scope.
pub const OF_DOCUMENTS: &[&str] = &[
    "what-is-right-is-sent",
    "null-empty-and-ill-typed-hints-are-absent",
    "unknown-members-change-nothing",
    "json-spelling-is-irrelevant",
    "member-order-is-irrelevant",
    "optional-members-are-optional",
];

/// Properties that are about scopes, whatever member or layer their names say.
pub const OF_SCOPES: &[&str] = &[
    "scope-is-present",
    "scope-is-what-the-winning-layer-supplies",
    "scope-is-well-formed",
    "scope-is-never-empty",
    "scope-has-no-repeats",
    "tokens-keep-first-seen-order",
    "case-different-tokens-stay-apart",
    "every-token-has-a-source",
    "nothing-is-invented",
    "registered-scope-covers-authorized",
    "a-person-beats-the-servers",
    "the-challenge-supplies",
    "the-challenge-beats-resource-metadata",
    "resource-metadata-supplies",
    "the-server-catalogue-is-no-source",
    "the-authorization-request-follows-the-servers",
    "offline-access-is-added-by-rule",
    "step-up-is-the-union",
    "illegal-server-tokens-are-dropped",
    "illegal-tokens-of-a-person-are-refused",
    "an-empty-flag-is-refused",
    "nothing-is-cut-off",
    "no-member-is-empty",
    "a-token-makes-the-scope-appear",
    "a-token-prints-the-same-from-every-layer",
    "sending-the-scope-back-changes-nothing",
    "losing-layers-change-nothing",
    "the-catalogue-adds-at-most-offline-access",
    "challenge-spelling-is-irrelevant",
    "other-challenges-change-nothing",
    "other-parameters-change-nothing",
];

/// The one addition that MCP permits.
const OFFLINE_ACCESS: &str = "offline_access";

impl Seen<'_> {
    /// Its symptom.
    pub fn symptom(&self) -> Symptom {
        if OF_DOCUMENTS.contains(&self.property) {
            return self.of_document();
        }
        if !OF_SCOPES.contains(&self.property) {
            return Symptom::Own;
        }
        if !self.is_sent && self.expected == ExpectedAction::Sent {
            return Symptom::NothingSent;
        }
        let sent = self.sent_scope.and_then(Value::as_str);
        if sent.is_some_and(|scope| scope.trim().is_empty()) {
            return Symptom::Blanks;
        }
        match self.property {
            "no-member-is-empty" => return Symptom::Own,
            "scope-has-no-repeats" => return Symptom::Repeats,
            "tokens-keep-first-seen-order" if has_repeats(&pieces(sent)) => {
                return Symptom::Repeats;
            }
            "tokens-keep-first-seen-order" => return Symptom::Order,
            _ => {}
        }
        self.of_tokens(sent)
    }

    fn of_document(&self) -> Symptom {
        let at_openid = |(url, _): &(String, Value)| url.contains("openid-configuration");
        match self.property {
            "unknown-members-change-nothing" => Symptom::UnknownMemberRead,
            "null-empty-and-ill-typed-hints-are-absent" => Symptom::HintsRefused,
            "what-is-right-is-sent" if self.has_useless_hints() => Symptom::HintsRefused,
            "what-is-right-is-sent" if self.documents.iter().any(at_openid) => {
                Symptom::OpenIdRefused
            }
            "what-is-right-is-sent" => Symptom::NothingSent,
            _ => Symptom::Own,
        }
    }

    fn of_tokens(&self, sent: Option<&str>) -> Symptom {
        let wanted: Vec<&str> = self.expected_scope.split_whitespace().collect();
        let sent = pieces(sent);
        let added: Vec<&str> = sent
            .iter()
            .copied()
            .filter(|piece| !wanted.contains(piece))
            .collect();
        let is_lost = wanted.iter().any(|token| !sent.contains(token));
        if added.is_empty() && !is_lost && has_repeats(&sent) {
            return Symptom::Repeats;
        }
        if added
            .iter()
            .any(|piece| self.is_other_text_of_challenge(piece))
        {
            return Symptom::ChallengeMisread;
        }
        if added
            .iter()
            .any(|piece| piece.is_empty() || piece.contains(char::is_whitespace))
        {
            return Symptom::Blanks;
        }
        if added.iter().any(|piece| !is_token(piece)) {
            return Symptom::IllegalCharacters;
        }
        if self.layer == Some(Layer::Challenge) && is_lost {
            return match self.is_declared || self.challenge_is_plain() {
                true => Symptom::ServerScopesLost,
                false => Symptom::ChallengeMisread,
            };
        }
        if self.expected == ExpectedAction::Refused {
            let asked = self.authorized_scope.unwrap_or_default();
            let mut asked = asked.split(' ').filter(|piece| !piece.is_empty());
            let passes = asked.any(|piece| !is_token(piece));
            let of_both = self.property == "registered-scope-covers-authorized";
            return match passes && !of_both {
                true => Symptom::IllegalCharacters,
                false => Symptom::UserScopesLost,
            };
        }
        let of_user = self.layer.is_some_and(Layer::is_of_user);
        if (of_user && is_lost) || self.property == "registered-scope-covers-authorized" {
            return Symptom::UserScopesLost;
        }
        self.of_added(&added, is_lost)
    }

    /// What legal tokens say that are registered beside or in place of the expected ones.
    fn of_added(&self, added: &[&str], is_lost: bool) -> Symptom {
        let mut others = added.iter().filter(|piece| **piece != OFFLINE_ACCESS);
        match others.clone().next() {
            None if is_lost => Symptom::ServerScopesLost,
            None if !added.is_empty() || self.property == "offline-access-is-added-by-rule" => {
                Symptom::OfflineAccess
            }
            None => Symptom::Own,
            Some(_) if others.clone().any(|piece| self.is_listed(piece)) => Symptom::CatalogueTaken,
            Some(_) if others.any(|piece| self.is_of_unknown_member(piece)) => {
                Symptom::UnknownMemberRead
            }
            Some(_) => Symptom::LoserTaken,
        }
    }

    /// Whether the text stands in a challenge and is none of the scopes that the challenge names.
    fn is_other_text_of_challenge(&self, piece: &str) -> bool {
        let text = self.challenge.join(", ");
        let stands_there = text.contains(piece) || text.contains(&piece.replace('\\', ""));
        let scope = scope_of(&text).unwrap_or_default();
        !piece.trim().is_empty()
            && stands_there
            && !scope.split_whitespace().any(|one| one == piece)
    }

    /// Whether there is one Bearer challenge with nothing but a quoted scope, and what leads to metadata.
    fn challenge_is_plain(&self) -> bool {
        let [field] = self.challenge else {
            return false;
        };
        let Some(rest) = field.strip_prefix("Bearer ") else {
            return false;
        };
        let plain = |name: &str| rest.starts_with(&format!("{name}=\"")) && !rest.contains('\\');
        let legal = scope_of(field).is_none_or(|scope| scope.split(' ').all(is_token));
        (plain("scope") || plain("resource_metadata")) && legal && rest.matches('=').count() <= 3
    }

    fn is_listed(&self, piece: &str) -> bool {
        let servers = self
            .documents
            .iter()
            .filter(|(_, document)| document.get("issuer").is_some());
        servers
            .flat_map(|(_, document)| scopes_of(document))
            .any(|one| one == piece)
    }

    fn is_of_unknown_member(&self, piece: &str) -> bool {
        let unknown = ["scope", "scopes", "x_unknown"];
        let members = self
            .documents
            .iter()
            .flat_map(|(_, document)| unknown.iter().filter_map(|name| document.get(name)));
        members
            .into_iter()
            .any(|value| value.to_string().contains(piece))
    }

    /// Whether a document has an optional member that is null or of a wrong type.
    fn has_useless_hints(&self) -> bool {
        const LISTS: &[&str] = &[
            "scopes_supported",
            "bearer_methods_supported",
            "ui_locales_supported",
        ];
        const TEXTS: &[&str] = &[
            "jwks_uri",
            "resource_name",
            "resource_documentation",
            "op_policy_uri",
            "service_documentation",
        ];
        self.documents.iter().any(|(_, document)| {
            let strings = |value: &Value| {
                let elements = value.as_array();
                elements.is_some_and(|elements| elements.iter().all(Value::is_string))
            };
            LISTS
                .iter()
                .filter_map(|name| document.get(name))
                .any(|value| !strings(value))
                || TEXTS
                    .iter()
                    .filter_map(|name| document.get(name))
                    .any(|value| !value.is_string())
        })
    }
}

/// What stands between single spaces.
fn pieces(sent: Option<&str>) -> Vec<&str> {
    sent.map_or_else(Vec::new, |scope| scope.split(' ').collect())
}

fn has_repeats(pieces: &[&str]) -> bool {
    let mut numbered = pieces.iter().enumerate();
    numbered.any(|(index, piece)| pieces[..index].contains(piece))
}

fn scopes_of(document: &Value) -> impl Iterator<Item = &str> {
    let listed = document.get("scopes_supported").and_then(Value::as_array);
    let texts = listed.into_iter().flatten().filter_map(Value::as_str);
    texts.flat_map(str::split_whitespace)
}

/// The quoted `scope` of the Bearer challenge, its escapes taken out, as a careful reader finds it.
fn scope_of(text: &str) -> Option<String> {
    let mut rest = text;
    let mut in_bearer = false;
    let mut word = String::new();
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        match character {
            '"' => {
                let (value, end) = quoted(after);
                let name = word.trim_end().trim_end_matches('=').trim_end();
                if in_bearer && name.eq_ignore_ascii_case("scope") {
                    return Some(value);
                }
                word.clear();
                rest = &after[end..];
                continue;
            }
            ',' => word.clear(),
            ' ' | '\t' if word.eq_ignore_ascii_case("bearer") => {
                in_bearer = true;
                word.clear();
            }
            ' ' | '\t' if word.is_empty() => {}
            other => word.push(other),
        }
        rest = after;
    }
    None
}

/// A quoted text behind its opening quote: what it says, and where what follows begins.
fn quoted(text: &str) -> (String, usize) {
    let mut said = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (said, at + 1),
            '\\' => said.extend(characters.next().map(|(_, escaped)| escaped)),
            other => said.push(other),
        }
    }
    (said, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scope_of_a_challenge_is_that_of_its_bearer() {
        for (text, scope) in [
            ("Bearer scope=\"a b\"", Some("a b")),
            ("bearer realm=\"x, scope=y\", SCOPE = \"a\"", Some("a")),
            (
                "Basic scope=\"no\", Bearer scope=\"yes\\\"\"",
                Some("yes\""),
            ),
            ("Basic realm=\"Bearer scope=\\\"no\\\"\"", None),
            ("Bearer error_description=\"scope=admin", None),
        ] {
            assert_eq!(scope_of(text).as_deref(), scope, "{text}");
        }
    }
}
