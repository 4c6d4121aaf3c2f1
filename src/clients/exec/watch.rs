//! A running program: what it prints is read, what a user would type is typed, its end is awaited.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::isolation::Folders;
use super::output::{Output, url_starting_with};
use super::process::{Process, Start};
use super::record::{Ending, RunError};
use super::responses::ServerResponses;
use super::servers::Servers;
use super::settings::Settings;
use super::traffic::{Purpose, Received, first_registration};

/// How often it is looked whether something was opened.
const LOOK: Duration = Duration::from_millis(10);

/// How often it is looked whether everything is to end.
const LOOK_FOR_STOP: Duration = Duration::from_millis(50);

/// Longest wait for the rest of the output once everything was killed.
const REST_OF_OUTPUT: Duration = Duration::from_millis(200);

/// A running program with what it has printed.
pub struct Watch<'a> {
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
    /// Starts the program and begins to read.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(start: &Start, mark: &str, settings: &'a Settings) -> Result<Watch<'a>, RunError> {
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

    fn output(&self) -> MutexGuard<'_, Output> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for its end, whatever brings it about.
    ///
    /// # Errors
    /// The system does not tell how it ended.
    pub async fn until_end(
        &mut self,
        servers: &Servers,
        folders: &Folders,
        responses: &ServerResponses,
        before: usize,
    ) -> Result<Ending, RunError> {
        let started = Instant::now();
        self.write(&self.settings.interaction.stdin.clone()).await;
        if !self.settings.interaction.keep_stdin_open && !self.settings.terminal {
            self.process.input = None;
        }
        let authorization = servers.text_with_ports(&responses.authorization_endpoint);
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
                    let status = status.map_err(RunError::suite("its end is unknown"))?;
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
                () = tokio::time::sleep(LOOK_FOR_STOP) => {}
            }
            if self.settings.stop.load(Ordering::Relaxed) {
                return Err(RunError::Interrupted);
            }
            let received = servers.received();
            let received = received.get(before..).unwrap_or_default();
            registered = registered.or_else(|| first_registration(received));
            if authorized.is_none() && registered.is_some() {
                let length = self.output().length();
                let printed = length != searched
                    && url_starting_with(&self.output().plain(), &authorization).is_some();
                searched = length;
                let is_asked = |one: &Received| one.purpose == Purpose::Authorization;
                let asked = received.iter().any(is_asked);
                let mut opened = folders.opened().into_iter();
                let opened = opened.any(|line| line.contains(&authorization));
                authorized = (printed || asked || opened).then(Instant::now);
            }
            self.type_next().await;
        }
    }

    /// Types what the next step says, once the text is there that it waits for.
    async fn type_next(&mut self) {
        while let Some(step) = self.settings.interaction.steps.get(self.step) {
            let plain = self.output().plain();
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

    /// Waits for the end of the process alone.
    ///
    /// # Errors
    /// The system does not tell how it ended.
    pub async fn process_end(&mut self) -> std::io::Result<ExitStatus> {
        self.process.end().await
    }

    /// Kills what is left and returns all that was printed.
    pub async fn stop(&mut self) -> String {
        self.process.kill();
        self.process.input = None;
        let rest = async { while self.readers.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(REST_OF_OUTPUT, rest).await;
        // So that nothing is left in the table of processes.
        let _ = tokio::time::timeout(REST_OF_OUTPUT, self.process.end()).await;
        self.output().plain()
    }
}

fn ending(status: ExitStatus) -> Ending {
    match (status.code(), status.signal()) {
        (Some(code), _) => Ending::Exited(code),
        (None, signal) => Ending::Signalled(signal.unwrap_or_default()),
    }
}
