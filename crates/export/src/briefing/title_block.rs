//! The title block and the document's properties.

use std::collections::BTreeSet;

use chancery_model::observation::ObservationOrigin;
use chancery_model::section::SectionKind;

use super::Briefing;
use super::date_words::date_words;
use super::labels::{self, counted, fill};
use super::palette;
use super::reading::{Reading, shortened};
use crate::drawing::Colour;

/// Longest running head, in characters: one line beside the page number.
const RUNNING_HEAD: usize = 80;

/// The briefing's title, facts and properties, without a body.
pub(crate) fn front(reading: &Reading<'_>) -> Briefing {
    let dossier = &reading.datasets.dossier;
    let title = if dossier.title.trim().is_empty() { labels::UNTITLED.to_owned() } else { dossier.title.clone() };
    let edition = dossier.edition.map(date_words);
    Briefing {
        running_head: running_head(&title, edition.as_deref()),
        description: fill(labels::DESCRIPTION, &[&shortened(&title, 200), &counts(reading)]),
        keywords: keywords(reading),
        date: dossier.edition.and_then(|edition| edition.earliest().or(edition.latest())),
        page_size: dossier.briefing.page_size,
        accent: dossier.briefing.accent.map_or(palette::BLUE, Colour::rgb),
        logo: None,
        facts: facts(reading, edition),
        title,
        subtitle: dossier.subtitle.clone(),
        language: if dossier.language.is_empty() { "en".to_owned() } else { dossier.language.clone() },
        authors: dossier.authors.clone(),
        blocks: Vec::new(),
    }
}

fn facts(reading: &Reading<'_>, edition: Option<String>) -> Vec<(String, String)> {
    let dossier = &reading.datasets.dossier;
    let name = |code: &str| match reading.datasets.actor_names.get(code) {
        Some(name) => format!("{name} ({code})"),
        None => code.to_owned(),
    };
    let all = [
        (labels::FACT_EDITION, edition.unwrap_or_default()),
        (labels::FACT_AREA, dossier.ref_area.as_deref().map_or_else(String::new, name)),
        (
            labels::FACT_COUNTERPARTS,
            dossier.counterpart_areas.iter().map(|code| name(code)).collect::<Vec<_>>().join(", "),
        ),
        (labels::FACT_AUTHORS, dossier.authors.join(", ")),
        (labels::FACT_LICENCE, dossier.licence.clone().unwrap_or_default()),
        (labels::FACT_CONTENTS, counts(reading)),
    ];
    let stated = all.into_iter().filter(|(_, value)| !value.trim().is_empty());
    stated.map(|(label, value)| (label.to_owned(), value)).collect()
}

/// How many records of each kind there are.
fn counts(reading: &Reading<'_>) -> String {
    let datasets = reading.datasets;
    let from_series = datasets.observations.iter().filter(|row| row.origin == ObservationOrigin::Series).count();
    [
        counted(datasets.events.len(), labels::EVENT),
        counted(datasets.observations.len() - from_series, labels::STATEMENT),
        counted(datasets.series.len(), labels::SERIES),
        counted(datasets.references.len(), labels::SOURCE),
        counted(datasets.citations.len(), labels::CITATION),
    ]
    .join(", ")
}

fn running_head(title: &str, edition: Option<&str>) -> String {
    let title = shortened(title, RUNNING_HEAD);
    edition.map_or_else(|| title.clone(), |edition| format!("{title} · {edition}"))
}

/// Areas, then themes, then the indicators of the series, each once.
fn keywords(reading: &Reading<'_>) -> Vec<String> {
    let datasets = reading.datasets;
    let themes = datasets.sections.iter().filter(|section| section.level <= 1 && section.kind == SectionKind::Body);
    let areas = datasets.dossier.ref_area.iter().chain(&datasets.dossier.counterpart_areas).map(String::as_str);
    let words = areas
        .chain(themes.map(|section| section.heading.as_str()))
        .chain(datasets.series.iter().map(|series| series.title.as_str()));
    let mut seen = BTreeSet::new();
    words.map(str::trim).filter(|word| !word.is_empty() && seen.insert(*word)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use chancery_model::dossier::Dossier;

    use super::super::specimen;
    use super::*;

    #[test]
    fn facts_are_the_dossiers_and_the_counts_the_tables() {
        let datasets = specimen::datasets();
        let front = front(&Reading::new(&datasets));
        let fact = |label: &str| front.facts.iter().find(|(name, _)| name == label).map(|(_, value)| value.as_str());
        assert_eq!(front.title, "Lowland and Highland");
        assert_eq!(fact(labels::FACT_EDITION), Some("3 May 2024"));
        assert_eq!(fact(labels::FACT_AREA), Some("LOW"));
        assert_eq!(fact(labels::FACT_COUNTERPARTS), Some("HIG"));
        assert_eq!(fact(labels::FACT_CONTENTS), Some("4 events, 8 statements, 2 series, 3 sources, 4 citations"));
        assert_eq!(front.running_head, "Lowland and Highland · 3 May 2024");
        assert_eq!(front.date.map(|day| day.to_string()).as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn what_is_not_said_is_left_out() {
        let mut datasets = specimen::empty();
        datasets.dossier = Dossier { title: "  ".to_owned(), language: String::new(), ..datasets.dossier };
        let front = front(&Reading::new(&datasets));
        assert_eq!(front.title, labels::UNTITLED);
        assert_eq!(front.language, "en");
        assert_eq!(front.facts.len(), 1, "{:?}", front.facts);
        assert_eq!(front.date, None);
    }
}
