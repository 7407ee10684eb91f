//! The shape of a table: its columns, what each is for, and how a record fills it.
//!
//! A column is described once, in the file of the record whose table it stands in. CSV, Parquet, the data package,
//! `chancery schema`, `chancery explain`, the comparison of two releases and the ids kept from one to the next are all
//! drawn from that description, so they cannot disagree.

use std::borrow::Cow;

use crate::day::Day;

/// A table's description.
#[derive(Debug)]
pub struct Table {
    /// File name without extension: `events`.
    pub name: &'static str,
    /// What one row is.
    pub description: &'static str,
    /// Columns, in the order they are written.
    pub columns: &'static [Column],
    /// The column that names a row, unique and never empty; `None` for a table without ids.
    pub key: Option<&'static str>,
    /// The columns with the first code point of a stretch of `report.txt`, with one past its last, and with its
    /// characters; `None` where no column repeats what stands at a place.
    pub anchored: Option<[&'static str; 3]>,
}

/// A column's description.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// Kind of value.
    pub kind: ColumnKind,
    /// Whether a row may leave it empty.
    pub nullable: bool,
    /// What it is to its record when two releases are compared.
    pub part: ColumnPart,
    /// Whether readers know the record by it.
    pub is_label: bool,
    /// Meaning: unit, range, what empty says.
    pub description: &'static str,
    /// The only values allowed; empty where any value of the kind is.
    pub values: &'static [&'static str],
    /// The table whose key this column's values are.
    pub references: Option<&'static str>,
}

/// Kind of value in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Unicode text.
    Text,
    /// Whole number.
    Integer,
    /// Floating-point number.
    Number,
    /// Calendar day.
    Date,
    /// List of texts; CSV joins it with `;`.
    TextList,
}

/// What a column is to its record: a change of what a record says is told, a change of where it stands is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnPart {
    /// Its id, kept from one release to the next.
    Id,
    /// What it says.
    Said,
    /// The words it was read from: told where nothing else of the record changed.
    Wording,
    /// Ids of references.
    Sources,
    /// The number in the named column, or a bound of it: told where it is not that very number.
    BoundOf(&'static str),
    /// Where it stands, or what follows from other columns: never told.
    Place,
}

impl Table {
    /// The place of a column among the table's own, from 0.
    ///
    /// # Panics
    /// Where the table has no such column; called in a constant, the program does not compile then.
    #[must_use]
    pub const fn at(&self, name: &str) -> usize {
        let mut at = 0;
        while at < self.columns.len() && !is_same(self.columns[at].name, name) {
            at += 1;
        }
        assert!(at < self.columns.len(), "no column of the table has this name");
        at
    }

    /// The column of that name; `None` for any other name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

impl Column {
    /// A column that every row fills.
    #[must_use]
    pub const fn required(name: &'static str, kind: ColumnKind, part: ColumnPart, description: &'static str) -> Self {
        Self { name, kind, nullable: false, part, is_label: false, description, values: &[], references: None }
    }

    /// A column that a row may leave empty.
    #[must_use]
    pub const fn optional(name: &'static str, kind: ColumnKind, part: ColumnPart, description: &'static str) -> Self {
        Self { nullable: true, ..Self::required(name, kind, part, description) }
    }

    /// The same, with its only allowed values.
    #[must_use]
    pub const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    /// The same, readers knowing the record by it.
    #[must_use]
    pub const fn label(self) -> Self {
        Self { is_label: true, ..self }
    }

    /// The column of a record's table, filled with what `cell` gives.
    #[must_use]
    pub const fn filled<R>(self, cell: for<'r> fn(&'r R) -> Cell<'r>) -> Field<R> {
        Field { column: self, cell, keys: |_| &mut [] }
    }
}

/// A column of a record's own table.
#[derive(Debug)]
pub struct Field<R> {
    /// Its description.
    pub column: Column,
    /// What a record has in it.
    pub cell: for<'r> fn(&'r R) -> Cell<'r>,
    /// The keys of another table that a record has in it, to be changed with that table's; empty for a column that
    /// holds none.
    pub keys: for<'r> fn(&'r mut R) -> &'r mut [String],
}

impl<R> Field<R> {
    /// The same, its values being keys of another table, which stand in a record where `keys` says.
    #[must_use]
    pub const fn keys_of(self, table: &'static str, keys: for<'r> fn(&'r mut R) -> &'r mut [String]) -> Self {
        Self { column: Column { references: Some(table), ..self.column }, cell: self.cell, keys }
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Unknown or not applicable.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// Whole number.
    Integer(i64),
    /// Floating-point number, finite.
    Number(f64),
    /// Calendar day.
    Date(Day),
    /// List of texts, possibly empty.
    List(Cow<'a, [String]>),
}

impl<'a> Cell<'a> {
    /// Text that is there.
    #[must_use]
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Text, null where it is empty.
    #[must_use]
    pub fn filled(text: &'a str) -> Self {
        if text.is_empty() { Self::Null } else { Self::text(text) }
    }

    /// List of texts.
    #[must_use]
    pub fn list(texts: impl Into<Cow<'a, [String]>>) -> Self {
        Self::List(texts.into())
    }

    /// A position or count.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// `make` of the value, or null where there is none.
    #[must_use]
    pub fn maybe<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, make)
    }
}

/// A row type: its table and its values.
pub trait Record: Sized + 'static {
    /// Its columns, and how it fills them.
    const FIELDS: &'static [Field<Self>];

    /// The table its rows form, with the columns of [`Record::FIELDS`] (see [`columns_of`]).
    const TABLE: Table;

    /// The values, one a column, in the table's order.
    fn cells(&self) -> Vec<Cell<'_>> {
        Self::FIELDS.iter().map(|field| (field.cell)(self)).collect()
    }
}

/// The descriptions of a record's columns; `N` is how many [`Record::FIELDS`] has.
#[must_use]
pub const fn columns_of<R: Record, const N: usize>() -> [Column; N] {
    let mut columns = [Column::optional("", ColumnKind::Text, ColumnPart::Place, ""); N];
    let mut at = 0;
    while at < N {
        columns[at] = R::FIELDS[at].column;
        at += 1;
    }
    columns
}

/// An enumeration whose values have a fixed word in the tables.
///
/// `words!` writes the enum, its `NAMES` in declaration order, and `name`.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every word, in declaration order.
            pub const NAMES: &'static [&'static str] = &[$($word),+];

            /// The word the tables use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value a word stands for; `None` for any other word.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
