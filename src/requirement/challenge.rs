//! The challenge that starts a login: what it means and how it is written.

area! {
    /// RFC 6750, section 3, which OAuth 2.1 carries on: the Bearer challenge.
    BEAR:
    "BEAR-01" Must ResourceServer, "RFC 6750, section 3", Request,
        "The scheme is called `Bearer`, in any mix of upper and lower case.";
    "BEAR-02" Must ResourceServer, "RFC 6750, section 3", Request,
        "A Bearer challenge has a parameter, yet a client copes with one that has none.";
    "BEAR-03" MustNot ResourceServer, "RFC 6750, section 3", BindsServer,
        "No challenge has two realms.";
    "BEAR-04" Optional Client, "RFC 6750, section 3", Request,
        "`scope` holds the tokens that access to the resource takes, case-sensitive and with \
         spaces between them.";
    "BEAR-05" MustNot ResourceServer, "RFC 6750, section 3", Request,
        "No challenge has two `scope` parameters, and if one does, the first counts.";
    "BEAR-06" Must Client, "RFC 6750, section 3", Request,
        "It does not matter in which order a challenge names its scopes.";
    "BEAR-07" MustNot ResourceServer, "RFC 6750, section 3", Request,
        "A challenged scope has no characters beyond those of scope tokens and the space.";
    "BEAR-08" MustNot Client, "RFC 6750, section 3",
        NoEffect("what a program shows to its users is no part of the request"),
        "Scopes of a challenge are for machines and not put before end users.";
    "BEAR-09" MustNot ResourceServer, "RFC 6750, section 3", Request,
        "Each of the three error parameters comes once at most and in few characters, and their \
         text is never read as syntax.";
    "BEAR-10" Should ResourceServer, "RFC 6750, section 3.1", Request,
        "Of the error codes, `insufficient_scope` goes with status 403 and may name the scopes \
         that are lacking.";
    "BEAR-11" ShouldNot ResourceServer, "RFC 6750, section 3.1", Request,
        "A challenge to a request without credentials has no error code, so its absence marks a \
         first login.";
    "BEAR-12" May ResourceServer, "RFC 6750, section 3", Request,
        "Parameters of other names may stand in a challenge and change nothing.";
    "BEAR-13" May Client, "RFC 6750, section 3", Request,
        "A client may ask for its next token with the scopes that a challenge named.";
    "BEAR-14" May ResourceServer, "RFC 6750, section 3; RFC 9110, section 11.6.1",
        NeedsWire("a case holds the challenge and not the status it came with"),
        "A challenge may come with statuses other than 401.";
}

area! {
    /// RFC 9110, sections 5 and 11: the syntax of challenges.
    HTTP:
    "HTTP-01" Must Client, "RFC 9110, section 5.1",
        NeedsWire("a case holds the values of the field and not its name"),
        "The name of the field may be written in any case.";
    "HTTP-02" Must Client, "RFC 9110, sections 5.3 and 11.6.1", Request,
        "Several field lines mean what one line would mean with commas between their values.";
    "HTTP-03" Must Client, "RFC 9110, sections 11.3 and 11.6.1", Request,
        "A comma may end a parameter or a whole challenge, and what follows it tells which.";
    "HTTP-04" Must Client, "RFC 9110, section 11.1", Request,
        "A scheme is a token whose case does not matter.";
    "HTTP-05" Must Client, "RFC 9110, section 11.2", Request,
        "The case of parameter names does not matter.";
    "HTTP-06" Must Client, "RFC 9110, section 11.2", Request,
        "One challenge has one parameter of a name.";
    "HTTP-07" Must Client, "RFC 9110, sections 5.6.3 and 11.2", Request,
        "Spaces and tabs around `=` are read over.";
    "HTTP-08" Must Client, "RFC 9110, section 11.2", Request,
        "Every parameter takes its value with quotes or, if it is a token, without.";
    "HTTP-09" Must Client, "RFC 9110, section 5.6.4", Request,
        "Between quotes a backslash and the octet after it mean that octet.";
    "HTTP-10" Must Client, "RFC 9110, section 5.6.4", Request,
        "Between quotes nothing is syntax: neither a comma nor `=` nor the name of a scheme.";
    "HTTP-11" Should Client, "RFC 9110, sections 5.5 and 5.6.4", Request,
        "Octets above 7F (hexadecimal) pass through a quoted value unread, and no scope token has \
         one.";
    "HTTP-12" Must Client, "RFC 9110, sections 11.2 and 11.3", Request,
        "A scheme may be followed by one token68 instead of parameters.";
    "HTTP-13" Must Client, "RFC 9110, section 5.6.1.2", Request,
        "Empty elements between commas do not count.";
    "HTTP-14" Must Client, "RFC 9110, section 11.3", Request,
        "A challenge may consist of its scheme alone.";
    "HTTP-15" Should Client, "RFC 9110, section 11.3", Request,
        "A challenge of an unknown scheme leaves those before and after it readable.";
    "HTTP-16" Must Client, "RFC 9110, section 5.5", Request,
        "Line ends and NUL inside a value are read as spaces or the value is refused.";
    "HTTP-17" Must Client, "RFC 9110, section 5.5", Request,
        "White space around a field value does not belong to it.";
    "HTTP-18" Must Client, "RFC 9110, section 11.3", Request,
        "A parameter counts for its own challenge, so the `scope` of another scheme is not that of \
         Bearer.";
    "HTTP-19" Must Client, "RFC 9110, sections 5.6.2 and 11.2", Request,
        "A longer name that contains `scope` is a different parameter.";
    "HTTP-20" Must Client, "this project", Request,
        "From where a field becomes unreadable nothing of it is used, and what was read before \
         stays.";
    "HTTP-21" May Client, "RFC 9110, section 5.4", Request,
        "A client may decline a field that is longer than it cares to read.";
    "HTTP-22" Should Client, "this project", Request,
        "A value that lacks the quotes it needs is read up to a comma, white space or quote, with \
         a warning.";
}
