//! What the portals' series say of a stated figure.

use chancery_model::datasets::Datasets;
use chancery_model::observation::{Observation, ObservationOrigin};

/// Values listed of one series; a longer period is cut there.
const MOST_VALUES: usize = 12;

/// A line for each series with the figure's indicator and area: its id and vintage, and its values in the figure's
/// period, or all where the figure states none, the latest last.
pub(super) fn observed(claim: &Observation, datasets: &Datasets) -> Vec<(String, String)> {
    if claim.origin == ObservationOrigin::Series || claim.indicator_id.is_none() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for series in datasets.series.iter().filter(|series| series.indicator_id == claim.indicator_id) {
        let is_compared = |row: &&Observation| {
            row.source.as_deref() == Some(&series.id)
                && row.ref_area == claim.ref_area
                && row.counterpart_area == claim.counterpart_area
                && row.value.is_some()
                && claim
                    .time_period
                    .is_none_or(|period| row.time_period.is_some_and(|observed| period.contains(observed)))
        };
        let rows: Vec<_> = datasets.observations.iter().filter(is_compared).collect();
        let listed: Vec<String> = rows[rows.len().saturating_sub(MOST_VALUES)..].iter().filter_map(value).collect();
        let values = match rows.len() {
            0 => "no value in the period".to_owned(),
            n if n > MOST_VALUES => format!("the last {MOST_VALUES} of {n}: {}", listed.join(", ")),
            _ => listed.join(", "),
        };
        let vintage = series.updated.map(|day| day.to_string()).or_else(|| series.version.clone());
        let vintage = vintage.map_or_else(|| "no vintage stated".to_owned(), |vintage| format!("updated {vintage}"));
        lines.push((format!("{} ({vintage})", series.id), values));
    }
    lines
}

fn value(row: &&Observation) -> Option<String> {
    Some(format!("{:.2} in {}", row.value?, row.time_period?))
}
