//! `dossier.toml`: what a dossier says of itself.
//!
//! ```toml
//! id = "ruritania-graustark"        # lower-case letters, digits, hyphens: the release's folder
//! title = "Ruritania and Graustark"
//! subtitle = "Neighbours at odds"
//! edition = "2025-03"               # EDTF
//! ref_area = "RUT"                  # ISO 3166-1 alpha-3
//! counterpart_areas = ["GRK"]
//! language = "en"                   # BCP 47; English where not said
//! licence = "CC-BY-4.0"             # SPDX
//! authors = ["A. Hentzau"]
//! report = "report.md"              # path within the dossier
//!
//! [[series]]                        # any number; title, producer, url and licence make the attribution
//! path = "series/grain.csv"
//! format = "long-csv"               # told by the file where not said
//! columns = { area = "geo", period = "time", value = "grain" }   # of a long-csv
//! indicator = "grain-volume"        # where the file has no code that the vocabulary knows
//! title = "Grain harvested"
//! producer = "Statistical Office"
//! url = "https://example.org/grain"
//! licence = "CC-BY-4.0"
//! accessed = "2025-03-01"
//!
//! [[bibliography]]
//! path = "sources.json"
//! format = "csl-json"               # csl-json, bibtex, ris; told by the file's name where not said
//!
//! [check]
//! select = ["dangling-citation"]    # only these rules; all where empty
//! ignore = ["stale-source"]
//! deny = "error"                    # error, warning, info, never
//!
//! [briefing]
//! chart = "remittances-gdp"
//! key_figures = 8
//! annex = true
//! ```

mod path;
mod tables;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Place};
use chancery_model::dossier::{BriefingOptions, Dossier};
use chancery_model::edtf::Edtf;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::keys::{Keys, Placed, impossible, parse, parsed};
use crate::place::{Complaints, shown};
use crate::series::{ColumnMap, SeriesFormat};

/// A manifest as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The dossier's identity.
    pub dossier: Dossier,
    /// Path of the report within the dossier, with `/`.
    pub report: String,
    /// Series, in order; their ids (the file's stem) are distinct.
    pub series: Vec<SeriesEntry>,
    /// Bibliographies, in order.
    pub bibliography: Vec<BibliographyEntry>,
    /// Which checks run.
    pub check: CheckOptions,
}

/// `[[series]]`
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesEntry {
    /// Id: the file's stem.
    pub id: String,
    /// Path within the dossier, with `/`.
    pub path: String,
    /// Layout of the file; `None` leaves it to the file to tell.
    pub format: Option<SeriesFormat>,
    /// Which columns to read; only for a long CSV.
    pub columns: Option<ColumnMap>,
    /// Id in the indicator vocabulary; `None` finds it by the file's code.
    pub indicator: Option<String>,
    /// Title for readers; empty takes the name in the file.
    pub title: String,
    /// Who produced it; empty where not said.
    pub producer: String,
    /// Where it was had from; empty where not said.
    pub url: String,
    /// Licence, as an SPDX id; empty where not said.
    pub licence: String,
    /// Day it was fetched.
    pub accessed: Option<Day>,
    /// Where the manifest names it.
    pub place: Place,
}

/// `[[bibliography]]`
#[derive(Clone, Debug, PartialEq)]
pub struct BibliographyEntry {
    /// Path within the dossier, with `/`.
    pub path: String,
    /// Its format.
    pub format: BibliographyFormat,
    /// Where the manifest names it.
    pub place: Place,
}

chancery_model::words! {
    /// A format of bibliographic data.
    BibliographyFormat {
        /// CSL-JSON.
        CslJson = "csl-json",
        /// BibTeX and BibLaTeX.
        Bibtex = "bibtex",
        /// RIS.
        Ris = "ris",
    }
}

chancery_model::words! {
    /// From which severity on a finding stops the work.
    Deny {
        /// Errors.
        Error = "error",
        /// Warnings and errors.
        Warning = "warning",
        /// Every finding.
        Info = "info",
        /// None.
        Never = "never",
    }
}

/// `[check]`
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CheckOptions {
    /// Rules to run; all where empty.
    pub select: Vec<String>,
    /// Rules not to run.
    pub ignore: Vec<String>,
    /// What stops the work; `None` leaves it to the command.
    pub deny: Option<Deny>,
}

const KEYS: &[&str] = &[
    "id",
    "title",
    "subtitle",
    "edition",
    "ref_area",
    "counterpart_areas",
    "language",
    "licence",
    "authors",
    "report",
    "series",
    "bibliography",
    "check",
    "briefing",
];

/// Reads a manifest. The value is `None` where `id`, `title` or `report` is missing or impossible: without
/// these there is no dossier. Anything else that is wrong is left out and told of.
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> Checked<Option<Manifest>> {
    let text = String::from_utf8_lossy(bytes);
    let mut complaints = Complaints::new(file, text.as_bytes());
    complaints.invalid_utf8(bytes);
    let say = &mut complaints;
    let document = parse(&text, say);
    let keys = Keys::of_document(&document);
    keys.check(KEYS, say);

    let id = keys.required("id", say).filter(|id| check_id(id, say));
    let title = keys.required("title", say);
    let report = keys.required("report", say).and_then(|path| path::within(&path, say));
    let texts = |key: &str, say: &mut Complaints<'_>| -> Vec<String> {
        keys.texts(key, say).into_iter().map(|text| text.value).collect()
    };
    let edition =
        keys.date("edition", say).and_then(|date| parsed::<Edtf>(&date, say, "write it as EDTF: `2025-08-29`"));
    let ref_area = keys.text("ref_area", say).and_then(|area| check_area(area, say));
    let counterpart_areas = keys.texts("counterpart_areas", say).into_iter().filter_map(|area| check_area(area, say));
    let counterpart_areas = counterpart_areas.collect();
    let language = keys.text("language", say).and_then(|language| check_language(language, say));
    let dossier = Dossier {
        id: id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        title: title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        subtitle: keys.text("subtitle", say).map(|text| text.value).unwrap_or_default(),
        edition,
        ref_area,
        counterpart_areas,
        language: language.unwrap_or_else(|| "en".to_owned()),
        licence: keys.text("licence", say).map(|text| text.value),
        authors: texts("authors", say),
        briefing: tables::briefing(&keys, say),
    };
    let series = tables::series(&keys, say);
    let bibliography = tables::bibliography(&keys, say);
    let check = tables::check(&keys, say);
    let value = match (id, title, report) {
        (Some(_), Some(_), Some(report)) => Some(Manifest { dossier, report, series, bibliography, check }),
        _ => None,
    };
    Checked { value, diagnostics: complaints.finish() }
}

impl Manifest {
    /// The manifest of a bare report: the id from the file's name, no areas, no date, no series. `title`
    /// is the report's own; without one the file's name stands for it.
    #[must_use]
    pub fn infer(file_name: &str, title: Option<&str>) -> Self {
        let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
        let title = title.map(str::trim).filter(|title| !title.is_empty()).unwrap_or(stem);
        let id = slug(stem);
        let dossier = Dossier {
            id: if id.is_empty() { "report".to_owned() } else { id },
            title: title.to_owned(),
            subtitle: String::new(),
            edition: None,
            ref_area: None,
            counterpart_areas: Vec::new(),
            language: "en".to_owned(),
            licence: None,
            authors: Vec::new(),
            briefing: BriefingOptions::default(),
        };
        Self {
            dossier,
            report: name.to_owned(),
            series: Vec::new(),
            bibliography: Vec::new(),
            check: CheckOptions::default(),
        }
    }
}

/// Longest id: it names a folder.
const MAX_ID: usize = 80;

/// Lower-case letters and digits of a name, accents dropped, hyphens between.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.nfkd().filter(|letter| !is_combining_mark(*letter)).take(4 * MAX_ID) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() == MAX_ID {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn check_id(id: &Placed<String>, say: &mut Complaints<'_>) -> bool {
    let fits = slug(&id.value) == id.value;
    if !fits {
        let message = format!(
            "expected an id of lower-case letters and digits with single hyphens between, found {}",
            shown(&id.value)
        );
        impossible(id.at, message, &format!("write `id = \"{}\"`", slug(&id.value)), say);
    }
    fits
}

fn check_area(area: Placed<String>, say: &mut Complaints<'_>) -> Option<String> {
    let fits = area.value.len() == 3 && area.value.bytes().all(|byte| byte.is_ascii_uppercase());
    if !fits {
        let message =
            format!("expected an area as ISO 3166-1 alpha-3 (three capital letters), found {}", shown(&area.value));
        impossible(area.at, message, "`actors.csv` of the vocabulary lists the codes", say);
    }
    fits.then_some(area.value)
}

fn check_language(language: Placed<String>, say: &mut Complaints<'_>) -> Option<String> {
    let mut parts = language.value.split('-');
    let primary = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    let fits = primary
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !fits {
        let message = format!("expected a language as BCP 47 (`en`, `fr-CA`), found {}", shown(&language.value));
        impossible(language.at, message, "", say);
    }
    fits.then_some(language.value)
}
