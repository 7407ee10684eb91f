//! The lock: one run at a time writes into a folder of releases.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use crate::exit::Exit;
use crate::failure::Failure;

/// Name of the lock's file. It stays after the run: removing it would let two runs lock two files of one
/// name.
const NAME: &str = ".lock";

/// Held as long as it lives; a process that dies lets go of it.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Makes the folder of releases where there is none, and takes its lock without waiting.
    ///
    /// # Errors
    /// [`Exit::Locked`] where another run holds it; otherwise what keeps the folder from being written.
    pub(crate) fn take(out: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(out).map_err(|error| {
            Failure { exit: Exit::CannotCreate, ..Failure::writing(out, &error) }.help("name another folder with --out")
        })?;
        let path = out.join(NAME);
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| Failure::writing(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another run is writing into {}", out.display());
                Err(Failure::new(Exit::Locked, message).help("wait until it is done, then try again"))
            }
            Err(TryLockError::Error(error)) => Err(Failure::writing(&path, &error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn one_run_at_a_time() {
        let scratch = Scratch::new("lock");
        let out = scratch.path("deep/exports");
        let lock = Lock::take(&out).expect("nobody holds it");
        assert_eq!(Lock::take(&out).expect_err("held").exit, Exit::Locked);
        drop(lock);
        Lock::take(&out).expect("let go of");
    }

    #[test]
    fn another_folder_has_another_lock() {
        let scratch = Scratch::new("locks");
        let _held = Lock::take(&scratch.path("a")).expect("nobody holds it");
        Lock::take(&scratch.path("b")).expect("nobody holds it");
    }

    #[test]
    fn a_file_in_the_way_is_no_folder() {
        let scratch = Scratch::new("lock-file");
        scratch.write("exports", "a file");
        assert_eq!(Lock::take(&scratch.path("exports")).expect_err("a file").exit, Exit::CannotCreate);
        assert_eq!(Lock::take(&scratch.path("exports/sub")).expect_err("a file").exit, Exit::CannotCreate);
    }
}
