//! What a client program sees of the machine: folders of its own, few variables, no way out.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The variable that marks every process of a run.
pub const MARK: &str = "DCR_CHECK_RUN";

/// The variable that says where opened URLs are written down.
pub const OPENED: &str = "DCR_CHECK_OPENED";

/// Programs that open URLs; the recorder stands in for each of them.
pub const OPENERS: &[&str] = &[
    "xdg-open",
    "open",
    "sensible-browser",
    "x-www-browser",
    "www-browser",
    "gnome-open",
    "kde-open",
    "wslview",
    "firefox",
    "google-chrome",
    "chromium",
];

/// Folders of one run, gone when this is dropped.
#[derive(Debug)]
pub struct Folders {
    root: TempDir,
}

impl Folders {
    /// Makes them. `recorder` is this program, which writes URLs down when it is called by one of
    /// the names of [`OPENERS`]; `within` is where they are made, if not where the system makes such.
    ///
    /// # Errors
    /// They cannot be made.
    pub fn new(recorder: &Path, within: Option<&Path>) -> io::Result<Folders> {
        let mut root = tempfile::Builder::new();
        root.prefix("dcr-check-");
        let folders = Folders {
            root: match within {
                Some(folder) => root.tempdir_in(folder)?,
                None => root.tempdir()?,
            },
        };
        for folder in ["home", "work", "tmp", "bin", "runtime"] {
            fs::create_dir(folders.path(folder))?;
        }
        fs::set_permissions(folders.path("runtime"), fs::Permissions::from_mode(0o700))?;
        for name in OPENERS {
            symlink(recorder, folders.path("bin").join(name))?;
        }
        Ok(folders)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The home.
    pub fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// The working folder.
    pub fn work(&self) -> PathBuf {
        self.path("work")
    }

    /// The URLs that were opened so far.
    pub fn opened(&self) -> Vec<String> {
        let octets = fs::read(self.path("opened")).unwrap_or_default();
        let text = String::from_utf8_lossy(&octets).into_owned();
        text.lines().map(str::to_owned).collect()
    }

    /// All variables of the program: the usual ones, then `more`.
    pub fn environment(
        &self,
        search: &str,
        mark: &str,
        more: &BTreeMap<String, String>,
    ) -> BTreeMap<String, String> {
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        let home = self.home();
        let own = [
            ("HOME", text(home.clone())),
            ("PATH", format!("{}:{search}", text(self.path("bin")))),
            ("TMPDIR", text(self.path("tmp"))),
            ("LANG", "C.UTF-8".to_owned()),
            ("XDG_CONFIG_HOME", text(home.join(".config"))),
            ("XDG_CACHE_HOME", text(home.join(".cache"))),
            ("XDG_DATA_HOME", text(home.join(".local/share"))),
            ("XDG_STATE_HOME", text(home.join(".local/state"))),
            ("XDG_RUNTIME_DIR", text(self.path("runtime"))),
            ("BROWSER", text(self.path("bin").join("xdg-open"))),
            (MARK, mark.to_owned()),
            (OPENED, text(self.path("opened"))),
        ];
        let own = own
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        let mut all: BTreeMap<String, String> = own.collect();
        // Nothing listens there, so what tries to leave fails at once.
        let nowhere = "http://127.0.0.1:9";
        for (name, value) in [
            ("HTTP_PROXY", nowhere),
            ("HTTPS_PROXY", nowhere),
            ("ALL_PROXY", nowhere),
            ("NO_PROXY", "127.0.0.1,localhost"),
        ] {
            all.insert(name.to_owned(), value.to_owned());
            all.insert(name.to_lowercase(), value.to_owned());
        }
        all.extend(more.clone());
        all
    }

    /// Writes a file of the profile.
    ///
    /// # Errors
    /// It lies outside of home and working folder, or cannot be written.
    pub fn write(&self, path: &str, text: &str) -> io::Result<()> {
        let path = Path::new(path);
        let inside = path.starts_with(self.home()) || path.starts_with(self.work());
        let climbs = path.components().any(|part| part.as_os_str() == "..");
        if !inside || climbs {
            let path = path.display();
            let text = format!("{path} is neither below {{home}} nor below {{work}}");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    }
}

/// Writes down what this program was asked to open, if it stands in for an opener.
/// Returns whether it does.
pub fn record_opened(arguments: &[std::ffi::OsString]) -> bool {
    let name = arguments
        .first()
        .and_then(|word| Path::new(word).file_name());
    let stands_in = name.is_some_and(|name| OPENERS.iter().any(|opener| name == *opener));
    let Some(file) = std::env::var_os(OPENED).filter(|_| stands_in) else {
        return false;
    };
    let words = arguments[1..].iter().map(|word| word.to_string_lossy());
    let line: Vec<String> = words.map(|word| word.replace(['\n', '\r'], " ")).collect();
    let options = fs::OpenOptions::new().create(true).append(true).open(file);
    if let Ok(mut file) = options {
        // The client must not notice; what is missing shows in the report.
        let _ = io::Write::write_all(&mut file, (line.join(" ") + "\n").as_bytes());
    }
    true
}

/// Gives this thread, and the programs that it starts, a network with nothing but loopback.
///
/// Returns whether that was permitted; it takes Linux and the rights of an administrator.
#[cfg(target_os = "linux")]
pub fn enter_loopback_network() -> bool {
    use nix::sched::{CloneFlags, unshare};
    unshare(CloneFlags::CLONE_NEWNET).is_ok() && start_loopback().is_ok()
}

/// See the version for Linux: here it is not permitted.
#[cfg(not(target_os = "linux"))]
pub fn enter_loopback_network() -> bool {
    false
}

/// Asks the kernel over netlink to start the interface `lo`, which has number 1.
#[cfg(target_os = "linux")]
fn start_loopback() -> io::Result<()> {
    use nix::sys::socket::{
        AddressFamily, MsgFlags, SockFlag, SockProtocol, SockType, recv, send, socket,
    };
    use std::os::fd::AsRawFd;

    const RTM_NEWLINK: u16 = 16;
    const REQUEST_AND_ACKNOWLEDGE: u16 = 0x0001 | 0x0004;
    const UP: u32 = 1;
    let mut message = Vec::new();
    // The header: length, type, flags, sequence number, port.
    message.extend(32_u32.to_ne_bytes());
    message.extend(RTM_NEWLINK.to_ne_bytes());
    message.extend(REQUEST_AND_ACKNOWLEDGE.to_ne_bytes());
    message.extend(1_u32.to_ne_bytes());
    message.extend(0_u32.to_ne_bytes());
    // The interface: family, type, number, flags, which of them to change.
    message.extend(0_u32.to_ne_bytes());
    message.extend(1_i32.to_ne_bytes());
    message.extend(UP.to_ne_bytes());
    message.extend(UP.to_ne_bytes());
    let netlink = socket(
        AddressFamily::Netlink,
        SockType::Raw,
        SockFlag::SOCK_CLOEXEC,
        SockProtocol::NetlinkRoute,
    )?;
    send(netlink.as_raw_fd(), &message, MsgFlags::empty())?;
    let mut answer = [0; 64];
    let length = recv(netlink.as_raw_fd(), &mut answer, MsgFlags::empty())?;
    // The answer is an error message whose number is 0 if all went well.
    match answer.get(16..20).filter(|_| length >= 20) {
        Some([0, 0, 0, 0]) => Ok(()),
        _ => Err(io::Error::other("the loopback interface cannot be started")),
    }
}
