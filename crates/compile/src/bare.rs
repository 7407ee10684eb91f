//! What a manifest would say of a bare report.

use chancery_ingest::report::RawReport;
use chancery_model::dossier::{BriefingOptions, Dossier};
use chancery_model::section::SectionKind;

/// The dossier of a report without a manifest: its id from the file's name, its title from the report or else from
/// that name too; no areas, no date, English.
pub(crate) fn dossier(path: &str, report: &RawReport) -> Dossier {
    // A report's first heading is its title only where it heads no part that every report has.
    let first = report.sections.iter().find(|section| !section.heading.is_empty());
    let heading = first.filter(|section| section.kind == SectionKind::Body).map(|section| section.heading);
    let title = report.title.or(heading).map(|span| span.of(&report.text).trim().to_owned());
    Dossier {
        id: id(path),
        title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| words_of(stem(path))),
        subtitle: String::new(),
        edition: None,
        ref_area: None,
        counterpart_areas: Vec::new(),
        language: "en".to_owned(),
        licence: None,
        authors: Vec::new(),
        briefing: BriefingOptions::default(),
    }
}

/// Id of a report without a manifest, from its file's name.
pub(crate) fn id(path: &str) -> String {
    id_of(stem(path))
}

/// A file's name without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// A file's name as a title: spaces for hyphens and underscores, a capital at the start.
fn words_of(name: &str) -> String {
    let words = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An id from a file's name: its letters and digits in lower case, a hyphen for the rest; `report` where
/// nothing is left.
fn id_of(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if id.is_empty() { "report".to_owned() } else { id }
}

#[cfg(test)]
mod tests {
    use chancery_ingest::{report, vocabulary};

    use super::*;

    #[test]
    fn a_bare_report_is_titled_by_itself_or_by_its_file() {
        let cases = [
            ("north-south.md", "# North and South\n\n## Introduction\n\nTrade grew.\n", "North and South"),
            ("north-south.txt", "Introduction\n\nTrade grew over the years.\n\nConclusion\n\nIt did.\n", "North south"),
            ("north_south.md", "## Introduction\n\nTrade grew.\n", "North south"),
        ];
        for (path, text, expected) in cases {
            let report = report::read(path, text.as_bytes(), &vocabulary::built_in()).expect(path).value;
            assert_eq!(dossier(path, &report).title, expected, "{path}");
        }
        assert_eq!(words_of("--"), "");
    }

    #[test]
    fn a_file_name_gives_an_id() {
        let cases = [
            ("energy-trade.md", "energy-trade"),
            ("Country Report (final) 2.docx", "country-report-final-2"),
            ("v1.2-final.txt", "v1-2-final"),
            ("--", "report"),
            ("", "report"),
            ("..", "report"),
            ("отчёт.md", "report"),
            ("../../etc", "etc"),
        ];
        for (path, expected) in cases {
            assert_eq!(id(path), expected, "{path:?}");
        }
    }
}
