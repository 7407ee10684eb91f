//! A table read back from its CSV.

use csv::StringRecord;

use crate::csv::unguarded;

/// A table as read; without columns where the release has no such table.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) header: StringRecord,
    records: Vec<StringRecord>,
}

impl Sheet {
    /// Reads a table; `None` is a release without it.
    ///
    /// # Errors
    /// What is wrong with bytes that are no CSV with a header and as many fields in every row.
    pub(super) fn read(bytes: Option<&Vec<u8>>) -> Result<Self, String> {
        let Some(bytes) = bytes else { return Ok(Self::default()) };
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
        let header = reader.headers().map_err(|cause| cause.to_string())?.clone();
        if header.is_empty() {
            return Err("expected a header, found an empty file".to_owned());
        }
        let records = reader.records().collect::<Result<_, _>>().map_err(|cause| cause.to_string())?;
        Ok(Self { header, records })
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    /// A value as its table means it, without the apostrophe that guards against formulas; empty where there is
    /// no such row or column.
    pub(super) fn value(&self, row: usize, column: &str) -> &str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| self.records.get(row)?.get(at)).map_or("", unguarded)
    }
}
