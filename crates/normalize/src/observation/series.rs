//! A portal's observations.

use chancery_ingest::series::{RawObservation, RawSeries};
use chancery_model::diagnostic::{Checked, Diagnostic, Place, Severity};
use chancery_model::edtf::Edtf;
use chancery_model::observation::{Comparator, ObsStatus, Observation, ObservationKind, ObservationOrigin};
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::series::Series;

use chancery_lexis::date::parse_date;
use chancery_lexis::slug::{Ids, slug};

/// What is told of series beside figures.
pub(crate) const RULES: &[&Rule] = &[&PERIOD];

const PERIOD: Rule = Rule {
    id: "series-period",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a period of a series that cannot be read",
    explanation: Explanation {
        asks: "is each period a year, month, quarter, day or range of them?",
        why: "its value has no time, and is left out.",
        mend: "write the period as 2020, 2020-05 or 2020-Q2.",
        fires: "geo,time,grain\nPER,spring,12",
        silent: "geo,time,grain\nPER,2010,12",
    },
};

/// The observations of one series for `areas` (empty: all), missing values left out: a portal's empty cell says
/// nothing. Order is the file's area order, then time.
pub(super) fn observations(
    series: &Series,
    raw: &RawSeries,
    areas: &[String],
    ids: &mut Ids,
) -> Checked<Vec<Observation>> {
    let wanted = |area: &str| areas.is_empty() || areas.iter().any(|wanted| wanted == area);
    let mut rows = Vec::new();
    let mut unread: Vec<&RawObservation> = Vec::new();
    for observation in raw.observations.iter().filter(|observation| wanted(&observation.area)) {
        let Some(value) = observation.value else { continue };
        let time_period = period(&observation.period);
        if time_period.is_none() {
            unread.push(observation);
        }
        let counterpart = observation.counterpart.as_deref().unwrap_or_default();
        let words = format!("{} {} {counterpart} {}", series.id, observation.area, observation.period);
        rows.push(Observation {
            observation_id: ids.give(&slug(&words, 24), "observation"),
            indicator_id: series.indicator_id.clone(),
            indicator_name: Some(series.title.clone()),
            kind: ObservationKind::Figure,
            ref_area: Some(observation.area.to_string()),
            counterpart_area: observation.counterpart.as_deref().map(str::to_owned),
            time_period,
            value: Some(value),
            value_low: Some(value),
            value_high: Some(value),
            comparator: Some(Comparator::Eq),
            unit: series.unit.clone(),
            obs_status: status(&observation.status),
            phrase: None,
            scenario: None,
            origin: ObservationOrigin::Series,
            source: Some(series.id.clone()),
            reference_ids: Vec::new(),
            place: None,
        });
    }
    Checked { value: rows, diagnostics: unread_periods(series, &unread).into_iter().collect() }
}

fn unread_periods(series: &Series, unread: &[&RawObservation]) -> Option<Diagnostic> {
    let first = unread.first()?;
    let place = Place::File { file: series.path.clone(), line: Some(first.line), column: None };
    let n_more = unread.len() - 1;
    let more = if n_more == 0 { String::new() } else { format!(" and {n_more} more") };
    let message = format!("expected a year, quarter, month or day as the period, found `{}`{more}", first.period);
    let help = "the values are kept without a period; map the column that holds it";
    Some(PERIOD.at(place, message).help(help))
}

/// A period as portals and SDMX print it: `2020`, `2020-01`, `2020M01`, `2020-Q1`, `2020Q1`, `2020-S1`, `2020-01-31`,
/// a time of day behind it.
fn period(printed: &str) -> Option<Edtf> {
    let day = printed.split('T').next().unwrap_or(printed);
    // EDTF has the parts of a year beside its months: quarters are 33 to 36, halves 40 and 41.
    let part = |kind: char, first: u32, last: u32| {
        let (year, number) = printed.split_once(kind)?;
        let number = number.parse::<u32>().ok().filter(|number| (1..=last).contains(number))?;
        format!("{}-{:02}", year.trim_end_matches('-'), number + first - 1).parse().ok()
    };
    let named = part('Q', 33, 4).or_else(|| part('S', 40, 2)).or_else(|| part('M', 1, 12));
    named.or_else(|| day.parse().ok()).or_else(|| parse_date(printed))
}

/// A status by its SDMX code; a code that is not in use here says nothing against the value.
fn status(code: &str) -> ObsStatus {
    ObsStatus::from_name(&code.to_ascii_uppercase()).unwrap_or(ObsStatus::Normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_portals() {
        let cases = [
            ("2020", "2020"),
            ("2014-01", "2014-01"),
            ("2020M01", "2020-01"),
            ("2020M12", "2020-12"),
            ("2020-Q1", "2020-33"),
            ("2020Q4", "2020-36"),
            ("2020-S2", "2020-41"),
            ("2014-01-31", "2014-01-31"),
            ("2014-01-31T13:15:41", "2014-01-31"),
        ];
        for (printed, expected) in cases {
            assert_eq!(period(printed).map(|period| period.to_string()).as_deref(), Some(expected), "{printed}");
        }
        for printed in ["", "Q1", "2020-Q5", "2020-Q0", "2020M13", "2020-W05", "x", "2014-13", "Q2020"] {
            assert_eq!(period(printed), None, "{printed}");
        }
    }

    #[test]
    fn statuses_of_portals() {
        let cases = [
            ("", ObsStatus::Normal),
            ("A", ObsStatus::Normal),
            ("e", ObsStatus::Estimated),
            ("F", ObsStatus::Forecast),
            ("B", ObsStatus::Break),
            ("U", ObsStatus::LowReliability),
            ("Z", ObsStatus::Normal),
        ];
        for (code, expected) in cases {
            assert_eq!(status(code), expected, "{code}");
        }
    }
}
