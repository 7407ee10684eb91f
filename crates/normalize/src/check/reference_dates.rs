//! Sources without a date, or with a year only.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::DatePrecision;
use chancery_model::reference::ReferenceType;
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const NO_DATE: Rule = Rule {
    id: "reference-no-date",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "a source without a date of publication",
    explanation: Explanation {
        asks: "has each entry a date of issue?",
        why: "without one nobody can tell what the source can have seen.",
        mend: "give the date in the parenthesis before the address, or n.d. where the source has none.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review) <https://example.org/a> accessed 3 May 2021.",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

pub(super) const YEAR_ONLY: Rule = Rule {
    id: "reference-year-only",
    group: Group::References,
    severity: Severity::Info,
    exception: None,
    summary: "an article or page dated by the year alone",
    explanation: Explanation {
        asks: "has an article, page or document day and month? Books, journals and data sets are dated by the year by custom.",
        why: "a year is too coarse to say whether a source came before or after an event.",
        mend: "give day and month where the source has them.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2020) <https://example.org/a> accessed 3 May 2021.",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// `reference-no-date` for an undated source; `reference-year-only` for an article, page or document dated to
/// the year, where books, reports and data sets are dated so by custom.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for reference in subject.references {
        let by_year =
            matches!(reference.kind, ReferenceType::Book | ReferenceType::ArticleJournal | ReferenceType::Dataset);
        let finding = match reference.issued {
            None => NO_DATE.at(reference.anchor, "expected a date of publication, found none".to_owned()),
            Some(issued) if issued.precision() == DatePrecision::Year && !by_year => {
                YEAR_ONLY.at(reference.anchor, format!("expected a day of publication, found the year {issued} only"))
            }
            Some(_) => continue,
        };
        findings.push(finding.record(&reference.reference_id));
    }
    findings
}
