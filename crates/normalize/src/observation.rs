//! Indicators: what the report states in figures, ranks, terms and scenarios, and what portals observed.

mod commitment;
mod figure;
mod period;
mod rank;
mod reading;
mod scenario;
mod series;
mod table;

use chancery_ingest::series::RawSeries;
use chancery_model::diagnostic::Checked;
use chancery_model::observation::{Observation, ObservationOrigin};
use chancery_model::passage::PassageKind;
use chancery_model::reference::Reference;
use chancery_model::section::SectionKind;
use chancery_model::series::Series;

use self::reading::Reading;
pub(crate) use self::series::RULES;
use crate::citation::Numbers;
use crate::document::{Document, Part, Statement};
use crate::lexicon::Lexicon;
use chancery_lexis::slug::{Ids, slug};

/// What the stated observations are read with.
#[derive(Debug)]
pub(crate) struct Source<'d> {
    /// The report.
    pub(crate) document: &'d Document<'d>,
    /// The vocabulary.
    pub(crate) lexicon: &'d Lexicon<'d>,
    /// References by number.
    pub(crate) numbers: &'d Numbers,
    /// The area the report is on; `None` where not said.
    pub(crate) ref_area: Option<&'d str>,
}

/// What the report states, in document order. `references` are the typed literature list, in its order.
pub(crate) fn stated(source: &Source<'_>, references: &[Reference]) -> Vec<Observation> {
    let mut observations = Vec::new();
    let mut entries = references.iter();
    for statement in &source.document.statements {
        match (&statement.part, statement.kind) {
            (Part::Reference(entry), _) => {
                let reference = entries.next().filter(|_| !statement.is_overlong());
                if let (Some(title), Some(reference)) = (entry.title, reference) {
                    let reading = Reading::new(source, statement, title, ObservationOrigin::ReferenceTitle);
                    let figures = figure::figures(&reading).into_iter();
                    let cited = |figure| Observation { reference_ids: vec![reference.reference_id.clone()], ..figure };
                    observations.extend(figures.map(cited));
                }
            }
            _ if statement.is_overlong() || statement.is_drawn() => {}
            (Part::Timeline(item), _) => {
                let body = chancery_ingest::span::Span::new(item.title.start, statement.span.end);
                observations.extend(all_of(source, statement, body, ObservationOrigin::Timeline));
            }
            (Part::Text, PassageKind::Sentence | PassageKind::ListItem) => {
                let span = statement.span;
                observations.extend(all_of(source, statement, span, ObservationOrigin::Prose));
            }
            (Part::Text, _) => {}
        }
    }
    observations.extend(table::values(source));
    observations.extend(scenario::scenarios(source));
    observations
        .sort_by_key(|observation| observation.place.as_ref().map(|place| (place.anchor.start, place.anchor.end)));
    name(&mut observations);
    observations
}

fn all_of(
    source: &Source<'_>,
    statement: &Statement<'_>,
    span: chancery_ingest::span::Span,
    origin: ObservationOrigin,
) -> Vec<Observation> {
    let reading = Reading::new(source, statement, span, origin);
    let mut found = commitment::commitments(&reading);
    found.extend(figure::figures(&reading));
    // What an outlook ranks is what may come.
    if statement.section_kind != SectionKind::Outlook {
        found.extend(rank::ranks(&reading));
    }
    found
}

/// Gives ids: indicator, area and period, or the words where the indicator is not known.
fn name(observations: &mut [Observation]) {
    let mut ids = Ids::default();
    for observation in observations {
        let what = match &observation.indicator_id {
            Some(id) => id.clone(),
            None => slug(observation.phrase.as_deref().unwrap_or_default(), 6),
        };
        let parts = [
            Some(what),
            observation.scenario.clone(),
            observation.ref_area.as_deref().map(str::to_lowercase),
            observation.time_period.map(|period| slug(&period.to_string().replace("..", "to"), 6)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        observation.observation_id = ids.give(&parts.join("-"), "observation");
    }
}

/// What the portals observed, in the order of the dossier's series. `areas` are those the dossier is on; empty
/// takes all; `stated` have their ids.
pub(crate) fn observed(
    series: &[(Series, &RawSeries)],
    areas: &[String],
    stated: &[Observation],
) -> Checked<Vec<Observation>> {
    let mut ids = Ids::taken(stated.iter().map(|observation| observation.observation_id.as_str()));
    let mut observed = Checked { value: Vec::new(), diagnostics: Vec::new() };
    for (series, raw) in series {
        let read = series::observations(series, raw, areas, &mut ids);
        observed.value.extend(read.value);
        observed.diagnostics.extend(read.diagnostics);
    }
    observed
}

#[cfg(test)]
mod tests {
    use chancery_ingest::{report, vocabulary};

    use super::*;

    /// Sentences put together of what has broken readers, in an order that is the same every time.
    #[test]
    fn fragments_in_any_order_never_panic_and_quotes_stand_where_they_say() {
        const FRAGMENTS: &[&str] = &[
            "7-2",
            "12-15",
            "%",
            "per cent",
            "$",
            "US$",
            "€3m",
            "bn",
            "two",
            "a third of",
            "half",
            "and a half",
            "nine in ten",
            "-odd",
            "2/3 of",
            "½",
            "±",
            ">",
            "(",
            ")",
            "[1]",
            "2014",
            "2014-15",
            "on 9 May",
            "9.",
            "the following year",
            "two years later",
            "the year before",
            "Boeing",
            "737",
            "Article",
            "Kenya",
            "Moscow",
            "in",
            "to",
            "of",
            "—",
            "é",
            "１２",
            "’",
            "'",
            "1,2",
            "1.234,5",
            "1 234",
            "|",
            ",",
            ".",
            "km²",
            "-fold",
            "mid-40s",
            "up to",
            "or more",
            "largest",
            "remittances",
            "GDP",
            "lease",
            "until",
            "\u{A0}",
            "\u{202F}",
            "\u{301}",
        ];
        let vocabulary = vocabulary::built_in();
        let lexicon = Lexicon::new(&vocabulary);
        let mut state = 7u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize
        };
        let mut text = "# R\n\n## Trade\n\n".to_owned();
        for _ in 0..4000 {
            for _ in 0..6 {
                text.push_str(FRAGMENTS[next() % FRAGMENTS.len()]);
                text.push_str(if next() % 3 == 0 { "" } else { " " });
            }
            text.push_str("\n\n");
        }
        let report = report::read("report.md", text.as_bytes(), &vocabulary).expect("it is text").value;
        let document = Document::new(&report);
        let numbers = Numbers::new();
        let source = Source { document: &document, lexicon: &lexicon, numbers: &numbers, ref_area: Some("KEN") };
        let found = stated(&source, &[]);
        assert!(found.len() > 100, "{}", found.len());
        for row in found {
            let place = row.place.expect("it stands in the report");
            assert_eq!(document.span(place.anchor).of(&report.text), place.quote);
        }
    }

    #[test]
    fn figures_are_of_what_their_words_count() {
        let vocabulary = vocabulary::built_in();
        let lexicon = Lexicon::new(&vocabulary);
        let cases = [
            ("The strike went on for two days.", Some((2.0, "day"))),
            ("The lake covers three square kilometres.", Some((3.0, "km2"))),
            ("A Kenyan court freed 500 Nepalis.", Some((500.0, "person"))),
            ("The mill cost GHS 40 million.", Some((4e7, "ghs"))),
            ("About a third of the crop was lost.", Some((100.0 / 3.0, "percent"))),
            ("Nine in ten lorries were checked.", Some((90.0, "percent"))),
            ("A 12-km road was laid.", Some((12.0, "km"))),
            ("The bank swapped three dollar loans.", None),
            ("They flew a Boeing 737 aircraft.", None),
            ("It lasted a quarter of a century.", None),
            ("One in a hundred years is dry.", None),
            ("Article 5 states so.", None),
            ("The motion passed 7-2.", None),
            ("They met at the G20, in room 12.", None),
        ];
        let text = cases.iter().fold("# R\n\n## Life\n".to_owned(), |text, (case, _)| text + "\n" + case + "\n");
        let report = report::read("report.md", text.as_bytes(), &vocabulary).expect("it is text").value;
        let document = Document::new(&report);
        let numbers = Numbers::new();
        let source = Source { document: &document, lexicon: &lexicon, numbers: &numbers, ref_area: None };
        let found = stated(&source, &[]);
        for (case, expected) in cases {
            let at = report.text.find(case).expect("the case is in the text");
            let within = |row: &&Observation| {
                row.place
                    .as_ref()
                    .is_some_and(|place| (at..at + case.len()).contains(&document.span(place.anchor).start))
            };
            let rows: Vec<_> = found.iter().filter(within).map(|row| (row.value, row.unit.as_deref())).collect();
            let expected: Vec<_> = expected.into_iter().map(|(value, unit)| (Some(value), Some(unit))).collect();
            assert_eq!(rows, expected, "{case}");
        }
    }
}
