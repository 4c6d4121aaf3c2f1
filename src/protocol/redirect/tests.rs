//! Tests of single redirect URIs and of lists.

use super::*;

const INPUT: Input = Input::RedirectUri(3);

fn target(text: &str) -> RedirectTarget {
    redirect_target(text, INPUT).unwrap()
}

fn refused_piece(text: &str) -> String {
    let error = redirect_target(text, INPUT).unwrap_err();
    assert_eq!(
        (error.kind, &error.location.input),
        (ErrorKind::InvalidRedirectUri, &INPUT),
        "{text}"
    );
    assert_eq!(
        text.get(error.location.range.unwrap()),
        Some(error.piece.as_str()),
        "{text}"
    );
    error.piece
}

fn type_of(texts: &[&str], stated: Option<ApplicationType>) -> Result<ApplicationType, BuildError> {
    let redirect_uris: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
    application_type(&redirect_uris, stated)
}

const LOOPBACK: &str = "http://127.0.0.1:3000/callback";
const PRIVATE_USE: &str = "com.example.app:/oauth2redirect/example-provider";
const REMOTE: &str = "https://app.example.com/oauth2redirect/example-provider";

#[test]
fn loopback_is_http_or_https_on_this_machine() {
    for text in [
        "http://127.0.0.1:51004/oauth2redirect/example-provider",
        "http://[::1]:61023/oauth2redirect/example-provider",
        "http://localhost:3000/callback",
        "https://localhost:8443/cb",
        "HTTP://LOCALHOST/cb?x=1",
        "http://127.0.0.1",
    ] {
        assert_eq!(target(text), RedirectTarget::Loopback, "{text}");
    }
}

#[test]
fn remote_is_https_on_any_other_host() {
    for text in [
        REMOTE,
        "HTTPS://c.example:8443?x",
        "https://localhost.evil.example/cb",
        "https://a.example/../b",
    ] {
        assert_eq!(target(text), RedirectTarget::Remote, "{text}");
    }
}

#[test]
fn a_private_use_scheme_is_a_reversed_domain_name_before_one_slash() {
    for text in [
        PRIVATE_USE,
        "com.example.app:/",
        "Com.Example:/cb?x=1",
        "a.b:/c//d",
    ] {
        assert_eq!(target(text), RedirectTarget::PrivateUseScheme, "{text}");
    }
}

#[test]
fn the_offending_piece_of_a_refused_redirect_uri_is_named() {
    for (text, piece) in [
        ("http://client.example/cb", "client.example"),
        ("http://127.0.0.1.evil.example/cb", "127.0.0.1.evil.example"),
        (
            "http://localhost.evil.example:80/cb",
            "localhost.evil.example",
        ),
        ("http://127.1/cb", "127.1"),
        ("myapp:/cb", "myapp"),
        ("myapp://cb", "myapp"),
        ("javascript:alert(1)", "javascript"),
        ("urn:ietf:wg:oauth:2.0:oob", "urn"),
        ("com.:/cb", "com."),
        ("com..app:/cb", "com..app"),
        ("com.example.app://cb", "//cb"),
        ("com.example.app:cb", "cb"),
        ("com.example.app:", ""),
        ("https://c.example/cb#f", "#f"),
        ("com.example.app:/cb#", "#"),
        ("https://user@c.example/cb", "user@"),
        ("http://@localhost/cb", "@"),
        ("https://c.example/*", "*"),
        ("https://c.example/cb?x=*", "*"),
        ("https://*.c.example/cb", "*.c.example"),
        ("/callback", "/callback"),
        ("", ""),
        ("http://[::1/cb", "[::1"),
        ("https:///cb", "https:///cb"),
        ("https:/cb", "https:/cb"),
        ("http:cb", "http:cb"),
        ("https://c.example/a b", " "),
    ] {
        assert_eq!(refused_piece(text), piece, "{text}");
    }
}

#[test]
fn a_redirect_uri_past_the_limit_is_no_invalid_one() {
    let prefix = "https://c.example/";
    let text = |length: usize| format!("{prefix}{}", "a".repeat(length - prefix.len()));
    assert_eq!(target(&text(limits::URI_BYTES)), RedirectTarget::Remote);
    let error = redirect_target(&text(limits::URI_BYTES + 1), INPUT).unwrap_err();
    assert_eq!(
        (error.kind, error.location.input),
        (ErrorKind::LimitExceeded, INPUT)
    );
}

#[test]
fn the_type_follows_from_where_all_redirect_uris_lead() {
    for (texts, expected) in [
        (&[LOOPBACK][..], ApplicationType::Native),
        (&[PRIVATE_USE], ApplicationType::Native),
        (
            &[LOOPBACK, "http://localhost:3000/callback", PRIVATE_USE],
            ApplicationType::Native,
        ),
        (&[REMOTE], ApplicationType::Web),
        (&[REMOTE, "https://b.example/cb"], ApplicationType::Web),
    ] {
        assert_eq!(type_of(texts, None), Ok(expected), "{texts:?}");
        assert_eq!(type_of(texts, Some(expected)), Ok(expected), "{texts:?}");
    }
}

#[test]
fn local_and_remote_redirect_uris_need_a_stated_type() {
    for texts in [[LOOPBACK, PRIVATE_USE, REMOTE], [REMOTE, REMOTE, LOOPBACK]] {
        let expected = whole(
            ErrorKind::MixedRedirectUris,
            Input::RedirectUri(2),
            texts[2],
        );
        assert_eq!(type_of(&texts, None), Err(expected));
        assert_eq!(
            type_of(&texts, Some(ApplicationType::Native)),
            Ok(ApplicationType::Native)
        );
    }
}

#[test]
fn native_may_be_stated_for_a_remote_redirect_uri() {
    assert_eq!(
        type_of(&[REMOTE], Some(ApplicationType::Native)),
        Ok(ApplicationType::Native)
    );
}

#[test]
fn web_may_not_be_stated_for_a_local_redirect_uri() {
    for texts in [[REMOTE, LOOPBACK], [REMOTE, PRIVATE_USE]] {
        let input = Input::RedirectUri(1);
        let expected = whole(ErrorKind::ApplicationTypeMismatch, input, texts[1]);
        assert_eq!(type_of(&texts, Some(ApplicationType::Web)), Err(expected));
    }
    let input = Input::RedirectUri(0);
    let expected = whole(ErrorKind::ApplicationTypeMismatch, input, LOOPBACK);
    assert_eq!(
        type_of(&[LOOPBACK], Some(ApplicationType::Web)),
        Err(expected)
    );
}

#[test]
fn a_list_without_redirect_uris_is_refused() {
    for stated in [
        None,
        Some(ApplicationType::Native),
        Some(ApplicationType::Web),
    ] {
        let input = Input::ClientMetadata;
        let expected = BuildError::new(ErrorKind::MissingRedirectUri, input, "");
        assert_eq!(type_of(&[], stated), Err(expected));
    }
}

#[test]
fn one_unusable_redirect_uri_spoils_the_list() {
    let texts = [LOOPBACK, "http://c.example/cb"];
    let error = type_of(&texts, Some(ApplicationType::Native)).unwrap_err();
    assert_eq!(error.kind, ErrorKind::InvalidRedirectUri);
    assert_eq!(error.location.input, Input::RedirectUri(1));
}

#[test]
fn the_list_ends_at_the_limit() {
    let limit = limits::REDIRECT_URIS;
    for length in [limit - 1, limit] {
        assert_eq!(
            type_of(&vec![REMOTE; length], None),
            Ok(ApplicationType::Web)
        );
    }
    let expected = whole(ErrorKind::LimitExceeded, Input::RedirectUri(limit), REMOTE);
    assert_eq!(type_of(&vec![REMOTE; limit + 1], None), Err(expected));
}

#[test]
fn application_types_have_the_names_of_the_specification() {
    for application_type in [ApplicationType::Native, ApplicationType::Web] {
        assert_eq!(
            ApplicationType::from_name(application_type.as_str()),
            Some(application_type)
        );
    }
    assert_eq!(ApplicationType::Native.as_str(), "native");
    assert_eq!(ApplicationType::Web.as_str(), "web");
    assert_eq!(ApplicationType::from_name("Web"), None);
}
