//! Checks: what an exacting editor would ask of the report. To add one: a file beside these, and a line in
//! [`CHECKS`].

mod dangling_citation;
mod empty_section;
mod no_literature_section;
mod reference_dates;
mod reference_never_cited;
mod source_older_than_claim;
mod timeline_range;

use chancery_ingest::manifest::CheckOptions;
use chancery_model::citation::Citation;
use chancery_model::diagnostic::Diagnostic;
use chancery_model::reference::Reference;

use crate::document::Document;

/// What a check looks at.
#[derive(Debug)]
pub(crate) struct Subject<'d> {
    pub(crate) document: &'d Document<'d>,
    pub(crate) references: &'d [Reference],
    pub(crate) citations: &'d [Citation],
}

/// A check: the rules it may report, and the function that does.
struct Check {
    rules: &'static [&'static str],
    run: fn(&Subject<'_>) -> Vec<Diagnostic>,
}

/// Every check, in the order they run.
const CHECKS: &[Check] = &[
    Check { rules: &["no-literature-section"], run: no_literature_section::check },
    Check { rules: &["dangling-citation"], run: dangling_citation::check },
    Check { rules: &["reference-never-cited"], run: reference_never_cited::check },
    Check { rules: &["reference-no-date", "reference-year-only"], run: reference_dates::check },
    Check { rules: &["source-older-than-claim"], run: source_older_than_claim::check },
    Check { rules: &["timeline-range-start-mismatch", "timeline-range-end-mismatch"], run: timeline_range::check },
    Check { rules: &["empty-section"], run: empty_section::check },
];

/// What the selected checks say, check by check.
pub(crate) fn findings(subject: &Subject<'_>, options: &CheckOptions) -> Vec<Diagnostic> {
    let runs = |rule: &str| {
        let named = |rules: &[String]| rules.iter().any(|name| name == rule);
        (options.select.is_empty() || named(&options.select)) && !named(&options.ignore)
    };
    let selected = CHECKS.iter().filter(|check| check.rules.iter().any(|rule| runs(rule)));
    selected.flat_map(|check| (check.run)(subject)).filter(|finding| runs(&finding.rule)).collect()
}
