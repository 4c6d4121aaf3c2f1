//! What the authorization server offers against what the client wants: response type, PKCE, grants
//! and authentication method.

use super::error::{BuildError, ErrorKind};
use super::leniency::{Leniencies, Leniency};
use super::location::Input;
use super::server_metadata::{
    AUTH_METHODS, CODE_CHALLENGE_METHODS, GRANT_TYPES, RESPONSE_TYPES, ServerMetadata,
};
use super::warning::{Warning, WarningKind};
use crate::vocabulary::Revision;

/// What both sides can do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Negotiated {
    /// `authorization_code`, and `refresh_token` where it is wanted and not ruled out.
    pub grant_types: Vec<String>,
    /// `code`.
    pub response_types: Vec<String>,
    /// How the client authenticates at the token endpoint.
    pub auth_method: String,
    /// What was tolerated.
    pub warnings: Vec<Warning>,
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

const INPUT: Input = Input::ServerMetadata;

/// Authentication methods of this client when the server lists some, best first (AMB-15).
const OUR_AUTH_METHODS: [&str; 3] = ["none", "client_secret_basic", "client_secret_post"];

/// Agrees on grants, response type and authentication method.
///
/// # Errors
/// `ResponseTypeUnsupported`, `PkceUnsupported`, `GrantTypeUnsupported`, `AuthMethodUnsupported`:
/// nothing is registered that could not be used afterwards (AMB-18).
pub fn negotiate(
    server: &ServerMetadata,
    wanted: Wanted<'_>,
    leniencies: &Leniencies,
) -> Result<Negotiated, BuildError> {
    let response_types = check_response_types(server)?;
    let code_challenge = check_code_challenge_methods(server, wanted.revision, leniencies)?;
    let (grant_types, left_out) = grant_types(server, wanted.refresh)?;
    Ok(Negotiated {
        grant_types,
        response_types: vec!["code".to_owned()],
        auth_method: auth_method(server, wanted.auth_method)?,
        warnings: [response_types, code_challenge, left_out]
            .into_iter()
            .flatten()
            .collect(),
    })
}

fn lists(list: &[String], value: &str) -> bool {
    list.iter().any(|one| one == value)
}

/// The error about the list `name`, which is `listed`.
fn refusal(kind: ErrorKind, server: &ServerMetadata, name: &str, listed: &[String]) -> BuildError {
    let location = INPUT.at(server.ranges.of(name));
    BuildError::new(kind, location, &listed.join(", "))
}

/// ASM-07: a required list, tolerated when absent.
fn check_response_types(server: &ServerMetadata) -> Result<Option<Warning>, BuildError> {
    let kind = ErrorKind::ResponseTypeUnsupported;
    match &server.response_types {
        None => {
            let kind = WarningKind::ResponseTypesAbsent;
            Ok(Some(Warning::new(kind, INPUT, "")))
        }
        Some(listed) if lists(listed, "code") => Ok(None),
        Some(listed) => Err(refusal(kind, server, RESPONSE_TYPES, listed)),
    }
}

/// MCP-31, from revision 2025-11-25 on. The switch covers an absent list, never one without S256.
fn check_code_challenge_methods(
    server: &ServerMetadata,
    revision: Revision,
    leniencies: &Leniencies,
) -> Result<Option<Warning>, BuildError> {
    let switch = Leniency::PkceNotAdvertised;
    let listed = server.code_challenge_methods.as_deref();
    let is_fine = listed.is_some_and(|listed| lists(listed, "S256"));
    if revision < Revision::V2025_11_25 || is_fine {
        return Ok(None);
    }
    if listed.is_none() && leniencies.allows(switch) {
        let kind = WarningKind::LenienceUsed;
        return Ok(Some(Warning::new(kind, INPUT, switch.name())));
    }
    let (kind, listed) = (ErrorKind::PkceUnsupported, listed.unwrap_or_default());
    Err(refusal(kind, server, CODE_CHALLENGE_METHODS, listed))
}

/// ASM-09, AMB-16: an absent list allows `refresh_token`, a stated one decides.
fn grant_types(
    server: &ServerMetadata,
    want_refresh: bool,
) -> Result<(Vec<String>, Option<Warning>), BuildError> {
    let (code, refresh) = ("authorization_code", "refresh_token");
    let listed = server.grant_types.as_deref();
    let offers = |grant| listed.is_none_or(|listed| lists(listed, grant));
    if !offers(code) {
        let kind = ErrorKind::GrantTypeUnsupported;
        let listed = listed.unwrap_or_default();
        return Err(refusal(kind, server, GRANT_TYPES, listed));
    }
    let mut grants = vec![code.to_owned()];
    let mut left_out = None;
    if want_refresh && offers(refresh) {
        grants.push(refresh.to_owned());
    } else if want_refresh {
        let location = INPUT.at(server.ranges.of(GRANT_TYPES));
        let kind = WarningKind::RefreshTokenLeftOut;
        left_out = Some(Warning::new(kind, location, refresh));
    }
    Ok((grants, left_out))
}

/// AMB-15: `none` when the server states nothing, else the first method both sides have.
fn auth_method(server: &ServerMetadata, insisted: Option<&str>) -> Result<String, BuildError> {
    let ours: &[&str] = match &insisted {
        Some(one) => std::slice::from_ref(one),
        None => &OUR_AUTH_METHODS,
    };
    let stated = server.auth_methods.as_deref();
    let common = ours
        .iter()
        .find(|method| stated.is_none_or(|listed| lists(listed, method)));
    common.map(|method| (*method).to_owned()).ok_or_else(|| {
        let (kind, stated) = (ErrorKind::AuthMethodUnsupported, stated.unwrap_or_default());
        refusal(kind, server, AUTH_METHODS, stated)
    })
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
        let negotiated = negotiate(server, wanted, &Leniencies::default());
        let warnings = negotiated.clone().map(|one| one.warnings);
        (negotiated, warnings.unwrap_or_default())
    }

    fn refusal_of(server: &ServerMetadata) -> (ErrorKind, Input, String) {
        let error = agreed(server, WANTED).0.unwrap_err();
        (error.kind, error.location.input, error.piece)
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
            [Warning::new(WarningKind::ResponseTypesAbsent, INPUT, "")]
        );
        let foreign = ServerMetadata {
            response_types: listed(&["token", "id_token"]),
            ..server()
        };
        let expected = (
            ErrorKind::ResponseTypeUnsupported,
            INPUT,
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
            (ErrorKind::PkceUnsupported, INPUT, String::new())
        );
        assert_eq!(
            refusal_of(&plain),
            (ErrorKind::PkceUnsupported, INPUT, "plain".to_owned())
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
        let absent = ServerMetadata {
            code_challenge_methods: None,
            ..server()
        };
        let warnings = negotiate(&absent, WANTED, &leniencies).unwrap().warnings;
        let used = Warning::new(WarningKind::LenienceUsed, INPUT, "pkce-not-advertised");
        assert_eq!(warnings, [used]);
        let plain = ServerMetadata {
            code_challenge_methods: listed(&["plain"]),
            ..server()
        };
        assert!(negotiate(&plain, WANTED, &leniencies).is_err());
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
        assert_eq!(
            warnings,
            [Warning::new(kind, INPUT.at(0..1), "refresh_token")]
        );
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
            INPUT,
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
            (ErrorKind::AuthMethodUnsupported, INPUT, piece)
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
