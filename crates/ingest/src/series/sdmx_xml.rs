//! SDMX-ML. Structure-specific data: a `Series` element has its dimensions as attributes, an `Obs` in it the
//! period and value. Generic data: see [`generic`]. Entities that a file defines are not expanded: such a file is
//! refused.

mod generic;

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_model::day::Day;
use chancery_model::diagnostic::Diagnostic;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::generic::Generic;
use super::encoding::{self, Decoded};
use super::gathered::Gathered;
use super::number::{DecimalMark, number, refusal};
use super::{INVALID, RawObservation, SeriesError};
use crate::place::{Complaints, shown};

/// Attributes that hold an area, an indicator, a day of update: the first that is there.
const AREAS: &[&str] = &["REF_AREA", "COUNTRY", "GEO", "LOCATION", "AREA"];
const COUNTERPARTS: &[&str] = &["COUNTERPART_AREA", "COUNTERPART_COUNTRY", "PARTNER"];
const INDICATORS: &[&str] = &["INDICATOR", "SERIES", "SUBJECT", "INDIC"];
const UPDATES: &[&str] = &["UPDATE_DATE", "LAST_UPDATE"];
/// Series whose names are kept.
const MAX_NAMES: usize = 4096;

/// Whether a file's first element says so.
pub(super) fn is(text: &[u8]) -> bool {
    let start = &text[..text.len().min(4096)];
    let names = ["StructureSpecificData", "GenericData"];
    start.starts_with(b"<") && names.iter().any(|name| memchr::memmem::find(start, name.as_bytes()).is_some())
}

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    let bytes = decoded.bytes.as_ref();
    let mut say = Complaints::new(file, bytes);
    encoding::tell(decoded, &mut say);
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    let mut reading = Reading::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::DocType(_)) => {
                let (expected, found) = ("SDMX-ML".to_owned(), "a definition of entities".to_owned());
                return Err(SeriesError::Header { expected, found, line: say.line(at) });
            }
            Ok(Event::Start(element) | Event::Empty(element)) => reading.element(&element, at, gathered, &mut say),
            Ok(Event::Text(text)) => {
                if let Some(generic) = &mut reading.generic {
                    generic.text(&text.xml10_content());
                }
            }
            Ok(Event::End(element)) => reading.end(element.local_name().as_ref(), gathered, &mut say),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let message =
                    format!("expected XML, found {}: nothing is read from here on", shown(&error.to_string()));
                say.at(at, &INVALID, message, "download the file again".to_owned());
                break;
            }
        }
    }
    gathered.updated(reading.updated);
    Ok(say.finish())
}

#[derive(Default)]
struct Reading {
    updated: Option<Day>,
    /// Names of indicators by code.
    names: BTreeMap<String, String>,
    /// Attributes of the series whose observations follow.
    series: BTreeMap<String, String>,
    /// Of generic data, once its first element is seen.
    generic: Option<Generic>,
}

impl Reading {
    fn element(&mut self, element: &BytesStart<'_>, at: usize, gathered: &mut Gathered<'_>, say: &mut Complaints<'_>) {
        let name = element.local_name();
        if name.as_ref().ends_with("GenericData") {
            self.generic = Some(Generic::default());
        }
        if let Some(generic) = &mut self.generic {
            return generic.start(element, at, &mut self.series);
        }
        match name.as_ref() {
            "DataSet" => {
                let attributes = attributes(element);
                let day = one_of(&attributes, UPDATES).and_then(|day| day.get(..10)).and_then(|day| day.parse().ok());
                self.updated = self.updated.max(day);
            }
            "Group" if self.names.len() < MAX_NAMES => {
                let attributes = attributes(element);
                let (code, name) = (one_of(&attributes, INDICATORS), attributes.get("SERIES_NAME"));
                self.names.extend(code.map(str::to_owned).zip(name.cloned()));
            }
            "Series" => self.series = attributes(element),
            "Obs" => self.observation(&attributes(element), at, gathered, say),
            _ => {}
        }
    }

    fn end(&mut self, element: &str, gathered: &mut Gathered<'_>, say: &mut Complaints<'_>) {
        let Some(generic) = &mut self.generic else { return };
        let at = generic.at;
        if let Some(own) = generic.end(element, &mut self.series) {
            self.observation(&own, at, gathered, say);
        }
    }

    fn observation(
        &self,
        own: &BTreeMap<String, String>,
        at: usize,
        gathered: &mut Gathered<'_>,
        say: &mut Complaints<'_>,
    ) {
        // Flat data has the dimensions at the observation itself.
        let of = |names: &[&str]| one_of(own, names).or_else(|| one_of(&self.series, names));
        let (Some(area), Some(period)) = (of(AREAS), of(&["TIME_PERIOD"])) else {
            let message = "expected an observation of an area and a period, found one without".to_owned();
            let help = "the dimensions are known as `REF_AREA` or `COUNTRY` and `TIME_PERIOD`".to_owned();
            return say.at(at, &INVALID, message, help);
        };
        let area = gathered.area(area.as_bytes());
        let counterpart = of(COUNTERPARTS).map(|counterpart| gathered.area(counterpart.as_bytes()));
        let is_wanted = counterpart.as_deref().is_none_or(|counterpart| gathered.wants_counterpart(counterpart));
        if !gathered.wants(area.as_bytes()) || !is_wanted {
            return;
        }
        let code = of(INDICATORS).unwrap_or_default();
        let name = || self.names.get(code).cloned().unwrap_or_else(|| code.to_owned());
        let Some(series) = gathered.series(code, name) else { return };
        let line = say.line(at);
        let printed = of(&["OBS_VALUE"]).unwrap_or_default().to_owned();
        let value = number(printed.as_bytes(), DecimalMark::Point).unwrap_or_else(|why| {
            let help = "numbers are printed with digits and a decimal point".to_owned();
            say.at(at, &INVALID, refusal(&printed, why), help);
            None
        });
        let observation = RawObservation {
            area,
            area_name: Arc::default(),
            counterpart,
            period: Arc::from(period),
            value,
            printed,
            status: Arc::from(of(&["OBS_STATUS"]).unwrap_or_default()),
            line,
        };
        gathered.push(series, observation);
    }
}

/// Attributes by their names without a prefix.
fn attributes(element: &BytesStart<'_>) -> BTreeMap<String, String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().filter_map(|found| {
        let value = quick_xml::escape::unescape(&found.value).ok()?;
        Some((found.key.local_name().as_ref().to_owned(), value.trim().to_owned()))
    });
    found.collect()
}

fn one_of<'a>(attributes: &'a BTreeMap<String, String>, names: &[&str]) -> Option<&'a str> {
    let found = names.iter().find_map(|name| attributes.get(*name));
    found.map(String::as_str).filter(|value| !value.is_empty())
}
