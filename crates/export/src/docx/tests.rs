use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use chancery_model::day::Day;
use chancery_model::dossier::PageSize;
use chancery_model::logo::Logo;

use super::markup::{Element, Node};
use super::{DocxError, render};
use crate::briefing::{Block, Briefing, Column, Figure, Furniture, Inline, ReferenceEntry, Table};
use crate::drawing::{Colour, Drawing, Point, Shape};
use crate::logo::tests::sample;
use crate::raster::RasterError;

/// Text that breaks writers: markup, control characters, no place to break, other scripts.
const HOSTILE: &str = "</w:t>&amp;<!-- ]]> \"'\u{0}\u{B}\u{FFFF}\r\n\t ҷавоб 𝄞 {language} ";

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn link(url: &str) -> Inline {
    Inline::Link { text: url.to_owned(), url: url.to_owned() }
}

fn figure(width: f32, shade: u32) -> Figure {
    let points = [(1.0, 1.0), (9.0, 1.0), (9.0, 9.0)].map(|(x, y)| Point { x, y }).to_vec();
    Figure {
        caption: vec![text(HOSTILE), Inline::Citation(7)],
        alternative: format!("Rises & \"falls\".\n{HOSTILE}"),
        drawing: Drawing { width, height: 20.0, shapes: vec![Shape::Polygon { points, fill: Colour::rgb(shade) }] },
    }
}

fn table(labels: &[&str], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    let column = |label: &&str| Column { label: (*label).to_owned(), weight: 1.0, numeric: label.is_empty() };
    Block::Table(Table { caption: HOSTILE.to_owned(), columns: labels.iter().map(column).collect(), rows })
}

fn source(number: u32) -> ReferenceEntry {
    ReferenceEntry {
        number,
        text: vec![
            text(HOSTILE),
            link("https://example.org/a b?\"=<&>"),
            link("javascript:alert(1)"),
            link("file:///etc"),
        ],
    }
}

fn briefing(blocks: Vec<Block>) -> Briefing {
    Briefing {
        page_size: PageSize::A4,
        accent: Colour::rgb(0x1F_3A_5F),
        logo: None,
        title: format!("Title {HOSTILE}"),
        subtitle: HOSTILE.to_owned(),
        language: "en\"><x/>".to_owned(),
        title_language: String::new(),
        furniture: Furniture::english(),
        authors: vec!["A & B".to_owned(), HOSTILE.to_owned()],
        description: HOSTILE.to_owned(),
        keywords: vec!["trade".to_owned(), HOSTILE.to_owned()],
        date: Day::new(2025, 8, 29),
        running_head: HOSTILE.to_owned(),
        facts: vec![("Edition".to_owned(), HOSTILE.to_owned())],
        blocks,
    }
}

/// A briefing with every kind of block, twice, all of it hostile.
fn hostile() -> Briefing {
    let long = "unbroken".repeat(400);
    let inlines = || {
        vec![
            text(HOSTILE),
            Inline::Strong(HOSTILE.to_owned()),
            Inline::Emphasis(String::new()),
            Inline::Citation(1),
            Inline::Citation(4_000_000_000),
            Inline::Citation(55),
            link(&format!("https://example.org/{long}")),
            link("mailto:desk@example.org"),
        ]
    };
    let blocks = || {
        vec![
            Block::Heading { level: 0, text: HOSTILE.to_owned(), language: String::new() },
            Block::Heading { level: 1, text: "word ".repeat(40), language: String::new() },
            Block::Heading { level: 9, text: String::new(), language: String::new() },
            Block::Paragraph(inlines()),
            Block::Paragraph(vec![]),
            Block::Callout { heading: HOSTILE.to_owned(), body: inlines() },
            Block::Callout { heading: String::new(), body: vec![] },
            Block::List(vec![inlines(), vec![]]),
            Block::List(vec![]),
            table(&[], vec![vec![inlines()]]),
            table(&["A", ""], vec![]),
            table(&[HOSTILE, "", "C"], vec![vec![], vec![inlines()], vec![inlines(); 5]]),
            table(&["A", "B"], vec![vec![vec![text("cell")], vec![Inline::Citation(1), Inline::Citation(7)]]; 90]),
            Block::Figure(figure(40.0, 0x001F_3A5F)),
            Block::Figure(figure(4000.0, 0x001F_3A5F)),
            Block::References([1, 2, 2, 7, 8, 0, u32::MAX, 4_000_000_000].map(source).to_vec()),
            Block::Note(inlines()),
        ]
    };
    briefing([blocks(), blocks()].concat())
}

/// The parts of a rendered briefing by name, in the file's order.
fn parts(briefing: &Briefing) -> Vec<(String, Vec<u8>)> {
    let bytes = render(briefing).expect("the briefing can be rendered");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|idx| {
            let mut file = archive.by_index(idx).unwrap();
            let mut part = Vec::new();
            file.read_to_end(&mut part).unwrap();
            (file.name().to_owned(), part)
        })
        .collect()
}

fn part(briefing: &Briefing, name: &str) -> Element {
    let (_, part) = parts(briefing).into_iter().find(|(known, _)| known == name).expect(name);
    Element::parse(&part).expect(name)
}

/// Every element of a name, in document order.
fn all<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    if element.name == name {
        found.push(element);
    }
    for child in &element.children {
        if let Node::Element(child) = child {
            found.extend(all(child, name));
        }
    }
    found
}

fn value<'a>(element: &'a Element, attribute: &str) -> &'a str {
    element.attributes.iter().find(|(name, _)| name == attribute).map_or("", |(_, value)| value)
}

/// The escaped text of an element.
fn content(element: &Element) -> String {
    element
        .children
        .iter()
        .map(|child| match child {
            Node::Element(child) if child.name == "w:instrText" => String::new(),
            Node::Element(child) => content(child),
            Node::Text(text) => text.clone(),
        })
        .collect()
}

fn values(element: &Element, name: &str, attribute: &str) -> Vec<String> {
    all(element, name).into_iter().map(|found| value(found, attribute).to_owned()).collect()
}

#[test]
fn the_same_briefing_gives_the_same_bytes() {
    let first = render(&hostile()).unwrap();
    let _counters_move_on = render(&briefing(vec![Block::Paragraph(vec![link("https://example.org")])])).unwrap();
    assert_eq!(first, render(&hostile()).unwrap());
}

#[test]
fn parts_are_sorted_and_well_formed_whatever_the_text() {
    let parts = parts(&hostile());
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[0], "[Content_Types].xml");
    assert!(names[1..].is_sorted());
    for (name, part) in &parts {
        if name.ends_with(".png") {
            assert!(part.starts_with(b"\x89PNG"), "{name}");
            continue;
        }
        Element::parse(part).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let text = String::from_utf8(part.clone()).expect(name);
        let forbidden = |letter: char| letter < ' ' && letter != '\n' || matches!(letter, '\u{FFFE}' | '\u{FFFF}');
        assert!(!text.contains(forbidden), "{name}");
        for word in ["updateFields", "w:dirty", "w14:paraId", "<x/>"] {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
}

#[test]
fn every_relationship_leads_to_a_part_or_a_safe_address() {
    let parts: BTreeMap<String, Vec<u8>> = parts(&hostile()).into_iter().collect();
    for (name, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        let relationships = Element::parse(&parts[name]).unwrap();
        let ids = values(&relationships, "Relationship", "Id");
        assert!(ids.is_sorted(), "{name}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}");
        for relationship in all(&relationships, "Relationship") {
            let target = value(relationship, "Target");
            if value(relationship, "TargetMode") == "External" {
                assert!(target.starts_with("https://") || target.starts_with("mailto:"), "{target}");
                assert!(target.len() < 2_100, "{target}");
            } else {
                assert!(parts.contains_key(&format!("{folder}{target}")), "{target}");
            }
        }
    }
    let relationships = Element::parse(&parts["word/_rels/document.xml.rels"]).unwrap();
    let ids: BTreeSet<String> = values(&relationships, "Relationship", "Id").into_iter().collect();
    let document = Element::parse(&parts["word/document.xml"]).unwrap();
    let used =
        [("w:hyperlink", "r:id"), ("a:blip", "r:embed"), ("w:headerReference", "r:id"), ("w:footerReference", "r:id")];
    for (element, attribute) in used {
        let used: Vec<String> = values(&document, element, attribute).into_iter().filter(|id| !id.is_empty()).collect();
        assert!(!used.is_empty(), "{element}");
        assert!(used.iter().all(|id| ids.contains(id)), "{element}");
    }
    let types = Element::parse(&parts["[Content_Types].xml"]).unwrap();
    for name in values(&types, "Override", "PartName") {
        assert!(parts.contains_key(&name[1..]), "{name}");
    }
}

#[test]
fn internal_links_have_their_bookmark_and_ids_are_unique() {
    let document = part(&hostile(), "word/document.xml");
    let bookmarks = values(&document, "w:bookmarkStart", "w:name");
    assert_eq!(bookmarks.iter().collect::<BTreeSet<_>>().len(), bookmarks.len());
    let of_sources = bookmarks.iter().filter(|name| name.starts_with("source"));
    assert_eq!(of_sources.count(), 7, "one a number, though numbers repeat");
    let cited: Vec<&String> = bookmarks.iter().filter(|name| name.starts_with("citation")).collect();
    assert!(!cited.is_empty());
    let anchors: Vec<String> =
        values(&document, "w:hyperlink", "w:anchor").into_iter().filter(|name| !name.is_empty()).collect();
    assert!(anchors.contains(&"source_1".to_owned()));
    assert!(anchors.iter().all(|anchor| bookmarks.contains(anchor)), "{anchors:?}");
    assert!(cited.iter().all(|bookmark| anchors.contains(bookmark)), "every citation that is marked is led back to");
    let starts = values(&document, "w:bookmarkStart", "w:id");
    assert_eq!(starts, values(&document, "w:bookmarkEnd", "w:id"));
    for ids in [starts, values(&document, "wp:docPr", "id")] {
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    }
}

#[test]
fn the_logo_stands_above_the_title_and_counts_as_no_figure() {
    let plain = briefing(vec![Block::Figure(figure(40.0, 0x001F_3A5F))]);
    let logo = Logo { alternative: HOSTILE.to_owned(), ..sample(900, 400) };
    let with_logo = Briefing { logo: Some(logo.clone()), ..plain.clone() };
    assert_eq!(render(&with_logo).unwrap(), render(&with_logo).unwrap());
    let names = |briefing: &Briefing| values(&part(briefing, "word/document.xml"), "wp:docPr", "name");
    assert_eq!(
        (names(&plain), names(&with_logo)),
        (vec!["Figure 1".to_owned()], vec!["Logo".to_owned(), "Figure 1".to_owned()])
    );
    let document = part(&with_logo, "word/document.xml");
    let paragraphs = all(&document, "w:p");
    assert_eq!(values(paragraphs[0], "w:jc", "w:val"), ["right"]);
    assert_eq!(values(paragraphs[1], "w:pStyle", "w:val"), ["Title"]);
    let frame = all(paragraphs[0], "wp:extent")[0];
    assert_eq!((value(frame, "cx"), value(frame, "cy")), ("1296000", "576000"), "36 mm by 16 mm");
    assert!(value(all(paragraphs[0], "wp:docPr")[0], "descr").contains("ҷавоб"));
    let (_, picture) =
        parts(&with_logo).into_iter().find(|(name, _)| name == "word/media/rIdLogo.png").expect("a picture");
    assert_eq!(picture, crate::logo::png(&logo).unwrap());
    let captions = |briefing: &Briefing| {
        let document = part(briefing, "word/document.xml");
        let is_caption = |paragraph: &&&Element| values(paragraph, "w:pStyle", "w:val") == ["Caption"];
        all(&document, "w:p").iter().filter(is_caption).map(|paragraph| content(paragraph)).collect::<Vec<_>>()
    };
    assert_eq!(captions(&with_logo), captions(&plain));
    let damaged = Briefing { logo: Some(Logo { rgb: Vec::new(), ..logo }), ..plain };
    assert!(matches!(render(&damaged), Err(DocxError::Figure(RasterError::Encoding))));
}

#[test]
fn tables_have_header_rows_captions_and_full_rows() {
    let document = part(&hostile(), "word/document.xml");
    let tables = all(&document, "w:tbl");
    assert_eq!(tables.len(), 6, "a table without columns has only its caption");
    for table in tables {
        let rows = all(table, "w:tr");
        assert!(rows.len() > 1);
        assert!(rows.iter().all(|row| all(row, "w:cantSplit").len() == 1));
        let headers: Vec<bool> = rows.iter().map(|row| !all(row, "w:tblHeader").is_empty()).collect();
        assert_eq!(headers.iter().position(|is_header| *is_header), Some(0));
        assert_eq!(headers.iter().filter(|is_header| **is_header).count(), 1);
        let n_columns = all(table, "w:gridCol").len();
        for row in rows {
            let span: usize = all(row, "w:tc")
                .iter()
                .map(|cell| all(cell, "w:gridSpan").first().map_or(1, |span| value(span, "w:val").parse().unwrap()))
                .sum();
            assert_eq!(span, n_columns);
        }
        assert!(!value(all(table, "w:tblCaption")[0], "w:val").is_empty());
        assert!(value(all(table, "w:tblDescription")[0], "w:val").contains("row"));
    }
}

#[test]
fn pictures_have_alternative_text_and_fit_the_page() {
    let document = part(&hostile(), "word/document.xml");
    let pictures = all(&document, "wp:docPr");
    assert_eq!(pictures.len(), 4);
    for picture in pictures {
        assert!(value(picture, "descr").starts_with("Rises &amp; &quot;falls&quot;. &lt;/w:t&gt;"), "{picture:?}");
    }
    for width in values(&document, "wp:extent", "cx") {
        assert!((1..=5_760_085).contains(&width.parse::<u32>().unwrap()), "{width}");
    }
}

#[test]
fn blocks_are_written_in_order_with_their_styles() {
    let blocks = vec![
        Block::Heading { level: 1, text: "One < two".to_owned(), language: String::new() },
        Block::Paragraph(vec![
            text("as of "),
            Inline::Strong("2020".to_owned()),
            Inline::Citation(3),
            Inline::Citation(4),
        ]),
        Block::Heading { level: 2, text: "Deeper".to_owned(), language: String::new() },
        Block::List(vec![vec![text("first")], vec![text("second")]]),
        table(&["A"], vec![vec![vec![Inline::Citation(3), Inline::Citation(9)]]]),
        Block::Figure(Figure { caption: vec![text("Rise")], ..figure(40.0, 0) }),
        Block::References(vec![source(3), source(4)]),
    ];
    let briefing = Briefing {
        title: "T".to_owned(),
        subtitle: String::new(),
        facts: vec![("Edition".to_owned(), "1".to_owned())],
        ..briefing(blocks)
    };
    let document = part(&briefing, "word/document.xml");
    let lines: Vec<(String, String)> = all(&document, "w:p")
        .into_iter()
        .map(|paragraph| (values(paragraph, "w:pStyle", "w:val").concat(), content(paragraph)))
        .collect();
    let expected = [
        ("Title", "T"),
        ("Fact", "Edition1"),
        ("Heading1", "One &lt; two"),
        ("", "as of 20203,4"),
        ("Heading2", "Deeper"),
        ("ListBullet", "first"),
        ("ListBullet", "second"),
        ("TableCaption", "Table 1. "),
        ("TableHeading", "A"),
        ("TableText", "3, 9"),
        ("Figure", ""),
        ("Caption", "Figure 1. Rise"),
    ];
    for ((style, line), (expected_style, expected_line)) in lines.iter().zip(expected) {
        assert_eq!(style, expected_style, "{line}");
        assert!(line.starts_with(expected_line), "{line:?} is not {expected_line:?}");
    }
    assert_eq!(lines.len(), expected.len() + 2);
    assert_eq!(
        values(&document, "w:hyperlink", "w:anchor").concat(),
        "source_3source_4source_3citation_3_1citation_3_2citation_4_1"
    );
}

#[test]
fn fields_are_closed_and_have_a_result() {
    let briefing = hostile();
    for name in ["word/document.xml", "word/footer1.xml", "word/footer2.xml"] {
        let part = part(&briefing, name);
        let marks = values(&part, "w:fldChar", "w:fldCharType");
        assert!(!marks.is_empty(), "{name}");
        assert!(marks.chunks(3).all(|field| field == ["begin", "separate", "end"]), "{name}");
        assert_eq!(all(&part, "w:instrText").len(), marks.len() / 3, "{name}");
    }
    assert_eq!(content(&part(&briefing, "word/footer1.xml")), "Page 1 of 1");
    assert_eq!(content(&part(&briefing, "word/header2.xml")), "", "the first page has no running head");
    assert_eq!(all(&part(&briefing, "word/document.xml"), "w:titlePg").len(), 1);
}

#[test]
fn numbered_sources_keep_their_numbers() {
    let numbering = part(&hostile(), "word/numbering.xml");
    let starts = values(&numbering, "w:startOverride", "w:val");
    // 1 and 2 count on; 2 again, 7 (then 8) and 0 each begin a list.
    assert_eq!(starts, ["1", "2", "7", "0", "1", "2", "7", "0"]);
    let known: BTreeSet<String> = values(&numbering, "w:num", "w:numId").into_iter().collect();
    let document = part(&hostile(), "word/document.xml");
    let used = values(&document, "w:numId", "w:val");
    assert_eq!(used.len(), 12, "numbers above Word's largest are text");
    assert!(used.iter().all(|id| known.contains(id)));
    assert!(content(&document).contains("4294967295."));
}

#[test]
fn properties_say_what_is_known() {
    let core = part(&hostile(), "docProps/core.xml");
    let text = |name: &str| all(&core, name).first().map(|element| content(element));
    assert!(text("dc:title").unwrap().starts_with("Title &lt;/w:t&gt;"));
    assert!(text("dc:creator").unwrap().starts_with("A &amp; B; "));
    assert!(text("cp:keywords").unwrap().starts_with("trade, "));
    assert_eq!(text("dcterms:created").as_deref(), Some("2025-08-29T00:00:00Z"));
    assert_eq!(text("dc:language").as_deref(), Some("en-GB"));

    let unknown = Briefing { date: None, authors: vec![], keywords: vec![], ..hostile() };
    let core = part(&unknown, "docProps/core.xml");
    for name in ["dcterms:created", "dcterms:modified", "dc:creator", "cp:keywords"] {
        assert!(all(&core, name).is_empty(), "{name}");
    }
}

#[test]
fn a_figure_without_size_is_refused() {
    for width in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e9] {
        let briefing = briefing(vec![Block::Figure(figure(width, 0))]);
        assert!(matches!(render(&briefing), Err(DocxError::Figure(RasterError::Size))), "{width}");
    }
}

#[test]
fn paper_and_accent_are_the_briefings_and_lead_ins_keep_to_what_follows() {
    let list = Block::List(vec![vec![Inline::Text("One.".to_owned())]]);
    let lead = Block::Paragraph(vec![Inline::Text("These:".to_owned())]);
    let brown = Colour::rgb(0x66_22_00);
    let letter = Briefing { page_size: PageSize::Letter, accent: brown, ..briefing(vec![lead.clone(), list, lead]) };
    let parts: BTreeMap<String, Vec<u8>> = parts(&letter).into_iter().collect();
    let text = |name: &str| String::from_utf8_lossy(&parts[name]).into_owned();
    assert!(text("word/document.xml").contains("w:w=\"12240\" w:h=\"15840\""));
    assert_eq!(text("word/document.xml").matches("<w:keepNext").count(), 1);
    for part in ["word/styles.xml", "word/theme/theme1.xml", "word/numbering.xml"] {
        assert!(text(part).contains("662200") && !text(part).contains("{accent}"), "{part}");
    }
}
