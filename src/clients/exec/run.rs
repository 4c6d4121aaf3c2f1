//! One run: servers, folders and program are brought together, watched, and taken apart again.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::invocation::Invocation;
use super::isolation::Folders;
use super::output::url_starting_with;
use super::process::Start;
use super::record::{Record, RunError};
use super::responses::ServerResponses;
use super::servers::Servers;
use super::settings::Settings;
use super::traffic::{Received, first_registration};
use super::watch::Watch;
use crate::clients::profile::template::filled;

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
        .map_err(RunError::suite("no loopback server"))?;
    let folders = Folders::new(&settings.recorder, settings.temporary.as_deref())
        .map_err(RunError::suite("no folder for the run"))?;
    let placeholders = Placeholders::new(&servers, &folders, settings);
    for (path, text) in &invocation.files {
        let (path, text) = (placeholders.fill(path), placeholders.fill(text));
        folders
            .write(&path, &text)
            .map_err(|error| RunError::Client(format!("a file of the profile: {error}")))?;
    }
    let mark = mark();
    let more: BTreeMap<String, String> = invocation
        .environment
        .iter()
        .map(|(name, value)| (name.clone(), placeholders.fill(value)))
        .collect();
    let start = |arguments: &[String]| Start {
        program: settings.program.clone(),
        arguments: arguments
            .iter()
            .map(|word| placeholders.fill(word))
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
    let ending = watch
        .until_end(&servers, &folders, responses, before)
        .await?;
    let took = started.elapsed();
    let text = watch.stop().await;
    servers.quiet().await;
    let received: Vec<Received> = servers.received().split_off(before);
    let output = placeholders.put_back(&servers.text_without_ports(&text));
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
struct Placeholders<'a> {
    servers: &'a Servers,
    values: Vec<(&'static str, String)>,
}

impl<'a> Placeholders<'a> {
    fn new(servers: &'a Servers, folders: &Folders, settings: &Settings) -> Placeholders<'a> {
        let mut values = settings.placeholders.clone();
        values.push(("home", folders.home().to_string_lossy().into_owned()));
        values.push(("work", folders.work().to_string_lossy().into_owned()));
        Placeholders { servers, values }
    }

    /// `text` with the folders of this run as placeholders again, so that runs compare.
    fn put_back(&self, text: &str) -> String {
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
        self.servers.text_with_ports(&filled(text, &self.values))
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
        Err(_) => Err(failed(format!(
            "it ran into the time limit: {}",
            start_of(&text)
        ))),
    }
}

fn start_of(text: &str) -> String {
    text.chars().take(500).collect()
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
