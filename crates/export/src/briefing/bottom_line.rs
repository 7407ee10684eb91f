//! The bottom line: what the report holds most likely.

use chancery_model::observation::Observation;
use chancery_model::passage::Passage;
use chancery_model::section::SectionKind;

use super::label::Label;
use super::reading::{Reading, plain};
use super::scenarios::{LIKELIHOOD, rows_of};
use super::{Block, Inline};

/// The judgement of the likeliest scenario; without one, the outlook's last sentence; without an outlook,
/// the report's first. Nothing for a report without a sentence.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    if let Some(judgement) = likeliest(reading) {
        let body = judgement_words(reading, judgement);
        if !body.is_empty() {
            return vec![callout(reading, body), Block::Note(basis(reading, judgement))];
        }
    }
    let (sentence, source) = match last_of_outlook(reading) {
        Some(sentence) => (Some(sentence), reading.wording.text(Label::FromOutlook)),
        None => (first_of_report(reading), reading.wording.text(Label::FromFirstSentence)),
    };
    sentence.map_or_else(Vec::new, |sentence| {
        vec![callout(reading, reading.cited_passage(sentence)), Block::Note(plain(source))]
    })
}

fn callout(reading: &Reading<'_>, body: Vec<Inline>) -> Block {
    Block::Callout { heading: reading.wording.text(Label::BottomLine).to_owned(), body }
}

/// The likelihood row of the highest rank; the first of equals.
fn likeliest<'a>(reading: &Reading<'a>) -> Option<&'a Observation> {
    let ranked = rows_of(reading, LIKELIHOOD).filter_map(|row| Some((row.value.filter(|v| v.is_finite())?, row)));
    ranked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, row)| row)
}

/// The sentence that judges: the passage, or what is quoted of it.
fn judgement_words(reading: &Reading<'_>, judgement: &Observation) -> Vec<Inline> {
    let Some(place) = &judgement.place else {
        return judgement
            .phrase
            .as_deref()
            .filter(|phrase| !phrase.is_empty())
            .map_or_else(Vec::new, |phrase| reading.quote(phrase));
    };
    match reading.passage(&place.passage_id) {
        Some(passage) => reading.cited_passage(passage),
        None => reading.cited(&place.quote, place.anchor.start),
    }
}

/// Whose judgement it is, how likely it is held to be and how far it looks ahead.
fn basis(reading: &Reading<'_>, judgement: &Observation) -> Vec<Inline> {
    let label = judgement.scenario.as_deref().unwrap_or_default();
    let phrase = judgement.phrase.as_deref().unwrap_or_default();
    let mut basis =
        reading.filled(Label::FromScenario, |place| reading.quote(if place == "scenario" { label } else { phrase }));
    let horizon = reading.wording.period(judgement.time_period, judgement.comparator);
    if !horizon.is_empty() {
        let horizon = reading.wording.fill(Label::HorizonIs, &[("period", &horizon)]);
        basis.push(Inline::Text(format!(" {horizon}")));
    }
    basis
}

fn last_of_outlook<'a>(reading: &Reading<'a>) -> Option<&'a Passage> {
    let outlook = reading.datasets.sections.iter().filter(|section| section.kind == SectionKind::Outlook);
    outlook.rev().find_map(|section| reading.statements(section).next_back())
}

fn first_of_report<'a>(reading: &Reading<'a>) -> Option<&'a Passage> {
    reading.datasets.sections.iter().find_map(|section| reading.statements(section).next())
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, text_of, texts_of};
    use super::*;

    fn body(datasets: &chancery_model::datasets::Datasets) -> String {
        match blocks(&specimen::reading(datasets)).first() {
            Some(Block::Callout { body, .. }) => text_of(body),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_likeliest_scenarios_sentence_is_the_bottom_line() {
        let datasets = specimen::datasets();
        assert_eq!(body(&datasets), "Drift is most probable^2.");
        let note = texts_of(&blocks(&specimen::reading(&datasets))[1..]);
        assert!(note.contains("“most probable”") && note.contains("until 2030"), "{note}");
    }

    #[test]
    fn without_a_ranked_judgement_the_outlook_closes() {
        let mut datasets = specimen::datasets();
        datasets.observations.iter_mut().for_each(|row| row.value = None);
        assert_eq!(body(&datasets), "Much hangs on the harvest.");
    }

    #[test]
    fn without_an_outlook_the_report_opens() {
        let mut datasets = specimen::datasets();
        datasets.observations.clear();
        datasets.sections.retain(|section| section.kind != SectionKind::Outlook);
        assert_eq!(body(&datasets), "The two states share a river^1.");
    }

    #[test]
    fn a_report_without_sentences_has_no_bottom_line() {
        assert!(blocks(&specimen::reading(&specimen::empty())).is_empty());
    }

    #[test]
    fn a_judgement_whose_place_is_lost_is_quoted() {
        let mut datasets = specimen::datasets();
        datasets.passages.clear();
        assert_eq!(body(&datasets), "Drift is most probable^2.");
        datasets.observations.iter_mut().for_each(|row| row.place = None);
        assert_eq!(body(&datasets), "most probable");
    }
}
