//! What a later vintage of a series changed.

use std::collections::{BTreeMap, BTreeSet};

use chancery_ingest::series::{RawObservation, RawSeries};
use chancery_model::series::{Revision, Series};

/// Most decimals that two vintages are compared in: what is left of a double behind them is noise.
const MAX_DECIMALS: usize = 12;

/// Fills in the revisions of every series of which the dossier holds an earlier vintage, for `areas` (empty: all).
///
/// Vintages of one series are of one indicator, unit and producer. They follow one another by their days of update or
/// access; where one has neither, in the order of the dossier.
pub(crate) fn compare(series: &mut [(Series, &RawSeries)], areas: &[String]) {
    let mut seen = BTreeSet::new();
    for first in 0..series.len() {
        if seen.contains(&first) {
            continue;
        }
        let is_vintage = |other: &usize| is_same(&series[first].0, &series[*other].0);
        let mut vintages: Vec<usize> = (first..series.len()).filter(is_vintage).collect();
        seen.extend(vintages.iter().copied());
        let day = |vintage: &usize| series[*vintage].0.updated.or(series[*vintage].0.accessed);
        if vintages.iter().all(|vintage| day(vintage).is_some()) {
            vintages.sort_by_key(day);
        }
        for pair in vintages.windows(2) {
            let [earlier, later] = pair else { continue };
            let revisions = revisions(&series[*earlier], series[*later].1, areas);
            series[*later].0.revisions = revisions;
        }
    }
}

fn is_same(one: &Series, other: &Series) -> bool {
    let producer = |series: &Series| series.producer.split(',').next().unwrap_or_default().trim().to_lowercase();
    let (own, others) = (producer(one), producer(other));
    let is_same_indicator = match (&one.indicator_id, &other.indicator_id) {
        (Some(own), Some(others)) => own == others,
        _ => one.code.is_some(),
    };
    one.id == other.id
        || is_same_indicator
            && one.code == other.code
            && one.unit == other.unit
            && (own == others || own.is_empty() || others.is_empty())
}

fn revisions((series, earlier): &(Series, &RawSeries), later: &RawSeries, areas: &[String]) -> Vec<Revision> {
    let key = |found: &RawObservation| (found.area.clone(), found.counterpart.clone(), found.period.clone());
    let before: BTreeMap<_, _> =
        earlier.observations.iter().filter_map(|found| Some((key(found), found.value?))).collect();
    let decimals = decimals(earlier).min(decimals(later));
    let wanted = |found: &&RawObservation| areas.is_empty() || areas.iter().any(|area| **area == *found.area);
    let revised = |found: &RawObservation| {
        let before = *before.get(&key(found))?;
        let is_revised = found.value.is_none_or(|after| differ(before, after, decimals));
        is_revised.then(|| Revision {
            earlier: series.id.clone(),
            area: found.area.to_string(),
            counterpart: found.counterpart.as_deref().map(str::to_owned),
            period: found.period.to_string(),
            before,
            after: found.value,
        })
    };
    later.observations.iter().filter(wanted).filter_map(revised).collect()
}

/// Whether values differ by more than the rounding of the coarser one.
fn differ(before: f64, after: f64, decimals: usize) -> bool {
    let power = i32::try_from(decimals).unwrap_or(i32::MAX);
    let rounding = 0.5 * 10_f64.powi(-power);
    // Doubles of many digits end in noise.
    (before - after).abs() > rounding.max(before.abs() * 1e-12) * 1.000_001
}

/// Most decimals that a series prints.
fn decimals(series: &RawSeries) -> usize {
    let printed = series.observations.iter().filter(|found| found.value.is_some()).map(|found| found.printed.as_str());
    let decimals = printed.filter_map(|printed| {
        let (_, fraction) = printed.rsplit_once(['.', ','])?;
        Some(fraction.bytes().take_while(u8::is_ascii_digit).count())
    });
    decimals.max().unwrap_or(0).min(MAX_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(id: &str, updated: &str, producer: &str, values: &[(&str, &str)]) -> (Series, RawSeries) {
        let observation = |(period, printed): &(&str, &str)| RawObservation {
            area: "RUT".into(),
            period: (*period).into(),
            value: printed.parse().ok(),
            printed: (*printed).to_owned(),
            ..RawObservation::default()
        };
        let observations = values.iter().map(observation).collect();
        let series = Series {
            id: id.to_owned(),
            path: String::new(),
            title: String::new(),
            code: Some("GR".to_owned()),
            indicator_id: None,
            unit: None,
            producer: producer.to_owned(),
            url: String::new(),
            licence: String::new(),
            accessed: None,
            updated: updated.parse().ok(),
            version: None,
            revisions: Vec::new(),
        };
        (series, RawSeries { observations, ..RawSeries::default() })
    }

    /// `ID: EARLIER PERIOD BEFORE>AFTER` of every revision.
    fn shown(all: &[(Series, RawSeries)], areas: &[String]) -> Vec<String> {
        let mut described: Vec<(Series, &RawSeries)> = all.iter().map(|(series, raw)| (series.clone(), raw)).collect();
        compare(&mut described, areas);
        let of = |(series, _): &(Series, &RawSeries)| {
            let revision = |found: &Revision| {
                let after = found.after.map_or("-".to_owned(), |after| after.to_string());
                format!("{}: {} {} {}>{after}", series.id, found.earlier, found.period, found.before)
            };
            series.revisions.iter().map(revision).collect::<Vec<_>>()
        };
        described.iter().flat_map(of).collect()
    }

    const OLD: &[(&str, &str)] = &[("2018", "1.23456"), ("2019", "2.5"), ("2020", "3.0"), ("2021", "..")];
    const NEW: &[(&str, &str)] = &[("2018", "1.235"), ("2019", "2.625"), ("2020", ".."), ("2021", "4.125")];

    #[test]
    fn a_revision_is_more_than_a_rounding() {
        let pair = [series("a", "2022-01-01", "Bank", OLD), series("b", "2023-01-01", "Bank, Unit", NEW)];
        assert_eq!(shown(&pair, &[]), ["b: a 2019 2.5>2.625", "b: a 2020 3>-"]);
        assert_eq!(shown(&pair, &["GRK".to_owned()]), Vec::<String>::new());
    }

    #[test]
    fn vintages_follow_their_days_or_the_dossier() {
        let one: &[(&str, &str)] = &[("2019", "1")];
        let two: &[(&str, &str)] = &[("2019", "2")];
        let three: &[(&str, &str)] = &[("2019", "3")];
        let cases = [
            ("2023-01-01", "2022-01-01", "2024-01-01", ["a: b 2019 2>1", "c: a 2019 1>3"]),
            ("2023-01-01", "", "2021-01-01", ["b: a 2019 1>2", "c: b 2019 2>3"]),
        ];
        for (first, second, third, expected) in cases {
            let all = [series("a", first, "", one), series("b", second, "", two), series("c", third, "", three)];
            assert_eq!(shown(&all, &[]), expected, "{first} {second} {third}");
        }
    }

    #[test]
    fn other_series_are_no_vintages() {
        let (old, mut new) = (series("a", "2022-01-01", "Bank", OLD), series("b", "2023-01-01", "Bank", NEW));
        let differences: [fn(&mut Series); 4] = [
            |series| series.code = Some("WI".to_owned()),
            |series| series.unit = Some("usd".to_owned()),
            |series| series.producer = "Ministry".to_owned(),
            |series| series.indicator_id = Some("wine".to_owned()),
        ];
        for (index, differ) in differences.iter().enumerate() {
            let before = new.0.clone();
            differ(&mut new.0);
            let mut old = old.clone();
            old.0.indicator_id = Some("grain".to_owned()).filter(|_| index == 3);
            assert_eq!(shown(&[old, new.clone()], &[]), Vec::<String>::new(), "{index}");
            new.0 = before;
        }
        assert_eq!(shown(&[old.clone()], &[]), Vec::<String>::new());
    }
}
