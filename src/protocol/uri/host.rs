//! Which hosts are well-formed, on this machine, or in a private network.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::Host;

/// Whether `host` means this machine beyond doubt: `localhost`, `127.0.0.1` or `[::1]` (NAT-01,
/// OIDCR-04). Names and numbers that only resemble them do not (NAT-10).
pub fn is_loopback_host(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host == "127.0.0.1"
        || ipv6(host).is_some_and(|address| address == Ipv6Addr::LOCALHOST)
}

/// Whether a request to `host` stays on this machine or in a private, link-local, shared or
/// unique-local network (SEC-02).
///
/// IPv4 addresses count in every spelling that resolvers take: fewer than four parts, octal and
/// hexadecimal parts, a final dot, and inside an IPv6 address. Other names are not resolved.
pub fn is_private_host(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || match Host::parse(host) {
            Ok(Host::Ipv4(address)) => is_private_ipv4(address),
            Ok(Host::Ipv6(address)) => is_private_ipv6(address),
            _ => false,
        }
}

/// Whether `host` is empty, a name, or an address of RFC 3986 section 3.2.2. Percent-encoded and
/// other characters that no host name has are refused.
pub(super) fn is_well_formed(host: &str) -> bool {
    ipv6(host).is_some()
        || host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

/// The IPv6 address inside brackets.
fn ipv6(host: &str) -> Option<Ipv6Addr> {
    host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

fn is_private_ipv4(address: Ipv4Addr) -> bool {
    matches!(
        address.octets(),
        [0 | 10 | 127, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 168, ..]
    )
}

/// `to_ipv4` also takes `::` and `::1` for addresses in 0.0.0.0/8, so they need no case of their own.
fn is_private_ipv6(address: Ipv6Addr) -> bool {
    address.is_unique_local()
        || address.is_unicast_link_local()
        || address.to_ipv4().is_some_and(is_private_ipv4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_hosts_are_loopback() {
        for host in [
            "localhost",
            "LocalHost",
            "127.0.0.1",
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
        ] {
            assert!(is_loopback_host(host), "{host}");
        }
    }

    #[test]
    fn what_only_looks_like_loopback_is_not() {
        for host in [
            "",
            "localhost.",
            "localhost.evil.example",
            "a.localhost",
            "127.0.0.1.evil.example",
            "127.0.0.2",
            "127.1",
            "127.0.0.01",
            "::1",
            "[::2]",
            "[::1",
            "::1]",
            "[::ffff:127.0.0.1]",
            "[127.0.0.1]",
            "0.0.0.0",
        ] {
            assert!(!is_loopback_host(host), "{host}");
        }
    }

    #[test]
    fn private_networks_end_where_they_end() {
        for (private, public) in [
            ("0.255.255.255", "1.0.0.0"),
            ("10.0.0.0", "9.255.255.255"),
            ("10.255.255.255", "11.0.0.0"),
            ("100.64.0.0", "100.63.255.255"),
            ("100.127.255.255", "100.128.0.0"),
            ("127.0.0.0", "126.255.255.255"),
            ("127.255.255.255", "128.0.0.0"),
            ("169.254.0.0", "169.253.255.255"),
            ("169.254.255.255", "169.255.0.0"),
            ("172.16.0.0", "172.15.255.255"),
            ("172.31.255.255", "172.32.0.0"),
            ("192.168.0.0", "192.167.255.255"),
            ("192.168.255.255", "192.169.0.0"),
            ("100.100.100.200", "101.100.100.200"),
            ("169.254.169.254", "168.254.169.254"),
            ("172.20.1.1", "173.20.1.1"),
            ("192.168.1.1", "193.168.1.1"),
            ("[fc00::]", "[fbff::]"),
            ("[fdff::1]", "[fe00::1]"),
            ("[fe80::]", "[fe7f::]"),
            ("[febf::1]", "[fec0::1]"),
            ("[::]", "[::808:808]"),
            ("[::1]", "[1::1]"),
            ("[::ffff:10.0.0.1]", "[::ffff:8.8.8.8]"),
            ("[::192.168.0.1]", "[::8.8.8.8]"),
        ] {
            assert!(is_private_host(private), "{private}");
            assert!(!is_private_host(public), "{public}");
        }
    }

    #[test]
    fn every_spelling_of_an_ipv4_address_counts() {
        for host in [
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0X7F000001",
            "127.1",
            "127.0.1",
            "0177.0.0.1",
            "0x7f.0x0.0x0.0x1",
            "127.0.0.1.",
            "10.16777215",
            "10.1.65535",
            "10.0.0.255",
            "0",
            "0.0",
            "00.0.0.00",
            "0x",
            "0x.0.0.1",
            "4294967295.",
        ] {
            assert_eq!(is_private_host(host), host != "4294967295.", "{host}");
        }
    }

    #[test]
    fn numbers_that_are_no_ipv4_address_are_names() {
        for host in [
            "",
            ".",
            "10",
            "10.",
            "4294967296",
            "10.16777216",
            "10.0.65536",
            "10.0.0.256",
            "256.0.0.1",
            "10.256.1",
            "10.0.0.0.1",
            "10.0.0.0.0",
            "0.0.0.0.0.0",
            "10..0.1",
            "10..1",
            ".5",
            ".10.0.0.1",
            "10.0.0.1..",
            "08.0.0.1",
            "10.0.0.0xg",
            "10.0.0.-1",
            "a.0.0.1",
            "99999999999999999999",
        ] {
            let is_decimal_ten = matches!(host, "10" | "10.");
            assert_eq!(is_private_host(host), is_decimal_ten, "{host}");
        }
    }

    #[test]
    fn localhost_is_private_under_all_its_names() {
        for host in [
            "localhost",
            "LOCALHOST",
            "localhost.",
            "a.localhost",
            "A.LocalHost.",
        ] {
            assert!(is_private_host(host), "{host}");
        }
        for host in ["mylocalhost", "localhost.example", "example.com"] {
            assert!(!is_private_host(host), "{host}");
        }
    }

    #[test]
    fn a_host_is_a_name_or_an_address() {
        for host in [
            "",
            "a",
            "Ex-ample_1.COM",
            "xn--bcher-kva.example",
            "127.0.0.1",
            "[::1]",
            "[2001:DB8::1]",
        ] {
            assert!(is_well_formed(host), "{host}");
        }
        for host in [
            "a b",
            "a*",
            "é",
            "a%41",
            "[::1",
            "::1]",
            "[]",
            "[::g]",
            "[fe80::1%25en0]",
            "[v1.x]",
            "[1.2.3.4]",
            "a,b",
            "a/b",
        ] {
            assert!(!is_well_formed(host), "{host}");
        }
    }
}
