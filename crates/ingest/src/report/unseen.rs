//! What a document holds beside the text that is read.

use chancery_model::diagnostic::Severity;
use chancery_model::rule::{Exception, Explanation, Group, Rule};

/// Every rule.
pub(super) const RULES: &[&Rule] = &[&TRACKED_CHANGES, &HIDDEN_TEXT, &EMBEDDED_FILE];

pub(super) const TRACKED_CHANGES: Rule = Rule {
    id: "tracked-changes",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a document with changes that nobody has accepted or refused",
    explanation: Explanation {
        asks: "are all tracked changes of a document settled?",
        why: "what is read is the text with every change accepted, which may not be the one meant.",
        mend: "accept or refuse the changes in the word processor, and save.",
        fires: "",
        silent: "",
    },
};

pub(super) const HIDDEN_TEXT: Rule = Rule {
    id: "hidden-text",
    group: Group::Inputs,
    severity: Severity::Info,
    exception: Some(Exception {
        severity: Severity::Warning,
        when: "in a word processor’s file, where somebody has hidden it; pages hide what belongs to their layout",
    }),
    summary: "a document with text that no reader sees",
    explanation: Explanation {
        asks: "does a document do without hidden text?",
        why: "it is not read, and may be what the author meant to print.",
        mend: "show the text or take it out.",
        fires: "",
        silent: "",
    },
};

pub(super) const EMBEDDED_FILE: Rule = Rule {
    id: "embedded-file",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a document that takes its text from another file",
    explanation: Explanation {
        asks: "does the text stand in the document itself?",
        why: "what stands in another file is not read.",
        mend: "open the report in Word and save it again, which takes the file in.",
        fires: "",
        silent: "",
    },
};
