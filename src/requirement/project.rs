//! What this project decides where the standards are silent or leave the choice.

use super::METADATA_TRAFFIC;

area! {
    /// What a user writes: arguments, overrides, config file.
    CFG:
    "CFG-01" Must Client, "this project", Request,
        "Options may stand anywhere and in any order; only repeats of one option have an order \
         among themselves.";
    "CFG-02" Must Client, "this project", Request,
        "The value of `--scopes` may follow as the next argument or after `=`.";
    "CFG-03" Must Client, "this project", Request,
        "Several `--scopes` add up in the order in which they stand.";
    "CFG-04" Must Client, "this project", Request,
        "A comma separates scopes in `--scopes`, but is part of them in config values and \
         overrides.";
    "CFG-05" Must Client, "this project", Request,
        "A `--scopes` without a single token is an error and no invitation to use other layers.";
    "CFG-06" Must Client, "this project", Request,
        "Of several overrides of one key the last holds; those of different keys do not interfere.";
    "CFG-07" Must Client, "this project", Request,
        "An override takes the place of the whole value in the file, and an empty list clears it.";
    "CFG-08" Must Client, "this project", Request,
        "The flag beats the override, the override beats the file, and what is beaten has no say.";
    "CFG-09" Must Client, "this project", Request,
        "A user's scopes replace those of the servers and, unless merging was chosen, of a first \
         challenge.";
    "CFG-10" Must Client, "this project", Request,
        "In a config file one string and an array of strings with the same tokens mean the same.";
    "CFG-11" Must Client, "this project", Request,
        "A server of any name can be addressed, quoted where TOML asks for it, and gets its own \
         scopes alone.";
    "CFG-12" Must Client, "this project", Request,
        "After `--` there are no options, and a scope that begins with a dash needs `--scopes=`.";
    "CFG-13" Must Client, "this project", Request,
        "If any layer that counts supplies a legal token, the request has `scope`.";
    "CFG-14" Must Client, "this project", Request,
        "Equal inputs make equal bytes; clock, environment, files and network play no part.";
}

area! {
    /// Guards against inputs that an attacker chose.
    SEC:
    "SEC-01" Should Client, "MCP Security Best Practices 2026-07-28, Server-Side Request Forgery",
        Request,
        "URLs are https, or http on loopback if a switch for development allows it.";
    "SEC-02" Should Client,
        "MCP Security Best Practices 2026-07-28, Server-Side Request Forgery; \
         RFC 9728, section 7.7",
        Request,
        "Addresses of private and link-local networks are not asked unless a switch allows it.";
    "SEC-03" Should Client, "MCP Security Best Practices 2026-07-28, Server-Side Request Forgery",
        NeedsWire(METADATA_TRAFFIC),
        "Where a metadata request is redirected to is checked like the first URL.";
    "SEC-04" Must Client,
        "MCP Security Best Practices 2026-07-28, Server-Side Request Forgery; this project",
        Request,
        "Of all schemes only https and http are ever followed.";
    "SEC-05" Must Client, "this project", Request,
        "Text of a server is shown with its controls and direction marks spelled out.";
    "SEC-06" Must Client, "this project", Request,
        "Every size has a limit, and beyond it comes an error rather than a shortened token.";
}
