//! A case in which everything is right, the places in it where a text can stand, and texts that somebody
//! careless or hostile may put there.

use dcr_check::case::{Bytes, Case};
use serde_json::{Value, json};

/// A login that registers `a` and uses every input.
pub fn right() -> Case {
    let mut case = Case {
        arguments: ["mcp", "login", "s", "--scopes", "a"]
            .map(str::to_owned)
            .into(),
        config_file: Some("[mcp_servers.s]\nscopes = [\"b\"]\n".to_owned()),
        challenge: vec!["Bearer scope=\"c\"".into()],
        resource_metadata: Some(resource_metadata().to_string().into()),
        server_metadata: Some(server_metadata().to_string().into()),
        ..Case::default()
    };
    case.client.server_url = Some("https://mcp.example.com/mcp".to_owned());
    case
}

/// The same without anything from a user: the challenge and the documents decide.
pub fn without_a_user() -> Case {
    Case {
        arguments: Vec::new(),
        config_file: None,
        ..right()
    }
}

pub fn resource_metadata() -> Value {
    json!({
        "resource": "https://mcp.example.com/mcp",
        "authorization_servers": ["https://auth.example.com"],
        "scopes_supported": ["d"],
        "jwks_uri": "https://mcp.example.com/jwks",
        "bearer_methods_supported": ["header"],
        "resource_signing_alg_values_supported": ["ES256"],
        "resource_name": "Example",
        "tls_client_certificate_bound_access_tokens": false,
    })
}

pub fn server_metadata() -> Value {
    json!({
        "issuer": "https://auth.example.com",
        "registration_endpoint": "https://auth.example.com/register",
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["e"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "protected_resources": ["https://mcp.example.com/mcp"],
        "client_id_metadata_document_supported": true,
        "authorization_endpoint": "https://auth.example.com/authorize",
        "token_endpoint": "https://auth.example.com/token",
        "jwks_uri": "https://auth.example.com/jwks",
    })
}

/// A place in a case that takes a text, with what puts one there. Where it takes characters, bytes
/// that are none become U+FFFD.
pub type Position = (&'static str, fn(&mut Case, &[u8]));

pub const POSITIONS: &[Position] = &[
    ("first argument", |case, text| {
        case.arguments[0] = characters(text)
    }),
    ("server name", |case, text| {
        case.arguments[2] = characters(text)
    }),
    ("value of --scopes", |case, text| {
        case.arguments[4] = characters(text);
    }),
    ("joined value of --scopes", |case, text| {
        case.arguments[3] = format!("--scopes={}", characters(text));
        case.arguments.truncate(4);
    }),
    ("override", |case, text| {
        case.arguments.extend(["-c".to_owned(), characters(text)]);
    }),
    ("key of an override", |case, text| {
        case.arguments
            .extend(["-c".to_owned(), format!("{}=1", characters(text))]);
    }),
    ("value of an override", |case, text| {
        case.arguments.truncate(3);
        case.arguments
            .push(format!("-c{SCOPES}{}", characters(text)));
    }),
    ("config file", |case, text| {
        case.config_file = Some(characters(text));
    }),
    ("value in the config file", |case, text| {
        case.config_file = Some(format!("{SCOPES}{}", characters(text)));
        case.arguments.truncate(3);
    }),
    ("string in the config file", |case, text| {
        case.config_file = Some(format!("{SCOPES}\"{}\"", characters(text)));
        case.arguments.truncate(3);
    }),
    ("caller's scopes", |case, text| {
        *case = without_a_user();
        case.scopes = Some(vec![characters(text)]);
    }),
    ("earlier scopes", |case, text| {
        case.previous_scopes = Some(vec![characters(text)]);
    }),
    ("challenge", |case, text| {
        *case = without_a_user();
        case.challenge = vec![Bytes(text.to_vec())];
    }),
    ("quoted scope of the challenge", |case, text| {
        *case = without_a_user();
        case.challenge = vec![Bytes([b"Bearer scope=\"", text, b"\""].concat())];
    }),
    ("bare scope of the challenge", |case, text| {
        *case = without_a_user();
        case.challenge = vec![Bytes([b"Bearer scope=", text].concat())];
    }),
    ("resource_metadata of the challenge", |case, text| {
        let before: &[u8] = b"Bearer resource_metadata=\"";
        case.challenge = vec![Bytes([before, text, b"\""].concat())];
    }),
    ("protected resource metadata", |case, text| {
        case.resource_metadata = Some(Bytes(text.to_vec()));
    }),
    ("resource", |case, text| {
        let bytes = with_string(&resource_metadata(), "resource", text);
        case.resource_metadata = Some(bytes);
    }),
    ("scopes_supported of the resource", |case, text| {
        *case = without_a_user();
        case.challenge.clear();
        let bytes = with_text(&resource_metadata(), "scopes_supported", json!(["@"]), text);
        case.resource_metadata = Some(bytes);
    }),
    ("authorization server metadata", |case, text| {
        case.server_metadata = Some(Bytes(text.to_vec()));
    }),
    ("issuer", |case, text| {
        case.server_metadata = Some(with_string(&server_metadata(), "issuer", text));
    }),
    ("registration_endpoint", |case, text| {
        let bytes = with_string(&server_metadata(), "registration_endpoint", text);
        case.server_metadata = Some(bytes);
    }),
    ("client name", |case, text| {
        case.client.name = characters(text);
    }),
    ("redirect URI", |case, text| {
        case.client.redirect_uris = vec![characters(text)];
    }),
    ("path of a redirect URI", |case, text| {
        case.client.redirect_uris = vec![format!("http://127.0.0.1/{}", characters(text))];
    }),
    ("server URL", |case, text| {
        case.client.server_url = Some(characters(text));
    }),
    ("expected issuer", |case, text| {
        case.client.issuer = Some(characters(text));
    }),
    ("URL of the client's document", |case, text| {
        case.client.client_id_metadata_document = Some(characters(text));
    }),
    ("initial access token", |case, text| {
        case.client.initial_access_token = Some(characters(text));
    }),
    ("name of client metadata", |case, text| {
        case.client.metadata.insert(characters(text), json!("x"));
    }),
    ("value of client metadata", |case, text| {
        let value = Value::from(characters(text));
        case.client.metadata.insert("software_id".to_owned(), value);
    }),
    ("URL in client metadata", |case, text| {
        let value = Value::from(characters(text));
        case.client.metadata.insert("client_uri".to_owned(), value);
    }),
];

const SCOPES: &str = "mcp_servers.s.scopes=";

fn characters(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// The document with `text` as it is between the quotes of that member.
fn with_string(document: &Value, member: &str, text: &[u8]) -> Bytes {
    with_text(document, member, json!("@"), text)
}

/// The document with `value` for that member, and `text` as it is in place of the `@` in there.
fn with_text(document: &Value, member: &str, value: Value, text: &[u8]) -> Bytes {
    let mut document = document.clone();
    document[member] = value;
    let json = document.to_string();
    let (before, after) = json.split_once('@').unwrap();
    Bytes([before.as_bytes(), text, after.as_bytes()].concat())
}

const MEGABYTE: usize = 1_000_000;

/// Every text with its name.
pub fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let scopes: Vec<String> = (0..100_000).map(|number| format!("s{number}")).collect();
    vec![
        ("nothing", Vec::new()),
        ("a byte order mark", "\u{feff}".into()),
        ("a byte order mark and more", "\u{feff}a".into()),
        ("a byte order mark and an object", "\u{feff}{}".into()),
        ("bytes that are not UTF-8", vec![b'a', 0xff, 0xc3, 0x28]),
        ("half a character", vec![b'a', 0xe2, 0x82]),
        ("a surrogate in UTF-8", vec![0xed, 0xa0, 0x80]),
        ("a lone surrogate escape", b"\\ud800".to_vec()),
        (
            "surrogate escapes in wrong order",
            b"\\udc00\\ud800".to_vec(),
        ),
        ("a member twice", br#"{"a":1,"\u0061":2}"#.to_vec()),
        ("a key twice", b"a = 1\na = 2\n".to_vec()),
        ("100,000 arrays", vec![b'['; 100_000]),
        ("100,000 objects", b"{\"a\":".repeat(100_000)),
        ("100,000 inline tables", b"{a=".repeat(30_000)),
        ("100,000 dots", b"a.".repeat(50_000)),
        ("100,000 quotes", vec![b'"'; 100_000]),
        ("100,000 backslashes", vec![b'\\'; 100_000]),
        ("100,000 commas", vec![b','; 100_000]),
        ("100,000 equals signs", vec![b'='; 100_000]),
        ("100,000 percent signs", vec![b'%'; 100_000]),
        ("100,000 slashes", vec![b'/'; 100_000]),
        ("100,000 schemes", b"Bearer a=b, ".repeat(100_000)),
        ("10 MB of letters", vec![b'x'; 10 * MEGABYTE]),
        ("10 MB of white space", vec![b' '; 10 * MEGABYTE]),
        ("10 MB of zero bytes", vec![0; 10 * MEGABYTE]),
        ("1 MB of letters", vec![b'x'; MEGABYTE]),
        ("100,000 scopes", scopes.join(" ").into_bytes()),
        ("a zero byte", b"a\0b".to_vec()),
        ("every control character", (0..0x20).chain([0x7f]).collect()),
        ("a terminal escape", b"\x1b]0;title\x07\x1b[31mred".to_vec()),
        ("a C1 control character", "\u{9b}31m".into()),
        ("line ends", b"a\r\nSet-Cookie: b\r\n\r\nc".to_vec()),
        ("line separators", "a\u{2028}b\u{2029}c\u{85}".into()),
        ("turned writing", "\u{202e}a\u{2066}b\u{200f}".into()),
        (
            "invisible characters",
            "a\u{200b}\u{ad}\u{2060}\u{e0041}".into(),
        ),
        ("escaped characters", br"\u001b\u202e\u0000\n".to_vec()),
        ("Infinity", b"Infinity".to_vec()),
        ("NaN", b"NaN".to_vec()),
        ("inf", b"-inf".to_vec()),
        ("1e999", b"1e999".to_vec()),
        ("400 digits", vec![b'9'; 400]),
        ("a date", b"1979-05-27T07:32:00Z".to_vec()),
        ("null", b"null".to_vec()),
        ("an option", b"--scopes=x".to_vec()),
        ("the end of options", b"--".to_vec()),
        ("a dash", b"-".to_vec()),
        (
            "an IPv6 literal",
            b"https://[::ffff:127.0.0.1%25eth0]:99999/".to_vec(),
        ),
        ("a URL without host", b"https://".to_vec()),
        ("user information", b"https://a:b@@c/".to_vec()),
    ]
}
