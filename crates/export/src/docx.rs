//! The briefing as a Word document (`WordprocessingML`, transitional).
//!
//! docx-rs builds the body. What it writes is then repaired part by part, and every other part is written here,
//! so that the document is valid, says what its tables and pictures show, and has the same bytes each time.

mod address;
mod body;
mod field;
mod inline;
mod length;
mod logo;
mod markup;
mod numbering;
mod order;
mod package;
mod page;
mod properties;
mod repair;
mod table;
mod text;

use docx_rs::XMLDocx;
use zip::result::ZipError;

use self::body::Body;
use self::markup::{DECLARATION, NotMarkup};
use self::package::{Package, Relationship};
use crate::briefing::Briefing;
use crate::drawing::Colour;
use crate::raster::RasterError;

/// Content type of a `WordprocessingML` part.
macro_rules! word {
    ($part:literal) => {
        concat!("application/vnd.openxmlformats-officedocument.wordprocessingml.", $part, "+xml")
    };
}

/// Why a briefing could not be written as a Word document.
#[derive(Debug)]
pub enum DocxError {
    /// A figure could not be painted.
    Figure(RasterError),
    /// A part did not come out well-formed; the parser's words.
    Markup(String),
    /// The parts could not be zipped.
    Package(ZipError),
}

impl std::fmt::Display for DocxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Figure(error) => write!(f, "a figure could not be painted: {error}"),
            Self::Markup(words) => write!(f, "a part of the document is not well-formed: {words}"),
            Self::Package(error) => write!(f, "the document could not be packed: {error}"),
        }
    }
}

impl std::error::Error for DocxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Figure(error) => Some(error),
            Self::Markup(_) => None,
            Self::Package(error) => Some(error),
        }
    }
}

impl From<RasterError> for DocxError {
    fn from(error: RasterError) -> Self {
        Self::Figure(error)
    }
}

impl From<NotMarkup> for DocxError {
    fn from(error: NotMarkup) -> Self {
        Self::Markup(error.0)
    }
}

impl From<ZipError> for DocxError {
    fn from(error: ZipError) -> Self {
        Self::Package(error)
    }
}

/// The briefing as the bytes of a `.docx` file: the same for the same briefing, in any process.
///
/// Characters that XML cannot hold become U+FFFD. Links other than `http`, `https` and `mailto`, and citations
/// without an entry in the list of sources, are text that cannot be clicked.
///
/// # Errors
/// [`DocxError::Figure`] where a figure's size makes no picture; the others are not known to occur.
pub fn render(briefing: &Briefing) -> Result<Vec<u8>, DocxError> {
    let Body { docx, links, descriptions, list_starts, .. } = body::body(briefing)?;
    let parts = page::paged(docx, briefing).build();
    let language = properties::language(&briefing.language);
    let Colour { red, green, blue } = briefing.accent;
    let accent = format!("{red:02X}{green:02X}{blue:02X}");
    let template = |text: &str| template(text, language, &accent);

    let mut package = Package::default();
    package.relate("_rels/.rels", root_relationships());
    package.add(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        properties::core(briefing),
    );
    package.add(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        properties::extended(),
    );
    package.add("word/document.xml", word!("document.main"), repair::repaired(&parts.document, &descriptions)?);
    package.relate("word/_rels/document.xml.rels", document_relationships(&parts, &links.addresses));
    for (kind, content_type, written) in
        [("header", word!("header"), &parts.headers), ("footer", word!("footer"), &parts.footers)]
    {
        for (number, part) in (1..).zip(written) {
            let part = repair::repaired(part, &repair::Descriptions::default())?;
            package.add(&format!("word/{kind}{number}.xml"), content_type, part);
        }
    }
    package.add("word/styles.xml", word!("styles"), template(include_str!("docx/parts/styles.xml")));
    package.add("word/settings.xml", word!("settings"), template(include_str!("docx/parts/settings.xml")));
    package.add("word/fontTable.xml", word!("fontTable"), template(include_str!("docx/parts/fontTable.xml")));
    package.add("word/numbering.xml", word!("numbering"), numbering::part(&list_starts, &accent));
    package.add(
        "word/theme/theme1.xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        template(include_str!("docx/parts/theme.xml")),
    );
    for (id, picture) in parts.media {
        package.add_picture(&format!("word/{}", picture_target(&id)), picture);
    }
    Ok(package.zip()?)
}

fn root_relationships() -> Vec<Relationship> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    vec![
        Relationship::to_part("rId1", "officeDocument", "word/document.xml"),
        Relationship { kind: core.to_owned(), ..Relationship::to_part("rId2", "", "docProps/core.xml") },
        Relationship::to_part("rId3", "extended-properties", "docProps/app.xml"),
    ]
}

fn document_relationships(parts: &XMLDocx, addresses: &[String]) -> Vec<Relationship> {
    let mut relationships = vec![
        Relationship::to_part("rIdStyles", "styles", "styles.xml"),
        Relationship::to_part("rIdSettings", "settings", "settings.xml"),
        Relationship::to_part("rIdFonts", "fontTable", "fontTable.xml"),
        Relationship::to_part("rIdNumbering", "numbering", "numbering.xml"),
        Relationship::to_part("rIdTheme", "theme", "theme/theme1.xml"),
    ];
    // docx-rs names these parts' relationships so, counting from 1.
    for number in 1..=parts.headers.len() {
        let id = docx_rs::create_header_rid(number);
        relationships.push(Relationship::to_part(&id, "header", &format!("header{number}.xml")));
    }
    for number in 1..=parts.footers.len() {
        let id = docx_rs::create_footer_rid(number);
        relationships.push(Relationship::to_part(&id, "footer", &format!("footer{number}.xml")));
    }
    relationships.extend(parts.media.iter().map(|(id, _)| Relationship::to_part(id, "image", &picture_target(id))));
    relationships.extend(
        addresses
            .iter()
            .enumerate()
            .map(|(idx, address)| Relationship::to_address(&inline::relationship_id(idx), address)),
    );
    relationships
}

fn picture_target(id: &str) -> String {
    format!("media/{id}.png")
}

/// A part that is the same for every briefing but for its language and its accent colour.
///
/// The theme names Cambria for text and Calibri for headings and tables, not the fonts of the PDF: a Word
/// document carries no fonts, these two come with Word, cover Cyrillic, and have stand-ins of the same widths
/// (Caladea, Carlito) in LibreOffice.
fn template(text: &str, language: &str, accent: &str) -> Vec<u8> {
    // Indentation is for whoever edits the template; between a part's elements it is not part of it.
    let lines: String = text.lines().map(str::trim).collect();
    format!("{DECLARATION}{}", lines.replace("{language}", language).replace("{accent}", accent)).into_bytes()
}

#[cfg(test)]
mod tests;
