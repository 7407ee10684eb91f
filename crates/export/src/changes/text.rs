//! The changes for a terminal.

use std::fmt::Write as _;

use chancery_model::changes::{Change, ChangeKind};

use super::excerpt::{excerpts, shortened};
use super::outline::{Tally, besides, by_table, is_listed, records};

/// The changes as lines: `+` added, `-` removed, `~` changed with its fields below it; tables that follow from the
/// text are counted. Control characters are left out; what a terminal would obey beyond those is the caller's to
/// make visible.
#[must_use]
pub fn changes_text(changes: &[Change]) -> String {
    let mut text = String::new();
    for (table, changes) in by_table(changes).filter(|(table, _)| is_listed(table)) {
        line(&mut text, format_args!("{table}: {}", Tally::of(changes).words()));
        for record in records(changes) {
            let sign = match record[0].kind {
                ChangeKind::Added => '+',
                ChangeKind::Removed => '-',
                ChangeKind::Changed => '~',
            };
            let label = shown(&shortened(&record[0].label));
            let label = if label.is_empty() { label } else { format!("  {label}") };
            line(&mut text, format_args!("  {sign} {}{label}", shown(&shortened(&record[0].record_id))));
            for change in record.iter().filter(|change| change.kind == ChangeKind::Changed) {
                let (before, after) = excerpts(&change.before, &change.after);
                line(&mut text, format_args!("      {}", change.field));
                for (when, value) in [("was", before), ("now", after)] {
                    let value = if value.is_empty() { "(empty)".to_owned() } else { shown(&value) };
                    line(&mut text, format_args!("        {when}  {value}"));
                }
            }
        }
    }
    let besides = besides(changes);
    if changes.is_empty() {
        text.push_str("no record differs\n");
    } else if text.is_empty() {
        line(&mut text, format_args!("no event, indicator or reference differs\nbesides: {besides}"));
    } else if !besides.is_empty() {
        line(&mut text, format_args!("besides: {besides}"));
    }
    text
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

/// A value on one line.
fn shown(value: &str) -> String {
    value.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
