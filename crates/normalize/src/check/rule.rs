//! What a check or a reader may tell of: its id, how grave it is, and the documentation that is published of it.

use std::fmt;

use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Severity};

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Id: kebab-case, naming the defect.
    pub id: &'static str,
    /// What it looks at.
    pub group: Group,
    /// How grave a finding of it is as a rule; the explanation says where it may be another.
    pub severity: Severity,
    /// The defect in one line: a lower-case phrase without a final stop.
    pub summary: &'static str,
    /// The longer documentation.
    pub explanation: Explanation,
}

chancery_model::words! {
    /// What a rule looks at; rules are selected, ignored and denied by it too.
    Group {
        /// The list of sources, and citations of it.
        References = "references",
        /// Sources against the claims that cite them.
        Sources = "sources",
        /// The timeline, by itself and against the text.
        Timeline = "timeline",
        /// Figures, by themselves and against series.
        Figures = "figures",
        /// Wording and form.
        Text = "text",
        /// Scenarios and their signs.
        Outlook = "outlook",
        /// Judgements of people.
        Curation = "curation",
        /// The dossier's files, as far as they can be read.
        Inputs = "inputs",
    }
}

/// What a rule asks and why, for people.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// The question it puts, and what does not count.
    pub asks: &'static str,
    /// Why the question is put.
    pub why: &'static str,
    /// How to mend what it finds.
    pub mend: &'static str,
    /// An excerpt that it finds something in.
    pub fires: &'static str,
    /// The same mended, or one that looks alike and is sound.
    pub silent: &'static str,
}

impl Rule {
    /// A finding of it, as grave as it is by rule.
    pub(crate) fn at(&self, anchor: Anchor, message: impl Into<String>) -> Diagnostic {
        Diagnostic::in_report(self.id, self.severity, anchor, message)
    }

    /// A finding of it that is graver or less grave than by rule.
    pub(crate) fn weighed(&self, severity: Severity, anchor: Anchor, message: impl Into<String>) -> Diagnostic {
        Diagnostic::in_report(self.id, severity, anchor, message)
    }

    /// Whether a name is its id or its group's.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.id == name || self.group.name() == name
    }
}

impl fmt::Display for Rule {
    /// The whole documentation: id and severity, summary, and the explanation under its headings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation { asks, why, mend, fires, silent } = self.explanation;
        writeln!(f, "{} ({}, {})\n\n{}\n", self.id, self.severity.name(), self.group.name(), self.summary)?;
        writeln!(f, "What it asks: {asks}\n\nWhy: {why}\n\nHow to mend it: {mend}")?;
        for (heading, excerpt) in [("Found", fires), ("Not found", silent)] {
            if !excerpt.is_empty() {
                let indented: Vec<String> = excerpt.lines().map(|line| format!("    {line}")).collect();
                write!(f, "\n{heading}:\n\n{}\n", indented.join("\n"))?;
            }
        }
        Ok(())
    }
}
