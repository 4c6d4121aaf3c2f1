//! What kind of client registers, where it is redirected to, and who answers it.

use super::{AUTHORIZATION_ANSWERS, REGISTRATION_ANSWERS};

area! {
    /// OpenID Connect Dynamic Client Registration, where it goes beyond RFC 7591.
    OIDCR:
    "OIDCR-01" Must Client, "OpenID Connect Registration 1.0, section 2", Request,
        "The redirect URI of an authorization request is one of the registered ones, character for \
         character.";
    "OIDCR-02" Optional Client, "OpenID Connect Registration 1.0, section 2", Request,
        "`application_type` is `native` or `web`, and `web` when it is left out.";
    "OIDCR-03" Must Client, "OpenID Connect Registration 1.0, section 2", Request,
        "A web client registers https URIs on hosts other than `localhost`.";
    "OIDCR-04" Must Client, "OpenID Connect Registration 1.0, section 2", Request,
        "A native client registers schemes of its own or http on a loopback host.";
    "OIDCR-05" May AuthorizationServer, "OpenID Connect Registration 1.0, section 2", BindsServer,
        "A server may be stricter with native clients than the standard is.";
    "OIDCR-06" Must AuthorizationServer, "OpenID Connect Registration 1.0, section 2", Request,
        "Every redirect URI has to fit the type, so local and remote ones are not registered \
         together.";
    "OIDCR-07" Optional Client, "OpenID Connect Registration 1.0, section 2", Request,
        "Response types, grants and method default to `code`, `authorization_code` and \
         `client_secret_basic`.";
    "OIDCR-08" Should AuthorizationServer, "OpenID Connect Registration 1.0, section 3.2",
        Later(REGISTRATION_ANSWERS),
        "Status 201 reports success, with the values that replaced the requested ones.";
    "OIDCR-09" Must AuthorizationServer, "OpenID Connect Registration 1.0, section 3.3",
        Later(REGISTRATION_ANSWERS),
        "Status 400 reports a bad redirect URI or bad metadata, each with its code.";
    "OIDCR-10" May Client, "OpenID Connect Registration 1.0, section 2.1", Request,
        "Languages are tagged as RFC 7591 does it.";
    "OIDCR-11" Must AuthorizationServer, "OpenID Connect Core 1.0, section 11", Request,
        "`offline_access` works only where a code is issued, so it is asked for along with `code`.";
}

area! {
    /// RFC 8252, which OAuth 2.1 carries on: native applications.
    NAT:
    "NAT-01" Must Client, "RFC 8252, section 7.3; OAuth 2.1 draft 13, section 8.4.2", Request,
        "A loopback redirect is http to 127.0.0.1 or to [::1], on whichever port and path.";
    "NAT-02" NotRecommended Client, "RFC 8252, section 8.3; OAuth 2.1 draft 13, section 8.4.2",
        Request,
        "The name `localhost` is accepted, but an address serves better.";
    "NAT-03" Must AuthorizationServer, "RFC 8252, section 7.3", Request,
        "Servers take any port of a loopback redirect, so it may be registered with a port or \
         without.";
    "NAT-04" ShouldNot Client, "RFC 8252, section 7.3",
        NeedsWire("which address a client listens on shows only when it runs"),
        "A client counts on neither version of IP and tries both.";
    "NAT-05" Must Client, "RFC 8252, section 7.1; OAuth 2.1 draft 13, sections 2.3.1 and 8.4.3",
        Request,
        "A scheme of one's own is a domain name back to front, hence with a period, and one slash \
         follows it.";
    "NAT-06" Should Client, "RFC 8252, section 7.2",
        NoEffect("a program on the command line has no address that opens it"),
        "Where a platform lets an application claim https addresses, it uses one.";
    "NAT-07" Must Client, "RFC 8252, sections 8.4 and 8.5; OAuth 2.1 draft 13, section 8.1",
        Request,
        "A native client is public unless its own registration gave it a secret.";
    "NAT-08" May Client, "RFC 8252, section 8.3; OAuth 2.1 draft 13, section 8.5.4", Request,
        "Plain http is for redirects to loopback and for no others.";
    "NAT-09" Must Client, "RFC 8252, section 8.4; OAuth 2.1 draft 13, section 2.3.1", Request,
        "A redirect URI is registered whole, path included.";
    "NAT-10" Must Client, "this project", Request,
        "A host whose name only begins like that of the local machine is remote.";
}

area! {
    /// OAuth 2.1, in the draft that MCP refers to.
    O21:
    "O21-01" Must Client, "OAuth 2.1 draft 13, section 2.3; RFC 6749, section 3.1.2", Request,
        "A redirect URI is absolute and has no fragment, while a query is fine.";
    "O21-02" Must AuthorizationServer, "OAuth 2.1 draft 13, section 2.3.1; RFC 9700, section 2.1",
        Request,
        "Servers compare redirect URIs as strings, loopback ports aside, so a client rewrites \
         none.";
    "O21-03" Must Client, "OAuth 2.1 draft 13, section 2.3.2", Request,
        "A client with several redirect URIs says in its authorization request which one it means.";
    "O21-04" Must Client, "OAuth 2.1 draft 13, section 1.5", Request,
        "Every URL of OAuth is https, redirects to loopback excepted.";
    "O21-05" Must Client, "OAuth 2.1 draft 13, section 4.1.1",
        Later("the code challenge is computed in a later release"),
        "The code challenge is the SHA-256 of a verifier of 43 to 128 characters, in base64url \
         without padding.";
    "O21-06" MustNot Client, "OAuth 2.1 draft 13, section 10", Request,
        "No client registers `implicit` or `password`, nor the response type `token`.";
    "O21-07" Derived Client, "OAuth 2.1 draft 13, section 2.3.1; RFC 3986, section 6.2.1", Request,
        "A redirect URI is sent octet by octet as configured, without a slash or escape that a \
         library would add.";
}

area! {
    /// RFC 9207: which issuer an authorization response comes from.
    ISS:
    "ISS-01" Must Client, "MCP 2026-07-28, Authorization Response Validation",
        Later(AUTHORIZATION_ANSWERS),
        "Before it redirects, a client notes the checked issuer beside its other state.";
    "ISS-02" Must Client,
        "RFC 9207, section 2.4; MCP 2026-07-28, Authorization Response Validation",
        Later(AUTHORIZATION_ANSWERS),
        "Where `iss` was announced, a response with another one is rejected.";
    "ISS-03" Must Client,
        "RFC 9207, section 2.4; MCP 2026-07-28, Authorization Response Validation",
        Later(AUTHORIZATION_ANSWERS),
        "Where `iss` was announced, a response without it is rejected.";
    "ISS-04" Must Client, "MCP 2026-07-28, Authorization Response Validation",
        Later(AUTHORIZATION_ANSWERS),
        "An `iss` that comes unannounced is compared all the same.";
    "ISS-05" Must Client, "MCP 2026-07-28, Authorization Response Validation",
        Later(AUTHORIZATION_ANSWERS),
        "Where `iss` was not announced, a response without it is accepted.";
    "ISS-06" MustNot Client,
        "RFC 9207, section 2.4; MCP 2026-07-28, Authorization Response Validation",
        Later(AUTHORIZATION_ANSWERS),
        "Beyond the decoding of the form, `iss` is not normalised before it is compared.";
    "ISS-07" MustNot Client, "MCP 2026-07-28, Authorization Response Validation",
        Later(AUTHORIZATION_ANSWERS),
        "Of a response with the wrong `iss` not even the error is used or shown.";
}
