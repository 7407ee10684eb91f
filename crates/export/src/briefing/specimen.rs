//! Small datasets for tests, and the plain text of what is composed from them.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chancery_model::anchor::Anchor;
use chancery_model::citation::Citation;
use chancery_model::datasets::Datasets;
use chancery_model::day::Day;
use chancery_model::dossier::{BriefingOptions, Dossier};
use chancery_model::edtf::Edtf;
use chancery_model::event::{Category, Event, EventOrigin, EventType};
use chancery_model::labels::Labels;
use chancery_model::observation::{
    Comparator, ObsStatus, Observation, ObservationKind, ObservationOrigin, ObservationPlace,
};
use chancery_model::passage::{Passage, PassageKind};
use chancery_model::reference::{Reference, ReferenceType};
use chancery_model::section::{Section, SectionKind};
use chancery_model::series::Series;

use super::label::Label;
use super::reading::Reading;
use super::wording::Wording;
use super::{Block, Colophon, Inline};
use crate::drawing::{Align, Drawing, Shape};

static ENGLISH: LazyLock<Labels> = LazyLock::new(|| labels("en"));

/// The labels of a language whose table is in the program, as they stand in the table.
pub(crate) fn labels(language: &str) -> Labels {
    let table = match language {
        "en" => include_str!("../../../../data/vocabulary/labels-en.csv"),
        _ => include_str!("../../../../data/vocabulary/labels-ru.csv"),
    };
    let mut labels = Labels { language: language.to_owned(), ..Labels::default() };
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.expect("a row of three cells");
        labels.rows.entry(row[0].to_owned()).or_default().insert(row[1].to_owned(), row[2].to_owned());
    }
    labels
}

/// The words in English.
pub(crate) fn wording() -> Wording<'static> {
    Wording::new(&ENGLISH)
}

/// A label in English.
pub(crate) fn label(label: Label) -> &'static str {
    wording().text(label)
}

/// Datasets to be read in English.
pub(crate) fn reading(datasets: &Datasets) -> Reading<'_> {
    Reading::new(datasets, &ENGLISH)
}

/// Datasets of a report without a word.
pub(crate) fn empty() -> Datasets {
    Datasets {
        dossier: Dossier {
            id: "lowland-highland".to_owned(),
            title: "Lowland and Highland".to_owned(),
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

/// A report of one sentence with three sources.
pub(crate) fn with_sentence(sentence: &str) -> Datasets {
    let mut report = Report { datasets: empty() };
    report.datasets.references = (1..=3).map(|number| reference(number, &format!("r{number}"))).collect();
    report.section("", 1, SectionKind::Body, &[sentence]);
    report.datasets
}

/// A report with every kind of record: four events, eight statements, two vintages of a series, three sources.
pub(crate) fn datasets() -> Datasets {
    let mut report = Report { datasets: empty() };
    report.datasets.dossier = Dossier {
        edition: Some(date("2024-05-03")),
        ref_area: Some("LOW".to_owned()),
        counterpart_areas: vec!["HIG".to_owned()],
        licence: Some("CC-BY-4.0".to_owned()),
        authors: vec!["Ana Ferro".to_owned()],
        ..report.datasets.dossier
    };
    report.datasets.references = vec![
        Reference {
            issued: Some(date("1999")),
            url: Some("https://www.example.org/accord".to_owned()),
            n_citations: 2,
            ..reference(1, "ferro-1999-accord")
        },
        Reference {
            issued: Some(date("2020-02-03")),
            url: Some("https://example.org/lease".to_owned()),
            n_citations: 2,
            ..reference(2, "ferro-2020-lease")
        },
        reference(3, "nobody-undated"),
    ];
    report.section("Opening remarks", 1, SectionKind::Introduction, &["The two states share a river [1]."]);
    report.section("Trade", 1, SectionKind::Body, &[]);
    let grain = "Grain exports reached the mid-40s percent [1] of output.";
    report.section("Grain", 2, SectionKind::Body, &[grain, "They stayed above 30 percent."]);
    report.section("Transit", 2, SectionKind::Body, &["A lease to 2042 [2] keeps the road open."]);
    let judgement = "Drift is most probable [2].";
    report.section("Prospects", 1, SectionKind::Outlook, &[judgement, "Much hangs on the harvest."]);
    let judged = report.place_of(judgement);
    report.datasets.observations = statements(judged);
    for (id, updated, through, shift) in
        [("grain-2022", (2022, 5, 25), 2021, 0.25), ("grain-2024", (2024, 4, 1), 2023, 0.0)]
    {
        report.datasets.series.push(series(id, Day::new(updated.0, updated.1, updated.2)));
        // No value for 2018.
        let years = (2012..=through).filter(|year| *year != 2018);
        let rows = years.map(|year| series_row(id, year, 35.7 + f64::from(year - 2012) * 0.5 + shift));
        report.datasets.observations.extend(rows);
    }
    report.datasets.events = vec![
        Event {
            category: Some(Category::Political),
            event_type: Some(EventType::Agree),
            actors: vec!["LOW".to_owned(), "HIG".to_owned()],
            reference_ids: vec!["ferro-1999-accord".to_owned()],
            ..event(Some("1999-06"), "River accord")
        },
        event(Some("2004"), "Toll office opens"),
        event(Some("2004-10-16"), "Lease signed"),
        event(Some("2008/2013"), "Road rebuilt"),
    ];
    report.datasets
}

fn statements(judged: ObservationPlace) -> Vec<Observation> {
    let grain = |phrase: &str, comparator| Observation {
        indicator_id: Some("grain-exports".to_owned()),
        indicator_name: Some("Grain exports".to_owned()),
        ref_area: Some("LOW".to_owned()),
        unit: Some("percent-of-gdp".to_owned()),
        time_period: Some(date("201X")),
        comparator: Some(comparator),
        ..observation(phrase, ObservationKind::Figure)
    };
    let sign = |scenario: &str, indicator: &str, phrase: &str, rank: Option<f64>| Observation {
        indicator_id: Some(format!("scenario-{indicator}")),
        scenario: Some(scenario.to_owned()),
        time_period: Some(date("../2030")),
        obs_status: ObsStatus::Forecast,
        value: rank,
        place: Some(judged.clone()),
        ..observation(phrase, ObservationKind::Signal)
    };
    vec![
        Observation {
            value: Some(45.0),
            value_low: Some(44.0),
            value_high: Some(46.0),
            reference_ids: vec!["ferro-1999-accord".to_owned()],
            ..grain("mid-40s percent", Comparator::Approx)
        },
        Observation { value: Some(30.0), value_low: Some(30.0), ..grain("above 30 percent", Comparator::Gt) },
        Observation {
            indicator_name: Some("Transit lease".to_owned()),
            comparator: Some(Comparator::Until),
            time_period: Some(date("../2042")),
            reference_ids: vec!["ferro-2020-lease".to_owned()],
            ..observation("a lease to 2042", ObservationKind::Commitment)
        },
        sign("drift", "path", "Ties loosen year by year", None),
        sign("drift", "signal", "fewer joint meetings", None),
        sign("drift", "signal", "rising tolls", None),
        sign("rupture", "likelihood", "unlikely", Some(2.0)),
        sign("drift", "likelihood", "most probable", Some(6.0)),
    ]
}

/// A statement in prose without a value.
pub(crate) fn observation(phrase: &str, kind: ObservationKind) -> Observation {
    Observation {
        observation_id: phrase.replace(' ', "-"),
        indicator_id: None,
        indicator_name: None,
        kind,
        ref_area: None,
        counterpart_area: None,
        time_period: None,
        value: None,
        value_low: None,
        value_high: None,
        comparator: None,
        unit: None,
        obs_status: ObsStatus::Normal,
        phrase: Some(phrase.to_owned()),
        scenario: None,
        origin: ObservationOrigin::Prose,
        source: None,
        reference_ids: Vec::new(),
        place: None,
    }
}

/// A yearly value of a series on grain.
pub(crate) fn series_row(source: &str, year: u16, value: f64) -> Observation {
    Observation {
        observation_id: format!("{source}-{year}"),
        indicator_id: Some("grain-exports".to_owned()),
        ref_area: Some("LOW".to_owned()),
        unit: Some("percent-of-gdp".to_owned()),
        time_period: Some(date(&format!("{year:04}"))),
        value: Some(value),
        phrase: None,
        origin: ObservationOrigin::Series,
        source: Some(source.to_owned()),
        ..observation("", ObservationKind::Figure)
    }
}

/// A series on grain.
pub(crate) fn series(id: &str, updated: Option<Day>) -> Series {
    Series {
        id: id.to_owned(),
        path: format!("series/{id}.csv"),
        title: "Grain exports".to_owned(),
        code: Some("GR.EX".to_owned()),
        indicator_id: Some("grain-exports".to_owned()),
        unit: Some("percent-of-gdp".to_owned()),
        producer: "Statistics Office".to_owned(),
        url: "https://example.org/grain".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        accessed: Day::new(2024, 4, 2),
        updated,
        version: None,
        revisions: Vec::new(),
    }
}

/// An event of the timeline.
pub(crate) fn event(when: Option<&str>, title: &str) -> Event {
    Event {
        event_id: title.to_lowercase().replace(' ', "-"),
        date: when.map(date),
        title: title.to_owned(),
        description: String::new(),
        category: None,
        event_type: None,
        actors: Vec::new(),
        origin: EventOrigin::Timeline,
        reference_ids: Vec::new(),
        passage_id: String::new(),
        support: Vec::new(),
        section: String::new(),
        anchor: Anchor { start: 0, end: 0 },
        quote: String::new(),
    }
}

/// A source without a date or address.
pub(crate) fn reference(number: u32, id: &str) -> Reference {
    Reference {
        reference_id: id.to_owned(),
        number,
        kind: ReferenceType::ArticleNewspaper,
        authors: Vec::new(),
        author_printed: String::new(),
        title: Some(format!("Source {number}")),
        container_title: None,
        editors: Vec::new(),
        publisher: None,
        publisher_place: None,
        genre: None,
        document_numbers: Vec::new(),
        volume: None,
        issue: None,
        page: None,
        edition: None,
        doi: None,
        isbn: None,
        issued: None,
        accessed: None,
        url: None,
        unparsed: String::new(),
        n_citations: 0,
        anchor: Anchor { start: 0, end: 0 },
        raw: format!("Source {number}"),
        supplied: Vec::new(),
    }
}

/// What the release says of itself.
pub(crate) fn colophon() -> Colophon {
    Colophon {
        release_id: "release-7".to_owned(),
        input_hash: "abc123".to_owned(),
        tool_version: "chancery 9.9".to_owned(),
    }
}

/// A run of text with `^1` for a citation and stars about what is in italics.
pub(crate) fn text_of(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(run) | Inline::Strong(run) | Inline::Link { text: run, .. } => text.push_str(run),
            Inline::Emphasis(run) => write!(text, "*{run}*").expect("a string takes all"),
            Inline::Citation(number) => write!(text, "^{number}").expect("a string takes all"),
            Inline::Foreign { text: run, .. } => text.push_str(&text_of(std::slice::from_ref(run))),
        }
    }
    text
}

/// The words of blocks, a line each; a table's cells with bars between.
pub(crate) fn texts_of(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } => lines.push(text.clone()),
            Block::Paragraph(body) | Block::Note(body) => lines.push(text_of(body)),
            Block::Callout { heading, body } => lines.push(format!("{heading}: {}", text_of(body))),
            Block::List(items) => lines.extend(items.iter().map(|item| text_of(item))),
            Block::Table(table) => {
                lines.push(table.caption.clone());
                lines.extend(rows_of_table(std::slice::from_ref(block)).iter().map(|row| row.join(" | ")));
            }
            Block::Figure(figure) => lines.push(format!("{}\n{}", text_of(&figure.caption), figure.alternative)),
            Block::References(entries) => {
                lines.extend(entries.iter().map(|entry| format!("{}. {}", entry.number, text_of(&entry.text))));
            }
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The cells of the first table.
pub(crate) fn rows_of_table(blocks: &[Block]) -> Vec<Vec<String>> {
    let table = blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let rows = table.map_or(&[][..], |table| &table.rows);
    rows.iter().map(|row| row.iter().map(|cell| text_of(cell)).collect()).collect()
}

/// Asserts that a picture can be drawn: every place inside it, no two texts on each other.
pub(crate) fn assert_sound(drawing: &Drawing) {
    let inside = |x: f32, y: f32| {
        let holds = (-0.1..=drawing.width + 0.1).contains(&x) && (-0.1..=drawing.height + 0.1).contains(&y);
        assert!(holds, "{x} {y} lies outside {} by {}", drawing.width, drawing.height);
    };
    let mut boxes: Vec<(f32, f32, f32, f32, &str)> = Vec::new();
    for shape in &drawing.shapes {
        match shape {
            Shape::Line { points, .. } => {
                assert!(points.len() > 1, "a line needs two points");
                points.iter().for_each(|point| inside(point.x, point.y));
            }
            Shape::Polygon { points, .. } => {
                assert!(points.len() > 2, "a polygon needs three points");
                points.iter().for_each(|point| inside(point.x, point.y));
            }
            Shape::Disc { centre, .. } => inside(centre.x, centre.y),
            Shape::Text { at, align, face, size, text, .. } => {
                assert!(!text.is_empty(), "an empty text");
                let width = face.width(text, *size);
                let left = match align {
                    Align::Start => at.x,
                    Align::Middle => at.x - width / 2.0,
                    Align::End => at.x - width,
                };
                // From the top of capitals to the bottom of descenders.
                boxes.push((left, at.y - size * 0.7, left + width, at.y + size * 0.2, text));
            }
        }
    }
    for (nth, one) in boxes.iter().enumerate() {
        inside(one.0, one.1);
        inside(one.2, one.3);
        for other in &boxes[nth + 1..] {
            let apart = one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1;
            assert!(apart, "{one:?} lies on {other:?}");
        }
    }
}

/// The texts of a picture, in the order they are painted.
pub(crate) fn labels_of(drawing: &Drawing) -> Vec<&str> {
    let texts = drawing.shapes.iter().filter_map(|shape| match shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        Shape::Line { .. } | Shape::Polygon { .. } | Shape::Disc { .. } => None,
    });
    texts.collect()
}

/// The first picture.
pub(crate) fn drawing_of(blocks: &[Block]) -> &Drawing {
    let figure = blocks.iter().find_map(|block| if let Block::Figure(figure) = block { Some(figure) } else { None });
    &figure.expect("there is a figure").drawing
}

fn date(text: &str) -> Edtf {
    text.parse().expect("a valid date")
}

/// A report under way.
struct Report {
    datasets: Datasets,
}

impl Report {
    fn section(&mut self, heading: &str, level: u8, kind: SectionKind, sentences: &[&str]) {
        let start = self.length();
        if !heading.is_empty() {
            self.passage(heading, heading, PassageKind::Heading);
        }
        for sentence in sentences {
            self.passage(heading, sentence, PassageKind::Sentence);
        }
        let anchor = Anchor { start, end: self.length() };
        self.datasets.sections.push(Section { heading: heading.to_owned(), level, kind, anchor });
    }

    fn passage(&mut self, section: &str, text: &str, kind: PassageKind) {
        let start = self.length();
        let passage_id = format!("p{}", self.datasets.passages.len());
        for (number, from, to) in printed_citations(text) {
            let known = self.datasets.references.iter().find(|reference| reference.number == number);
            self.datasets.citations.push(Citation {
                citation_id: format!("{passage_id}-{number}"),
                number,
                reference_id: known.map(|reference| reference.reference_id.clone()),
                passage_id: passage_id.clone(),
                section: section.to_owned(),
                anchor: Anchor { start: start + from, end: start + to },
                scope: Anchor { start, end: start + from },
                scope_text: String::new(),
            });
        }
        self.datasets.text.push_str(text);
        let anchor = Anchor { start, end: self.length() };
        self.datasets.text.push('\n');
        self.datasets.passages.push(Passage {
            passage_id,
            kind,
            section: section.to_owned(),
            paragraph: None,
            sentence: None,
            anchor,
            text: text.to_owned(),
        });
    }

    fn place_of(&self, sentence: &str) -> ObservationPlace {
        let passage =
            self.datasets.passages.iter().find(|passage| passage.text == sentence).expect("it is in the report");
        ObservationPlace {
            passage_id: passage.passage_id.clone(),
            section: passage.section.clone(),
            anchor: passage.anchor,
            quote: passage.text.clone(),
        }
    }

    fn length(&self) -> usize {
        self.datasets.text.chars().count()
    }
}

/// Numbers cited and their places in code points: the brackets with a lone number, the number alone in a
/// list, the whole of a range.
fn printed_citations(text: &str) -> Vec<(u32, usize, usize)> {
    let letters: Vec<char> = text.chars().collect();
    let number_at = |at: usize| {
        let digits: String = letters[at..].iter().take_while(|letter| letter.is_ascii_digit()).collect();
        digits.parse::<u32>().ok().map(|number| (number, at + digits.len()))
    };
    let mut citations = Vec::new();
    let mut at = 0;
    while let Some(open) = letters[at..].iter().position(|letter| *letter == '[').map(|found| at + found) {
        at = open + 1;
        let Some((first, after)) = number_at(open + 1) else { continue };
        let rest: String = letters[after..].iter().take(4).collect();
        if rest.starts_with("]-[") || rest.starts_with('–') {
            let skip = if rest.starts_with('–') { 1 } else { 3 };
            let (last, end) = number_at(after + skip).expect("a range has an end");
            citations.extend((first..=last).map(|number| (number, open, end + 1)));
            at = end + 1;
        } else if rest.starts_with(']') {
            citations.push((first, open, after + 1));
            at = after + 1;
        } else {
            let mut number = Some((first, after));
            let mut start = open + 1;
            while let Some((cited, end)) = number {
                citations.push((cited, start, end));
                start = end + 2;
                number = number_at(start.min(letters.len()));
                at = end;
            }
        }
    }
    citations
}
