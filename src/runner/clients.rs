//! The commands that run client programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime};

use chrono::{DateTime, Utc};

use crate::clients::baseline::{Baseline, baseline_of};
use crate::clients::exec::run::Settings;
use crate::clients::install::Client;
use crate::clients::profile::Profile;
use crate::clients::report::ClientReport;
use crate::clients::session::{Budget, session};
use crate::harness::DEFAULT_SEED;

use super::arguments::{PackageOptions, Run};
use super::check::progress_bar;
use super::client_reports::write_reports;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::terminal;

/// Longest profile, baseline or report that is read.
const LONGEST_FILE: u64 = 64 << 20;

/// Runs a client and reports.
pub fn run(options: Run) -> ExitCode {
    match session_with(&options) {
        Ok(code) => code,
        Err(diagnostic) => terminal::report(&diagnostic),
    }
}

fn session_with(options: &Run) -> Result<ExitCode, Diagnostic> {
    let baseline = options.baseline.as_deref().map(read_baseline).transpose()?;
    let (client, settings) = client(&options.client, &options.package)?;
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let budget = Budget {
        time: options.budget,
        cases: options.cases,
        jobs: options.jobs.map_or(processors, usize::from),
        seed: options.seed.unwrap_or(DEFAULT_SEED),
        properties: options.property.clone(),
    };
    stop_on_interrupt(&settings.stop);
    let bar = progress_bar("cases", 0);
    let began = Instant::now();
    let result = session(&client.profile, &settings, &budget, &|done, all| {
        // Behind the covering set, time decides how many there are.
        bar.set_length(all.unwrap_or(done) as u64);
        let left = budget.time.saturating_sub(began.elapsed());
        bar.set_message(format!("{} s left", left.as_secs()));
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let mut report = ClientReport::new(&client, &budget, &result, today());
    if let Some(baseline) = baseline {
        baseline.apply(&mut report);
    }
    if let Some(file) = &options.write_baseline {
        fs::write(file, baseline_of(&report)).map_err(|error| failed(file, &error))?;
    }
    let code = exit_code(&report);
    write_reports(&[report], options.format, options.output.as_deref(), code)
}

fn exit_code(report: &ClientReport) -> ExitCode {
    if report.not_run.is_some() {
        ExitCode::ClientNotRun
    } else if report.new_failures().next().is_some() {
        ExitCode::Failed
    } else if !report.broken.is_empty() {
        ExitCode::SuiteBroken
    } else if report.properties.is_empty() {
        ExitCode::NothingJudged
    } else if !report.stale.is_empty() {
        ExitCode::StaleBaseline
    } else {
        ExitCode::Success
    }
}

fn read_baseline(file: &Path) -> Result<Baseline, Diagnostic> {
    Baseline::parse(&read(file)?).map_err(|error| {
        let title = format!("--baseline {}: {error}", file.display());
        Diagnostic::new(
            ExitCode::Usage,
            &title,
            "baselines are described in clients/README.md",
        )
    })
}

/// The client that the options name, installed if they say so.
pub fn client(file: &Path, options: &PackageOptions) -> Result<(Client, Settings), Diagnostic> {
    let text = read(file)?;
    let profile = Profile::parse(&text).map_err(|error| {
        let title = format!("--client {}: {error}", file.display());
        Diagnostic::new(
            ExitCode::Usage,
            &title,
            "profiles are described in clients/README.md",
        )
    })?;
    let named = file
        .file_stem()
        .is_some_and(|stem| stem == profile.name.as_str());
    if !named {
        let title = format!(
            "--client {}: its name is {:?}",
            file.display(),
            profile.name
        );
        let help = "name the file after the profile";
        return Err(Diagnostic::new(ExitCode::Usage, &title, help));
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    let cache = options.cache.clone().or_else(cache).ok_or_else(|| {
        let title = "there is no home folder to install clients into";
        Diagnostic::new(ExitCode::Usage, title, "name a folder with --cache")
    })?;
    // The program works elsewhere, where a relative path would lead somewhere else.
    let cache = std::path::absolute(&cache).map_err(|error| failed(&cache, &error))?;
    let client = Client::new(profile, folder, options.version.as_deref(), &cache);
    let not_run = |title: &str, help: &str| Diagnostic::new(ExitCode::ClientNotRun, title, help);
    if !client.is_installed() {
        if !options.install {
            let size = client
                .profile
                .package
                .as_ref()
                .and_then(|package| package.size_mb);
            let size = size.map_or(String::new(), |size| format!(", about {size} MB"));
            let title = format!("{} is not installed", client.profile.title);
            let help = format!("add --install to download it{size}");
            return Err(not_run(&title, &help));
        }
        client.install().map_err(|error| {
            let title = format!("{} cannot be installed: {error}", client.profile.title);
            not_run(&title, "see what the installer says")
        })?;
    }
    let recorder = std::env::current_exe().map_err(|error| {
        let title = format!("this program does not know where it is: {error}");
        Diagnostic::new(ExitCode::SuiteBroken, &title, "start it by its path")
    })?;
    let settings = client.settings(&recorder).map_err(|error| {
        let title = format!("{} cannot be run: {error}", client.profile.title);
        not_run(&title, "see [program] in its profile")
    })?;
    Ok((client, settings))
}

/// A file that cannot be read or written.
pub(super) fn failed(file: &Path, error: &std::io::Error) -> Diagnostic {
    let title = format!("{}: {error}", file.display());
    Diagnostic::new(ExitCode::Io, &title, "look at the path and its permissions")
}

/// The text of a file that a user named.
pub(super) fn read(file: &Path) -> Result<String, Diagnostic> {
    let length = fs::metadata(file)
        .map_err(|error| failed(file, &error))?
        .len();
    if length > LONGEST_FILE {
        let title = format!("{} is longer than {LONGEST_FILE} octets", file.display());
        return Err(Diagnostic::new(ExitCode::Usage, &title, "look at the path"));
    }
    fs::read_to_string(file).map_err(|error| failed(file, &error))
}

/// The user's cache folder, as the XDG base directory specification has it.
fn cache() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let folder = folder.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache")));
    folder.map(|folder| folder.join("dcr-check/clients"))
}

/// An interrupt ends the session with what is known, and all that was started.
fn stop_on_interrupt(stop: &Arc<AtomicBool>) {
    let stop = Arc::clone(stop);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        if let Ok(runtime) = runtime {
            runtime.block_on(async {
                if tokio::signal::ctrl_c().await.is_ok() {
                    stop.store(true, Ordering::Relaxed);
                }
            });
        }
    });
}

/// The day in UTC.
fn today() -> String {
    DateTime::<Utc>::from(SystemTime::now())
        .format("%F")
        .to_string()
}
