//! `--publish URL`: the release goes on to an object store.
//!
//! The stores' clients are in a program of their own, `chancery-remote` (the folder `remote/`), which stands beside this
//! one or on the PATH: they bring an async runtime and more than a hundred crates, which compiling a report does not need.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::exit::Exit;
use crate::failure::Failure;

/// Name of the program.
const PROGRAM: &str = "chancery-remote";

/// Kinds of stores that it knows.
const SCHEMES: [&str; 7] = ["s3", "s3a", "gs", "az", "azure", "abfss", "file"];

/// Longest account of a failure that is passed on, in characters.
const LONGEST: usize = 2000;

/// Reads an address as typed.
pub(crate) fn address(typed: &str) -> Result<String, String> {
    let scheme = typed.split_once("://").map(|(scheme, _)| scheme);
    match scheme {
        Some(scheme) if SCHEMES.contains(&scheme) => Ok(typed.to_owned()),
        _ => Err(format!("expected an address that begins with one of {}://", SCHEMES.join("://, "))),
    }
}

/// Puts the release in a folder into a store. Doing so again where it is there already does nothing.
///
/// # Errors
/// [`Exit::InputOutput`] where the program is not there or could not do it; the release in the folder stands.
pub(crate) fn publish(address: &str, release: &Path) -> Result<(), Failure> {
    let failed = |message: String| Failure::new(Exit::InputOutput, message);
    let output = Command::new(program()).arg(address).arg(release).stdin(Stdio::null()).output().map_err(|error| {
        failed(format!("the release is in {}, but not at {address}: {PROGRAM}: {error}", release.display()))
            .help("build it with cargo build --release in remote/, and put it beside chancery or on the PATH")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said: String = String::from_utf8_lossy(&output.stderr).trim().chars().take(LONGEST).collect();
    Err(failed(format!("the release is in {}, but not at {address}: {said}", release.display()))
        .help("what the store had stays as it was; the next run tries again"))
}

/// The program beside this one, or whichever is on the PATH.
fn program() -> OsString {
    let beside = std::env::current_exe().ok().and_then(|own| own.parent().map(|folder| folder.join(PROGRAM)));
    beside.filter(|path| path.is_file()).map_or_else(|| PROGRAM.into(), PathBuf::into_os_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_a_store() {
        for typed in ["s3://bucket", "gs://bucket/a", "az://container/a/b", "file:///srv/releases"] {
            assert_eq!(address(typed), Ok(typed.to_owned()));
        }
        for typed in
            ["", "bucket", "/srv/releases", "http://store.example", "S3://bucket", "://", "--help", "s3:bucket"]
        {
            assert!(address(typed).is_err(), "{typed}");
        }
    }
}
