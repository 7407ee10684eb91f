//! CSV after RFC 4180: UTF-8, comma, LF, a header; nothing in a cell runs as a formula.
//!
//! Three rules make a cell's text more than its value, each of them reversible:
//! - a null is empty;
//! - a list's items are joined with `;`, a `;` in an item being `%3B` and a `%` being `%25`, so that
//!   splitting at `;` and percent-decoding gives the items back;
//! - a text or list that a spreadsheet would run as a formula has an apostrophe before it (OWASP, "CSV
//!   Injection"); [`unguarded`] takes it away.

use std::borrow::Cow;

use chancery_model::table::Cell;

use crate::tables::Rows;

/// Separates the items of a list.
pub const LIST_DELIMITER: char = ';';

/// A table as CSV.
///
/// # Panics
/// Never: writing to memory cannot fail, and rows may be of any length.
#[must_use]
pub fn csv(rows: &Rows<'_>) -> Vec<u8> {
    const IN_MEMORY: &str = "writing to memory cannot fail";
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .flexible(true)
        .from_writer(Vec::with_capacity(4096));
    writer.write_record(rows.table.columns.iter().map(|column| column.name)).expect(IN_MEMORY);
    for row in &rows.cells {
        for cell in row {
            writer.write_field(field(cell).as_bytes()).expect(IN_MEMORY);
        }
        writer.write_record(None::<&[u8]>).expect(IN_MEMORY);
    }
    writer.into_inner().expect(IN_MEMORY)
}

/// Path of a table's file in a release.
#[must_use]
pub fn path_of(table: &str) -> String {
    format!("csv/{table}.csv")
}

/// The table whose file in a release has this path; `None` for any other file.
#[must_use]
pub fn table_at(path: &str) -> Option<&str> {
    path.strip_prefix("csv/")?.strip_suffix(".csv")
}

/// A guarded text as it was before [`csv()`] guarded it; any other text unchanged.
#[must_use]
pub fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').filter(|text| runs_as_formula(text)).unwrap_or(field)
}

/// A cell as CSV has it.
fn field<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Text(_) | Cell::List(_) => guarded(printed(cell)),
        Cell::Null | Cell::Integer(_) | Cell::Number(_) | Cell::Date(_) => printed(cell),
    }
}

/// A cell as CSV has it, without the apostrophe that guards against formulas.
pub(crate) fn printed<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Text(text) => Cow::Borrowed(text),
        // Rust prints the shortest digits that read back as the same number, and never an exponent.
        Cell::Integer(number) => number.to_string().into(),
        Cell::Number(number) => number.to_string().into(),
        Cell::Date(day) => day.to_string().into(),
        Cell::List(items) => joined(items).into(),
    }
}

fn joined(items: &[String]) -> String {
    let mut list = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            list.push(LIST_DELIMITER);
        }
        for letter in item.chars() {
            match letter {
                ';' => list.push_str("%3B"),
                '%' => list.push_str("%25"),
                other => list.push(other),
            }
        }
    }
    list
}

fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    if runs_as_formula(&text) { format!("'{text}").into() } else { text }
}

/// Whether a spreadsheet might take the text for a formula. Spaces and apostrophes before it do not
/// count: some programs drop the first, and counting the second as part of the text would make it
/// impossible to tell a guard from an apostrophe of the author's. Programs set to East Asian languages
/// take the full-width signs too.
fn runs_as_formula(text: &str) -> bool {
    text.trim_start_matches(['\'', ' ', '\u{a0}', '\u{3000}', '\u{feff}']).starts_with(|first: char| {
        first.is_control() || matches!(first, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::tables;

    fn list(items: &[&str]) -> Cell<'static> {
        Cell::list(items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn cells_are_written_as_documented() {
        let cases = [
            (Cell::Null, ""),
            (Cell::text("plain"), "plain"),
            (Cell::text("'Quoted title'"), "'Quoted title'"),
            (Cell::text("a=b"), "a=b"),
            (Cell::Integer(-7), "-7"),
            (Cell::Number(-0.25), "-0.25"),
            (Cell::Number(45.0), "45"),
            (Cell::Number(0.1 + 0.2), "0.30000000000000004"),
            (Cell::Number(1e21), "1000000000000000000000"),
            (Cell::Number(5e-7), "0.0000005"),
            (Cell::Date("0987-06-05".parse().expect("a day")), "0987-06-05"),
            (list(&[]), ""),
            (list(&["TJK", "RUS"]), "TJK;RUS"),
            (list(&["Smith; Sons", "100% Pure"]), "Smith%3B Sons;100%25 Pure"),
        ];
        for (cell, expected) in cases {
            assert_eq!(field(&cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn formulas_are_guarded_and_given_back() {
        let hostile = [
            "=1+1",
            "+7 992 000",
            "-5 percent",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "  =1",
            "\u{feff}=1",
            "'=1",
            "''-x",
            "＝1",
            "＠x",
            "-",
        ];
        for text in hostile {
            let cell = Cell::text(text);
            let written = field(&cell);
            assert_eq!(written, format!("'{text}"), "{text:?}");
            assert_eq!(unguarded(&written), text);
        }
        assert_eq!(field(&list(&["=cmd", "x"])), "'=cmd;x");
        assert_eq!(field(&list(&["x", "=cmd"])), "x;=cmd");
        for text in ["", "'", "''", "'x", "x", "1", "–1", "[1]", "a\t=1", "%3B"] {
            let cell = Cell::text(text);
            assert_eq!(field(&cell), text);
            assert_eq!(unguarded(text), text);
        }
    }

    #[test]
    fn a_reader_gets_the_hostile_sample_back() {
        for rows in tables::rows(&sample::hostile()) {
            let bytes = csv(&rows);
            let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
            let header: Vec<_> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
            assert_eq!(header, rows.table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
            let read: Vec<_> = reader.records().map(|record| record.expect("a record")).collect();
            assert_eq!(read.len(), rows.cells.len(), "{}", rows.table.name);
            for (record, row) in read.iter().zip(&rows.cells) {
                for (read, cell) in record.iter().zip(row) {
                    if let Cell::Text(text) = cell {
                        assert_eq!(unguarded(read), text);
                    }
                }
            }
        }
    }

    #[test]
    fn an_empty_table_is_its_header() {
        let finding = tables::Rows { table: tables::TABLES[5], cells: Vec::new() };
        let expected = "rule,severity,message,section,line,column,char_start,char_end,record_id\n";
        assert_eq!(String::from_utf8(csv(&finding)).expect("UTF-8"), expected);
    }
}
