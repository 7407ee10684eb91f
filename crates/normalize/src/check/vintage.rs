//! Series of one indicator and area: the vintages that a stated figure is held against.

use std::collections::BTreeMap;

use chancery_model::day::Day;
use chancery_model::edtf::Edtf;
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin};
use chancery_model::series::Series;

use super::bounds::Bounds;
use super::{Subject, quoted};

/// Values a message lists at most.
const LONGEST_LIST: usize = 6;

/// A series' observations for one area, in the order of time.
pub(super) struct Vintage<'d> {
    pub(super) series: &'d Series,
    pub(super) values: Vec<&'d Observation>,
}

/// The vintages by indicator and area, in the order of the dossier's series.
pub(super) type Vintages<'d> = BTreeMap<(&'d str, &'d str), Vec<Vintage<'d>>>;

/// Every vintage of the dossier.
pub(super) fn vintages<'d>(subject: &Subject<'d>) -> Vintages<'d> {
    let mut rows: BTreeMap<&str, BTreeMap<&str, Vec<&'d Observation>>> = BTreeMap::new();
    for row in subject.observations.iter().filter(|row| row.origin == ObservationOrigin::Series) {
        let areas = rows.entry(row.source.as_deref().unwrap_or_default()).or_default();
        areas.entry(row.ref_area.as_deref().unwrap_or_default()).or_default().push(row);
    }
    let mut vintages = Vintages::new();
    for series in subject.series {
        let Some(indicator) = series.indicator_id.as_deref() else { continue };
        for (area, values) in rows.remove(series.id.as_str()).unwrap_or_default() {
            vintages.entry((indicator, area)).or_default().push(Vintage { series, values });
        }
    }
    vintages
}

/// The report's own figures that can be held against others.
pub(super) fn claims<'d>(subject: &Subject<'d>) -> impl Iterator<Item = &'d Observation> + use<'d> {
    let is_claim = |row: &&Observation| {
        matches!(
            row.origin,
            ObservationOrigin::Prose
                | ObservationOrigin::Timeline
                | ObservationOrigin::Table
                | ObservationOrigin::Curated
        ) && row.kind == ObservationKind::Figure
            && row.obs_status != ObsStatus::Forecast
            && row.value.or(row.value_low).or(row.value_high).is_some()
    };
    subject.observations.iter().filter(is_claim)
}

/// The newest of the vintages that cover something of a claim's period, or, where none does or it has none, of all:
/// the one that reaches furthest, of equals the one updated or fetched last.
pub(super) fn newest<'v, 'd>(claim: &Observation, vintages: &'v [Vintage<'d>]) -> Option<&'v Vintage<'d>> {
    let covers = |vintage: &&Vintage<'_>| !vintage.in_period(claim).is_empty();
    let of = |vintages: &mut dyn Iterator<Item = &'v Vintage<'d>>| vintages.max_by_key(|vintage| vintage.age());
    // The first of equals: `max_by_key` gives the last.
    of(&mut vintages.iter().rev().filter(covers)).or_else(|| of(&mut vintages.iter().rev()))
}

/// The older vintage that bears a claim with a period out where the newest, for the same periods, does not.
pub(super) fn outdated<'v, 'd>(
    subject: &Subject<'_>,
    claim: &Observation,
    vintages: &'v [Vintage<'d>],
) -> Option<(&'v Vintage<'d>, &'v Vintage<'d>)> {
    claim.time_period?;
    let stated = Bounds::of(subject.lexicon, claim)?;
    let newest = newest(claim, vintages)?;
    stated.times(conversion(subject, claim, newest.series)?).misses(&newest.in_period(claim))?;
    let periods = |vintage: &Vintage<'_>| -> Vec<Option<Edtf>> {
        vintage.in_period(claim).iter().map(|row| row.time_period).collect()
    };
    let bears_out = |vintage: &&Vintage<'_>| {
        periods(vintage) == periods(newest)
            && conversion(subject, claim, vintage.series)
                .is_some_and(|factor| stated.times(factor).misses(&vintage.in_period(claim)).is_none())
    };
    vintages.iter().find(bears_out).map(|older| (older, newest))
}

impl<'d> Vintage<'d> {
    /// The values of a claim's period; all where it has none.
    pub(super) fn in_period(&self, claim: &Observation) -> Vec<&'d Observation> {
        let Some(period) = claim.time_period else { return self.values.clone() };
        let is_in = |row: &&&Observation| {
            row.time_period.is_some_and(|observed| period.contains(observed) || observed.contains(period))
        };
        self.values.iter().filter(is_in).copied().collect()
    }

    fn age(&self) -> (Option<Day>, Option<Day>) {
        let last =
            self.values.iter().filter(|row| row.value.is_some()).filter_map(|row| row.time_period?.latest()).max();
        (last, self.series.updated.max(self.series.accessed))
    }

    /// The series as a message names it: title and vintage.
    pub(super) fn name(&self) -> String {
        let vintage = match (self.series.updated, self.series.accessed) {
            (Some(day), _) => format!(" (updated {day})"),
            (None, Some(day)) => format!(" (fetched {day})"),
            (None, None) => String::new(),
        };
        format!("{}{vintage}", quoted(&self.series.title))
    }
}

/// What a claim is multiplied by to be held against the series: 1 for one unit, or a share for a share of something;
/// `None` where their units measure different things.
pub(super) fn conversion(subject: &Subject<'_>, claim: &Observation, series: &Series) -> Option<f64> {
    let units = &subject.lexicon.vocabulary.units;
    let unit = |id: &Option<String>| units.iter().find(|unit| Some(&unit.unit) == id.as_ref());
    let (own, other) = (unit(&claim.unit)?, unit(&series.unit)?);
    let is_share = |base: &str| base == "percent" || base.starts_with("percent-of-");
    let is_alike = own.base == other.base || (is_share(&own.base) && is_share(&other.base));
    is_alike.then(|| own.factor / other.factor)
}

/// Values with their periods, as a message lists them.
pub(super) fn listed(rows: &[&Observation]) -> String {
    let shown: Vec<String> = rows
        .iter()
        .take(LONGEST_LIST)
        .filter_map(|row| Some(format!("{:.1} in {}", row.value?, row.time_period?)))
        .collect();
    match (shown.is_empty(), rows.len().saturating_sub(LONGEST_LIST)) {
        (true, _) => "none".to_owned(),
        (false, 0) => shown.join(", "),
        (false, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
