//! World Bank API version 2, JSON: `[{"page":1,"pages":2,…},[{observation},…]]`.
//!
//! An answer has as many of these as it has pages. They may stand one after another, or in an array of their own. A
//! bad observation is told of and the next one is read.

use std::sync::Arc;

use chancery_model::day::Day;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};

use super::encoding::{self, Decoded};
use super::gathered::Gathered;
use super::{INVALID, RawObservation, SeriesError};
use crate::place::{Complaints, shown};

pub(super) const REPEATED_PAGE: Rule = Rule {
    id: "repeated-page",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a page of a portal’s answer that stands in the file twice",
    explanation: Explanation {
        asks: "does each page of a portal’s answer stand in the file once?",
        why: "its values are read once; another page may be missing.",
        mend: "download the pages again.",
        fires: "",
        silent: "",
    },
};

/// What a page says of itself.
#[derive(Deserialize)]
struct Page {
    page: Option<Value>,
    pages: Option<Value>,
    total: Option<Value>,
    lastupdated: Option<String>,
    message: Option<Value>,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    indicator: Named<'a>,
    #[serde(borrow)]
    country: Named<'a>,
    #[serde(borrow, default)]
    countryiso3code: Text<'a>,
    #[serde(borrow)]
    date: Text<'a>,
    value: Option<Value>,
    #[serde(borrow, default)]
    obs_status: Text<'a>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    value: Text<'a>,
}

/// A text, `null` being none.
type Text<'a> = Option<std::borrow::Cow<'a, str>>;

/// Whether a file begins as an answer does.
pub(super) fn is(text: &[u8]) -> bool {
    let mut start = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(16);
    let start: Vec<u8> = start.by_ref().collect();
    let start = start.strip_prefix(b"[").unwrap_or_default();
    let start = start.strip_prefix(b"[").unwrap_or(start);
    start.starts_with(b"{\"page\":") || start.starts_with(b"{\"message\":")
}

pub(super) fn read(
    file: &str,
    decoded: &Decoded<'_>,
    gathered: &mut Gathered<'_>,
) -> Result<Vec<Diagnostic>, SeriesError> {
    let bytes = decoded.bytes.as_ref();
    let mut say = Complaints::new(file, bytes);
    encoding::tell(decoded, &mut say);
    let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let mut reading = Reading { bytes, at, say };
    let result = reading.pages(gathered)?;
    if let Err(expected) = result {
        reading.complain_of_end(expected);
    }
    Ok(reading.say.finish())
}

struct Reading<'a> {
    bytes: &'a [u8],
    at: usize,
    say: Complaints<'a>,
}

/// What was expected where the reading ended: a phrase.
type Ended = &'static str;

impl<'a> Reading<'a> {
    fn pages(&mut self, gathered: &mut Gathered<'_>) -> Result<Result<(), Ended>, SeriesError> {
        let mut depth = 0;
        let mut n_pages = 0;
        loop {
            match self.peek() {
                Some(b'[') if depth < 2 => {
                    self.at += 1;
                    depth += 1;
                }
                Some(b'{') if depth > 0 => {
                    if let Err(ended) = self.page(gathered)? {
                        return Ok(Err(ended));
                    }
                    n_pages += 1;
                }
                Some(b']') if depth > 0 => {
                    self.at += 1;
                    depth -= 1;
                }
                Some(b',') if n_pages > 0 => self.at += 1,
                None if depth == 0 && n_pages > 0 => return Ok(Ok(())),
                // What is no page at the very start is another kind of file.
                found if n_pages == 0 => {
                    let found =
                        found.map_or("the end of the file".to_owned(), |byte| shown(&char::from(byte).to_string()));
                    let expected = "pages of observations, `[{\"page\": 1, …}, […]]`".to_owned();
                    return Err(SeriesError::Header { expected, found, line: self.say.line(self.at) });
                }
                Some(_) => return Ok(Err("another page or the end of the array")),
                None => return Ok(Err("`]`")),
            }
        }
    }

    /// Reads a page from its `{`: what it says of itself, a comma, its rows.
    fn page(&mut self, gathered: &mut Gathered<'_>) -> Result<Result<(), Ended>, SeriesError> {
        let start = self.at;
        let page: Page = match self.value() {
            Ok(page) => page,
            Err(words) => {
                let expected = "what a page says of itself, `{\"page\": 1, \"pages\": …}`".to_owned();
                return Err(SeriesError::Header { expected, found: words, line: self.say.line(start) });
            }
        };
        if let Some(message) = page.message {
            return Err(SeriesError::Refused(shown(&message.to_string())));
        }
        let (number, pages) = (count(page.page.as_ref()), count(page.pages.as_ref()));
        let (Some(number), Some(pages)) = (number, pages) else {
            self.complain(start, "expected a page with its number and how many there are, found none".to_owned());
            return Ok(self.rows(gathered));
        };
        // An answer without observations is page 0 of 0.
        gathered.pages.expected = gathered.pages.expected.max(u32::try_from(pages).unwrap_or(u32::MAX));
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        if number > 0 && !gathered.pages.found.insert(number) {
            let message = format!("expected each page once, found page {number} again");
            let help = "name each page once; its observations are compared with those read before".to_owned();
            self.say.at(start, &REPEATED_PAGE, message, help);
        }
        gathered.pages.rows_expected = gathered.pages.rows_expected.max(count(page.total.as_ref()).unwrap_or(0));
        let rows = self.rows(gathered);
        let updated = page.lastupdated.as_deref();
        let day: Option<Day> = updated.and_then(|day| day.parse().ok());
        if let (Some(updated), None) = (updated, day) {
            let message = format!("expected `lastupdated` as YYYY-MM-DD, found {}", shown(updated));
            let help = "the series has no vintage without it".to_owned();
            self.say.at(start, INVALID.excepted(), message, help);
        }
        gathered.updated(day);
        Ok(rows)
    }

    fn rows(&mut self, gathered: &mut Gathered<'_>) -> Result<(), Ended> {
        self.take(b',', "a comma and the page's observations")?;
        if self.bytes[self.at..].starts_with(b"null") {
            self.at += 4;
            return Ok(());
        }
        self.take(b'[', "the page's observations, `[`")?;
        loop {
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b',') => self.at += 1,
                Some(b'{') => self.row(gathered)?,
                _ => return Err("an observation, `{`, or the end of the page, `]`"),
            }
        }
    }

    fn row(&mut self, gathered: &mut Gathered<'_>) -> Result<(), Ended> {
        gathered.pages.rows_found += 1;
        let start = self.at;
        let row: Row<'a> = match self.value() {
            Ok(row) => row,
            Err(words) => {
                self.at = start;
                // An observation that is JSON can be passed over; what is none ends the reading.
                if self.value::<IgnoredAny>().is_err() {
                    self.at = start;
                    return Err("an observation in JSON");
                }
                self.complain(start, format!("expected an observation, found {words}"));
                return Ok(());
            }
        };
        let text = |text: &Text<'_>| text.as_deref().unwrap_or_default().trim().to_owned();
        let code = text(&row.indicator.id);
        let Some(series) = gathered.series(&code, || text(&row.indicator.value)) else { return Ok(()) };
        // Groups of countries have no code of three letters but one of two.
        let printed = [&row.countryiso3code, &row.country.id].map(text).into_iter().find(|code| !code.is_empty());
        let Some(printed) = printed else {
            self.complain(start, "expected the code of an area, found none".to_owned());
            return Ok(());
        };
        if !gathered.wants(printed.as_bytes()) {
            return Ok(());
        }
        let period = text(&row.date);
        if period.is_empty() {
            self.complain(start, "expected a period, found none".to_owned());
            return Ok(());
        }
        let (value, printed_value) = match &row.value {
            None | Some(Value::Null) => (None, String::new()),
            Some(Value::Number(number)) => (number.as_f64().filter(|value| value.is_finite()), number.to_string()),
            Some(other) => {
                self.complain(
                    start,
                    format!("expected a number or `null` as the value, found {}", shown(&other.to_string())),
                );
                (None, other.to_string())
            }
        };
        let line = self.say.line(start);
        let observation = RawObservation {
            area: Arc::from(printed),
            area_name: Arc::from(text(&row.country.value)),
            counterpart: None,
            period: Arc::from(period),
            value,
            printed: printed_value,
            status: Arc::from(text(&row.obs_status)),
            line,
        };
        gathered.push(series, observation);
        Ok(())
    }

    /// Reads the value that begins here and goes behind it; the reader's words where it is another.
    fn value<T: Deserialize<'a>>(&mut self) -> Result<T, String> {
        let mut values = Deserializer::from_slice(&self.bytes[self.at..]).into_iter::<T>();
        match values.next() {
            Some(Ok(value)) => {
                self.at += values.byte_offset();
                Ok(value)
            }
            Some(Err(error)) => {
                // The reader counts lines from where it began: the place is told apart.
                let words = error.to_string();
                Err(words.split(" at line ").next().unwrap_or_default().to_owned())
            }
            None => Err("the end of the file".to_owned()),
        }
    }

    /// The next byte that is no white space, which is passed over.
    fn peek(&mut self) -> Option<u8> {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8, expected: Ended) -> Result<(), Ended> {
        if self.peek() != Some(byte) {
            return Err(expected);
        }
        self.at += 1;
        self.peek();
        Ok(())
    }

    fn complain(&mut self, at: usize, message: String) {
        let help = "download the file again".to_owned();
        self.say.at(at, &INVALID, message, help);
    }

    fn complain_of_end(&mut self, expected: Ended) {
        let found = String::from_utf8_lossy(&self.bytes[self.at..self.bytes.len().min(self.at + 80)]).into_owned();
        let found = if found.is_empty() { "the end of the file".to_owned() } else { shown(&found) };
        self.complain(self.at, format!("expected {expected}, found {found}: nothing is read from here on"));
    }
}

/// A count that is printed as a number or as a text.
fn count(value: Option<&Value>) -> Option<u64> {
    match value? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
