//! A part's XML as a tree, for changing it in place.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element with its attributes and children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Name with prefix: `w:p`.
    pub(super) name: String,
    /// Names with prefix and escaped values, in the order written.
    pub(super) attributes: Vec<(String, String)>,
    /// Children in the order written.
    pub(super) children: Vec<Node>,
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Escaped text.
    Text(String),
}

/// The part is not XML that this can read; the parser's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotMarkup(pub(super) String);

impl<E: std::error::Error> From<E> for NotMarkup {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl Element {
    /// An element with attributes and no children.
    pub(super) fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        Self {
            name: name.to_owned(),
            attributes: attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            children: Vec::new(),
        }
    }

    /// Reads a part's root element.
    ///
    /// # Errors
    /// Where the part is not well-formed.
    pub(super) fn parse(part: &[u8]) -> Result<Self, NotMarkup> {
        let mut reader = Reader::from_str(std::str::from_utf8(part)?);
        // The bottom of the stack stands for the document and takes the root as its child.
        let mut open = vec![Self::default()];
        loop {
            let node = match reader.read_event()? {
                Event::Start(tag) => {
                    open.push(start(&tag)?);
                    continue;
                }
                Event::End(_) => open.pop().map(Node::Element),
                Event::Empty(tag) => Some(Node::Element(start(&tag)?)),
                Event::Text(text) => Some(Node::Text(text.to_string())),
                Event::GeneralRef(name) => Some(Node::Text(format!("&{};", &*name))),
                Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
                Event::Eof => break,
            };
            if let (Some(node), Some(parent)) = (node, open.last_mut()) {
                parent.children.push(node);
            }
        }
        let unclosed = open.len() > 1;
        let root = open.into_iter().next().and_then(|document| {
            document.children.into_iter().find_map(|node| match node {
                Node::Element(element) => Some(element),
                Node::Text(_) => None,
            })
        });
        root.filter(|_| !unclosed).ok_or_else(|| NotMarkup("expected one closed root element".to_owned()))
    }

    /// The part, with its XML declaration.
    pub(super) fn to_part(&self) -> Vec<u8> {
        let mut part = String::from(DECLARATION);
        self.write(&mut part);
        part.into_bytes()
    }

    /// Sets an attribute to an escaped value; a new one goes last.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    fn write(&self, part: &mut String) {
        part.push('<');
        part.push_str(&self.name);
        for (name, value) in &self.attributes {
            part.extend([" ", name, "=\"", value, "\""]);
        }
        if self.children.is_empty() {
            part.push_str("/>");
            return;
        }
        part.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(part),
                Node::Text(text) => part.push_str(text),
            }
        }
        part.extend(["</", &self.name, ">"]);
    }
}

/// What every part begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn start(tag: &BytesStart<'_>) -> Result<Element, NotMarkup> {
    let mut element = Element { name: tag.name().0.to_owned(), ..Element::default() };
    for attribute in tag.attributes() {
        let attribute = attribute?;
        // Values may stand in single quotes and hold double ones.
        element.attributes.push((attribute.key.0.to_owned(), attribute.value.replace('"', "&quot;")));
    }
    Ok(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let cases = [
            ("<a/>", "<a/>"),
            ("<?xml version=\"1.0\"?><a b=\"1 &amp; 2\"></a>", "<a b=\"1 &amp; 2\"/>"),
            ("<a:b c='\"'>x &lt; y&#xA;<d/> </a:b>", "<a:b c=\"&quot;\">x &lt; y&#xA;<d/> </a:b>"),
        ];
        for (text, expected) in cases {
            let part = Element::parse(text.as_bytes()).expect(text).to_part();
            assert_eq!(String::from_utf8(part).unwrap(), format!("{DECLARATION}{expected}"));
        }
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for text in ["", "text", "<a>", "<a></b>", "</a>", "<a b=1/>", "<a b=\"1\" b=\"2\"/>", "<a"] {
            assert!(Element::parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(Element::parse(b"<a>\xFF</a>").is_err());
    }
}
