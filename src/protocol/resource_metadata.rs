//! Protected resource metadata (RFC 9728): which resource, which authorization servers, which scopes.

use super::error::{BuildError, ErrorKind};
use super::json::{self, Value};
use super::leniency::{Leniencies, Leniency};
use super::location::{Input, InputLocation, ListRanges, LocatedText};
use super::metadata::{Identity, Reading, SCOPES_SUPPORTED, tolerant_scopes};
use super::scope::ScopeSet;
use super::uri;
use super::warning::{Warning, WarningKind};

/// What the document says, as far as it bears on a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResourceMetadata {
    /// The resource identifier, octet for octet.
    pub resource: String,
    /// The issuers in the order of the document; not yet checked.
    pub authorization_servers: Vec<LocatedText>,
    /// The legal tokens of `scopes_supported`.
    pub scopes_supported: ScopeSet,
    /// Where the lists stand.
    pub ranges: ListRanges,
}

const INPUT: Input = Input::ResourceMetadata;
const AUTHORIZATION_SERVERS: &str = "authorization_servers";

const RESOURCE: Identity = Identity {
    name: "resource",
    missing: ErrorKind::MissingResource,
    mismatch: ErrorKind::ResourceMismatch,
    not_checked: WarningKind::ResourceNotChecked,
    tolerates: (Leniency::ResourcePrefix, uri::same_or_parent),
    check: |text, input, _| uri::resource_identifier(text, input).map(|()| None),
};

impl ResourceMetadata {
    /// Where the issuers are listed, or would be.
    pub fn location_of_servers(&self) -> InputLocation {
        INPUT.at(self.ranges.of(AUTHORIZATION_SERVERS))
    }
}

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
    let document = json::read_object(bytes, INPUT)?;
    let mut reading = Reading::new(document.object(), INPUT, leniencies, warnings);
    let resource = reading.identity(&RESOURCE, expected)?;
    let authorization_servers = authorization_servers(&mut reading)?;
    warn_of_unsigned_algorithm(&mut reading);
    let listed = reading.list(SCOPES_SUPPORTED).unwrap_or_default();
    let scopes_supported = tolerant_scopes(listed, INPUT, reading.warnings)?;
    Ok(ResourceMetadata {
        resource,
        authorization_servers,
        scopes_supported,
        ranges: reading.ranges,
    })
}

/// The issuers; none for an absent, null or empty list.
fn authorization_servers(reading: &mut Reading<'_, '_>) -> Result<Vec<LocatedText>, BuildError> {
    let Some(value) = reading.document.present(AUTHORIZATION_SERVERS) else {
        return Ok(Vec::new());
    };
    reading.note(AUTHORIZATION_SERVERS, value);
    let wrong =
        |value: Value<'_>| reading.error(ErrorKind::WrongType, value.span(), AUTHORIZATION_SERVERS);
    let servers = value.as_array().ok_or_else(|| wrong(value))?;
    let text = |element| reading.text(element).ok_or_else(|| wrong(element));
    servers.elements().map(text).collect()
}

/// `none` is not a signing algorithm (PRM-07); it does not affect the registration.
fn warn_of_unsigned_algorithm(reading: &mut Reading<'_, '_>) {
    let listed = reading.list("resource_signing_alg_values_supported");
    for (algorithm, range) in listed.unwrap_or_default() {
        if algorithm == "none" {
            reading.warn(WarningKind::SigningAlgorithmNone, range, &algorithm);
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
        let servers = read.authorization_servers.iter();
        let servers: Vec<_> = servers.map(|one| (&*one.text, one.range.clone())).collect();
        assert_eq!(
            servers,
            [
                ("https://b.example", 66 + 1..66 + 20),
                ("https://a.example", 66 + 21..66 + 40)
            ]
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
            assert_eq!(warnings[0].location.range, Some(61..61 + scopes.len()));
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
        assert_eq!(warnings[0].location.range, Some(76..82));
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
            (error.kind, error.location.range),
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
        assert_eq!(error.location.range, Some(12..38));
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
            assert_eq!(error.location.range, Some(span));
        }
    }

    #[test]
    fn none_as_signing_algorithm_is_only_reported() {
        let (read, warnings) = with(r#","resource_signing_alg_values_supported":["ES256","none"]"#);
        assert!(read.is_ok());
        assert_eq!(kinds(&warnings), [WarningKind::SigningAlgorithmNone]);
        assert_eq!(warnings[0].location.range, Some(91..97));
    }

    #[test]
    fn a_document_that_is_not_an_object_is_refused() {
        assert_eq!(kind(read_with("[]", None, &[]).0), ErrorKind::NotAnObject);
    }
}
