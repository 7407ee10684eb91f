//! HTML: what a browser shows of the page's main content. Tokens are those of the living standard; the tree is
//! built with its implied end tags, not its repairs of crossed formatting.

mod element;
mod notes;
mod print;
mod table;
mod token;
mod tree;

use std::fmt;

use chancery_model::diagnostic::Checked;

use self::tree::Tree;
use super::ReportError;
use super::draft::{Draft, Words};
use crate::text::{TextError, decode};

/// A page in another encoding than UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlError {
    /// The encoding, as the page names it.
    pub charset: String,
    /// Offset of the first byte that is not UTF-8.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in code points, from 1.
    pub column: usize,
}

impl fmt::Display for HtmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { charset, offset, line, column } = self;
        write!(
            f,
            "expected UTF-8, found {charset} with a byte that is not at line {line}, column {column} (offset {offset})"
        )
    }
}

impl std::error::Error for HtmlError {}

/// Reads HTML.
///
/// # Errors
/// When it is not UTF-8 or holds no text.
pub(super) fn read(bytes: &[u8], words: Words<'_>) -> Result<Checked<Draft>, ReportError> {
    let decoded = decode(bytes).map_err(|error| match (error, named_charset(bytes)) {
        (TextError::InvalidUtf8 { offset, line, column }, Some(charset)) => {
            ReportError::Html(HtmlError { charset, offset, line, column })
        }
        (error, _) => ReportError::Text(error),
    })?;
    let tree = Tree::read(&decoded.text);
    let checked = print::print(&tree, decoded.source, words);
    if checked.value.blocks.is_empty() && checked.value.title.is_none() {
        return Err(ReportError::Text(TextError::Empty));
    }
    Ok(checked)
}

/// The encoding that a page names in its first kilobyte, where it is not UTF-8.
fn named_charset(bytes: &[u8]) -> Option<String> {
    const FAR: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(FAR)]).to_lowercase();
    let at = head.find("charset=")?;
    let value = head[at + "charset=".len()..].trim_start_matches(['"', '\'', ' ']);
    let end = value
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_'))
        .unwrap_or(value.len());
    let name = &value[..end];
    (!name.is_empty() && !matches!(name, "utf-8" | "utf8")).then(|| name.to_owned())
}

#[cfg(test)]
mod tests;
