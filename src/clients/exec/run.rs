//! One run: servers, folders and program are brought together, watched, and taken apart again.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::clients::exec::invocation::Invocation;
use crate::clients::exec::isolation::Folders;
use crate::clients::exec::output::url_starting_with;
use crate::clients::exec::process::Start;
use crate::clients::exec::responses::ServerResponses;
use crate::clients::exec::servers::{Purpose, Received, Servers};
use crate::clients::exec::watch::Watch;
use crate::clients::profile::Interaction;
use crate::clients::profile::template::filled;

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

/// What was seen of a run.
#[derive(Debug, Clone)]
pub struct Record {
    /// How it ended.
    pub ending: Ending,
    /// The requests in order.
    pub received: Vec<Received>,
    /// What it printed, bounded, without escape sequences. Ports are those of the responses.
    pub output: String,
    /// The authorization URLs that it printed or opened, each once.
    pub authorization_urls: Vec<String>,
    /// How long everything else took.
    pub overhead: Duration,
    /// From the start to the first registration.
    pub registered_after: Option<Duration>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The program ended with this code.
    Exited(i32),
    /// This signal ended it, and not ours.
    Signalled(i32),
    /// It had registered and was stopped.
    Stopped,
    /// Its time was over.
    TimedOut,
}

/// Why there is no record.
#[derive(Debug, Clone)]
pub enum RunError {
    /// The program could not be run.
    Client(String),
    /// Something of ours went wrong.
    Suite(String),
    /// Somebody wants everything to end.
    Interrupted,
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Client(text) => write!(f, "the client cannot be run: {text}"),
            RunError::Suite(text) => write!(f, "dcr-check itself failed: {text}"),
            RunError::Interrupted => f.write_str("it was interrupted"),
        }
    }
}

impl std::error::Error for RunError {}

/// An error of ours in what was being done.
pub(super) fn suite(what: &str) -> impl FnOnce(std::io::Error) -> RunError + '_ {
    move |error| RunError::Suite(format!("{what}: {error}"))
}

/// Runs the program once.
///
/// # Errors
/// The program cannot be run, or something of ours fails.
pub async fn run(
    invocation: &Invocation,
    responses: &ServerResponses,
    settings: &Settings,
) -> Result<Record, RunError> {
    let began = Instant::now();
    let servers = Servers::start(responses.clone())
        .await
        .map_err(suite("no loopback server"))?;
    let folders = Folders::new(&settings.recorder, settings.temporary.as_deref())
        .map_err(suite("no folder for the run"))?;
    let place = Place::new(&servers, &folders, settings);
    for (path, text) in &invocation.files {
        let (path, text) = (place.fill(path), place.fill(text));
        folders
            .write(&path, &text)
            .map_err(|error| RunError::Client(format!("a file of the profile: {error}")))?;
    }
    let mark = mark();
    let more: BTreeMap<String, String> = invocation
        .environment
        .iter()
        .map(|(name, value)| (name.clone(), place.fill(value)))
        .collect();
    let start = |arguments: &[String]| Start {
        program: settings.program.clone(),
        arguments: arguments.iter().map(|word| place.fill(word)).collect(),
        environment: folders.environment(&settings.search, &mark, &more),
        folder: folders.work(),
        terminal: settings.terminal,
    };
    for arguments in &invocation.setup {
        set_up(&start(arguments), &mark, settings).await?;
    }
    let before = servers.received().len();
    let mut watch = Watch::start(&start(&invocation.arguments), &mark, settings)?;
    let started = Instant::now();
    let ending = watch
        .until_end(&servers, &folders, responses, before)
        .await?;
    let took = started.elapsed();
    let text = watch.stop().await;
    servers.quiet().await;
    let received: Vec<Received> = servers.received().split_off(before);
    let output = place.forgotten(&servers.text_without_ports(&text));
    let record = Record {
        ending,
        authorization_urls: authorization_urls(&output, &folders, &servers, responses),
        registered_after: first_registration(&received)
            .map(|at| at.saturating_duration_since(started)),
        received,
        output,
        overhead: Duration::ZERO,
    };
    drop((servers, folders));
    Ok(Record {
        overhead: began.elapsed().saturating_sub(took),
        ..record
    })
}

/// Tells the processes of one run from all others.
fn mark() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{number}", std::process::id())
}

/// The values of this run's placeholders.
struct Place<'a> {
    servers: &'a Servers,
    values: Vec<(&'static str, String)>,
}

impl<'a> Place<'a> {
    fn new(servers: &'a Servers, folders: &Folders, settings: &Settings) -> Place<'a> {
        let mut values = settings.placeholders.clone();
        values.push(("home", folders.home().to_string_lossy().into_owned()));
        values.push(("work", folders.work().to_string_lossy().into_owned()));
        Place { servers, values }
    }

    /// `text` with the folders of this run as placeholders again, so that runs compare.
    fn forgotten(&self, text: &str) -> String {
        let mut values: Vec<(&str, String)> = Vec::new();
        for (name, value) in self.values.iter().filter(|(_, value)| value.contains('/')) {
            values.push((name, value.clone()));
            // Programs that follow links tell where these lead.
            if let Ok(real) = std::fs::canonicalize(value) {
                values.push((name, real.to_string_lossy().into_owned()));
            }
        }
        // A folder within another one comes first.
        values.sort_by_key(|(_, value)| std::cmp::Reverse(value.len()));
        values.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(value.as_str(), &format!("{{{name}}}"))
        })
    }

    fn fill(&self, text: &str) -> String {
        let values: Vec<(&str, &str)> = self
            .values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.servers.text_with_ports(&filled(text, &values))
    }
}

async fn set_up(start: &Start, mark: &str, settings: &Settings) -> Result<(), RunError> {
    let failed = |why: String| RunError::Client(format!("its setup failed: {why}"));
    let mut watch = Watch::start(start, mark, settings)?;
    let end = tokio::time::timeout(settings.time_limit, watch.process_end()).await;
    let text = watch.stop().await;
    match end {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(failed(format!("{status}: {}", start_of(&text)))),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Err(_) => Err(failed(format!("its time was over: {}", start_of(&text)))),
    }
}

fn start_of(text: &str) -> String {
    text.chars().take(500).collect()
}

/// When the first registration came.
pub(super) fn first_registration(received: &[Received]) -> Option<Instant> {
    received
        .iter()
        .find(|one| one.purpose == Purpose::Registration)
        .map(|one| one.at)
}

fn authorization_urls(
    output: &str,
    folders: &Folders,
    servers: &Servers,
    responses: &ServerResponses,
) -> Vec<String> {
    let start = &responses.authorization_endpoint;
    let opened = folders.opened();
    let opened = opened.iter().map(|line| servers.text_without_ports(line));
    let mut urls: Vec<String> = Vec::new();
    for text in opened.chain([output.to_owned()]) {
        if let Some(url) = url_starting_with(&text, start)
            && !urls.iter().any(|known| known == url)
        {
            urls.push(url.to_owned());
        }
    }
    urls
}
