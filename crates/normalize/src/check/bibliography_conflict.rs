//! A bibliography file against the report's list.

use chancery_model::diagnostic::{Diagnostic, Severity};

use super::Subject;
use super::rule::{Explanation, Group, Rule};

/// Every rule that the comparison may report.
pub(super) const RULES: &[&Rule] = &[&CONFLICT, &UNMATCHED, &AMBIGUOUS, &VALUE];

const CONFLICT: Rule = Rule {
    id: "bibliography-conflict",
    group: Group::References,
    severity: Severity::Warning,
    summary: "an entry of a bibliography file that disagrees with the list",
    explanation: Explanation {
        asks: "does the entry that a bibliography file gives for a source say the same as the list? Entries are matched \
               by address, DOI, then title. Days of access may differ in good faith and are only noted.",
        why: "one of the two is wrong, and a reader who looks the source up finds out which. What is printed is kept.",
        mend: "correct the list or the file, whichever is wrong.",
        fires: "- Ada Quill, \u{2018}Weirs\u{2019} (2 May 2020).   (sources.bib has date = {2019-05-02})",
        silent: "- Ada Quill, \u{2018}Weirs\u{2019} (2 May 2020).   (sources.bib has date = {2020})",
    },
};

const UNMATCHED: Rule = Rule {
    id: "bibliography-unmatched",
    group: Group::References,
    severity: Severity::Info,
    summary: "an entry of a bibliography file that is no source of the list",
    explanation: Explanation {
        asks: "is each entry of a bibliography file a source of the list, by address, DOI or title?",
        why: "the file is of another report, or the list forgot a source.",
        mend: "list the source, or take the entry out of the file.",
        fires: "",
        silent: "",
    },
};

const AMBIGUOUS: Rule = Rule {
    id: "bibliography-ambiguous",
    group: Group::References,
    severity: Severity::Info,
    summary: "an entry of a bibliography file that may be either of two sources",
    explanation: Explanation {
        asks: "does each entry of a bibliography file match one source only?",
        why: "nothing is filled from an entry that may be of another source.",
        mend: "give the entry or the list an address or a DOI that tells them apart.",
        fires: "",
        silent: "",
    },
};

const VALUE: Rule = Rule {
    id: "bibliography-value",
    group: Group::References,
    severity: Severity::Info,
    summary: "a value of a bibliography file that cannot be read",
    explanation: Explanation {
        asks: "can each value that a bibliography file gives be read as what its field holds, a date as a date?",
        why: "what cannot be read is not filled in, and the record lacks it.",
        mend: "write dates as the format has them: 2019-05-02.",
        fires: "date = {sometime in spring}",
        silent: "date = {2019-21}",
    },
};

/// What the comparison found, file by file and entry by entry.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.bibliography.to_vec()
}
