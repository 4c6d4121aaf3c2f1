//! From an error of the core to the text in which a user can see it.

use std::ops::Range;

use super::curl;
use super::inputs::Given;
use crate::protocol::error::{BuildError, ErrorKind, InputLocation};
use crate::protocol::leniency::Leniencies;
use crate::protocol::{arguments, client_metadata, config, json, uri};
use crate::reference;
use crate::runner::diagnostic::Diagnostic;
use crate::runner::excerpt::Excerpt;
use crate::runner::exit_code::ExitCode;

/// The message about `error`, with the offending piece marked where it stands.
pub fn diagnostic(error: &BuildError, given: &Given) -> Diagnostic {
    let excerpt = excerpt(error, given);
    let title = match &excerpt {
        Some(_) => format!("{}: {}", error.place, error.kind.summary()),
        None => error.to_string(),
    };
    let mut help = vec![error.kind.help().to_owned()];
    if let Some(switch) = error.kind.leniency()
        && !given.case.client.allow.contains(&switch)
    {
        let tolerates = switch.tolerates();
        help.push(if given.as_case {
            format!("`\"{switch}\"` in `client.allow` of the case tolerates {tolerates}")
        } else {
            format!("`--allow {switch}` tolerates {tolerates}")
        });
    }
    Diagnostic {
        exit_code: ExitCode::Refused,
        title,
        requirement: Some(error.kind.requirement()),
        excerpt: excerpt.map(Box::new),
        help,
    }
}

fn excerpt(error: &BuildError, given: &Given) -> Option<Excerpt> {
    let case = &given.case;
    let place = error.place.to_string();
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| place.clone());
    let shown =
        |name: &str, text: &[u8], span: Option<Range<usize>>| Some(Excerpt::new(name, text, span?));
    let by_span_or_piece = |name: &str, text: &[u8]| {
        shown(
            name,
            text,
            error.span.clone().or_else(|| find(text, &error.piece)),
        )
    };
    match &error.place {
        InputLocation::Argument(index)
        | InputLocation::Flag(index)
        | InputLocation::Override(index) => {
            by_span_or_piece(&place, case.arguments.get(*index)?.as_bytes())
        }
        InputLocation::CommandLine => {
            let words: Vec<String> = case
                .arguments
                .iter()
                .map(|word| curl::quoted(word))
                .collect();
            let line = words.join(" ");
            let end = line.len();
            (!line.is_empty()).then(|| Excerpt::new(&place, line.as_bytes(), end..end))
        }
        InputLocation::ConfigFile => by_span_or_piece(
            &named(&given.config_file),
            case.config_file.as_ref()?.as_bytes(),
        ),
        InputLocation::Challenge(index) => by_span_or_piece(&place, &case.challenge.get(*index)?.0),
        InputLocation::ResourceMetadata => {
            let text = &case.resource_metadata.as_ref()?.0;
            shown(
                &named(&given.resource_metadata),
                text,
                in_document(error, text),
            )
        }
        InputLocation::ServerMetadata => {
            let text = &case.server_metadata.as_ref()?.0;
            shown(
                &named(&given.server_metadata),
                text,
                in_document(error, text),
            )
        }
        InputLocation::RedirectUri(index) => {
            by_span_or_piece(&place, case.client.redirect_uris.get(*index)?.as_bytes())
        }
        InputLocation::ClientMetadata if error.kind == ErrorKind::MissingRedirectUri => None,
        InputLocation::ClientMetadata => in_client_metadata(error, given),
        InputLocation::ServerUrl => in_server_url(error, given),
        InputLocation::Issuer => by_span_or_piece(&place, case.client.issuer.as_ref()?.as_bytes()),
        InputLocation::PreviousScopes => in_list(error, case.previous_scopes.as_deref()?),
        InputLocation::CallerScopes => in_list(error, case.scopes.as_deref()?),
        // A secret is not shown.
        InputLocation::InitialAccessToken => None,
    }
}

/// Where `piece` first stands in `text`.
fn find(text: &[u8], piece: &str) -> Option<Range<usize>> {
    let length = piece.len().max(1);
    let start = text
        .windows(length)
        .position(|window| window == piece.as_bytes())?;
    Some(start..start + length)
}

fn in_list(error: &BuildError, texts: &[String]) -> Option<Excerpt> {
    texts.iter().find_map(|text| {
        let span = find(text.as_bytes(), &error.piece)?;
        Some(Excerpt::new(
            &error.place.to_string(),
            text.as_bytes(),
            span,
        ))
    })
}

/// Bytes of a JSON document. Where something is missing, that is the bracket which opens it.
fn in_document(error: &BuildError, text: &[u8]) -> Option<Range<usize>> {
    if error.span.is_some() {
        return error.span.clone();
    }
    let document = json::read_object(text, error.place.clone()).ok()?;
    let document = document.object();
    let member = match error.kind {
        ErrorKind::PkceUnsupported => "code_challenge_methods_supported",
        ErrorKind::ResponseTypeUnsupported => "response_types_supported",
        ErrorKind::GrantTypeUnsupported => "grant_types_supported",
        ErrorKind::AuthMethodUnsupported => "token_endpoint_auth_methods_supported",
        ErrorKind::NoUsableAuthorizationServer => "authorization_servers",
        _ => "",
    };
    let start = document.span().start;
    let of_member = document.present(member).map(|value| value.span());
    of_member
        .or_else(|| find(text, &error.piece))
        .or(Some(start..start + 1))
}

/// The error is about the URL of the metadata document, or about the members that were asked for,
/// in which case its span counts from the start of one value.
fn in_client_metadata(error: &BuildError, given: &Given) -> Option<Excerpt> {
    let client = &given.case.client;
    let leniencies = reference::settings(&given.case).leniencies;
    let is_about_members =
        client_metadata::check(&client.metadata, &client.name, &leniencies).is_err();
    if let (false, Some(url)) = (is_about_members, &client.client_id_metadata_document) {
        let span = error.span.clone()?;
        return Some(Excerpt::new(
            "URL of the client's metadata document",
            url.as_bytes(),
            span,
        ));
    }
    let place = error.place.to_string();
    let (origin, text) = match &given.client_metadata {
        Some(document) => (document.origin.as_str(), document.bytes.clone()),
        None => (place.as_str(), serde_json::to_vec(&client.metadata).ok()?),
    };
    let span = match json::read_object(&text, InputLocation::ClientMetadata) {
        // The text itself is what cannot be read, so the span counts from its start.
        Err(_) => error.span.clone()?,
        Ok(document) => {
            let object = document.object();
            find_member(object, error, &leniencies).unwrap_or(object.span())
        }
    };
    Some(Excerpt::new(origin, &text, span))
}

/// The part of the URL that the error is about, else the member of that name, else that text.
fn find_member(
    object: json::Object<'_>,
    error: &BuildError,
    leniencies: &Leniencies,
) -> Option<Range<usize>> {
    let values = || object.members().map(|member| member.value);
    if let Some(span) = &error.span {
        let value = values().find(|value| {
            let check = |url: &str| uri::endpoint(url, InputLocation::ClientMetadata, leniencies);
            let url = value.as_str();
            url.is_some_and(|url| check(&url).as_ref() == Err(error))
        })?;
        return Some(value.locate(span.clone()));
    }
    let named = object.members().find(|member| member.name == error.piece);
    named.map(|member| member.name_span).or_else(|| {
        let lists = values().filter_map(json::Value::as_array);
        let mut values = lists.flat_map(json::Array::elements).chain(values());
        let value = values.find(|value| value.as_str().is_some_and(|text| text == error.piece))?;
        Some(value.span())
    })
}

/// The URL of the config, where it has one, else that of the client.
fn in_server_url(error: &BuildError, given: &Given) -> Option<Excerpt> {
    let case = &given.case;
    let span = error.span.clone()?;
    let configured = arguments::read(&case.arguments).ok().and_then(|arguments| {
        let file = case.config_file.as_deref();
        config::read(file, &arguments.overrides, &arguments.server_name)
            .ok()?
            .url
    });
    let Some(url) = configured else {
        let text = case.client.server_url.as_ref()?;
        return Some(Excerpt::new(
            &error.place.to_string(),
            text.as_bytes(),
            span,
        ));
    };
    let place = url.place.to_string();
    let (name, text) = match &url.place {
        InputLocation::Override(index) => (place.as_str(), case.arguments.get(*index)?),
        _ => (
            given.config_file.as_deref().unwrap_or(&place),
            case.config_file.as_ref()?,
        ),
    };
    // A value that is written with escapes is marked as a whole.
    let span = match text.get(url.span.clone())?.find(&url.value) {
        Some(quotes) => {
            let start = url.span.start + quotes;
            start + span.start..start + span.end
        }
        None => url.span,
    };
    Some(Excerpt::new(name, text.as_bytes(), span))
}

#[cfg(test)]
mod tests;
