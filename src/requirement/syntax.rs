//! The two syntaxes that everything else is written in.

use super::REGISTRATION_ANSWERS;

area! {
    /// RFC 8259: the body that is written and the documents that are read.
    JSON:
    "JSON-01" Must Client, "RFC 8259, section 8.1", Request,
        "The body of the request is encoded in UTF-8.";
    "JSON-02" MustNot Client, "RFC 8259, section 8.1", Request,
        "The body does not begin with a byte order mark.";
    "JSON-03" May Client, "RFC 8259, section 8.1", Request,
        "A document may begin with a byte order mark and reads as if it did not.";
    "JSON-04" Should Client, "RFC 8259, section 4", Request,
        "No object of the body has two members of a name.";
    "JSON-05" Must Client, "RFC 8259, section 4; this project", Request,
        "A document with two members of a name is refused, because readers differ on which one \
         counts.";
    "JSON-06" Must Client, "RFC 8259, section 8.2; this project", Request,
        "A document with half a surrogate pair is refused rather than repaired.";
    "JSON-07" Must Client, "RFC 8259, section 8.3; RFC 9728, section 6; RFC 8414, section 4",
        Request,
        "An escape and the character it stands for are the same, and nothing else is made the \
         same.";
    "JSON-08" Must Client, "RFC 8259, section 7", Request,
        "The body escapes quotes, backslashes and the controls below U+0020.";
    "JSON-09" Must Client, "RFC 7591, section 3.1; RFC 8414, section 3.2; RFC 9728, section 3.2",
        Request,
        "Body and documents are objects at their top level.";
    "JSON-10" Must Client, "RFC 8259, section 4", Request,
        "It does not matter in which order an object lists its members.";
    "JSON-11" May Client, "RFC 8259, section 9", Request,
        "A reader may set limits, and deep nesting meets one before the stack is used up.";
    "JSON-12" Derived Client, "RFC 8259, section 11", Request,
        "The media type is sent without `charset`, a parameter it does not have.";
    "JSON-13" Must Client, "RFC 8259, section 6; this project", Later(REGISTRATION_ANSWERS),
        "A point in time is an integer written as one, exact up to 2^53-1.";
    "JSON-14" Must Client, "this project", Request,
        "An optional member that is `null` counts as absent.";
    "JSON-15" Must Client, "this project", Request,
        "The wrong type costs a document its use in an identity or endpoint, and only the member \
         in a hint.";
    "JSON-16" Must Client, "RFC 8259, section 2", Request,
        "Anything after the document, comments, single quotes and numbers like NaN are syntax \
         errors.";
}

area! {
    /// RFC 3986: when a URI is valid and when two are equal.
    URI:
    "URI-01" Must Client, "RFC 3986, section 4.3", Request,
        "An absolute URI begins with a scheme and a colon and has no fragment.";
    "URI-02" Advised Client, "RFC 3986, sections 3.1 and 6.2.2.1", Request,
        "A scheme is read in any case and written in lower case.";
    "URI-03" Advised Client, "RFC 3986, sections 3.2.2 and 6.2.2.1", Request,
        "A host is read in any case and written in lower case.";
    "URI-04" Derived Client, "RFC 3986, section 6.2.2.1", Request,
        "In the rest of a URI case matters and is left alone.";
    "URI-05" Must Client, "RFC 3986, section 6.2.1", Request,
        "Simple comparison goes through two URIs character by character and changes neither.";
    "URI-06" Derived Client, "RFC 3986, section 6.2.3", Request,
        "An identity with an empty path is not the identity with the path `/`.";
    "URI-07" Derived Client, "RFC 3986, section 6.2.3", Request,
        "The default port, written out, equals no port only once a URI was normalised by its \
         scheme.";
    "URI-08" Must Client, "RFC 3986, section 3.2.2", Request,
        "An IPv6 address stands in brackets.";
    "URI-09" Must Client, "RFC 3986, section 2; this project", Request,
        "A URI with spaces, controls or characters beyond ASCII is refused and not encoded.";
}
