//! Reports written out in a test, compiled and checked as any other.

use chancery_ingest::curation::RawCuration;
use chancery_ingest::manifest::{CheckOptions, SeriesEntry};
use chancery_ingest::report;
use chancery_ingest::series::{RawObservation, RawSeries};
use chancery_ingest::vocabulary::{self, Vocabulary};
use chancery_model::diagnostic::{Diagnostic, Place};
use chancery_model::dossier::{BriefingOptions, Dossier};
use chancery_model::observation::Observation;

use crate::{Input, compile};

/// A situation, the report, and the words that the rule points at, in order.
pub(super) type Case = (&'static str, &'static str, &'static [&'static str]);

/// Every case's findings of `rule` point at the words expected.
#[track_caller]
pub(super) fn check(rule: &str, cases: &[Case]) {
    for (situation, text, expected) in cases {
        let found: Vec<String> = findings(rule, text, &[]).into_iter().map(|(quote, _)| quote).collect();
        assert_eq!(found, *expected, "{rule}: {situation}");
    }
}

/// An excerpt in a report: a sentence stands in a section, sections by themselves.
pub(super) fn report(excerpt: &str) -> String {
    let section = if excerpt.starts_with('#') { "" } else { "## Trade\n\n" };
    format!("{section}{excerpt}\n")
}

/// Period and value.
pub(super) type Values = &'static [(&'static str, f64)];

/// The findings of `rule` in a Markdown report and what they point at; `series` are values of remittances
/// relative to GDP for Kyrgyzstan, the area the report is on.
pub(super) fn findings(rule: &str, text: &str, series: &[(&str, Values)]) -> Vec<(String, Diagnostic)> {
    let all = checked(text, series, CheckOptions::default());
    all.into_iter().filter(|(_, finding)| finding.rule().id == rule).collect()
}

/// The figures that a report states.
pub(super) fn observations(text: &str) -> Vec<Observation> {
    let vocabulary = vocabulary::built_in();
    compile(&input(text, &[], &vocabulary), &vocabulary).value.observations
}

/// Every finding in a report with these judgements.
pub(super) fn curated(text: &str, curation: RawCuration) -> Vec<Diagnostic> {
    let vocabulary = vocabulary::built_in();
    compile(&Input { curation, ..input(text, &[], &vocabulary) }, &vocabulary).diagnostics
}

/// Every finding in a report checked with these options, and what it points at.
pub(super) fn checked(text: &str, series: &[(&str, Values)], check: CheckOptions) -> Vec<(String, Diagnostic)> {
    let vocabulary = vocabulary::built_in();
    let input = Input { check, ..input(text, series, &vocabulary) };
    let printed = &input.report.text;
    let findings = compile(&input, &vocabulary).diagnostics.into_iter();
    let quote = |finding: &Diagnostic| match finding.place {
        Place::Report(anchor) => printed.chars().skip(anchor.start).take(anchor.end - anchor.start).collect(),
        Place::File { .. } | Place::Dossier => String::new(),
    };
    findings.map(|finding| (quote(&finding), finding)).collect()
}

fn input(text: &str, series: &[(&str, Values)], vocabulary: &Vocabulary) -> Input {
    let read = report::read("report.md", text.as_bytes(), vocabulary).expect("the sample is text");
    let observation = |(period, value): &(&str, f64)| RawObservation {
        area: "KGZ".into(),
        area_name: "Kyrgyzstan".into(),
        period: (*period).into(),
        value: Some(*value),
        printed: value.to_string(),
        line: 1,
        ..RawObservation::default()
    };
    let series = series.iter().map(|(id, values)| {
        let entry = SeriesEntry {
            id: (*id).to_owned(),
            path: format!("series/{id}.csv"),
            parts: Vec::new(),
            format: None,
            columns: None,
            code: None,
            period: None,
            indicator: Some("remittances-gdp".to_owned()),
            title: (*id).to_owned(),
            producer: String::new(),
            url: String::new(),
            licence: String::new(),
            accessed: None,
            place: Place::Dossier,
        };
        let observations = values.iter().map(observation).collect();
        (entry, RawSeries { observations, ..RawSeries::default() })
    });
    Input {
        dossier: Dossier {
            id: "sample".to_owned(),
            title: String::new(),
            subtitle: String::new(),
            edition: None,
            ref_area: Some("KGZ".to_owned()),
            counterpart_areas: Vec::new(),
            language: "en".to_owned(),
            licence: None,
            authors: Vec::new(),
            briefing: BriefingOptions::default(),
        },
        series: series.collect(),
        report: read.value,
        bibliographies: Vec::new(),
        curation: RawCuration::default(),
        check: CheckOptions::default(),
        diagnostics: read.diagnostics,
    }
}
