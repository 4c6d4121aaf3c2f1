//! The pure core behind the trait.

use serde_json::Value;

use crate::case::{Case, Client};
use crate::implementation::Implementation;
use crate::outcome::{
    Authorization, HttpRequest, MetadataUrls, Outcome, Refusal, RefusalKind, Sent,
};
use crate::protocol::build::{self, Built, Registration};
use crate::protocol::error::{BuildError, ErrorKind};
use crate::protocol::location::Input;
use crate::protocol::settings::{Inputs, Settings};

/// The reference implementation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reference;

impl Implementation for Reference {
    fn name(&self) -> &str {
        "reference"
    }

    fn build(&self, case: &Case) -> Outcome {
        let settings = settings(case);
        outcome(build::build(&inputs(case), &settings), &settings)
    }
}

/// The texts of a case as the core takes them.
pub fn inputs(case: &Case) -> Inputs<'_> {
    Inputs {
        arguments: &case.arguments,
        caller_scopes: case.scopes.as_deref(),
        environment: case.scopes_from_environment(),
        config_file: case.config_file.as_deref(),
        challenge: case
            .challenge
            .iter()
            .map(|field| field.0.as_slice())
            .collect(),
        resource_metadata: case
            .resource_metadata
            .as_ref()
            .map(|body| body.0.as_slice()),
        server_metadata: case.server_metadata.as_ref().map(|body| body.0.as_slice()),
        previous_scopes: case.previous_scopes.as_deref(),
    }
}

/// The client of a case as the core takes it.
pub fn settings(case: &Case) -> Settings {
    let client = &case.client;
    Settings {
        client_name: client.name.clone(),
        redirect_uris: client.redirect_uris.clone(),
        want_refresh: client.want_refresh,
        policy: client.policy,
        revision: client.revision,
        client_metadata: client_metadata(client),
        leniencies: client.allow.iter().copied().collect(),
        server_url: client.server_url.clone(),
        issuer: client.issuer.clone(),
        pre_registered: client.pre_registered,
        client_id_metadata_document: client.client_id_metadata_document.clone(),
        initial_access_token: client.initial_access_token.clone(),
    }
}

/// The further client metadata of a case as the core takes it.
pub fn client_metadata(client: &Client) -> String {
    match client.metadata.is_empty() {
        true => String::new(),
        false => Value::Object(client.metadata.clone()).to_string(),
    }
}

/// What the core built, as the trait tells it.
pub fn outcome(built: Result<Built, BuildError>, settings: &Settings) -> Outcome {
    match built {
        Ok(Built::Registration(registration)) => {
            Outcome::Sent(Box::new(sent(&registration, settings)))
        }
        Ok(Built::Other(other)) => Outcome::NoRegistration(other.mechanism),
        Err(error) => Outcome::Refused(Refusal {
            kind: refusal_kind(&error),
            message: error.to_string(),
        }),
    }
}

fn sent(registration: &Registration, settings: &Settings) -> Sent {
    let request = &registration.request;
    let headers = request.headers.iter();
    Sent {
        registration: HttpRequest {
            method: request.method.to_owned(),
            url: request.url.clone(),
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            body: request.body.clone().into_bytes(),
        },
        further_registrations: Vec::new(),
        authorization: Some(Authorization {
            scope: registration.selection.scope().map(str::to_owned),
            redirect_uri: settings.redirect_uris.first().cloned(),
            resource: registration.parsed.resource.iter().cloned().collect(),
        }),
        metadata_urls: Some(MetadataUrls {
            resource: registration.parsed.resource_metadata_urls.clone(),
            server: registration.parsed.server_metadata_urls.clone(),
        }),
    }
}

fn refusal_kind(error: &BuildError) -> RefusalKind {
    match error.kind {
        ErrorKind::LimitExceeded => RefusalKind::Limit,
        ErrorKind::InvalidScopeToken => RefusalKind::ScopeToken,
        ErrorKind::EmptyScopesFlag => RefusalKind::EmptyScopes,
        ErrorKind::NoScopeProgress => RefusalKind::NoProgress,
        ErrorKind::PkceUnsupported
        | ErrorKind::ResponseTypeUnsupported
        | ErrorKind::GrantTypeUnsupported
        | ErrorKind::AuthMethodUnsupported => RefusalKind::Capability,
        ErrorKind::WrongCommand
        | ErrorKind::UnknownOption
        | ErrorKind::MissingValue
        | ErrorKind::UnexpectedArgument
        | ErrorKind::MissingServerName
        | ErrorKind::InvalidOverride
        | ErrorKind::InvalidOverrideKey => RefusalKind::Arguments,
        ErrorKind::MissingRedirectUri | ErrorKind::MixedRedirectUris => RefusalKind::RedirectUri,
        _ => by_input(error.location.input),
    }
}

fn by_input(input: Input) -> RefusalKind {
    match input {
        Input::Argument(_) | Input::Flag(_) | Input::CommandLine => RefusalKind::Arguments,
        Input::Override(_) | Input::ConfigFile | Input::ServerUrl => RefusalKind::Config,
        Input::ResourceMetadata => RefusalKind::ResourceMetadata,
        Input::ServerMetadata => RefusalKind::ServerMetadata,
        Input::RedirectUri(_) => RefusalKind::RedirectUri,
        Input::ClientMetadata | Input::ClientIdMetadataDocument => RefusalKind::ClientMetadata,
        Input::Challenge(_)
        | Input::Issuer
        | Input::PreviousScopes(_)
        | Input::CallerScopes(_)
        | Input::Environment
        | Input::InitialAccessToken => RefusalKind::Other,
    }
}
