//! The registration request itself: members in the order of their names, printed as JSON (RFC 7591, section 3.1).

use serde_json::{Map, Value, json};

use super::error::{BuildError, ErrorKind};
use super::location::Input;
use super::negotiation::Negotiated;
use super::redirect::ApplicationType;
use super::scope::ScopeSet;

/// One HTTP request, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationRequest {
    /// Always `POST` (DCR-01).
    pub method: &'static str,
    /// The registration endpoint, octet for octet.
    pub url: String,
    /// The fields it needs (DCR-02, DCR-03, DCR-05).
    pub headers: Vec<(&'static str, String)>,
    /// Compact JSON in UTF-8, without byte order mark (JSON-01, JSON-02).
    pub body: String,
}

impl RegistrationRequest {
    /// The client metadata that the body holds.
    pub fn members(&self) -> Map<String, Value> {
        // Nothing but `Body::write` makes bodies, so this one can be read.
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// The client metadata except the scope, printed once for any number of requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The whole object, if there is no scope.
    without_scope: String,
    /// The object up to the opening quote of a scope.
    before_scope: String,
    /// The object from the closing quote of a scope.
    after_scope: String,
}

impl Body {
    /// Prints these members, which lack `scope`.
    pub fn new(members: Map<String, Value>) -> Self {
        let without_scope = Value::Object(members.clone()).to_string();
        let (before, after): (Map<String, Value>, Map<String, Value>) = members
            .into_iter()
            .partition(|(name, _)| name.as_str() < "scope");
        let comma = |members: &Map<String, Value>| if members.is_empty() { "" } else { "," };
        let opening = format!("\"{}", comma(&after));
        let separator = comma(&before);
        let mut before_scope = Value::Object(before).to_string();
        before_scope.pop();
        before_scope.extend([separator, "\"scope\":\""]);
        Body {
            without_scope,
            before_scope,
            after_scope: Value::Object(after).to_string().replacen('{', &opening, 1),
        }
    }

    /// Appends the whole body to `text`. For an empty set there is no member `scope` (SCOPE-03); a scope
    /// value has no character that JSON escapes (SCOPE-02).
    pub fn write(&self, scopes: &ScopeSet, text: &mut String) {
        match scopes.printed() {
            Some(scope) => {
                text.push_str(&self.before_scope);
                text.push_str(scope);
                text.push_str(&self.after_scope);
            }
            None => text.push_str(&self.without_scope),
        }
    }
}

/// What goes into the members.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    pub redirect_uris: &'a [String],
    pub client_name: &'a str,
    pub application_type: ApplicationType,
    pub negotiated: &'a Negotiated,
    /// Checked members that were asked for; they win over what was negotiated.
    pub asked: &'a Map<String, Value>,
}

/// The members of the request except the scope. An empty name is left out (DCR-40).
pub(super) fn members(parts: Parts<'_>) -> Map<String, Value> {
    let mut members = Map::new();
    let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
    set("redirect_uris", json!(parts.redirect_uris));
    set(
        "token_endpoint_auth_method",
        json!(parts.negotiated.auth_method),
    );
    set("grant_types", json!(parts.negotiated.grant_types));
    set("response_types", json!(parts.negotiated.response_types));
    if !parts.client_name.is_empty() {
        set("client_name", json!(parts.client_name));
    }
    set("application_type", json!(parts.application_type.as_str()));
    for (name, value) in parts.asked {
        set(name, value.clone());
    }
    members
}

/// Refuses a token that would not be one Bearer credential, or would end the field it stands in
/// (RFC 6750, section 2.1). It is a secret, so the error does not hold it.
pub(super) fn check_access_token(token: &str) -> Result<(), BuildError> {
    let body = token.trim_end_matches('=');
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    if !body.is_empty() && body.bytes().all(fits) {
        return Ok(());
    }
    let (kind, input) = (ErrorKind::InvalidAccessToken, Input::InitialAccessToken);
    Err(BuildError::new(kind, input, ""))
}

/// The fields of the request; the access token goes nowhere else (DCR-05).
pub(super) fn headers(initial_access_token: Option<&str>) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Content-Type", "application/json".to_owned()),
        ("Accept", "application/json".to_owned()),
    ];
    headers.extend(initial_access_token.map(|token| ("Authorization", format!("Bearer {token}"))));
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_token_that_fits_no_field_is_refused_and_not_shown() {
        for token in ["a", "aZ09-._~+/", "a=", "a=="] {
            assert_eq!(check_access_token(token), Ok(()), "{token}");
        }
        for token in ["", "=", "a b", "a=b", "=a", "a\r\nX: y", "a\"b", "\u{e9}"] {
            let error = check_access_token(token).unwrap_err();
            assert_eq!(
                error.to_string(),
                "initial access token: not a bearer token",
                "{token}"
            );
            assert_eq!(error.kind, ErrorKind::InvalidAccessToken);
        }
    }

    fn negotiated() -> Negotiated {
        Negotiated {
            grant_types: vec!["authorization_code".to_owned()],
            response_types: vec!["code".to_owned()],
            auth_method: "none".to_owned(),
            warnings: Vec::new(),
        }
    }

    fn printed(scope: &str, asked: &Value) -> String {
        printed_as("Caf\u{e9} \"1\"", scope, asked)
    }

    fn printed_as(client_name: &str, scope: &str, asked: &Value) -> String {
        let redirect_uris = ["http://127.0.0.1:3000/callback".to_owned()];
        let members = members(Parts {
            redirect_uris: &redirect_uris,
            client_name,
            application_type: ApplicationType::Native,
            negotiated: &negotiated(),
            asked: asked.as_object().unwrap(),
        });
        let mut scopes = ScopeSet::default();
        for token in scope.split_whitespace() {
            scopes.insert(token);
        }
        let mut body = String::new();
        Body::new(members).write(&scopes, &mut body);
        body
    }

    #[test]
    fn members_are_printed_compactly_in_the_order_of_their_names() {
        assert_eq!(
            printed("a b", &json!({"x": null})),
            "{\"application_type\":\"native\",\"client_name\":\"Caf\u{e9} \\\"1\\\"\",\
             \"grant_types\":[\"authorization_code\"],\
             \"redirect_uris\":[\"http://127.0.0.1:3000/callback\"],\
             \"response_types\":[\"code\"],\"scope\":\"a b\",\
             \"token_endpoint_auth_method\":\"none\",\"x\":null}"
        );
    }

    #[test]
    fn a_scope_stands_first_last_or_alone() {
        let body = |members: &Value| {
            let mut scopes = ScopeSet::default();
            scopes.insert("a");
            let mut text = String::new();
            Body::new(members.as_object().unwrap().clone()).write(&scopes, &mut text);
            text
        };
        assert_eq!(body(&json!({})), r#"{"scope":"a"}"#);
        assert_eq!(body(&json!({"jwks": {}})), r#"{"jwks":{},"scope":"a"}"#);
        assert_eq!(body(&json!({"x": {}})), r#"{"scope":"a","x":{}}"#);
    }

    #[test]
    fn a_body_is_appended_to_what_is_there() {
        let body = Body::new(Map::from_iter([("x".to_owned(), json!(1))]));
        let mut text = "before ".to_owned();
        body.write(&ScopeSet::default(), &mut text);
        assert_eq!(text, "before {\"x\":1}");
    }

    #[test]
    fn an_empty_name_has_no_member() {
        assert!(!printed_as("", "", &json!({})).contains("client_name"));
    }

    #[test]
    fn without_scopes_there_is_no_scope_member() {
        assert!(!printed("", &json!({})).contains("scope"));
    }

    #[test]
    fn what_was_asked_for_wins_over_what_was_negotiated() {
        let body = printed("", &json!({"grant_types": ["authorization_code", "x"]}));
        assert!(body.contains("\"grant_types\":[\"authorization_code\",\"x\"],\"redirect_uris\""));
    }

    #[test]
    fn the_access_token_is_a_bearer_credential() {
        let usual = [
            ("Content-Type", "application/json".to_owned()),
            ("Accept", "application/json".to_owned()),
        ];
        assert_eq!(headers(None), usual);
        let with_token = headers(Some("t"));
        assert_eq!(with_token[..2], usual);
        assert_eq!(with_token[2..], [("Authorization", "Bearer t".to_owned())]);
    }
}
