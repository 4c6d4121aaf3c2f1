//! The one error of the core: what is wrong, where it stands, and what to do about it.

use std::fmt;
use std::ops::Range;

use super::leniency::Leniency;
use super::limits;
use super::location::InputLocation;

/// Why no request was built. [`fmt::Display`] gives input, kind and the escaped piece on one line.
pub type BuildError = Located<ErrorKind>;

/// What was found in an input: a kind, where it stands, and the piece that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<K> {
    /// What was found.
    pub kind: K,
    /// Where it stands.
    pub location: InputLocation,
    /// The piece as it was given, at most [`limits::PIECE_BYTES`] long. Not escaped.
    pub piece: String,
}

impl<K> Located<K> {
    /// A kind about `piece`, which is cut to [`limits::PIECE_BYTES`] at a character boundary.
    pub fn new(kind: K, location: impl Into<InputLocation>, piece: &str) -> Self {
        Located {
            kind,
            location: location.into(),
            piece: bounded(piece),
        }
    }

    /// The same, where the text stands inside of an input: see [`InputLocation::moved`].
    pub fn moved(mut self, locate: impl FnOnce(Range<usize>) -> InputLocation) -> Self {
        self.location = self.location.moved(locate);
        self
    }

    /// Input, `summary` and the escaped piece on one line; safe for a terminal (SEC-05).
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, summary: &str) -> fmt::Result {
        write!(f, "{}: {summary}", self.location.input)?;
        if !self.piece.is_empty() {
            write!(f, ": `{}`", escaped(&self.piece))?;
        }
        Ok(())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, self.kind.summary())
    }
}

impl std::error::Error for BuildError {}

/// The start of `text`, at most [`limits::PIECE_BYTES`] bytes and never half a character.
pub fn bounded(text: &str) -> String {
    text.split_at(text.floor_char_boundary(limits::PIECE_BYTES))
        .0
        .to_owned()
}

/// `text` with everything spelled out that a terminal could act on or hide: controls, line and
/// paragraph separators, and characters that change the direction of writing (SEC-05).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unsafe_to_show(character) {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}

/// Whether `character` must be spelled out before it is shown.
pub fn is_unsafe_to_show(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Defines an enum of kinds by a table: for each, the requirement, a summary, and texts of its own.
macro_rules! kinds {
    ($(#[$meta:meta])* $name:ident, $texts:literal: $($(#[$doc:meta])* $kind:ident: $($text:literal),+;)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $kind,)* }

        impl $name {
            /// All kinds, in the order of this file.
            pub const ALL: &[$name] = &[$($name::$kind,)*];

            /// The name by which vectors and reports call it.
            pub fn name(self) -> &'static str {
                match self { $($name::$kind => stringify!($kind),)* }
            }

            /// The id of the requirement that decided.
            pub fn requirement(self) -> &'static str {
                self.texts()[0]
            }

            /// What was found, as a fragment in lower case.
            pub fn summary(self) -> &'static str {
                self.texts()[1]
            }

            fn texts(self) -> [&'static str; $texts] {
                match self { $($name::$kind => [$($text),+],)* }
            }
        }
    };
}
pub(super) use kinds;

kinds! {
    /// Every reason why no request is built. Names match the worked vectors one to one.
    ErrorKind, 3:
    /// The command line is not `mcp login NAME`.
    WrongCommand: "CFG-01", "not the login command", "write `mcp login NAME`, with options anywhere around it";
    /// An option that the dialect does not have.
    UnknownOption: "CFG-12", "unknown option", "use `--scopes`, `-c` or `--config`; put `--` before a name that starts with a dash";
    /// An option at the end without its value.
    MissingValue: "CFG-02", "option without a value", "write the value after the option, or join it with `=`";
    /// A positional argument after the server name.
    UnexpectedArgument: "CFG-01", "unexpected argument", "give one server name; join several scopes with commas";
    /// No server name.
    MissingServerName: "CFG-01", "no server name", "name the server: `mcp login NAME`";
    /// `--scopes` is given and holds no token.
    EmptyScopesFlag: "CFG-05", "`--scopes` holds no scope token", "leave the flag out, or give at least one token";
    /// An override without `=`.
    InvalidOverride: "CFG-06", "override without `=`", "write `-c key=value`";
    /// An override whose key is not a dotted TOML key.
    InvalidOverrideKey: "CFG-11", "not a dotted TOML key", "quote parts that hold dots or other punctuation: `mcp_servers.\"my.server\".scopes`";
    /// The config file is not TOML.
    InvalidConfig: "CFG-10", "not valid TOML", "correct the config file at the marked position";
    /// The server is started as a command, so there is nothing to register with.
    StdioServer: "MCP-36", "a server with a `command` runs over standard input and output, without OAuth", "give the server a `url`, or pass its credentials in the environment";
    /// A scope token of a user or caller has a character outside the alphabet of RFC 6749.
    InvalidScopeToken: "SCOPE-14", "not a scope token", "use printable ASCII without space, quote and backslash";
    /// A value is of the wrong type.
    WrongType: "JSON-15", "value of the wrong type", "use the type that the specification gives this member";
    /// An input exceeds a limit of `limits.rs`.
    LimitExceeded: "SEC-06", "larger than the limit", "send less; nothing was truncated";
    /// The document is not JSON.
    MalformedJson: "JSON-16", "not valid JSON", "correct the document at the marked position";
    /// A JSON document whose top level is not an object.
    NotAnObject: "JSON-09", "the document is not a JSON object", "send one JSON object";
    /// Two members of one name.
    DuplicateMember: "JSON-05", "member occurs twice", "keep one of the two; readers disagree on which one counts";
    /// An unpaired surrogate escape.
    LoneSurrogate: "JSON-06", "unpaired surrogate", "write the character as a pair of escapes, or unescaped";
    /// Not an absolute URI.
    NotAbsoluteUri: "URI-01", "not an absolute URI", "write the whole URI, with its scheme";
    /// Not a URI of a kind that may stand here.
    InvalidUri: "URI-09", "not a usable URI", "use an https URL of ASCII characters without spaces";
    /// A fragment where none may be.
    FragmentNotAllowed: "RES-02", "a fragment is not allowed here", "leave out `#` and what follows";
    /// A query where none may be.
    QueryNotAllowed: "ASM-01", "a query is not allowed here", "leave out `?` and what follows";
    /// User information where none may be.
    UserinfoNotAllowed: "RES-10", "user information is not allowed here", "leave out what stands before `@`";
    /// A dot segment where none may be.
    DotSegment: "MCP-24", "dot segments are not allowed here", "write the path without `.` and `..`";
    /// A URL without the path that must be there.
    PathRequired: "MCP-23", "a path is required here", "write the path of the document";
    /// A plain http URL.
    InsecureUrl: "SEC-01", "not an https URL", "use https";
    /// A private, link-local or unique-local address.
    PrivateAddress: "SEC-02", "a private or link-local address", "use a public host";
    /// Protected resource metadata without `resource`.
    MissingResource: "PRM-02", "no `resource` member", "the document has to name the resource that it describes";
    /// Protected resource metadata about another resource.
    ResourceMismatch: "PRM-22", "`resource` names another server", "use the document of the server that you log in to";
    /// Protected resource metadata without a usable authorization server.
    NoUsableAuthorizationServer: "MCP-08", "no usable authorization server", "the list needs at least one https issuer";
    /// Authorization server metadata without `issuer`.
    MissingIssuer: "ASM-25", "no `issuer` member", "the document has to name the issuer that published it";
    /// Authorization server metadata of another issuer.
    IssuerMismatch: "ASM-25", "`issuer` names another authorization server", "use the document of the expected issuer";
    /// A `registration_endpoint` that is not a string.
    InvalidRegistrationEndpoint: "JSON-15", "`registration_endpoint` is not a URL", "the authorization server has to give one https URL as a string";
    /// No S256 in `code_challenge_methods_supported`.
    PkceUnsupported: "MCP-31", "the authorization server does not offer PKCE with S256", "the authorization server has to list `S256` in `code_challenge_methods_supported`";
    /// `response_types_supported` lacks `code`.
    ResponseTypeUnsupported: "ASM-07", "the authorization server does not offer the response type `code`", "the authorization server has to list `code`";
    /// `grant_types_supported` lacks `authorization_code`.
    GrantTypeUnsupported: "DCR-30", "the authorization server does not offer the grant `authorization_code`", "the authorization server has to list `authorization_code`";
    /// No authentication method that both sides have.
    AuthMethodUnsupported: "ASM-10", "no token endpoint authentication method in common", "the authorization server has to list `none`, `client_secret_basic` or `client_secret_post`";
    /// No redirect URI at all.
    MissingRedirectUri: "DCR-10", "no redirect URI", "give at least one";
    /// A redirect URI that may not be registered.
    InvalidRedirectUri: "DCR-71", "not allowed as a redirect URI", "use https, http on a loopback host, or a reversed domain name as scheme; no fragment";
    /// Local and remote redirect URIs in one registration.
    MixedRedirectUris: "OIDCR-06", "local and remote redirect URIs together", "register one kind, or state `application_type`";
    /// A stated application type that does not fit the redirect URIs.
    ApplicationTypeMismatch: "OIDCR-03", "redirect URI does not fit the stated `application_type`", "state `native`, or register remote https redirect URIs only";
    /// A member that does not belong into a registration request.
    ForbiddenMember: "DCR-42", "not a member of a registration request", "leave it out";
    /// A tagged member without its untagged form.
    UntaggedMemberMissing: "DCR-37", "a language-tagged member without the untagged one", "give the untagged member as well";
    /// `jwks` and `jwks_uri` together.
    JwksConflict: "DCR-24", "`jwks` and `jwks_uri` together", "keep one of the two";
    /// `implicit` or `password`.
    RemovedGrantType: "O21-06", "a grant that OAuth 2.1 removed", "use `authorization_code`";
    /// Grant types and response types that do not fit.
    InconsistentGrantTypes: "DCR-30", "grant types and response types do not fit together", "`authorization_code` goes with `code`";
    /// An `insufficient_scope` challenge asks for nothing new.
    NoScopeProgress: "MCP-17", "the challenge asks for no scope beyond those already requested", "stop; asking again would loop";
    /// An initial access token that is not a bearer token.
    InvalidAccessToken: "DCR-05", "not a bearer token", "use letters, digits and `-._~+/`, with `=` at the end only (RFC 6750, section 2.1)";
}

impl ErrorKind {
    /// What to do about it.
    pub fn help(self) -> &'static str {
        self.texts()[2]
    }

    /// The switch that tolerates it, if there is one.
    pub fn leniency(self) -> Option<Leniency> {
        match self {
            ErrorKind::MissingIssuer => Some(Leniency::MissingIssuer),
            ErrorKind::IssuerMismatch => Some(Leniency::IssuerRootSlash),
            ErrorKind::ResourceMismatch => Some(Leniency::ResourcePrefix),
            ErrorKind::PkceUnsupported => Some(Leniency::PkceNotAdvertised),
            ErrorKind::InsecureUrl => Some(Leniency::LoopbackHttp),
            ErrorKind::PrivateAddress => Some(Leniency::PrivateAddress),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::location::Input;

    #[test]
    fn an_error_is_one_line_with_input_summary_and_escaped_piece() {
        let kind = ErrorKind::InvalidScopeToken;
        let error = BuildError::new(kind, Input::Flag(3), "a\u{202e}\u{1b}[31m");
        assert_eq!(
            error.to_string(),
            "--scopes (argument 4): not a scope token: `a\\u{202e}\\u{1b}[31m`"
        );
        let error = BuildError::new(ErrorKind::MissingServerName, Input::CommandLine, "");
        assert_eq!(error.to_string(), "command line: no server name");
    }

    #[test]
    fn a_piece_is_cut_between_characters() {
        let long = "\u{e9}".repeat(limits::PIECE_BYTES);
        assert_eq!(bounded(&long).len(), limits::PIECE_BYTES);
        let odd = format!("x{long}");
        assert_eq!(bounded(&odd).len(), limits::PIECE_BYTES - 1);
        assert_eq!(bounded("short"), "short");
    }

    #[test]
    fn characters_that_act_or_hide_are_spelled_out_and_others_stay() {
        for unsafe_to_show in [
            '\0',
            '\n',
            '\x7f',
            '\u{85}',
            '\u{ad}',
            '\u{200b}',
            '\u{200f}',
            '\u{2028}',
            '\u{2066}',
            '\u{feff}',
            '\u{e0001}',
        ] {
            assert!(is_unsafe_to_show(unsafe_to_show), "{unsafe_to_show:?}");
        }
        for safe in ['a', '"', '\u{e9}', '\u{2014}', '\u{4e2d}', ' '] {
            assert!(!is_unsafe_to_show(safe), "{safe:?}");
        }
        assert_eq!(escaped("a\n\u{e9}\u{202e}"), "a\\n\u{e9}\\u{202e}");
    }

    #[test]
    fn every_kind_has_a_name_a_summary_and_help() {
        let mut names: Vec<&str> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorKind::ALL.len());
        for kind in ErrorKind::ALL {
            assert!(
                kind.summary().len() > 5 && kind.help().len() > 5,
                "{}",
                kind.name()
            );
        }
        assert_eq!(ErrorKind::NoScopeProgress.requirement(), "MCP-17");
    }

    #[test]
    fn a_switch_is_named_where_one_tolerates_the_error() {
        let switches: Vec<(&str, &str)> = ErrorKind::ALL
            .iter()
            .filter_map(|kind| Some((kind.name(), kind.leniency()?.name())))
            .collect();
        assert_eq!(
            switches,
            [
                ("InsecureUrl", "loopback-http"),
                ("PrivateAddress", "private-address"),
                ("ResourceMismatch", "resource-prefix"),
                ("MissingIssuer", "missing-issuer"),
                ("IssuerMismatch", "issuer-root-slash"),
                ("PkceUnsupported", "pkce-not-advertised"),
            ]
        );
    }
}
