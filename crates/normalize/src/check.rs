//! Checks: what an exacting editor would ask of the report. To add one: a file beside these, and a line in
//! [`CHECKS`].

mod accessed_dates;
mod bibliography_conflict;
mod citation_order;
mod dangling_citation;
mod duplicate_reference;
mod empty_section;
mod figure_contradicts_series;
mod heading_range;
mod no_literature_section;
mod present_tense;
mod reference_addresses;
mod reference_authors;
mod reference_dates;
mod reference_final_stop;
mod reference_never_cited;
#[cfg(test)]
mod sample;
mod series_revision;
mod source_older_than_claim;
mod source_reach;
mod timeline_citations;
mod timeline_dates;
mod timeline_duplicate;
mod timeline_order;
mod timeline_prose;
mod timeline_range;
mod url_date;

use std::collections::BTreeMap;

use chancery_ingest::manifest::CheckOptions;
use chancery_ingest::report::TimelineItem;
use chancery_ingest::span::Span;
use chancery_model::anchor::Anchor;
use chancery_model::citation::Citation;
use chancery_model::day::Day;
use chancery_model::diagnostic::Diagnostic;
use chancery_model::edtf::Edtf;
use chancery_model::event::Event;
use chancery_model::observation::Observation;
use chancery_model::reference::Reference;
use chancery_model::series::Series;

use crate::date::parse_date;
use crate::document::{Document, Part, Statement};
use crate::lexicon::Lexicon;

/// What a check looks at.
#[derive(Debug)]
pub(crate) struct Subject<'d> {
    pub(crate) document: &'d Document<'d>,
    pub(crate) lexicon: &'d Lexicon<'d>,
    pub(crate) references: &'d [Reference],
    pub(crate) citations: &'d [Citation],
    pub(crate) events: &'d [Event],
    pub(crate) observations: &'d [Observation],
    pub(crate) series: &'d [&'d Series],
    /// What comparing the list with the bibliography files found.
    pub(crate) bibliography: &'d [Diagnostic],
}

impl<'d> Subject<'d> {
    /// The sources by their ids.
    fn sources(&self) -> BTreeMap<&'d str, &'d Reference> {
        self.references.iter().map(|reference| (reference.reference_id.as_str(), reference)).collect()
    }

    /// The anchor of bytes `from..to` of the text at `anchor`.
    fn within(&self, anchor: Anchor, from: usize, to: usize) -> Anchor {
        let start = self.document.span(anchor).start;
        self.document.anchor(Span::new(start + from, start + to))
    }

    /// The timeline items with a date that can be read, in document order.
    fn timeline(&self) -> Vec<Dated<'d>> {
        let dated = |statement: &'d Statement<'d>| {
            let Part::Timeline(item) = statement.part else { return None };
            Some(Dated { statement, item, date: parse_date(item.date.of(&self.document.report.text))? })
        };
        self.document.statements.iter().filter_map(dated).collect()
    }

    /// The last day that the list of sources knows of: the report was written on it or later. `None` where no
    /// source has a date.
    fn written(&self) -> Option<Day> {
        let dates = self.references.iter().flat_map(|reference| [reference.issued, reference.accessed]);
        dates.flatten().filter_map(Edtf::latest).max()
    }
}

/// A timeline item and its date.
struct Dated<'d> {
    statement: &'d Statement<'d>,
    item: &'d TimelineItem,
    date: Edtf,
}

/// Text as a message quotes it: in quotation marks, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 70;
    let mut letters = text.trim().chars();
    let start: String = letters.by_ref().take(LONGEST).collect();
    let rest = if letters.next().is_some() { "\u{2026}" } else { "" };
    format!("\u{201c}{start}{rest}\u{201d}")
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
    Check { rules: &["duplicate-reference"], run: duplicate_reference::check },
    Check { rules: &["first-citation-order"], run: citation_order::check },
    Check { rules: &["reference-no-url", "reference-url-not-pinned"], run: reference_addresses::check },
    Check {
        rules: &["reference-no-accessed", "accessed-without-url", "accessed-before-issued"],
        run: accessed_dates::check,
    },
    Check { rules: &["url-date-vs-issued"], run: url_date::check },
    Check {
        rules: &["reference-author-is-domain", "reference-author-equals-publisher"],
        run: reference_authors::check,
    },
    Check { rules: &["reference-no-final-full-stop"], run: reference_final_stop::check },
    Check {
        rules: &["bibliography-conflict", "bibliography-unmatched", "bibliography-ambiguous", "bibliography-value"],
        run: bibliography_conflict::check,
    },
    Check { rules: &["figure-contradicts-series"], run: figure_contradicts_series::check },
    Check { rules: &["series-revision"], run: series_revision::check },
    Check { rules: &["source-older-than-claim"], run: source_older_than_claim::check },
    Check { rules: &["source-ends-inside-claimed-period", "source-undated-for-dated-claim"], run: source_reach::check },
    Check { rules: &["present-tense-claim-old-source"], run: present_tense::check },
    Check { rules: &["timeline-item-no-date"], run: timeline_dates::check },
    Check { rules: &["timeline-order"], run: timeline_order::check },
    Check { rules: &["timeline-duplicate"], run: timeline_duplicate::check },
    Check { rules: &["timeline-item-no-citation"], run: timeline_citations::check },
    Check {
        rules: &[
            "timeline-item-without-supporting-prose",
            "timeline-coarser-than-prose",
            "prose-event-missing-from-timeline",
        ],
        run: timeline_prose::check,
    },
    Check { rules: &["heading-range-vs-content"], run: heading_range::check },
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
