//! Markdown (`CommonMark` with tables and front matter): the report's text is what a reader sees, and a
//! map leads back to the author's file.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::draft::{self, Draft, DraftBlock, DraftKind};
use super::footnote::FootnoteNumbers;
use super::{plain, timeline, wrap};
use crate::span::Span;
use crate::text::Decoded;

/// Reads Markdown.
pub(super) fn read(decoded: Decoded) -> Draft {
    let Decoded { text: markdown, source } = decoded;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    let mut writer = Writer { footnotes: FootnoteNumbers::new(&markdown), ..Writer::default() };
    for (event, range) in Parser::new_ext(&markdown, options).into_offset_iter() {
        writer.event(event, range, &markdown);
    }
    writer.finish_block();
    writer.append_notes();
    let Writer { page: Page { text, segments, mut blocks }, title, .. } = writer;
    let title = draft::take_title(&mut blocks).or(title);
    Draft { source: source.through(&segments), title, text, blocks }
}

/// Writes the clean text while the events go by.
#[derive(Default)]
struct Writer<'m> {
    page: Page,
    /// What stands before the note that is being written.
    page_before: Option<Page>,
    /// Notes by number, each on a page of its own: they go to the end.
    notes: BTreeMap<u32, Page>,
    footnotes: FootnoteNumbers<'m>,
    open: Option<Open>,
    /// Next number of each open list; `None` for a bulleted one.
    lists: Vec<Option<u64>>,
    emphasis_start: Vec<usize>,
    cells: Vec<Span>,
    cell_start: usize,
    in_header: bool,
    in_metadata: bool,
    /// A comment may run over several events of one block.
    in_comment: bool,
    title: Option<Span>,
    link_closer: Vec<&'static str>,
}

/// Clean text with its blocks and the way back.
#[derive(Default)]
struct Page {
    text: String,
    /// `(byte of the text, byte of the Markdown)`.
    segments: Vec<(usize, usize)>,
    blocks: Vec<DraftBlock>,
}

impl Page {
    /// Adds another page below.
    fn append(&mut self, page: Self) {
        let by = self.text.len();
        self.text.push_str(&page.text);
        self.segments.extend(page.segments.into_iter().map(|(text, raw)| (text + by, raw)));
        let moved = |span: Span| Span::new(span.start + by, span.end + by);
        self.blocks.extend(page.blocks.into_iter().map(|block| DraftBlock {
            span: moved(block.span),
            emphasis: block.emphasis.into_iter().map(moved).collect(),
            ..block
        }));
    }
}

/// A block that is being written.
struct Open {
    kind: DraftKind,
    start: usize,
    emphasis: Vec<Span>,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>, markdown: &str) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(piece) if self.in_metadata => self.front_matter(&piece, range.start),
            Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) if self.in_metadata => {}
            // The source is kept where the event only borrows it; entities and escapes are the event's.
            Event::Text(piece) => self.push(&piece, range.start),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.space(range.start),
            Event::InlineHtml(_) => {}
            Event::Html(block) => self.html(&block, range.start),
            Event::Code(piece) => {
                let inner = markdown[range.clone()].find(&*piece).unwrap_or(0);
                self.push(&piece, range.start + inner);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range, markdown),
            Event::Rule => self.finish_block(),
            Event::FootnoteReference(label) => match self.footnotes.of(&label) {
                Some(number) => self.push(&format!("[^{number}]"), range.start),
                None => self.push(&markdown[range.clone()], range.start),
            },
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.push(&markdown[range.clone()], range.start);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.open(DraftKind::Heading(Some(level as u8))),
            // A paragraph inside an item continues the item.
            Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(_) => match &self.open {
                Some(open) if open.kind.is_listed() => {
                    if self.page.text.len() > open.start {
                        self.push(" ", range.start);
                    }
                }
                _ => self.open(DraftKind::Paragraph),
            },
            Tag::FootnoteDefinition(label) => {
                self.finish_block();
                if let (Some(number), None) = (self.footnotes.of(&label), &self.page_before) {
                    self.page_before = Some(std::mem::take(&mut self.page));
                    self.open(DraftKind::Note(number));
                }
            }
            // A list inside a note runs on in it.
            Tag::List(_) | Tag::Item if self.page_before.is_some() => self.space(range.start),
            Tag::List(first) => {
                self.finish_block();
                self.lists.push(first);
            }
            Tag::Item => {
                let number = self.lists.last_mut().and_then(|next| {
                    let number = (*next)?;
                    *next = Some(number.saturating_add(1));
                    u32::try_from(number).ok()
                });
                self.open(DraftKind::Item(number));
            }
            Tag::TableHead => {
                self.in_header = true;
                self.open(DraftKind::Row { is_header: true, cells: Vec::new() });
            }
            Tag::TableRow => self.open(DraftKind::Row { is_header: false, cells: Vec::new() }),
            Tag::TableCell => {
                if !self.cells.is_empty() {
                    self.push(" | ", range.start);
                }
                self.cell_start = self.page.text.len();
            }
            Tag::Emphasis => self.emphasis_start.push(self.page.text.len()),
            Tag::Link { link_type, .. } => {
                let (opener, closer) = match link_type {
                    LinkType::Autolink | LinkType::Email => ("<", ">"),
                    // `[1]` with a definition elsewhere is still a citation in a report.
                    LinkType::Shortcut | LinkType::Collapsed | LinkType::Reference => ("[", "]"),
                    _ => ("", ""),
                };
                self.push(opener, range.start);
                self.link_closer.push(closer);
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.in_metadata = true
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock if std::mem::take(&mut self.in_comment) => self.end(TagEnd::HtmlBlock),
            TagEnd::FootnoteDefinition => {
                self.finish_block();
                if let Some(before) = self.page_before.take() {
                    let note = std::mem::replace(&mut self.page, before);
                    let number = note.blocks.first().and_then(|block| block.kind.number()).unwrap_or(u32::MAX);
                    self.notes.entry(number).or_default().append(note);
                }
            }
            TagEnd::Item | TagEnd::List(_) if self.page_before.is_some() => {}
            TagEnd::Heading(_) | TagEnd::Item => self.finish_block(),
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::CodeBlock
                if !self.open.as_ref().is_some_and(|open| open.kind.is_listed()) =>
            {
                self.finish_block();
            }
            TagEnd::List(_) => {
                self.finish_block();
                self.lists.pop();
            }
            TagEnd::TableCell => self.cells.push(Span::new(self.cell_start, self.page.text.len())),
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(open) = &mut self.open {
                    open.kind = DraftKind::Row { is_header: self.in_header, cells };
                }
                self.in_header = false;
                self.finish_block();
            }
            TagEnd::Emphasis => {
                if let (Some(start), Some(open)) = (self.emphasis_start.pop(), &mut self.open) {
                    open.emphasis.push(Span::new(start, self.page.text.len()));
                }
            }
            TagEnd::Link => {
                if let Some(closer) = self.link_closer.pop() {
                    self.page.text.push_str(closer);
                }
            }
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            _ => {}
        }
    }

    /// The title that front matter states becomes the first line of the text; its other keys are not the report's.
    fn front_matter(&mut self, metadata: &str, at: usize) {
        let mut offset = 0;
        for line in metadata.split_inclusive('\n') {
            let stated = line.strip_prefix("title:").map(|title| title.trim().trim_matches(['"', '\'']).trim());
            if let (Some(title), None) = (stated.filter(|title| !title.is_empty()), self.title) {
                let inner = line.find(title).unwrap_or(0);
                self.page.segments.push((self.page.text.len(), at + offset + inner));
                let start = self.page.text.len();
                self.page.text.push_str(title);
                self.title = Some(Span::new(start, self.page.text.len()));
                self.page.text.push('\n');
            }
            offset += line.len();
        }
    }

    fn open(&mut self, kind: DraftKind) {
        self.finish_block();
        let prefix = match &kind {
            DraftKind::Item(Some(number)) => format!("{number}. "),
            DraftKind::Item(None) => "- ".to_owned(),
            DraftKind::Note(number) => format!("[^{number}]: "),
            _ => String::new(),
        };
        self.page.text.push_str(&prefix);
        self.open = Some(Open { kind, start: self.page.text.len(), emphasis: Vec::new() });
    }

    /// Puts the notes below the rest, by number.
    fn append_notes(&mut self) {
        for note in std::mem::take(&mut self.notes).into_values() {
            self.page.append(note);
        }
    }

    /// The words of a block of HTML: a reader sees neither its tags nor its comments.
    fn html(&mut self, block: &str, at: usize) {
        let mut rest = block;
        // A line begins apart from what stands before it.
        let mut is_apart = true;
        while !rest.is_empty() {
            let from = at + block.len() - rest.len();
            if self.in_comment {
                let end = rest.find("-->");
                self.in_comment = end.is_none();
                rest = end.map_or("", |end| &rest[end + 3..]);
            } else if rest.starts_with("<!--") {
                self.in_comment = true;
                rest = &rest[4..];
            } else if let Some(tag) = tag_length(rest) {
                is_apart |= !is_inline(&rest[..tag]);
                rest = &rest[tag..];
            } else {
                let skip = rest.chars().next().map_or(1, char::len_utf8);
                let end = rest[skip..].find('<').map_or(rest.len(), |end| skip + end);
                let (piece, words) = (&rest[..end], rest[..end].trim());
                if !words.is_empty() {
                    if is_apart || piece.starts_with(char::is_whitespace) {
                        self.space(from);
                    }
                    self.push(words, from + (piece.len() - piece.trim_start().len()));
                }
                is_apart = piece.ends_with(char::is_whitespace) || (is_apart && words.is_empty());
                rest = &rest[end..];
            }
        }
    }

    /// A line that begins as an item does is one, though Markdown knows no such bullet (`•`, `–`) or needs a blank
    /// line before it (`[2] Author`, `2014 – Title`). Any other goes on.
    fn line_break(&mut self, range: Range<usize>, markdown: &str) {
        let next = markdown[range.end..].lines().next().unwrap_or("").trim();
        let Some(Open { kind: DraftKind::Paragraph, start, .. }) = self.open else {
            self.push(wrap::separator(&self.page.text, next), range.start);
            return;
        };
        let block = &self.page.text[start..];
        let begins_item = match (plain::bullet(next), plain::bullet(block)) {
            (Some((None, _)), None) => block.ends_with([':', '.', ';', ']', '>']),
            (Some((None, _)), Some((None, _))) => true,
            (Some((Some(number), _)), Some((Some(last), _))) => number == last.saturating_add(1),
            _ => {
                let dated = |line: &str| timeline::begins_with_date(line, Span::new(0, line.len()));
                dated(next) && dated(block.lines().next().unwrap_or(""))
            }
        };
        if begins_item {
            self.finish_block();
            self.open(DraftKind::Paragraph);
        } else {
            self.push(wrap::separator(&self.page.text, next), range.start);
        }
    }

    /// Adds a space, unless one is there or nothing is yet.
    fn space(&mut self, at: usize) {
        let is_begun = self.open.as_ref().is_some_and(|open| self.page.text.len() > open.start);
        if is_begun && !self.page.text.ends_with(' ') {
            self.push(" ", at);
        }
    }

    /// Adds text that stands at a byte of the Markdown.
    fn push(&mut self, piece: &str, at: usize) {
        if self.open.is_none() {
            self.open(DraftKind::Paragraph);
        }
        if piece.is_empty() {
            return;
        }
        self.page.segments.push((self.page.text.len(), at));
        // A block is one line of the report's text, whatever the author's lines were.
        if piece.contains(['\n', '\r']) {
            self.page.text.extend(
                piece.trim_end().chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }),
            );
        } else {
            self.page.text.push_str(piece);
        }
    }

    fn finish_block(&mut self) {
        let Some(Open { kind, start, emphasis }) = self.open.take() else { return };
        let span = Span::new(start, self.page.text.len()).trimmed(&self.page.text);
        if span.is_empty() && !matches!(kind, DraftKind::Heading(_)) {
            // Nothing but a bullet: leave no trace of it.
            let line = self.page.text[..start].rfind('\n').map_or(0, |at| at + 1);
            self.page.text.truncate(line);
            return;
        }
        self.page.text.push('\n');
        // `[3] Author` at the start of a paragraph is a numbered entry as plain text writes it.
        let (kind, span) = match (&kind, plain::bullet(span.of(&self.page.text))) {
            (DraftKind::Paragraph | DraftKind::Item(None), Some((number, length))) => {
                (DraftKind::Item(number), Span::new(span.start + length, span.end).trimmed(&self.page.text))
            }
            _ => (kind, span),
        };
        self.page.blocks.push(DraftBlock { kind, span, emphasis });
    }
}

/// Whether a tag stands within a line of words.
fn is_inline(tag: &str) -> bool {
    const INLINE: &[&str] =
        &["a", "abbr", "b", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"];
    let name = tag.trim_start_matches(['<', '/']).split(|letter: char| !letter.is_ascii_alphanumeric()).next();
    name.is_some_and(|name| INLINE.contains(&name.to_ascii_lowercase().as_str()))
}

/// Bytes of the tag that begins here; `None` where none does.
fn tag_length(text: &str) -> Option<usize> {
    const LONGEST_TAG: usize = 2000;
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let is_tag = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '!' | '?'));
    let end = is_tag.then(|| inner.bytes().take(LONGEST_TAG).position(|byte| byte == b'>'))??;
    Some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::decode;

    fn draft(markdown: &str) -> Draft {
        read(decode(markdown.as_bytes()).expect("text"))
    }

    #[test]
    fn markup_goes_and_words_stay() {
        let cases = [
            ("# A *b* `c`\n", "A b c\n"),
            ("one\ntwo  \nthree\n", "one two three\n"),
            ("- a\n- b\n\n  more\n", "- a\n- b more\n"),
            ("3. a\n4. b\n", "3. a\n4. b\n"),
            ("see [text](http://x.org) and <http://y.org> [1] [2]\n", "see text and <http://y.org> [1] [2]\n"),
            ("[1]\n\n[1]: http://x.org\n", "[1]\n"),
            ("a &amp; b \\* c\n", "a & b * c\n"),
            ("---\ntitle: \"x y\"\nauthor: z\n---\n\ntext\n", "x y\ntext\n"),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a | b\n1 | 2\n"),
            ("-\n\ntext\n", "text\n"),
            ("<!-- not\n\nthis -->\n\ntext<!-- nor this --> x<sup>[1]</sup><br>y\n", "text x[1] y\n"),
            ("<div class=\"a\">\nwords <b>bold</b> 1 < 2\n</div>\n\n<table><tr><td\n", "words bold 1 < 2\n<td\n"),
            ("these:\n• one\n• two\nmore\n", "these:\n• one\n• two more\n"),
            ("a sentence\n– broken off – goes on\n", "a sentence – broken off – goes on\n"),
            ("[1] A, <http://x.org/a/\nb>\n[2] B\nin 1997. C\n", "[1] A, <http://x.org/a/b>\n[2] B in 1997. C\n"),
            ("2012 – A: b\n2014 – C: d\ne\n", "2012 – A: b\n2014 – C: d e\n"),
            ("In 2012 it fell\n2014 – it rose\n", "In 2012 it fell 2014 – it rose\n"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(draft(markdown).text, expected, "{markdown}");
        }
    }

    #[test]
    fn the_way_back_leads_to_the_authors_line_and_column() {
        let markdown = "# Title\n\n## Head *word*\n\ntext &amp; more\non two lines\n";
        let draft = draft(markdown);
        for (word, position) in
            [("Head", (3, 4)), ("word", (3, 10)), ("text", (5, 1)), ("more", (5, 12)), ("two", (6, 4))]
        {
            let byte = draft.text.find(word).expect("the word is there");
            assert_eq!(draft.source.position(byte), position, "{word}");
        }
        assert_eq!(draft.title.map(|title| title.of(&draft.text).to_owned()).as_deref(), Some("Title"));
        assert_eq!(draft.blocks[0].kind, DraftKind::Heading(Some(1)));
    }

    #[test]
    fn notes_go_to_the_end() {
        let markdown = "one[^a] two[^b].\n\n[^b]: B *title*\n\n[^a]: A\n    more\n\n    - even\n    - more\n\nafter\n";
        let draft = draft(markdown);
        assert_eq!(draft.text, "one[^1] two[^2].\nafter\n[^1]: A more even more\n[^2]: B title\n");
        let kinds: Vec<&DraftKind> = draft.blocks.iter().map(|block| &block.kind).collect();
        assert_eq!(kinds, [&DraftKind::Paragraph, &DraftKind::Paragraph, &DraftKind::Note(1), &DraftKind::Note(2)]);
        let title = draft.blocks[3].emphasis[0];
        assert_eq!(title.of(&draft.text), "title");
        assert_eq!(draft.source.position(title.start), (3, 10));
        assert_eq!(draft.source.position(draft.text.find("after").expect("there")), (11, 1));
    }

    #[test]
    fn what_is_broken_is_still_text() {
        for markdown in ["# ", "- ", "```\nx", "[a](", "<", "|", "| a |\n|-", "***", "> > > q", "[^1]", "&#0;", "\\"] {
            let draft = draft(markdown);
            for block in &draft.blocks {
                assert!(block.span.end <= draft.text.len(), "{markdown}");
            }
        }
    }
}
