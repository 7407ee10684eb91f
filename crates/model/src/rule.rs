//! Rules: what a finding may be of, how grave it is, and the documentation that is published of it. A finding is told
//! through its rule and in no other way.

use std::fmt;

use crate::diagnostic::{Diagnostic, Place, Severity};

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Id: kebab-case, naming the defect.
    pub id: &'static str,
    /// What it looks at.
    pub group: Group,
    /// How grave a finding of it is.
    pub severity: Severity,
    /// Where a finding of it is of another severity; `None` where none is.
    pub exception: Option<Exception>,
    /// The defect in one line: a lower-case phrase without a final stop.
    pub summary: &'static str,
    /// The longer documentation.
    pub explanation: Explanation,
}

/// The findings of a rule that are graver or less grave than it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    /// How grave they are.
    pub severity: Severity,
    /// Which they are: a clause behind the severity's name, without a final stop (`where the title could be read`).
    pub when: &'static str,
}

crate::words! {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The question it puts, and what does not count.
    pub asks: &'static str,
    /// Why the question is put.
    pub why: &'static str,
    /// How to mend what it finds; findings that say nothing better say this.
    pub mend: &'static str,
    /// An excerpt that it finds something in.
    pub fires: &'static str,
    /// The same mended, or one that looks alike and is sound.
    pub silent: &'static str,
}

/// A rule with the severity that one finding of it has.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    rule: &'static Rule,
    severity: Severity,
}

impl Rule {
    /// A finding of it, as grave as it says.
    #[must_use]
    pub fn at(&'static self, place: impl Into<Place>, message: impl Into<String>) -> Diagnostic {
        Weighed::from(self).at(place, message)
    }

    /// The rule for a finding that is its exception, where there is one.
    #[must_use]
    pub const fn excepted(&'static self) -> Weighed {
        match self.exception {
            Some(exception) => Weighed { rule: self, severity: exception.severity },
            None => Weighed { rule: self, severity: self.severity },
        }
    }

    /// The rule for a finding that is its exception if a condition holds.
    #[must_use]
    pub fn excepted_if(&'static self, holds: bool) -> Weighed {
        if holds { self.excepted() } else { Weighed::from(self) }
    }

    /// Whether a name is its id or its group's.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.id == name || self.group.name() == name
    }
}

impl Weighed {
    /// A finding. It says how to mend it as the rule does, until it is given better words.
    #[must_use]
    pub fn at(self, place: impl Into<Place>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.rule, self.severity, place.into(), message.into())
    }
}

impl From<&'static Rule> for Weighed {
    fn from(rule: &'static Rule) -> Self {
        Self { rule, severity: rule.severity }
    }
}

impl fmt::Display for Rule {
    /// The whole documentation: id and severity, summary, and the explanation under its headings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation { asks, why, mend, fires, silent } = self.explanation;
        writeln!(f, "{} ({}, {})\n\n{}\n", self.id, self.severity.name(), self.group.name(), self.summary)?;
        writeln!(f, "What it asks: {asks}\n")?;
        if let Some(Exception { severity, when }) = self.exception {
            writeln!(f, "How grave: {}; {} {when}.\n", self.severity.name(), severity.name())?;
        }
        writeln!(f, "Why: {why}\n\nHow to mend it: {mend}")?;
        for (heading, excerpt) in [("Found", fires), ("Not found", silent)] {
            if !excerpt.is_empty() {
                let indented: Vec<String> = excerpt.lines().map(|line| format!("    {line}")).collect();
                write!(f, "\n{heading}:\n\n{}\n", indented.join("\n"))?;
            }
        }
        Ok(())
    }
}
