//! Comparisons that a switch allows beyond equality of bytes. Neither rewrites a URI.

use super::split::Uri;

/// Whether two issuers are the same URL but for the slash that alone makes up one path (AMB-28).
pub fn differ_in_root_slash_only(a: &str, b: &str) -> bool {
    adds_root_slash(a, b) || adds_root_slash(b, a)
}

/// Whether `resource` is `server_url`, or a parent of it at the same origin, segment by segment
/// (AMB-06).
///
/// A parent has neither query nor fragment, and a server path with dot segments has no parent
/// because it does not lie where its first segments say. An empty path is the root.
pub fn same_or_parent(resource: &str, server_url: &str) -> bool {
    if resource == server_url {
        return true;
    }
    let (Ok(resource), Ok(server)) = (Uri::split(resource), Uri::split(server_url)) else {
        return false;
    };
    let server_path = if server.path.is_empty() {
        "/"
    } else {
        server.path
    };
    resource.query.is_none()
        && resource.fragment.is_none()
        && server.dot_segment_span().is_none()
        && origin(&resource)
            .is_some_and(|origin_of_resource| Some(origin_of_resource) == origin(&server))
        && is_same_or_parent_path(resource.path, server_path)
}

/// The port, unless it is empty or the default of the scheme (URI-07).
pub(super) fn explicit_port<'a>(uri: &Uri<'a>) -> Option<&'a str> {
    let default = if uri.scheme.eq_ignore_ascii_case("https") {
        "443"
    } else {
        "80"
    };
    uri.port.filter(|port| !port.is_empty() && *port != default)
}

fn adds_root_slash(longer: &str, shorter: &str) -> bool {
    longer.strip_suffix('/') == Some(shorter)
        && Uri::split(shorter).is_ok_and(|uri| {
            uri.host.is_some()
                && uri.path.is_empty()
                && uri.query.is_none()
                && uri.fragment.is_none()
        })
}

/// Scheme, host and port of an http or https URL without user information.
fn origin<'a>(uri: &Uri<'a>) -> Option<(String, String, Option<&'a str>)> {
    let scheme = uri.scheme.to_ascii_lowercase();
    let host = uri.host?.to_ascii_lowercase();
    let is_web = matches!(scheme.as_str(), "http" | "https") && uri.userinfo.is_none();
    is_web.then(|| (scheme, host, explicit_port(uri)))
}

fn is_same_or_parent_path(parent: &str, path: &str) -> bool {
    path.strip_prefix(parent)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || parent.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_root_slash_is_the_only_difference() {
        assert!(differ_in_root_slash_only("https://h", "https://h/"));
        assert!(differ_in_root_slash_only(
            "https://h:8443/",
            "https://h:8443"
        ));
    }

    #[test]
    fn any_other_difference_counts() {
        for (a, b) in [
            ("https://h", "https://h"),
            ("https://h/", "https://h/"),
            ("https://h/a", "https://h/a/"),
            ("https://h/", "https://h//"),
            ("https://h", "https://H/"),
            ("https://h", "http://h/"),
            ("https://h", "https://h//"),
            ("https://h?", "https://h?/"),
            ("https://h#", "https://h#/"),
            ("h", "h/"),
            ("urn:", "urn:/"),
            ("", "/"),
        ] {
            assert!(!differ_in_root_slash_only(a, b), "{a} {b}");
            assert!(!differ_in_root_slash_only(b, a), "{b} {a}");
        }
    }

    #[test]
    fn the_same_url_is_accepted_with_its_query() {
        assert!(same_or_parent("https://h/mcp?x=1", "https://h/mcp?x=1"));
    }

    #[test]
    fn a_parent_path_at_the_same_origin_is_accepted() {
        for (resource, server) in [
            ("https://h", "https://h/"),
            ("https://h/", "https://h"),
            ("https://h", "https://h/a/b"),
            ("https://h/", "https://h/a/b"),
            ("https://h/a", "https://h/a/b"),
            ("https://h/a/", "https://h/a/b"),
            ("https://h/a/b", "https://h/a/b/"),
            ("https://h/a/b", "https://h/a/b?x=1"),
            ("HTTPS://H:443/a", "https://h/a/b"),
            ("https://h/a", "https://h:/a/b"),
            ("http://localhost:80", "http://localhost/a"),
            ("https://h:8443/a", "https://h:8443/a/b"),
        ] {
            assert!(same_or_parent(resource, server), "{resource} {server}");
        }
    }

    #[test]
    fn anything_else_is_another_resource() {
        for (resource, server) in [
            ("https://h/a", "https://h/ab"),
            ("https://h/a/", "https://h/a"),
            ("https://h/a/b", "https://h/a"),
            ("https://h/A", "https://h/a/b"),
            ("https://h/b", "https://h/a/b"),
            ("https://g/a", "https://h/a/b"),
            ("http://h/a", "https://h/a/b"),
            ("https://h:80/a", "https://h/a/b"),
            ("http://h:443/a", "http://h/a/b"),
            ("https://h:8443/a", "https://h/a/b"),
            ("https://h/a?x=1", "https://h/a/b"),
            ("https://h/a?", "https://h/a/b"),
            ("https://h/a#", "https://h/a/b"),
            ("https://u@h/a", "https://h/a/b"),
            ("https://h/a", "https://u@h/a/b"),
            ("https://u@h/a", "https://u@h/a/b"),
            ("https://h/a", "https://h/a/../b"),
            ("ftp://h/a", "ftp://h/a/b"),
            ("urn:/a", "urn:/a/b"),
            ("not a url", "https://h/a"),
            ("https://h/a", "not a url"),
        ] {
            assert!(!same_or_parent(resource, server), "{resource} {server}");
        }
    }
}
