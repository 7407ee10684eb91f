//! Datasets for the tests of this crate: hand-made, small, and as nasty as a report may be.

use chancery_model::anchor::Anchor;
use chancery_model::citation::Citation;
use chancery_model::datasets::Datasets;
use chancery_model::diagnostic::Severity;
use chancery_model::dossier::{BriefingOptions, Dossier};
use chancery_model::event::{Category, Event, EventOrigin, EventType};
use chancery_model::finding::Finding;
use chancery_model::observation::{
    Comparator, ObsStatus, Observation, ObservationKind, ObservationOrigin, ObservationPlace,
};
use chancery_model::passage::{Passage, PassageKind};
use chancery_model::reference::{Name, Reference, ReferenceType};
use chancery_model::section::{Section, SectionKind};
use chancery_model::series::Series;

const SENTENCES: [&str; 5] = [
    "Plain words about a treaty.",
    "=HYPERLINK(\"http://x.invalid\";\"a\")",
    "-5 percent\nwas, \"they\" say\r\nthe fall\tin trade",
    "nul \0 and bell \u{7} and \u{feff} and ,,, and \u{202e}reversed",
    "'=1+1 — «Душанбе» ＝1 𝒳",
];

/// No text, no rows.
pub(crate) fn empty() -> Datasets {
    Datasets {
        dossier: Dossier {
            id: "sample".to_owned(),
            title: String::new(),
            subtitle: String::new(),
            edition: None,
            ref_area: None,
            counterpart_areas: Vec::new(),
            language: "en".to_owned(),
            licence: None,
            authors: Vec::new(),
            briefing: BriefingOptions::default(),
        },
        text: String::new(),
        sections: Vec::new(),
        events: Vec::new(),
        observations: Vec::new(),
        references: Vec::new(),
        citations: Vec::new(),
        passages: Vec::new(),
        findings: Vec::new(),
        actor_names: std::collections::BTreeMap::new(),
        series: Vec::new(),
    }
}

/// Formulas, quotes, line ends, NUL and other control characters, wide scripts, `;` in names; every anchor
/// and key is right all the same.
pub(crate) fn hostile() -> Datasets {
    let mut datasets = empty();
    datasets.dossier.title = "A sample | of <markup> & *stars*".to_owned();
    datasets.dossier.edition = "2025-08-29".parse().ok();
    datasets.dossier.licence = Some("CC-BY-4.0".to_owned());
    datasets.dossier.authors = vec!["A. Writer".to_owned()];
    datasets.text = SENTENCES.join("\n");
    let mut start = 0;
    for (sentence, n) in SENTENCES.iter().zip(1..) {
        let anchor = Anchor { start, end: start + sentence.chars().count() };
        start = anchor.end + 1;
        add(&mut datasets, sentence, n, anchor);
    }
    datasets.sections = vec![Section {
        heading: "+Section".to_owned(),
        level: 1,
        kind: SectionKind::Body,
        anchor: Anchor { start: 0, end: datasets.text.chars().count() },
    }];
    datasets.series = vec![Series {
        id: "trade".to_owned(),
        path: "series/trade.csv".to_owned(),
        title: "Trade (% of output)".to_owned(),
        code: Some("X.TRADE".to_owned()),
        indicator_id: Some("trade".to_owned()),
        unit: Some("percent".to_owned()),
        producer: "A Bank".to_owned(),
        url: "https://data.example/trade".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        accessed: "2025-08-01".parse().ok(),
        updated: None,
        version: None,
        revisions: Vec::new(),
    }];
    datasets.observations.push(Observation {
        observation_id: "trade-aaa-2001".to_owned(),
        kind: ObservationKind::Figure,
        value: Some(31.25),
        origin: ObservationOrigin::Series,
        source: Some("trade".to_owned()),
        phrase: None,
        place: None,
        reference_ids: Vec::new(),
        ..datasets.observations[0].clone()
    });
    datasets
}

fn add(datasets: &mut Datasets, sentence: &str, n: u32, anchor: Anchor) {
    let (passage_id, reference_id) = (format!("p-{n}"), format!("ref-{n}"));
    let section = if n == 1 { String::new() } else { "+Section".to_owned() };
    datasets.passages.push(Passage {
        passage_id: passage_id.clone(),
        kind: PassageKind::Sentence,
        section: section.clone(),
        paragraph: Some(1),
        sentence: (n > 1).then_some(n),
        anchor,
        text: sentence.to_owned(),
    });
    datasets.references.push(Reference {
        reference_id: reference_id.clone(),
        number: n,
        kind: ReferenceType::ArticleJournal,
        authors: vec![Name::Literal("=Smith; Sons".to_owned()), Name::Literal("100% Ltd".to_owned())],
        author_printed: "=Smith; Sons and 100% Ltd".to_owned(),
        title: (n > 1).then(|| sentence.to_owned()),
        container_title: None,
        editors: Vec::new(),
        publisher: None,
        publisher_place: None,
        genre: None,
        document_numbers: Vec::new(),
        volume: Some("12".to_owned()),
        issue: None,
        page: Some("3-9".to_owned()),
        edition: None,
        doi: None,
        isbn: None,
        issued: ["2001-21", "199X", "2004-05", "2022-02-24~", "2008/2013"][n as usize - 1].parse().ok(),
        accessed: None,
        url: Some("https://site.example/a?b=1&c=%3B".to_owned()),
        unparsed: String::new(),
        n_citations: u32::from(n > 1),
        anchor,
        raw: sentence.to_owned(),
        supplied: Vec::new(),
    });
    datasets.citations.push(Citation {
        citation_id: format!("c-{n}"),
        number: n,
        reference_id: (n > 1).then(|| reference_id.clone()),
        passage_id: passage_id.clone(),
        section: section.clone(),
        anchor: Anchor { start: anchor.start, end: anchor.start + 1 },
        scope: Anchor { start: anchor.start, end: anchor.start },
        scope_text: String::new(),
    });
    datasets.events.push(Event {
        event_id: format!("event-{n}"),
        date: (n > 1).then(|| "2022-02".parse().expect("a date")),
        title: sentence.to_owned(),
        description: String::new(),
        category: Some(Category::Security),
        event_type: (n > 2).then_some(EventType::Agree),
        actors: if n == 1 { Vec::new() } else { vec!["AAA".to_owned(), "BBB".to_owned()] },
        origin: EventOrigin::Prose,
        reference_ids: vec![reference_id.clone()],
        passage_id: passage_id.clone(),
        support: vec![passage_id.clone()],
        section: section.clone(),
        anchor,
        quote: sentence.to_owned(),
    });
    datasets.observations.push(Observation {
        observation_id: format!("observation-{n}"),
        indicator_id: Some("trade".to_owned()),
        indicator_name: Some("@Trade".to_owned()),
        kind: ObservationKind::Figure,
        ref_area: Some("AAA".to_owned()),
        counterpart_area: None,
        time_period: "../2042".parse().ok(),
        value: [None, Some(-0.0), Some(-5.5), Some(0.1), Some(1e21)][n as usize - 1],
        value_low: Some(f64::NAN),
        value_high: None,
        comparator: Some(Comparator::Approx),
        unit: Some("percent".to_owned()),
        obs_status: ObsStatus::Estimated,
        phrase: Some(sentence.to_owned()),
        scenario: None,
        origin: ObservationOrigin::Prose,
        source: None,
        reference_ids: vec![reference_id],
        place: Some(ObservationPlace { passage_id, section: section.clone(), anchor, quote: sentence.to_owned() }),
    });
    datasets.findings.push(Finding {
        rule: "uncited-figure".to_owned(),
        severity: Severity::Warning,
        message: format!("expected a citation, found {sentence:?}"),
        section,
        line: (n > 1).then_some(n),
        column: Some(1),
        anchor: (n > 1).then_some(anchor),
        record_id: Some(format!("observation-{n}")),
    });
}

/// A chapter with the fields that the table of references has no column for.
pub(crate) fn chapter() -> Reference {
    let editor = Name::Person { given: "Lena".to_owned(), family: "Holm".to_owned(), suffix: String::new() };
    Reference {
        reference_id: "chapter".to_owned(),
        kind: ReferenceType::Chapter,
        authors: Vec::new(),
        title: Some("Weirs".to_owned()),
        editors: vec![editor, Name::Literal("Harbour Bank".to_owned())],
        publisher_place: Some("Port Ellis".to_owned()),
        genre: Some("PhD thesis".to_owned()),
        document_numbers: vec!["HC 12".to_owned(), "Case C-9/64".to_owned()],
        volume: None,
        page: None,
        issued: None,
        url: None,
        ..hostile().references.swap_remove(0)
    }
}
