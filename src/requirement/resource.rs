//! The resource: its identifier and its metadata.

use super::{METADATA_TRAFFIC, TLS_HANDSHAKE, UNREAD_MEMBER};

area! {
    /// RFC 8707 and the canonical URI of an MCP server.
    RES:
    "RES-01" Must Client, "RFC 8707, section 2", Request,
        "The resource is named by an absolute URI.";
    "RES-02" MustNot Client, "RFC 8707, section 2", Request,
        "The URI of the resource has no fragment.";
    "RES-03" ShouldNot Client, "RFC 8707, section 2", Request,
        "The URI of the resource has no query unless the resource cannot be told apart without it, \
         and then it stays as it is.";
    "RES-04" May Client, "RFC 8707, section 2", Request,
        "Of the several resources that a request could name, an MCP client names one.";
    "RES-05" Must Client, "MCP since 2025-06-18, Resource Parameter Implementation", Request,
        "Authorization and token requests name the MCP server in `resource`, whatever the server \
         is known to understand.";
    "RES-06" Should Client, "MCP since 2025-06-18, Canonical Server URI", Request,
        "The server is named with scheme and host in lower case and without a lone slash at the \
         end, however a user wrote it.";
    "RES-07" Must Client, "MCP since 2025-06-18, Resource Parameter Implementation",
        NeedsWire("an outcome holds the decoded parameters of an authorization request"),
        "In a query or form `resource` is percent-encoded.";
    "RES-08" Derived Client, "RFC 8707, section 2; IANA OAuth Parameters", Request,
        "No registration has a member `resource`.";
    "RES-09" Derived AuthorizationServer, "RFC 8707, section 2", BindsServer,
        "A server says `invalid_target` in later requests when it will not serve the resource.";
    "RES-10" Must Client, "this project", Request,
        "A server URL with user information is refused.";
}

area! {
    /// RFC 9728: protected resource metadata.
    PRM:
    "PRM-01" Must Client, "RFC 9728, section 1.2", Request,
        "What identifies a resource is an https URL that has no fragment and preferably no query.";
    "PRM-02" Must Client, "RFC 9728, section 2", Request,
        "Metadata of a resource names it in the string `resource`.";
    "PRM-03" Optional Client, "RFC 9728, section 2; MCP since 2025-06-18", Request,
        "`authorization_servers` is an array of issuers, of which MCP wants at least one.";
    "PRM-04" Optional Client, "RFC 9728, section 2", NoEffect(UNREAD_MEMBER),
        "`jwks_uri` is an https URL with the keys of the resource.";
    "PRM-05" Recommended Client, "RFC 9728, section 2", Request,
        "`scopes_supported` is an array of the scopes that requests for this resource use, not \
         always of all.";
    "PRM-06" Optional Client, "RFC 9728, section 2", NoEffect(UNREAD_MEMBER),
        "An empty `bearer_methods_supported` means that no method works, which is not what its \
         absence means.";
    "PRM-07" MustNot Client, "RFC 9728, section 2",
        NoEffect("only a warning tells of it; the request is the same"),
        "`none` is not among `resource_signing_alg_values_supported`.";
    "PRM-08" Recommended Client, "RFC 9728, sections 2 and 2.1", Request,
        "`resource_name` and its like are for people, and none of them is taken for `resource`.";
    "PRM-09" Optional Client, "RFC 9728, section 2", NoEffect(UNREAD_MEMBER),
        "Two booleans, false when absent, ask for tokens bound to a certificate or to DPoP.";
    "PRM-10" Optional Client, "RFC 9728, section 2", NoEffect(UNREAD_MEMBER),
        "Two arrays list the types of authorization details and the algorithms for DPoP.";
    "PRM-11" May Client, "RFC 9728, sections 2.2 and 3.3", Request,
        "A reader without support for `signed_metadata` acts as if it were not there.";
    "PRM-12" May Client, "RFC 9728, section 2.1",
        NoEffect("tagged members are for people; a registration reads none of them"),
        "Members for people may carry language tags.";
    "PRM-13" Must Client, "RFC 9728, section 3", Request,
        "The metadata lives where `/.well-known/oauth-protected-resource` comes between the host \
         of the identifier and the rest of it.";
    "PRM-14" Must Client, "RFC 9728, section 3.1", NeedsWire(METADATA_TRAFFIC),
        "Resource metadata is asked for with GET.";
    "PRM-15" Must Client, "RFC 9728, section 3.1", Request,
        "Where a path or query follows, the slash right after the host goes before the insertion, \
         and a slash at the end stays.";
    "PRM-16" Must Client, "RFC 9728, section 3", Request,
        "The query of an identifier is also the query of its metadata URL.";
    "PRM-17" Must Client, "RFC 9728, section 3.2", NeedsWire(METADATA_TRAFFIC),
        "Resource metadata counts only if it came with status 200 as `application/json`.";
    "PRM-18" Must Client, "RFC 9728, section 3.2", Request,
        "Members of resource metadata that a client does not know change nothing for it.";
    "PRM-19" Must ResourceServer, "RFC 9728, section 3.2", Request,
        "Resource metadata has no members without content, so a client reads an empty array as \
         none.";
    "PRM-20" Must Client, "RFC 9728, section 3.3", Request,
        "Metadata from a well-known URL has to name the identifier that the URL was made from.";
    "PRM-21" Must Client, "RFC 9728, section 3.3", Request,
        "Metadata that a challenge pointed to has to name the URL that was challenged.";
    "PRM-22" MustNot Client, "RFC 9728, section 3.3", Request,
        "A document about another resource supplies nothing, neither servers nor scopes.";
    "PRM-23" Must Client, "RFC 9728, section 6", Request,
        "Once JSON escapes are resolved, identifiers are compared by code points and not \
         normalised.";
    "PRM-24" Should Client, "RFC 9728, section 7.2",
        NoEffect("the selection rule of MCP decides what is asked for (MCP-12, MCP-15)"),
        "A client asks for the scopes it needs and not for all that are on offer.";
    "PRM-25" Should Client, "RFC 9728, section 5.2",
        NeedsWire("a case holds one challenge, not what comes after it"),
        "A later `resource_metadata` makes a client fetch and check the metadata anew.";
    "PRM-26" Advised Client, "RFC 9728, sections 4 and 7.6",
        NoEffect("only a warning tells of it; the request is the same"),
        "If the authorization server lists its resources, this one is looked up there.";
    "PRM-27" Should Client, "RFC 9728, section 7.7", Request,
        "A client does not let URLs from resource metadata lead it into networks closed to the \
         outside.";
    "PRM-28" Must Client, "RFC 9728, sections 7.1 and 7.3", NeedsWire(TLS_HANDSHAKE),
        "Resource metadata is fetched over TLS and the certificate is checked.";
    "PRM-29" May Client, "RFC 9728, section 5.1", Request,
        "A challenge of another scheme may carry `resource_metadata` too, beside parameters of its \
         own.";
    "PRM-30" Must Client, "this project", Request,
        "A relative `resource_metadata` is not resolved but left out, and the well-known URLs are \
         tried.";
}
