//! Scope values.

use super::REGISTRATION_ANSWERS;

area! {
    /// Grammar and meaning of a scope value, and how this project fills one.
    SCOPE:
    "SCOPE-01" Must Client, "RFC 6749, section 3.3 and appendix A.4", Request,
        "One space (U+0020) stands between two scope tokens, and none stands before the first, \
         after the last or next to another.";
    "SCOPE-02" Must Client, "RFC 6749, section 3.3", Request,
        "A scope token is made of the octets 21, 23 to 5B and 5D to 7E (hexadecimal): visible \
         ASCII without the double quote and the backslash.";
    "SCOPE-03" Must Client, "RFC 6749, section 3.3", Request,
        "No scope token is empty, hence `scope` is never an empty string.";
    "SCOPE-04" Must Client, "RFC 6749, section 3.3", Request,
        "Two scope tokens are the same only if all their octets are, upper and lower case told \
         apart.";
    "SCOPE-05" Must Client, "RFC 6749, section 3.3; RFC 6750, section 3", Request,
        "A scope value means a set: other orders of the same tokens mean the same.";
    "SCOPE-06" Derived Client, "RFC 6749, section 3.3", Request,
        "Naming a scope token a second time has no further meaning, so the repeat can go.";
    "SCOPE-07" Must AuthorizationServer, "RFC 6749, section 3.3", Request,
        "Without `scope` the server decides by its own default or refuses, so a client leaves it \
         out only if nothing it goes by holds a token.";
    "SCOPE-08" May AuthorizationServer, "RFC 6749, sections 3.3 and 5.1",
        Later(REGISTRATION_ANSWERS),
        "A server may grant other scopes than were asked for if it says so, and a client takes \
         that for no error.";
    "SCOPE-09" Must Client, "RFC 6749, section 3.3; RFC 6750, section 3", Request,
        "In a protocol message nothing but the space ends a scope token; punctuation such as a \
         comma is part of it.";
    "SCOPE-10" Must Client, "RFC 6749, section 3.3", Request,
        "A client hands scope tokens on octet by octet and mends nothing in them, not even in \
         those that look like URLs.";
    "SCOPE-11" Must Client, "this project", Request,
        "Of equal tokens the first stays where it is and the others go.";
    "SCOPE-12" Must Client, "this project", Request,
        "Tokens come out in a fixed order: by the precedence of their layers, then as each layer \
         lists them.";
    "SCOPE-13" Must Client, "this project", Request,
        "What a user wrote is cut at every stretch of ASCII white space, and empty pieces do not \
         count.";
    "SCOPE-14" Must Client, "this project", Request,
        "A user's token with a character that scope tokens cannot have stops the build with an \
         error that names token and layer.";
    "SCOPE-15" Must Client, "this project", Request,
        "From a server's scopes the illegal tokens are left out with a warning, and a layer of \
         which none is left supplies nothing.";
    "SCOPE-16" Must Client, "this project", Request,
        "Joining distinct legal tokens and splitting the result gives them back, and cleaning a \
         clean list changes nothing.";
    "SCOPE-17" Must Client, "this project", Request,
        "The work grows about as fast as the input, up to a fixed size of it.";
    "SCOPE-18" Must Client, "RFC 7591, section 2", Request,
        "A client registers every scope token that its first authorization request will name.";
    "SCOPE-19" May Client, "MCP 2026-07-28, Step-Up Authorization Flow", Request,
        "A scope token may stay although another one covers it; only the server knows which do.";
}
