//! The stages of one dossier's run: shown while they last, and measured.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::console::Console;
use crate::progress::Progress;

/// The stages so far. Times are those of a clock that only goes forward: setting the machine's changes nothing.
#[derive(Debug)]
pub(crate) struct Stages<'a> {
    console: &'a Console,
    progress: &'a Progress,
    spent: RefCell<BTreeMap<&'static str, Duration>>,
    current: Cell<Option<(&'static str, Instant)>>,
}

impl<'a> Stages<'a> {
    /// None yet.
    pub(crate) fn new(console: &'a Console, progress: &'a Progress) -> Self {
        Self { console, progress, spent: RefCell::default(), current: Cell::new(None) }
    }

    /// Ends the stage before and begins another; one that was left before goes on.
    pub(crate) fn begin(&self, name: &'static str) {
        self.end();
        self.progress.stage(name);
        self.console.at_stage(name);
        self.current.set(Some((name, Instant::now())));
    }

    /// Ends the stage.
    pub(crate) fn end(&self) {
        let Some((name, begun)) = self.current.take() else { return };
        let elapsed = begun.elapsed();
        *self.spent.borrow_mut().entry(name).or_default() += elapsed;
        let milliseconds = milliseconds(elapsed);
        let message = format!("{name} took {milliseconds} ms");
        self.console.event("stage", &message, json!({ "milliseconds": milliseconds }));
    }

    /// Milliseconds by stage, of those that have ended.
    pub(crate) fn milliseconds(&self) -> BTreeMap<String, f64> {
        self.spent.borrow().iter().map(|(name, spent)| ((*name).to_owned(), milliseconds(*spent))).collect()
    }
}

/// Milliseconds, to the microsecond.
fn milliseconds(elapsed: Duration) -> f64 {
    (elapsed.as_secs_f64() * 1e6).round() / 1e3
}
