//! What `build` is given: a case, and the names of its texts for messages.

use crate::case::Case;
use crate::protocol::settings::Settings;
use crate::reference;
use crate::runner::document::Document;

/// A case, and where its texts came from.
#[derive(Debug, Default)]
pub struct Given {
    /// The case.
    pub case: Case,
    /// The case was given as a whole, so its parts have no options of their own.
    pub as_case: bool,
    /// What messages call the config file.
    pub config_file: Option<String>,
    /// What messages call the protected resource metadata.
    pub resource_metadata: Option<String>,
    /// What messages call the authorization server metadata.
    pub server_metadata: Option<String>,
    /// The further client metadata as it was written.
    pub client_metadata: Option<Document>,
}

impl Given {
    /// The client as the core takes it, with its further metadata as it was written.
    pub fn settings(&self) -> Settings {
        let mut settings = reference::settings(&self.case);
        if let Some(document) = &self.client_metadata {
            settings.client_metadata = String::from_utf8_lossy(&document.bytes).into_owned();
        }
        settings
    }
}
