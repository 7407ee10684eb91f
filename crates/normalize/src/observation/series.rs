//! A portal's observations.

use chancery_ingest::series::RawSeries;
use chancery_model::observation::{Comparator, ObsStatus, Observation, ObservationKind, ObservationOrigin};
use chancery_model::series::Series;

use crate::date::parse_date;
use crate::slug::{Ids, slug};

/// The observations of one series for `areas` (empty: all), missing values left out: a portal's empty cell says
/// nothing. Order is the file's area order, then time.
pub(super) fn observations(series: &Series, raw: &RawSeries, areas: &[String], ids: &mut Ids) -> Vec<Observation> {
    let wanted = |area: &str| areas.is_empty() || areas.iter().any(|wanted| wanted == area);
    let mut rows = Vec::new();
    for observation in raw.observations.iter().filter(|observation| wanted(&observation.area)) {
        let Some(value) = observation.value else { continue };
        let period = parse_date(&observation.period);
        let id = slug(&format!("{} {} {}", series.id, observation.area, observation.period), 24);
        rows.push(Observation {
            observation_id: ids.give(&id, "observation"),
            indicator_id: series.indicator_id.clone(),
            indicator_name: Some(series.title.clone()),
            kind: ObservationKind::Figure,
            ref_area: Some(observation.area.clone()),
            counterpart_area: None,
            time_period: period,
            value: Some(value),
            value_low: Some(value),
            value_high: Some(value),
            comparator: Some(Comparator::Eq),
            unit: series.unit.clone(),
            obs_status: ObsStatus::Normal,
            phrase: None,
            scenario: None,
            origin: ObservationOrigin::Series,
            source: Some(series.id.clone()),
            reference_ids: Vec::new(),
            place: None,
        });
    }
    rows
}
