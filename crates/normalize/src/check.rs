//! Checks: what an exacting editor would ask of the report. To add one: a file beside these, with its [`Rule`]s and
//! their documentation, and a line in [`CHECKS`].

mod abbreviation_undefined;
mod accessed_dates;
mod bibliography_conflict;
mod boundary_wording;
mod bounds;
mod citation_order;
mod compound_dash;
mod curation_citations;
mod dangling_citation;
mod document_form;
mod duplicate_reference;
mod empty_section;
mod figure_contradicts_series;
mod figure_period;
mod figure_superseded;
mod heading_range;
mod hedge_word;
mod name_variant;
mod no_literature_section;
mod outlook;
mod present_tense;
mod quantifier;
mod range_hyphen;
mod reference_addresses;
mod reference_authors;
mod reference_body;
mod reference_dates;
mod reference_final_stop;
mod reference_nested_quotes;
mod reference_never_cited;
mod reference_publisher;
mod reference_title_url;
mod repeated_citation;
#[cfg(test)]
mod sample;
mod selection;
mod series_revision;
mod source_breadth;
mod source_older_than_claim;
mod source_reach;
mod spelling_variant;
mod text_vs_table;
mod texts;
mod timeline_citations;
mod timeline_claims;
mod timeline_dates;
mod timeline_duplicate;
mod timeline_order;
mod timeline_prose;
mod timeline_range;
mod timeline_years;
mod told;
mod uncited;
mod url_date;
mod vintage;

use std::collections::BTreeMap;

use chancery_ingest::curation::RawCuration;
use chancery_ingest::report::{ITEM_NO_DATE, TimelineItem};
use chancery_ingest::span::Span;
use chancery_model::anchor::Anchor;
use chancery_model::citation::Citation;
use chancery_model::day::Day;
use chancery_model::diagnostic::Diagnostic;
use chancery_model::edtf::Edtf;
use chancery_model::event::Event;
use chancery_model::observation::Observation;
use chancery_model::passage::PassageKind;
use chancery_model::reference::Reference;
use chancery_model::rule::Rule;
use chancery_model::section::SectionKind;
use chancery_model::series::Series;

pub(crate) use self::selection::Selection;
pub(crate) use self::texts::Texts;
use crate::document::{Document, Part, Statement};
use crate::lexicon::Lexicon;
use chancery_lexis::date::parse_date;

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
    /// Words and dates of the statements.
    pub(crate) texts: &'d Texts<'d>,
    /// The sources by their ids.
    pub(crate) sources: BTreeMap<&'d str, &'d Reference>,
    /// The judgements of people.
    pub(crate) curation: &'d RawCuration,
    /// Whether a manifest gives the title.
    pub(crate) is_titled: bool,
}

/// The sources by their ids.
pub(crate) fn sources(references: &[Reference]) -> BTreeMap<&str, &Reference> {
    references.iter().map(|reference| (reference.reference_id.as_str(), reference)).collect()
}

impl<'d> Subject<'d> {
    /// The statements in the report's own words, with their index: headings, sentences, list and timeline items, the
    /// list of sources, cells of tables and overlong passages left out.
    fn own_words(&self) -> impl Iterator<Item = (usize, &'d Statement<'d>)> + use<'d> {
        let is_own = |statement: &Statement<'_>| {
            statement.section_kind != SectionKind::Literature
                && !statement.is_overlong()
                && !matches!(statement.kind, PassageKind::TableRow | PassageKind::ReferenceEntry)
        };
        self.document.statements.iter().enumerate().filter(move |(_, statement)| is_own(statement))
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
    rules: &'static [&'static Rule],
    run: fn(&Subject<'_>) -> Vec<Diagnostic>,
}

/// Every check, in the order they run.
const CHECKS: &[Check] = &[
    Check { rules: &[&no_literature_section::RULE], run: no_literature_section::check },
    Check { rules: &[&dangling_citation::RULE], run: dangling_citation::check },
    Check { rules: &[&reference_never_cited::RULE], run: reference_never_cited::check },
    Check { rules: &[&reference_publisher::RULE], run: reference_publisher::check },
    Check { rules: &[&reference_dates::NO_DATE, &reference_dates::YEAR_ONLY], run: reference_dates::check },
    Check { rules: &[&duplicate_reference::RULE], run: duplicate_reference::check },
    Check { rules: &[&citation_order::RULE], run: citation_order::check },
    Check { rules: &[&reference_addresses::NO_URL, &reference_addresses::NOT_PINNED], run: reference_addresses::check },
    Check {
        rules: &[&accessed_dates::NO_ACCESSED, &accessed_dates::WITHOUT_URL, &accessed_dates::BEFORE_ISSUED],
        run: accessed_dates::check,
    },
    Check { rules: &[&url_date::RULE], run: url_date::check },
    Check {
        rules: &[&reference_authors::IS_DOMAIN, &reference_authors::EQUALS_PUBLISHER],
        run: reference_authors::check,
    },
    Check { rules: &[&reference_final_stop::RULE], run: reference_final_stop::check },
    Check { rules: &[&reference_nested_quotes::RULE], run: reference_nested_quotes::check },
    Check { rules: &[&reference_body::RULE], run: reference_body::check },
    Check { rules: &[&reference_title_url::RULE], run: reference_title_url::check },
    Check { rules: crate::bibliography::RULES, run: bibliography_conflict::check },
    Check { rules: &[&figure_contradicts_series::RULE], run: figure_contradicts_series::check },
    Check { rules: &[&series_revision::RULE], run: series_revision::check },
    Check { rules: &[&figure_superseded::RULE], run: figure_superseded::check },
    Check { rules: &[&text_vs_table::RULE], run: text_vs_table::check },
    Check { rules: &[&figure_period::RULE], run: figure_period::check },
    Check { rules: &[&quantifier::RULE], run: quantifier::check },
    Check { rules: &[&source_older_than_claim::RULE], run: source_older_than_claim::check },
    Check { rules: &[&source_reach::ENDS_INSIDE, &source_reach::UNDATED], run: source_reach::check },
    Check { rules: &[&present_tense::RULE], run: present_tense::check },
    Check { rules: &[&uncited::SENTENCE, &uncited::PARAGRAPH, &uncited::REST], run: uncited::check },
    Check { rules: &[&repeated_citation::RULE], run: repeated_citation::check },
    Check { rules: &[&source_breadth::SINGLE, &source_breadth::CONCENTRATION], run: source_breadth::check },
    Check { rules: &[&ITEM_NO_DATE], run: timeline_dates::check },
    Check { rules: &[&timeline_order::RULE], run: timeline_order::check },
    Check { rules: &[&timeline_duplicate::RULE], run: timeline_duplicate::check },
    Check { rules: &[&timeline_citations::RULE], run: timeline_citations::check },
    Check {
        rules: &[&timeline_prose::UNTOLD, &timeline_prose::COARSER, &timeline_prose::LEFT_OUT],
        run: timeline_prose::check,
    },
    Check { rules: &[&timeline_years::YEAR, &timeline_years::BOUND], run: timeline_years::check },
    Check { rules: &[&timeline_claims::RULE], run: timeline_claims::check },
    Check { rules: &[&heading_range::RULE], run: heading_range::check },
    Check { rules: &[&timeline_range::START, &timeline_range::END], run: timeline_range::check },
    Check { rules: &[&empty_section::RULE], run: empty_section::check },
    Check { rules: &[&document_form::NO_TITLE, &document_form::NO_FINAL_NEWLINE], run: document_form::check },
    Check { rules: &[&abbreviation_undefined::RULE], run: abbreviation_undefined::check },
    Check { rules: &[&range_hyphen::RULE], run: range_hyphen::check },
    Check { rules: &[&compound_dash::RULE], run: compound_dash::check },
    Check { rules: &[&spelling_variant::RULE], run: spelling_variant::check },
    Check { rules: &[&hedge_word::RULE], run: hedge_word::check },
    Check { rules: &[&name_variant::RULE], run: name_variant::check },
    Check { rules: &[&boundary_wording::RULE], run: boundary_wording::check },
    Check { rules: &[&outlook::NO_LIKELIHOOD, &outlook::NO_HORIZON, &outlook::NOT_MEASURABLE], run: outlook::check },
    Check { rules: &[&curation_citations::RULE], run: curation_citations::check },
];

/// The rules of the checks, in the order they run, then those of `[check]`.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().flat_map(|check| check.rules).chain(selection::RULES).copied()
}

/// What the selected checks say, check by check.
pub(crate) fn findings(subject: &Subject<'_>, selection: &Selection<'_>) -> Vec<Diagnostic> {
    let selected = CHECKS.iter().filter(|check| check.rules.iter().any(|rule| selection.runs(rule)));
    selected.flat_map(|check| (check.run)(subject)).filter(|finding| selection.runs(finding.rule())).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chancery_model::rule::{Group, Rule};

    use super::sample;
    use crate::rules;

    /// Rules whose example is no excerpt of a report: it needs a series, a bibliography, a judgement or the file as a
    /// whole.
    const SHOWN_BESIDE: &[&str] = &[
        "bibliography-ambiguous",
        "bibliography-conflict",
        "bibliography-unmatched",
        "bibliography-value",
        "curation-citations-differ",
        "document-no-final-newline",
        "figure-contradicts-series",
        "figure-superseded-by-vintage",
        "sentence-overlong",
        "series-revision",
        "text-vs-table",
    ];

    #[test]
    fn ids_are_kebab_case_and_stand_once() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.id), "{} again", rule.id);
            let is_plain =
                rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            assert!(is_plain && rule.id.contains('-'), "{}", rule.id);
        }
    }

    #[test]
    fn documentation_is_whole() {
        for rule in rules() {
            let words = rule.explanation;
            for text in [rule.summary, words.asks, words.why, words.mend] {
                assert!(!text.is_empty(), "{}", rule.id);
            }
            if let Some(exception) = rule.exception {
                assert_ne!(exception.severity, rule.severity, "{}", rule.id);
                assert!(!exception.when.is_empty() && !exception.when.ends_with('.'), "{}", rule.id);
            }
            let is_phrase = rule.summary.starts_with(char::is_lowercase) && !rule.summary.ends_with('.');
            assert!(is_phrase, "{}: {}", rule.id, rule.summary);
            let page = rule.to_string();
            assert!(page.starts_with(rule.id) && page.contains("How to mend it: "), "{page}");
        }
    }

    #[test]
    fn every_example_does_what_it_shows() {
        let mut wrong = String::new();
        // What is told of other files than the report has examples from these.
        let is_of_report = |rule: &&Rule| !matches!(rule.group, Group::Inputs | Group::Curation);
        for rule in rules().filter(is_of_report).filter(|rule| !SHOWN_BESIDE.contains(&rule.id)) {
            let found = |excerpt: &str| sample::findings(rule.id, &sample::report(excerpt), &[]);
            let (fires, silent) = (found(rule.explanation.fires), found(rule.explanation.silent));
            if fires.is_empty() {
                wrong += &format!("{}: its example is not found\n", rule.id);
            }
            if !silent.is_empty() {
                wrong += &format!("{}: found in what is sound: {}\n", rule.id, silent[0].1.message);
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }
}
