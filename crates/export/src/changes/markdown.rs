//! `CHANGES.md`: the changes for people.

use std::fmt::Write as _;

use chancery_model::changes::{Change, ChangeKind, Changes};

use super::excerpt::{excerpts, shortened};
use super::outline::{Tally, besides, by_table, is_listed, records};

/// `CHANGES.md` of a release.
#[must_use]
pub fn changes_markdown(changes: &Changes) -> String {
    let mut text = "# Changes\n\n".to_owned();
    match &changes.replaces {
        None => text.push_str("First release: there is none before it to compare with.\n"),
        Some(release) => {
            line(&mut text, format_args!("Since release {}, which this one replaces.", literal(release)));
            text.push_str(&body(&changes.changes));
        }
    }
    text
}

/// The changes between two sides that a reader named.
#[must_use]
pub fn difference_markdown(old: &str, new: &str, changes: &[Change]) -> String {
    format!("# Changes\n\nFrom {} to {}.\n{}", literal(old), literal(new), body(changes))
}

/// The changes of events, indicators and references by record and field, and how much else differs. Values are set
/// as code, so nothing in them is taken for markup; long ones are cut to what differs.
fn body(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "\nNo record differs.\n".to_owned();
    }
    let mut text = String::new();
    for (table, changes) in by_table(changes).filter(|(table, _)| is_listed(table)) {
        table_section(&mut text, table, changes);
    }
    if text.is_empty() {
        text.push_str("\nNo event, indicator or reference differs.\n");
    }
    let besides = besides(changes);
    if !besides.is_empty() {
        line(&mut text, format_args!("\n## Besides\n\n{}.", besides.replace("; ", ".\n")));
    }
    text
}

fn table_section(text: &mut String, table: &str, changes: &[Change]) {
    line(text, format_args!("\n## {table}\n\n{}.\n", Tally::of(changes).words()));
    for kind in [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Changed] {
        for record in records(changes).filter(|record| record[0].kind == kind) {
            let what = match kind {
                ChangeKind::Added => "Added",
                ChangeKind::Removed => "Removed",
                ChangeKind::Changed => "Changed",
            };
            let label = match shortened(&record[0].label) {
                label if label.trim().is_empty() => String::new(),
                label => format!(": {}", literal(&label)),
            };
            line(text, format_args!("- {what} {}{label}", literal(&shortened(&record[0].record_id))));
            for change in record.iter().filter(|_| kind == ChangeKind::Changed) {
                let (before, after) = excerpts(&change.before, &change.after);
                line(text, format_args!("  - {}: {} → {}", literal(&change.field), literal(&before), literal(&after)));
            }
        }
    }
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

/// A value as a Markdown code span, on one line.
fn literal(value: &str) -> String {
    if value.trim().is_empty() {
        return "(empty)".to_owned();
    }
    let shown: String = value.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
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
            label: if record_id == "d" { "1998, *Ferry*".to_owned() } else { String::new() },
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
            change("a", ChangeKind::Changed, "title", "Pact", "Treaty"),
            change("c", ChangeKind::Removed, "", "", ""),
            Change { table: "findings".to_owned(), ..change("no-date · x", ChangeKind::Added, "", "", "") },
        ];
        let text = changes_markdown(&Changes { replaces: Some("0123456789ab".to_owned()), changes });
        let section = text.split_once("\n## ").expect("a section").1;
        let expected = "events\n\n1 added, 1 removed, 1 changed.\n\n\
                        - Added `d`: `1998, *Ferry*`\n- Removed `c`\n\
                        - Changed `a`\n  - `date`: (empty) → `1997-06`\n  - `title`: `Pact` → `Treaty`\n\
                        \n## Besides\n\nfindings: 1 added.\n";
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
    }
}
