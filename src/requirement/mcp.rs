//! The authorization pages of the Model Context Protocol, over their revisions.

use super::{METADATA_TRAFFIC, REGISTRATION_ANSWERS, STORED_CREDENTIALS};

area! {
    /// MCP authorization, revisions 2025-03-26 to 2026-07-28.
    MCP:
    "MCP-01" Must Client, "MCP 2025-03-26, Authorization Base URL", Request,
        "In the first revision the server URL without its path is the base at which server \
         metadata is looked for.";
    "MCP-02" Must Client, "MCP 2025-03-26, Fallbacks for Servers without Metadata Discovery",
        Request,
        "The first revision alone falls back to `/register` at the base when it finds no metadata.";
    "MCP-03" Should Client, "MCP 2025-03-26, Server Metadata Discovery Headers",
        NeedsWire(METADATA_TRAFFIC),
        "In the first revision the metadata request names the protocol version in a field.";
    "MCP-04" Must Client, "MCP, Security Considerations", Request,
        "A redirect goes to the local machine or to an https URL.";
    "MCP-05" May Client, "MCP, Overview",
        NoEffect("how welcome registration is changes no request"),
        "Dynamic registration was advised at first, then optional, and is deprecated in \
         2026-07-28.";
    "MCP-06" Must Client, "MCP since 2025-06-18, Authorization Server Discovery", Request,
        "A client reads challenges and resource metadata to learn which authorization server to \
         use.";
    "MCP-07" Must Client,
        "MCP since 2025-11-25, Protected Resource Metadata Discovery Requirements",
        Request,
        "The metadata URL of the challenge comes first; without one, the well-known location for \
         the path, then that for the root.";
    "MCP-08" Must ResourceServer, "MCP since 2025-06-18, Authorization Server Location", Request,
        "Resource metadata lists an authorization server, and among several the client chooses.";
    "MCP-09" Must Client, "MCP since 2025-11-25, Authorization Server Metadata Discovery", Request,
        "Server metadata is tried under RFC 8414 first and then under OpenID Connect, inserted \
         before appended.";
    "MCP-10" Must Client, "MCP 2026-07-28, Authorization Server Metadata Discovery", Request,
        "The issuer in server metadata is checked before anything of it is used.";
    "MCP-11" Silent Client, "MCP 2025-03-26 and 2025-06-18", Request,
        "The first two revisions do not say how scopes are chosen, so the later rules hold for \
         them as well.";
    "MCP-12" Should Client, "MCP since 2025-11-25, Scope Selection Strategy", Request,
        "Scopes come from the challenge, failing that from the whole list of the resource \
         metadata, failing that from nowhere.";
    "MCP-13" MustNot Client, "MCP since 2025-11-25, Scope Selection Strategy", Request,
        "The scopes of a challenge are not measured against the list of the resource metadata.";
    "MCP-14" Must Client, "MCP since 2025-11-25, Scope Selection Strategy", Request,
        "What a challenge names is what the operation at hand takes, so none of it gets lost.";
    "MCP-15" Should Client, "MCP since 2025-11-25, Scope Selection Strategy", Request,
        "A client asks for no more than it is about to use, hence not for the list of the \
         authorization server.";
    "MCP-16" Should Client, "MCP 2026-07-28, Step-Up Authorization Flow", Request,
        "A step-up asks for the scopes of before together with those of the new challenge.";
    "MCP-17" Should Client, "MCP since 2025-11-25, Step-Up Authorization Flow", Request,
        "A step-up that would ask for nothing new is not tried again.";
    "MCP-18" May Client, "MCP 2026-07-28, Refresh Tokens", Request,
        "A client that wants refresh tokens may add `offline_access` if the authorization server \
         lists it.";
    "MCP-19" Should Client, "MCP 2026-07-28, Refresh Tokens", Request,
        "Whoever wants refresh tokens registers `refresh_token` among the grants.";
    "MCP-20" MustNot Client, "MCP 2026-07-28, Refresh Tokens",
        Later("token responses are read in a later release"),
        "A client can do without the refresh token that it asked for.";
    "MCP-21" ShouldNot ResourceServer, "MCP 2026-07-28, Refresh Tokens", Request,
        "Resource servers do not name `offline_access`, and a client keeps it if one does.";
    "MCP-22" Should Client, "MCP since 2025-11-25, Client Registration Approaches", Request,
        "A client prefers an existing registration, then a metadata document, then dynamic \
         registration, then asking.";
    "MCP-23" Must Client, "MCP since 2025-11-25, Client ID Metadata Documents", Request,
        "A client identifier that points to a metadata document is https, has a path and is \
         repeated in the document.";
    "MCP-24" MustNot Client, "Client ID Metadata Document draft, sections 3 and 4.1", Request,
        "Such an identifier has no dot segment, fragment or user information, and its document no \
         secret.";
    "MCP-25" Must Client, "MCP 2026-07-28, Application Type", Request,
        "A dynamic registration states `application_type`.";
    "MCP-26" Should Client, "MCP 2026-07-28, Application Type", Request,
        "Programs on the user's machine are `native`, applications on a remote host are `web`.";
    "MCP-27" Must Client, "MCP 2026-07-28, Application Type", Later(REGISTRATION_ANSWERS),
        "A client expects that its redirect URIs may be refused, and says so clearly when they \
         are.";
    "MCP-28" Must Client, "MCP 2026-07-28, Authorization Server Binding", Later(STORED_CREDENTIALS),
        "Stored credentials are found by the issuer they belong to.";
    "MCP-29" MustNot Client, "MCP 2026-07-28, Authorization Server Binding",
        Later(STORED_CREDENTIALS),
        "Credentials from one authorization server are not shown to another, where a client \
         registers anew.";
    "MCP-30" Must Client, "MCP 2026-07-28, Authorization Server Location",
        Later(STORED_CREDENTIALS),
        "With several authorization servers a client keeps one registration for each.";
    "MCP-31" Must Client, "MCP since 2025-11-25, Authorization Code Protection", Request,
        "Without S256 among the advertised code challenge methods a client does not even register.";
    "MCP-32" Must Client, "MCP, Communication Security", Request,
        "Endpoints of an authorization server are https.";
    "MCP-33" Should Client, "MCP since 2025-11-25, Scope Challenge Handling", Request,
        "A challenge for lack of scope is read like any other and answered with a step-up.";
    "MCP-34" Silent Client, "MCP, all revisions", Request,
        "No revision says what `scope` of a registration holds, so it holds what will be asked \
         for.";
    "MCP-35" Must Client, "MCP since 2025-06-18, Resource Parameter Implementation", Request,
        "An MCP client keeps the rules for `resource`: where it is sent, in what form and how \
         encoded.";
    "MCP-36" ShouldNot Client, "MCP, Protocol Requirements", Request,
        "A server that is started as a command takes no part in this, so nothing is registered for \
         it.";
}
