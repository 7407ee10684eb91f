//! What changed since the release that this one replaces.

use chancery_model::changes::{Change, ChangeKind, Changes};

use super::label::Label;
use super::reading::{Reading, plain, shortened};
use super::{Block, Inline};
use crate::changes::excerpt::excerpts;

/// How many changes are listed; the rest are counted.
const LISTED: usize = 10;

/// Longest name of a record shown.
const NAME: usize = 80;

/// Tables whose changes are told, what a row is, and the words for values changed.
const TABLES: [(&str, Label, Label); 3] = [
    ("events", Label::Event, Label::ValuesChangedEvents),
    ("indicators", Label::Observation, Label::ValuesChangedIndicators),
    ("references", Label::Source, Label::ValuesChangedReferences),
];

/// What changed in the three datasets; or that this is the first release.
pub(crate) fn blocks(reading: &Reading<'_>, changes: &Changes) -> Vec<Block> {
    let wording = &reading.wording;
    let mut blocks = vec![reading.heading(Label::WhatChanged)];
    let Some(replaces) = changes.replaces.as_deref() else {
        blocks.push(Block::Paragraph(plain(wording.text(Label::FirstRelease))));
        return blocks;
    };
    let release = shortened(replaces, 20);
    let of_substance: Vec<_> = changes.changes.iter().filter(|change| is_of_substance(change)).collect();
    if of_substance.is_empty() {
        blocks.push(Block::Paragraph(plain(wording.fill(Label::NothingChanged, &[("release", &release)]))));
        return blocks;
    }
    let summary = summary(reading, &of_substance);
    let since = wording.fill(Label::ChangedSince, &[("release", &release), ("changes", &summary)]);
    blocks.push(Block::Paragraph(plain(since)));
    blocks.push(Block::List(of_substance.iter().take(LISTED).map(|change| item(reading, change)).collect()));
    if of_substance.len() > LISTED {
        let left = wording.counted(Label::Change, of_substance.len() - LISTED);
        blocks.push(Block::Note(plain(wording.fill(Label::ChangesLeft, &[("changes", &left)]))));
    }
    blocks
}

fn is_of_substance(change: &Change) -> bool {
    TABLES.iter().any(|(table, ..)| *table == change.table)
}

/// Records added and removed and values changed, by table.
fn summary(reading: &Reading<'_>, changes: &[&Change]) -> String {
    let wording = &reading.wording;
    let mut parts = Vec::new();
    for (table, noun, values_changed) in TABLES {
        let n_of = |kind| changes.iter().filter(|change| change.table == table && change.kind == kind).count();
        for (kind, label) in [(ChangeKind::Added, Label::RecordsAdded), (ChangeKind::Removed, Label::RecordsRemoved)] {
            if n_of(kind) > 0 {
                parts.push(wording.fill(label, &[("records", &wording.counted(noun, n_of(kind)))]));
            }
        }
        if n_of(ChangeKind::Changed) > 0 {
            parts.push(wording.counted(values_changed, n_of(ChangeKind::Changed)));
        }
    }
    parts.join("; ")
}

/// A change in words, its record by what readers know it by.
fn item(reading: &Reading<'_>, change: &Change) -> Vec<Inline> {
    let name = if change.label.is_empty() { &change.record_id } else { &change.label };
    let (before, after) = excerpts(&change.before, &change.after);
    let or_empty = |text: String| if text.is_empty() { reading.wording.text(Label::Empty).to_owned() } else { text };
    let (before, after, field) = (or_empty(before), or_empty(after), change.field.replace('_', " "));
    let label = match change.kind {
        ChangeKind::Added => Label::RecordAdded,
        ChangeKind::Removed => Label::RecordRemoved,
        ChangeKind::Changed => Label::RecordChanged,
    };
    let place = |place: &str| match place {
        "record" => reading.quoted(vec![Inline::Strong(shortened(name, NAME))]),
        "before" => plain(before.clone()),
        "after" => plain(after.clone()),
        _ => plain(field.clone()),
    };
    reading.filled(label, place)
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, texts_of};
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
        let text = texts_of(&blocks(&specimen::reading(&specimen::empty()), &changes));
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
        assert!(
            texts_of(&blocks(&specimen::reading(&specimen::empty()), &Changes::default()))
                .contains(specimen::label(Label::FirstRelease))
        );
        let unchanged = Changes {
            replaces: Some("r-1".to_owned()),
            changes: vec![change("passages", "a", ChangeKind::Changed, "text", "1", "2")],
        };
        assert!(texts_of(&blocks(&specimen::reading(&specimen::empty()), &unchanged)).contains("r-1"));
        assert_eq!(blocks(&specimen::reading(&specimen::empty()), &unchanged).len(), 2);
    }

    #[test]
    fn many_changes_are_listed_in_part() {
        let many = (0..40).map(|n| change("references", &format!("r{n}"), ChangeKind::Removed, "", "", ""));
        let changes = Changes { replaces: Some(String::new()), changes: many.collect() };
        let datasets = specimen::empty();
        let blocks = blocks(&specimen::reading(&datasets), &changes);
        assert!(matches!(&blocks[2], Block::List(items) if items.len() == LISTED));
        assert!(texts_of(&blocks).contains("30 changes"), "{}", texts_of(&blocks));
    }
}
