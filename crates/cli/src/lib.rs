//! The command line of Chancery: the only crate that touches disk, clock, environment and terminal.
//!
//! To add a command: one file here, one variant in `arguments`, one line in `main`.

#![allow(
    clippy::disallowed_methods,
    reason = "the bans hold everywhere but here: this crate is the way to disk and clock"
)]

mod arguments;
mod check;
mod completions;
mod diff;
mod explain;
mod init;
mod run;
mod schema;
mod status;
mod verify;

pub mod dossiers;
pub mod folder;
pub mod input;

mod fingerprint;
mod kept;
mod lock;
mod metrics;
mod publish;
mod release;
mod remote;
mod runs;
mod stages;
mod state;

mod console;
mod denial;
mod draw;
mod findings;
mod pointer;
mod progress;
mod summary;
mod window;

mod clock;
pub mod exit;
pub mod failure;

#[cfg(test)]
mod scratch;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::console::Console;

/// Reads the arguments, does what they ask, and gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => {
            // Help and version are answers too; where they cannot be printed there is no one to tell.
            let _ = answer.print();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2));
        }
    };
    let console = Console::new(&arguments.global);
    let exit = match arguments.into_command() {
        Command::Run(options) => run::run(&options, &console),
        Command::Check(options) => check::check(&options, &console),
        Command::Explain(options) => explain::explain(&options, &console),
        Command::Diff(options) => diff::diff(&options, &console),
        Command::Verify(options) => verify::verify(&options, &console),
        Command::Status(options) => status::status(&options, &console),
        Command::Init(options) => init::init(&options, &console),
        Command::Schema(options) => schema::schema(&options, &console),
        Command::Completions(options) => completions::completions(&options, &console),
    };
    exit.into()
}
