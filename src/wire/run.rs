//! One run: servers, folders and program are brought together, watched, and taken apart again.

use std::collections::BTreeMap;
use std::fmt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::invocation::Invocation;
use super::isolation::Folders;
use super::output::{Output, url_starting_with};
use super::process::{Process, Start};
use super::profile::Interaction;
use super::script::Script;
use super::servers::{Purpose, Received, Servers};
use super::template::filled;

/// How a program is run, whatever the login.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program's file.
    pub program: PathBuf,
    /// Words before those of the invocation.
    pub first_arguments: Vec<String>,
    /// Values of placeholders that are the same in every run.
    pub placeholders: Vec<(&'static str, String)>,
    /// Folders in which the program finds other programs, joined by colons.
    pub search: String,
    /// This program, which stands in for browsers.
    pub recorder: PathBuf,
    /// It needs a terminal.
    pub terminal: bool,
    /// What a person would type.
    pub interaction: Interaction,
    /// Longest run.
    pub time_limit: Duration,
    /// How long it goes on after the authorization URL was seen.
    pub grace: Duration,
    /// How long it goes on after a registration without such a URL.
    pub settle: Duration,
}

/// What was seen of a run.
#[derive(Debug, Clone)]
pub struct Record {
    /// How it ended.
    pub ending: Ending,
    /// The requests in order.
    pub received: Vec<Received>,
    /// What it printed, bounded, without escape sequences. Ports are those of the script.
    pub output: String,
    /// The authorization URLs that it printed or opened, each once.
    pub authorization_urls: Vec<String>,
    /// How long the program ran.
    pub took: Duration,
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
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Client(text) => write!(f, "the client cannot be run: {text}"),
            RunError::Suite(text) => write!(f, "dcr-check itself failed: {text}"),
        }
    }
}

impl std::error::Error for RunError {}

fn suite(what: &str) -> impl FnOnce(std::io::Error) -> RunError + '_ {
    move |error| RunError::Suite(format!("{what}: {error}"))
}

/// How often it is looked whether something was opened.
const LOOK: Duration = Duration::from_millis(10);

/// Longest wait for the rest of the output once everything was killed.
const REST_OF_OUTPUT: Duration = Duration::from_millis(200);

/// Runs the program once.
///
/// # Errors
/// The program cannot be run, or something of ours fails.
pub async fn run(
    invocation: &Invocation,
    script: &Script,
    settings: &Settings,
) -> Result<Record, RunError> {
    let began = Instant::now();
    let servers = Servers::start(script.clone())
        .await
        .map_err(suite("no loopback server"))?;
    let folders = Folders::new(&settings.recorder).map_err(suite("no folder for the run"))?;
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
        arguments: settings
            .first_arguments
            .iter()
            .cloned()
            .chain(arguments.iter().map(|word| place.fill(word)))
            .collect(),
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
    let ending = watch.until_end(&servers, &folders, script, before).await?;
    let took = started.elapsed();
    let text = watch.stop().await;
    let received: Vec<Received> = servers.received().split_off(before);
    let output = servers.text_without_ports(&text);
    let record = Record {
        ending,
        authorization_urls: authorization_urls(&output, &folders, &servers, script),
        registered_after: first_registration(&received)
            .map(|at| at.saturating_duration_since(started)),
        received,
        output,
        took,
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
    let end = tokio::time::timeout(settings.time_limit, watch.process.end()).await;
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

fn first_registration(received: &[Received]) -> Option<Instant> {
    received
        .iter()
        .find(|one| one.purpose == Purpose::Registration)
        .map(|one| one.at)
}

/// A running program with what it has printed.
struct Watch<'a> {
    process: Process,
    settings: &'a Settings,
    output: Arc<Mutex<Output>>,
    printed: Arc<Notify>,
    readers: JoinSet<()>,
    step: usize,
    /// Octets of the plain output that earlier steps have used up.
    used: usize,
}

impl<'a> Watch<'a> {
    fn start(start: &Start, mark: &str, settings: &'a Settings) -> Result<Watch<'a>, RunError> {
        let mut process = Process::start(start, mark).map_err(|error| {
            RunError::Client(format!(
                "{} cannot be started: {error}",
                start.program.display()
            ))
        })?;
        let output = Arc::new(Mutex::new(Output::default()));
        let printed = Arc::new(Notify::new());
        let mut readers = JoinSet::new();
        for mut source in process.outputs.drain(..) {
            let (output, printed) = (Arc::clone(&output), Arc::clone(&printed));
            readers.spawn(async move {
                let mut buffer = vec![0; 1 << 16];
                // A terminal ends in an error, a pipe in 0.
                while let Ok(length @ 1..) = source.read(&mut buffer).await {
                    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
                    output.push(&buffer[..length]);
                    drop(output);
                    printed.notify_one();
                }
            });
        }
        Ok(Watch {
            process,
            settings,
            output,
            printed,
            readers,
            step: 0,
            used: 0,
        })
    }

    fn plain(&self) -> String {
        self.output
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .plain()
    }

    async fn until_end(
        &mut self,
        servers: &Servers,
        folders: &Folders,
        script: &Script,
        before: usize,
    ) -> Result<Ending, RunError> {
        let started = Instant::now();
        self.write(&self.settings.interaction.stdin.clone()).await;
        if !self.settings.interaction.keep_stdin_open && !self.settings.terminal {
            self.process.input = None;
        }
        let authorization = servers.text_with_ports(&script.authorization_endpoint);
        let (mut registered, mut authorized) = (None, None);
        let mut searched = 0;
        loop {
            let end = match (authorized, registered) {
                (Some(at), _) => at + self.settings.grace,
                (None, Some(at)) => at + self.settings.settle,
                (None, None) => started + self.settings.time_limit,
            };
            let end = end.min(started + self.settings.time_limit);
            tokio::select! {
                status = self.process.end() => {
                    let status = status.map_err(suite("its end is unknown"))?;
                    return Ok(ending(status));
                }
                () = tokio::time::sleep_until(end.into()) => {
                    return Ok(match registered {
                        Some(_) => Ending::Stopped,
                        None => Ending::TimedOut,
                    });
                }
                () = servers.news() => {}
                () = self.printed.notified() => {}
                () = tokio::time::sleep(LOOK), if registered.is_some() && authorized.is_none() => {}
            }
            let received = servers.received();
            let received = received.get(before..).unwrap_or_default();
            registered = registered.or_else(|| first_registration(received));
            if authorized.is_none() && registered.is_some() {
                let length = self
                    .output
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .length();
                let printed = length != searched
                    && url_starting_with(&self.plain(), &authorization).is_some();
                searched = length;
                let asked = received
                    .iter()
                    .any(|one| one.purpose == Purpose::Authorization);
                let opened = folders
                    .opened()
                    .iter()
                    .any(|line| line.contains(&authorization));
                authorized = (printed || asked || opened).then(Instant::now);
            }
            self.type_next().await;
        }
    }

    /// Types what the next step says, once the text is there that it waits for.
    async fn type_next(&mut self) {
        while let Some(step) = self.settings.interaction.steps.get(self.step) {
            let plain = self.plain();
            let rest = plain.get(self.used..).unwrap_or_default();
            let Some(at) = rest.find(&step.wait_for) else {
                return;
            };
            self.used += at + step.wait_for.len();
            self.step += 1;
            self.write(&step.send).await;
        }
    }

    /// Writes to the program; one that no longer reads is not our fault.
    async fn write(&mut self, text: &str) {
        if let (Some(input), false) = (&mut self.process.input, text.is_empty()) {
            let writing = async {
                let _ = input.write_all(text.as_bytes()).await;
                let _ = input.flush().await;
            };
            let _ = tokio::time::timeout(Duration::from_secs(1), writing).await;
        }
    }

    /// Kills what is left and returns all that was printed.
    async fn stop(&mut self) -> String {
        self.process.kill();
        self.process.input = None;
        let rest = async { while self.readers.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(REST_OF_OUTPUT, rest).await;
        // So that nothing is left in the table of processes.
        let _ = tokio::time::timeout(REST_OF_OUTPUT, self.process.end()).await;
        self.plain()
    }
}

fn ending(status: ExitStatus) -> Ending {
    match (status.code(), status.signal()) {
        (Some(code), _) => Ending::Exited(code),
        (None, signal) => Ending::Signalled(signal.unwrap_or_default()),
    }
}

fn authorization_urls(
    output: &str,
    folders: &Folders,
    servers: &Servers,
    script: &Script,
) -> Vec<String> {
    let start = &script.authorization_endpoint;
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
