//! What paragraphs, runs and tables state of themselves.

use super::{Frame, Reader};
use crate::report::docx::markup::Tag;
use crate::report::docx::paragraph::Notice;

impl Reader<'_> {
    pub(super) fn paragraph_property(&mut self, tag: &Tag<'_>, around: Frame) -> Option<Frame> {
        let owned = || tag.value().map(std::borrow::Cow::into_owned);
        match (around, tag.name()) {
            (_, "pPrChange" | "rPrChange" | "numberingChange" | "sectPr") => return None,
            (Frame::ParagraphProperties, "numPr") => return Some(Frame::ListProperties),
            (Frame::ParagraphProperties, "rPr") => return Some(Frame::MarkProperties),
            (Frame::MarkProperties, "ins") => self.notice(Notice::TrackedChange),
            (Frame::MarkProperties, "del" | "moveFrom") => {
                self.notice(Notice::TrackedChange);
                self.open_paragraph().is_joined = true;
            }
            (Frame::ParagraphProperties, "pStyle") => self.open_paragraph().style = owned(),
            (Frame::ParagraphProperties, "outlineLvl") => {
                self.open_paragraph().outline = tag.value().and_then(|value| value.trim().parse().ok());
            }
            (Frame::ListProperties, "numId") => self.open_paragraph().list.list = owned(),
            (Frame::ListProperties, "ilvl") => {
                self.open_paragraph().list.level = tag.value().and_then(|value| value.trim().parse().ok());
            }
            _ => {}
        }
        Some(Frame::Plain)
    }

    pub(super) fn run_property(&mut self, tag: &Tag<'_>) -> Option<Frame> {
        match tag.name() {
            "rPrChange" => return None,
            "rStyle" => self.run.style = tag.value().map(std::borrow::Cow::into_owned),
            "b" => self.run.bold = Some(tag.is_on()),
            "i" => self.run.italic = Some(tag.is_on()),
            "vanish" => self.run.hidden = Some(tag.is_on()),
            "vertAlign" => self.run.raised = tag.value().map(|value| value == "superscript"),
            _ => {}
        }
        Some(Frame::Plain)
    }

    pub(super) fn table_property(&mut self, tag: &Tag<'_>, around: Frame) -> Option<Frame> {
        let number = || tag.value().and_then(|value| value.trim().parse::<usize>().ok());
        match (around, tag.name()) {
            (_, "tblPrChange" | "trPrChange" | "tcPrChange" | "tblPrExChange") => return None,
            (Frame::RowProperties, "ins") => self.notice(Notice::TrackedChange),
            (Frame::RowProperties, "del") | (Frame::CellProperties, "cellDel") => {
                self.notice(Notice::TrackedChange);
                match (around, &mut self.row, &mut self.cell) {
                    (Frame::CellProperties, _, Some(cell)) => cell.is_deleted = true,
                    (_, Some(row), _) => row.is_deleted = true,
                    _ => {}
                }
            }
            (Frame::TableProperties, name) => {
                let Some(table) = &mut self.table else { return Some(Frame::Plain) };
                match name {
                    "tblStyle" => table.style = tag.value().map(std::borrow::Cow::into_owned),
                    "tblLook" => {
                        const FIRST_ROW: u32 = 0x20;
                        let bits = tag.value().and_then(|bits| u32::from_str_radix(&bits, 16).ok());
                        table.asks_first_row = match tag.attribute("firstRow") {
                            Some(value) => matches!(&*value, "1" | "true" | "on"),
                            None => bits.is_some_and(|bits| bits & FIRST_ROW != 0),
                        };
                    }
                    _ => {}
                }
            }
            (Frame::RowProperties, name) => {
                let Some(row) = &mut self.row else { return Some(Frame::Plain) };
                match name {
                    "tblHeader" => row.is_header = tag.is_on(),
                    "gridBefore" => row.n_skipped = number().unwrap_or(0),
                    _ => {}
                }
            }
            (Frame::CellProperties, "gridSpan") => {
                if let Some(cell) = &mut self.cell {
                    cell.n_columns = number().unwrap_or(1).max(1);
                }
            }
            _ => {}
        }
        Some(Frame::Plain)
    }
}
