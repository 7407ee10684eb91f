//! What of a report's text could not be read.

use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::citation::CitationFault;
use crate::span::Span;
use crate::text::CharIndex;

/// What is told of a report's text.
pub(super) const RULES: &[&Rule] =
    &[&UNCLOSED_CITATION, &UNREADABLE_CITATION, &UNREADABLE_RANGE, &ITEM_NO_DATE, &ITEM_NO_TITLE, &TOO_MANY_FAULTS];

const UNCLOSED_CITATION: Rule = Rule {
    id: "unclosed-citation",
    group: Group::References,
    severity: Severity::Error,
    exception: None,
    summary: "a citation whose bracket is never closed",
    explanation: Explanation {
        asks: "is each opened citation closed?",
        why: "the number is not read as a citation, and the claim stands without its source.",
        mend: "close the bracket: [12].",
        fires: "Ships call daily [1.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Ships call daily [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

const UNREADABLE_CITATION: Rule = Rule {
    id: "unreadable-citation",
    group: Group::References,
    severity: Severity::Error,
    exception: None,
    summary: "a bracket that should hold a source’s number and does not",
    explanation: Explanation {
        asks: "is what stands in the bracket the number of a source?",
        why: "the claim stands without its source.",
        mend: "cite an entry of the literature list by its number.",
        fires: "Ships call daily [1234567].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Ships call daily [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

const UNREADABLE_RANGE: Rule = Rule {
    id: "unreadable-citation-range",
    group: Group::References,
    severity: Severity::Error,
    exception: None,
    summary: "a range of citations that runs backwards or is far too long",
    explanation: Explanation {
        asks: "does a range of citations ascend, over a few sources?",
        why: "only its two ends are taken.",
        mend: "write the lower number first, or list the numbers: [5]-[7], [5, 6, 7].",
        fires: "Ships call daily [7]-[5].",
        silent: "Ships call daily [5]-[7].",
    },
};

/// An item of a timeline that begins with no date of the calendar; told by the reader where there is no date at all.
pub const ITEM_NO_DATE: Rule = Rule {
    id: "timeline-item-no-date",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "a timeline item without a date of the calendar",
    explanation: Explanation {
        asks: "does each item begin with a date, and has the calendar that date?",
        why: "the event keeps an empty date, and nobody can sort or compare it.",
        mend: "begin the item with a date and a dash: 1997 – Title: description.",
        fires: "## Timeline\n\n- 31 February 2009 – Vote: held.\n- 2010 – Count: done.",
        silent: "## Timeline\n\n- 28 February 2009 – Vote: held.\n- 2010 – Count: done.",
    },
};

const ITEM_NO_TITLE: Rule = Rule {
    id: "timeline-item-no-title",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "a timeline item with nothing behind its date",
    explanation: Explanation {
        asks: "does a title follow the date?",
        why: "the event has no name.",
        mend: "write: DATE – Title: description.",
        fires: "## Timeline\n\n- 1999 – \n- 2004 – Bridge: built.",
        silent: "## Timeline\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.",
    },
};

const TOO_MANY_FAULTS: Rule = Rule {
    id: "too-many-faults",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a report with more faults than are shown",
    explanation: Explanation {
        asks: "has the report fewer faults of reading than are shown at most?",
        why: "a report that is broken throughout is broken once.",
        mend: "mend those shown first.",
        fires: "",
        silent: "",
    },
};

/// After this many faults a report is broken throughout; naming more would bury the first.
pub(super) const MOST_FAULTS: usize = 1000;

pub(super) fn rest_of_faults(count: usize, anchor: Anchor) -> Diagnostic {
    let message = format!("expected a report that can be read, found {count} more faults from here on");
    TOO_MANY_FAULTS.at(anchor, message).help("mend those above first")
}

/// What could not be read, with its place.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) kind: FaultKind,
}

pub(super) enum FaultKind {
    Citation(CitationFault),
    NoDate,
    NoTitle,
}

impl Fault {
    pub(super) fn diagnostic(self, text: &str, index: &CharIndex) -> Diagnostic {
        const LONGEST_QUOTE: usize = 40;
        let printed: String = self.span.of(text).chars().take(LONGEST_QUOTE).collect();
        let anchor = index.anchor(self.span);
        let at = |rule: &'static Rule, message: String| rule.at(anchor, message);
        match self.kind {
            FaultKind::Citation(CitationFault::Unclosed) => at(
                &UNCLOSED_CITATION,
                format!("expected a closing bracket after \u{201c}{printed}\u{201d}, found none"),
            )
            .help("close the citation: [12]"),
            FaultKind::Citation(CitationFault::Number) => {
                at(&UNREADABLE_CITATION, format!("expected the number of a source, found \u{201c}{printed}\u{201d}"))
            }
            FaultKind::Citation(CitationFault::Range) => at(
                &UNREADABLE_RANGE,
                format!(
                    "expected a short ascending range of citations, found \u{201c}{printed}\u{201d}; only its ends are taken"
                ),
            ),
            FaultKind::NoDate => {
                at(&ITEM_NO_DATE, format!("expected the item to begin with a date, found \u{201c}{printed}\u{201d}"))
            }
            FaultKind::NoTitle => {
                at(&ITEM_NO_TITLE, format!("expected a title after the date \u{201c}{printed}\u{201d}, found none"))
            }
        }
    }
}
