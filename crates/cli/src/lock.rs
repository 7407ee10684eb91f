//! The lock: one run at a time writes into a folder of releases.
//!
//! The operating system holds the lock (`flock`) and lets go of it when its process ends, however it ends. The file's
//! text says who holds it, for people and for `chancery status`: it is written when the run begins to work on a dossier
//! and emptied when it ends. A text without a lock is therefore what a run left that was killed.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::clock;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::state;

/// Name of the lock's file. It stays after the run: removing it would let two runs lock two files of one
/// name.
const NAME: &str = ".lock";

/// Time between two looks at a lock that another run holds.
const PATIENCE: Duration = Duration::from_millis(50);

/// Most bytes read of a lock's text: a holder takes a few hundred.
const MAX_TEXT: u64 = 16 * 1024;

/// Who holds a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holder {
    /// Process.
    pub(crate) pid: u32,
    /// Name of the machine.
    pub(crate) host: String,
    /// When its run began, in UTC, ISO 8601.
    pub(crate) started: String,
    /// The dossier that it works on, as named.
    pub(crate) path: String,
}

/// Held as long as it lives; a process that dies lets go of it.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    started: String,
    /// What a run that was killed left in it.
    left: Option<Holder>,
}

impl Lock {
    /// Makes the folder of releases where there is none, and takes its lock, waiting for it as long as asked.
    ///
    /// # Errors
    /// [`Exit::Locked`] where another run still holds it; otherwise what keeps the folder from being written.
    pub(crate) fn take(out: &Path, wait: Duration) -> Result<Self, Failure> {
        make_folder(out)?;
        let path = out.join(NAME);
        let asked = Instant::now();
        let mut file = open(&path).map_err(|error| Failure::writing(&path, &error))?;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Interrupted => {
                    return Err(Failure::writing(&path, &error));
                }
                Err(_) if asked.elapsed() < wait => thread::sleep(PATIENCE.min(wait)),
                Err(_) => return Err(held(out)),
            }
        }
        let text = read(&mut file).map_err(|error| Failure::reading(&path, &error))?;
        let left = serde_json::from_slice(&text).ok();
        if !text.is_empty() {
            file.set_len(0).map_err(|error| Failure::writing(&path, &error))?;
        }
        Ok(Self { file, started: clock::now(), left })
    }

    /// The run that held the lock and was killed; `None` where the last one ended by itself.
    pub(crate) const fn left(&self) -> Option<&Holder> {
        self.left.as_ref()
    }

    /// Says in the lock's file that this process holds it, and what it works on.
    pub(crate) fn sign(&self, path: &str) -> io::Result<()> {
        let holder =
            Holder { pid: std::process::id(), host: host(), started: self.started.clone(), path: path.to_owned() };
        let text = serde_json::to_vec(&holder)?;
        let mut file = &self.file;
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&text)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where this fails, the next run takes this one for killed, and says so: nothing is lost.
        if self.file.metadata().is_ok_and(|found| found.len() > 0) {
            let _ = self.file.set_len(0);
        }
    }
}

/// Who says to hold the lock of a folder of releases; `None` where nobody does.
pub(crate) fn holder(out: &Path) -> Option<Holder> {
    let mut text = Vec::new();
    File::open(out.join(NAME)).ok()?.take(MAX_TEXT).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// Whether the holder still runs; `None` where this cannot be told: it runs on another machine, or this system has no
/// `/proc`.
pub(crate) fn is_alive(holder: &Holder) -> Option<bool> {
    let processes = Path::new("/proc/self").exists() && holder.host == host();
    processes.then(|| Path::new("/proc").join(holder.pid.to_string()).exists())
}

/// The machine's name; `unknown` where it has none.
pub(crate) fn host() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| std::env::var("HOSTNAME").ok());
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

fn make_folder(out: &Path) -> Result<(), Failure> {
    let failed = |error: &io::Error| {
        Failure { exit: Exit::CannotCreate, ..Failure::writing(out, error) }.help("name another folder with --out")
    };
    if out.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(out).map_err(|error| failed(&error))?;
    // The new folder is on disk once the one above it is.
    let above = out.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    state::sync_folder(above).map_err(|error| failed(&error))
}

fn open(path: &Path) -> io::Result<File> {
    state::no_follow().create(true).truncate(false).read(true).write(true).open(path)
}

fn read(file: &mut File) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    file.take(MAX_TEXT).read_to_end(&mut text)?;
    Ok(text)
}

fn held(out: &Path) -> Failure {
    let by = holder(out).map_or_else(String::new, |holder| {
        format!(": process {} on {}, since {}", holder.pid, holder.host, holder.started)
    });
    Failure::new(Exit::Locked, format!("another run is writing into {}{by}", out.display()))
        .help("wait until it is done, then try again, or let this run wait for it with --wait SECONDS")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    const AT_ONCE: Duration = Duration::ZERO;

    #[test]
    fn one_run_at_a_time() {
        let scratch = Scratch::new("lock");
        let out = scratch.path("deep/exports");
        let lock = Lock::take(&out, AT_ONCE).expect("nobody holds it");
        assert_eq!(Lock::take(&out, AT_ONCE).expect_err("held").exit, Exit::Locked);
        drop(lock);
        Lock::take(&out, AT_ONCE).expect("let go of");
    }

    #[test]
    fn the_lock_says_who_holds_it_and_what_a_killed_run_left() {
        let scratch = Scratch::new("lock-holder");
        let out = scratch.path("");
        let lock = Lock::take(&out, AT_ONCE).expect("nobody holds it");
        assert_eq!(holder(&out), None, "nothing is done yet");
        lock.sign("data/a-long-name").expect("writable");
        lock.sign("data/b").expect("writable");
        let own = holder(&out).expect("signed");
        assert_eq!((own.pid, own.path.as_str()), (std::process::id(), "data/b"));
        assert_ne!(is_alive(&own), Some(false));
        let refused = Lock::take(&out, AT_ONCE).expect_err("held").message;
        assert!(refused.contains(&format!("process {}", own.pid)), "{refused}");
        drop(lock);
        assert_eq!(holder(&out), None, "a run that ends leaves nothing");

        scratch.write(".lock", serde_json::to_string(&own).expect("JSON"));
        assert_eq!(Lock::take(&out, AT_ONCE).expect("nobody holds it").left(), Some(&own));
        for text in ["", "{", "null", "\u{1b}[2J"] {
            scratch.write(".lock", text);
            assert_eq!(Lock::take(&out, AT_ONCE).expect("nobody holds it").left(), None, "{text:?}");
        }
    }

    #[test]
    fn a_held_lock_is_waited_for() {
        let scratch = Scratch::new("lock-wait");
        let out = scratch.path("");
        let lock = Lock::take(&out, AT_ONCE).expect("nobody holds it");
        let asked = Instant::now();
        let short = Duration::from_millis(120);
        assert_eq!(Lock::take(&out, short).expect_err("held").exit, Exit::Locked);
        assert!(asked.elapsed() >= short);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| Lock::take(&out, Duration::from_secs(20)).is_ok());
            thread::sleep(Duration::from_millis(60));
            drop(lock);
            assert!(waiting.join().expect("no panic"), "the lock is taken once it is free");
        });
    }

    #[test]
    fn another_folder_has_another_lock() {
        let scratch = Scratch::new("locks");
        let _held = Lock::take(&scratch.path("a"), AT_ONCE).expect("nobody holds it");
        Lock::take(&scratch.path("b"), AT_ONCE).expect("nobody holds it");
    }

    #[test]
    fn a_file_in_the_way_is_no_folder() {
        let scratch = Scratch::new("lock-file");
        scratch.write("exports", "a file");
        for path in ["exports", "exports/sub"] {
            assert_eq!(Lock::take(&scratch.path(path), AT_ONCE).expect_err("a file").exit, Exit::CannotCreate);
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_link_is_not_written_through() {
        let scratch = Scratch::new("lock-link");
        let precious = scratch.write("precious", "kept");
        fs::create_dir(scratch.path("out")).expect("writable");
        std::os::unix::fs::symlink(&precious, scratch.path("out/.lock")).expect("a link");
        Lock::take(&scratch.path("out"), AT_ONCE).expect_err("a link in the lock's place");
        assert_eq!(fs::read_to_string(&precious).expect("readable"), "kept");
    }
}
