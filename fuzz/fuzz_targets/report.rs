//! Reports: the first byte chooses the format, the rest is the file. Every span must lie in the text, on letters.
#![no_main]

use std::sync::LazyLock;

use chancery_ingest::report::{self, RawBlock, RawReport};
use chancery_ingest::span::Span;
use chancery_ingest::vocabulary::{Vocabulary, built_in};
use libfuzzer_sys::fuzz_target;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(built_in);

fuzz_target!(|data: &[u8]| {
    let Some((format, bytes)) = data.split_first() else { return };
    let name = ["report.txt", "report.md", "report.html", "report.docx"][usize::from(*format) % 4];
    if let Ok(read) = report::read(name, bytes, &VOCABULARY) {
        check(&read.value);
    }
});

fn check(report: &RawReport) {
    let text = &report.text;
    let inside = |span: Span| assert!(text.get(span.start..span.end).is_some(), "{span:?} of {}", text.len());
    for section in &report.sections {
        inside(section.heading);
        inside(section.span);
        for block in &section.blocks {
            match block {
                RawBlock::Paragraph(paragraph) | RawBlock::Item(paragraph) => {
                    inside(paragraph.span);
                    for sentence in &paragraph.sentences {
                        inside(sentence.span);
                        let groups = sentence.groups.iter();
                        groups.flat_map(|group| &group.citations).for_each(|citation| inside(citation.span));
                    }
                }
                RawBlock::Timeline(item) => {
                    [item.span, item.date, item.title, item.description].map(inside).into_iter().collect()
                }
                RawBlock::Reference(entry) => inside(entry.span),
                RawBlock::Table(table) => {
                    inside(table.span);
                    table.header.iter().chain(table.rows.iter().flatten()).copied().for_each(inside);
                }
            }
        }
    }
    for at in (0..text.len()).step_by(7) {
        let (line, column) = report.source.position(at);
        assert!(line > 0 && column > 0);
    }
}
