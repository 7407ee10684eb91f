//! Turns raw values into the typed datasets: one file a dataset, one a field kind, one a check.

mod actor;
mod bibliography;
mod check;
mod citation;
mod curation;
mod document;
mod event;
mod finding;
mod lexicon;
mod observation;
mod passage;
mod reference;
mod series;

use std::collections::BTreeMap;

use chancery_ingest::bibliography::RawBibliography;
use chancery_ingest::curation::RawCuration;
use chancery_ingest::literature::RawReference;
use chancery_ingest::manifest::{CheckOptions, SeriesEntry};
use chancery_ingest::report::{RawBlock, RawReport};
use chancery_ingest::series::RawSeries;
use chancery_ingest::vocabulary::Vocabulary;
use chancery_model::datasets::Datasets;
use chancery_model::diagnostic::{Checked, Diagnostic, Severity};
use chancery_model::dossier::Dossier;
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::section::Section;

use self::check::{Selection, Subject, Texts};
use self::curation::Records;
use self::document::Document;
use self::lexicon::Lexicon;
use self::observation::Source;

const OVERLONG: Rule = Rule {
    id: "sentence-overlong",
    group: Group::Text,
    severity: Severity::Warning,
    exception: None,
    summary: "a passage too long to be a sentence",
    explanation: Explanation {
        asks: "does a sentence end within ten thousand bytes?",
        why: "neither events nor figures are looked for in it.",
        mend: "end sentences with a full stop, or break the paragraph.",
        fires: "",
        silent: "",
    },
};

/// Everything one dossier is made of, read.
#[derive(Clone, Debug)]
pub struct Input {
    /// What it says of itself.
    pub dossier: Dossier,
    /// The report.
    pub report: RawReport,
    /// The portals' series, with what the manifest says of each.
    pub series: Vec<(SeriesEntry, RawSeries)>,
    /// The bibliography files, in the manifest's order.
    pub bibliographies: Vec<RawBibliography>,
    /// The judgements.
    pub curation: RawCuration,
    /// Which checks run.
    pub check: CheckOptions,
    /// What the readers said of the inputs; they become findings too.
    pub diagnostics: Vec<Diagnostic>,
}

/// Every rule that a finding may be of, each once: the checks' in the order they run, then those of the stages before
/// them, the readers' last.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let own: [&[&Rule]; 4] = [&[&OVERLONG], reference::RULES, curation::RULES, observation::RULES];
    let told_by_checks = |rule: &&Rule| check::rules().any(|other| other.id == rule.id);
    let readers = chancery_ingest::rules().filter(move |rule| !told_by_checks(rule));
    check::rules().chain(own.into_iter().flatten().copied()).chain(readers)
}

/// Compiles a dossier. The diagnostics are the input's, the normaliser's and the checks'; the findings table holds
/// the same.
#[must_use]
pub fn compile(input: &Input, vocabulary: &Vocabulary) -> Checked<Datasets> {
    let Input { dossier, report, .. } = input;
    let mut diagnostics = input.diagnostics.clone();
    let document = Document::new(report);
    let lexicon = Lexicon::new(vocabulary);
    diagnostics.extend(overlong(&document));
    let counts = citation::counts(&document);
    let entries = entries(report);
    let read = reference::references(&report.text, &entries, &|span| document.anchor(span), &counts);
    diagnostics.extend(read.diagnostics);
    let mut references = read.value;
    let bibliography = bibliography::merge(&document, &entries, &mut references, &input.bibliographies);
    let numbers = citation::numbers(&references);
    let citations = citation::citations(&document, &numbers);
    let mut events = event::events(&document, &lexicon, &numbers);
    let source =
        Source { document: &document, lexicon: &lexicon, numbers: &numbers, ref_area: dossier.ref_area.as_deref() };
    let mut observations = observation::stated(&source, &references);
    let mut records = Records {
        document: &document,
        numbers: &numbers,
        events: &mut events,
        observations: &mut observations,
        references: &mut references,
    };
    diagnostics.extend(curation::apply(&mut records, &input.curation));
    let mut series: Vec<_> =
        input.series.iter().map(|(entry, raw)| (series::describe(entry, raw, vocabulary), raw)).collect();
    series::vintage::compare(&mut series, &areas(dossier));
    let observed = observation::observed(&series, &areas(dossier), &observations);
    diagnostics.extend(observed.diagnostics);
    observations.extend(observed.value);
    let described: Vec<_> = series.iter().map(|(series, _)| series).collect();
    let selection = Selection::new(&input.check);
    diagnostics.extend(selection.unknown_names());
    let texts = Texts::read(&document, &citations);
    let subject = Subject {
        document: &document,
        lexicon: &lexicon,
        references: &references,
        citations: &citations,
        events: &events,
        observations: &observations,
        series: &described,
        bibliography: &bibliography,
        texts: &texts,
        sources: check::sources(&references),
        curation: &input.curation,
        is_titled: input.check.is_titled,
    };
    diagnostics.extend(check::findings(&subject, &selection));
    let diagnostics = selection.kept(diagnostics);
    let datasets = Datasets {
        dossier: dossier.clone(),
        text: report.text.clone(),
        sections: sections(&document),
        events,
        observations,
        references,
        citations,
        passages: passage::passages(&document),
        findings: finding::findings(&document, &diagnostics),
        actor_names: actor_names(dossier, vocabulary),
        series: series.into_iter().map(|(series, _)| series).collect(),
    };
    Checked { value: datasets, diagnostics }
}

/// The areas that portals' series are read for: the report's own and those on the other side. Empty where the
/// dossier names none, which takes all.
#[must_use]
pub fn areas(dossier: &Dossier) -> Vec<String> {
    dossier.ref_area.iter().chain(&dossier.counterpart_areas).cloned().collect()
}

/// A finding for each passage too long to be a sentence: it is kept, and nothing is looked for in it.
fn overlong(document: &Document<'_>) -> Vec<Diagnostic> {
    let long = document.statements.iter().filter(|statement| statement.is_overlong());
    let finding = |statement: &document::Statement<'_>| {
        let message = format!("expected a sentence, found {} bytes without an end to one", statement.text.len());
        OVERLONG
            .at(document.anchor(statement.span), message)
            .help("end sentences with a full stop, or break the paragraph; no events or figures are read from this one")
            .record(&statement.passage_id)
    };
    long.map(finding).collect()
}

/// Names of the areas the dossier is on.
fn actor_names(dossier: &Dossier, vocabulary: &Vocabulary) -> BTreeMap<String, String> {
    let name = |code: String| {
        let actor = vocabulary.actors.iter().find(|actor| actor.code == code)?;
        Some((code, actor.name.clone()))
    };
    areas(dossier).into_iter().filter_map(name).collect()
}

fn entries(report: &RawReport) -> Vec<RawReference> {
    let blocks = report.sections.iter().flat_map(|section| &section.blocks);
    let entry = |block: &RawBlock| match block {
        RawBlock::Reference(entry) => Some((**entry).clone()),
        RawBlock::Paragraph(_) | RawBlock::Item(_) | RawBlock::Timeline(_) | RawBlock::Table(_) => None,
    };
    blocks.filter_map(entry).collect()
}

fn sections(document: &Document<'_>) -> Vec<Section> {
    let section = |section: &chancery_ingest::report::RawSection| Section {
        heading: section.heading.of(&document.report.text).to_owned(),
        level: section.level,
        kind: section.kind,
        anchor: document.anchor(section.span),
    };
    document.report.sections.iter().map(section).collect()
}
