//! The differences that are known: what a library does, and what the standards say about it.

mod urls;

use serde_json::Value;

use super::reasons::{
    FoundAt, counted, differs_in_listed_scopes, found_in, has_unusable_url, is_due_to_own_metadata,
    is_public_https, is_refused_for, member, refused, taken,
};
use super::{Comparison, Difference};

/// The members that OpenID Connect wants besides the issuer, and the end of the document.
macro_rules! provider {
    ($before:literal) => {
        concat!(
            "{",
            $before,
            r#","authorization_endpoint":"https://a.example","token_endpoint":"https://a.example","#,
            r#""jwks_uri":"https://a.example","response_types_supported":["code"],"subject_types_supported":["public"],"#,
            r#""id_token_signing_alg_values_supported":["RS256"]}"#
        )
    };
}

/// The same for rmcp.
macro_rules! server {
    ($before:literal) => {
        concat!(
            "{",
            $before,
            r#","authorization_endpoint":"","token_endpoint":""}"#
        )
    };
}

/// A difference that is known. Its entry stays only as long as its input shows it.
pub struct Agreed {
    /// A slug that says what the library does.
    pub id: &'static str,
    /// The library.
    pub library: &'static str,
    /// What is compared.
    pub comparison: Comparison,
    /// What the library does, in one sentence.
    pub does: &'static str,
    /// What the standards or this project ask for, in one sentence.
    pub right: &'static str,
    /// Where that is written.
    pub requirements: &'static [&'static str],
    /// Whether its maintainers might want to know: a text that the library misreads. Otherwise both
    /// ways can be defended.
    pub is_finding: bool,
    /// The smallest input that shows it.
    pub input: &'static str,
    /// Whether this is why that difference is there.
    applies: fn(&str, &Difference) -> bool,
}

impl Agreed {
    /// Whether this entry explains the difference.
    pub fn speaks_of(&self, comparison: Comparison, input: &str, difference: &Difference) -> bool {
        self.comparison == comparison
            && self.library == difference.library
            && (self.applies)(input, difference)
    }
}

/// Every known difference.
pub const AGREED: &[Agreed] = &[
    Agreed {
        id: "parameter-inside-of-a-quoted-string",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "takes the first `scope=` in the field for the parameter, also inside of a quoted string",
        right: "text in a quoted string has no structure",
        requirements: &["HTTP-10"],
        is_finding: true,
        input: r#"Bearer error_description="scope=admin""#,
        applies: |field, difference| found_in(field, difference, FoundAt::Quoted),
    },
    Agreed {
        id: "end-of-another-name",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "takes the end of another name, as in `x_scope=`, for the parameter",
        right: "names are whole tokens",
        requirements: &["HTTP-19"],
        is_finding: true,
        input: "Bearer x_scope=admin",
        applies: |field, difference| found_in(field, difference, FoundAt::EndOfName),
    },
    Agreed {
        id: "parameter-of-another-challenge",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "takes the parameter of another scheme, or of another Bearer challenge, for that of Bearer",
        right: "a parameter belongs to the challenge in which it stands",
        requirements: &["HTTP-18", "AMB-10"],
        is_finding: true,
        input: "Basic scope=admin",
        applies: |field, difference| found_in(field, difference, FoundAt::OtherChallenge),
    },
    Agreed {
        id: "value-of-a-broken-field",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "takes a parameter from a field, or a part of it, that is not a list of challenges",
        right: "what cannot be read yields no value",
        requirements: &["HTTP-20", "HTTP-03"],
        is_finding: true,
        input: "scope=admin",
        applies: |field, difference| found_in(field, difference, FoundAt::Broken),
    },
    Agreed {
        id: "white-space-around-equals",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "does not see a parameter with white space before its `=`",
        right: "white space around `=` is removed",
        requirements: &["HTTP-07"],
        is_finding: true,
        input: "Bearer scope =a",
        applies: |field, difference| {
            let parameter = counted(field, difference.about);
            parameter.is_some_and(|one| {
                let after = field.as_bytes().get(one.name_span.end);
                matches!(after, Some(b' ' | b'\t' | b'\r' | b'\n' | 0))
            })
        },
    },
    Agreed {
        id: "unquoted-value-ends-early",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "ends an unquoted value at a semicolon, and at white space beyond ASCII",
        right: "an unquoted value goes up to a comma, space or tab",
        requirements: &["HTTP-22"],
        is_finding: false,
        input: "Bearer scope=a;b",
        applies: |field, difference| {
            let parameter = counted(field, difference.about);
            let value = parameter.filter(|one| !one.quoted).map(|one| one.value);
            let text = value.and_then(|value| String::from_utf8(value).ok());
            let ends = |c: char| c == ';' || c.is_whitespace();
            text.is_some_and(|text| text.contains(ends))
        },
    },
    Agreed {
        id: "control-characters-kept",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "keeps CR, LF and NUL in a value; an HTTP library in front lets none through",
        right: "they are refused or read as spaces",
        requirements: &["HTTP-16"],
        is_finding: false,
        input: "Bearer scope=\"a\rb\"",
        applies: |field, _| field.contains(['\r', '\n', '\0']),
    },
    Agreed {
        id: "unusable-metadata-url",
        library: "rmcp",
        comparison: Comparison::Challenge,
        does: "resolves a relative `resource_metadata`, skips one that it may not use, and takes the next",
        right: "the value is taken as it is; what is no absolute https URL is refused afterwards",
        requirements: &["PRM-30", "AMB-09"],
        is_finding: false,
        input: "Bearer resource_metadata=/a",
        applies: |field, difference| {
            let value = counted(field, "resource_metadata").map(|one| one.value);
            let text = value.map(|value| String::from_utf8_lossy(&value).into_owned());
            difference.about == "resource_metadata"
                && text.is_some_and(|text| !is_public_https(&text))
        },
    },
    Agreed {
        id: "endpoints-wanted",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "refuses a document without `authorization_endpoint` or `token_endpoint`",
        right: "to register, neither is needed",
        requirements: &["ASM-05"],
        is_finding: false,
        input: r#"{"issuer":"https://a.example"}"#,
        applies: |document, difference| {
            let is_string =
                |name| member(document, name).is_some_and(|value| value.as_str().is_some());
            refused(difference)
                && !["authorization_endpoint", "token_endpoint"]
                    .into_iter()
                    .all(is_string)
        },
    },
    Agreed {
        id: "hint-of-a-wrong-type",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "refuses the whole document for a member of a wrong type that is only a hint",
        right: "a hint of a wrong type is absent, and the rest counts",
        requirements: &["JSON-15"],
        is_finding: true,
        input: server!(r#""issuer":"https://a.example","scopes_supported":"a""#),
        applies: |document, difference| {
            let hints = [
                "scopes_supported",
                "response_types_supported",
                "code_challenge_methods_supported",
            ];
            let is_list = |value: &Value| {
                let is_string = |one: &Value| one.as_str().is_some();
                value
                    .as_array()
                    .is_some_and(|list| list.iter().all(is_string))
            };
            let is_odd = |name: &str| {
                let value = member(document, name);
                value.is_some_and(|value| !is_list(&value))
            };
            let uri = member(document, "jwks_uri");
            let odd_uri = uri.is_some_and(|value| value.as_str().is_none());
            refused(difference) && (hints.into_iter().any(is_odd) || odd_uri)
        },
    },
    Agreed {
        id: "byte-order-mark",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "refuses a document behind a byte order mark",
        right: "a reader may ignore it",
        requirements: &["JSON-03"],
        is_finding: false,
        input: concat!("\u{feff}", server!(r#""issuer":"https://a.example""#)),
        applies: |document, difference| refused(difference) && document.starts_with('\u{feff}'),
    },
    Agreed {
        id: "huge-number",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "refuses a document with a number beyond what 64 bits hold, in a member that it does not use",
        right: "an unknown member is no reason to refuse",
        requirements: &["ASM-17"],
        is_finding: false,
        input: server!(r#""issuer":"https://a.example","x":1e999"#),
        applies: |document, difference| {
            let error = serde_json::from_str::<serde_json::Value>(document).err();
            refused(difference)
                && error.is_some_and(|error| error.to_string().contains("number out of range"))
        },
    },
    Agreed {
        id: "duplicate-member-taken",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "takes a document in which a member occurs twice, unless its type names that member",
        right: "such a document is refused, because readers disagree on which one counts",
        requirements: &["JSON-05"],
        is_finding: true,
        input: server!(r#""issuer":"https://a.example","x":1,"x":2"#),
        applies: |document, difference| {
            taken(difference) && is_refused_for(document, "DuplicateMember")
        },
    },
    Agreed {
        id: "url-looked-at-later",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "takes any text for `issuer` and `registration_endpoint`, and looks at it later if at all",
        right: "both are https URLs",
        requirements: &["ASM-01", "DCR-04"],
        is_finding: false,
        input: server!(r#""issuer":"a""#),
        applies: |document, difference| taken(difference) && has_unusable_url(document),
    },
    Agreed {
        id: "too-deep",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "takes a document that nests up to 128 deep",
        right: "a limit is the reader's own; here it is 64",
        requirements: &["JSON-11"],
        is_finding: false,
        input: server!(
            r#""issuer":"https://a.example","x":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"#
        ),
        applies: |document, difference| {
            taken(difference) && is_refused_for(document, "LimitExceeded")
        },
    },
    Agreed {
        id: "scopes-not-looked-at",
        library: "rmcp",
        comparison: Comparison::ServerMetadata,
        does: "keeps elements of `scopes_supported` that are no scope tokens, or occur again",
        right: "illegal tokens are left out, elements with spaces are several tokens, repeats are dropped",
        requirements: &["SCOPE-15", "AMB-12"],
        is_finding: false,
        input: server!(r#""issuer":"https://a.example","scopes_supported":["a b"]"#),
        applies: |document, difference| differs_in_listed_scopes(document, difference),
    },
    Agreed {
        id: "issuer-and-endpoint-unchecked",
        library: "openidconnect",
        comparison: Comparison::ServerMetadata,
        does: "takes any URL for `issuer` and `registration_endpoint`, plain http and fragments too",
        right: "both are https URLs without a fragment",
        requirements: &["ASM-01", "DCR-04"],
        is_finding: true,
        input: provider!(r#""issuer":"ftp://a.example""#),
        applies: |document, difference| taken(difference) && has_unusable_url(document),
    },
    Agreed {
        id: "provider-duplicate-member-taken",
        library: "openidconnect",
        comparison: Comparison::ServerMetadata,
        does: "takes a document in which a member occurs twice, unless its type names that member",
        right: "such a document is refused, because readers disagree on which one counts",
        requirements: &["JSON-05"],
        is_finding: true,
        input: provider!(r#""issuer":"https://a.example","x":1,"x":2"#),
        applies: |document, difference| {
            taken(difference) && is_refused_for(document, "DuplicateMember")
        },
    },
    Agreed {
        id: "provider-scopes-not-looked-at",
        library: "openidconnect",
        comparison: Comparison::ServerMetadata,
        does: "keeps elements of `scopes_supported` that are no scope tokens, or occur again",
        right: "illegal tokens are left out, elements with spaces are several tokens, repeats are dropped",
        requirements: &["SCOPE-15", "AMB-12"],
        is_finding: false,
        input: provider!(r#""issuer":"https://a.example","scopes_supported":["a b"]"#),
        applies: |document, difference| differs_in_listed_scopes(document, difference),
    },
    Agreed {
        id: "client-metadata-of-another-form",
        library: "openidconnect",
        comparison: Comparison::Registration,
        does: "refuses the whole request for a member of the client's own that is not of the form that its \
               type has, a key set without `keys` for one",
        right: "what a client sets itself is handed on as it is, if it is of the right type",
        requirements: &["DCR-24"],
        is_finding: false,
        input: concat!(
            "%% scope\na\n%% server-url\nhttps://m.example\n%% issuer\nhttps://a.example\n",
            "%% client-metadata\n{\"jwks\":{\"x\":1}}\n%% server-metadata\n",
            r#"{"issuer":"https://a.example","registration_endpoint":"https://a.example/r","#,
            r#""code_challenge_methods_supported":["S256"]}"#
        ),
        applies: |case, difference| difference.about == "document" && is_due_to_own_metadata(case),
    },
    Agreed {
        id: "provider-too-deep",
        library: "openidconnect",
        comparison: Comparison::ServerMetadata,
        does: "takes a document that nests up to 128 deep",
        right: "a limit is the reader's own; here it is 64",
        requirements: &["JSON-11"],
        is_finding: false,
        input: provider!(
            r#""issuer":"https://a.example","x":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"#
        ),
        applies: |document, difference| {
            taken(difference) && is_refused_for(document, "LimitExceeded")
        },
    },
    urls::CHARACTERS,
    urls::PERCENT,
    urls::HOST,
    urls::DELIMITER,
    urls::NO_HOST,
    urls::UNKNOWN_HOST,
    urls::SLASHES,
    urls::DOTS,
    urls::APOSTROPHE,
    urls::FILE,
];
