//! The report as one list of statements: what events and indicators are looked for in.

use chancery_ingest::literature::RawReference;
use chancery_ingest::report::{CitationGroup, RawBlock, RawReport, TimelineItem};
use chancery_ingest::span::Span;
use chancery_ingest::text::CharIndex;
use chancery_model::anchor::Anchor;
use chancery_model::passage::PassageKind;
use chancery_model::section::SectionKind;

use chancery_lexis::date::{FoundDate, find_dates};
use chancery_lexis::slug::{Ids, slug};
use chancery_lexis::word::{Word, words};

/// The report with its statements and the way from bytes to code points.
#[derive(Debug)]
pub(crate) struct Document<'r> {
    /// As read.
    pub(crate) report: &'r RawReport,
    /// Every passage, in document order.
    pub(crate) statements: Vec<Statement<'r>>,
    index: CharIndex,
}

/// One passage and what was read in it.
#[derive(Debug)]
pub(crate) struct Statement<'r> {
    /// Stable id.
    pub(crate) passage_id: String,
    /// What it is.
    pub(crate) kind: PassageKind,
    /// Its section, as an index of the report's.
    pub(crate) section: usize,
    /// What its section is for.
    pub(crate) section_kind: SectionKind,
    /// Paragraph or item in the section, from 1; 0 for a heading.
    pub(crate) paragraph: u32,
    /// Sentence in the paragraph, from 1; 0 where not cut.
    pub(crate) sentence: u32,
    /// Its bytes in the report's text.
    pub(crate) span: Span,
    /// Its characters.
    pub(crate) text: &'r str,
    /// Citation groups in it.
    pub(crate) groups: &'r [CitationGroup],
    /// What it is beyond its text.
    pub(crate) part: Part<'r>,
    /// Its words; none where it is too long to be a sentence.
    pub(crate) words: Vec<Word<'r>>,
    /// Its dates; none where it is too long to be a sentence, or an entry of the list of sources.
    pub(crate) dates: Vec<FoundDate>,
}

/// What a statement is beyond its text.
#[derive(Debug)]
pub(crate) enum Part<'r> {
    /// Nothing more.
    Text,
    /// A timeline item.
    Timeline(&'r TimelineItem),
    /// An entry of the literature list.
    Reference(&'r RawReference),
}

impl<'r> Document<'r> {
    /// Cuts a report into statements.
    pub(crate) fn new(report: &'r RawReport) -> Self {
        let mut writer = Statements { report, ids: Ids::default(), statements: Vec::new() };
        for (at, section) in report.sections.iter().enumerate() {
            let mut place =
                Place { section: at, paragraph: 0, sentence: 0, id: slug(section.heading.of(&report.text), 8) };
            if place.id.is_empty() {
                "section".clone_into(&mut place.id);
            }
            if !section.heading.is_empty() {
                writer.add(&place, PassageKind::Heading, section.heading, &[], Part::Text);
            }
            for block in &section.blocks {
                writer.block(&mut place, block);
            }
        }
        Self { report, statements: writer.statements, index: CharIndex::new(&report.text) }
    }

    /// Code points of a span.
    pub(crate) fn anchor(&self, span: Span) -> Anchor {
        self.index.anchor(span)
    }

    /// Bytes of an anchor.
    pub(crate) fn span(&self, anchor: Anchor) -> Span {
        Span::new(self.index.byte_of(anchor.start), self.index.byte_of(anchor.end))
    }

    /// Heading of a statement's section.
    pub(crate) fn heading(&self, statement: &Statement<'_>) -> &'r str {
        self.report.sections[statement.section].heading.of(&self.report.text)
    }

    /// The section that a byte of the text lies in.
    pub(crate) fn section_at(&self, byte: usize) -> Option<&'r chancery_ingest::report::RawSection> {
        let at = self.report.sections.partition_point(|section| section.span.start <= byte);
        self.report.sections[..at].last()
    }

    /// The statement that a byte of the text lies in.
    pub(crate) fn statement_at(&self, byte: usize) -> Option<&Statement<'r>> {
        let at = self.statements.partition_point(|statement| statement.span.start <= byte);
        self.statements[..at].last().filter(|statement| byte < statement.span.end)
    }
}

impl Statement<'_> {
    /// The first citation group at or after a byte of the report's text within this statement: the one that
    /// marks a quote ending there.
    pub(crate) fn group_after(&self, byte: usize) -> Option<&CitationGroup> {
        self.groups.iter().find(|group| group.span.start >= byte)
    }

    /// The clauses: from the start or the last group's end up to each group, and what is left after the last.
    pub(crate) fn clauses(&self) -> Vec<Span> {
        let mut clauses = Vec::with_capacity(self.groups.len() + 1);
        let mut start = self.span.start;
        for group in self.groups {
            clauses.push(Span::new(start, group.span.start));
            start = group.span.end;
        }
        clauses.push(Span::new(start, self.span.end));
        clauses
    }

    /// Whether it is too long to be a sentence: what stands in it is kept, and nothing is looked for in it.
    pub(crate) const fn is_overlong(&self) -> bool {
        is_overlong(self.text)
    }

    /// Whether events and indicators are looked for in it: prose, list items and table rows, wherever they
    /// stand but in the literature list.
    pub(crate) fn is_prose(&self) -> bool {
        matches!(self.kind, PassageKind::Sentence | PassageKind::ListItem) && !self.is_overlong() && !self.is_drawn()
    }

    /// Whether bars or runs of spaces set it in columns: a table drawn with letters, whose words do not follow each
    /// other as a sentence's do.
    pub(crate) fn is_drawn(&self) -> bool {
        const LEAST_GAPS: usize = 2;
        let bars = self.text.match_indices(" | ").take(LEAST_GAPS).count();
        let runs = self.text.split("   ").filter(|part| !part.trim().is_empty()).take(LEAST_GAPS + 1).count();
        bars >= LEAST_GAPS || runs > LEAST_GAPS || self.text.trim_start().starts_with("| ")
    }
}

const fn is_overlong(text: &str) -> bool {
    const LONGEST: usize = 10_000;
    text.len() > LONGEST
}

/// The groups of a table that stand in one of its rows.
fn groups_within(groups: &[CitationGroup], row: Span) -> &[CitationGroup] {
    let first = groups.partition_point(|group| group.span.start < row.start);
    let next = groups.partition_point(|group| group.span.start < row.end);
    &groups[first..next.max(first)]
}

struct Place {
    section: usize,
    paragraph: u32,
    sentence: u32,
    id: String,
}

struct Statements<'r> {
    report: &'r RawReport,
    ids: Ids,
    statements: Vec<Statement<'r>>,
}

impl<'r> Statements<'r> {
    fn block(&mut self, place: &mut Place, block: &'r RawBlock) {
        place.paragraph += 1;
        place.sentence = 0;
        match block {
            RawBlock::Paragraph(paragraph) | RawBlock::Item(paragraph) => {
                let kind =
                    if matches!(block, RawBlock::Item(_)) { PassageKind::ListItem } else { PassageKind::Sentence };
                for sentence in &paragraph.sentences {
                    place.sentence += 1;
                    self.add(place, kind, sentence.span, &sentence.groups, Part::Text);
                }
            }
            RawBlock::Timeline(item) => {
                self.add(place, PassageKind::TimelineItem, item.span, &item.groups, Part::Timeline(item));
            }
            RawBlock::Reference(entry) => {
                self.add(place, PassageKind::ReferenceEntry, entry.span, &[], Part::Reference(entry));
            }
            RawBlock::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    if let (Some(first), Some(last)) = (row.first(), row.last()) {
                        place.sentence += 1;
                        let span = Span::new(first.start, last.end);
                        let groups = groups_within(&table.groups, span);
                        self.add(place, PassageKind::TableRow, span, groups, Part::Text);
                    }
                }
            }
        }
    }

    fn add(&mut self, place: &Place, kind: PassageKind, span: Span, groups: &'r [CitationGroup], part: Part<'r>) {
        let suffix = match (place.paragraph, place.sentence) {
            (0, _) => String::new(),
            (paragraph, 0) => format!("-p{paragraph}"),
            (paragraph, sentence) => format!("-p{paragraph}-s{sentence}"),
        };
        let text = span.of(&self.report.text);
        let (words, dates) = if is_overlong(text) { (Vec::new(), Vec::new()) } else { (words(text), find_dates(text)) };
        self.statements.push(Statement {
            passage_id: self.ids.give(&format!("{}{suffix}", place.id), "passage"),
            kind,
            section: place.section,
            section_kind: self.report.sections[place.section].kind,
            paragraph: place.paragraph,
            sentence: place.sentence,
            span,
            text,
            groups,
            part,
            words,
            dates,
        });
    }
}
