//! World Bank workbook (Office Open XML): the CSV's layout on the sheet `Data`.
//!
//! Only the parts that lead to that sheet are unpacked, up to a stated size and ratio; entities that a part defines
//! are not expanded.

use std::io::{Cursor, Read};
use std::sync::Arc;

use chancery_model::diagnostic::Diagnostic;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::SeriesError;
use super::gathered::Gathered;
use super::workbook::{self, Cell, SHEET, Sheet};
use crate::place::listed;

/// Most bytes that the parts read may unpack to, together.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// Most bytes a part may unpack to for each byte of the file; sheets are around 10.
const MAX_RATIO: u64 = 100;
/// A file of this many unpacked bytes is no bomb whatever its ratio.
const HARMLESS: u64 = 1024 * 1024;

/// Whether a file is a ZIP archive, in which an Office Open XML workbook is kept.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

pub(super) fn read(file: &str, bytes: &[u8], gathered: &mut Gathered<'_>) -> Result<Vec<Diagnostic>, SeriesError> {
    let mut package = Package::open(bytes)?;
    let workbook = package.part("xl/workbook.xml")?.ok_or_else(|| damaged("one without a workbook in it"))?;
    let relations = package.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let sheets = attributes(&workbook, "sheet", ["name", "id"])?;
    let Some([_, id]) = sheets.iter().find(|[name, _]| name == SHEET) else {
        let names: Vec<&str> = sheets.iter().take(8).map(|[name, _]| name.as_str()).collect();
        return Err(SeriesError::Header { expected: format!("a sheet `{SHEET}`"), found: listed(&names), line: 0 });
    };
    let targets = attributes(&relations, "Relationship", ["Id", "Target"])?;
    let target = targets.iter().find(|[found, _]| found == id).map(|[_, target]| target.as_str());
    let target = target.ok_or_else(|| damaged("one that does not say where its sheet is"))?;
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let strings = match package.part("xl/sharedStrings.xml")? {
        Some(part) => shared_strings(&part)?,
        None => Vec::new(),
    };
    let part = package.part(&path)?.ok_or_else(|| damaged("one without its sheet"))?;
    let sheet = cells(&part, &strings)?;
    workbook::read(file, &sheet, gathered)
}

fn damaged(found: &str) -> SeriesError {
    SeriesError::Workbook { expected: "an Office Open XML workbook", found: found.to_owned() }
}

/// A package whose parts are unpacked one by one.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, SeriesError> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&format!("a damaged one ({error})")))?;
        let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(Self { archive, left: packed.saturating_mul(MAX_RATIO).max(HARMLESS).min(MAX_UNPACKED) })
    }

    /// A part as text; `None` where there is none.
    fn part(&mut self, name: &str) -> Result<Option<String>, SeriesError> {
        let Ok(part) = self.archive.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        // What an entry says of its size is not believed.
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        let unpacked = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if unpacked > self.left {
            let words = format!("one that unpacks to more than {MAX_RATIO} times its size or {MAX_UNPACKED} bytes");
            return Err(damaged(&words));
        }
        self.left -= unpacked;
        read.map_err(|error| damaged(&format!("a damaged one ({error})")))?;
        String::from_utf8(bytes).map(Some).map_err(|_| damaged("one whose parts are not UTF-8"))
    }
}

/// What an XML reader gives next; a part that is no XML ends the reading.
fn event<'x>(reader: &mut Reader<&'x [u8]>) -> Result<Event<'x>, SeriesError> {
    match reader.read_event() {
        Ok(Event::DocType(_)) => Err(damaged("one whose parts define entities")),
        Ok(event) => Ok(event),
        Err(error) => Err(damaged(&format!("a damaged one ({error})"))),
    }
}

/// An attribute's value by its name without a prefix, which is the file's own choice; empty where it has none.
fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name);
    let value = found.and_then(|found| quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned()));
    value.unwrap_or_default()
}

/// Two attributes of every element of a name.
fn attributes(part: &str, element: &str, names: [&str; 2]) -> Result<Vec<[String; 2]>, SeriesError> {
    let mut reader = Reader::from_str(part);
    let mut found = Vec::new();
    loop {
        match event(&mut reader)? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == element => {
                found.push(names.map(|name| attribute(&start, name)));
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// What a character or a predefined entity stands for; one that a part defines stands for itself.
fn resolved(reference: &str) -> String {
    let escaped = format!("&{reference};");
    quick_xml::escape::unescape(&escaped).map_or_else(|_| escaped.clone(), |text| text.into_owned())
}

fn shared_strings(part: &str) -> Result<Vec<Arc<str>>, SeriesError> {
    let mut reader = Reader::from_str(part);
    let mut strings = Vec::new();
    // Texts stand in `t`, those of a phonetic guide (`rPh`) beside the text itself.
    let (mut text, mut is_text, mut is_guide) = (String::new(), false, false);
    loop {
        match event(&mut reader)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" => is_text = !is_guide,
                "rPh" => is_guide = true,
                _ => {}
            },
            Event::Empty(start) if start.local_name().as_ref() == "si" => strings.push(Arc::from("")),
            Event::End(end) => match end.local_name().as_ref() {
                "t" => is_text = false,
                "rPh" => is_guide = false,
                "si" => strings.push(Arc::from(std::mem::take(&mut text))),
                _ => {}
            },
            Event::Text(found) if is_text => text.push_str(&found.xml10_content()),
            Event::CData(found) if is_text => text.push_str(&found.xml10_content()),
            Event::GeneralRef(found) if is_text => text.push_str(&resolved(&found)),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

fn cells(part: &str, strings: &[Arc<str>]) -> Result<Sheet, SeriesError> {
    let mut reader = Reader::from_str(part);
    let mut sheet = Sheet::default();
    let (mut row, mut next_row, mut next_column) = (0, 0, 0);
    let (mut place, mut kind, mut text, mut is_value) = ((0, 0), String::new(), String::new(), false);
    loop {
        match event(&mut reader)? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "row" => {
                // A row without a number is that below the one before.
                row = attribute(&start, "r").parse::<u32>().ok().and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                (next_row, next_column) = (row.saturating_add(1), 0);
            }
            Event::Start(start) => match start.local_name().as_ref() {
                "c" => {
                    place = reference(&attribute(&start, "r")).unwrap_or((row, next_column));
                    (kind, next_column) = (attribute(&start, "t"), place.1 + 1);
                    text.clear();
                }
                "v" | "t" => is_value = true,
                _ => {}
            },
            Event::Empty(start) if start.local_name().as_ref() == "c" => next_column += 1,
            Event::End(end) => match end.local_name().as_ref() {
                "v" | "t" => is_value = false,
                "c" if !text.is_empty() => {
                    let cell = cell(&kind, &text, strings)?;
                    if !sheet.set(place.0, place.1, cell) {
                        return Err(damaged("one with more cells than are read"));
                    }
                }
                _ => {}
            },
            Event::Text(found) if is_value => text.push_str(&found.xml10_content()),
            Event::CData(found) if is_value => text.push_str(&found.xml10_content()),
            Event::GeneralRef(found) if is_value => text.push_str(&resolved(&found)),
            Event::Eof => return Ok(sheet),
            _ => {}
        }
    }
}

/// A cell by its kind (ECMA-376 Part 1, 18.18.11): a number where none is said.
fn cell(kind: &str, text: &str, strings: &[Arc<str>]) -> Result<Cell, SeriesError> {
    Ok(match kind {
        "s" => {
            let string = text.trim().parse::<usize>().ok().and_then(|index| strings.get(index));
            Cell::Text(Arc::clone(string.ok_or_else(|| damaged("one with a text that is not among its texts"))?))
        }
        "" | "n" => text.trim().parse().map_or_else(|_| Cell::Text(Arc::from(text)), Cell::Number),
        _ => Cell::Text(Arc::from(text)),
    })
}

/// Row and column, from 0, of a cell's name: `C5` is row 4, column 2.
fn reference(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    // Three letters reach beyond the last column there is.
    let column = name.get(..letters).filter(|letters| (1..=3).contains(&letters.len()))?;
    let column = column.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = name.get(letters..)?.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells() {
        let cases = [
            ("A1", Some((0, 0))),
            ("C5", Some((4, 2))),
            ("AA10", Some((9, 26))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("1", None),
            ("A", None),
            ("", None),
            ("ABCD1", None),
            ("A-1", None),
            ("a1", None),
            ("A99999999999", None),
        ];
        for (name, expected) in cases {
            assert_eq!(reference(name), expected, "{name}");
        }
    }
}
