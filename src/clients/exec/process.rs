//! A client program under control: its own process group, its output, its end.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;

use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::process::{Child, Command};

/// What to start.
#[derive(Debug, Clone)]
pub struct Start {
    /// The program's file.
    pub program: PathBuf,
    /// Its words.
    pub arguments: Vec<String>,
    /// Everything that is in its environment.
    pub environment: BTreeMap<String, String>,
    /// Where it works.
    pub folder: PathBuf,
    /// It gets a terminal.
    pub terminal: bool,
}

/// Columns of a program's terminal: URLs must not be broken into lines.
const COLUMNS: u16 = 4096;
const ROWS: u16 = 50;

/// A program that was started. Whatever is left of it is killed when this is dropped.
pub struct Process {
    child: Child,
    group: Option<Pid>,
    mark: OsString,
    /// Standard output and error, or the terminal.
    pub outputs: Vec<Box<dyn AsyncRead + Send + Unpin>>,
    /// Standard input, or the terminal.
    pub input: Option<Box<dyn AsyncWrite + Send + Unpin>>,
}

impl Process {
    /// Starts the program in a process group of its own.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(start: &Start, mark: &str) -> io::Result<Process> {
        if start.terminal {
            Process::on_terminal(start, mark)
        } else {
            Process::on_pipes(start, mark)
        }
    }

    fn on_pipes(start: &Start, mark: &str) -> io::Result<Process> {
        let mut child = Command::new(&start.program)
            .args(&start.arguments)
            .env_clear()
            .envs(&start.environment)
            .current_dir(&start.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()?;
        let mut outputs: Vec<Box<dyn AsyncRead + Send + Unpin>> = Vec::new();
        if let Some(output) = child.stdout.take() {
            outputs.push(Box::new(output));
        }
        if let Some(output) = child.stderr.take() {
            outputs.push(Box::new(output));
        }
        let input = child.stdin.take().map(|input| Box::new(input) as Box<_>);
        Ok(Process::new(child, mark, outputs, input))
    }

    /// On a terminal the program leads a session, which is a process group too.
    fn on_terminal(start: &Start, mark: &str) -> io::Result<Process> {
        let (terminal, other_end) = pty_process::open().map_err(io::Error::other)?;
        terminal
            .resize(pty_process::Size::new(ROWS, COLUMNS))
            .map_err(io::Error::other)?;
        let child = pty_process::Command::new(&start.program)
            .args(&start.arguments)
            .env_clear()
            .envs(&start.environment)
            .env("TERM", "xterm-256color")
            .current_dir(&start.folder)
            .spawn(other_end)
            .map_err(io::Error::other)?;
        let (output, input) = terminal.into_split();
        Ok(Process::new(
            child,
            mark,
            vec![Box::new(output)],
            Some(Box::new(input)),
        ))
    }

    fn new(
        child: Child,
        mark: &str,
        outputs: Vec<Box<dyn AsyncRead + Send + Unpin>>,
        input: Option<Box<dyn AsyncWrite + Send + Unpin>>,
    ) -> Process {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Process {
            child,
            group: id.map(Pid::from_raw),
            mark: format!("{}={mark}", super::isolation::MARK).into(),
            outputs,
            input,
        }
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// The system does not tell.
    pub async fn end(&mut self) -> io::Result<std::process::ExitStatus> {
        self.child.wait().await
    }

    /// Kills what is left: the group, and processes that have left the group but still carry the
    /// mark of the run.
    pub fn kill(&mut self) {
        if let Some(group) = self.group {
            // Fails if nobody is left, which is what is wanted.
            let _ = killpg(group, Signal::SIGKILL);
        }
        // A process that forks while the others are looked through is found the next time.
        for _ in 0..5 {
            let left = marked(&self.mark);
            if left.is_empty() {
                break;
            }
            for process in left {
                let _ = kill(process, Signal::SIGKILL);
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The live processes whose environment has the mark. Only Linux tells.
fn marked(mark: &OsString) -> Vec<Pid> {
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    let wanted = mark.as_encoded_bytes();
    processes
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok())
        .filter(|id| {
            let environment = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
            environment
                .split(|octet| *octet == 0)
                .any(|variable| variable == wanted)
        })
        .map(Pid::from_raw)
        .collect()
}
