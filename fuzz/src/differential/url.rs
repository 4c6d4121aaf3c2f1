//! A URL by the `url` crate, which rewrites what it reads. Our parts are put into its form one by one, so
//! that a difference is one of reading and not of spelling.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use dcr_check::protocol::limits;
use dcr_check::protocol::uri::{Uri, is_private_host};

use super::{Difference, compare};

pub(super) fn differences(text: &str) -> Vec<Difference> {
    if text.len() > limits::URI_BYTES {
        return Vec::new();
    }
    let (ours, theirs) = match (Uri::split(text), Url::parse(text)) {
        (Ok(ours), Ok(theirs)) => (ours, theirs),
        (ours, theirs) => {
            let word = |is_taken: bool| Some(if is_taken { "taken" } else { "refused" }.to_owned());
            let (ours, theirs) = (word(ours.is_ok()), word(theirs.is_ok()));
            return compare("url", "document", ours, theirs)
                .into_iter()
                .collect();
        }
    };
    let part = |about, ours: String, theirs: &str| {
        compare("url", about, Some(ours), Some(theirs.to_owned()))
    };
    let option = |text: Option<&str>| text.map(str::to_owned);
    let path = match ours.path {
        "" if theirs.is_special() => "/",
        path => path,
    };
    let port = ours.port.and_then(|digits| digits.parse::<u16>().ok());
    let port = port.filter(|port| Some(*port) != default_port(ours.scheme));
    let is_local = theirs.host().is_some_and(is_local);
    [
        part("scheme", ours.scheme.to_ascii_lowercase(), theirs.scheme()),
        part("user information", user(&ours), &user_of(&theirs)),
        part(
            "host",
            host(&ours, theirs.is_special()),
            theirs.host_str().unwrap_or_default(),
        ),
        part("port", format!("{port:?}"), &format!("{:?}", theirs.port())),
        part("path", path.to_owned(), theirs.path()),
        compare("url", "query", option(ours.query), option(theirs.query())),
        compare(
            "url",
            "fragment",
            option(ours.fragment),
            option(theirs.fragment()),
        ),
        part(
            "private",
            ours.host.is_some_and(is_private_host).to_string(),
            &is_local.to_string(),
        )
        .filter(|_| theirs.is_special()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn default_port(scheme: &str) -> Option<u16> {
    Url::parse(&format!("{scheme}://h"))
        .ok()?
        .port_or_known_default()
}

/// The host in the form that the crate gives it.
fn host(uri: &Uri<'_>, is_special: bool) -> String {
    let text = uri.host.unwrap_or_default();
    let host = if is_special {
        Host::parse(text)
    } else {
        Host::parse_opaque(text)
    };
    host.map_or_else(|_| text.to_owned(), |host| host.to_string())
}

/// The user information with the escapes that the crate gives it.
fn user(uri: &Uri<'_>) -> String {
    let (name, password) = match uri.userinfo.unwrap_or_default() {
        text if text.contains(':') => text.split_once(':').unwrap_or_default(),
        text => (text, ""),
    };
    let mut url = Url::parse("http://h").expect("a URL");
    let set = url.set_username(name).and(url.set_password(Some(password)));
    set.expect("a URL with a host has user information");
    user_of(&url)
}

fn user_of(url: &Url) -> String {
    format!("{}:{}", url.username(), url.password().unwrap_or_default())
}

/// Whether a host is on this machine or in a network of its own, by the words of the standard library.
fn is_local(host: Host<&str>) -> bool {
    let is_local = |four: Ipv4Addr| {
        let [first, second, ..] = four.octets();
        let is_shared = first == 100 && second & 0xc0 == 64;
        let is_own = four.is_private() || four.is_loopback() || four.is_link_local();
        first == 0 || is_shared || is_own
    };
    let is_local_six = |six: Ipv6Addr| {
        let inner = six.to_ipv4().is_some_and(is_local);
        inner || six.is_loopback() || six.is_unique_local() || six.is_unicast_link_local()
    };
    match host {
        Host::Domain(name) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name.rsplit('.').next() == Some("localhost")
        }
        Host::Ipv4(four) => is_local(four),
        Host::Ipv6(six) => is_local_six(six),
    }
}
