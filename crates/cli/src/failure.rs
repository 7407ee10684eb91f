//! Failures: why an operation could not be done at all.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::exit::Exit;

/// A failed operation, as its reader is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the process ends with because of it.
    pub exit: Exit,
    /// What was expected and what was found: a lower-case phrase without a final stop.
    pub message: String,
    /// How to mend it; empty where there is nothing to do.
    pub help: String,
    /// The place in an input that it is about; `None` where there is none. Boxed, because a failure is the
    /// rare way out of every function here.
    pub spot: Option<Box<Spot>>,
    /// What else is wrong with the same input.
    pub also: Vec<Self>,
}

/// A place in an input file, with the line to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file, as its reader would open it.
    pub file: String,
    /// Line, from 1; `None` where the file as a whole is meant.
    pub line: Option<usize>,
    /// Column in code points, from 1; `None` where the line as a whole is meant.
    pub column: Option<usize>,
    /// The line itself; `None` where there is nothing to show.
    pub text: Option<String>,
}

impl Failure {
    /// A failure without help or place.
    #[must_use]
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), help: String::new(), spot: None, also: Vec::new() }
    }

    /// The same, saying how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, spot: Spot) -> Self {
        self.spot = Some(Box::new(spot));
        self
    }

    /// The same, in a file as a whole.
    #[must_use]
    pub fn in_file(self, file: &Path) -> Self {
        self.at(Spot { file: file.display().to_string(), line: None, column: None, text: None })
    }

    /// What a file operation's error means for an input.
    #[must_use]
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let exit = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Exit::NoInput,
            _ => Exit::InputOutput,
        };
        Self::new(exit, format!("{} cannot be read: {}", path.display(), plain(error)))
    }

    /// What a file operation's error means for an output.
    #[must_use]
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        let exit = match error.kind() {
            io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::AlreadyExists
            | io::ErrorKind::InvalidFilename => Exit::CannotCreate,
            _ => Exit::InputOutput,
        };
        Self::new(exit, format!("{} cannot be written: {}", path.display(), plain(error)))
    }
}

/// An operating system's error without its number: `permission denied`.
fn plain(error: &dyn Display) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_decides_the_exit() {
        let path = Path::new("a/b");
        let cases = [
            ("missing_input", Failure::reading(path, &io::ErrorKind::NotFound.into()), 66),
            ("forbidden_input", Failure::reading(path, &io::ErrorKind::PermissionDenied.into()), 74),
            ("forbidden_output", Failure::writing(path, &io::ErrorKind::PermissionDenied.into()), 73),
            ("file_in_the_way", Failure::writing(path, &io::ErrorKind::NotADirectory.into()), 73),
            ("disk_full", Failure::writing(path, &io::ErrorKind::StorageFull.into()), 74),
        ];
        for (situation, failure, expected) in cases {
            assert_eq!(failure.exit.code(), expected, "{situation}");
        }
    }

    #[test]
    fn the_error_number_is_left_out() {
        let failure = Failure::reading(Path::new("a"), &io::Error::from_raw_os_error(2));
        assert_eq!(failure.message, "a cannot be read: no such file or directory");
    }
}
