//! A calendar day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day of the proleptic Gregorian calendar, years 0000 to 9999; ordered by time; printed as ISO
/// 8601 `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, or `None` where the calendar has no such day (year above 9999, 30 February).
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year > 9999 || month == 0 || month > 12 || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// First day of a month (1 to 12; anything else is brought into that range).
    #[must_use]
    pub const fn first_of_month(year: u16, month: u8) -> Self {
        let (year, month) = (clamp_year(year), clamp_month(month));
        Self { year, month, day: 1 }
    }

    /// Last day of a month (1 to 12; anything else is brought into that range).
    #[must_use]
    pub const fn last_of_month(year: u16, month: u8) -> Self {
        let (year, month) = (clamp_year(year), clamp_month(month));
        Self { year, month, day: days_in_month(year, month) }
    }

    /// Year, 0 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, negative before it (what Arrow's `date32` and Parquet's `DATE` count).
    #[must_use]
    pub fn days_since_epoch(self) -> i32 {
        // Civil-from-days arithmetic over 400-year eras that begin on 1 March, so that the leap
        // day is the last day of its year.
        let (month, day) = (i32::from(self.month), i32::from(self.day));
        let year = i32::from(self.year) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01; `None` outside the years 0000 to 9999.
    #[must_use]
    pub fn from_days_since_epoch(days: i32) -> Option<Self> {
        // The inverse of [`Self::days_since_epoch`].
        let days = days.checked_add(719_468)?;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
        let month = (months_from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i32::from(month <= 2);
        Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }

    /// The day as a fraction of years, for placing it on an axis (2022-07-01 is about 2022.5).
    #[must_use]
    pub fn year_fraction(self) -> f64 {
        let first = Self { year: self.year, month: 1, day: 1 }.days_since_epoch();
        let length = if is_leap(self.year) { 366.0 } else { 365.0 };
        f64::from(self.year) + f64::from(self.days_since_epoch() - first) / length
    }
}

const fn clamp_year(year: u16) -> u16 {
    if year > 9999 { 9999 } else { year }
}

const fn clamp_month(month: u8) -> u8 {
    if month < 1 {
        1
    } else if month > 12 {
        12
    } else {
        month
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The text is not a day: `YYYY-MM-DD` was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADay(pub String);

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a day as YYYY-MM-DD, found {:?}", self.0)
    }
}

impl std::error::Error for NotADay {}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let digits =
            |range: std::ops::Range<usize>| text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let parse = || {
            if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
                return None;
            }
            Self::new(digits(0..4)?.parse().ok()?, digits(5..7)?.parse().ok()?, digits(8..10)?.parse().ok()?)
        };
        parse().ok_or_else(|| NotADay(text.to_owned()))
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_epoch_follow_the_calendar() {
        let cases = [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("2042-12-31", 26_662),
            ("0000-01-01", -719_528),
        ];
        for (text, expected) in cases {
            let day: Day = text.parse().expect(text);
            assert_eq!(day.days_since_epoch(), expected, "{text}");
            assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2022",
            "2022-02-30",
            "2023-02-29",
            "2022-13-01",
            "2022-00-10",
            "22-01-01",
            "2022/01/01",
            "+022-01-01",
            "２０22-01",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
