//! What a column holds: a change of what a record says is told, a change of where it stands is none.

/// What a column is to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its id.
    Id,
    /// What it says.
    Said,
    /// The words it was read from: told where nothing else of the record changed.
    Wording,
    /// Ids of references.
    Sources,
    /// A number no further from another column than its bound: told where it is not that column's own value.
    Bound,
    /// Where it stands, or what follows from other columns: never told.
    Place,
}

/// Every column of the tables that is not [`Part::Said`].
const PARTS: &[(&str, &str, Part)] = &[
    ("events", "event_id", Part::Id),
    ("events", "date_start", Part::Place),
    ("events", "date_end", Part::Place),
    ("events", "date_precision", Part::Place),
    ("events", "reference_ids", Part::Sources),
    ("events", "quote", Part::Wording),
    ("indicators", "observation_id", Part::Id),
    ("indicators", "period_start", Part::Place),
    ("indicators", "period_end", Part::Place),
    ("indicators", "value_low", Part::Bound),
    ("indicators", "value_high", Part::Bound),
    ("indicators", "phrase", Part::Wording),
    ("indicators", "reference_ids", Part::Sources),
    ("indicators", "quote", Part::Wording),
    ("references", "reference_id", Part::Id),
    ("references", "number", Part::Place),
    ("references", "n_citations", Part::Place),
    ("references", "raw", Part::Wording),
    ("citations", "citation_id", Part::Place),
    ("citations", "number", Part::Place),
    ("citations", "reference_id", Part::Sources),
    ("findings", "record_id", Part::Place),
];

/// Columns that are [`Part::Place`] in every table.
const PLACES: &[&str] = &[
    "char_start",
    "char_end",
    "scope_start",
    "scope_end",
    "line",
    "column",
    "section",
    "paragraph",
    "sentence",
    "passage_id",
    "support",
];

/// What a column of a table is; a column that this version does not know says something.
pub(super) fn part(table: &str, column: &str) -> Part {
    let own = PARTS.iter().find(|(of, name, _)| *of == table && *name == column);
    match own {
        Some((_, _, part)) => *part,
        None if PLACES.contains(&column) => Part::Place,
        None => Part::Said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{self, TABLES};

    #[test]
    fn every_column_named_here_is_one_of_its_table() {
        for (table, column, _) in PARTS {
            let table = tables::table(table).expect("a table");
            assert!(table.columns.iter().any(|known| known.name == *column), "{}.{column}", table.name);
        }
        for column in PLACES {
            assert!(TABLES.iter().any(|table| table.columns.iter().any(|known| known.name == *column)), "{column}");
        }
    }

    #[test]
    fn a_columns_part_is_the_tables_own() {
        let cases = [
            ("events", "date", Part::Said),
            ("events", "char_start", Part::Place),
            ("references", "number", Part::Place),
            ("indicators", "value", Part::Said),
            ("passages", "text", Part::Said),
            ("passages", "passage_id", Part::Place),
            ("events", "mood", Part::Said),
            ("weather", "number", Part::Said),
        ];
        for (table, column, expected) in cases {
            assert_eq!(part(table, column), expected, "{table}.{column}");
        }
    }
}
