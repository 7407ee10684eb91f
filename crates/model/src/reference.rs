//! References: the report's list of sources, in CSL's terms.

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::edtf::Edtf;
use crate::table::ColumnKind::{Integer, Text, TextList};
use crate::table::ColumnPart::{Id, Place, Said, Wording};
use crate::table::{Cell, Column, Field, Record, Table, columns_of};

crate::words! {
    /// CSL item type, those in use here.
    ReferenceType {
        /// Newspaper or news-site article.
        ArticleNewspaper = "article-newspaper",
        /// Magazine or periodical-site article.
        ArticleMagazine = "article-magazine",
        /// Journal article.
        ArticleJournal = "article-journal",
        /// Report of an institution.
        Report = "report",
        /// Web page.
        Webpage = "webpage",
        /// Book.
        Book = "book",
        /// Part of a book by an author of its own.
        Chapter = "chapter",
        /// Court decision.
        LegalCase = "legal_case",
        /// Law.
        Legislation = "legislation",
        /// Treaty.
        Treaty = "treaty",
        /// Data set.
        Dataset = "dataset",
        /// Speech.
        Speech = "speech",
        /// None of the above could be told.
        Document = "document",
    }
}

/// A person's or body's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Name {
    /// A person: CSL `given` and `family` (particles stand with the family name).
    Person {
        /// Given names and initials; empty for a one-name author.
        given: String,
        /// Family name.
        family: String,
        /// "Jr", "III"; empty where none.
        suffix: String,
    },
    /// A body, or a name that cannot be split: CSL `literal`.
    Literal(String),
}

impl Name {
    /// The name as read: "Mark Vinson".
    #[must_use]
    pub fn display(&self) -> String {
        match self {
            Self::Literal(name) => name.clone(),
            Self::Person { given, family, suffix } => {
                let parts = [given.as_str(), family.as_str(), suffix.as_str()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// One source of the report's literature list, in list order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Stable id: `vinson-2012-tajikistan`.
    pub reference_id: String,
    /// Number it is cited by, from 1.
    pub number: u32,
    /// CSL type.
    pub kind: ReferenceType,
    /// Authors, in order; empty where none is printed.
    pub authors: Vec<Name>,
    /// Author as printed, unsplit; empty where none is printed.
    pub author_printed: String,
    /// Title without its quotation marks; `None` where none could be read.
    pub title: Option<String>,
    /// Newspaper, site, journal or series it appeared in.
    pub container_title: Option<String>,
    /// Editors of the book it stands in, in order; empty where none is printed. Like the place, the genre and the
    /// numbers below no column of the table: the files for reference managers carry them.
    pub editors: Vec<Name>,
    /// Publisher, where one is printed apart from the container.
    pub publisher: Option<String>,
    /// Where it was published, as printed.
    pub publisher_place: Option<String>,
    /// Kind of an unpublished work, as printed: `PhD thesis`.
    pub genre: Option<String>,
    /// Numbers it bears, as printed, in order: of a document, of a report in its series, of a case, of its place in
    /// law reports or a treaty series. `number` is the report's own.
    pub document_numbers: Vec<String>,
    /// Volume of a journal or series, as printed.
    pub volume: Option<String>,
    /// Issue of a journal, as printed.
    pub issue: Option<String>,
    /// Pages, as printed.
    pub page: Option<String>,
    /// Edition of a book as printed, without the word: `2nd`, `3rd rev`.
    pub edition: Option<String>,
    /// DOI without a resolver's address.
    pub doi: Option<String>,
    /// ISBN as printed.
    pub isbn: Option<String>,
    /// Date of issue at its printed precision; `None` where undated.
    pub issued: Option<Edtf>,
    /// Day it was last looked at.
    pub accessed: Option<Edtf>,
    /// Address, as printed.
    pub url: Option<String>,
    /// What no rule could place, as printed; empty where all was understood.
    pub unparsed: String,
    /// Citations of it in the text.
    pub n_citations: u32,
    /// Where the entry stands.
    pub anchor: Anchor,
    /// The characters at the anchor: the entry as printed, without its bullet or number.
    pub raw: String,
    /// Fields that the list does not give and a bibliography file does; empty where all is the list's. No column
    /// of the table: it stands in `references.json`.
    pub supplied: Vec<Supplied>,
}

/// A field's origin outside the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplied {
    /// Field, by the table's name for it: `publisher`.
    pub field: String,
    /// Where in the bibliography file the value stands: `sources.bib:12:3`.
    pub source: String,
}

impl Record for Reference {
    const FIELDS: &'static [Field<Self>] = &[
        Column::required("reference_id", Text, Id, "Stable id: author, year, title word.")
            .filled(|source| Cell::text(&source.reference_id)),
        Column::required("number", Integer, Place, "Number it is cited by, from 1.")
            .filled(|source| Cell::Integer(source.number.into())),
        Column::required("type", Text, Said, "CSL item type.")
            .one_of(ReferenceType::NAMES)
            .filled(|source| Cell::text(source.kind.name())),
        Column::required("authors", TextList, Said, "Authors in order; empty where none is printed.")
            .label()
            .filled(|source| Cell::list(source.authors.iter().map(Name::display).collect::<Vec<_>>())),
        Column::optional("title", Text, Said, "Title without quotation marks.")
            .label()
            .filled(|source| Cell::maybe(source.title.as_deref(), Cell::text)),
        Column::optional("container_title", Text, Said, "Newspaper, site, journal or series.")
            .filled(|source| Cell::maybe(source.container_title.as_deref(), Cell::text)),
        Column::optional("publisher", Text, Said, "Publisher, where printed apart from the container.")
            .filled(|source| Cell::maybe(source.publisher.as_deref(), Cell::text)),
        Column::optional("issued", Text, Said, "EDTF date of issue at its printed precision; empty where undated.")
            .label()
            .filled(|source| Cell::maybe(source.issued, |date| Cell::text(date.to_string()))),
        Column::optional("accessed", Text, Said, "EDTF date of access.")
            .filled(|source| Cell::maybe(source.accessed, |date| Cell::text(date.to_string()))),
        Column::optional("url", Text, Said, "Address as printed.")
            .filled(|source| Cell::maybe(source.url.as_deref(), Cell::text)),
        Column::required("n_citations", Integer, Place, "Citations of it in the text.")
            .filled(|source| Cell::Integer(source.n_citations.into())),
        Column::required("char_start", Integer, Place, "First code point of the entry in report.txt.")
            .filled(|source| Cell::count(source.anchor.start)),
        Column::required("char_end", Integer, Place, "One past the last code point of the entry in report.txt.")
            .filled(|source| Cell::count(source.anchor.end)),
        Column::required("raw", Text, Wording, "The characters at the anchor: the entry as printed.")
            .filled(|source| Cell::text(&source.raw)),
    ];

    const TABLE: Table = Table {
        name: "references",
        description: "Sources of the report's literature list, in CSL's terms.",
        key: Some("reference_id"),
        anchored: Some(["char_start", "char_end", "raw"]),
        columns: &columns_of::<Self, { Self::FIELDS.len() }>(),
    };
}
