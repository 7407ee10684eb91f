//! The title block and the document's properties.

use std::collections::BTreeSet;

use chancery_model::observation::ObservationOrigin;
use chancery_model::section::SectionKind;

use super::label::Label;
use super::palette;
use super::reading::{Reading, shortened};
use super::{Briefing, Furniture};
use crate::drawing::Colour;

/// Longest running head, in characters: one line beside the page number.
const RUNNING_HEAD: usize = 80;

/// The briefing's title, facts and properties, without a body.
pub(crate) fn front(reading: &Reading<'_>) -> Briefing {
    let dossier = &reading.datasets.dossier;
    let (title, title_language) = if dossier.title.trim().is_empty() {
        (reading.wording.text(Label::Untitled).to_owned(), String::new())
    } else {
        (dossier.title.clone(), reading.report_language())
    };
    let edition = dossier.edition.map(|edition| reading.wording.date(edition));
    Briefing {
        running_head: running_head(&title, edition.as_deref()),
        description: reading
            .wording
            .fill(Label::Description, &[("title", &shortened(&title, 200)), ("contents", &counts(reading))]),
        keywords: keywords(reading),
        date: dossier.edition.and_then(|edition| edition.earliest().or(edition.latest())),
        page_size: dossier.briefing.page_size,
        accent: dossier.briefing.accent.map_or(palette::BLUE, Colour::rgb),
        logo: None,
        facts: facts(reading, edition),
        title,
        subtitle: dossier.subtitle.clone(),
        language: reading.wording.language().to_owned(),
        title_language,
        furniture: Furniture {
            page: reading.wording.text(Label::Page).to_owned(),
            figure: reading.wording.text(Label::Figure).to_owned(),
            table: reading.wording.text(Label::Table).to_owned(),
            source: reading.wording.text(Label::LinkToSource).to_owned(),
            back: reading.wording.text(Label::LinkBack).to_owned(),
        },
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
        (reading.wording.text(Label::FactEdition), edition.unwrap_or_default()),
        (reading.wording.text(Label::FactArea), dossier.ref_area.as_deref().map_or_else(String::new, name)),
        (
            reading.wording.text(Label::FactCounterparts),
            dossier.counterpart_areas.iter().map(|code| name(code)).collect::<Vec<_>>().join(", "),
        ),
        (reading.wording.text(Label::FactAuthors), dossier.authors.join(", ")),
        (reading.wording.text(Label::FactLicence), dossier.licence.clone().unwrap_or_default()),
        (reading.wording.text(Label::FactContents), counts(reading)),
    ];
    let stated = all.into_iter().filter(|(_, value)| !value.trim().is_empty());
    stated.map(|(label, value)| (label.to_owned(), value)).collect()
}

/// How many records of each kind there are.
fn counts(reading: &Reading<'_>) -> String {
    let datasets = reading.datasets;
    let from_series = datasets.observations.iter().filter(|row| row.origin == ObservationOrigin::Series).count();
    [
        reading.wording.counted(Label::Event, datasets.events.len()),
        reading.wording.counted(Label::Statement, datasets.observations.len() - from_series),
        reading.wording.counted(Label::Series, datasets.series.len()),
        reading.wording.counted(Label::Source, datasets.references.len()),
        reading.wording.counted(Label::Citation, datasets.citations.len()),
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
        let front = front(&specimen::reading(&datasets));
        let fact = |label: &str| front.facts.iter().find(|(name, _)| name == label).map(|(_, value)| value.as_str());
        assert_eq!(front.title, "Lowland and Highland");
        assert_eq!(fact(specimen::label(Label::FactEdition)), Some("3 May 2024"));
        assert_eq!(fact(specimen::label(Label::FactArea)), Some("LOW"));
        assert_eq!(fact(specimen::label(Label::FactCounterparts)), Some("HIG"));
        assert_eq!(
            fact(specimen::label(Label::FactContents)),
            Some("4 events, 8 statements, 2 series, 3 sources, 4 citations")
        );
        assert_eq!(front.running_head, "Lowland and Highland · 3 May 2024");
        assert_eq!(front.date.map(|day| day.to_string()).as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn what_is_not_said_is_left_out() {
        let mut datasets = specimen::empty();
        datasets.dossier = Dossier { title: "  ".to_owned(), language: String::new(), ..datasets.dossier };
        let front = front(&specimen::reading(&datasets));
        assert_eq!(front.title, specimen::label(Label::Untitled));
        assert_eq!(front.language, "en");
        assert_eq!(front.facts.len(), 1, "{:?}", front.facts);
        assert_eq!(front.date, None);
    }
}
