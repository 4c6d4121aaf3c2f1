//! First stage: every input read and checked on its own, before anything is chosen.

use serde_json::{Map, Value};

use super::error::{BuildError, ErrorKind, InputLocation};
use super::redirect::{self, ApplicationType};
use super::resource_metadata::{self, ResourceMetadata};
use super::scope::ScopeSet;
use super::selection::{Source, Supplied, SuppliedText};
use super::server_metadata::{self, ServerMetadata};
use super::settings::{Inputs, Settings};
use super::warning::{Warning, WarningKind};
use super::{arguments, challenge, client_metadata, config, metadata, request, uri, well_known};
use crate::vocabulary::Layer;

/// What the inputs say.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What each layer supplies.
    pub supplied: Supplied,
    /// The canonical URL of the MCP server, where one is known (RES-06).
    pub server_url: Option<String>,
    /// The value of `resource` in later requests (RES-05).
    pub resource: Option<String>,
    /// The protected resource metadata.
    pub resource_metadata: Option<ResourceMetadata>,
    /// The issuer that the authorization server metadata belongs to, where one is known.
    pub issuer: Option<String>,
    /// The authorization server metadata.
    pub server_metadata: Option<ServerMetadata>,
    /// The checked client metadata that was asked for.
    pub client_metadata: Map<String, Value>,
    /// What kind of application the redirect URIs make this client.
    pub application_type: ApplicationType,
    /// Where to look for protected resource metadata, in order (MCP-07).
    pub resource_metadata_urls: Vec<String>,
    /// Where to look for authorization server metadata, in order (MCP-09).
    pub server_metadata_urls: Vec<String>,
    /// What was tolerated so far.
    pub warnings: Vec<Warning>,
}

/// What the command line and the config file say.
#[derive(Default)]
struct User {
    flags: Vec<SuppliedText>,
    config: Option<(Source, Result<Vec<SuppliedText>, BuildError>)>,
    url: Option<String>,
    resource: Option<String>,
}

/// Reads every input.
///
/// # Errors
/// The first input that cannot be used.
pub fn read(inputs: &Inputs<'_>, settings: &Settings) -> Result<Parsed, BuildError> {
    let mut warnings = Vec::new();
    let user = user(inputs, &mut warnings)?;
    if let Some(token) = &settings.initial_access_token {
        request::check_access_token(token)?;
    }
    let client_metadata = client_metadata::check(
        &settings.client_metadata,
        &settings.client_name,
        &settings.leniencies,
    )?;
    let stated = client_metadata
        .get("application_type")
        .and_then(Value::as_str);
    let stated = stated.and_then(ApplicationType::from_name);
    let application_type = redirect::application_type(&settings.redirect_uris, stated)?;
    let server_url = server_url(user.url.as_deref(), settings, &mut warnings)?;
    let challenges = challenge::read(&inputs.challenge)?;
    warnings.extend(challenges.warnings.iter().cloned());

    let expected = server_url.as_deref().or(user.resource.as_deref());
    let resource_metadata = inputs
        .resource_metadata
        .map(|body| resource_metadata::read(body, expected, &settings.leniencies, &mut warnings))
        .transpose()?;
    let issuer = issuer(settings, resource_metadata.as_ref(), &mut warnings)?;
    let server_metadata = inputs
        .server_metadata
        .map(|body| {
            let expected = issuer.as_deref();
            server_metadata::read(body, expected, &settings.leniencies, &mut warnings)
        })
        .transpose()?;
    note_unlisted_resource(
        resource_metadata.as_ref(),
        server_metadata.as_ref(),
        &mut warnings,
    );

    let resource_metadata_urls =
        resource_metadata_urls(&challenges, server_url.as_deref(), settings, &mut warnings)?;
    let server_metadata_urls = match &issuer {
        Some(issuer) => well_known::authorization_server_metadata_urls(
            issuer,
            settings.revision,
            &settings.leniencies,
        )?,
        None => Vec::new(),
    };
    let supplied = supplied(
        inputs,
        &user,
        &challenges,
        resource_metadata.as_ref(),
        server_metadata.as_ref(),
        &mut warnings,
    )?;
    let of_document = resource_metadata
        .as_ref()
        .map(|document| document.resource.clone());
    Ok(Parsed {
        supplied,
        resource: user.resource.or(of_document).or_else(|| server_url.clone()),
        server_url,
        resource_metadata,
        issuer,
        server_metadata,
        client_metadata,
        application_type,
        resource_metadata_urls,
        server_metadata_urls,
        warnings,
    })
}

fn user(inputs: &Inputs<'_>, warnings: &mut Vec<Warning>) -> Result<User, BuildError> {
    if inputs.arguments.is_empty() {
        return match inputs.config_file {
            None => Ok(User::default()),
            // A config file has a table for each server, so a name must say which one counts.
            Some(_) => {
                let kind = ErrorKind::MissingServerName;
                Err(BuildError::new(kind, InputLocation::CommandLine, "", None))
            }
        };
    }
    let arguments = arguments::read(inputs.arguments)?;
    let config = config::read(
        inputs.config_file,
        &arguments.overrides,
        &arguments.server_name,
    )?;
    warnings.extend(config.warnings);
    let flag = |value: &arguments::OptionValue| SuppliedText {
        place: InputLocation::Flag(value.argument),
        text: value.text.clone(),
        start: Some(value.start),
        whole: None,
    };
    Ok(User {
        flags: arguments.scopes.iter().map(flag).collect(),
        config: config.scopes.map(configured),
        url: config.url.map(|url| url.value),
        resource: config.oauth_resource.map(|resource| resource.value),
    })
}

/// The config value that decides, as texts, and the layer it stands in.
fn configured(scopes: config::ConfiguredScopes) -> (Source, Result<Vec<SuppliedText>, BuildError>) {
    let source = match scopes.place {
        InputLocation::ConfigFile => Source::Layer(Layer::ConfigFile),
        _ => Source::Layer(Layer::Override),
    };
    let supplied = |text: config::Text| SuppliedText {
        place: scopes.place.clone(),
        text: text.text,
        start: text.text_start,
        whole: Some(text.span),
    };
    let texts = match scopes.value {
        config::ScopesValue::Text(text) => Ok(vec![supplied(text)]),
        config::ScopesValue::List(texts) => Ok(texts.into_iter().map(supplied).collect()),
        config::ScopesValue::Wrong(error) => Err(error),
    };
    (source, texts)
}

/// The canonical URL of the MCP server; a query is kept and reported (RES-03).
fn server_url(
    configured: Option<&str>,
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>, BuildError> {
    let Some(url) = configured.or(settings.server_url.as_deref()) else {
        return Ok(None);
    };
    let (canonical, query) = uri::canonical_server_url(url)?;
    warnings.extend(query);
    Ok(Some(canonical))
}

/// The issuer to ask: the one that was set, else the first usable one of the document (MCP-08).
fn issuer(
    settings: &Settings,
    document: Option<&ResourceMetadata>,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>, BuildError> {
    if let Some(issuer) = &settings.issuer {
        warnings.extend(uri::issuer(
            issuer,
            InputLocation::Issuer,
            &settings.leniencies,
        )?);
        return Ok(Some(issuer.clone()));
    }
    let Some(document) = document else {
        return Ok(None);
    };
    let servers = &document.authorization_servers;
    let (chosen, passed_over) =
        well_known::choose_authorization_server(servers, &settings.leniencies)?;
    warnings.extend(passed_over);
    Ok(Some(chosen.to_owned()))
}

/// The URL that the challenge names, else the well-known ones of the server (MCP-07, PRM-30).
fn resource_metadata_urls(
    challenges: &challenge::Challenges,
    server_url: Option<&str>,
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<String>, BuildError> {
    if let Some(parameter) = challenges.resource_metadata() {
        let url = String::from_utf8_lossy(&parameter.value);
        match uri::resource_metadata_url(&url, parameter.place(), &settings.leniencies) {
            Ok(_) => return Ok(vec![url.into_owned()]),
            Err(_) => warnings.push(Warning::new(
                WarningKind::MetadataUrlRefused,
                parameter.place(),
                &url,
                Some(parameter.span.clone()),
            )),
        }
    }
    let Some(url) = server_url else {
        return Ok(Vec::new());
    };
    let locations = well_known::resource_metadata_locations(url)?;
    Ok(locations.into_iter().map(|location| location.url).collect())
}

/// PRM-26: a cross-check that decides nothing.
fn note_unlisted_resource(
    resource: Option<&ResourceMetadata>,
    server: Option<&ServerMetadata>,
    warnings: &mut Vec<Warning>,
) {
    let listed = server.and_then(|server| server.protected_resources.as_ref());
    if let (Some(resource), Some(listed)) = (resource, listed)
        && !listed.contains(&resource.resource)
    {
        let kind = WarningKind::ResourceNotListed;
        warnings.push(Warning::new(
            kind,
            InputLocation::ServerMetadata,
            &resource.resource,
            None,
        ));
    }
}

/// What each layer supplies.
fn supplied(
    inputs: &Inputs<'_>,
    user: &User,
    challenges: &challenge::Challenges,
    resource: Option<&ResourceMetadata>,
    server: Option<&ServerMetadata>,
    warnings: &mut Vec<Warning>,
) -> Result<Supplied, BuildError> {
    let caller = |scopes: &[String]| {
        let text = |text: &String| SuppliedText {
            place: InputLocation::CallerScopes,
            text: text.clone(),
            start: None,
            whole: None,
        };
        scopes.iter().map(text).collect()
    };
    let parameter = challenges.scope();
    let challenge = match parameter {
        None => ScopeSet::default(),
        Some(parameter) => {
            let text = String::from_utf8_lossy(&parameter.value);
            let listed = [(text, parameter.span.clone())];
            metadata::tolerant_scopes(listed, &parameter.place(), warnings)?
        }
    };
    let insufficient = challenges
        .error()
        .is_some_and(|error| error.value == b"insufficient_scope");
    Ok(Supplied {
        caller: inputs.caller_scopes.map(caller),
        flags: user.flags.clone(),
        config: user.config.clone(),
        challenge,
        challenge_place: parameter.map(challenge::Parameter::place),
        insufficient_scope: insufficient,
        resource_metadata: resource
            .map(|one| one.scopes_supported.clone())
            .unwrap_or_default(),
        server_lists_offline_access: server
            .is_some_and(|server| server.scopes_supported.contains("offline_access")),
        previous: inputs.previous_scopes.map(<[String]>::to_vec),
    })
}
