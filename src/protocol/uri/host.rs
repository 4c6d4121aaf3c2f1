//! Hosts that are this machine or somewhere near it (NAT-10, SEC-02).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether `host` is this machine: `localhost`, `127.0.0.1` or `[::1]`, nothing that looks like it.
pub fn is_loopback_host(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host == "127.0.0.1" || host == "[::1]"
}

/// Whether `host` is an address literal that is private, link-local, unique-local, unspecified or
/// loopback, in any of the spellings that resolvers accept.
pub fn is_private_host(host: &str) -> bool {
    match address(host) {
        Some(IpAddr::V4(address)) => is_private_v4(address),
        Some(IpAddr::V6(address)) => is_private_v6(address),
        None => is_name_of_this_machine(host),
    }
}

fn is_name_of_this_machine(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    let ending = name.rsplit('.').next().unwrap_or(name);
    ending.eq_ignore_ascii_case("localhost")
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    address.is_private()
        || address.is_link_local()
        || address.is_loopback()
        || address.is_unspecified()
        || (a == 100 && (64..128).contains(&b))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    match address.to_ipv4_mapped() {
        Some(mapped) => is_private_v4(mapped),
        None => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        }
    }
}

fn address(host: &str) -> Option<IpAddr> {
    if let Some(literal) = host.strip_prefix('[') {
        return literal.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    }
    odd_v4(host.strip_suffix('.').unwrap_or(host)).map(IpAddr::V4)
}

/// One to four numbers, each decimal, octal or hexadecimal, the last filling what is left.
fn odd_v4(host: &str) -> Option<Ipv4Addr> {
    let numbers: Vec<u32> = host.split('.').map(number).collect::<Option<_>>()?;
    let (last, leading) = numbers.split_last()?;
    if leading.len() > 3 || leading.iter().any(|octet| *octet > 255) {
        return None;
    }
    let mut value: u32 = 0;
    for octet in leading {
        value = (value << 8) | octet;
    }
    let free = 32 - 8 * u32::try_from(leading.len()).ok()?;
    if u64::from(*last) >= 1 << free {
        return None;
    }
    let shifted = u64::from(value) << free;
    u32::try_from(shifted | u64::from(*last)).ok().map(Ipv4Addr::from)
}

fn number(text: &str) -> Option<u32> {
    let (digits, radix) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None if text.len() > 1 && text.starts_with('0') => (text, 8),
        None => (text, 10),
    };
    let signed = digits.starts_with(['+', '-']);
    u32::from_str_radix(digits, radix).ok().filter(|_| !signed)
}
