//! `CHANGES.md`: the changes for people.

use std::fmt::Write as _;

use chancery_model::changes::{Change, ChangeKind, Changes};

use super::POSITIONS;

/// Longest value shown, in characters.
const SHOWN: usize = 100;

/// The changes as Markdown, by table, record and field. Values are set as code, so nothing in them is taken
/// for markup; long ones are shortened, and records that only moved in the text are counted.
#[must_use]
pub fn changes_markdown(changes: &Changes) -> String {
    let mut text = "# Changes\n\n".to_owned();
    match &changes.replaces {
        None => text.push_str("First release: there is none before it to compare with.\n"),
        Some(release) => {
            line(&mut text, format_args!("Since release {}, which this one replaces.", literal(release)));
            if changes.changes.is_empty() {
                text.push_str("\nNo record differs.\n");
            } else {
                text.push_str("Long values are shortened here; the tables and `manifest.json` hold them whole.\n");
            }
        }
    }
    for table in changes.changes.chunk_by(|one, next| one.table == next.table) {
        table_section(&mut text, table);
    }
    text
}

fn table_section(text: &mut String, changes: &[Change]) {
    let records: Vec<_> =
        changes.chunk_by(|one, next| one.record_id == next.record_id && one.kind == next.kind).collect();
    let of_kind =
        |kind| records.iter().filter(|record| record[0].kind == kind).map(|record| record.len()).sum::<usize>();
    let changed = records.iter().filter(|record| record[0].kind == ChangeKind::Changed);
    let (moved, changed): (Vec<&&[Change]>, Vec<_>) =
        changed.partition(|record| record.iter().all(|change| is_position(change)));
    line(text, format_args!("\n## {}\n", literal(&changes[0].table)));
    let counts = [
        (of_kind(ChangeKind::Added), "added"),
        (of_kind(ChangeKind::Removed), "removed"),
        (changed.len(), "changed"),
        (moved.len(), "only moved in the text"),
    ];
    let counts: Vec<_> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    line(text, format_args!("{}.\n", counts.join(", ")));
    for change in changes {
        match change.kind {
            ChangeKind::Added => line(text, format_args!("- Added {}", literal(&change.record_id))),
            ChangeKind::Removed => line(text, format_args!("- Removed {}", literal(&change.record_id))),
            ChangeKind::Changed => {}
        }
    }
    for record in changed {
        line(text, format_args!("- Changed {}", literal(&record[0].record_id)));
        for change in record.iter().filter(|change| !is_position(change)) {
            let (before, after) = (literal(&change.before), literal(&change.after));
            line(text, format_args!("  - {}: {before} → {after}", literal(&change.field)));
        }
    }
}

fn is_position(change: &Change) -> bool {
    POSITIONS.contains(&change.field.as_str())
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

/// A value as a Markdown code span, on one line.
fn literal(value: &str) -> String {
    if value.trim().is_empty() {
        return "(empty)".to_owned();
    }
    let mut letters = value.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut shown: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    // A span ends at a run of as many backticks as began it.
    let longest = shown.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(record_id: &str, kind: ChangeKind, field: &str, before: &str, after: &str) -> Change {
        Change {
            table: "events".to_owned(),
            record_id: record_id.to_owned(),
            kind,
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    #[test]
    fn a_first_release_says_so() {
        assert_eq!(
            changes_markdown(&Changes::default()),
            "# Changes\n\nFirst release: there is none before it to compare with.\n"
        );
    }

    #[test]
    fn no_change_says_so() {
        let changes = Changes { replaces: Some("0123456789ab".to_owned()), changes: Vec::new() };
        let expected = "# Changes\n\nSince release `0123456789ab`, which this one replaces.\n\nNo record differs.\n";
        assert_eq!(changes_markdown(&changes), expected);
    }

    #[test]
    fn changes_are_shown_by_record_and_field() {
        let changes = vec![
            change("d", ChangeKind::Added, "", "", ""),
            change("a", ChangeKind::Changed, "date", "", "1997-06"),
            change("a", ChangeKind::Changed, "char_start", "1", "2"),
            change("b", ChangeKind::Changed, "char_start", "3", "4"),
            change("c", ChangeKind::Removed, "", "", ""),
        ];
        let text = changes_markdown(&Changes { replaces: Some("0123456789ab".to_owned()), changes });
        let section = text.split_once("\n## ").expect("a section").1;
        let expected = "`events`\n\n1 added, 1 removed, 1 changed, 1 only moved in the text.\n\n\
                        - Added `d`\n- Removed `c`\n- Changed `a`\n  - `date`: (empty) → `1997-06`\n";
        assert_eq!(section, expected);
    }

    #[test]
    fn records_without_id_that_are_alike_are_all_counted() {
        let changes = vec![change("a", ChangeKind::Added, "", "", ""); 3];
        let text = changes_markdown(&Changes { replaces: Some("0123456789ab".to_owned()), changes });
        assert!(text.contains("\n3 added.\n"), "{text}");
    }

    #[test]
    fn hostile_values_stay_values() {
        let cases = [
            ("<b>*x*</b> | y", "`<b>*x*</b> | y`"),
            ("a\n# b\r\n- c\0", "`a # b  - c `"),
            ("`", "`` ` ``"),
            ("a``b", "``` a``b ```"),
            (" ", "(empty)"),
        ];
        for (value, expected) in cases {
            assert_eq!(literal(value), expected, "{value:?}");
        }
        assert_eq!(literal(&"é".repeat(SHOWN)), format!("`{}`", "é".repeat(SHOWN)));
        assert_eq!(literal(&"é".repeat(SHOWN + 1)), format!("`{}…`", "é".repeat(SHOWN)));
    }
}
