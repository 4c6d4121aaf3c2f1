//! Where things lie, and which URLs may stand where.

use dcr_check::protocol::error::BuildError;
use dcr_check::protocol::leniency::Leniencies;
use dcr_check::protocol::location::{Input, LocatedText};
use dcr_check::protocol::{redirect, uri, well_known};
use dcr_check::vocabulary::Revision;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::comparison::Observed;
use super::super::file::{File, Vector};
use super::{input, list};

/// `as_urls`: where authorization server metadata of an issuer may lie, in order.
pub fn server_metadata_urls(vector: &Vector, _: &File) -> Result<Observed, String> {
    let issuer: String = input(vector)?;
    let (revision, switches) = (Revision::default(), Leniencies::default());
    let urls = well_known::authorization_server_metadata_urls(&issuer, revision, &switches);
    Ok(Observed::whole(urls))
}

/// `prm_urls`: where protected resource metadata of a server may lie, in order.
pub fn resource_metadata_urls(vector: &Vector, _: &File) -> Result<Observed, String> {
    let server: String = input(vector)?;
    let locations = well_known::resource_metadata_locations(&server);
    let urls = locations.map(|found| list(found.into_iter().map(|location| location.url)));
    Ok(Observed::whole(urls))
}

/// `legacy`: the endpoints that revision 2025-03-26 derives.
pub fn fallback_endpoints(vector: &Vector, _: &File) -> Result<Observed, String> {
    let server: String = input(vector)?;
    let endpoints = well_known::fallback_endpoints(&server).map(|endpoints| {
        json!({
            "base": endpoints.base,
            "metadata": endpoints.metadata,
            "authorize": endpoints.authorization,
            "token": endpoints.token,
            "register": endpoints.registration,
        })
    });
    Ok(Observed::whole(endpoints))
}

/// `disc_headers`: all fields of a request for metadata.
pub fn metadata_request_headers(vector: &Vector, _: &File) -> Result<Observed, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Client {
        revision: Revision,
        version: String,
    }
    let client: Client = input(vector)?;
    let headers = well_known::metadata_request_headers(client.revision, &client.version);
    let headers = headers
        .into_iter()
        .map(|(name, value)| (name.to_owned(), json!(value)));
    Ok(Observed::Whole(Value::Object(
        headers.collect::<Map<_, _>>(),
    )))
}

/// `choose_as`: the authorization server that is taken from a list.
pub fn choose_authorization_server(vector: &Vector, _: &File) -> Result<Observed, String> {
    let candidates: Vec<String> = input(vector)?;
    let switches = Leniencies::default();
    let document = Input::ResourceMetadata;
    let candidates: Vec<LocatedText> = candidates
        .iter()
        .map(|text| LocatedText::whole(document, text))
        .collect();
    let chosen = well_known::choose_authorization_server(&candidates, document.into(), &switches);
    Ok(Observed::whole(chosen.map(|(issuer, _)| issuer)))
}

/// `canonical`: the canonical URL of an MCP server.
pub fn canonical_server_url(vector: &Vector, _: &File) -> Result<Observed, String> {
    Ok(Observed::whole(canonical(&input::<String>(vector)?)))
}

/// `resource_param`: the parameter that tells the server's URL, as it is sent in a form.
pub fn resource_parameter(vector: &Vector, _: &File) -> Result<Observed, String> {
    let canonical = canonical(&input::<String>(vector)?);
    Ok(Observed::whole(canonical.map(|url| {
        format!("resource={}", uri::form_encoded(&url))
    })))
}

/// `rm_url`: a metadata URL that may be fetched, as it was written.
pub fn resource_metadata_url(vector: &Vector, _: &File) -> Result<Observed, String> {
    let url: String = input(vector)?;
    let judged = uri::resource_metadata_url(&url, Input::Challenge(0), &Leniencies::default());
    Ok(Observed::whole(judged.map(|_| url)))
}

/// `cimd_url`: a URL that may identify a client, as it was written.
pub fn metadata_document_url(vector: &Vector, _: &File) -> Result<Observed, String> {
    let url: String = input(vector)?;
    Ok(Observed::whole(
        uri::client_id_metadata_document_url(&url).map(|()| url),
    ))
}

/// `redirect`: the application type that redirect URIs make.
pub fn application_type(vector: &Vector, _: &File) -> Result<Observed, String> {
    let redirect_uris: Vec<String> = input(vector)?;
    let made = redirect::application_type(&redirect_uris, None);
    Ok(Observed::whole(made.map(redirect::ApplicationType::as_str)))
}

fn canonical(url: &str) -> Result<String, BuildError> {
    uri::canonical_server_url(url).map(|(canonical, _)| canonical)
}
