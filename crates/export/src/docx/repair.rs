//! Makes what docx-rs writes valid, accessible and the same every time.

use super::inline::LANGUAGE_MARK;
use super::markup::{Element, Node, NotMarkup};
use super::order;
use super::text::escaped;

/// What docx-rs cannot say of a document's tables and pictures, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Descriptions {
    /// Title and description of each table.
    pub(super) tables: Vec<(String, String)>,
    /// Alternative text of the logo, which comes before all pictures; `None` where there is none.
    pub(super) logo: Option<String>,
    /// Alternative text of each figure.
    pub(super) pictures: Vec<String>,
}

/// The repaired part.
///
/// # Errors
/// Where the part is not well-formed, which would be a fault of the text cleaning or of docx-rs.
pub(super) fn repaired(part: &[u8], descriptions: &Descriptions) -> Result<Vec<u8>, NotMarkup> {
    let mut root = Element::parse(part)?;
    Repair { descriptions, n_tables: 0, n_pictures: 0 }.element(&mut root);
    Ok(root.to_part())
}

/// Parts a run's language from its style, behind which `inline` put it.
fn language_of_run(properties: &mut Element) {
    let mut language = None;
    for child in &mut properties.children {
        let Node::Element(child) = child else { continue };
        let style = child.attributes.iter_mut().find(|(name, _)| child.name == "w:rStyle" && name == "w:val");
        if let Some((_, style)) = style
            && let Some((own, tongue)) = style.clone().split_once(LANGUAGE_MARK)
        {
            language = Some(tongue.to_owned());
            own.clone_into(style);
        }
    }
    if let Some(language) = language {
        properties.children.retain(|child| !matches!(child, Node::Element(child) if is_without_style(child)));
        properties.children.push(value("w:lang", &language));
    }
}

fn is_without_style(element: &Element) -> bool {
    element.name == "w:rStyle" && element.attributes.iter().any(|(name, style)| name == "w:val" && style.is_empty())
}

/// A walk over a part, with the numbers of the tables and pictures seen.
struct Repair<'a> {
    descriptions: &'a Descriptions,
    n_tables: usize,
    n_pictures: usize,
}

impl Repair<'_> {
    fn element(&mut self, element: &mut Element) {
        // Paragraph ids come from a process-wide counter; `w:dirty` makes Word ask on opening.
        element.attributes.retain(|(name, _)| !matches!(name.as_str(), "w14:paraId" | "w:dirty"));
        match element.name.as_str() {
            "w:gridCol" => element.attributes.retain(|(name, _)| name != "w:type"),
            // Field codes keep the blanks that separate them from the marks around.
            "w:instrText" => element.set("xml:space", "preserve"),
            "w:tbl" => self.table(element),
            "w:rPr" => language_of_run(element),
            "wp:docPr" => self.picture(element),
            "pic:cNvPr" => {
                // The picture inside the frame: `wp:docPr` came before it and has counted it.
                element.set("id", &self.n_pictures.to_string());
                element.set("name", &self.picture_name());
            }
            _ => {}
        }
        for child in &mut element.children {
            if let Node::Element(child) = child {
                self.element(child);
            }
        }
        element.children.retain(|child| !is_empty_property_list(child));
        if let Some(order) = order::children_of(&element.name) {
            element.children.sort_by_key(|child| place(order, child));
        }
    }

    fn table(&mut self, table: &mut Element) {
        let (title, description) = self.descriptions.tables.get(self.n_tables).cloned().unwrap_or_default();
        self.n_tables += 1;
        let mut is_first_row = true;
        for child in &mut table.children {
            let Node::Element(child) = child else { continue };
            match child.name.as_str() {
                "w:tblPr" => child.children.extend([
                    look(),
                    value("w:tblCaption", &title),
                    value("w:tblDescription", &description),
                ]),
                "w:tr" => {
                    row(child, is_first_row);
                    is_first_row = false;
                }
                _ => {}
            }
        }
    }

    fn picture(&mut self, properties: &mut Element) {
        let alternative = self.descriptions.logo.iter().chain(&self.descriptions.pictures).nth(self.n_pictures);
        let alternative = alternative.map_or("", String::as_str);
        self.n_pictures += 1;
        properties.set("id", &self.n_pictures.to_string());
        properties.set("name", &self.picture_name());
        properties.set("descr", &escaped(alternative));
    }

    /// Name of the picture counted last: figures have their captions' numbers.
    fn picture_name(&self) -> String {
        match self.n_pictures.saturating_sub(usize::from(self.descriptions.logo.is_some())) {
            0 => "Logo".to_owned(),
            number => format!("Figure {number}"),
        }
    }
}

/// The table style's parts in use: the header row, no banding.
fn look() -> Node {
    let attributes = [
        ("w:val", "0620"),
        ("w:firstRow", "1"),
        ("w:lastRow", "0"),
        ("w:firstColumn", "0"),
        ("w:lastColumn", "0"),
        ("w:noHBand", "1"),
        ("w:noVBand", "1"),
    ];
    Node::Element(Element::new("w:tblLook", &attributes))
}

fn value(name: &str, text: &str) -> Node {
    Node::Element(Element::new(name, &[("w:val", &escaped(text))]))
}

/// No row is torn apart at a page's end, and the header row is repeated and known as such.
fn row(row: &mut Element, is_header: bool) {
    let mut properties = Element::new("w:trPr", &[]);
    properties.children.push(Node::Element(Element::new("w:cantSplit", &[])));
    if is_header {
        properties.children.push(Node::Element(Element::new("w:tblHeader", &[])));
    }
    row.children.retain(|child| !matches!(child, Node::Element(child) if child.name == "w:trPr"));
    row.children.insert(0, Node::Element(properties));
}

fn is_empty_property_list(node: &Node) -> bool {
    matches!(node, Node::Element(element)
        if element.children.is_empty() && matches!(element.name.as_str(), "w:pPr" | "w:rPr" | "w:tcPr" | "w:tblBorders"))
}

/// Where a child belongs; what the schema does not know goes last, where a checker will see it.
fn place(order: &[&str], node: &Node) -> usize {
    let Node::Element(element) = node else { return order.len() };
    let name = element.name.strip_prefix("w:").unwrap_or(&element.name);
    // Headers and footers may stand in any order among themselves, and do.
    let name = if name == "footerReference" { "headerReference" } else { name };
    order.iter().position(|known| *known == name).unwrap_or(order.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(part: &str, expected: &str) {
        let descriptions = Descriptions {
            tables: vec![("T".to_owned(), "D < E".to_owned())],
            logo: None,
            pictures: vec!["A \"line\"\nrises".to_owned()],
        };
        let part = String::from_utf8(repaired(part.as_bytes(), &descriptions).expect(part)).unwrap();
        assert_eq!(part.split_once('\n').unwrap().1, expected);
    }

    #[test]
    fn properties_come_in_schema_order() {
        let cases = [
            (
                "<w:p w14:paraId=\"0\"><w:pPr><w:rPr/><w:jc/><w:pStyle/></w:pPr></w:p>",
                "<w:p><w:pPr><w:pStyle/><w:jc/></w:pPr></w:p>",
            ),
            ("<w:r><w:rPr><w:x/><w:u/><w:b/></w:rPr></w:r>", "<w:r><w:rPr><w:b/><w:u/><w:x/></w:rPr></w:r>"),
            ("<w:r><w:rPr /><w:t>a &amp; b</w:t></w:r>", "<w:r><w:t>a &amp; b</w:t></w:r>"),
            ("<w:fldChar w:fldCharType=\"end\" w:dirty=\"false\"/>", "<w:fldChar w:fldCharType=\"end\"/>"),
            ("<w:gridCol w:w=\"9\" w:type=\"dxa\"/>", "<w:gridCol w:w=\"9\"/>"),
            ("<w:numPr><w:numId/><w:ilvl/></w:numPr>", "<w:numPr><w:ilvl/><w:numId/></w:numPr>"),
            ("<w:tblPr><w:tblBorders/><w:tblW/><w:tblStyle/></w:tblPr>", "<w:tblPr><w:tblStyle/><w:tblW/></w:tblPr>"),
            (
                "<w:sectPr><w:titlePg/><w:pgSz/><w:footerReference/><w:headerReference/></w:sectPr>",
                "<w:sectPr><w:footerReference/><w:headerReference/><w:pgSz/><w:titlePg/></w:sectPr>",
            ),
        ];
        for (part, expected) in cases {
            check(part, expected);
        }
    }

    #[test]
    fn tables_get_a_header_row_and_a_description() {
        let look = "<w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
                    w:noHBand=\"1\" w:noVBand=\"1\"/>";
        check(
            "<w:tbl><w:tblPr/><w:tr><w:trPr/><w:tc/></w:tr><w:tr/></w:tbl>",
            &format!(
                "<w:tbl><w:tblPr>{look}<w:tblCaption w:val=\"T\"/><w:tblDescription w:val=\"D &lt; E\"/></w:tblPr>\
                 <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc/></w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr></w:tr></w:tbl>"
            ),
        );
    }

    #[test]
    fn pictures_get_a_number_and_alternative_text() {
        check(
            "<a><wp:docPr id=\"1\" name=\"x\"/><pic:cNvPr id=\"0\" name=\"\"/><wp:docPr id=\"1\"/></a>",
            "<a><wp:docPr id=\"1\" name=\"Figure 1\" descr=\"A &quot;line&quot; rises\"/>\
             <pic:cNvPr id=\"1\" name=\"Figure 1\"/><wp:docPr id=\"2\" name=\"Figure 2\" descr=\"\"/></a>",
        );
    }

    #[test]
    fn a_part_that_is_not_well_formed_is_refused() {
        for part in ["", "<w:p>", "<w:p></w:r>", "no markup"] {
            assert!(repaired(part.as_bytes(), &Descriptions::default()).is_err(), "{part}");
        }
    }
}
