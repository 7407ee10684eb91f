//! `chancery completions`: a shell's completion script.

use clap::CommandFactory;

use crate::arguments::{Arguments, CompletionsOptions};
use crate::console::Console;
use crate::exit::Exit;

/// Prints the script.
pub(crate) fn completions(options: &CompletionsOptions, console: &Console) -> Exit {
    // Written to memory first: clap_complete panics where its writer fails, as a closed pipe does.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "chancery", &mut script);
    console.print(&String::from_utf8_lossy(&script))
}
