//! The clock, and the environment's say in dates.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chancery_model::day::Day;

use crate::exit::Exit;
use crate::failure::Failure;

const SECONDS_A_DAY: u64 = 86_400;

/// The present moment in UTC as ISO 8601, to the second: `2026-03-01T04:00:00Z`. For logs and the
/// history; never for a release.
pub(crate) fn now() -> String {
    timestamp(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs())
}

/// The day `SOURCE_DATE_EPOCH` names (reproducible-builds.org: seconds since 1970, UTC); `None` where it
/// is not set.
pub(crate) fn source_date() -> Result<Option<Day>, Failure> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let text = value.to_string_lossy();
    text.parse().ok().and_then(day_of).map(Some).ok_or_else(|| {
        Failure::new(Exit::Usage, format!("SOURCE_DATE_EPOCH is no number of seconds since 1970: {text:?}"))
            .help("unset it, or set it as in SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)")
    })
}

/// Seconds since 1970 of a moment that [`now`] told; `None` of any other text.
pub(crate) fn seconds_of(timestamp: &str) -> Option<u64> {
    let (day, time) = timestamp.strip_suffix('Z')?.split_once('T')?;
    let day: Day = day.parse().ok()?;
    let mut seconds = u64::try_from(day.days_since_epoch()).ok()? * SECONDS_A_DAY;
    for (part, worth) in time.splitn(3, ':').zip([3600, 60, 1]) {
        seconds += part.parse::<u64>().ok().filter(|part| *part < 60)? * worth;
    }
    Some(seconds)
}

fn timestamp(seconds: u64) -> String {
    let day = day_of(seconds).map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string());
    let second = seconds % SECONDS_A_DAY;
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// The day that second is in; `None` after the year 9999.
fn day_of(seconds: u64) -> Option<Day> {
    let wanted = i32::try_from(seconds / SECONDS_A_DAY).ok()?;
    let year = (1970..=9999).rev().find(|year| Day::first_of_month(*year, 1).days_since_epoch() <= wanted)?;
    let month = (1..=12).rev().find(|month| Day::first_of_month(year, *month).days_since_epoch() <= wanted)?;
    let day = wanted - Day::first_of_month(year, month).days_since_epoch() + 1;
    Day::new(year, month, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_told_as_a_date() {
        let cases = [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(timestamp(seconds), expected, "{seconds}");
            assert_eq!(seconds_of(expected), Some(seconds), "{expected}");
        }
        for text in ["", "Z", "2026-03-01", "2026-02-30T00:00:00Z", "2026-03-01T00:99:00Z", "1969-12-31T23:59:59Z"] {
            assert_eq!(seconds_of(text), None, "{text:?}");
        }
    }

    #[test]
    fn no_day_after_the_year_9999() {
        for seconds in [253_402_300_800, u64::MAX] {
            assert_eq!(day_of(seconds), None, "{seconds}");
        }
    }
}
