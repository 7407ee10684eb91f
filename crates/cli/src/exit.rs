//! Exit codes: what a calling script learns.

use std::process::ExitCode;

/// How a command ended. Codes from 64 up are those of `sysexits.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, or already up to date.
    Done,
    /// Findings at or above the denied level; nothing published.
    Denied,
    /// Wrong usage.
    Usage,
    /// Several dossiers: some published, some not.
    Partly,
    /// An input is not what it claims to be.
    BadInput,
    /// An input is missing.
    NoInput,
    /// An output cannot be made.
    CannotCreate,
    /// An I/O error.
    InputOutput,
    /// Another run holds the lock: try again later.
    Locked,
}

/// From the least grave to the gravest: what the author can mend comes before what the machine's keeper
/// must.
const GRAVITY: [Exit; 9] = [
    Exit::Done,
    Exit::Denied,
    Exit::Partly,
    Exit::BadInput,
    Exit::NoInput,
    Exit::Usage,
    Exit::Locked,
    Exit::CannotCreate,
    Exit::InputOutput,
];

impl Exit {
    /// The number the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Denied => 1,
            Self::Usage => 2,
            Self::Partly => 3,
            Self::BadInput => 65,
            Self::NoInput => 66,
            Self::CannotCreate => 73,
            Self::InputOutput => 74,
            Self::Locked => 75,
        }
    }

    /// The gravest of several; [`Exit::Done`] of none.
    pub fn gravest(exits: impl IntoIterator<Item = Self>) -> Self {
        exits.into_iter().max_by_key(|exit| GRAVITY.iter().position(|known| known == exit)).unwrap_or(Self::Done)
    }

    /// The exit of a run over several dossiers: [`Exit::Partly`] where some were published and some not,
    /// the gravest otherwise.
    #[must_use]
    pub fn of_all(exits: &[Self]) -> Self {
        let n_done = exits.iter().filter(|exit| **exit == Self::Done).count();
        if n_done > 0 && n_done < exits.len() { Self::Partly } else { Self::gravest(exits.iter().copied()) }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_dossiers_give_one_exit() {
        let cases: &[(&str, &[Exit], u8)] = &[
            ("none", &[], 0),
            ("one_done", &[Exit::Done], 0),
            ("all_done", &[Exit::Done, Exit::Done], 0),
            ("one_denied", &[Exit::Denied], 1),
            ("some_published_some_denied", &[Exit::Done, Exit::Denied], 3),
            ("some_published_some_missing", &[Exit::NoInput, Exit::Done], 3),
            ("none_published", &[Exit::Denied, Exit::NoInput, Exit::BadInput], 66),
            ("disk_full_outweighs_bad_input", &[Exit::InputOutput, Exit::BadInput], 74),
        ];
        for (situation, exits, expected) in cases {
            assert_eq!(Exit::of_all(exits).code(), *expected, "{situation}");
        }
    }

    #[test]
    fn every_exit_has_a_gravity() {
        for exit in GRAVITY {
            assert_eq!(Exit::gravest([Exit::Done, exit]), exit, "{exit:?}");
        }
    }
}
