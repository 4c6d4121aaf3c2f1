//! What the authorization server offers against what the client wants: response type, PKCE, grants
//! and authentication method.

use super::error::{BuildError, ErrorKind, InputLocation};
use super::leniency::{Leniencies, Leniency};
use super::server_metadata::ServerMetadata;
use super::warning::{Warning, WarningKind};
use crate::vocabulary::Revision;

/// What both sides can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negotiated {
    /// `authorization_code`, and `refresh_token` where it is wanted and not ruled out.
    pub grant_types: Vec<String>,
    /// `code`.
    pub response_types: Vec<String>,
    /// How the client authenticates at the token endpoint.
    pub auth_method: String,
}

/// What the client wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Refresh tokens are wanted (MCP-19).
    pub refresh: bool,
    /// The authentication method the client insists on, if any.
    pub auth_method: Option<&'a str>,
    /// The MCP revision whose rules hold.
    pub revision: Revision,
}

const PLACE: InputLocation = InputLocation::ServerMetadata;

/// Authentication methods of this client when the server lists some, best first (AMB-15).
const AUTH_METHODS: [&str; 3] = ["none", "client_secret_basic", "client_secret_post"];

/// Agrees on grants, response type and authentication method.
///
/// # Errors
/// `ResponseTypeUnsupported`, `PkceUnsupported`, `GrantTypeUnsupported`, `AuthMethodUnsupported`:
/// nothing is registered that could not be used afterwards (AMB-18).
pub fn negotiate(
    server: &ServerMetadata,
    wanted: Wanted<'_>,
    leniencies: &Leniencies,
    warnings: &mut Vec<Warning>,
) -> Result<Negotiated, BuildError> {
    check_response_types(server, warnings)?;
    check_code_challenge_methods(server, wanted.revision, leniencies, warnings)?;
    Ok(Negotiated {
        grant_types: grant_types(server, wanted.refresh, warnings)?,
        response_types: vec!["code".to_owned()],
        auth_method: auth_method(server, wanted.auth_method)?,
    })
}

fn lists(list: &[String], value: &str) -> bool {
    list.iter().any(|one| one == value)
}

fn refusal(kind: ErrorKind, listed: &[String]) -> BuildError {
    BuildError::new(kind, PLACE, &listed.join(", "), None)
}

/// ASM-07: a required list, tolerated when absent.
fn check_response_types(
    server: &ServerMetadata,
    warnings: &mut Vec<Warning>,
) -> Result<(), BuildError> {
    match &server.response_types {
        None => {
            let kind = WarningKind::ResponseTypesAbsent;
            warnings.push(Warning::new(kind, PLACE, "", None));
            Ok(())
        }
        Some(listed) if lists(listed, "code") => Ok(()),
        Some(listed) => Err(refusal(ErrorKind::ResponseTypeUnsupported, listed)),
    }
}

/// MCP-31, from revision 2025-11-25 on. The switch covers an absent list, never one without S256.
fn check_code_challenge_methods(
    server: &ServerMetadata,
    revision: Revision,
    leniencies: &Leniencies,
    warnings: &mut Vec<Warning>,
) -> Result<(), BuildError> {
    if revision < Revision::V2025_11_25 {
        return Ok(());
    }
    match &server.code_challenge_methods {
        Some(listed) if lists(listed, "S256") => Ok(()),
        Some(listed) => Err(refusal(ErrorKind::PkceUnsupported, listed)),
        None if leniencies.allows(Leniency::PkceNotAdvertised) => {
            let switch = Leniency::PkceNotAdvertised.name();
            warnings.push(Warning::new(WarningKind::LenienceUsed, PLACE, switch, None));
            Ok(())
        }
        None => Err(refusal(ErrorKind::PkceUnsupported, &[])),
    }
}

/// ASM-09, AMB-16: an absent list allows `refresh_token`, a stated one decides.
fn grant_types(
    server: &ServerMetadata,
    want_refresh: bool,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<String>, BuildError> {
    let mut grants = vec!["authorization_code".to_owned()];
    if let Some(listed) = &server.grant_types
        && !lists(listed, "authorization_code")
    {
        return Err(refusal(ErrorKind::GrantTypeUnsupported, listed));
    }
    if want_refresh {
        match &server.grant_types {
            Some(listed) if !lists(listed, "refresh_token") => {
                let kind = WarningKind::RefreshTokenLeftOut;
                warnings.push(Warning::new(kind, PLACE, "refresh_token", None));
            }
            _ => grants.push("refresh_token".to_owned()),
        }
    }
    Ok(grants)
}

/// AMB-15: `none` when the server states nothing, else the first method both sides have.
fn auth_method(server: &ServerMetadata, insisted: Option<&str>) -> Result<String, BuildError> {
    let ours: &[&str] = match &insisted {
        Some(one) => std::slice::from_ref(one),
        None => &AUTH_METHODS,
    };
    let stated = server.auth_methods.as_deref();
    ours.iter()
        .find(|method| stated.is_none_or(|listed| lists(listed, method)))
        .map(|method| (*method).to_owned())
        .ok_or_else(|| refusal(ErrorKind::AuthMethodUnsupported, stated.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: Wanted<'static> = Wanted {
        refresh: true,
        auth_method: None,
        revision: Revision::V2026_07_28,
    };

    fn listed(values: &[&str]) -> Option<Vec<String>> {
        Some(values.iter().map(|value| (*value).to_owned()).collect())
    }

    fn server() -> ServerMetadata {
        ServerMetadata {
            response_types: listed(&["code"]),
            code_challenge_methods: listed(&["plain", "S256"]),
            ..ServerMetadata::default()
        }
    }

    fn agreed(
        server: &ServerMetadata,
        wanted: Wanted<'_>,
    ) -> (Result<Negotiated, BuildError>, Vec<Warning>) {
        let mut warnings = Vec::new();
        let negotiated = negotiate(server, wanted, &Leniencies::default(), &mut warnings);
        (negotiated, warnings)
    }

    fn refusal_of(server: &ServerMetadata) -> (ErrorKind, InputLocation, String) {
        let error = agreed(server, WANTED).0.unwrap_err();
        (error.kind, error.place, error.piece)
    }

    #[test]
    fn a_server_that_states_little_gets_a_public_client_with_refresh_tokens() {
        let (negotiated, warnings) = agreed(&server(), WANTED);
        let negotiated = negotiated.unwrap();
        assert_eq!(
            negotiated.grant_types,
            ["authorization_code", "refresh_token"]
        );
        assert_eq!(negotiated.response_types, ["code"]);
        assert_eq!(negotiated.auth_method, "none");
        assert_eq!(warnings, []);
    }

    #[test]
    fn absent_response_types_are_reported_and_foreign_ones_refused() {
        let absent = ServerMetadata {
            response_types: None,
            ..server()
        };
        let (negotiated, warnings) = agreed(&absent, WANTED);
        assert!(negotiated.is_ok());
        assert_eq!(
            warnings,
            [Warning::new(
                WarningKind::ResponseTypesAbsent,
                PLACE,
                "",
                None
            )]
        );
        let foreign = ServerMetadata {
            response_types: listed(&["token", "id_token"]),
            ..server()
        };
        let expected = (
            ErrorKind::ResponseTypeUnsupported,
            PLACE,
            "token, id_token".to_owned(),
        );
        assert_eq!(refusal_of(&foreign), expected);
    }

    #[test]
    fn a_missing_s256_is_refused_from_the_revision_on_that_demands_it() {
        let absent = ServerMetadata {
            code_challenge_methods: None,
            ..server()
        };
        let plain = ServerMetadata {
            code_challenge_methods: listed(&["plain"]),
            ..server()
        };
        assert_eq!(
            refusal_of(&absent),
            (ErrorKind::PkceUnsupported, PLACE, String::new())
        );
        assert_eq!(
            refusal_of(&plain),
            (ErrorKind::PkceUnsupported, PLACE, "plain".to_owned())
        );
        for (revision, minds) in [
            (Revision::V2025_06_18, false),
            (Revision::V2025_11_25, true),
            (Revision::V2026_07_28, true),
        ] {
            let (negotiated, _) = agreed(&absent, Wanted { revision, ..WANTED });
            assert_eq!(negotiated.is_err(), minds, "{revision:?}");
        }
    }

    #[test]
    fn the_switch_tolerates_an_absent_list_and_never_one_without_s256() {
        let leniencies: Leniencies = [Leniency::PkceNotAdvertised].into_iter().collect();
        let mut warnings = Vec::new();
        let absent = ServerMetadata {
            code_challenge_methods: None,
            ..server()
        };
        assert!(negotiate(&absent, WANTED, &leniencies, &mut warnings).is_ok());
        let used = Warning::new(
            WarningKind::LenienceUsed,
            PLACE,
            "pkce-not-advertised",
            None,
        );
        assert_eq!(warnings, [used]);
        let plain = ServerMetadata {
            code_challenge_methods: listed(&["plain"]),
            ..server()
        };
        assert!(negotiate(&plain, WANTED, &leniencies, &mut warnings).is_err());
    }

    #[test]
    fn grants_follow_what_the_server_lists() {
        let without = ServerMetadata {
            grant_types: listed(&["authorization_code"]),
            ..server()
        };
        let (negotiated, warnings) = agreed(&without, WANTED);
        assert_eq!(negotiated.unwrap().grant_types, ["authorization_code"]);
        let kind = WarningKind::RefreshTokenLeftOut;
        assert_eq!(warnings, [Warning::new(kind, PLACE, "refresh_token", None)]);
        let (unwanted, warnings) = agreed(
            &without,
            Wanted {
                refresh: false,
                ..WANTED
            },
        );
        assert_eq!(unwanted.unwrap().grant_types, ["authorization_code"]);
        assert_eq!(warnings, []);
        let both = ServerMetadata {
            grant_types: listed(&["refresh_token", "authorization_code"]),
            ..server()
        };
        assert_eq!(agreed(&both, WANTED).0.unwrap().grant_types.len(), 2);
        let foreign = ServerMetadata {
            grant_types: listed(&["refresh_token"]),
            ..server()
        };
        let expected = (
            ErrorKind::GrantTypeUnsupported,
            PLACE,
            "refresh_token".to_owned(),
        );
        assert_eq!(refusal_of(&foreign), expected);
    }

    #[test]
    fn the_best_method_that_both_have_is_taken() {
        let with = |methods: &[&str]| ServerMetadata {
            auth_methods: listed(methods),
            ..server()
        };
        let method = |methods: &[&str]| agreed(&with(methods), WANTED).0.unwrap().auth_method;
        assert_eq!(method(&["client_secret_post", "none"]), "none");
        assert_eq!(
            method(&["client_secret_post", "client_secret_basic"]),
            "client_secret_basic"
        );
        assert_eq!(method(&["client_secret_post"]), "client_secret_post");
        let foreign = with(&["private_key_jwt", "tls_client_auth"]);
        let piece = "private_key_jwt, tls_client_auth".to_owned();
        assert_eq!(
            refusal_of(&foreign),
            (ErrorKind::AuthMethodUnsupported, PLACE, piece)
        );
    }

    #[test]
    fn a_method_that_the_client_insists_on_must_be_listed_if_any_is() {
        let wanted = Wanted {
            auth_method: Some("private_key_jwt"),
            ..WANTED
        };
        assert_eq!(
            agreed(&server(), wanted).0.unwrap().auth_method,
            "private_key_jwt"
        );
        let none = ServerMetadata {
            auth_methods: listed(&["none"]),
            ..server()
        };
        let error = agreed(&none, wanted).0.unwrap_err();
        assert_eq!(error.kind, ErrorKind::AuthMethodUnsupported);
    }
}
