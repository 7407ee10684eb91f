//! The tables of a manifest: `[[series]]`, `[[bibliography]]`, `[check]`, `[briefing]`.

use chancery_model::day::Day;
use chancery_model::dossier::{BriefingOptions, BriefingSection, PageSize};

use super::path::within;
use super::{
    BibliographyEntry, BibliographyFormat, CheckOptions, Deny, Ignored, LabelsEntry, RuleName, SeriesEntry, id_of,
};
use crate::keys::{Entry, Keys, MISSING_KEY, Placed, impossible, parsed, word};
use crate::place::{Complaints, shown};
use crate::series::{ColumnMap, SeriesFormat};

pub(super) fn series(manifest: &Keys<'_>, say: &mut Complaints<'_>) -> Vec<SeriesEntry> {
    let mut entries: Vec<SeriesEntry> = Vec::new();
    for keys in manifest.tables("series", say) {
        if let Some((entry, at)) = series_entry(&keys, say) {
            if entries.iter().any(|other| other.id == entry.id) {
                let message = format!("expected series of different names, found {} again", shown(&entry.id));
                impossible(at, message, "rename one of the files: a series is known by its file's name", say);
            } else {
                entries.push(entry);
            }
        }
    }
    entries
}

fn series_entry(keys: &Keys<'_>, say: &mut Complaints<'_>) -> Option<(SeriesEntry, usize)> {
    const KEYS: &[&str] = &[
        "path",
        "parts",
        "format",
        "columns",
        "code",
        "period",
        "indicator",
        "title",
        "producer",
        "url",
        "licence",
        "accessed",
    ];
    keys.check(KEYS, say);
    let named = keys.required("path", say);
    let path = named.as_ref().and_then(|path| within(path, say));
    let parts = keys.texts("parts", say).iter().filter_map(|part| within(part, say)).collect();
    let format =
        keys.text("format", say).and_then(|text| word(&text, SeriesFormat::NAMES, SeriesFormat::from_name, say));
    let columns = keys.table("columns", say).and_then(|keys| columns(&keys, say));
    let is_mapped = |format| matches!(format, SeriesFormat::LongCsv | SeriesFormat::SdmxCsv);
    if columns.is_some() && !format.is_none_or(is_mapped) {
        let message = "expected `columns` only for the formats `long-csv` and `sdmx-csv`".to_owned();
        impossible(keys.at, message, "leave out `columns`: the format says what they are", say);
    }
    let text = |key: &str, say: &mut Complaints<'_>| keys.text(key, say).map(|text| text.value).unwrap_or_default();
    let accessed = keys.date("accessed", say);
    let accessed = accessed.and_then(|date| parsed::<Day>(&date, say, "write the day as `2025-08-29`"));
    let (title, producer, licence) = (text("title", say), text("producer", say), text("licence", say));
    let url = keys.text("url", say).filter(|url| check_url(url, say)).map(|url| url.value).unwrap_or_default();
    for (key, value) in [("producer", &producer), ("licence", &licence)] {
        if value.is_empty() && !keys.has(key) {
            let message = format!("expected the key `{key}`, without which the series cannot be attributed");
            say.at(keys.at, MISSING_KEY.excepted(), message, format!("add the line `{key} = \"…\"`"));
        }
    }
    let indicator = keys.text("indicator", say).map(|text| text.value);
    let (at, path) = (named?.at, path?);
    let name = path.rsplit('/').next().unwrap_or(&path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (code, period) = (text("code", say), text("period", say));
    let id = if code.is_empty() { stem.to_owned() } else { id_of(stem, &code) };
    let (code, period) = (Some(code).filter(|code| !code.is_empty()), Some(period).filter(|period| !period.is_empty()));
    let place = say.place(at);
    let entry = SeriesEntry {
        id,
        path,
        parts,
        format,
        columns,
        code,
        period,
        indicator,
        title,
        producer,
        url,
        licence,
        accessed,
        place,
    };
    Some((entry, at))
}

fn columns(keys: &Keys<'_>, say: &mut Complaints<'_>) -> Option<ColumnMap> {
    keys.check(&["area", "period", "value", "area_name", "counterpart", "code", "status"], say);
    let (area, period) = (keys.required("area", say), keys.required("period", say));
    let value = keys.required("value", say);
    let mut optional = |key: &str| keys.text(key, say).map(|text| text.value);
    let (area_name, counterpart) = (optional("area_name"), optional("counterpart"));
    let (code, status) = (optional("code"), optional("status"));
    let (area, period, value) = (area?.value, period?.value, value?.value);
    Some(ColumnMap { area, period, value, area_name, counterpart, code, status })
}

fn check_url(url: &Placed<String>, say: &mut Complaints<'_>) -> bool {
    let fits =
        ["https://", "http://"].iter().any(|scheme| url.value.len() > scheme.len() && url.value.starts_with(scheme))
            && !url.value.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    if !fits {
        let message = format!("expected an address that begins with `https://`, found {}", shown(&url.value));
        impossible(url.at, message, "", say);
    }
    fits
}

pub(super) fn bibliography(manifest: &Keys<'_>, say: &mut Complaints<'_>) -> Vec<BibliographyEntry> {
    let mut entries = Vec::new();
    for keys in manifest.tables("bibliography", say) {
        keys.check(&["path", "format"], say);
        let format = keys.text("format", say);
        let Some(named) = keys.required("path", say) else { continue };
        let Some(path) = within(&named, say) else { continue };
        let format = match format {
            Some(format) => word(&format, BibliographyFormat::NAMES, BibliographyFormat::from_name, say),
            None => told_by_name(&named, say),
        };
        entries.extend(format.map(|format| BibliographyEntry { path, format, place: say.place(named.at) }));
    }
    entries
}

fn told_by_name(path: &Placed<String>, say: &mut Complaints<'_>) -> Option<BibliographyFormat> {
    let extension = path.value.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => Some(BibliographyFormat::CslJson),
        Some("bib" | "bibtex" | "biblatex") => Some(BibliographyFormat::Bibtex),
        Some("ris") => Some(BibliographyFormat::Ris),
        _ => {
            let message =
                format!("expected a name that ends in `.json`, `.bib` or `.ris`, found {}", shown(&path.value));
            impossible(path.at, message, "add the key `format`", say);
            None
        }
    }
}

pub(super) fn check(manifest: &Keys<'_>, say: &mut Complaints<'_>) -> CheckOptions {
    let mut options = CheckOptions { is_titled: true, ..CheckOptions::default() };
    let Some(keys) = manifest.table("check", say) else { return options };
    keys.check(&["select", "ignore", "deny"], say);
    options.select = keys.texts("select", say).into_iter().map(|text| rule_name(text, say)).collect();
    for entry in keys.entries("ignore", say) {
        match entry {
            Entry::Table(keys) => options.ignore.extend(ignored(&keys, say)),
            Entry::Text(text) => {
                let message = format!("expected the reason why {} is ignored, found none", shown(&text.value));
                let help = format!("write `{{ rule = \"{}\", reason = \"…\" }}`", text.value);
                say.at(text.at, &MISSING_KEY, message, help);
            }
        }
    }
    for text in keys.text_or_texts("deny", say) {
        match (Deny::from_name(&text.value), options.deny) {
            (None, _) => options.deny_rules.push(rule_name(text, say)),
            (Some(deny), None) => options.deny = Some(deny),
            (Some(_), Some(first)) => {
                let message = format!("expected one severity, found {} after `{}`", shown(&text.value), first.name());
                impossible(text.at, message, "leave out one of the two; `info` denies every finding", say);
            }
        }
    }
    options
}

fn ignored(keys: &Keys<'_>, say: &mut Complaints<'_>) -> Option<Ignored> {
    keys.check(&["rule", "record", "reason"], say);
    let (rule, reason) = (keys.required("rule", say), keys.required("reason", say));
    let record = keys.required_where_present("record", say).map(|record| record.value);
    let rule = rule_name(rule?, say);
    Some(Ignored { rule, record, reason: reason?.value })
}

fn rule_name(text: Placed<String>, say: &mut Complaints<'_>) -> RuleName {
    RuleName { place: say.place(text.at), name: text.value }
}

/// `[briefing]`, without what it names beside options: its labels and its logo.
pub(super) fn briefing(keys: Option<&Keys<'_>>, say: &mut Complaints<'_>) -> BriefingOptions {
    const KEYS: &[&str] = &[
        "chart",
        "key_figures",
        "annex",
        "depth",
        "labels",
        "attach_tables",
        "page_size",
        "accent",
        "logo",
        "logo_text",
        "sections",
    ];
    const LEVELS: std::ops::RangeInclusive<usize> = 1..=6;
    let default = BriefingOptions::default();
    let Some(keys) = keys else { return default };
    keys.check(KEYS, say);
    let page_size = keys.text("page_size", say);
    let page_size = page_size.and_then(|text| word(&text, PageSize::NAMES, PageSize::from_name, say));
    let accent = keys.text("accent", say);
    let depth = keys.count_within("depth", LEVELS, say).and_then(|levels| u8::try_from(levels).ok());
    let sections = keys.texts("sections", say);
    BriefingOptions {
        chart: keys.text("chart", say).map(|text| text.value),
        key_figures: keys.count("key_figures", say).unwrap_or(default.key_figures),
        annex: keys.flag("annex", say).unwrap_or(default.annex),
        depth: depth.unwrap_or(default.depth),
        attach_tables: keys.flag("attach_tables", say).unwrap_or(default.attach_tables),
        page_size: page_size.unwrap_or(default.page_size),
        accent: accent.and_then(|text| accent_colour(&text, say)),
        sections: sections
            .iter()
            .filter_map(|text| word(text, BriefingSection::NAMES, BriefingSection::from_name, say))
            .collect(),
    }
}

/// The language of labels that `[briefing]` names.
pub(super) fn labels(briefing: &Keys<'_>, say: &mut Complaints<'_>) -> Option<LabelsEntry> {
    let named = briefing.text("labels", say)?;
    Some(LabelsEntry { place: say.place(named.at), language: named.value })
}

/// Least contrast of text on white (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// A colour, `#RRGGBB`, that can be read on white.
fn accent_colour(text: &Placed<String>, say: &mut Complaints<'_>) -> Option<u32> {
    let digits = text.value.strip_prefix('#').filter(|digits| digits.len() == 6);
    let colour = digits
        .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(colour) = colour else {
        let message = format!("expected a colour, found {}", shown(&text.value));
        impossible(text.at, message, "write red, green and blue as six hexadecimal digits: `#1F3A5F`", say);
        return None;
    };
    let contrast = 1.05 / (luminance(colour) + 0.05);
    if contrast < LEAST_CONTRAST {
        let message = format!(
            "expected a colour whose contrast on white is {LEAST_CONTRAST} to 1 or more, found {} with {contrast:.1} to 1",
            shown(&text.value)
        );
        impossible(text.at, message, "take a darker one", say);
        return None;
    }
    Some(colour)
}

/// Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2).
fn luminance(colour: u32) -> f64 {
    let [_, red, green, blue] = colour.to_be_bytes();
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
