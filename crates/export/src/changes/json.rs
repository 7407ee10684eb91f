//! The changes for programs.

use chancery_model::changes::{Change, ChangeKind};
use serde_json::{Map, Value, json};

use super::outline::{Tally, by_table, is_listed, records};

/// The changes as a JSON document: `old` and `new` name the two sides; `counts` has records added, removed and
/// changed of every table that differs; `changes` lists the records of events, indicators and references, each with
/// `table`, `id`, `label`, `change` and, where it changed, its `fields` with `before` and `after` in full as the CSV
/// has them (`null` where empty).
///
/// # Panics
/// Never: every key is a string.
#[must_use]
pub fn changes_json(old: &str, new: &str, changes: &[Change]) -> String {
    let counts: Map<String, Value> = by_table(changes)
        .map(|(table, changes)| {
            let tally = Tally::of(changes);
            (table.to_owned(), json!({ "added": tally.added, "removed": tally.removed, "changed": tally.changed }))
        })
        .collect();
    let listed = by_table(changes).filter(|(table, _)| is_listed(table));
    let listed: Vec<Value> = listed.flat_map(|(_, changes)| records(changes).map(record)).collect();
    let document = json!({ "old": old, "new": new, "counts": counts, "changes": listed });
    let mut text = serde_json::to_string_pretty(&document).expect("every key is a string");
    text.push('\n');
    text
}

fn record(changes: &[Change]) -> Value {
    let first = &changes[0];
    let value = |text: &String| if text.is_empty() { Value::Null } else { Value::from(text.as_str()) };
    let mut object = json!({
        "table": first.table,
        "id": first.record_id,
        "label": value(&first.label),
        "change": first.kind.name(),
    });
    if first.kind == ChangeKind::Changed {
        let field = |change: &Change| json!({ "field": change.field, "before": value(&change.before), "after": value(&change.after) });
        object["fields"] = changes.iter().map(field).collect();
    }
    object
}
