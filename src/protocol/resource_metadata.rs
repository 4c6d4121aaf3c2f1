//! Protected resource metadata (RFC 9728): which resource, which authorization servers, which scopes.

use std::borrow::Cow;

use super::error::{BuildError, ErrorKind, InputLocation};
use super::json::{self, Object, Value};
use super::leniency::{Leniencies, Leniency};
use super::metadata::{list, located, tolerant_scopes};
use super::scope::ScopeSet;
use super::uri;
use super::warning::{Warning, WarningKind};

/// What the document says, as far as it bears on a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceMetadata {
    /// The resource identifier, octet for octet.
    pub resource: String,
    /// The issuers in the order of the document; not yet checked.
    pub authorization_servers: Vec<String>,
    /// The legal tokens of `scopes_supported`.
    pub scopes_supported: ScopeSet,
}

const PLACE: InputLocation = InputLocation::ResourceMetadata;

/// Reads the document and compares its `resource` with `expected`, code point by code point
/// (PRM-01, PRM-02, PRM-20 to PRM-23).
///
/// # Errors
/// Not one JSON object, a missing, unusable or other `resource`, or `authorization_servers` that is
/// not a list of strings: then nothing of the document is used (PRM-22, JSON-15).
pub fn read(
    bytes: &[u8],
    expected: Option<&str>,
    leniencies: &Leniencies,
    warnings: &mut Vec<Warning>,
) -> Result<ResourceMetadata, BuildError> {
    let document = json::read_object(bytes, PLACE)?;
    let document = document.object();
    let resource = identifier(document, expected, leniencies, warnings)?;
    let authorization_servers = authorization_servers(document)?;
    warn_of_unsigned_algorithm(document, warnings);
    let listed = list(document, "scopes_supported", &PLACE, warnings).unwrap_or_default();
    let scopes_supported = tolerant_scopes(listed, &PLACE, warnings)?;
    Ok(ResourceMetadata {
        resource,
        authorization_servers,
        scopes_supported,
    })
}

/// The checked `resource` member.
fn identifier(
    document: Object<'_>,
    expected: Option<&str>,
    leniencies: &Leniencies,
    warnings: &mut Vec<Warning>,
) -> Result<String, BuildError> {
    let value = document
        .present("resource")
        .ok_or_else(|| BuildError::new(ErrorKind::MissingResource, PLACE, "", None))?;
    let span = Some(value.span());
    let Some(resource) = value.as_str() else {
        return Err(BuildError::new(
            ErrorKind::WrongType,
            PLACE,
            "resource",
            span,
        ));
    };
    uri::resource_identifier(&resource, PLACE).map_err(|error| located(error, value))?;
    match expected {
        None => {
            let kind = WarningKind::ResourceNotChecked;
            warnings.push(Warning::new(kind, PLACE, &resource, span));
        }
        Some(expected) if expected == resource => {}
        Some(expected)
            if leniencies.allows(Leniency::ResourcePrefix)
                && uri::same_or_parent(&resource, expected) =>
        {
            let switch = Leniency::ResourcePrefix.name();
            warnings.push(Warning::new(WarningKind::LenienceUsed, PLACE, switch, span));
        }
        Some(_) => {
            let kind = ErrorKind::ResourceMismatch;
            return Err(BuildError::new(kind, PLACE, &resource, span));
        }
    }
    Ok(resource.into_owned())
}

/// The issuers; none for an absent, null or empty list.
fn authorization_servers(document: Object<'_>) -> Result<Vec<String>, BuildError> {
    let Some(value) = document.present("authorization_servers") else {
        return Ok(Vec::new());
    };
    let wrong = |span| {
        let piece = "authorization_servers";
        BuildError::new(ErrorKind::WrongType, PLACE, piece, Some(span))
    };
    let servers = value.as_array().ok_or_else(|| wrong(value.span()))?;
    let text = |element: Value<'_>| {
        let text = element.as_str().map(Cow::into_owned);
        text.ok_or_else(|| wrong(element.span()))
    };
    servers.elements().map(text).collect()
}

/// `none` is no signing algorithm (PRM-07); it does not bear on the registration.
fn warn_of_unsigned_algorithm(document: Object<'_>, warnings: &mut Vec<Warning>) {
    let name = "resource_signing_alg_values_supported";
    for (algorithm, span) in list(document, name, &PLACE, warnings).unwrap_or_default() {
        if algorithm == "none" {
            let kind = WarningKind::SigningAlgorithmNone;
            warnings.push(Warning::new(kind, PLACE, &algorithm, Some(span)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPECTED: &str = "https://mcp.example.com/mcp";

    fn with(members: &str) -> (Result<ResourceMetadata, BuildError>, Vec<Warning>) {
        let body = format!("{{\"resource\":\"{EXPECTED}\"{members}}}");
        read_with(&body, Some(EXPECTED), &[])
    }

    fn read_with(
        body: &str,
        expected: Option<&str>,
        switches: &[Leniency],
    ) -> (Result<ResourceMetadata, BuildError>, Vec<Warning>) {
        let mut warnings = Vec::new();
        let leniencies = switches.iter().copied().collect();
        let read = read(body.as_bytes(), expected, &leniencies, &mut warnings);
        (read, warnings)
    }

    fn kind(result: Result<ResourceMetadata, BuildError>) -> ErrorKind {
        result.unwrap_err().kind
    }

    fn kinds(warnings: &[Warning]) -> Vec<WarningKind> {
        warnings.iter().map(|warning| warning.kind).collect()
    }

    #[test]
    fn servers_and_scopes_are_read_in_order() {
        let (read, warnings) = with(
            r#","authorization_servers":["https://b.example","https://a.example"],"scopes_supported":["w","r"]"#,
        );
        let read = read.unwrap();
        assert_eq!(read.resource, EXPECTED);
        assert_eq!(
            read.authorization_servers,
            ["https://b.example", "https://a.example"]
        );
        assert_eq!(read.scopes_supported.printed(), Some("w r"));
        assert_eq!(warnings, []);
    }

    #[test]
    fn hints_of_another_type_are_absent_with_a_warning() {
        for scopes in ["\"a b\"", "[\"a\",1]", "{}", "5", "true"] {
            let (read, warnings) = with(&format!(",\"scopes_supported\":{scopes}"));
            assert!(read.unwrap().scopes_supported.is_empty(), "{scopes}");
            assert_eq!(kinds(&warnings), [WarningKind::WrongTypeIgnored]);
            assert_eq!(warnings[0].piece, "scopes_supported");
            assert_eq!(warnings[0].span, Some(61..61 + scopes.len()));
        }
    }

    #[test]
    fn null_and_empty_lists_are_absent_without_a_warning() {
        for value in ["null", "[]"] {
            let members =
                format!(",\"scopes_supported\":{value},\"authorization_servers\":{value}");
            let (read, warnings) = with(&members);
            let read = read.unwrap();
            assert!(read.scopes_supported.is_empty());
            assert!(read.authorization_servers.is_empty());
            assert_eq!(warnings, []);
        }
    }

    #[test]
    fn odd_scope_elements_are_split_cleaned_and_reported() {
        let (read, warnings) = with(r#","scopes_supported":["read  write","read","l\u00e9s"]"#);
        assert_eq!(read.unwrap().scopes_supported.printed(), Some("read write"));
        assert_eq!(
            kinds(&warnings),
            [
                WarningKind::RepeatedTokenDropped,
                WarningKind::IllegalTokenDropped
            ]
        );
        assert_eq!(warnings[1].piece, "l\u{e9}s");
        assert_eq!(warnings[0].span, Some(76..82));
    }

    #[test]
    fn too_many_scopes_are_an_error() {
        let scopes: Vec<String> = (0..=super::super::limits::SCOPE_TOKENS)
            .map(|number| format!("\"s{number}\""))
            .collect();
        let (read, _) = with(&format!(",\"scopes_supported\":[{}]", scopes.join(",")));
        assert_eq!(kind(read), ErrorKind::LimitExceeded);
    }

    #[test]
    fn the_resource_must_be_there_and_be_a_string() {
        let missing = |body| kind(read_with(body, Some(EXPECTED), &[]).0);
        assert_eq!(missing("{}"), ErrorKind::MissingResource);
        assert_eq!(missing(r#"{"resource":null}"#), ErrorKind::MissingResource);
        let error = read_with(r#"{"resource":[]}"#, None, &[]).0.unwrap_err();
        assert_eq!(
            (error.kind, error.span),
            (ErrorKind::WrongType, Some(12..14))
        );
        assert_eq!(error.piece, "resource");
    }

    #[test]
    fn an_unusable_resource_is_an_error_even_where_it_is_expected() {
        let body = r#"{"resource":"https://mcp.example.com#f"}"#;
        let (read, _) = read_with(body, Some("https://mcp.example.com#f"), &[]);
        assert_eq!(kind(read), ErrorKind::FragmentNotAllowed);
    }

    #[test]
    fn another_resource_is_refused_and_marked() {
        let body = r#"{"resource":"https://evil.example/mcp"}"#;
        let error = read_with(body, Some(EXPECTED), &[]).0.unwrap_err();
        assert_eq!(error.kind, ErrorKind::ResourceMismatch);
        assert_eq!(error.span, Some(12..38));
        assert_eq!(error.piece, "https://evil.example/mcp");
    }

    #[test]
    fn a_parent_resource_passes_only_with_the_switch() {
        let body = r#"{"resource":"https://mcp.example.com"}"#;
        let (read, _) = read_with(body, Some(EXPECTED), &[]);
        assert_eq!(kind(read), ErrorKind::ResourceMismatch);
        let (read, warnings) = read_with(body, Some(EXPECTED), &[Leniency::ResourcePrefix]);
        assert_eq!(read.unwrap().resource, "https://mcp.example.com");
        assert_eq!(warnings[0].kind, WarningKind::LenienceUsed);
        assert_eq!(warnings[0].piece, "resource-prefix");
        let (read, _) = read_with(
            r#"{"resource":"https://other.example"}"#,
            Some(EXPECTED),
            &[Leniency::ResourcePrefix],
        );
        assert_eq!(kind(read), ErrorKind::ResourceMismatch);
    }

    #[test]
    fn without_an_expectation_the_comparison_is_reported_as_left_out() {
        let (read, warnings) = read_with(r#"{"resource":"https://a.example"}"#, None, &[]);
        assert_eq!(read.unwrap().resource, "https://a.example");
        assert_eq!(kinds(&warnings), [WarningKind::ResourceNotChecked]);
    }

    #[test]
    fn authorization_servers_of_another_type_make_the_document_unusable() {
        for (value, span) in [
            ("\"https://a.example\"", 66..85),
            ("[\"https://a.example\",1]", 87..88),
        ] {
            let (read, _) = with(&format!(",\"authorization_servers\":{value}"));
            let error = read.unwrap_err();
            assert_eq!(error.kind, ErrorKind::WrongType);
            assert_eq!(error.piece, "authorization_servers");
            assert_eq!(error.span, Some(span));
        }
    }

    #[test]
    fn none_as_signing_algorithm_is_only_reported() {
        let (read, warnings) = with(r#","resource_signing_alg_values_supported":["ES256","none"]"#);
        assert!(read.is_ok());
        assert_eq!(kinds(&warnings), [WarningKind::SigningAlgorithmNone]);
        assert_eq!(warnings[0].span, Some(91..97));
    }

    #[test]
    fn a_document_that_is_not_an_object_is_refused() {
        assert_eq!(kind(read_with("[]", None, &[]).0), ErrorKind::NotAnObject);
    }
}
