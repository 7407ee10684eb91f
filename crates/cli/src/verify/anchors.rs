//! The anchors of a release: every anchored text is the characters at its anchor in `report.txt`.

use std::collections::BTreeMap;

use chancery_export::tables::{Rows, TABLES};
use chancery_ingest::text::CharIndex;
use chancery_model::table::Cell;

use super::Counts;
use crate::release::Release;

/// Compares every anchored text of the tables with the characters at its anchor. A row without an anchor was read in
/// another file than the report.
pub(super) fn check(
    tables: &BTreeMap<&'static str, Rows<'static>>,
    release: &Release,
    counts: &mut Counts,
    problems: &mut Vec<String>,
) {
    let text = release.files.get("report.txt").map_or(&[][..], Vec::as_slice);
    let text = CharIndex::new(&String::from_utf8_lossy(text));
    for table in TABLES {
        let (Some(rows), Some([start, end, quote])) = (tables.get(table.name), table.anchored) else { continue };
        let column = |name: &str| table.columns.iter().position(|column| column.name == name);
        let (Some(start), Some(end), Some(quote)) = (column(start), column(end), column(quote)) else { continue };
        for (row, cells) in (1..).zip(&rows.cells) {
            if (&cells[start], &cells[end]) == (&Cell::Null, &Cell::Null) {
                continue;
            }
            counts.anchors += 1;
            let found = position(&cells[start]).zip(position(&cells[end])).and_then(|(start, end)| {
                text.text().get(text.byte_of(start)..text.byte_of(end)).filter(|_| start <= end)
            });
            let expected = match &cells[quote] {
                Cell::Text(quote) => Some(quote.as_ref()),
                // The writers leave out what says nothing.
                Cell::Null => Some(""),
                Cell::Integer(_) | Cell::Number(_) | Cell::Date(_) | Cell::List(_) => None,
            };
            if found.is_none() || found != expected {
                problems.push(format!("{}: row {row}: its text is not at its anchor in report.txt", table.name));
            }
        }
    }
}

fn position(cell: &Cell<'_>) -> Option<usize> {
    if let Cell::Integer(number) = cell { usize::try_from(*number).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use chancery_model::passage::Passage;
    use chancery_model::table::{Record, Table};

    use super::*;
    use crate::scratch::{Scratch, manifest};

    const TEXT: &str = "Мост открыт. -5 percent.";

    fn passage(start: Cell<'static>, end: Cell<'static>, text: &'static str) -> Vec<Cell<'static>> {
        let cell = |name| match name {
            "char_start" => start.clone(),
            "char_end" => end.clone(),
            "text" => Cell::text(text),
            _ => Cell::Null,
        };
        Passage::TABLE.columns.iter().map(|column| cell(column.name)).collect()
    }

    fn checked(row: Vec<Cell<'static>>) -> (usize, usize) {
        const PASSAGES: &Table = &Passage::TABLE;
        let scratch = Scratch::new("verify-anchors");
        scratch.write("manifest.json", manifest(&[]));
        scratch.write("report.txt", TEXT);
        let release = Release::read(&scratch.path("")).expect("a release");
        let tables = BTreeMap::from([("passages", Rows { table: PASSAGES, cells: vec![row] })]);
        let (mut counts, mut problems) = (Counts::default(), Vec::new());
        check(&tables, &release, &mut counts, &mut problems);
        (counts.anchors, problems.len())
    }

    #[test]
    fn anchors_count_characters() {
        let at = |start, end| (Cell::Integer(start), Cell::Integer(end));
        let cases = [
            ("in_place", at(0, 12), "Мост открыт.", (1, 0)),
            ("behind_other_letters", at(13, 24), "-5 percent.", (1, 0)),
            ("not_anchored", (Cell::Null, Cell::Null), "elsewhere", (0, 0)),
            ("moved", at(0, 11), "Мост открыт.", (1, 1)),
            ("past_the_end", at(13, 99_999), "-5 per cent.", (1, 1)),
            ("turned_round", at(24, 13), "-5 percent.", (1, 1)),
            ("negative", at(-1, 24), "-5 percent.", (1, 1)),
            ("half_an_anchor", (Cell::Integer(0), Cell::Null), "Мост", (1, 1)),
            ("another_text", at(0, 4), "мост", (1, 1)),
        ];
        for (situation, (start, end), text, expected) in cases {
            assert_eq!(checked(passage(start, end, text)), expected, "{situation}");
        }
    }
}
