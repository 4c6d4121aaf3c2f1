//! The client program that options name, installed and ready to run.

use std::path::{Path, PathBuf};

use crate::clients::exec::settings::Settings;
use crate::clients::install::Client;
use crate::clients::profile::Profile;

use super::arguments::PackageOptions;
use super::diagnostic::Diagnostic;
use super::exit_code::ExitCode;
use super::files::{failed, read};

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

/// The user's cache folder, as the XDG base directory specification has it.
fn cache() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let folder = folder.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache")));
    folder.map(|folder| folder.join("dcr-check/clients"))
}
