//! Mending a report's file: the changes that findings offer, made in the author's own text.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use chancery_compile::SourceFile;
use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Edit};
use similar::TextDiff;

use crate::draw::Canvas;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::state::write_file;

/// A report's file with the changes made.
#[derive(Debug)]
pub(crate) struct Mended {
    /// The whole text.
    pub(crate) text: String,
    /// Findings that are mended by it.
    pub(crate) n_mended: usize,
}

impl Mended {
    /// Makes changes that come in the order of the text and do not meet.
    pub(super) fn made(raw: &str, changes: impl IntoIterator<Item = Change>, n_mended: usize) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut at = 0;
        for change in changes {
            text.push_str(&raw[at..change.start]);
            text.push_str(&change.text);
            at = change.end;
        }
        text.push_str(&raw[at..]);
        Self { text, n_mended }
    }
}

/// What changed in a file, as a unified diff that `patch` can read; empty where nothing did.
pub(crate) fn diff(before: &SourceFile, after: &SourceFile, opened: &Path) -> String {
    let [old, new] = [before, after].map(|file| String::from_utf8_lossy(&file.bytes));
    let path = opened.display().to_string();
    TextDiff::from_lines(&*old, &*new).unified_diff().context_radius(1).header(&path, &path).to_string()
}

/// Makes the changes. A finding whose changes meet another's, or whose text is not the author's letter for letter
/// (markup stands in it), is left as it is.
///
/// # Errors
/// [`Exit::BadInput`] where the report is no text file, so that there is nothing to write into.
pub(crate) fn mended(diagnostics: &[Diagnostic], canvas: &Canvas, file: &SourceFile) -> Result<Mended, Failure> {
    let raw = raw(canvas, file)?;
    let mut changes: BTreeMap<(usize, bool), Change> = BTreeMap::new();
    let mut n_mended = 0;
    let offers = diagnostics.iter().filter(|diagnostic| !diagnostic.edits.is_empty());
    for diagnostic in offers {
        let offered: Option<Vec<Change>> = diagnostic.edits.iter().map(|edit| change(edit, canvas)).collect();
        let Some(offered) = offered else { continue };
        if offered.iter().all(|offer| is_free(&changes, offer)) {
            changes.extend(offered.into_iter().map(|change| (change.key(), change)));
            n_mended += 1;
        }
    }
    Ok(Mended::made(raw, changes.into_values(), n_mended))
}

/// The author's text, where the file is text.
fn raw<'c>(canvas: &'c Canvas, file: &SourceFile) -> Result<&'c str, Failure> {
    let raw = canvas.source.raw();
    if raw.as_bytes() == file.bytes {
        return Ok(raw);
    }
    let message = format!("{} is no text file: its findings cannot be mended in place", canvas.report_path);
    Err(Failure::new(Exit::BadInput, message).help("mend them in the program that wrote it"))
}

/// Writes the changed text over the file it came from: into a file beside it, which then takes its place with its permissions.
///
/// # Errors
/// [`Exit::InputOutput`] where that fails; the file is then as it was.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace(path, bytes).map_err(|error| Failure::writing(path, &error))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // The file that a link leads to is written, not the link.
    let path = fs::canonicalize(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let written = (|| {
        write_file(&beside, bytes)?;
        fs::set_permissions(&beside, fs::metadata(&path)?.permissions())?;
        fs::rename(&beside, &path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Bytes of the author's file and what stands there instead.
pub(super) struct Change {
    /// First byte replaced.
    pub(super) start: usize,
    /// One past the last byte replaced; `start` where nothing is.
    pub(super) end: usize,
    /// What stands there instead.
    pub(super) text: String,
}

impl Change {
    /// Where it comes in the file: a line end put in stands behind what else is put in at the same place.
    fn key(&self) -> (usize, bool) {
        (self.start, self.text.starts_with(['\n', '\r']))
    }
}

/// Whether no change taken meets this one.
fn is_free(taken: &BTreeMap<(usize, bool), Change>, change: &Change) -> bool {
    let key = change.key();
    let before = taken.range(..key).next_back();
    let after = taken.range(key..).next();
    before.is_none_or(|(_, other)| other.end <= change.start)
        && after.is_none_or(|(at, other)| other.start >= change.end && *at != key)
}

/// The change in the author's file; `None` where what stands there is not what the finding saw.
fn change(edit: &Edit, canvas: &Canvas) -> Option<Change> {
    let raw = canvas.source.raw();
    let text = if raw.contains("\r\n") { edit.text.replace('\n', "\r\n") } else { edit.text.clone() };
    let report = canvas.report.text();
    let Anchor { start, end } = edit.anchor;
    let seen = report.get(canvas.report.byte_of(start)..canvas.report.byte_of(end))?;
    if !seen.is_empty() {
        let bytes = canvas.bytes(edit.anchor);
        return (raw.get(bytes.clone())? == seen).then_some(Change { start: bytes.start, end: bytes.end, text });
    }
    let at = match start.checked_sub(1) {
        _ if canvas.report.byte_of(start) == report.len() => raw.len(),
        Some(before) => canvas.bytes(Anchor { start: before, end: start }).end,
        None => canvas.bytes(edit.anchor).start,
    };
    Some(Change { start: at, end: at, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_that_meet_are_not_both_made() {
        let change = |start, end, text: &str| Change { start, end, text: text.to_owned() };
        let taken = [change(2, 4, "x"), change(8, 8, ".")].map(|change| (change.key(), change));
        let taken = BTreeMap::from(taken);
        let cases = [
            (0, 2, "x", true),
            (0, 3, "x", false),
            (2, 2, "x", false),
            (3, 3, "x", false),
            (4, 6, "x", true),
            (7, 9, "x", false),
            (8, 8, "x", false),
            (8, 8, "\n", true),
            (9, 9, "x", true),
        ];
        for (start, end, text, free) in cases {
            assert_eq!(is_free(&taken, &change(start, end, text)), free, "{start}..{end} {text:?}");
        }
    }
}
