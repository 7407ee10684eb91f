//! A part's XML as a stream of tags and text. Names are told apart by namespace, whatever their prefix.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::Part;
use super::refusal::DocxError;

/// The namespaces that matter; transitional and strict addresses are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Word's own.
    Word,
    /// Equations.
    Math,
    /// Alternatives for programs of different age.
    Compatibility,
    /// Any other.
    Other,
}

/// Addresses of the namespaces.
const SPACES: &[(&str, Space)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", Space::Word),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Space::Word),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", Space::Math),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Space::Math),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", Space::Compatibility),
];

/// A piece of markup.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// The innermost element ends.
    End,
    /// Characters.
    Text(Cow<'a, str>),
}

/// An element's name and attributes.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub(super) space: Space,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Name without prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Value of an attribute, told by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The attribute `val`.
    pub(super) fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// Whether a property that is on or off is on: it is where it stands without a value.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// A part while it is read.
pub(super) struct Markup<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    /// Prefixes of the namespaces that matter.
    prefixes: BTreeMap<String, Space>,
    depth: usize,
}

impl<'a> Markup<'a> {
    pub(super) fn new(part: &'a Part) -> Self {
        let mut reader = Reader::from_str(&part.text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part: &part.name, prefixes: BTreeMap::new(), depth: 0 }
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>, DocxError> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.fault(error.to_string()))?;
            return Ok(Some(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    self.declare(&start);
                    let prefix = start.name().prefix().map_or("", |prefix| prefix.into_inner());
                    let space = self.prefixes.get(prefix).copied().unwrap_or(Space::Other);
                    Node::Start(Tag { space, start })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(reference) => Node::Text(entity(&reference)),
                Event::DocType(_) => return Err(DocxError::DocumentType { part: self.part.to_owned() }),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => return Err(self.fault("it ends inside an element".to_owned())),
                Event::Eof => return Ok(None),
            }));
        }
    }

    /// Reads the prefixes that an element declares. That they end with it is left aside: no writer gives one
    /// prefix two meanings.
    fn declare(&mut self, start: &BytesStart<'a>) {
        if !start.attributes_raw().contains("xmlns") {
            return;
        }
        for attribute in start.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.as_ref().strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            let space = SPACES.iter().find(|(address, _)| *address == attribute.value).map(|(_, space)| *space);
            match space {
                Some(space) => {
                    self.prefixes.insert(prefix.to_owned(), space);
                }
                None => {
                    self.prefixes.remove(prefix);
                }
            }
        }
    }

    fn fault(&self, reason: String) -> DocxError {
        DocxError::Markup { part: self.part.to_owned(), offset: self.reader.error_position(), reason }
    }
}

/// The character that a reference stands for. XML knows five by name; any other stays as written, since no
/// document type defines it.
fn entity<'a>(reference: &quick_xml::events::BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Cow::Owned(letter.to_string());
    }
    match &**reference {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        name => format!("&{name};").into(),
    }
}
