//! What an entry of `curation.toml` may set.

use chancery_model::event::{Category, EventType};
use chancery_model::observation::{Comparator, ObsStatus, ObservationKind};
use chancery_model::reference::ReferenceType;

use super::{EventFields, IndicatorFields, Judgement, RecordKind, ReferenceFields};
use crate::keys::{Keys, impossible, parsed, word};
use crate::place::{Complaints, help_with, listed, shown};

const EDTF: &str = "write it as EDTF: `2004`, `2004-10`, `2004-10-16`, `2008/2013`";

/// The key of a record's id and the fields that may be set.
pub(super) const fn of(kind: RecordKind) -> (&'static str, &'static [&'static str]) {
    match kind {
        RecordKind::Event => ("event_id", &["title", "description", "date", "category", "event_type", "actors"]),
        RecordKind::Indicator => (
            "observation_id",
            &[
                "indicator_id",
                "indicator_name",
                "kind",
                "ref_area",
                "counterpart_area",
                "time_period",
                "value",
                "value_low",
                "value_high",
                "comparator",
                "unit",
                "obs_status",
                "scenario",
            ],
        ),
        RecordKind::Reference => {
            ("reference_id", &["type", "authors", "title", "container_title", "publisher", "issued", "accessed", "url"])
        }
    }
}

/// The fields that are to be emptied.
pub(super) fn clear(keys: &Keys<'_>, settable: &[&str], say: &mut Complaints<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for name in keys.texts("clear", say) {
        if !settable.contains(&name.value.as_str()) {
            let message = format!("expected fields among {}, found {}", listed(settable), shown(&name.value));
            impossible(name.at, message, &help_with(&name.value, settable), say);
        } else if keys.has(&name.value) {
            let message = format!("expected a field to be set or cleared, found both for {}", shown(&name.value));
            impossible(name.at, message, "leave out one of the two", say);
        } else {
            names.push(name.value);
        }
    }
    names
}

/// The fields that are set.
pub(super) fn read(kind: RecordKind, keys: &Keys<'_>, say: &mut Complaints<'_>) -> Judgement {
    match kind {
        RecordKind::Event => Judgement::Event(event(keys, say)),
        RecordKind::Indicator => Judgement::Indicator(indicator(keys, say)),
        RecordKind::Reference => Judgement::Reference(reference(keys, say)),
    }
}

fn event(keys: &Keys<'_>, say: &mut Complaints<'_>) -> EventFields {
    EventFields {
        title: text(keys, "title", say),
        description: text(keys, "description", say),
        date: keys.date("date", say).and_then(|date| parsed(&date, say, EDTF)),
        category: choice(keys, "category", Category::NAMES, Category::from_name, say),
        event_type: choice(keys, "event_type", EventType::NAMES, EventType::from_name, say),
        actors: texts(keys, "actors", say),
    }
}

fn indicator(keys: &Keys<'_>, say: &mut Complaints<'_>) -> IndicatorFields {
    let fields = IndicatorFields {
        indicator_id: text(keys, "indicator_id", say),
        indicator_name: text(keys, "indicator_name", say),
        kind: choice(keys, "kind", ObservationKind::NAMES, ObservationKind::from_name, say),
        ref_area: text(keys, "ref_area", say),
        counterpart_area: text(keys, "counterpart_area", say),
        time_period: keys.date("time_period", say).and_then(|date| parsed(&date, say, EDTF)),
        value: number(keys, "value", say),
        value_low: number(keys, "value_low", say),
        value_high: number(keys, "value_high", say),
        comparator: choice(keys, "comparator", Comparator::NAMES, Comparator::from_name, say),
        unit: text(keys, "unit", say),
        obs_status: choice(keys, "obs_status", ObsStatus::NAMES, ObsStatus::from_name, say),
        scenario: text(keys, "scenario", say),
    };
    if let (Some(low), Some(high)) = (fields.value_low, fields.value_high)
        && low > high
    {
        let message = format!("expected `value_low` below `value_high`, found {low} and {high}");
        impossible(keys.at, message, "change the two round", say);
    }
    fields
}

fn reference(keys: &Keys<'_>, say: &mut Complaints<'_>) -> ReferenceFields {
    ReferenceFields {
        kind: choice(keys, "type", ReferenceType::NAMES, ReferenceType::from_name, say),
        authors: texts(keys, "authors", say),
        title: text(keys, "title", say),
        container_title: text(keys, "container_title", say),
        publisher: text(keys, "publisher", say),
        issued: keys.date("issued", say).and_then(|date| parsed(&date, say, EDTF)),
        accessed: keys.date("accessed", say).and_then(|date| parsed(&date, say, EDTF)),
        url: text(keys, "url", say),
    }
}

/// A text that is set; an empty one is a slip for `clear`.
fn text(keys: &Keys<'_>, key: &str, say: &mut Complaints<'_>) -> Option<String> {
    keys.required_where_present(key, say).map(|text| text.value)
}

fn texts(keys: &Keys<'_>, key: &str, say: &mut Complaints<'_>) -> Option<Vec<String>> {
    keys.has(key).then(|| keys.texts(key, say).into_iter().map(|text| text.value).collect())
}

fn number(keys: &Keys<'_>, key: &str, say: &mut Complaints<'_>) -> Option<f64> {
    keys.number(key, say).map(|number| number.value)
}

fn choice<T>(
    keys: &Keys<'_>,
    key: &str,
    words: &[&str],
    from: impl Fn(&str) -> Option<T>,
    say: &mut Complaints<'_>,
) -> Option<T> {
    let text = keys.text(key, say)?;
    word(&text, words, from, say)
}
