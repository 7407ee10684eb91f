//! Failures, and the exit codes they end with: those of `sysexits.h`, as chancery's own.

use std::fmt;

/// Why a release could not be put into a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Wrong arguments, or an address that names no store.
    Usage(String),
    /// The folder is no release, or not as it was published.
    BadInput(String),
    /// There is no such folder.
    NoInput(String),
    /// The store refused or could not be reached.
    Store(String),
    /// Another publisher was first.
    Overtaken(String),
}

impl Failure {
    /// The number the process ends with.
    #[must_use]
    pub const fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::BadInput(_) => 65,
            Self::NoInput(_) => 66,
            Self::Store(_) | Self::Overtaken(_) => 74,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::BadInput(message) | Self::NoInput(message) | Self::Store(message) => {
                f.write_str(message)
            }
            Self::Overtaken(place) => {
                write!(f, "{place} was changed by another publisher meanwhile: the release is there, but not current")
            }
        }
    }
}

impl std::error::Error for Failure {}
