//! The shape of a table: its columns, and a record's values in that order.
//!
//! CSV, Parquet, the data package and `chancery schema` are all drawn from this one description, so
//! they cannot disagree.

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
}

/// A column's description.
#[derive(Debug)]
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// Kind of value.
    pub kind: ColumnKind,
    /// Whether a row may leave it empty.
    pub nullable: bool,
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

impl Column {
    /// A column that every row fills.
    #[must_use]
    pub const fn required(name: &'static str, kind: ColumnKind, description: &'static str) -> Self {
        Self { name, kind, nullable: false, description, values: &[], references: None }
    }

    /// A column that a row may leave empty.
    #[must_use]
    pub const fn optional(name: &'static str, kind: ColumnKind, description: &'static str) -> Self {
        Self { nullable: true, ..Self::required(name, kind, description) }
    }

    /// The same, with its only allowed values.
    #[must_use]
    pub const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    /// The same, its values being keys of another table.
    #[must_use]
    pub const fn keys_of(self, table: &'static str) -> Self {
        Self { references: Some(table), ..self }
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
pub trait Record {
    /// The table its rows form.
    const TABLE: Table;

    /// The values, one a column, in the table's order.
    fn cells(&self) -> Vec<Cell<'_>>;
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
