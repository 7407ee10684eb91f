//! Ids that stay: the records of a new edition keep the ids they had in the release it replaces.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::datasets::Datasets;

use super::identity::{Sheets, marks};
use super::matching::pairs;
use super::{CompareError, read};
use crate::csv::csv;
use crate::tables;

/// The same datasets, every event, indicator and reference that a previous release's tables hold under the id it has
/// there, whatever its date or title would name it today. What the release does not hold keeps its own id, or gets a
/// number behind it where another record has or had that id. Without tables nothing changes, and so it does for the
/// release that the same datasets made.
///
/// # Errors
/// When a table is not CSV with a header.
pub fn kept_ids(datasets: &Datasets, previous: &BTreeMap<String, Vec<u8>>) -> Result<Datasets, CompareError> {
    let mut kept = datasets.clone();
    if previous.is_empty() {
        return Ok(kept);
    }
    let old = read(previous)?;
    let new = read(&tables_of(datasets))?;
    let names = |table: &str, key: &str| renamed(table, key, &old, &new);
    let references = names("references", "reference_id");
    let (events, observations) = (names("events", "event_id"), names("indicators", "observation_id"));

    let source = |id: &mut String| rename(id, &references);
    for (event, id) in kept.events.iter_mut().zip(&events.by_row) {
        event.event_id.clone_from(id);
        event.reference_ids.iter_mut().for_each(source);
    }
    for (observation, id) in kept.observations.iter_mut().zip(&observations.by_row) {
        observation.observation_id.clone_from(id);
        observation.reference_ids.iter_mut().for_each(source);
    }
    for (reference, id) in kept.references.iter_mut().zip(&references.by_row) {
        reference.reference_id.clone_from(id);
    }
    kept.citations.iter_mut().filter_map(|citation| citation.reference_id.as_mut()).for_each(source);
    for id in kept.findings.iter_mut().filter_map(|finding| finding.record_id.as_mut()) {
        let holds = |names: &&Names| names.by_id.contains_key(id.as_str());
        if let Some(names) = [&events, &observations, &references].into_iter().find(holds) {
            rename(id, names);
        }
    }
    Ok(kept)
}

/// Every table of datasets as CSV, by name.
#[must_use]
pub fn tables_of(datasets: &Datasets) -> BTreeMap<String, Vec<u8>> {
    tables::rows(datasets).iter().map(|rows| (rows.table.name.to_owned(), csv(rows))).collect()
}

/// The ids of a table's records.
struct Names {
    /// By row.
    by_row: Vec<String>,
    /// By the id that the record had.
    by_id: BTreeMap<String, String>,
}

fn rename(id: &mut String, names: &Names) {
    if let Some(kept) = names.by_id.get(id.as_str()) {
        id.clone_from(kept);
    }
}

fn renamed(table: &str, key: &str, old: &Sheets, new: &Sheets) -> Names {
    let nobody = BTreeMap::new();
    let pairs = pairs(&marks(table, old, &nobody), &marks(table, new, &nobody));
    let old_id = |row: usize| old.get(table).map_or("", |sheet| sheet.value(row, key));
    let own_id = |row: usize| new.get(table).map_or("", |sheet| sheet.value(row, key));
    let n_old = old.get(table).map_or(0, super::Sheet::len);
    let mut taken: BTreeSet<String> = (0..n_old).map(|row| old_id(row).to_owned()).collect();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut given = BTreeSet::new();
    let mut by_row = Vec::with_capacity(pairs.len());
    for (row, pair) in pairs.iter().enumerate() {
        // A damaged release may hold an id twice, or none: its second holder gets one of its own.
        let kept = pair.map(old_id).filter(|id| !id.is_empty() && !given.contains(*id));
        let id = match kept {
            Some(id) => id.to_owned(),
            None => free(own_id(row), &taken, &mut counts),
        };
        taken.insert(id.clone());
        given.insert(id.clone());
        by_row.push(id);
    }
    let by_id = by_row.iter().enumerate().map(|(row, id)| (own_id(row).to_owned(), id.clone())).collect();
    Names { by_row, by_id }
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
    use super::*;
    use crate::sample;

    /// The tables that the kept datasets give: they hold numbers that are none, which equal nothing.
    fn kept(datasets: &Datasets, previous: &Datasets) -> BTreeMap<String, Vec<u8>> {
        tables_of(&kept_ids(datasets, &tables_of(previous)).expect("tables"))
    }

    #[test]
    fn without_a_release_nothing_changes() {
        let datasets = sample::hostile();
        let same = tables_of(&datasets);
        assert!(tables_of(&kept_ids(&datasets, &BTreeMap::new()).expect("no tables")) == same);
        assert!(kept(&datasets, &datasets) == same);
        assert!(kept(&datasets, &sample::empty()) == same);
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
        assert!(kept(&edited, &released) == tables_of(&released));
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
        let next = kept_ids(&edited, &tables_of(&released)).expect("tables");
        assert_eq!(next.events[0].event_id, format!("{gone}-2"));
        assert!(kept(&edited, &next) == tables_of(&next), "once more gives the same");
    }

    #[test]
    fn a_damaged_release_is_an_error_and_never_gives_an_id_twice() {
        let datasets = sample::hostile();
        let damaged = |bytes: &[u8]| BTreeMap::from([("events".to_owned(), bytes.to_vec())]);
        for bytes in [b"".as_slice(), b"event_id\n\xff\n", b"event_id,title\na\n"] {
            assert!(kept_ids(&datasets, &damaged(bytes)).is_err());
        }
        let mut doubled = datasets.clone();
        for event in &mut doubled.events {
            event.event_id = "same".to_owned();
        }
        let next = kept_ids(&datasets, &tables_of(&doubled)).expect("tables");
        let ids: BTreeSet<&str> = next.events.iter().map(|event| event.event_id.as_str()).collect();
        assert_eq!(ids.len(), next.events.len());
    }
}
