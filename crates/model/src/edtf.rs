//! Partial and uncertain dates as EDTF (Library of Congress, 2019) writes them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// How fine a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatePrecision {
    /// One calendar day.
    Day,
    /// One month.
    Month,
    /// A season, quarter, third or half of a year (EDTF 21 to 41).
    Season,
    /// One year.
    Year,
    /// Ten years (`199X`).
    Decade,
    /// From one date to another, either of which may be open.
    Interval,
}

impl DatePrecision {
    /// The word the tables use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Interval => "interval",
        }
    }
}

/// A date as fine as it is known, without a qualifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// `1997-06-27`
    Day(Day),
    /// `1997-06`: year, month 1 to 12.
    Month(u16, u8),
    /// `2001-21`: year and an EDTF sub-year code: 21 to 24 seasons from spring, 33 to 36 quarters, 37
    /// to 39 thirds, 40 and 41 halves.
    Season(u16, u8),
    /// `1997`
    Year(u16),
    /// `199X`: the decade's first three digits (199 for the 1990s).
    Decade(u16),
}

impl PartialDate {
    /// How fine it is.
    #[must_use]
    pub const fn precision(self) -> DatePrecision {
        match self {
            Self::Day(_) => DatePrecision::Day,
            Self::Month(..) => DatePrecision::Month,
            Self::Season(..) => DatePrecision::Season,
            Self::Year(_) => DatePrecision::Year,
            Self::Decade(_) => DatePrecision::Decade,
        }
    }

    /// First day it allows.
    #[must_use]
    pub const fn earliest(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => Day::first_of_month(year, month),
            Self::Season(year, code) => Day::first_of_month(year, season_months(code).0),
            Self::Year(year) => Day::first_of_month(year, 1),
            Self::Decade(decade) => Day::first_of_month(decade * 10, 1),
        }
    }

    /// Last day it allows.
    #[must_use]
    pub const fn latest(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => Day::last_of_month(year, month),
            Self::Season(year, code) => {
                // Winter (24) runs from December into the next year.
                let year = if code == 24 { year + 1 } else { year };
                Day::last_of_month(year, season_months(code).1)
            }
            Self::Year(year) => Day::last_of_month(year, 12),
            Self::Decade(decade) => Day::last_of_month(decade * 10 + 9, 12),
        }
    }

    /// Year it starts in.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.earliest().year()
    }
}

/// First and last month of an EDTF sub-year code, seasons taken as the northern meteorological ones;
/// the whole year for a code that is not one of them.
const fn season_months(code: u8) -> (u8, u8) {
    match code {
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        24 => (12, 2),
        33 => (1, 3),
        34 => (4, 6),
        35 => (7, 9),
        36 => (10, 12),
        37 => (1, 4),
        38 => (5, 8),
        39 => (9, 12),
        40 => (1, 6),
        41 => (7, 12),
        _ => (1, 12),
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Month(year, part) | Self::Season(year, part) => write!(f, "{year:04}-{part:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(decade) => write!(f, "{decade:03}X"),
        }
    }
}

/// What EDTF's `~` and `?` say of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Qualifier {
    /// `~`: about this time.
    pub approximate: bool,
    /// `?`: the source is not sure.
    pub uncertain: bool,
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        })
    }
}

/// A partial date with what is said of its certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedDate {
    /// The date.
    pub date: PartialDate,
    /// Its certainty.
    pub qualifier: Qualifier,
}

impl From<PartialDate> for QualifiedDate {
    fn from(date: PartialDate) -> Self {
        Self { date, qualifier: Qualifier::default() }
    }
}

impl fmt::Display for QualifiedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.date, self.qualifier)
    }
}

/// An EDTF date or interval (levels 0 and 1, and the sub-year codes of level 2).
///
/// Serialised as its EDTF text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Edtf {
    /// One date.
    Date(QualifiedDate),
    /// From one date to another. `None` is an open end, written `..`.
    Interval(Option<QualifiedDate>, Option<QualifiedDate>),
}

impl Edtf {
    /// From a date to a date.
    #[must_use]
    pub fn between(start: PartialDate, end: PartialDate) -> Self {
        Self::Interval(Some(start.into()), Some(end.into()))
    }

    /// From a date on.
    #[must_use]
    pub fn since(start: PartialDate) -> Self {
        Self::Interval(Some(start.into()), None)
    }

    /// Up to a date.
    #[must_use]
    pub fn until(end: PartialDate) -> Self {
        Self::Interval(None, Some(end.into()))
    }

    /// How fine it is.
    #[must_use]
    pub const fn precision(self) -> DatePrecision {
        match self {
            Self::Date(date) => date.date.precision(),
            Self::Interval(..) => DatePrecision::Interval,
        }
    }

    /// First day it allows; `None` where the start is open.
    #[must_use]
    pub fn earliest(self) -> Option<Day> {
        match self {
            Self::Date(date) => Some(date.date.earliest()),
            Self::Interval(start, _) => start.map(|date| date.date.earliest()),
        }
    }

    /// Last day it allows; `None` where the end is open.
    #[must_use]
    pub fn latest(self) -> Option<Day> {
        match self {
            Self::Date(date) => Some(date.date.latest()),
            Self::Interval(_, end) => end.map(|date| date.date.latest()),
        }
    }

    /// Whether every day `other` allows is allowed here too. Open ends reach without limit.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        let starts = match (self.earliest(), other.earliest()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(others)) => own <= others,
        };
        let ends = match (self.latest(), other.latest()) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(others)) => others <= own,
        };
        starts && ends
    }

    /// Whether some day is allowed by both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let before =
            |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.latest(), other.earliest()) && !before(other.latest(), self.earliest())
    }
}

impl From<PartialDate> for Edtf {
    fn from(date: PartialDate) -> Self {
        Self::Date(date.into())
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |date: &Option<QualifiedDate>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Interval(start, end) => write!(f, "{}/{}", bound(start), bound(end)),
        }
    }
}

/// The text is not an EDTF date of the levels read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotEdtf(pub String);

impl fmt::Display for NotEdtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected an EDTF date (2022, 2022-02, 2022-02-24, 199X, 2008/2013, ../2042), found {:?}", self.0)
    }
}

impl std::error::Error for NotEdtf {}

fn digits(text: &str, length: usize) -> Option<u16> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn parse_date(text: &str) -> Option<QualifiedDate> {
    let (body, qualifier) = match text.char_indices().next_back()? {
        (at, '~') => (&text[..at], Qualifier { approximate: true, uncertain: false }),
        (at, '?') => (&text[..at], Qualifier { approximate: false, uncertain: true }),
        (at, '%') => (&text[..at], Qualifier { approximate: true, uncertain: true }),
        _ => (text, Qualifier::default()),
    };
    let mut parts = body.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let date = match (month, day) {
        (None, _) => match year.strip_suffix('X') {
            Some(decade) => PartialDate::Decade(digits(decade, 3)?),
            None => PartialDate::Year(digits(year, 4)?),
        },
        (Some(part), None) => {
            let (year, part) = (digits(year, 4)?, u8::try_from(digits(part, 2)?).ok()?);
            match part {
                1..=12 => PartialDate::Month(year, part),
                21..=24 | 33..=41 => PartialDate::Season(year, part),
                _ => return None,
            }
        }
        (Some(month), Some(day)) => PartialDate::Day(Day::new(
            digits(year, 4)?,
            u8::try_from(digits(month, 2)?).ok()?,
            u8::try_from(digits(day, 2)?).ok()?,
        )?),
    };
    Some(QualifiedDate { date, qualifier })
}

impl FromStr for Edtf {
    type Err = NotEdtf;

    fn from_str(text: &str) -> Result<Self, NotEdtf> {
        let bound = |text: &str| match text {
            "" | ".." => Some(None),
            date => parse_date(date).map(Some),
        };
        let parsed = match text.split_once('/') {
            None => parse_date(text).map(Self::Date),
            Some((start, end)) => bound(start).zip(bound(end)).and_then(|(start, end)| {
                let backwards = matches!((start, end), (Some(s), Some(e)) if e.date.latest() < s.date.earliest());
                ((start.is_some() || end.is_some()) && !backwards).then_some(Self::Interval(start, end))
            }),
        };
        parsed.ok_or_else(|| NotEdtf(text.to_owned()))
    }
}

impl TryFrom<String> for Edtf {
    type Error = NotEdtf;

    fn try_from(text: String) -> Result<Self, NotEdtf> {
        text.parse()
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_dates_round_trip_and_know_their_bounds() {
        let cases = [
            ("2030", "2030-01-01", "2030-12-31", DatePrecision::Year),
            ("2022-02", "2022-02-01", "2022-02-28", DatePrecision::Month),
            ("2022-02-24", "2022-02-24", "2022-02-24", DatePrecision::Day),
            ("1994-02~", "1994-02-01", "1994-02-28", DatePrecision::Month),
            ("1984?", "1984-01-01", "1984-12-31", DatePrecision::Year),
            ("199X", "1990-01-01", "1999-12-31", DatePrecision::Decade),
            ("2001-21", "2001-03-01", "2001-05-31", DatePrecision::Season),
            ("2001-24", "2001-12-01", "2002-02-28", DatePrecision::Season),
            ("2025-38", "2025-05-01", "2025-08-31", DatePrecision::Season),
            ("2008/2013", "2008-01-01", "2013-12-31", DatePrecision::Interval),
            ("../2042", "-", "2042-12-31", DatePrecision::Interval),
            ("2024/..", "2024-01-01", "-", DatePrecision::Interval),
        ];
        for (text, earliest, latest, precision) in cases {
            let date: Edtf = text.parse().expect(text);
            let show = |day: Option<Day>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
            assert_eq!(date.to_string(), text);
            assert_eq!(
                (show(date.earliest()), show(date.latest())),
                (earliest.to_owned(), latest.to_owned()),
                "{text}"
            );
            assert_eq!(date.precision(), precision, "{text}");
        }
    }

    #[test]
    fn what_is_no_edtf_is_refused() {
        for text in [
            "",
            "2005-Q3",
            "2022-13",
            "1994-02-~",
            "199X/x",
            "22",
            "2022-2",
            "2022-02-30",
            "/",
            "../..",
            "2013/2008",
            "2022-02-24-01",
            "é",
            "~",
        ] {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn overlap_and_containment_reach_through_open_ends() {
        let date = |text: &str| text.parse::<Edtf>().expect("a valid date");
        assert!(date("2022").contains(date("2022-01")));
        assert!(!date("2022-01").contains(date("2022")));
        assert!(date("2004/..").overlaps(date("2042")));
        assert!(!date("../2003").overlaps(date("2004")));
        assert!(date("2004").overlaps(date("../2042")));
    }
}
