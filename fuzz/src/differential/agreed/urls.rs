//! What the `url` crate does otherwise: it repairs and rewrites, as browsers do.

use url::{Host, Url};

use dcr_check::protocol::uri::Uri;

use super::{Agreed, Comparison, Difference, refused, taken};

pub(super) const CHARACTERS: Agreed = Agreed {
    id: "characters-repaired",
    library: "url",
    comparison: Comparison::Url,
    does: "drops tabs and line breaks, reads a backslash as a slash, and encodes other characters that no URL has",
    right: "such a URL is refused, because readers disagree on what it means",
    requirements: &["URI-09"],
    is_finding: false,
    input: "https://h/a b",
    applies: |text, difference| is_repaired(text, difference, Repair::Character),
};

pub(super) const PERCENT: Agreed = Agreed {
    id: "percent-sign-alone",
    library: "url",
    comparison: Comparison::Url,
    does: "keeps a percent sign without two hexadecimal digits",
    right: "it begins an escape and nothing else",
    requirements: &["URI-09"],
    is_finding: false,
    input: "https://h/%",
    applies: |text, difference| is_repaired(text, difference, Repair::Percent),
};

pub(super) const HOST: Agreed = Agreed {
    id: "host-with-escapes-and-marks",
    library: "url",
    comparison: Comparison::Url,
    does: "decodes escapes in a host, and takes marks that no host name has",
    right: "a host is letters, digits, `-`, `.` and `_`, or an address",
    requirements: &["URI-05", "URI-09"],
    is_finding: false,
    input: "https://%61",
    applies: |text, difference| is_repaired(text, difference, Repair::Host),
};

pub(super) const DELIMITER: Agreed = Agreed {
    id: "delimiter-out-of-place",
    library: "url",
    comparison: Comparison::Url,
    does: "takes brackets anywhere, and a number sign in a fragment",
    right: "brackets enclose an address, and the first number sign begins the fragment, which has no other",
    requirements: &["URI-08", "URI-09"],
    is_finding: false,
    input: "https://h/[",
    applies: |text, difference| is_repaired(text, difference, Repair::Delimiter),
};

pub(super) const NO_HOST: Agreed = Agreed {
    id: "no-host-refused",
    library: "url",
    comparison: Comparison::Url,
    does: "refuses a URL whose host is missing or empty where its scheme wants one",
    right: "RFC 3986 allows that, and what it may be used for is judged afterwards",
    requirements: &["URI-01"],
    is_finding: false,
    input: "https://",
    applies: |text, difference| {
        refused(difference) && !is_file(text) && host(text).unwrap_or_default().is_empty()
    },
};

pub(super) const UNKNOWN_HOST: Agreed = Agreed {
    id: "host-that-is-neither-name-nor-address",
    library: "url",
    comparison: Comparison::Url,
    does: "refuses a host that ends in a number and is no address, and labels that are no Punycode",
    right: "names are not resolved here; whoever sends the request finds that there is no such host",
    requirements: &["SEC-02"],
    is_finding: false,
    input: "https://1.2.3.4.5",
    applies: |text, difference| {
        let host = host(text).filter(|host| !host.is_empty());
        refused(difference) && !is_file(text) && host.is_some_and(|host| Host::parse(host).is_err())
    },
};

pub(super) const SLASHES: Agreed = Agreed {
    id: "slashes-made-up",
    library: "url",
    comparison: Comparison::Url,
    does: "finds a host in an http or https URL however many slashes stand before it",
    right: "a host stands behind two slashes, and may be empty",
    requirements: &["URI-05"],
    is_finding: false,
    input: "https:h",
    applies: |text, difference| {
        difference.about != "document"
            && is_special(text)
            && !is_file(text)
            && host(text).unwrap_or_default().is_empty()
    },
};

pub(super) const DOTS: Agreed = Agreed {
    id: "dot-segments-removed",
    library: "url",
    comparison: Comparison::Url,
    does: "removes the path segments `.` and `..`, encoded ones too",
    right: "a URL that is compared is not changed",
    requirements: &["URI-05"],
    is_finding: false,
    input: "https://h/a/../b",
    applies: |text, difference| {
        let is_dots =
            |one: &str| matches!(&*one.to_ascii_lowercase().replace("%2e", "."), "." | "..");
        difference.about == "path"
            && !SLASHES.speaks_of(Comparison::Url, text, difference)
            && Uri::split(text).is_ok_and(|uri| uri.path.split('/').any(is_dots))
    },
};

pub(super) const APOSTROPHE: Agreed = Agreed {
    id: "apostrophe-encoded",
    library: "url",
    comparison: Comparison::Url,
    does: "encodes an apostrophe in the query of an http or https URL",
    right: "a URL that is compared is not changed",
    requirements: &["URI-05"],
    is_finding: false,
    input: "https://h/?'",
    applies: |text, difference| {
        let theirs = difference.theirs.as_deref().unwrap_or_default();
        difference.about == "query"
            && host(text).is_some_and(|host| !host.is_empty())
            && difference
                .ours
                .as_ref()
                .is_some_and(|ours| ours.replace('\'', "%27") == theirs)
    },
};

pub(super) const FILE: Agreed = Agreed {
    id: "file-url-of-this-machine",
    library: "url",
    comparison: Comparison::Url,
    does: "reads file URLs by rules of their own, with drive letters and without the host `localhost`",
    right: "of all schemes only https and http are ever followed",
    requirements: &["SEC-04"],
    is_finding: false,
    input: "file://localhost/a",
    applies: |text, _| is_file(text),
};

fn host(text: &str) -> Option<&str> {
    Uri::split(text).ok()?.host
}

fn is_file(text: &str) -> bool {
    text.get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("file:"))
}

fn is_special(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.is_special())
}

/// What the crate lets pass, the first that applies.
#[derive(PartialEq, Eq)]
enum Repair {
    Character,
    Percent,
    Host,
    Delimiter,
}

/// Whether the crate takes a text for that reason, by a look at the text alone.
fn is_repaired(text: &str, difference: &Difference, repair: Repair) -> bool {
    taken(difference) && !is_file(text) && first_repair(text) == Some(repair)
}

fn first_repair(text: &str) -> Option<Repair> {
    let is_legal = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    if !text.chars().all(is_legal) {
        return Some(Repair::Character);
    }
    let is_escape = |rest: &str| {
        let digits = rest.bytes().take(2).filter(u8::is_ascii_hexdigit);
        digits.count() == 2
    };
    if !text.split('%').skip(1).all(is_escape) {
        return Some(Repair::Percent);
    }
    let (_, rest) = text.split_once(':')?;
    let authority = rest.strip_prefix("//").unwrap_or_default();
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let is_mark = |c: char| !c.is_ascii_alphanumeric() && !"-._:".contains(c);
    if !host.starts_with('[') && host.contains(is_mark) {
        return Some(Repair::Host);
    }
    let elsewhere = text.replacen(host, "", 1);
    let is_misplaced = elsewhere.contains(['[', ']']) || text.matches('#').count() > 1;
    is_misplaced.then_some(Repair::Delimiter)
}
