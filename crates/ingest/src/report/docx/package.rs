//! The package: parts by the names and relations it states, unpacked within bounds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::markup::{Markup, Node};
use super::refusal::DocxError;

/// Most bytes that a part unpacks to: some 3000 pages of prose.
const LARGEST_PART: u64 = 64 << 20;
/// Most bytes that all parts read unpack to.
const LARGEST_WHOLE: u64 = 128 << 20;
/// Most unpacked bytes for a packed one; documents have 5 to 40.
const DENSEST: u64 = 200;
/// Parts smaller than this may be as dense as they like.
const SMALL: u64 = 1 << 20;

/// An open package.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index of each part by its name in lower case, with `/` between folders: names are compared so.
    names: BTreeMap<String, usize>,
    n_unpacked: u64,
}

/// A part's name and text.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) text: String,
}

/// What a part relates to, by the relation's id.
#[derive(Debug, Default)]
pub(super) struct Relations {
    by_id: BTreeMap<String, Relation>,
}

#[derive(Debug)]
struct Relation {
    /// Last part of the type's address: `styles`, `hyperlink`. Strict and transitional ones share it.
    kind: String,
    /// A part's name, or an address outside.
    target: String,
    is_outside: bool,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocxError> {
        if !bytes.starts_with(b"PK") {
            return Err(DocxError::NotPackage { found: looks_like(bytes) });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut names = BTreeMap::new();
        for at in 0..archive.len() {
            if let Some(name) = archive.name_for_index(at) {
                names.entry(name.replace('\\', "/").trim_start_matches('/').to_lowercase()).or_insert(at);
            }
        }
        Ok(Self { archive, names, n_unpacked: 0 })
    }

    /// Name of the document's main part.
    pub(super) fn main_part(&mut self) -> Result<String, DocxError> {
        let stated = self.relations("")?;
        if let Some(name) = stated.part("officeDocument").filter(|name| self.holds(name)) {
            let is_document = !["xl/", "ppt/", "visio/"].iter().any(|folder| name.to_lowercase().starts_with(folder));
            if is_document {
                return Ok(name.to_owned());
            }
            return Err(DocxError::NoDocument { found: name.to_owned() });
        }
        if let Some(name) = self.main_by_content_type()?.filter(|name| self.holds(name)) {
            return Ok(name);
        }
        let found = if self.names.contains_key("content.xml") {
            "an OpenDocument file"
        } else if self.names.is_empty() {
            "an empty package"
        } else {
            "other files"
        };
        Err(DocxError::NoDocument { found: found.to_owned() })
    }

    /// What `part` relates to; `""` for the package itself. Nothing where it states nothing.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, DocxError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let parent = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(stated) = self.part(&format!("{parent}_rels/{file}.rels"))? else { return Ok(Relations::default()) };
        let mut markup = Markup::new(&stated);
        let mut relations = Relations::default();
        while let Some(node) = markup.next()? {
            let Node::Start(tag) = node else { continue };
            let (Some(id), Some(kind), Some(target)) =
                (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
            else {
                continue;
            };
            let is_outside = tag.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let target = if is_outside { target.into_owned() } else { resolved(folder, &target) };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.by_id.insert(id.into_owned(), Relation { kind, target, is_outside });
        }
        Ok(relations)
    }

    /// A part's text; `None` where the package holds no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>, DocxError> {
        let Some(&at) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        let file = self.archive.by_index(at).map_err(damaged)?;
        if file.encrypted() {
            return Err(DocxError::NotPackage { found: "an encrypted package" });
        }
        let n_packed = file.compressed_size().max(1);
        let left = LARGEST_WHOLE.saturating_sub(self.n_unpacked);
        // The directory's sizes may lie: what counts is what comes out.
        let densest = n_packed.saturating_mul(DENSEST).max(SMALL);
        let cap = LARGEST_PART.min(left).min(densest);
        let mut bytes = Vec::new();
        file.take(cap + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| DocxError::Damaged { reason: format!("{name}: {error}") })?;
        let found = bytes.len() as u64;
        if found > cap {
            let part = name.to_owned();
            return Err(if cap == densest {
                DocxError::TooDense { part, cap: DENSEST, found: found / n_packed }
            } else if cap == LARGEST_PART {
                DocxError::TooLarge { part, cap, found }
            } else {
                DocxError::TooLarge { part: "all parts".to_owned(), cap: LARGEST_WHOLE, found: self.n_unpacked + found }
            });
        }
        self.n_unpacked += found;
        let text = String::from_utf8(bytes).map_err(|error| DocxError::Markup {
            part: name.to_owned(),
            offset: error.utf8_error().valid_up_to() as u64,
            reason: "not UTF-8".to_owned(),
        })?;
        Ok(Some(Part { name: name.to_owned(), text }))
    }

    fn holds(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// The main part as the list of content types tells it.
    fn main_by_content_type(&mut self) -> Result<Option<String>, DocxError> {
        let Some(types) = self.part("[Content_Types].xml")? else { return Ok(None) };
        let mut markup = Markup::new(&types);
        while let Some(node) = markup.next()? {
            let Node::Start(tag) = node else { continue };
            let kind = tag.attribute("ContentType").unwrap_or_default().to_lowercase();
            let name = tag.attribute("PartName").filter(|_| kind.contains("word") && kind.ends_with(".main+xml"));
            if let Some(name) = name {
                return Ok(Some(resolved("", &name)));
            }
        }
        Ok(None)
    }
}

impl Relations {
    /// Name of the first part with a relation of this kind.
    pub(super) fn part(&self, kind: &str) -> Option<&str> {
        let mut related = self.by_id.values().filter(|relation| !relation.is_outside && relation.kind == kind);
        related.next().map(|relation| relation.target.as_str())
    }

    /// The address outside the package that a relation leads to.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).filter(|relation| relation.is_outside).map(|relation| relation.target.as_str())
    }
}

/// A part's name from a target that may be relative to a folder.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut names: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for name in target.split('/') {
        match name {
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.retain(|name| !matches!(*name, "" | "."));
    names.join("/")
}

fn damaged(error: zip::result::ZipError) -> DocxError {
    DocxError::Damaged { reason: error.to_string() }
}

/// What a file that is no package looks like.
fn looks_like(bytes: &[u8]) -> &'static str {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    match bytes {
        [] => "an empty file",
        _ if bytes.starts_with(OLE) && memchr::memmem::find(bytes, &wide).is_some() => "an encrypted document",
        _ if bytes.starts_with(OLE) => "an old .doc file",
        _ if bytes.starts_with(b"{\\rtf") => "an RTF file",
        _ if bytes.starts_with(b"%PDF") => "a PDF file",
        _ if bytes.trim_ascii_start().starts_with(b"<") => "a file of markup",
        _ => "another kind of file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_to_parts() {
        let cases = [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "../custom/x.xml", "custom/x.xml"),
            ("word", "./a\\b.xml", "word/a/b.xml"),
            ("", "../../x", "x"),
            ("", "", ""),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(resolved(folder, target), expected, "{folder} {target}");
        }
    }

    #[test]
    fn what_is_no_package_is_named() {
        let encrypted =
            [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), b"..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"]
                .concat();
        let cases: [(&[u8], &str); 7] = [
            (b"", "an empty file"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...", "an old .doc file"),
            (&encrypted, "an encrypted document"),
            (b"{\\rtf1", "an RTF file"),
            (b"%PDF-1.7", "a PDF file"),
            (b"\n<html>", "a file of markup"),
            (b"text", "another kind of file"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Package::open(bytes).expect_err("no package"), DocxError::NotPackage { found: expected });
        }
    }
}
