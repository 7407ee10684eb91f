//! The line that tells someone waiting at a terminal what is being done.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::console::Console;

/// A line on stderr that is wiped when the work is done; nothing where nobody looks.
#[derive(Debug)]
pub(crate) struct Progress {
    line: ProgressBar,
}

impl Progress {
    /// A line for a run, where the console wants one.
    pub(crate) fn new(console: &Console) -> Self {
        if !console.shows_progress() {
            return Self { line: ProgressBar::hidden() };
        }
        let line = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}: {msg}") {
            line.set_style(style);
        }
        line.enable_steady_tick(Duration::from_millis(100));
        Self { line }
    }

    /// Names the dossier that is worked on.
    pub(crate) fn dossier(&self, name: &str) {
        self.line.set_prefix(crate::window::visible(name));
    }

    /// Names the stage that begins.
    pub(crate) fn stage(&self, name: &'static str) {
        self.line.set_message(name);
    }

    /// Wipes the line before something else is printed.
    pub(crate) fn wipe(&self) {
        self.line.set_message("");
        self.line.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
