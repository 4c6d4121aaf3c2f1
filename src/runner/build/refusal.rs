//! From an error of the core to the text in which a user can see it.

use super::curl;
use super::given::Given;
use crate::protocol::error::BuildError;
use crate::protocol::location::Input;
use crate::reference;
use crate::runner::diagnostic::Diagnostic;
use crate::runner::excerpt::Excerpt;
use crate::runner::exit_code::ExitCode;

/// The message about `error`, with the offending piece marked where it stands.
pub fn diagnostic(error: &BuildError, given: &Given) -> Diagnostic {
    let excerpt = excerpt(error, given);
    let title = match &excerpt {
        Some(_) => format!("{}: {}", error.location.input, error.kind.summary()),
        None => error.to_string(),
    };
    let mut help = vec![error.kind.help().to_owned()];
    if let Some(switch) = error.kind.leniency()
        && !given.case.client.allow.contains(&switch)
    {
        let (slug, tolerates) = (switch.name(), switch.tolerates());
        help.push(if given.as_case {
            format!("`\"{slug}\"` in `client.allow` of the case tolerates {tolerates}")
        } else {
            format!("`--allow {slug}` tolerates {tolerates}")
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
    let (case, client) = (&given.case, &given.case.client);
    let input = error.location.input;
    if input == Input::CommandLine {
        let words: Vec<String> = case
            .arguments
            .iter()
            .map(|word| curl::quoted(word))
            .collect();
        let line = words.join(" ");
        let end = line.len();
        return (end > 0).then(|| Excerpt::new(&input.to_string(), line.as_bytes(), end..end));
    }
    let (members, variable);
    let (name, text) = match input {
        Input::Argument(index) | Input::Flag(index) | Input::Override(index) => {
            (None, case.arguments.get(index)?.as_bytes())
        }
        Input::Environment => {
            variable = format!("{input} {}", client.scopes_variable.as_ref()?);
            (Some(&variable), case.scopes_from_environment()?.as_bytes())
        }
        Input::ConfigFile => (
            given.config_file.as_ref(),
            case.config_file.as_ref()?.as_bytes(),
        ),
        Input::Challenge(index) => (None, case.challenge.get(index)?.as_ref()),
        Input::ResourceMetadata => (
            given.resource_metadata.as_ref(),
            case.resource_metadata.as_ref()?.as_ref(),
        ),
        Input::ServerMetadata => (
            given.server_metadata.as_ref(),
            case.server_metadata.as_ref()?.as_ref(),
        ),
        Input::RedirectUri(index) => (None, client.redirect_uris.get(index)?.as_bytes()),
        Input::ClientMetadata => match &given.client_metadata {
            Some(document) => (Some(&document.origin), document.bytes.as_slice()),
            None => {
                members = reference::client_metadata(client);
                (None, members.as_bytes())
            }
        },
        Input::ClientIdMetadataDocument => (
            None,
            client.client_id_metadata_document.as_ref()?.as_bytes(),
        ),
        Input::ServerUrl => (None, client.server_url.as_ref()?.as_bytes()),
        Input::Issuer => (None, client.issuer.as_ref()?.as_bytes()),
        Input::PreviousScopes(index) => {
            (None, case.previous_scopes.as_ref()?.get(index)?.as_bytes())
        }
        Input::CallerScopes(index) => (None, case.scopes.as_ref()?.get(index)?.as_bytes()),
        // A secret is not shown.
        Input::CommandLine | Input::InitialAccessToken => return None,
    };
    let range = error.location.range.clone()?;
    let name = name.map_or_else(|| input.to_string(), String::clone);
    Some(Excerpt::new(&name, text, range))
}

#[cfg(test)]
mod tests;
