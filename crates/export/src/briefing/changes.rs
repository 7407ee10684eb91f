//! What changed since the release that this one replaces.

use chancery_model::changes::{Change, ChangeKind, Changes};

use super::labels::{self, counted, fill};
use super::reading::{plain, shortened};
use super::{Block, Inline};
use crate::changes::excerpt::excerpts;

/// How many changes are listed; the rest are counted.
const LISTED: usize = 10;

/// Longest name of a record shown.
const NAME: usize = 80;

/// What changed in the three datasets; or that this is the first release.
pub(crate) fn blocks(changes: &Changes) -> Vec<Block> {
    let mut blocks = vec![Block::Heading { level: 1, text: labels::WHAT_CHANGED.to_owned() }];
    let Some(replaces) = changes.replaces.as_deref() else {
        blocks.push(Block::Paragraph(plain(labels::FIRST_RELEASE)));
        return blocks;
    };
    let release = shortened(replaces, 20);
    let of_substance: Vec<_> = changes.changes.iter().filter(|change| is_of_substance(change)).collect();
    if of_substance.is_empty() {
        blocks.push(Block::Paragraph(plain(fill(labels::NOTHING_CHANGED, &[&release]))));
        return blocks;
    }
    blocks.push(Block::Paragraph(plain(fill(labels::CHANGED_SINCE, &[&release, &summary(&of_substance)]))));
    blocks.push(Block::List(of_substance.iter().take(LISTED).map(|change| item(change)).collect()));
    if of_substance.len() > LISTED {
        let left = counted(of_substance.len() - LISTED, labels::CHANGE);
        blocks.push(Block::Note(plain(fill(labels::CHANGES_LEFT, &[&left]))));
    }
    blocks
}

fn is_of_substance(change: &Change) -> bool {
    labels::CHANGED_TABLES.iter().any(|(table, _)| *table == change.table)
}

/// Records added and removed and values changed, by table.
fn summary(changes: &[&Change]) -> String {
    let mut parts = Vec::new();
    for (table, noun) in labels::CHANGED_TABLES {
        for (kind, template) in labels::CHANGE_KINDS {
            let n_changes = changes.iter().filter(|change| change.table == table && change.kind == kind).count();
            if n_changes > 0 {
                let noun = if kind == ChangeKind::Changed { labels::CHANGED_VALUE } else { noun };
                parts.push(fill(template, &[&counted(n_changes, noun), table]));
            }
        }
    }
    parts.join("; ")
}

/// A change in words, its record by what readers know it by.
fn item(change: &Change) -> Vec<Inline> {
    let name = if change.label.is_empty() { &change.record_id } else { &change.label };
    let record = Inline::Strong(shortened(name, NAME));
    let value = |text: String| if text.is_empty() { labels::EMPTY.to_owned() } else { text };
    let words = match change.kind {
        ChangeKind::Added => labels::RECORD_ADDED.to_owned(),
        ChangeKind::Removed => labels::RECORD_REMOVED.to_owned(),
        ChangeKind::Changed => {
            let (before, after) = excerpts(&change.before, &change.after);
            fill(labels::RECORD_CHANGED, &[&change.field.replace('_', " "), &value(before), &value(after)])
        }
    };
    vec![record, Inline::Text(words)]
}

#[cfg(test)]
mod tests {
    use super::super::specimen::texts_of;
    use super::*;

    fn change(table: &str, record: &str, kind: ChangeKind, field: &str, before: &str, after: &str) -> Change {
        Change {
            table: table.to_owned(),
            record_id: record.to_owned(),
            label: if record == "2001-visit" { "2001, Visit".to_owned() } else { String::new() },
            kind,
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    #[test]
    fn changes_are_counted_and_listed() {
        let changes = Changes {
            replaces: Some("r-1".to_owned()),
            changes: vec![
                change("events", "1999-accord", ChangeKind::Changed, "date", "1999", "1999-06"),
                change("events", "2001-visit", ChangeKind::Added, "", "", ""),
                change("indicators", "grain", ChangeKind::Changed, "value", "", "45"),
                change("passages", "p1", ChangeKind::Added, "", "", ""),
            ],
        };
        let text = texts_of(&blocks(&changes));
        assert!(
            text.contains(
                "Since release r-1: 1 event added; 1 value changed in events; 1 value changed in indicators."
            ),
            "{text}"
        );
        assert!(text.contains("1999-accord: date was 1999, is now 1999-06"), "{text}");
        assert!(text.contains("grain: value was empty, is now 45"), "{text}");
        assert!(text.contains("2001, Visit") && !text.contains("p1"), "{text}");
    }

    #[test]
    fn a_first_release_and_an_unchanged_one_say_so() {
        assert!(texts_of(&blocks(&Changes::default())).contains(labels::FIRST_RELEASE));
        let unchanged = Changes {
            replaces: Some("r-1".to_owned()),
            changes: vec![change("passages", "a", ChangeKind::Changed, "text", "1", "2")],
        };
        assert!(texts_of(&blocks(&unchanged)).contains("r-1"));
        assert_eq!(blocks(&unchanged).len(), 2);
    }

    #[test]
    fn many_changes_are_listed_in_part() {
        let many = (0..40).map(|n| change("references", &format!("r{n}"), ChangeKind::Removed, "", "", ""));
        let changes = Changes { replaces: Some(String::new()), changes: many.collect() };
        let blocks = blocks(&changes);
        assert!(matches!(&blocks[2], Block::List(items) if items.len() == LISTED));
        assert!(texts_of(&blocks).contains("30 changes"), "{}", texts_of(&blocks));
    }
}
