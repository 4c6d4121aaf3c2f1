//! How a client program is run, whatever the login.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::clients::profile::Interaction;

/// How a program is run, whatever the login.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program's file.
    pub program: PathBuf,
    /// Values of placeholders that are the same in every run.
    pub placeholders: Vec<(&'static str, String)>,
    /// Folders in which the program finds other programs, joined by colons.
    pub search: String,
    /// This program, which stands in for browsers.
    pub recorder: PathBuf,
    /// It needs a terminal.
    pub terminal: bool,
    /// What a user would type.
    pub interaction: Interaction,
    /// Longest run.
    pub time_limit: Duration,
    /// How long it goes on after the authorization URL was seen.
    pub grace: Duration,
    /// How long it goes on after a registration without such a URL.
    pub settle: Duration,
    /// Where the folders of runs are made, if not where the system makes them.
    pub temporary: Option<PathBuf>,
    /// Once this is true, programs are killed and none is started.
    pub stop: Arc<AtomicBool>,
}
