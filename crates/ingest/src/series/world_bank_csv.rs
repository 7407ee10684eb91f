//! World Bank CSV, as the data portal's download gives it.
//!
//! UTF-8 with byte-order mark, LF or CRLF; `"Data Source"` and `"Last Updated Date"` lines, empty lines between,
//! a header, and a comma at the end of every line, which makes an empty last column. The preamble may be absent, and
//! the bulk download has many indicators in one file.

pub(super) use super::wide::read;

/// Whether a file begins as one does.
pub(super) fn is(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\"").unwrap_or(text);
    [&b"Data Source"[..], b"Country Name", b"Last Updated Date"].iter().any(|start| text.starts_with(start))
}
