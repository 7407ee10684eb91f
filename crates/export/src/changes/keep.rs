//! Ids that stay: the records of a new edition keep the ids they had in the release it replaces.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chancery_model::datasets::Datasets;
use chancery_model::event::Event;
use chancery_model::observation::Observation;
use chancery_model::reference::Reference;
use chancery_model::table::Record;

use super::identity::marks;
use super::matching::pairs;
use super::sheet::{Sheet, Sheets};
use crate::tables;

/// The same datasets, every event, indicator and reference that a previous release's tables hold under the id it has
/// there, whatever its date or title would name it today. What the release does not hold keeps its own id, or gets a
/// number behind it where another record has or had that id. Without tables nothing changes, and so it does for the
/// release that the same datasets made.
#[must_use]
pub fn kept_ids(datasets: &Datasets, previous: &Sheets<'_>) -> Datasets {
    let mut kept = datasets.clone();
    if previous.is_empty() {
        return kept;
    }
    let rows = tables::rows(datasets);
    let new = Sheets::of(&rows);
    let events = Names::of::<Event>(previous, &new);
    let observations = Names::of::<Observation>(previous, &new);
    let references = Names::of::<Reference>(previous, &new);
    let names = [&events, &observations, &references];

    for (event, id) in kept.events.iter_mut().zip(&events.by_row) {
        event.event_id.clone_from(id);
    }
    for (observation, id) in kept.observations.iter_mut().zip(&observations.by_row) {
        observation.observation_id.clone_from(id);
    }
    for (reference, id) in kept.references.iter_mut().zip(&references.by_row) {
        reference.reference_id.clone_from(id);
    }
    rename_keys(&mut kept.events, &names);
    rename_keys(&mut kept.observations, &names);
    rename_keys(&mut kept.references, &names);
    rename_keys(&mut kept.citations, &names);
    rename_keys(&mut kept.passages, &names);
    rename_keys(&mut kept.findings, &names);
    // A finding may concern a record of any table, so no column says of which.
    for id in kept.findings.iter_mut().filter_map(|finding| finding.record_id.as_mut()) {
        let holds = |names: &&&Names| names.by_id.contains_key(id.as_str());
        if let Some(names) = names.iter().find(holds) {
            names.rename(id);
        }
    }
    kept
}

/// Names the records of other tables, in every column that holds their keys, by the ids they have now.
fn rename_keys<R: Record>(records: &mut [R], names: &[&Names]) {
    for field in R::FIELDS {
        let target = names.iter().find(|names| field.column.references == Some(names.table));
        let Some(names) = target else { continue };
        records.iter_mut().flat_map(|record| (field.keys)(record)).for_each(|id| names.rename(id));
    }
}

/// The ids of a table's records.
struct Names {
    /// The table.
    table: &'static str,
    /// By row.
    by_row: Vec<String>,
    /// By the id that the record had.
    by_id: BTreeMap<String, String>,
}

impl Names {
    fn of<R: Record>(old: &Sheets<'_>, new: &Sheets<'_>) -> Self {
        let (table, nobody) = (R::TABLE.name, BTreeMap::new());
        let pairs = pairs(&marks(table, old, &nobody), &marks(table, new, &nobody));
        let ids = |sheets: &Sheets<'_>| sheets.get(table).map_or_else(Vec::new, |sheet| ids(sheet, R::TABLE.key));
        let (old_ids, own_ids) = (ids(old), ids(new));
        let mut taken: BTreeSet<String> = old_ids.iter().cloned().collect();
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        let mut given = BTreeSet::new();
        let mut by_row = Vec::with_capacity(pairs.len());
        for (pair, own) in pairs.iter().zip(&own_ids) {
            // A damaged release may hold an id twice, or none: its second holder gets one of its own.
            let kept = pair.and_then(|row| old_ids.get(row)).filter(|id| !id.is_empty() && !given.contains(*id));
            let id = kept.map_or_else(|| free(own, &taken, &mut counts), String::clone);
            taken.insert(id.clone());
            given.insert(id.clone());
            by_row.push(id);
        }
        let by_id = own_ids.into_iter().zip(by_row.iter().cloned()).collect();
        Self { table, by_row, by_id }
    }

    fn rename(&self, id: &mut String) {
        if let Some(kept) = self.by_id.get(id.as_str()) {
            id.clone_from(kept);
        }
    }
}

/// The ids of a table's rows, in order.
fn ids(sheet: &Sheet<'_>, key: Option<&str>) -> Vec<String> {
    let id = |row| key.map_or(Cow::Borrowed(""), |key| sheet.value(row, key)).into_owned();
    (0..sheet.len()).map(id).collect()
}

/// The id, or the id with the next number that nobody has or had.
fn free<'i>(id: &'i str, taken: &BTreeSet<String>, counts: &mut BTreeMap<&'i str, u32>) -> String {
    if !taken.contains(id) {
        return id.to_owned();
    }
    let count = counts.entry(id).or_insert(1);
    loop {
        *count += 1;
        let numbered = format!("{id}-{count}");
        if !taken.contains(&numbered) {
            return numbered;
        }
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::table::Cell;

    use super::*;
    use crate::csv::csv;
    use crate::sample;

    /// The tables as CSV: the datasets hold numbers that are none, which equal nothing.
    fn tables_of(datasets: &Datasets) -> BTreeMap<String, Vec<u8>> {
        tables::rows(datasets).iter().map(|rows| (rows.table.name.to_owned(), csv(rows))).collect()
    }

    fn kept(datasets: &Datasets, previous: &Datasets) -> Datasets {
        kept_ids(datasets, &Sheets::of(&tables::rows(previous)))
    }

    #[test]
    fn without_a_release_nothing_changes() {
        let datasets = sample::hostile();
        let same = tables_of(&datasets);
        assert!(tables_of(&kept_ids(&datasets, &Sheets::default())) == same);
        assert!(tables_of(&kept(&datasets, &datasets)) == same);
        assert!(tables_of(&kept(&datasets, &sample::empty())) == same);
        let stored = Sheets::read(&same).expect("tables");
        assert!(tables_of(&kept_ids(&datasets, &stored)) == same, "read back from its files");
    }

    #[test]
    fn ids_of_the_release_stay_and_are_named_wherever_they_stand() {
        let released = sample::hostile();
        let mut edited = released.clone();
        for (number, event) in edited.events.iter_mut().enumerate() {
            event.event_id = format!("event-{number}");
        }
        for observation in &mut edited.observations {
            observation.observation_id.insert_str(0, "new-");
        }
        for reference in &mut edited.references {
            reference.reference_id.insert_str(0, "new-");
        }
        let renew = |id: &mut String| id.insert_str(0, "new-");
        edited.events.iter_mut().flat_map(|event| &mut event.reference_ids).for_each(renew);
        edited.observations.iter_mut().flat_map(|row| &mut row.reference_ids).for_each(renew);
        edited.citations.iter_mut().filter_map(|citation| citation.reference_id.as_mut()).for_each(renew);
        assert!(tables_of(&kept(&edited, &released)) == tables_of(&released));
    }

    #[test]
    fn an_id_that_another_record_had_is_not_given_again() {
        let released = sample::hostile();
        let mut edited = released.clone();
        let gone = edited.events[0].event_id.clone();
        edited.events[0].title = "Ferry".to_owned();
        edited.events[0].description = String::new();
        edited.events[0].quote = "ferry".to_owned();
        edited.events[0].date = None;
        edited.events[0].support.clear();
        let next = kept(&edited, &released);
        assert_eq!(next.events[0].event_id, format!("{gone}-2"));
        assert!(tables_of(&kept(&edited, &next)) == tables_of(&next), "once more gives the same");
    }

    #[test]
    fn a_damaged_release_never_gives_an_id_twice() {
        let datasets = sample::hostile();
        let mut doubled = datasets.clone();
        for event in &mut doubled.events {
            event.event_id = "same".to_owned();
        }
        let next = kept(&datasets, &doubled);
        let ids: BTreeSet<&str> = next.events.iter().map(|event| event.event_id.as_str()).collect();
        assert_eq!(ids.len(), next.events.len());
    }

    #[test]
    fn every_column_of_keys_gives_the_very_keys_it_shows() {
        fn check<R: Record + Clone>(records: &[R]) {
            for field in R::FIELDS {
                let name = (R::TABLE.name, field.column.name);
                for record in records {
                    let shown = match (field.cell)(record) {
                        _ if field.column.references.is_none() => Vec::new(),
                        Cell::Null => Vec::new(),
                        Cell::Text(key) => vec![key.into_owned()],
                        Cell::List(keys) => keys.into_owned(),
                        other => unreachable!("{name:?}: {other:?}"),
                    };
                    assert_eq!((field.keys)(&mut record.clone()), shown, "{name:?}");
                }
            }
        }
        let datasets = sample::hostile();
        check(&datasets.events);
        check(&datasets.observations);
        check(&datasets.references);
        check(&datasets.citations);
        check(&datasets.passages);
        check(&datasets.findings);
    }
}
