//! `chancery schema`: the tables and their columns.

use std::fmt::Write;

use chancery_export::tables::{self, TABLES};
use chancery_ingest::nearest;
use chancery_model::table::{Column, ColumnKind, Table};

use crate::arguments::SchemaOptions;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::window::visible;

/// Prints one table's columns, or every table's.
pub(crate) fn schema(options: &SchemaOptions, console: &Console) -> Exit {
    let wanted: Vec<&Table> = match &options.table {
        None => TABLES.to_vec(),
        Some(name) => match tables::table(name) {
            Some(table) => vec![table],
            None => return console.fail(&unknown_table(name)),
        },
    };
    console.print(&wanted.iter().map(|table| page(table)).collect::<Vec<_>>().join("\n"))
}

fn unknown_table(name: &str) -> Failure {
    let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let failure = Failure::new(Exit::Usage, format!("there is no table {:?}", visible(name)));
    let all = format!("the tables are {}", names.join(", "));
    match nearest(name, names.iter().copied()) {
        Some(near) => failure.help(format!("did you mean {near}? {all}")),
        None => failure.help(all),
    }
}

/// A table's name, meaning and columns.
fn page(table: &Table) -> String {
    let width = table.columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
    let mut page = format!("{}: {}\n", table.name, table.description);
    for column in table.columns {
        let _ = writeln!(page, "  {:width$}  {:8}  {}", column.name, kind(column), meaning(column, table));
    }
    page
}

const fn kind(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Integer => "integer",
        ColumnKind::Number => "number",
        ColumnKind::Date => "date",
        ColumnKind::TextList => "list",
    }
}

/// What a column says, whether it may be empty, and what it may hold.
fn meaning(column: &Column, table: &Table) -> String {
    let mut meaning = column.description.to_owned();
    if table.key == Some(column.name) {
        meaning.push_str(" Key.");
    } else if !column.nullable {
        meaning.push_str(" Never empty.");
    }
    if !column.values.is_empty() {
        let _ = write!(meaning, " One of: {}.", column.values.join(", "));
    }
    if let Some(table) = column.references {
        let _ = write!(meaning, " Keys of {table}.");
    }
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_table() {
        let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        let cases = [
            ("event", Some("events")),
            ("Indicator", Some("indicators")),
            ("refrences", Some("references")),
            ("finding", Some("findings")),
            ("", None),
            ("zzz", None),
            ("budget", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(nearest(typed, names.iter().copied()), expected, "{typed:?}");
        }
    }

    #[test]
    fn every_column_has_its_line() {
        for table in TABLES {
            let page = page(table);
            assert_eq!(page.lines().count(), table.columns.len() + 1, "{}", table.name);
        }
        assert!(page(TABLES[0]).contains("Keys of references."));
    }
}
