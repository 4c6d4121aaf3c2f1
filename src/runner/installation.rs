//! The client program that options name, installed and ready to run.

use std::path::{Path, PathBuf};

use crate::clients::exec::settings::Settings;
use crate::clients::install::Client;
use crate::clients::profile::Profile;

use super::arguments::PackageOptions;
use super::diagnostic::Diagnostic;
use super::document::file_text;
use super::exit_code::ExitCode;

/// The client that the options name, installed if they say so.
///
/// # Errors
/// The profile cannot be read, or the client is not installed or cannot be run.
pub fn client(file: &Path, options: &PackageOptions) -> Result<(Client, Settings), Diagnostic> {
    let what = format!("--client {}", file.display());
    let help = "profiles are described in clients/README.md";
    let profile = Profile::parse(&file_text("--client", file)?).map_err(Diagnostic::about(
        ExitCode::Usage,
        &what,
        help,
    ))?;
    if file.file_stem() != Some(profile.name.as_ref()) {
        let title = format!("{what}: its name is {:?}", profile.name);
        let help = "name the file after the profile";
        return Err(Diagnostic::new(ExitCode::Usage, title, help));
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    let cache = options.cache.clone().or_else(cache).ok_or_else(|| {
        let title = "there is no home folder to install clients into";
        Diagnostic::new(ExitCode::Usage, title, "name a folder with --cache")
    })?;
    // The program works elsewhere, where a relative path would lead somewhere else.
    let help = "look at the path and its permissions";
    let cache = std::path::absolute(&cache).map_err(Diagnostic::about(
        ExitCode::Io,
        cache.display(),
        help,
    ))?;
    let client = Client::new(profile, folder, options.version.as_deref(), &cache);
    let title = &client.profile.title;
    let code = ExitCode::ClientNotRun;
    if !client.is_installed() {
        if !options.install {
            let package = client.profile.package.as_ref();
            let size = package.and_then(|package| package.size_mb);
            let size = size.map_or(String::new(), |size| format!(", about {size} MB"));
            let help = format!("add --install to download it{size}");
            return Err(Diagnostic::new(
                code,
                format!("{title} is not installed"),
                help,
            ));
        }
        let what = format!("{title} cannot be installed");
        let help = "see what the installer says";
        client
            .install()
            .map_err(Diagnostic::about(code, what, help))?;
    }
    let (broken, unknown) = (
        ExitCode::SuiteBroken,
        "this program does not know where it is",
    );
    let recorder = std::env::current_exe().map_err(Diagnostic::about(
        broken,
        unknown,
        "start it by its path",
    ))?;
    let what = format!("{title} cannot be run");
    let help = "see [program] in its profile";
    let settings = client.settings(&recorder);
    let settings = settings.map_err(Diagnostic::about(code, what, help))?;
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
