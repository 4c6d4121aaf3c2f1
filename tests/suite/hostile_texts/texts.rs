//! Texts that somebody careless or hostile may send.

const MEGABYTE: usize = 1_000_000;

/// Every text with its name.
pub fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let scopes: Vec<String> = (0..100_000).map(|number| format!("s{number}")).collect();
    vec![
        ("nothing", Vec::new()),
        ("a byte order mark", "\u{feff}".into()),
        ("a byte order mark and more", "\u{feff}a".into()),
        ("a byte order mark and an object", "\u{feff}{}".into()),
        ("bytes that are not UTF-8", vec![b'a', 0xff, 0xc3, 0x28]),
        ("half a character", vec![b'a', 0xe2, 0x82]),
        ("a surrogate in UTF-8", vec![0xed, 0xa0, 0x80]),
        ("a lone surrogate escape", b"\\ud800".to_vec()),
        (
            "surrogate escapes in wrong order",
            b"\\udc00\\ud800".to_vec(),
        ),
        ("a member twice", br#"{"a":1,"\u0061":2}"#.to_vec()),
        ("a key twice", b"a = 1\na = 2\n".to_vec()),
        ("100,000 arrays", vec![b'['; 100_000]),
        ("100,000 objects", b"{\"a\":".repeat(100_000)),
        ("100,000 inline tables", b"{a=".repeat(30_000)),
        ("100,000 dots", b"a.".repeat(50_000)),
        ("100,000 quotes", vec![b'"'; 100_000]),
        ("100,000 backslashes", vec![b'\\'; 100_000]),
        ("100,000 commas", vec![b','; 100_000]),
        ("100,000 equals signs", vec![b'='; 100_000]),
        ("100,000 percent signs", vec![b'%'; 100_000]),
        ("100,000 slashes", vec![b'/'; 100_000]),
        ("100,000 schemes", b"Bearer a=b, ".repeat(100_000)),
        ("10 MB of letters", vec![b'x'; 10 * MEGABYTE]),
        ("10 MB of white space", vec![b' '; 10 * MEGABYTE]),
        ("10 MB of zero bytes", vec![0; 10 * MEGABYTE]),
        ("1 MB of letters", vec![b'x'; MEGABYTE]),
        ("100,000 scopes", scopes.join(" ").into_bytes()),
        ("a zero byte", b"a\0b".to_vec()),
        ("every control character", (0..0x20).chain([0x7f]).collect()),
        ("a terminal escape", b"\x1b]0;title\x07\x1b[31mred".to_vec()),
        ("a C1 control character", "\u{9b}31m".into()),
        ("line ends", b"a\r\nSet-Cookie: b\r\n\r\nc".to_vec()),
        ("line separators", "a\u{2028}b\u{2029}c\u{85}".into()),
        ("turned writing", "\u{202e}a\u{2066}b\u{200f}".into()),
        (
            "invisible characters",
            "a\u{200b}\u{ad}\u{2060}\u{e0041}".into(),
        ),
        ("escaped characters", br"\u001b\u202e\u0000\n".to_vec()),
        ("Infinity", b"Infinity".to_vec()),
        ("NaN", b"NaN".to_vec()),
        ("inf", b"-inf".to_vec()),
        ("1e999", b"1e999".to_vec()),
        ("400 digits", vec![b'9'; 400]),
        ("a date", b"1979-05-27T07:32:00Z".to_vec()),
        ("null", b"null".to_vec()),
        ("an option", b"--scopes=x".to_vec()),
        ("the end of options", b"--".to_vec()),
        ("a dash", b"-".to_vec()),
        (
            "an IPv6 literal",
            b"https://[::ffff:127.0.0.1%25eth0]:99999/".to_vec(),
        ),
        ("a URL without host", b"https://".to_vec()),
        ("user information", b"https://a:b@@c/".to_vec()),
    ]
}
