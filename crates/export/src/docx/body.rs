//! The briefing's blocks as paragraphs, tables and pictures.

use std::collections::BTreeSet;

use chancery_model::labels::{Part, parts};
use docx_rs::{DocumentChild, Docx, IndentLevel, LineSpacing, NumberingId, Paragraph, Pic, Run};

use super::inline::{self, Links, run};
use super::length::emu;
use super::page::{TEXT_HEIGHT, TEXT_WIDTH};
use super::repair::Descriptions;
use super::{field, logo, numbering, table};
use crate::briefing::{Block, Briefing, Figure, Furniture, Inline, ReferenceEntry, Table};
use crate::raster::{self, RasterError};

/// Resolution of pictures as printed: sharp on paper, and a chart stays under 40 kB.
const DOTS_PER_INCH: f32 = 200.0;

/// A briefing's body and what goes with it in other parts.
pub(super) struct Body {
    /// The document.
    pub(super) docx: Docx,
    /// Where its links lead.
    pub(super) links: Links,
    /// What docx-rs cannot say of its tables and pictures.
    pub(super) descriptions: Descriptions,
    /// First number of each numbered list, by [`numbering::list_id`].
    pub(super) list_starts: Vec<u32>,
    furniture: Furniture,
    sources_marked: BTreeSet<u32>,
    n_tables: usize,
    follows_table: bool,
}

/// The body of a briefing.
///
/// # Errors
/// Where a figure has a size that makes no picture.
pub(super) fn body(briefing: &Briefing) -> Result<Body, RasterError> {
    let mut body = Body {
        docx: Docx::new(),
        links: Links::new(briefing),
        descriptions: Descriptions::default(),
        list_starts: Vec::new(),
        furniture: briefing.furniture.clone(),
        sources_marked: BTreeSet::new(),
        n_tables: 0,
        follows_table: false,
    };
    if let Some(logo) = &briefing.logo {
        body.push(logo::paragraph(logo)?);
        body.descriptions.logo = Some(logo.alternative.clone());
    }
    body.title(briefing);
    for (at, block) in briefing.blocks.iter().enumerate() {
        match (block, briefing.blocks.get(at + 1)) {
            // What leads into a list or a table is not parted from it.
            (Block::Paragraph(text), Some(Block::List(_) | Block::Table(_))) => {
                body.text(Paragraph::new().keep_next(true), text);
            }
            _ => body.block(block)?,
        }
    }
    Ok(body)
}

impl Body {
    fn title(&mut self, briefing: &Briefing) {
        self.push(Paragraph::new().style("Title").add_run(inline::foreign(
            &briefing.title,
            "",
            &briefing.title_language,
        )));
        if !briefing.subtitle.is_empty() {
            self.push(Paragraph::new().style("Subtitle").add_run(inline::foreign(
                &briefing.subtitle,
                "",
                &briefing.title_language,
            )));
        }
        for (label, value) in &briefing.facts {
            let label = run(label).style("Label").add_tab();
            self.push(Paragraph::new().style("Fact").add_run(label).add_run(run(value)));
        }
    }

    fn block(&mut self, block: &Block) -> Result<(), RasterError> {
        match block {
            Block::Heading { level, text, language } => {
                let style = ["Heading1", "Heading2", "Heading3"][usize::from((*level).clamp(1, 3)) - 1];
                self.push(Paragraph::new().style(style).add_run(inline::foreign(text, "", language)));
            }
            Block::Paragraph(text) => self.text(Paragraph::new(), text),
            Block::Callout { heading, body } => {
                if !heading.is_empty() {
                    self.push(Paragraph::new().style("CalloutHeading").add_run(run(heading)));
                }
                self.text(Paragraph::new().style("Callout"), body);
            }
            Block::List(items) => {
                for item in items {
                    self.text(Paragraph::new().style("ListBullet"), item);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure)?,
            Block::References(entries) => self.references(entries),
            Block::Note(text) => self.text(Paragraph::new().style("Note"), text),
        }
        Ok(())
    }

    fn text(&mut self, paragraph: Paragraph, text: &[Inline]) {
        let paragraph = inline::add(paragraph, text, &mut self.links);
        self.push(paragraph);
    }

    /// Adds a paragraph; a table has no space after it in Word, so the paragraph that follows one brings it, unless
    /// its style does.
    fn push(&mut self, paragraph: Paragraph) {
        let brings_space = paragraph.property.style.as_ref().is_some_and(|style| {
            style.val.starts_with("Heading") || matches!(style.val.as_str(), "CalloutHeading" | "TableCaption")
        });
        let paragraph = if std::mem::take(&mut self.follows_table) && !brings_space {
            paragraph.line_spacing(LineSpacing::new().before(200))
        } else {
            paragraph
        };
        self.docx.document.children.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    fn table(&mut self, table: &Table) {
        self.n_tables += 1;
        let caption = caption(
            Paragraph::new().style("TableCaption"),
            &self.furniture.table,
            "SEQ Table \\* ARABIC",
            self.n_tables,
        );
        self.push(caption.add_run(run(&table.caption)));
        if let Some(markup) = table::table(table, &mut self.links) {
            self.docx.document.children.push(DocumentChild::Table(Box::new(markup)));
            self.descriptions.tables.push((table.caption.clone(), table::description(table)));
            self.follows_table = true;
        }
    }

    fn figure(&mut self, figure: &Figure) -> Result<(), RasterError> {
        let scale = scale(figure);
        let bytes = raster::png(&figure.drawing, DOTS_PER_INCH * scale)?;
        self.descriptions.pictures.push(figure.alternative.clone());
        let number = self.descriptions.pictures.len();
        let (width, height) = (emu(figure.drawing.width * scale), emu(figure.drawing.height * scale));
        // The pixels do not matter here: the size is set, and docx-rs reads nothing from the picture.
        let picture = Pic::new_with_dimensions(bytes, 1, 1).id(format!("rIdImage{number}")).size(width, height);
        self.push(Paragraph::new().style("Figure").add_run(Run::new().add_image(picture)));
        let caption =
            caption(Paragraph::new().style("Caption"), &self.furniture.figure, "SEQ Figure \\* ARABIC", number);
        self.text(caption, &figure.caption);
        Ok(())
    }

    fn references(&mut self, entries: &[ReferenceEntry]) {
        let mut previous = None;
        for entry in entries {
            // A list counts on by itself; where the numbers leap, another list begins.
            let follows = previous.is_some_and(|previous: u32| previous.checked_add(1) == Some(entry.number));
            let can_count = numbering::can_count(entry.number);
            if can_count && !follows {
                self.list_starts.push(entry.number);
            }
            previous = Some(entry.number);
            let mut paragraph = Paragraph::new().style("Reference");
            paragraph = if can_count {
                paragraph
                    .numbering(NumberingId::new(numbering::list_id(self.list_starts.len() - 1)), IndentLevel::new(0))
            } else {
                paragraph.add_run(run(&format!("{}.\t", entry.number)))
            };
            // Two entries of one number are the briefing's fault; the first is the one linked to.
            self.links.n_bookmarks += 1;
            let bookmark_id = self.links.n_bookmarks;
            let is_first = self.sources_marked.insert(entry.number);
            if is_first {
                paragraph = paragraph.add_bookmark_start(bookmark_id, inline::bookmark(entry.number));
            }
            paragraph = inline::add(paragraph, &entry.text, &mut self.links);
            paragraph = inline::add_links_back(paragraph, entry.number, &self.links);
            if is_first {
                paragraph = paragraph.add_bookmark_end(bookmark_id);
            }
            self.push(paragraph);
        }
    }
}

/// "Table 1. " with the number as a field, so that Word's lists of tables and figures find it.
fn caption(mut paragraph: Paragraph, template: &str, code: &'static str, number: usize) -> Paragraph {
    for part in parts(template) {
        paragraph = match part {
            Part::Words(words) => paragraph.add_run(run(words).style("Label")),
            Part::Place(_) => field::add(paragraph, code, &number.to_string(), "Label"),
        };
    }
    paragraph.add_run(run(". ").style("Label"))
}

/// By how much a figure shrinks to fit the text area (less room for its caption): 1 for not at all.
#[expect(clippy::cast_precision_loss, reason = "a page's measures are small")]
fn scale(figure: &Figure) -> f32 {
    let (most_width, most_height) = (TEXT_WIDTH as f32 / 20.0, TEXT_HEIGHT as f32 / 20.0 - 100.0);
    (most_width / figure.drawing.width).min(most_height / figure.drawing.height).min(1.0)
}
