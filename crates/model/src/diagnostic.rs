//! Diagnostics: what a stage or a check has to say of an input, without stopping for it.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::rule::Rule;

crate::words! {
    /// How grave a finding is, from least to most.
    Severity {
        /// Worth knowing.
        Info = "info",
        /// An editor would ask.
        Warning = "warning",
        /// Wrong on the face of it.
        Error = "error",
    }
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A stretch of the report's text.
    Report(Anchor),
    /// A place in another file of the dossier.
    File {
        /// Path within the dossier, as the manifest gives it.
        file: String,
        /// Line, from 1; `None` where the file as a whole is meant.
        line: Option<u32>,
        /// Column in code points, from 1; `None` where the line as a whole is meant.
        column: Option<u32>,
    },
    /// The dossier as a whole.
    Dossier,
}

/// A second place that bears on a diagnostic, with what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Where.
    pub anchor: Anchor,
    /// What it shows: a lower-case phrase.
    pub text: String,
}

/// A change of the report's text that mends a finding and asks for no one's judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty where something is put in before it.
    pub anchor: Anchor,
    /// What stands there instead.
    pub text: String,
}

impl From<Anchor> for Place {
    fn from(anchor: Anchor) -> Self {
        Self::Report(anchor)
    }
}

/// One finding of a stage or a check, told through its [`Rule`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    rule: &'static Rule,
    severity: Severity,
    /// What was expected and what was found: a lower-case phrase without a final stop.
    pub message: String,
    /// How to mend it, without a final stop; never empty.
    pub help: String,
    /// Where it points.
    pub place: Place,
    /// Other places that bear on it.
    pub labels: Vec<Label>,
    /// What mends it, in any order and without overlap; empty where a person must.
    pub edits: Vec<Edit>,
    /// Record concerned; `None` where it is not about one.
    pub record_id: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(rule: &'static Rule, severity: Severity, place: Place, message: String) -> Self {
        let help = rule.explanation.mend.trim_end_matches('.').to_owned();
        let (labels, edits) = (Vec::new(), Vec::new());
        Self { rule, severity, message, help, place, labels, edits, record_id: None }
    }

    /// What it is a finding of.
    #[must_use]
    pub const fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// The same, saying how to mend it in other words than the rule; empty ones leave the rule's.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        let help = help.into();
        if !help.is_empty() {
            self.help = help;
        }
        self
    }

    /// The same, naming the record concerned.
    #[must_use]
    pub fn record(mut self, id: impl Into<String>) -> Self {
        self.record_id = Some(id.into());
        self
    }

    /// The same, with a change that mends it.
    #[must_use]
    pub fn edit(mut self, anchor: Anchor, text: impl Into<String>) -> Self {
        self.edits.push(Edit { anchor, text: text.into() });
        self
    }

    /// The same, with another place that bears on it.
    #[must_use]
    pub fn label(mut self, anchor: Anchor, text: impl Into<String>) -> Self {
        self.labels.push(Label { anchor, text: text.into() });
        self
    }
}

/// A value with what there is to say of its input.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The value, as good as the input allowed.
    pub value: T,
    /// Diagnostics, in the order they arose.
    pub diagnostics: Vec<Diagnostic>,
}
