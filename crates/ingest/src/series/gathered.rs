//! What the readers put together: series by code, areas by code or name, and the pages of a paged answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Diagnostic, Place, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::repeated::without_repetitions;
use super::{RawObservation, RawSeries, ReadOptions, SeriesError};
use crate::place::{listed, shown};
use crate::vocabulary::Vocabulary;

pub(super) const MISSING_PAGE: Rule = Rule {
    id: "missing-page",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a page of a portal’s answer that is not there",
    explanation: Explanation {
        asks: "are all pages there that the portal says its answer has?",
        why: "years or areas on the page are missing without a trace in the tables.",
        mend: "ask for every page, or for one with per_page above the total; name further files under parts.",
        fires: "[{\"page\": 1, \"pages\": 2}, […]]",
        silent: "[{\"page\": 1, \"pages\": 1}, […]]",
    },
};

pub(super) const MISSING_ROWS: Rule = Rule {
    id: "missing-rows",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "fewer observations in a portal’s answer than it says it has",
    explanation: Explanation {
        asks: "are there as many observations as the portal’s total?",
        why: "the file was cut or edited, and what is gone does not show in the tables.",
        mend: "download the file again.",
        fires: "a total of 64 above 63 observations",
        silent: "a total of 64 above 64 observations",
    },
};

pub(super) const MIXED_VINTAGES: Rule = Rule {
    id: "mixed-vintages",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "parts of one answer from different days",
    explanation: Explanation {
        asks: "do all parts of a portal’s answer state one day of update?",
        why: "a portal may have revised values between the days, and the parts do not fit together.",
        mend: "ask the portal for all parts again on one day.",
        fires: "page 1 updated 2024-03-28, page 2 updated 2024-04-28",
        silent: "both pages updated 2024-03-28",
    },
};

pub(super) const EMPTY_SERIES: Rule = Rule {
    id: "empty-series",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a file of the right layout without observations",
    explanation: Explanation {
        asks: "does the file hold observations?",
        why: "a chart or a comparison that counts on it has nothing to show.",
        mend: "download the file again, or take its entry out of dossier.toml.",
        fires: "Entity,Code,Year,Grain",
        silent: "Entity,Code,Year,Grain\nRuritania,RUT,2020,7",
    },
};

pub(super) const OTHER_AREAS: Rule = Rule {
    id: "series-of-other-areas",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a series without an observation of the dossier’s areas",
    explanation: Explanation {
        asks: "is there an observation of an area that the dossier is on?",
        why: "the series is in the dossier and bears nothing out.",
        mend: "areas are known by ISO 3166-1 alpha-3 codes: map the column that has them, or take a file of these areas.",
        fires: "geo,time,grain\nXX,2020,7",
        silent: "geo,time,grain\nRUT,2020,7",
    },
};

pub(super) const UNKNOWN_AREA: Rule = Rule {
    id: "unknown-area",
    group: Group::Inputs,
    severity: Severity::Info,
    exception: None,
    summary: "names of areas that the vocabulary does not know",
    explanation: Explanation {
        asks: "does the vocabulary have a code for each area that the file names?",
        why: "an area without a code is not found under its code.",
        mend: "add the name to area-names.csv of the vocabulary.",
        fires: "a matrix with a column headed Ruritania (South)",
        silent: "a matrix with a column headed Ruritania",
    },
};

/// Series that one entry may hold: no portal's table has more indicators.
const MAX_SERIES: usize = 4096;
/// Codes and areas that a message lists.
const MOST_LISTED: usize = 12;

/// What has been read of the files of one entry.
pub(super) struct Gathered<'o> {
    pub(super) options: ReadOptions<'o>,
    /// Pages seen, for portals that give their answers page by page.
    pub(super) pages: Pages,
    /// Whether the readers themselves saw to it that no place is given twice.
    pub(super) is_distinct: bool,
    names: Option<BTreeMap<String, &'o str>>,
    series: Vec<RawSeries>,
    by_code: BTreeMap<String, usize>,
    latest: Option<usize>,
    /// First codes that were not wanted.
    other_codes: Vec<String>,
    /// First areas that were not wanted.
    other_areas: Vec<String>,
    /// Names of areas that have no code in the vocabulary.
    unnamed: BTreeSet<String>,
    /// Days of update that the files say.
    vintages: BTreeSet<Day>,
}

/// The pages of an answer.
#[derive(Default)]
pub(super) struct Pages {
    /// How many the portal says there are; 0 where it has none.
    pub(super) expected: u32,
    /// Numbers of those found.
    pub(super) found: BTreeSet<u32>,
    /// Rows the portal says there are.
    pub(super) rows_expected: u64,
    /// Rows found, of any area.
    pub(super) rows_found: u64,
}

impl<'o> Gathered<'o> {
    pub(super) fn new(options: ReadOptions<'o>) -> Self {
        Self {
            options,
            pages: Pages::default(),
            is_distinct: false,
            names: None,
            series: Vec::new(),
            by_code: BTreeMap::new(),
            latest: None,
            other_codes: Vec::new(),
            other_areas: Vec::new(),
            unnamed: BTreeSet::new(),
            vintages: BTreeSet::new(),
        }
    }

    /// The place of the series with a code (empty where files have none), which is begun where there is none yet.
    /// `None` where the entry is of another one.
    pub(super) fn series(&mut self, code: &str, name: impl FnOnce() -> String) -> Option<usize> {
        let has_code = |series: &RawSeries| series.code.as_deref().unwrap_or_default() == code;
        if let Some(latest) = self.latest.filter(|latest| has_code(&self.series[*latest])) {
            return Some(latest);
        }
        if self.options.code.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(code)) {
            if self.other_codes.len() < MOST_LISTED && !self.other_codes.iter().any(|other| other == code) {
                self.other_codes.push(code.to_owned());
            }
            return None;
        }
        let found = match self.by_code.get(code) {
            Some(found) => *found,
            None if self.series.len() == MAX_SERIES => return None,
            None => {
                let code = Some(code.to_owned()).filter(|code| !code.is_empty());
                self.by_code.insert(code.clone().unwrap_or_default(), self.series.len());
                self.series.push(RawSeries { code, name: name(), ..RawSeries::default() });
                self.series.len() - 1
            }
        };
        self.latest = Some(found);
        Some(found)
    }

    /// Adds an observation to the series at a place that [`Self::series`] gave.
    pub(super) fn push(&mut self, series: usize, observation: RawObservation) {
        self.series[series].observations.push(observation);
    }

    /// Makes room for observations, so that a long series is not moved time and again.
    pub(super) fn reserve(&mut self, series: usize, more: usize) {
        self.series[series].observations.reserve(more);
    }

    /// Takes the vintage of every series: the later one where parts of a file say different days.
    pub(super) fn updated(&mut self, updated: Option<Day>) {
        self.vintages.extend(updated);
        for series in &mut self.series {
            series.updated = series.updated.max(updated);
        }
    }

    /// Takes the portal's word for the edition.
    pub(super) fn version(&mut self, version: &str) {
        for series in self.series.iter_mut().filter(|_| !version.is_empty()) {
            series.version.get_or_insert_with(|| version.to_owned());
        }
    }

    /// Whether the observations of an area are wanted.
    pub(super) fn wants(&mut self, area: &[u8]) -> bool {
        let Some(areas) = self.options.areas else { return true };
        let wanted = areas.iter().any(|wanted| wanted.as_bytes().eq_ignore_ascii_case(area));
        if !wanted && self.other_areas.len() < MOST_LISTED {
            let area = String::from_utf8_lossy(area).into_owned();
            if !area.is_empty() && !self.other_areas.contains(&area) {
                self.other_areas.push(area);
            }
        }
        wanted
    }

    /// Whether the values towards an area on the other side are wanted: those between the areas wanted, those with
    /// the world, and all where one area alone is wanted.
    pub(super) fn wants_counterpart(&self, area: &str) -> bool {
        self.options.areas.is_none_or(|areas| {
            areas.len() == 1 || area == "WLD" || areas.iter().any(|wanted| wanted.eq_ignore_ascii_case(area))
        })
    }

    /// The code of an area that a file names by code or by name; the name itself where the vocabulary has no code.
    pub(super) fn area(&mut self, printed: &[u8]) -> Arc<str> {
        let printed = String::from_utf8_lossy(printed.trim_ascii());
        let vocabulary = self.options.vocabulary;
        let names = self.names.get_or_insert_with(|| vocabulary.map(area_names).unwrap_or_default());
        if let Some(code) = names.get(folded(&printed).as_str()) {
            return Arc::from(*code);
        }
        if is_code(&printed) {
            return Arc::from(printed.to_ascii_uppercase());
        }
        // Groups have codes of their own; a name is told by its small letters.
        if vocabulary.is_some()
            && self.unnamed.len() < MOST_LISTED
            && printed.contains(|letter: char| letter.is_lowercase())
        {
            self.unnamed.insert(printed.clone().into_owned());
        }
        Arc::from(printed.as_ref())
    }

    /// The series, and what there is to say of them as a whole.
    ///
    /// # Errors
    /// Where none has the code that the entry asks for.
    pub(super) fn finish(
        mut self,
        file: &str,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Result<Checked<Vec<RawSeries>>, SeriesError> {
        if let (Some(code), true) = (self.options.code, self.series.is_empty())
            && !self.other_codes.is_empty()
        {
            return Err(SeriesError::NoSuchCode { expected: code.to_owned(), found: self.other_codes });
        }
        let mut say = |rule: &'static Rule, message: String, help: &str| {
            let place = Place::File { file: file.to_owned(), line: None, column: None };
            diagnostics.push(rule.at(place, message).help(help));
        };
        if let Some(message) = self.pages.missing() {
            say(
                &MISSING_PAGE,
                message,
                "ask the portal for every page, or for one with `per_page` above the total; name further files under `parts`",
            );
        }
        if let Some(message) = self.pages.short() {
            say(&MISSING_ROWS, message, "download the file again");
        }
        if let (Some(first), Some(last)) = (self.vintages.first(), self.vintages.last())
            && first != last
        {
            let message = format!("expected one vintage in all parts, found {first} and {last}");
            say(&MIXED_VINTAGES, message, "ask the portal for all parts again on one day");
        }
        if self.series.is_empty() && self.other_areas.is_empty() {
            let message = "expected observations, found none".to_owned();
            say(&EMPTY_SERIES, message, "download the file again");
        }
        let is_empty = self.series.iter().all(|series| series.observations.is_empty());
        if is_empty && !self.other_areas.is_empty() {
            let wanted: Vec<&str> = self.options.areas.into_iter().flatten().map(String::as_str).collect();
            let found: Vec<&str> = self.other_areas.iter().map(String::as_str).collect();
            let message =
                format!("expected observations of {}, found those of {}", listed(&wanted), shown(&found.join(", ")));
            say(
                &OTHER_AREAS,
                message,
                "areas are known by ISO 3166-1 alpha-3 codes; map another column, or take a file of these areas",
            );
        }
        if !self.unnamed.is_empty() {
            let names = self.unnamed.iter().cloned().collect::<Vec<_>>().join("; ");
            let message = format!("expected names of areas that the vocabulary knows, found {names}");
            say(
                &UNKNOWN_AREA,
                message,
                "these keep their names for codes; add them to `area-names.csv` of the vocabulary",
            );
        }
        if !self.is_distinct {
            for series in &mut self.series {
                diagnostics.extend(without_repetitions(file, series));
            }
        }
        Ok(Checked { value: self.series, diagnostics })
    }
}

impl Pages {
    fn missing(&self) -> Option<String> {
        let missing: Vec<u32> =
            (1..=self.expected).filter(|page| !self.found.contains(page)).take(MOST_LISTED).collect();
        let list =
            |pages: &mut dyn Iterator<Item = u32>| pages.map(|page| page.to_string()).collect::<Vec<_>>().join(", ");
        let found = list(&mut self.found.iter().copied().take(MOST_LISTED));
        (!missing.is_empty()).then(|| {
            format!("expected pages 1 to {}, found {found}: missing {}", self.expected, list(&mut missing.into_iter()))
        })
    }

    fn short(&self) -> Option<String> {
        let is_whole = self.expected > 0 && self.missing().is_none();
        (is_whole && self.rows_found != self.rows_expected)
            .then(|| format!("expected {} rows in all, found {}", self.rows_expected, self.rows_found))
    }
}

/// Whether a text is an alpha-3 code in letters of any case.
fn is_code(printed: &str) -> bool {
    printed.len() == 3 && printed.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Names and aliases of areas, folded, with their codes. A portal's own name counts before an alias.
fn area_names(vocabulary: &Vocabulary) -> BTreeMap<String, &str> {
    let mut names = BTreeMap::new();
    for actor in vocabulary.actors.iter().filter(|actor| actor.is_state) {
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            names.insert(folded(name), actor.code.as_str());
        }
    }
    names.extend(vocabulary.area_names.iter().map(|area| (folded(&area.name), area.code.as_str())));
    names
}

/// A name without what differs between spellings of it.
fn folded(name: &str) -> String {
    name.trim().replace('\u{2019}', "'").to_lowercase()
}
