//! The colophon: which release this is, what made it, and whose series it uses.

use chancery_model::series::Series;

use super::evidence::vintage_words;
use super::label::Label;
use super::reading::{Reading, plain};
use super::{Block, Inline};

/// What a release says of its own making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colophon {
    /// Id of the release.
    pub release_id: String,
    /// Hash over all inputs.
    pub input_hash: String,
    /// Program and version that made it.
    pub tool_version: String,
}

/// Digits of the inputs' hash that are printed.
const HASH_DIGITS: usize = 12;

/// The small print.
pub(crate) fn blocks(reading: &Reading<'_>, colophon: &Colophon) -> Vec<Block> {
    // The whole hash stands in the manifest; its first digits tell inputs apart.
    let inputs = colophon.input_hash.get(..HASH_DIGITS).unwrap_or(&colophon.input_hash);
    let making = reading.wording.fill(
        Label::MadeBy,
        &[("version", &colophon.tool_version), ("release", &colophon.release_id), ("inputs", inputs)],
    );
    let licence = reading.datasets.dossier.licence.as_deref().filter(|licence| !licence.is_empty());
    let licensed = licence.map(|licence| reading.wording.fill(Label::Licensed, &[("licence", licence)]));
    let words: Vec<String> = [Some(making), Some(reading.wording.text(Label::OneSource).to_owned()), licensed]
        .into_iter()
        .flatten()
        .collect();
    let mut blocks = vec![reading.heading(Label::About), Block::Note(plain(words.join(" ")))];
    blocks.extend(reading.datasets.series.iter().map(|series| Block::Note(attribution(reading, series))));
    blocks
}

/// Producer, title (code), vintage, licence, address, day of access.
pub(crate) fn attribution(reading: &Reading<'_>, series: &Series) -> Vec<Inline> {
    let wording = &reading.wording;
    let title = if series.title.trim().is_empty() { &series.id } else { &series.title };
    let code = series.code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
    let stated = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let named =
        [stated(&series.producer), Some(format!("{title}{code}")), Some(vintage_words(wording, series.updated))];
    let licence = stated(&series.licence).map(|licence| wording.fill(Label::UnderLicence, &[("licence", &licence)]));
    let words = named.into_iter().flatten().chain(licence).collect::<Vec<_>>().join(", ");
    let mut inlines = vec![Inline::Text(words)];
    if let Some(url) = stated(&series.url) {
        inlines.push(Inline::Text(", ".to_owned()));
        inlines.push(Inline::Link { text: url.clone(), url });
    }
    let accessed = series.accessed.map(|day| wording.fill(Label::Accessed, &[("day", &wording.day(day))]));
    inlines.push(Inline::Text(accessed.map_or_else(|| ".".to_owned(), |accessed| format!(" {accessed}."))));
    inlines
}

/// Producer, code, vintage and licence, the producer's name leading to the address: beside a chart, which has the
/// title already.
pub(crate) fn credit(reading: &Reading<'_>, series: &Series) -> Vec<Inline> {
    let wording = &reading.wording;
    let stated = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let producer = stated(&series.producer).or_else(|| stated(&series.title)).unwrap_or_else(|| series.id.clone());
    let code = series.code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
    let licence = stated(&series.licence).map(|licence| wording.fill(Label::UnderLicence, &[("licence", &licence)]));
    let named: Vec<String> = [Some(vintage_words(wording, series.updated)), licence].into_iter().flatten().collect();
    let producer = match stated(&series.url) {
        Some(url) => Inline::Link { text: producer, url },
        None => Inline::Text(producer),
    };
    vec![producer, Inline::Text(format!("{code}, {}.", named.join(", ")))]
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, text_of, texts_of};
    use super::*;

    #[test]
    fn the_release_and_its_series_are_named() {
        let datasets = specimen::datasets();
        let text = texts_of(&blocks(&specimen::reading(&datasets), &specimen::colophon()));
        for part in ["release-7", "abc123", "chancery 9.9", "CC-BY-4.0"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(
            text.contains(
                "Statistics Office, Grain exports (GR.EX), updated on 1 April 2024, licence CC-BY-4.0, \
                 https://example.org/grain accessed 2 April 2024."
            ),
            "{text}"
        );
    }

    #[test]
    fn a_series_of_which_nothing_is_known_is_named_by_its_id() {
        let mut datasets = specimen::datasets();
        let series = Series {
            title: String::new(),
            code: None,
            producer: " ".to_owned(),
            url: String::new(),
            licence: String::new(),
            accessed: None,
            updated: None,
            version: None,
            revisions: Vec::new(),
            ..datasets.series.remove(0)
        };
        assert_eq!(
            text_of(&attribution(&specimen::reading(&specimen::empty()), &series)),
            format!("grain-2022, {}.", specimen::label(Label::NoVintage))
        );
    }
}
