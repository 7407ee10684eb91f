//! The package (ISO/IEC 29500-2): parts, their content types and relationships, zipped the same way each time.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::markup::DECLARATION;
use super::text::escaped;

/// Parts by name within the package, without a leading `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Package {
    parts: BTreeMap<String, Vec<u8>>,
    content_types: BTreeMap<String, &'static str>,
}

/// A relationship from one part to another, or to an address outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relationship {
    /// Id within the part it is from.
    pub(super) id: String,
    /// Full name of its kind.
    pub(super) kind: String,
    /// Name of a part relative to the part it is from, or an address.
    pub(super) target: String,
    /// Whether the target is an address.
    pub(super) is_external: bool,
}

impl Relationship {
    /// To a part; the kind without its common beginning: `styles`.
    pub(super) fn to_part(id: &str, kind: &str, target: &str) -> Self {
        Self { id: id.to_owned(), kind: format!("{KINDS}{kind}"), target: target.to_owned(), is_external: false }
    }

    /// To an address outside.
    pub(super) fn to_address(id: &str, address: &str) -> Self {
        Self { is_external: true, ..Self::to_part(id, "hyperlink", address) }
    }
}

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

impl Package {
    /// Adds a part with its content type.
    pub(super) fn add(&mut self, name: &str, content_type: &'static str, part: Vec<u8>) {
        self.content_types.insert(name.to_owned(), content_type);
        self.parts.insert(name.to_owned(), part);
    }

    /// Adds a PNG picture, whose content type follows from its name.
    pub(super) fn add_picture(&mut self, name: &str, picture: Vec<u8>) {
        self.parts.insert(name.to_owned(), picture);
    }

    /// Adds the relationships of a part, sorted by id.
    pub(super) fn relate(&mut self, name: &str, mut relationships: Vec<Relationship>) {
        relationships.sort_by(|left, right| left.id.cmp(&right.id));
        let mut part = format!(
            "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        );
        for Relationship { id, kind, target, is_external } in &relationships {
            let (target, mode) = (escaped(target), if *is_external { " TargetMode=\"External\"" } else { "" });
            part.push_str(&format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>"));
        }
        part.push_str("</Relationships>");
        self.parts.insert(name.to_owned(), part.into_bytes());
    }

    /// The package as a ZIP file: content types first, as readers that stream expect, then parts by name.
    ///
    /// # Errors
    /// Where the file would be larger than ZIP allows.
    pub(super) fn zip(self) -> Result<Vec<u8>, ZipError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("[Content_Types].xml", options)?;
        writer.write_all(&self.content_types_part())?;
        for (name, part) in &self.parts {
            writer.start_file(name.as_str(), options)?;
            writer.write_all(part)?;
        }
        Ok(writer.finish()?.into_inner())
    }

    fn content_types_part(&self) -> Vec<u8> {
        let mut part = format!(
            "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"png\" ContentType=\"image/png\"/>\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        );
        for (name, content_type) in &self.content_types {
            part.push_str(&format!("<Override PartName=\"/{name}\" ContentType=\"{content_type}\"/>"));
        }
        part.push_str("</Types>");
        part.into_bytes()
    }
}
