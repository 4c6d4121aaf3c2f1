//! First stage: every input read and checked on its own, before anything is chosen.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::error::{BuildError, ErrorKind};
use super::location::{Input, LocatedText};
use super::metadata::SCOPES_SUPPORTED;
use super::redirect::{self, ApplicationType};
use super::resource_metadata::{self, ResourceMetadata};
use super::scope::ScopeSet;
use super::selection::{Supplied, Texts};
use super::server_metadata::{self, PROTECTED_RESOURCES, ServerMetadata};
use super::settings::{Inputs, Settings};
use super::warning::{Warning, WarningKind};
use super::{arguments, challenge, client_metadata, config, metadata, request, uri, well_known};
use crate::vocabulary::Layer;

/// What the inputs say.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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
    /// The application type that follows from the redirect URIs.
    pub application_type: ApplicationType,
    /// Where to look for protected resource metadata, in order (MCP-07).
    pub resource_metadata_urls: Vec<String>,
    /// Where to look for authorization server metadata, in order (MCP-09).
    pub server_metadata_urls: Vec<String>,
    /// What was tolerated.
    pub warnings: Vec<Warning>,
}

/// What the command line and the config file say.
#[derive(Default)]
struct User {
    scopes: BTreeMap<Layer, Texts>,
    url: Option<LocatedText>,
    resource: Option<String>,
}

/// Reads every input.
///
/// # Errors
/// The first input that cannot be used.
pub fn read(inputs: &Inputs<'_>, settings: &Settings) -> Result<Parsed, BuildError> {
    let leniencies = &settings.leniencies;
    let mut warnings = Vec::new();
    let mut user = user(inputs, &mut warnings)?;
    if let Some(token) = &settings.initial_access_token {
        request::check_access_token(token)?;
    }
    let client_metadata =
        client_metadata::read(&settings.client_metadata, &settings.client_name, leniencies)?;
    let stated = client_metadata
        .get("application_type")
        .and_then(Value::as_str);
    let stated = stated.and_then(ApplicationType::from_name);
    let application_type = redirect::application_type(&settings.redirect_uris, stated)?;
    let server_url = server_url(user.url.take(), settings, &mut warnings)?;
    let mut challenges = challenge::read(&inputs.challenge)?;
    warnings.append(&mut challenges.warnings);

    let expected = server_url.as_deref().or(user.resource.as_deref());
    let resource_metadata = inputs
        .resource_metadata
        .map(|body| resource_metadata::read(body, expected, leniencies, &mut warnings))
        .transpose()?;
    let issuer = issuer(settings, resource_metadata.as_ref(), &mut warnings)?;
    let expected = issuer.as_deref();
    let server_metadata = inputs
        .server_metadata
        .map(|body| server_metadata::read(body, expected, leniencies, &mut warnings))
        .transpose()?;
    warnings.extend(unlisted_resource(
        resource_metadata.as_ref(),
        server_metadata.as_ref(),
    ));

    let resource_metadata_urls =
        resource_metadata_urls(&challenges, server_url.as_deref(), settings, &mut warnings)?;
    let urls = |issuer: &String| {
        well_known::authorization_server_metadata_urls(issuer, settings.revision, leniencies)
    };
    let server_metadata_urls = issuer.as_ref().map(urls).transpose()?.unwrap_or_default();
    let of_document = resource_metadata.as_ref().map(|one| one.resource.clone());
    let resource = user.resource.take().or(of_document);
    let supplied = supplied(
        inputs,
        user.scopes,
        &challenges,
        resource_metadata.as_ref(),
        server_metadata.as_ref(),
        &mut warnings,
    )?;
    Ok(Parsed {
        supplied,
        resource: resource.or_else(|| server_url.clone()),
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
                Err(BuildError::new(kind, Input::CommandLine, ""))
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
    let flag = |value: arguments::OptionValue| LocatedText {
        input: Input::Flag(value.argument),
        range: value.start..value.start + value.text.len(),
        text_start: Some(value.start),
        text: value.text,
    };
    let mut scopes: BTreeMap<Layer, Texts> = config.scopes.map(configured).into_iter().collect();
    if !arguments.scopes.is_empty() {
        let flags = arguments.scopes.into_iter().map(flag).collect();
        scopes.insert(Layer::Flag, Ok(flags));
    }
    Ok(User {
        scopes,
        url: config.url,
        resource: config.oauth_resource.map(|resource| resource.text),
    })
}

/// The config value that decides, as texts, and the layer it stands in.
fn configured(scopes: config::ConfiguredScopes) -> (Layer, Texts) {
    let layer = match scopes.input {
        Input::ConfigFile => Layer::ConfigFile,
        _ => Layer::Override,
    };
    let texts = match scopes.value {
        config::ScopesValue::Text(text) => Ok(vec![text]),
        config::ScopesValue::List(texts) => Ok(texts),
        config::ScopesValue::Wrong(error) => Err(error),
    };
    (layer, texts)
}

/// The canonical URL of the MCP server; a query is kept and reported (RES-03).
fn server_url(
    configured: Option<LocatedText>,
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>, BuildError> {
    let set = || {
        Some(LocatedText::whole(
            Input::ServerUrl,
            settings.server_url.as_ref()?,
        ))
    };
    let Some(url) = configured.or_else(set) else {
        return Ok(None);
    };
    let locate = |part| url.locate(part);
    let (canonical, query) =
        uri::canonical_server_url(&url.text).map_err(|error| error.moved(locate))?;
    warnings.extend(query.map(|warning| warning.moved(locate)));
    Ok(Some(canonical))
}

/// The issuer to ask: the one that was set, else the first usable one of the document (MCP-08).
fn issuer(
    settings: &Settings,
    document: Option<&ResourceMetadata>,
    warnings: &mut Vec<Warning>,
) -> Result<Option<String>, BuildError> {
    if let Some(issuer) = &settings.issuer {
        warnings.extend(uri::issuer(issuer, Input::Issuer, &settings.leniencies)?);
        return Ok(Some(issuer.clone()));
    }
    let Some(document) = document else {
        return Ok(None);
    };
    let (chosen, passed_over) = well_known::choose_authorization_server(
        &document.authorization_servers,
        document.location_of_servers(),
        &settings.leniencies,
    )?;
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
        let location = parameter.location();
        match uri::resource_metadata_url(&url, location.input, &settings.leniencies) {
            Ok(_) => return Ok(vec![url.into_owned()]),
            Err(_) => {
                warnings.push(Warning::new(
                    WarningKind::MetadataUrlRefused,
                    location,
                    &url,
                ));
            }
        }
    }
    let Some(url) = server_url else {
        return Ok(Vec::new());
    };
    let locations = well_known::resource_metadata_locations(url)?;
    Ok(locations.into_iter().map(|location| location.url).collect())
}

/// The warning about a resource that the server does not list (PRM-26); it decides nothing.
fn unlisted_resource(
    resource: Option<&ResourceMetadata>,
    server: Option<&ServerMetadata>,
) -> Option<Warning> {
    let (resource, server) = (resource?, server?);
    let is_listed = server
        .protected_resources
        .as_ref()?
        .contains(&resource.resource);
    let location = Input::ServerMetadata.at(server.ranges.of(PROTECTED_RESOURCES));
    let kind = WarningKind::ResourceNotListed;
    (!is_listed).then(|| Warning::new(kind, location, &resource.resource))
}

/// What each layer supplies.
fn supplied(
    inputs: &Inputs<'_>,
    mut of_user: BTreeMap<Layer, Texts>,
    challenges: &challenge::Challenges,
    resource: Option<&ResourceMetadata>,
    server: Option<&ServerMetadata>,
    warnings: &mut Vec<Warning>,
) -> Result<Supplied, BuildError> {
    let whole = |input: fn(usize) -> Input| {
        let text = move |(index, text): (usize, &String)| LocatedText::whole(input(index), text);
        move |texts: &[String]| texts.iter().enumerate().map(text).collect()
    };
    let parameter = challenges.scope();
    let challenge = match parameter {
        None => ScopeSet::default(),
        Some(parameter) => {
            let listed = [(
                String::from_utf8_lossy(&parameter.value),
                parameter.span.clone(),
            )];
            metadata::tolerant_scopes(listed, parameter.location().input, warnings)?
        }
    };
    let insufficient = challenges
        .error()
        .is_some_and(|error| error.value == b"insufficient_scope");
    let called = inputs.caller_scopes.map(whole(Input::CallerScopes));
    let variable = inputs.environment.into_iter();
    let variable = variable.map(|text| vec![LocatedText::whole(Input::Environment, text)]);
    of_user.extend(called.map(|texts| (Layer::Call, Ok(texts))));
    of_user.extend(variable.map(|texts| (Layer::Environment, Ok(texts))));
    Ok(Supplied {
        of_user,
        challenge,
        challenge_location: parameter.map(challenge::Parameter::location),
        insufficient_scope: insufficient,
        resource_metadata: resource
            .map(|one| one.scopes_supported.clone())
            .unwrap_or_default(),
        resource_metadata_range: resource.map(|one| one.ranges.of(SCOPES_SUPPORTED)),
        server_lists_offline_access: server
            .is_some_and(|server| server.scopes_supported.contains("offline_access")),
        server_metadata_range: server.map(|one| one.ranges.of(SCOPES_SUPPORTED)),
        previous: inputs.previous_scopes.map(whole(Input::PreviousScopes)),
    })
}
