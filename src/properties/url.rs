//! URLs that a client sends, read by the `url` crate and held against what was written.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, ParseError, Position, Url};

/// Whether `text` begins with a scheme. Errors after it are ignored.
pub(super) fn is_absolute(text: &str) -> bool {
    match Url::parse(text) {
        Ok(url) => has_scheme(text, url.scheme()),
        Err(error) => error != ParseError::RelativeUrlWithoutBase,
    }
}

/// Whether `text` begins with that scheme.
pub(super) fn has_scheme(text: &str, scheme: &str) -> bool {
    text.get(scheme.len()..)
        .is_some_and(|rest| rest.starts_with(':'))
        && begins_with(text, scheme)
}

/// Whether `text` leads to this machine beyond doubt: to `localhost`, `127.0.0.1` or `[::1]`. The reader
/// also turns numbers such as `127.1` into an address; those do not count (NAT-10).
pub(super) fn is_loopback(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        let is_local = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address == Ipv4Addr::LOCALHOST,
            Some(Host::Ipv6(address)) => address == Ipv6Addr::LOCALHOST,
            None => false,
        };
        is_local && begins_with(text, &url[..Position::AfterHost])
    })
}

fn begins_with(text: &str, start: &str) -> bool {
    let written = text.get(..start.len());
    written.is_some_and(|written| written.eq_ignore_ascii_case(start))
}

/// Whether both lead to this machine and differ in nothing but the port, which a native client chooses
/// when it needs it.
pub(super) fn is_same_but_port(one: &str, other: &str) -> bool {
    let without_port = |text: &str| {
        let mut url = Url::parse(text).ok().filter(|_| is_loopback(text))?;
        url.set_port(None).ok()?;
        Some((url, text.ends_with('/')))
    };
    without_port(one).is_some_and(|one| without_port(other) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absolute_url_begins_with_its_scheme() {
        for text in [
            "https://h",
            "HTTP://127.0.0.1:1/cb",
            "com.example.app:/cb",
            "https://1.2.3.4.5",
        ] {
            assert!(is_absolute(text), "{text}");
        }
        for text in [
            "",
            "h/cb",
            "/cb",
            "//h",
            "1a://h",
            " https://h",
            "ht\ttps://h",
        ] {
            assert!(!is_absolute(text), "{text}");
        }
        assert!(has_scheme("HTTP://h", "http") && !has_scheme("https://h", "http"));
    }

    #[test]
    fn loopback_is_written_in_one_of_three_ways() {
        for text in [
            "http://127.0.0.1",
            "http://[::1]:1/cb",
            "http://LOCALHOST/cb?a",
        ] {
            assert!(is_loopback(text), "{text}");
        }
        for text in [
            "http://127.1/cb",
            "http://2130706433/cb",
            "http://127.0.0.1.evil.example/cb",
            "http://localhost.evil.example/cb",
            "http://localhost@evil.example/cb",
            "http:\\\\localhost/cb",
            "http:localhost/cb",
            "http://local\thost/cb",
            "http://[::ffff:127.0.0.1]/cb",
        ] {
            assert!(!is_loopback(text), "{text}");
        }
    }
}
