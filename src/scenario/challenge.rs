//! What the response that started the login says in its WWW-Authenticate fields.

use serde::{Deserialize, Serialize};

use super::choices::choices;
use super::json::parts;
use super::scopes::{Separators, Spelled, distinct};

parts! {
    /// The challenges in order.
    pub struct ChallengePart {
        /// Each challenge, and whether it starts a new field.
        pub items: Vec<(bool, Item)>,
        /// The last field ends in a quoted string that is never closed (HTTP-20).
        pub unterminated: bool,
        /// White space stands around every field value (HTTP-17).
        pub padded: bool,
    }
}

/// One element of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A Bearer challenge.
    Bearer(Bearer),
    /// `Basic`, with a realm that looks like a Bearer challenge.
    Basic,
    /// Another scheme with a `scope` of its own (HTTP-18).
    OtherSchemeWithScope,
    /// A scheme in token68 form (HTTP-12).
    Negotiate,
    /// Nothing between two commas (HTTP-13).
    Empty,
}

impl Item {
    /// The scope of [`Item::OtherSchemeWithScope`], whose scheme is made up: DPoP, for one, may have one.
    pub const OTHER_SCOPE: &str = "example";
}

parts! {
    /// A Bearer challenge.
    pub struct Bearer {
        /// How the scheme is written.
        pub scheme: Scheme,
        /// `scope`.
        pub scope: Option<ScopeParameter>,
        /// `resource_metadata`.
        pub resource_metadata: Option<MetadataUrl>,
        /// `error`.
        pub error: Option<ErrorCode>,
        /// Parameters that must not be mistaken for the scope.
        pub traps: Vec<Trap>,
        /// By how many places the parameters are rotated.
        pub rotation: usize,
    }

    /// The `scope` parameter.
    pub struct ScopeParameter {
        /// The value.
        pub value: Spelled,
        /// How the name is written.
        pub name: ScopeName,
        /// How the value is written.
        pub form: Form,
        /// What stands between name and value.
        pub equals: Equals,
        /// A second `scope` parameter follows, which does not count (BEAR-05).
        pub repeated: bool,
    }
}

choices! {
    /// The scheme `Bearer` in its letter cases.
    Scheme {
        /// As RFC 6750 writes it.
        Capitalised => "Bearer",
        /// In small letters.
        Lower => "bearer",
        /// In capitals.
        Upper => "BEARER",
    }
    /// The name `scope` in its letter cases.
    ScopeName {
        /// As RFC 6750 writes it.
        Lower => "scope",
        /// In capitals.
        Upper => "SCOPE",
        /// With a capital.
        Capitalised => "Scope",
    }
    /// The white space around `=`.
    Equals {
        /// None.
        Bare => "=",
        /// A space on either side.
        Spaced => " = ",
        /// A tab before it.
        TabBefore => "\t=",
        /// A space after it.
        SpaceAfter => "= ",
    }
    /// How a parameter's value is written.
    Form {
        /// `"…"`.
        Quoted,
        /// `"…"` with a backslash before every character (HTTP-09).
        Escaped,
        /// Without quotes, where the value is one token without comma (HTTP-08, HTTP-22).
        Token,
    }
    /// A parameter that a careless reader takes for `scope`.
    Trap {
        /// `error_description` says `scope=admin`.
        Description => "error_description=\"need scope=admin and scope=\\\"root\\\"\"",
        /// `realm` holds a whole Bearer challenge with escaped quotes.
        Realm => "realm=\"Bearer scope=\\\"trap\\\", x\"",
        /// A name that ends in `scope`.
        Suffix => "x_scope=\"bad\"",
        /// A name that starts with `scope`.
        Prefix => "scope_hint=\"hint\"",
        /// A value with commas and an equals sign.
        Commas => "error_uri=\"https://e.example/?a=1,scope=comma,b\"",
        /// A value with bytes outside ASCII (HTTP-11).
        ObsText => "title=\"caf\u{e9}\"",
    }
    /// What `resource_metadata` says.
    MetadataUrl {
        /// A usable URL.
        Usable => CHALLENGED_METADATA_URL,
        /// A relative one (PRM-30).
        Relative => "/.well-known/oauth-protected-resource",
        /// One of a link-local host over plain http (SEC-01).
        Unsafe => "http://169.254.169.254/latest/meta-data/",
    }
    /// What `error` says, as a parameter.
    ErrorCode {
        /// `insufficient_scope`.
        InsufficientScope => "error=\"insufficient_scope\"",
        /// `invalid_token`.
        InvalidToken => "error=invalid_token",
    }
}

/// A URL that no deployment derives by itself.
pub const CHALLENGED_METADATA_URL: &str = "https://metadata.example.net/resource?of=mcp";

/// The octets of a field value: each character up to U+00FF is one octet (ISO 8859-1), so that some values
/// are not UTF-8.
fn octets(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for character in text.chars() {
        match u8::try_from(u32::from(character)) {
            Ok(octet) => out.push(octet),
            Err(_) => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out
}

fn quoted(value: &str, form: Form) -> String {
    let mut out = String::from("\"");
    for character in value.chars() {
        if form == Form::Escaped || matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
    out
}

impl From<Spelled> for ScopeParameter {
    fn from(value: Spelled) -> Self {
        ScopeParameter {
            value,
            ..ScopeParameter::default()
        }
    }
}

impl From<ScopeParameter> for Bearer {
    fn from(scope: ScopeParameter) -> Self {
        Bearer {
            scope: Some(scope),
            ..Bearer::default()
        }
    }
}

impl From<Vec<Item>> for ChallengePart {
    /// Each in a field of its own.
    fn from(items: Vec<Item>) -> Self {
        ChallengePart {
            items: items.into_iter().map(|item| (true, item)).collect(),
            ..ChallengePart::default()
        }
    }
}

impl ScopeParameter {
    fn parameters(&self) -> Vec<String> {
        let (name, equals) = (self.name.text(), self.equals.text());
        let value = self.value.text(Separators::WhiteSpace);
        let is_one_word = !value.is_empty()
            && value.is_ascii()
            && !value.contains([',', ' ', '\t', '"', '\\', '=']);
        let written = if self.form == Form::Token && is_one_word {
            value
        } else {
            quoted(&value, self.form)
        };
        let mut parameters = vec![format!("{name}{equals}{written}")];
        if self.repeated {
            parameters.push("scope=\"second\"".to_owned());
        }
        parameters
    }
}

impl Bearer {
    fn text(&self) -> String {
        let scheme = self.scheme.text();
        let mut parameters: Vec<Vec<String>> = Vec::new();
        parameters.extend(self.scope.iter().map(ScopeParameter::parameters));
        let url = self.resource_metadata.map(MetadataUrl::text);
        parameters.extend(url.map(|url| vec![format!("resource_metadata=\"{url}\"")]));
        parameters.extend(self.error.map(|error| vec![error.text().to_owned()]));
        let traps = self.traps.iter();
        parameters.extend(traps.map(|trap| vec![trap.text().to_owned()]));
        if !parameters.is_empty() {
            let by = self.rotation % parameters.len();
            parameters.rotate_left(by);
        }
        let parameters = parameters.concat().join(", ");
        if parameters.is_empty() {
            scheme.to_owned()
        } else {
            format!("{scheme} {parameters}")
        }
    }
}

impl ChallengePart {
    /// The field values.
    pub fn fields(&self) -> Vec<Vec<u8>> {
        let mut fields: Vec<String> = Vec::new();
        for (starts_field, item) in &self.items {
            let text = match item {
                Item::Bearer(bearer) => bearer.text(),
                Item::Basic => "Basic realm=\"Bearer scope=\\\"basic\\\"\"".to_owned(),
                Item::OtherSchemeWithScope => {
                    format!("Example algs=\"ES256\", scope=\"{}\"", Item::OTHER_SCOPE)
                }
                Item::Negotiate => "Negotiate YIIscope==".to_owned(),
                Item::Empty => String::new(),
            };
            match fields.last_mut() {
                Some(field) if !starts_field => {
                    field.push_str(", ");
                    field.push_str(&text);
                }
                _ => fields.push(text),
            }
        }
        if self.unterminated
            && let Some(field) = fields.last_mut()
        {
            field.push_str(", error_description=\"never closed, scope=open");
        }
        let padded = |field: String| {
            if self.padded {
                format!(" \t{field} ")
            } else {
                field
            }
        };
        fields
            .into_iter()
            .map(|field| octets(&padded(field)))
            .collect()
    }

    /// The Bearer challenges, to be changed.
    pub fn bearers_mut(&mut self) -> impl Iterator<Item = &mut Bearer> {
        self.items.iter_mut().filter_map(|(_, item)| match item {
            Item::Bearer(bearer) => Some(bearer),
            _ => None,
        })
    }

    /// The Bearer challenges.
    pub fn bearers(&self) -> impl Iterator<Item = &Bearer> {
        self.items.iter().filter_map(|(_, item)| match item {
            Item::Bearer(bearer) => Some(bearer),
            _ => None,
        })
    }

    /// The Bearer challenge that counts: the first with `resource_metadata`, else the first with
    /// `scope`, else the first (AMB-10).
    pub fn bearer(&self) -> Option<&Bearer> {
        self.bearers()
            .find(|bearer| bearer.resource_metadata.is_some())
            .or_else(|| self.bearers().find(|bearer| bearer.scope.is_some()))
            .or_else(|| self.bearers().next())
    }

    /// The scopes it asks for: distinct, legal ones (SCOPE-15).
    pub fn scopes(&self) -> Vec<String> {
        let scope = self.bearer().and_then(|bearer| bearer.scope.as_ref());
        scope.map_or_else(Vec::new, |scope| {
            distinct(std::slice::from_ref(&scope.value))
        })
    }

    /// Whether it says that the scopes so far are not enough.
    pub fn says_insufficient_scope(&self) -> bool {
        self.bearer()
            .is_some_and(|bearer| bearer.error == Some(ErrorCode::InsufficientScope))
    }

    /// Where it says that the metadata is, if that URL may be followed.
    pub fn metadata_url(&self) -> Option<&'static str> {
        let named = self.bearer().and_then(|bearer| bearer.resource_metadata);
        (named == Some(MetadataUrl::Usable)).then_some(CHALLENGED_METADATA_URL)
    }
}
