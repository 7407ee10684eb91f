//! Sources without a date, or with a year only.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::DatePrecision;
use chancery_model::reference::ReferenceType;

use super::Subject;

/// `reference-no-date` for an undated source; `reference-year-only` for an article, page or document dated to
/// the year, where books, reports and data sets are dated so by custom.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for reference in subject.references {
        let by_year =
            matches!(reference.kind, ReferenceType::Book | ReferenceType::ArticleJournal | ReferenceType::Dataset);
        let finding = match reference.issued {
            None => Diagnostic::in_report(
                "reference-no-date",
                Severity::Warning,
                reference.anchor,
                "expected a date of publication, found none".to_owned(),
            )
            .help("give the date in the parenthesis before the address, or n.d. where the source has none"),
            Some(issued) if issued.precision() == DatePrecision::Year && !by_year => Diagnostic::in_report(
                "reference-year-only",
                Severity::Info,
                reference.anchor,
                format!("expected a day of publication, found the year {issued} only"),
            )
            .help("give day and month where the source has them"),
            Some(_) => continue,
        };
        findings.push(finding.record(&reference.reference_id));
    }
    findings
}
