//! Warnings: what was tolerated, left out or is worth knowing, although a request was built.

use std::fmt;

use super::error::{Located, kinds};

/// Something that was tolerated, left out or is worth knowing.
pub type Warning = Located<WarningKind>;

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, self.kind.summary())?;
        write!(f, " ({})", self.kind.requirement())
    }
}

kinds! {
    /// Every kind of warning.
    WarningKind, 2:
    /// A server's scope token outside the alphabet was left out.
    IllegalTokenDropped: "SCOPE-15", "not a scope token, left out";
    /// A repeated token was left out.
    RepeatedTokenDropped: "SCOPE-11", "repeated scope token, left out";
    /// An optional member of the wrong type counts as absent.
    WrongTypeIgnored: "JSON-15", "optional member of the wrong type, treated as absent";
    /// A parameter occurs twice in one challenge; the first counts.
    RepeatedParameter: "BEAR-05", "parameter occurs twice in one challenge, the first counts";
    /// An unquoted value holds characters that need quotes.
    UnquotedValue: "HTTP-22", "unquoted value outside the token alphabet, accepted";
    /// The rest of a field could not be read.
    MalformedRemainder: "HTTP-20", "malformed from here on, the rest of the field is ignored";
    /// CR, LF or NUL inside a field value, read as a space.
    ControlReadAsSpace: "HTTP-16", "control character in a field value, read as a space";
    /// `resource_metadata` is not a URL that may be fetched.
    MetadataUrlRefused: "PRM-30", "`resource_metadata` is not a URL that may be fetched, ignored";
    /// A user's scopes leave out what the challenge asks for.
    ChallengeScopeNotRequested: "MCP-14", "the challenge asks for a scope that is not requested";
    /// `response_types_supported` is absent.
    ResponseTypesAbsent: "ASM-07", "`response_types_supported` is absent, `code` is assumed";
    /// The resource could not be compared because no server URL is known.
    ResourceNotChecked: "PRM-21", "no server URL is known, so `resource` was not compared";
    /// The issuer could not be compared because no issuer is known.
    IssuerNotChecked: "ASM-25", "no issuer is known, so `issuer` was not compared";
    /// The server URL has a query.
    QueryInServerUrl: "RES-03", "the server URL has a query, kept as written";
    /// The authorization server does not list this resource.
    ResourceNotListed: "PRM-26", "`protected_resources` of the authorization server does not list the resource";
    /// An entry of `authorization_servers` was passed over.
    AuthorizationServerSkipped: "MCP-08", "not a usable issuer, passed over";
    /// `resource_signing_alg_values_supported` holds `none`.
    SigningAlgorithmNone: "PRM-07", "`none` is not a signing algorithm";
    /// `offline_access` was appended.
    OfflineAccessAdded: "MCP-18", "`offline_access` was appended: refresh tokens are wanted and the authorization server lists it";
    /// `refresh_token` was left out because the server does not list it.
    RefreshTokenLeftOut: "MCP-19", "`refresh_token` was left out: `grant_types_supported` does not list it";
    /// The registration endpoint is the fallback of revision 2025-03-26.
    FallbackEndpoint: "MCP-02", "no metadata: the fallback endpoint of revision 2025-03-26 is used";
    /// A named switch tolerated something.
    LenienceUsed: "CFG-14", "tolerated by a switch";
    /// A key of the server's config that is one or two letters off one that is read.
    MisspeltKey: "CFG-13", "looks like a misspelt `url`, `scopes` or `oauth_resource`, ignored";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::location::Input;

    #[test]
    fn a_warning_is_one_line_with_input_summary_piece_and_requirement() {
        let kind = WarningKind::RepeatedTokenDropped;
        let warning = Warning::new(kind, Input::Challenge(1).at(3..5), "a\u{1b}");
        assert_eq!(
            warning.to_string(),
            "WWW-Authenticate field 2: repeated scope token, left out: `a\\u{1b}` (SCOPE-11)"
        );
        let warning = Warning::new(WarningKind::ResponseTypesAbsent, Input::ServerMetadata, "");
        assert_eq!(
            warning.to_string(),
            "authorization server metadata: `response_types_supported` is absent, `code` is assumed (ASM-07)"
        );
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        assert_eq!(WarningKind::WrongTypeIgnored.name(), "WrongTypeIgnored");
        let mut names: Vec<&str> = WarningKind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), WarningKind::ALL.len());
    }

    #[test]
    fn a_long_piece_is_cut() {
        let warning = Warning::new(
            WarningKind::WrongTypeIgnored,
            Input::ConfigFile,
            &"x".repeat(500),
        );
        assert_eq!(warning.piece.len(), crate::protocol::limits::PIECE_BYTES);
    }
}
