//! Metadata of authorization servers, in its two forms.

use super::{AUTHORIZATION_ANSWERS, METADATA_TRAFFIC, TLS_HANDSHAKE, UNREAD_MEMBER};

const AFTER_REGISTRATION: &str = "the endpoint is used after the registration";

area! {
    /// RFC 8414: authorization server metadata.
    ASM:
    "ASM-01" Must Client, "RFC 8414, section 2", Request,
        "The metadata names its server in `issuer`, an https URL with neither query nor fragment.";
    "ASM-02" Must Client, "RFC 8414, section 2", NoEffect(AFTER_REGISTRATION),
        "`authorization_endpoint` is there whenever a grant of the server uses it.";
    "ASM-03" Must Client, "RFC 8414, section 2", NoEffect(AFTER_REGISTRATION),
        "`token_endpoint` is there unless the server has the implicit grant alone.";
    "ASM-04" Optional Client, "RFC 8414, section 2", NoEffect(UNREAD_MEMBER),
        "`jwks_uri` is an https URL with the keys of the server.";
    "ASM-05" Optional Client, "RFC 8414, section 2", Request,
        "`registration_endpoint` is a URL, and a server without it offers no dynamic registration.";
    "ASM-06" Recommended Client, "RFC 8414, section 2", Request,
        "`scopes_supported` of an authorization server may be incomplete, so it filters nothing \
         that a client asks for.";
    "ASM-07" Must Client, "RFC 8414, section 2", Request,
        "`response_types_supported` is an array that has to be there and, for MCP, to hold `code`.";
    "ASM-08" Optional Client, "RFC 8414, section 2", NoEffect(UNREAD_MEMBER),
        "An absent `response_modes_supported` stands for query and fragment.";
    "ASM-09" Optional Client, "RFC 8414, section 2", Request,
        "An absent `grant_types_supported` stands for `authorization_code` and `implicit`.";
    "ASM-10" Optional Client, "RFC 8414, section 2", Request,
        "An absent `token_endpoint_auth_methods_supported` stands for `client_secret_basic`.";
    "ASM-11" Must Client, "RFC 8414, section 2",
        NoEffect("a client here never signs to authenticate itself"),
        "Servers that take signed assertions list the algorithms for them, and `none` is not one.";
    "ASM-12" Optional Client, "RFC 8414, section 2", NoEffect(UNREAD_MEMBER),
        "The documentation, languages, policy and terms of a server have members of their own.";
    "ASM-13" Optional Client, "RFC 8414, section 2", NoEffect(UNREAD_MEMBER),
        "A revocation endpoint comes with its own lists of methods and algorithms.";
    "ASM-14" Optional Client, "RFC 8414, section 2", NoEffect(UNREAD_MEMBER),
        "An introspection endpoint comes with its own lists, which have no default.";
    "ASM-15" Optional Client, "RFC 8414, section 2", Request,
        "A server without the array `code_challenge_methods_supported` does not offer PKCE.";
    "ASM-16" May Client, "RFC 8414, section 2.1", Request,
        "Signed metadata of a server changes nothing for a client without support for it.";
    "ASM-17" May Client, "RFC 8414, sections 2 and 3.2", Request,
        "Server metadata may have members of any name, and unknown ones change nothing for a \
         client.";
    "ASM-18" Must Client, "RFC 8414, section 3", Request,
        "The metadata lives where `/.well-known/oauth-authorization-server` stands before the path \
         of the issuer.";
    "ASM-19" Must Client, "RFC 8414, section 3", Request,
        "Server metadata is asked for at https URLs.";
    "ASM-20" Must Client, "RFC 8414, section 3.1", NeedsWire(METADATA_TRAFFIC),
        "Server metadata is asked for with GET.";
    "ASM-21" Must Client, "RFC 8414, section 3.1", Request,
        "A slash at the end of the issuer's path goes before the insertion.";
    "ASM-22" Must Client,
        "RFC 8414, section 3; MCP 2026-07-28, Authorization Server Metadata Discovery",
        Request,
        "MCP has no well-known suffix of its own, so a client asks under the registered ones \
         alone.";
    "ASM-23" Must Client, "RFC 8414, section 3.2", NeedsWire(METADATA_TRAFFIC),
        "Server metadata counts only if it came with status 200 as `application/json`.";
    "ASM-24" Must AuthorizationServer, "RFC 8414, section 3.2", Request,
        "Server metadata has no empty arrays, so a client that meets one applies the default \
         instead.";
    "ASM-25" Must Client, "RFC 8414, sections 3.3 and 6.2", Request,
        "A document whose `issuer` is not the one that was asked supplies nothing.";
    "ASM-26" Must Client, "RFC 8414, section 4", Request,
        "Issuers are compared by code points after unescaping, so a slash more makes another \
         issuer.";
    "ASM-27" May Client, "RFC 8414, section 5", Request,
        "Of an issuer with a path, OpenID Connect finds the metadata elsewhere: after the path.";
    "ASM-28" Must Client, "RFC 8414, section 6.1", NeedsWire(TLS_HANDSHAKE),
        "Server metadata is fetched over TLS and the certificate is checked.";
    "ASM-29" Optional Client, "RFC 9728, section 4",
        NoEffect("only a warning tells of it; the request is the same"),
        "`protected_resources` is an array of resources that use this server.";
    "ASM-30" Optional Client, "Client ID Metadata Document draft, section 5; MCP since 2025-11-25",
        Request,
        "`client_id_metadata_document_supported` counts as yes only when it is the JSON value \
         `true`.";
    "ASM-31" Optional Client, "RFC 9207, section 3", Later(AUTHORIZATION_ANSWERS),
        "An absent `authorization_response_iss_parameter_supported` stands for false.";
}

area! {
    /// OpenID Connect Discovery, as far as a registration needs it.
    OIDCD:
    "OIDCD-01" Must Client, "OpenID Connect Discovery 1.0, sections 4 and 4.1", Request,
        "`/.well-known/openid-configuration` follows the issuer, from whose path a slash at the \
         end is taken off.";
    "OIDCD-02" Must Client, "OpenID Connect Discovery 1.0, sections 4.1 and 4.2",
        NeedsWire(METADATA_TRAFFIC),
        "The configuration is asked for with GET and counts if status 200 brings a JSON object.";
    "OIDCD-03" Must Client, "OpenID Connect Discovery 1.0, section 4.3", Request,
        "A configuration whose `issuer` is not the prefix it was found under is not used.";
    "OIDCD-04" Must OpenIdProvider, "OpenID Connect Discovery 1.0, section 3", Request,
        "What OpenID Connect adds as required for signing in may be missing without harm to a \
         registration.";
    "OIDCD-05" Recommended Client, "OpenID Connect Discovery 1.0, section 3", Request,
        "Although every provider supports `openid`, a client does not add that scope by itself.";
    "OIDCD-06" Must OpenIdProvider, "OpenID Connect Discovery 1.0, section 4.2", Request,
        "A configuration has no empty arrays, and a client reads them as in other server metadata.";
    "OIDCD-07" Optional Client, "OpenID Connect Discovery 1.0, section 3", Request,
        "Absent lists of grants, modes and methods have the same defaults as in RFC 8414.";
    "OIDCD-08" Derived Client, "MCP since 2025-11-25, Authorization Code Protection", Request,
        "Providers of OpenID Connect list `code_challenge_methods_supported` for MCP, although \
         their own standard does not have it.";
}
