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
//! parts = ["series/grain-2.csv"]    # further files of one answer, such as its pages
//! format = "long-csv"               # told by the file where not said
//! columns = { area = "geo", period = "time", value = "grain" }   # of a long-csv; area_name, counterpart, code,
//!                                   # status where it has them
//! code = "GR.TOT"                   # the one indicator to read; all where not said
//! period = "2024"                   # of a file that does not say its own: a matrix
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
//! select = ["references", "timeline-order"]      # only these rules and groups of rules; all where empty
//! ignore = [
//!   { rule = "hedge-word", reason = "the ministry's own words" },
//!   { rule = "reference-no-date", record = "weather-office-data", reason = "an undated portal" },
//! ]
//! deny = ["error", "timeline"]      # error, warning, info, never; and rules or groups, whatever their severity
//!
//! [briefing]
//! chart = "remittances-gdp"
//! key_figures = 8
//! annex = true
//! depth = 2                         # levels of sections whose leading statements are told, 1 to 6
//! labels = "ru"                     # language of headings, columns and counts; the report's where not said
//! attach_tables = true              # to the PDF, as CSV; not where not said
//! page_size = "a4"                  # or "letter"
//! accent = "#1F3A5F"                # of headings, rules and lines
//! logo = "logo.png"                 # PNG of at most 8 MB and 4,000 by 4,000 pixels, at the head of the first page
//! logo_text = "Institute of Zenda"  # what it says, for who cannot see it
//! sections = ["bottom-line", "key-figures", "themes", "chart", "timeline", "sources"]     # all where empty
//! ```

mod logo;
mod path;
mod tables;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Checked, Place};
use chancery_model::dossier::Dossier;
use chancery_model::edtf::Edtf;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::keys::{Keys, Placed, impossible, parse, parsed};
use crate::place::{Complaints, shown};
use crate::series::{ColumnMap, RawSeries, ReadOptions, SeriesFormat};
use crate::vocabulary::Vocabulary;

pub use logo::LogoEntry;

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
    /// The language of the briefing's labels; `None` for that of the report.
    pub labels: Option<LabelsEntry>,
    /// The briefing's logo; `None` where none is named.
    pub logo: Option<LogoEntry>,
    /// Which checks run.
    pub check: CheckOptions,
}

/// `labels` of `[briefing]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelsEntry {
    /// BCP 47 language: that of a table of labels.
    pub language: String,
    /// Where the manifest names it.
    pub place: Place,
}

/// `[[series]]`
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesEntry {
    /// Id: the file's stem, and the code in small letters where one is named.
    pub id: String,
    /// Path within the dossier, with `/`.
    pub path: String,
    /// Paths of further files that are one answer with it, such as its pages.
    pub parts: Vec<String>,
    /// Layout of the file; `None` leaves it to the file to tell.
    pub format: Option<SeriesFormat>,
    /// Which columns to read; only for a long CSV or an SDMX-CSV.
    pub columns: Option<ColumnMap>,
    /// Portal's code of the one indicator to read; `None` reads all that the file has.
    pub code: Option<String>,
    /// Period of a file that does not say its own.
    pub period: Option<String>,
    /// Id in the indicator vocabulary; `None` finds it by the file's code. Of a file's several series none is meant.
    pub indicator: Option<String>,
    /// Title for readers; empty takes the name in the file. Of a file's several series none is meant.
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

/// `[check]`. The default is that of a bare report.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CheckOptions {
    /// Whether a manifest gives the title, so that the report need not print one.
    pub is_titled: bool,
    /// Rules and groups to run; all where empty.
    pub select: Vec<RuleName>,
    /// What is not to be told of.
    pub ignore: Vec<Ignored>,
    /// From which severity on a finding stops the work; `None` leaves it to the command.
    pub deny: Option<Deny>,
    /// Rules and groups any finding of which stops the work, whatever its severity.
    pub deny_rules: Vec<RuleName>,
}

/// The name of a rule or of a group of rules, not yet known to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleName {
    /// As written.
    pub name: String,
    /// Where it is written.
    pub place: Place,
}

/// What is not to be told of, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The rule or group.
    pub rule: RuleName,
    /// Id of the one record it is ignored for; `None` ignores it throughout.
    pub record: Option<String>,
    /// Why; empty only where it was typed as an option of a command.
    pub reason: String,
}

impl SeriesEntry {
    /// How its files are read; `areas` and `vocabulary` are the dossier's.
    #[must_use]
    pub fn options<'a>(&'a self, areas: &'a [String], vocabulary: &'a Vocabulary) -> ReadOptions<'a> {
        ReadOptions {
            format: self.format,
            columns: self.columns.as_ref(),
            areas: Some(areas).filter(|areas| !areas.is_empty()),
            code: self.code.as_deref(),
            period: self.period.as_deref(),
            vocabulary: Some(vocabulary),
        }
    }

    /// An entry for each of the series its files hold. Where there are several, each is known by its code, and what
    /// the manifest says of one series alone is left to the files.
    #[must_use]
    pub fn with(&self, series: Vec<RawSeries>) -> Vec<(Self, RawSeries)> {
        if series.len() < 2 {
            return series.into_iter().map(|raw| (self.clone(), raw)).collect();
        }
        let own = |raw: RawSeries| {
            let id = raw.code.as_deref().map_or_else(|| self.id.clone(), |code| id_of(&self.id, code));
            (Self { id, title: String::new(), indicator: None, ..self.clone() }, raw)
        };
        series.into_iter().map(own).collect()
    }
}

/// Id of a series that its file's stem and its code name together.
fn id_of(stem: &str, code: &str) -> String {
    format!("{stem}-{}", code.to_lowercase())
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
    let briefing = keys.table("briefing", say);
    let briefing = briefing.as_ref();
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
        briefing: tables::briefing(briefing, say),
    };
    let labels = briefing.and_then(|briefing| tables::labels(briefing, say));
    let logo = briefing.and_then(|briefing| logo::logo(briefing, &dossier, say));
    let series = tables::series(&keys, say);
    let bibliography = tables::bibliography(&keys, say);
    let check = tables::check(&keys, say);
    let value = match (id, title, report) {
        (Some(_), Some(_), Some(report)) => {
            Some(Manifest { dossier, report, series, bibliography, labels, logo, check })
        }
        _ => None,
    };
    Checked { value, diagnostics: complaints.finish() }
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

#[cfg(test)]
mod tests {
    use chancery_model::dossier::BriefingOptions;

    use super::*;
    use crate::place::tests::{damaged, shown_diagnostics};

    const FULL: &str = r#"
id = "ruritania-graustark"
title = "Ruritania and Graustark"
subtitle = "Neighbours at odds"
edition = 2025-03-01
ref_area = "RUT"
counterpart_areas = ["GRK", "UNA"]
language = "en-GB"
licence = "CC-BY-4.0"
authors = ["A. Hentzau", "B. Zapt"]
report = "text/report.md"

[[series]]
path = "series/grain.2024.csv"
format = "long-csv"
columns = { area = "geo", period = "time", value = "grain" }
indicator = "grain-volume"
title = "Grain"
producer = "Statistical Office"
url = "https://example.org/grain"
licence = "CC-BY-4.0"
accessed = 2025-02-27

[[bibliography]]
path = "sources.bib"

[check]
select = ["dangling-citation"]
ignore = [{ rule = "reference-no-date", record = "zapt-2020-grain", reason = "an undated page" }]
deny = ["warning", "timeline"]

[briefing]
chart = "grain-volume"
key_figures = 5
annex = false
attach_tables = true
logo = "pictures/logo.png"
logo_text = "Statistical Office"
"#;

    const LEAST: &str = "id = \"a\"\ntitle = \"A\"\nreport = \"r.txt\"\n";

    #[test]
    fn every_key_is_read() {
        let checked = read("dossier.toml", FULL.as_bytes());
        assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new());
        let manifest = checked.value.expect("nothing is missing");
        assert_eq!(manifest.dossier.edition.map(|date| date.to_string()).as_deref(), Some("2025-03-01"));
        assert_eq!(manifest.dossier.counterpart_areas, ["GRK", "UNA"]);
        assert_eq!(manifest.dossier.language, "en-GB");
        assert_eq!(manifest.report, "text/report.md");
        let [series] = manifest.series.as_slice() else { panic!("one series is named") };
        assert_eq!((series.id.as_str(), series.format), ("grain.2024", Some(SeriesFormat::LongCsv)));
        assert_eq!(series.accessed.map(|day| day.to_string()).as_deref(), Some("2025-02-27"));
        assert_eq!(series.columns.as_ref().map(|columns| columns.value.as_str()), Some("grain"));
        assert_eq!(manifest.bibliography[0].format, BibliographyFormat::Bibtex);
        let check = &manifest.check;
        assert_eq!((check.deny, check.deny_rules[0].name.as_str()), (Some(Deny::Warning), "timeline"));
        assert_eq!(check.select[0].name, "dangling-citation");
        let [ignored] = check.ignore.as_slice() else { panic!("one rule is ignored") };
        assert_eq!((ignored.rule.name.as_str(), ignored.reason.as_str()), ("reference-no-date", "an undated page"));
        assert_eq!(ignored.record.as_deref(), Some("zapt-2020-grain"));
        assert_eq!((manifest.dossier.briefing.key_figures, manifest.dossier.briefing.annex), (5, false));
        assert!(manifest.dossier.briefing.attach_tables);
        let logo = manifest.logo.expect("a logo is named");
        assert_eq!((logo.path.as_str(), logo.alternative.as_str()), ("pictures/logo.png", "Statistical Office"));
    }

    #[test]
    fn one_indicator_of_a_file_is_named_by_its_code() {
        let series = "[[series]]\npath = \"a/x.json\"\nparts = [\"a/x-2.json\"]\ncode = \"GR.TOT\"\nperiod = \"2018\"\nproducer = \"P\"\nlicence = \"L\"\n";
        let checked = read("dossier.toml", format!("{LEAST}{series}{}", series.replace("GR.TOT", "WI")).as_bytes());
        assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new());
        let manifest = checked.value.expect("nothing is missing");
        let [grain, wine] = manifest.series.as_slice() else { panic!("two series of one file") };
        assert_eq!((grain.id.as_str(), wine.id.as_str(), grain.parts.len()), ("x-gr.tot", "x-wi", 1));
        assert_eq!((grain.code.as_deref(), grain.period.as_deref()), (Some("GR.TOT"), Some("2018")));
        let raw = |code: &str| RawSeries { code: Some(code.to_owned()), ..RawSeries::default() };
        let ids = |series: Vec<RawSeries>| -> Vec<String> {
            wine.with(series).into_iter().map(|(entry, _)| entry.id).collect()
        };
        assert_eq!(ids(vec![raw("A")]), ["x-wi"]);
        assert_eq!(ids(vec![raw("A"), raw("B.1")]), ["x-wi-a", "x-wi-b.1"]);
        for (wrong, expected) in [
            (series.replace("a/x-2", "../x-2"), "found `../x-2.json`, which leaves the dossier"),
            (series.replace("period", "periods"), "unknown-key"),
            (format!("{series}{series}"), "expected series of different names, found `x-gr.tot` again"),
            (series.replace("[\"a/x-2.json\"]", "\"a\""), "expected a list of texts for `parts`, found the text `a`"),
        ] {
            let told = shown_diagnostics(&read("dossier.toml", format!("{LEAST}{wrong}").as_bytes()).diagnostics);
            assert!(told.iter().any(|line| line.contains(expected)), "{expected}\n{told:#?}");
        }
    }

    #[test]
    fn three_keys_are_enough() {
        let checked = read("dossier.toml", format!("\u{FEFF}{}", LEAST.replace('\n', "\r\n")).as_bytes());
        assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new());
        let manifest = checked.value.expect("nothing is missing");
        assert_eq!(manifest.dossier.language, "en");
        assert_eq!(manifest.dossier.briefing, BriefingOptions::default());
        let check = CheckOptions { is_titled: true, ..CheckOptions::default() };
        assert_eq!((manifest.dossier.edition, manifest.check), (None, check));
    }

    #[test]
    fn without_id_title_or_report_there_is_no_dossier() {
        let cases = [
            ("", "1:1 missing-key: expected the key `id`"),
            ("title = \"A\"\nreport = \"r\"\n", "1:1 missing-key: expected the key `id`"),
            ("id = \"a\"\nreport = \"r\"\n", "1:1 missing-key: expected the key `title`"),
            ("id = \"a\"\ntitle = \" \"\nreport = \"r\"\n", "1:1 missing-key: expected the key `title`"),
            ("id = \"a\"\ntitle = \"A\"\n", "1:1 missing-key: expected the key `report`"),
            ("id = \"A b\"\ntitle = \"A\"\nreport = \"r\"\n", "found `A b` [write `id = \"a-b\"`]"),
            ("id = \"../a\"\ntitle = \"A\"\nreport = \"r\"\n", "1:6 invalid-value: expected an id"),
            (
                "id = 7\ntitle = \"A\"\nreport = \"r\"\n",
                "1:6 wrong-type: expected a text in double quotes for `id`, found the number `7`",
            ),
            (
                "id = \"a\"\ntitle = \"A\"\nreport = \"/etc/r\"\n",
                "3:10 invalid-value: expected a path within the dossier, found `/etc/r`, which is absolute",
            ),
            ("id = \"a\"\ntitle = \"A\"\nreport = \"x/../../r\"\n", "which leaves the dossier"),
            ("id = \"a\"\ntitle = \"A\"\nreport = 'x\\r'\n", "which has a backslash"),
            ("id = \"a\"\ntitle = \"A\"\nreport = \"C:r\"\n", "which has a colon"),
            ("id = \"a\"\ntitle = \"A\"\nreport = \"a\\u0000r\"\n", "which has a control character"),
            ("id = \"a\"\ntitle = \"A\"\nreport = \"a//r\"\n", "which has an empty part"),
        ];
        for (text, expected) in cases {
            let checked = read("dossier.toml", text.as_bytes());
            let shown = shown_diagnostics(&checked.diagnostics);
            assert_eq!(checked.value, None, "{text}");
            assert!(shown.iter().any(|line| line.contains(expected)), "{text}\n{shown:#?}");
        }
    }

    #[test]
    fn what_else_is_wrong_is_left_out_and_told() {
        let cases = [
            ("titel = \"B\"", "4:1 unknown-key: expected one of the keys"),
            ("titel = \"B\"", "[did you mean `title`?]"),
            ("edition = \"2025-13\"", "4:11 invalid-value: expected an EDTF date"),
            ("ref_area = \"Ruritania\"", "4:12 invalid-value: expected an area as ISO 3166-1 alpha-3"),
            ("counterpart_areas = [\"RUT\", \"gr\"]", "4:29 invalid-value: expected an area"),
            (
                "counterpart_areas = \"RUT\"",
                "4:21 wrong-type: expected a list of texts for `counterpart_areas`, found the text `RUT`",
            ),
            ("authors = [\"A\", 7]", "4:17 wrong-type: expected only texts in `authors`, found the number `7`"),
            ("language = \"English\"", "4:12 invalid-value: expected a language as BCP 47"),
            ("series = []\n[serie]", "5:2 unknown-key"),
            ("[[series]]\nformat = \"long-csv\"", "4:1 missing-key: expected the key `path`"),
            ("[[series]]\npath = \"../a.csv\"", "5:8 invalid-value: expected a path within the dossier"),
            (
                "[[series]]\npath = \"a.csv\"\nformat = \"worldbank\"",
                "6:10 invalid-value: expected one of `worldbank-csv`",
            ),
            (
                "[[series]]\npath = \"a.csv\"\naccessed = \"May 2025\"",
                "6:12 invalid-value: expected a day as YYYY-MM-DD",
            ),
            ("[[series]]\npath = \"a.csv\"\nurl = \"javascript:x\"", "6:7 invalid-value: expected an address"),
            ("[[series]]\npath = \"a.csv\"\nurll = \"x\"", "6:1 unknown-key"),
            (
                "[[series]]\npath = \"a.csv\"",
                "4:1 missing-key: expected the key `licence`, without which the series cannot be attributed",
            ),
            (
                "[[series]]\npath = \"a/b.csv\"\n[[series]]\npath = \"b.xls\"",
                "7:8 invalid-value: expected series of different names, found `b` again",
            ),
            ("[[series]]\npath = \"a.csv\"\ncolumns = { area = \"geo\" }", "expected the key `period`"),
            ("[[bibliography]]\npath = \"a.txt\"", "5:8 invalid-value: expected a name that ends in"),
            (
                "[check]\ndeny = 3",
                "5:8 wrong-type: expected a text or a list of texts for `deny`, found the number `3`",
            ),
            ("[check]\ndeny = [\"error\", \"never\"]", "5:18 invalid-value: expected one severity"),
            ("[check]\ndeny = \"all\"\nselected = []", "[did you mean `select`?]"),
            (
                "[check]\nignore = [\"hedge-word\"]",
                "5:11 missing-key: expected the reason why `hedge-word` is ignored, found none [write `{ rule = \"hedge-word\", reason = \"…\" }`]",
            ),
            (
                "[check]\nignore = [{ rule = \"hedge-word\" }]",
                "5:11 missing-key: expected the key `reason` with a text, found none",
            ),
            ("[check]\nignore = [{ reason = \"old\" }]", "5:11 missing-key: expected the key `rule`"),
            ("[check]\nignore = [{ rule = \"a\", reasn = \"b\" }]", "[did you mean `reason`?]"),
            ("[check]\nignore = [7]", "5:11 wrong-type: expected only tables in `ignore`, found the number `7`"),
            ("[check]\nignore = \"a\"", "5:10 wrong-type: expected a list of tables for `ignore`, found the text `a`"),
            (
                "[briefing]\nkey_figures = -1",
                "5:15 wrong-type: expected a whole number, 0 or more, for `key_figures`, found the number `-1`",
            ),
            ("[briefing]\naccent = \"blue\"", "5:10 invalid-value: expected a colour, found `blue`"),
            (
                "[briefing]\naccent = \"#FFCC00\"",
                "5:10 invalid-value: expected a colour whose contrast on white is 4.5 to 1 or more",
            ),
            ("[briefing]\npage_size = \"A5\"", "5:13 invalid-value: expected one of `a4`, `letter`, found `A5`"),
            ("[briefing]\nsections = [\"themes\", \"chorus\"]", "5:23 invalid-value: expected one of `bottom-line`"),
            (
                "[briefing]\nannex = \"no\"",
                "5:9 wrong-type: expected `true` or `false` for `annex`, found the text `no`",
            ),
            (
                "[briefing]\ndepth = 0",
                "5:9 wrong-type: expected a whole number from 1 to 6 for `depth`, found the number `0`",
            ),
            (
                "[briefing]\nattach_tables = 1",
                "5:17 wrong-type: expected `true` or `false` for `attach_tables`, found the number `1`",
            ),
            ("briefing = 3", "4:12 wrong-type: expected a table for `briefing`"),
            ("series = \"x\"", "4:10 wrong-type: expected tables, each under its own line `[[series]]`"),
            ("subtitle = \"open", "invalid-toml"),
            ("id = \"b\"", "4:1 invalid-toml: duplicate key"),
        ];
        for (more, expected) in cases {
            let text = format!("{LEAST}{more}\n");
            let checked = read("dossier.toml", text.as_bytes());
            let shown = shown_diagnostics(&checked.diagnostics);
            assert!(shown.iter().any(|line| line.contains(expected)), "{more}\n{shown:#?}");
            assert_eq!(checked.value.map(|manifest| manifest.dossier.id).as_deref(), Some("a"), "{more}");
        }
    }

    #[test]
    fn a_logo_without_words_takes_the_authors_or_the_title() {
        let asked =
            "5:8 missing-key: expected the key `logo_text`: what the logo says, for who cannot see it; found none";
        let cases = [
            ("logo = \"a.png\"", "", Some("A"), asked),
            ("logo = \"a.png\"", "authors = [\" \", \"B. Zapt\", \"C\"]\n", Some("B. Zapt"), "missing-key"),
            ("logo = \"a.png\"\nlogo_text = \"Z\"", "", Some("Z"), ""),
            ("logo = \"a.png\"\nlogo_text = \" \"", "", Some("A"), ""),
            ("logo = \"a.png\"\nlogo_text = 7", "", Some("A"), "6:13 wrong-type: expected a text in double quotes"),
            ("logo_text = \"Z\"", "", None, "5:13 missing-key: expected the key `logo` beside `logo_text`, found none"),
            ("logo = 7\nlogo_text = \"Z\"", "", None, "5:8 wrong-type: expected a text in double quotes for `logo`"),
            ("logo = \"../a.png\"", "", None, "5:8 invalid-value: expected a path within the dossier"),
            ("logo = \"/a.png\"\nlogo_text = \"Z\"", "", None, "found `/a.png`, which is absolute"),
            ("logo = \"http://a/b.png\"", "", None, "which has a colon"),
            ("logos = \"a.png\"", "", None, "[did you mean `logo`?]"),
        ];
        for (keys, before, expected, told) in cases {
            let text = format!("{LEAST}{before}[briefing]\n{keys}\n");
            let checked = read("dossier.toml", text.as_bytes());
            let logo = checked.value.expect(keys).logo;
            assert_eq!(logo.as_ref().map(|logo| logo.alternative.as_str()), expected, "{keys}");
            let shown = shown_diagnostics(&checked.diagnostics);
            assert!(
                shown.iter().any(|line| line.contains(told)) || (told.is_empty() && shown.is_empty()),
                "{keys}\n{shown:#?}"
            );
        }
        let shown = shown_diagnostics(&read("dossier.toml", format!("{LEAST}briefing = 3\n").as_bytes()).diagnostics);
        assert_eq!(shown.len(), 1, "{shown:#?}");
    }

    #[test]
    fn every_example_of_keys_does_what_it_shows() {
        for rule in crate::keys::RULES {
            let is_told = |excerpt: &str| {
                // Excerpts that set a title stand alone: it would stand there twice.
                let text = if excerpt.starts_with("tit") { excerpt.to_owned() } else { format!("{LEAST}{excerpt}\n") };
                read("dossier.toml", text.as_bytes()).diagnostics.iter().any(|told| told.rule() == *rule)
            };
            assert!(is_told(rule.explanation.fires), "{}", rule.id);
            assert!(!is_told(rule.explanation.silent), "{}", rule.id);
        }
    }

    #[test]
    fn the_shipped_manifest_is_flawless() {
        let checked = read("dossier.toml", include_bytes!("../../../data/tajikistan-russia/dossier.toml"));
        assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new());
        assert_eq!(checked.value.map(|manifest| manifest.series.len()), Some(3));
    }

    #[test]
    fn damaged_manifests_never_panic() {
        for damaged in damaged(FULL.as_bytes(), 2000) {
            let _ = read("dossier.toml", &damaged);
        }
        for text in ["[".repeat(100_000), "a=[".repeat(100_000), "a.".repeat(100_000), "a={b=".repeat(100_000)] {
            assert!(!read("dossier.toml", text.as_bytes()).diagnostics.is_empty());
        }
    }
}
