//! The element tree: what a screen reader is told of the document.

use super::display::Bounds;

/// An element's place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ElementId(pub(crate) usize);

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    /// What it is.
    pub(crate) role: Role,
    /// The element around it; `None` for the document.
    pub(crate) parent: Option<ElementId>,
    /// What it shows, for who cannot see it; empty where its text says so.
    pub(crate) alternative: String,
    /// Where it stands on its page; for figures.
    pub(crate) bounds: Option<Bounds>,
}

/// What an element is, in the terms of ISO 32000-1, 14.8.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The whole.
    Document,
    /// Title of the whole: a paragraph, so that headings begin at 1.
    Title,
    /// Heading of level 1 to 3.
    Heading(u8),
    /// Paragraph.
    Paragraph,
    /// Small print that explains what stands before it.
    Note,
    /// Boxed statement.
    Division,
    /// List with bullets.
    BulletList,
    /// List with numbers.
    NumberedList,
    /// List with labels in words.
    LabelledList,
    /// Item.
    ListItem,
    /// Bullet, number or label.
    Label,
    /// Text of an item.
    ListBody,
    /// Table.
    Table,
    /// Row.
    TableRow,
    /// Header of a column.
    TableHeader,
    /// Cell.
    TableCell,
    /// Picture.
    Figure,
    /// Caption.
    Caption,
    /// Citation of a source.
    Reference,
    /// Clickable text.
    Link,
}

impl Role {
    /// Name in the file.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Title => "Title",
            Self::Heading(0 | 1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(_) => "H3",
            Self::Paragraph => "P",
            Self::Note => "Note",
            Self::Division => "Div",
            Self::BulletList | Self::NumberedList | Self::LabelledList => "L",
            Self::ListItem => "LI",
            Self::Label => "Lbl",
            Self::ListBody => "LBody",
            Self::Table => "Table",
            Self::TableRow => "TR",
            Self::TableHeader => "TH",
            Self::TableCell => "TD",
            Self::Figure => "Figure",
            Self::Caption => "Caption",
            Self::Reference => "Reference",
            Self::Link => "Link",
        }
    }
}

/// The elements; the first is the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Structure {
    elements: Vec<Element>,
}

impl Structure {
    /// The document's own element.
    pub(crate) const DOCUMENT: ElementId = ElementId(0);

    /// A document without content.
    pub(crate) fn new() -> Self {
        let document = Element { role: Role::Document, parent: None, alternative: String::new(), bounds: None };
        Self { elements: vec![document] }
    }

    /// A new element within another.
    pub(crate) fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element { role, parent: Some(parent), alternative: String::new(), bounds: None });
        id
    }

    /// Says what an element shows.
    pub(crate) fn describe(&mut self, id: ElementId, alternative: String) {
        if let Some(element) = self.elements.get_mut(id.0) {
            element.alternative = alternative;
        }
    }

    /// Says where an element stands.
    pub(crate) fn place(&mut self, id: ElementId, bounds: Bounds) {
        if let Some(element) = self.elements.get_mut(id.0) {
            element.bounds = Some(bounds);
        }
    }

    /// Every element, in order of its id.
    pub(crate) fn elements(&self) -> &[Element] {
        &self.elements
    }
}
