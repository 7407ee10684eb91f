//! What is kept beside the releases: `.state/`, and how any file is written there and here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the folder within a folder of releases.
const NAME: &str = ".state";

/// The folder beside the releases, made where it is not there. A link in its place is refused: it may lead anywhere.
pub(crate) fn folder(out: &Path) -> io::Result<PathBuf> {
    own_folder(out.join(NAME))
}

/// A path in the folder, for reading.
pub(crate) fn path(out: &Path, name: &str) -> PathBuf {
    out.join(NAME).join(name)
}

/// The folder itself, made where it is not there; anything else in its place is refused, a link to a folder too.
pub(crate) fn own_folder(folder: PathBuf) -> io::Result<PathBuf> {
    match fs::create_dir(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Ok(()) | Err(_) => {}
    }
    if fs::symlink_metadata(&folder)?.is_dir() {
        return Ok(folder);
    }
    Err(io::Error::new(io::ErrorKind::NotADirectory, "expected a folder, found a link or a file"))
}

/// Options that open no link: whoever may write beside the releases must not choose what else is written.
pub(crate) fn no_follow() -> OpenOptions {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let mut options = File::options();
        options.custom_flags(i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0));
        options
    }
    #[cfg(not(target_os = "linux"))]
    File::options()
}

/// Writes a new file and brings it to disk; a file or link that is there already is an error.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Puts a file in place in one step: written beside under a hidden name, then renamed, so that a reader finds the old
/// one or the new one. A link in its place is replaced, not followed. One process at a time may do so.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.partial"));
    // What a run left that was killed at this point.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let written = write_file(&beside, bytes).and_then(|()| rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Renames; a signal that comes in between (possible on network and user-space file systems) is no reason to give up.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    loop {
        match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// Brings a folder's entries to disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_file_is_replaced_whole() {
        let scratch = Scratch::new("state-replace");
        let path = scratch.path("a.prom");
        for text in ["one", "two"] {
            replace_file(&path, text.as_bytes()).expect("writable");
            assert_eq!(fs::read_to_string(&path).expect("readable"), text);
        }
        scratch.write(".a.prom.partial", "left by a killed run");
        replace_file(&path, b"three").expect("writable");
        assert_eq!(scratch.files(""), ["a.prom"]);
        fs::create_dir(scratch.path("folder")).expect("writable");
        scratch.write("folder/x", "");
        replace_file(&scratch.path("folder"), b"x").expect_err("a folder in the way");
        replace_file(&scratch.path("missing/a.prom"), b"x").expect_err("no folder to write into");
        assert_eq!(scratch.files(""), ["a.prom", "folder/x"]);
    }

    #[test]
    #[cfg(unix)]
    fn links_are_replaced_or_refused_but_never_followed() {
        let scratch = Scratch::new("state-links");
        let precious = scratch.write("elsewhere/precious", "kept");
        std::os::unix::fs::symlink(&precious, scratch.path("a.prom")).expect("a link");
        replace_file(&scratch.path("a.prom"), b"new").expect("writable");
        assert_eq!(fs::read_to_string(&precious).expect("readable"), "kept");
        assert!(fs::symlink_metadata(scratch.path("a.prom")).expect("there").is_file());
        std::os::unix::fs::symlink(scratch.path("elsewhere"), scratch.path(NAME)).expect("a link");
        folder(&scratch.path("")).expect_err("a link in the folder's place");
    }
}
