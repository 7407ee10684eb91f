//! Styles: what a paragraph or run is, told along the chain that a style is based on.

use std::collections::BTreeMap;

use super::markup::{Markup, Node, Space};
use super::package::Part;
use super::refusal::DocxError;

/// A chain longer than this goes round in a circle.
const LONGEST_CHAIN: usize = 32;

/// A document's styles, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    /// Built-in names are English in every language, whatever the id.
    name: String,
    based_on: Option<String>,
    /// 0 for the first level, 9 for none.
    outline: Option<u8>,
    list: ListPlace,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
    /// Whether it sets the first row of a table apart.
    has_first_row: bool,
}

/// Where a paragraph stands in a numbered or bulleted list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// Id of the list; `0` takes the paragraph out of one.
    pub(super) list: Option<String>,
    /// From 0.
    pub(super) level: Option<usize>,
}

/// What a paragraph's style makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading, with its level from 1.
    Heading(u8),
    /// The title.
    Title,
    /// What stands below the title.
    Subtitle,
    /// A line of a table of contents or an index.
    Contents,
    /// An entry of a bibliography.
    Source,
    /// Anything else.
    Text,
}

impl Styles {
    pub(super) fn read(part: &Part) -> Result<Self, DocxError> {
        let mut markup = Markup::new(part);
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        // Names of the elements around, from the style inwards.
        let mut around: Vec<String> = Vec::new();
        while let Some(node) = markup.next()? {
            let tag = match node {
                Node::Start(tag) => tag,
                Node::End => {
                    around.pop();
                    if around.is_empty() {
                        styles.by_id.extend(open.take());
                    }
                    continue;
                }
                Node::Text(_) => continue,
            };
            let name = tag.name();
            let Some((_, style)) = &mut open else {
                if tag.space == Space::Word && name == "style" {
                    open = Some((tag.attribute("styleId").unwrap_or_default().into_owned(), Style::default()));
                    around.push("style".to_owned());
                }
                continue;
            };
            let owned = |value: std::borrow::Cow<'_, str>| value.into_owned();
            let parent = around.last().map_or("", String::as_str);
            match (parent, name) {
                ("style", "name") => style.name = tag.value().map(owned).unwrap_or_default().to_lowercase(),
                ("style", "basedOn") => style.based_on = tag.value().map(owned),
                ("pPr", "outlineLvl") => style.outline = tag.value().and_then(|value| value.parse().ok()),
                ("numPr", "numId") => style.list.list = tag.value().map(owned),
                ("numPr", "ilvl") => style.list.level = tag.value().and_then(|value| value.parse().ok()),
                ("rPr", "b") if around.len() == 2 => style.bold = Some(tag.is_on()),
                ("rPr", "i") if around.len() == 2 => style.italic = Some(tag.is_on()),
                ("rPr", "vanish") if around.len() == 2 => style.hidden = Some(tag.is_on()),
                ("style", "tblStylePr") if tag.attribute("type").as_deref() == Some("firstRow") => {
                    style.has_first_row = true;
                }
                _ => {}
            }
            around.push(name.to_owned());
        }
        Ok(styles)
    }

    /// What a paragraph of this style is.
    pub(super) fn role(&self, id: Option<&str>) -> Role {
        let Some(id) = id else { return Role::Text };
        let mut is_source = false;
        let mut is_found = false;
        for style in self.chain(id) {
            is_found = true;
            match style.name.as_str() {
                "title" => return Role::Title,
                "subtitle" => return Role::Subtitle,
                "toc heading" | "table of figures" | "index heading" => return Role::Contents,
                "bibliography" => is_source = true,
                name if numbered(name, "toc ").is_some() || numbered(name, "index ").is_some() => {
                    return Role::Contents;
                }
                name => {
                    let stated = style.outline.map(|level| level.saturating_add(1));
                    match stated.or_else(|| numbered(name, "heading ")) {
                        Some(level @ 1..=9) => return Role::Heading(level),
                        Some(_) => return Role::Text,
                        None => {}
                    }
                }
            }
        }
        // A document without the style's definition still has its id.
        let by_id = || numbered(&id.to_lowercase(), "heading");
        match by_id().filter(|_| !is_found) {
            Some(level) => Role::Heading(level),
            None if is_source => Role::Source,
            None if !is_found && id == "Title" => Role::Title,
            None => Role::Text,
        }
    }

    /// The list that paragraphs of this style stand in.
    pub(super) fn list(&self, id: Option<&str>) -> ListPlace {
        let mut place = ListPlace::default();
        for style in id.into_iter().flat_map(|id| self.chain(id)) {
            place.list = place.list.or_else(|| style.list.list.clone());
            place.level = place.level.or(style.list.level);
        }
        place
    }

    /// Whether it sets text in bold.
    pub(super) fn is_bold(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.bold)
    }

    /// Whether it sets text in italics.
    pub(super) fn is_italic(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.italic)
    }

    /// Whether it hides text.
    pub(super) fn is_hidden(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.hidden)
    }

    /// Whether it sets the first row of a table apart.
    pub(super) fn has_first_row(&self, id: Option<&str>) -> bool {
        id.into_iter().flat_map(|id| self.chain(id)).any(|style| style.has_first_row)
    }

    fn first<T>(&self, id: Option<&str>, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        id.into_iter().flat_map(|id| self.chain(id)).find_map(of)
    }

    /// A style and those it is based on, nearest first.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let next = |style: &&'s Style| self.by_id.get(style.based_on.as_ref()?);
        std::iter::successors(self.by_id.get(id), next).take(LONGEST_CHAIN)
    }
}

/// The digit at the end of a name: 2 of `heading 2`.
fn numbered(name: &str, stem: &str) -> Option<u8> {
    name.strip_prefix(stem)?.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
