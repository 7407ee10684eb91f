//! Whole briefings, checked on the display list and on the file.

use std::fmt::Write as _;

use chancery_model::dossier::PageSize;

use super::display::{Mark, Owner, Page, Target};
use super::structure::Role;
use super::style::{MARGIN, MEASURE, Paper};
use super::*;
use crate::briefing::{Block, Column, Figure, Furniture, Inline, ReferenceEntry, Table};
use crate::drawing::{Align, Colour, Drawing, Point, Shape};

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned(), language: String::new() }
}

fn prose(sentences: usize) -> Block {
    let sentence = "The harbour office counted every barge that passed the northern lock between dawn and dusk. ";
    Block::Paragraph(vec![text(&sentence.repeat(sentences)), Inline::Citation(1)])
}

fn link(url: &str) -> Inline {
    Inline::Link { text: url.to_owned(), url: url.to_owned() }
}

fn long_address() -> String {
    format!("https://example.org/{}", "ledger0123".repeat(28))
}

fn column(label: &str, weight: f32, numeric: bool) -> Column {
    Column { label: label.to_owned(), weight, numeric }
}

fn table(rows: usize) -> Block {
    let row =
        |row: usize| vec![vec![text(&format!("Barge {row}"))], vec![link(&long_address())], vec![text("−1,204.5")]];
    Block::Table(Table {
        caption: "Barges".to_owned(),
        columns: vec![column("Vessel", 1.0, false), column("Ledger", 1.0, false), column("Tonnes", 0.1, true)],
        rows: (0..rows).map(row).collect(),
    })
}

fn references(count: u32) -> Block {
    let entry = |number| ReferenceEntry {
        number,
        text: vec![text("Lock keeper, ‘Ledger’ <"), link(&long_address()), text(">")],
    };
    Block::References((1..=count).map(entry).collect())
}

fn figure(width: f32, height: f32) -> Block {
    let fill = Colour::rgb(0x1F_3A_5F);
    let at = |x: f32, y: f32| Point { x: width * x, y: height * y };
    let line = vec![at(0.0, 0.0), at(1.0, 1.0)];
    let label =
        |x, align| Shape::Text { at: at(x, 0.5), align, face: Face::Sans, size: 8.0, fill, text: "tonnes".to_owned() };
    Block::Figure(Figure {
        caption: vec![text("Tonnes a day")],
        alternative: "A rising line.".to_owned(),
        drawing: Drawing {
            width,
            height,
            shapes: vec![
                Shape::Line { points: line.clone(), stroke: fill, width: 1.0, dash: vec![2.0, 1.0] },
                Shape::Line {
                    points: vec![at(f32::NAN, 0.0), at(1.0, 1.0)],
                    stroke: fill,
                    width: 1.0,
                    dash: Vec::new(),
                },
                Shape::Polygon { points: line, fill },
                Shape::Disc { centre: at(0.5, 0.5), radius: 2.0, fill },
                label(0.0, Align::Start),
                label(0.5, Align::Middle),
                label(1.0, Align::End),
            ],
        },
    })
}

pub(super) fn briefing(blocks: Vec<Block>) -> Briefing {
    Briefing {
        page_size: PageSize::A4,
        accent: Colour::rgb(0x1F_3A_5F),
        logo: None,
        title: "Traffic on the northern canal".to_owned(),
        subtitle: "Barges, tonnes and tolls".to_owned(),
        language: "en".to_owned(),
        title_language: String::new(),
        furniture: Furniture::english(),
        authors: vec!["Lock Office".to_owned()],
        description: "What the ledgers show.".to_owned(),
        keywords: vec!["canal".to_owned(), "<tolls> & locks".to_owned()],
        date: "2025-08-29".parse().ok(),
        running_head: "Northern canal".to_owned(),
        facts: vec![("Edition".to_owned(), "29 August 2025".to_owned())],
        blocks,
    }
}

pub(super) fn nothing() -> Briefing {
    Briefing {
        page_size: PageSize::A4,
        accent: Colour::rgb(0x1F_3A_5F),
        logo: None,
        title: String::new(),
        subtitle: String::new(),
        language: String::new(),
        title_language: String::new(),
        furniture: Furniture::english(),
        authors: Vec::new(),
        description: String::new(),
        keywords: Vec::new(),
        date: None,
        running_head: String::new(),
        facts: Vec::new(),
        blocks: Vec::new(),
    }
}

/// Situations and briefings, the usual and the hostile.
fn samples() -> Vec<(&'static str, Briefing)> {
    let words = "incomprehensibilities of extraordinarily institutionalised intercommunication ".repeat(10);
    let half = &words[..words.len() / 2];
    let hostile = "\u{0}\u{1B}\u{202E}日本語 👩‍👩‍👧 שלום\u{FFFE} и\u{306} Ҷӯй ﬁ e\u{301}";
    let empty_columns = Table { caption: String::new(), columns: Vec::new(), rows: vec![vec![vec![text("lost")]]] };
    let odd_weights = Table {
        caption: hostile.to_owned(),
        columns: vec![column(&words, f32::NAN, false), column("", -1.0, true), column("x", f32::INFINITY, true)],
        rows: vec![vec![], vec![vec![text(&words.repeat(60))]], vec![vec![text("1")]; 9]],
    };
    let callout = |body: &str| Block::Callout { heading: "Bottom line".to_owned(), body: vec![text(body)] };
    vec![
        ("nothing", nothing()),
        ("title_alone", briefing(Vec::new())),
        (
            "letter",
            Briefing {
                page_size: PageSize::Letter,
                accent: Colour::rgb(0x66_22_00),
                ..briefing(vec![heading(1, "Traffic"), prose(60), table(40), figure(430.0, 180.0), references(30)])
            },
        ),
        (
            "usual",
            briefing(vec![
                callout("Tolls will hold."),
                heading(1, "Traffic"),
                heading(2, "Barges"),
                prose(12),
                table(4),
                prose(30),
                figure(430.0, 180.0),
                heading(1, "Sources"),
                references(5),
            ]),
        ),
        ("long_table", briefing(vec![heading(1, "Barges"), table(90)])),
        ("many_references", briefing(vec![prose(1), heading(1, "Sources"), references(200)])),
        ("headings_everywhere", briefing((0..60).flat_map(|nth| [heading(1 + nth % 3, "Tolls"), prose(5)]).collect())),
        ("long_headings", briefing(vec![heading(3, half), heading(1, half), heading(2, half), prose(9)])),
        (
            "hostile_text",
            briefing(vec![
                heading(1, hostile),
                Block::Paragraph(vec![text(hostile), Inline::Strong(hostile.to_owned()), link(hostile)]),
                Block::Note(vec![link("javascript:alert(1)"), Inline::Citation(u32::MAX)]),
                Block::List(vec![vec![text(hostile)]]),
            ]),
        ),
        (
            "empty_blocks",
            briefing(vec![
                heading(1, ""),
                Block::Paragraph(Vec::new()),
                callout(""),
                Block::List(vec![Vec::new()]),
                Block::References(Vec::new()),
                Block::Note(vec![text(" ")]),
                Block::Callout { heading: String::new(), body: Vec::new() },
                figure(f32::NAN, 1.0),
                figure(0.0, 0.0),
            ]),
        ),
        ("odd_tables", briefing(vec![Block::Table(empty_columns), Block::Table(odd_weights), table(0)])),
        ("large_figures", briefing(vec![figure(4_000.0, 90.0), figure(90.0, 4_000.0)])),
        ("long_callout", briefing(vec![callout(&words.repeat(20))])),
        ("mixed_scripts", briefing(vec![Block::Paragraph(vec![text(&"a日".repeat(33_000))])])),
        ("long_word", briefing(vec![Block::Paragraph(vec![text(&"W".repeat(9_000))])])),
    ]
}

/// A page's text, furniture left out.
fn body(page: &Page) -> String {
    let mut body = String::new();
    for item in page.items.iter().filter(|item| matches!(item.owner, Owner::Element(_))) {
        if let Mark::Glyphs(run) = &item.mark {
            run.glyphs.iter().for_each(|glyph| body.push_str(&glyph.text));
        }
    }
    body
}

#[test]
fn nothing_leaves_the_text_area() {
    for (name, briefing) in samples() {
        let paper = Paper::of(briefing.page_size);
        let (paged, _) = lay_out(&briefing);
        for (number, page) in paged.pages.iter().enumerate() {
            for item in &page.items {
                let Mark::Glyphs(run) = &item.mark else { continue };
                for glyph in run.glyphs.iter().filter(|glyph| glyph.text != " ") {
                    let x = run.at.x + glyph.x;
                    let seen = format!("{name}, page {number}: {:?} at {x}, {}", glyph.text, run.at.y);
                    assert!((MARGIN - 1.0..=MARGIN + MEASURE + 0.5).contains(&x), "{seen}");
                    let is_body = matches!(item.owner, Owner::Element(_));
                    assert!(
                        run.at.y > 40.0 && run.at.y < if is_body { paper.bottom() } else { paper.height - 40.0 },
                        "{seen}"
                    );
                }
            }
        }
    }
}

#[test]
fn no_page_is_empty_and_no_heading_ends_one() {
    for (name, briefing) in samples() {
        let (paged, structure) = lay_out(&briefing);
        let n_pages = paged.pages.len();
        for (number, page) in paged.pages.iter().enumerate() {
            assert!(n_pages == 1 || !body(page).trim().is_empty(), "{name}: page {number} is empty");
            let mut owners = page.items.iter().rev().filter_map(|item| match item.owner {
                Owner::Element(element) => Some(structure.elements()[element.0].role),
                Owner::Pagination | Owner::Ornament => None,
            });
            let ends_in_heading = matches!(owners.next(), Some(Role::Heading(_) | Role::TableHeader));
            assert!(number + 1 == n_pages || !ends_in_heading, "{name}: page {number} ends in a heading");
        }
    }
}

#[test]
fn a_table_repeats_its_header_and_loses_no_row() {
    let (paged, _) = lay_out(&briefing(vec![table(90)]));
    assert!(paged.pages.len() > 3);
    let mut rows = String::new();
    for page in &paged.pages {
        let head = |item: &&display::Item| matches!(&item.mark, Mark::Glyphs(run) if run.glyphs.iter().map(|glyph| &*glyph.text).collect::<String>() == "Tonnes");
        assert_eq!(page.items.iter().filter(head).count(), 1);
        let _ = write!(rows, "{} ", body(page));
    }
    for row in 0..90 {
        assert!(rows.contains(&format!("Barge {row}")), "{row}");
    }
}

#[test]
fn every_file_opens_and_is_the_same_again() {
    for (name, briefing) in samples() {
        let bytes = render(&briefing, &[]).expect(name);
        assert_eq!(bytes, render(&briefing, &[]).expect(name), "{name}");
        let document = lopdf::Document::load_mem(&bytes).expect(name);
        let catalog = document.catalog().expect(name);
        for key in ["StructTreeRoot", "MarkInfo", "Lang", "Metadata", "OutputIntents", "ViewerPreferences"] {
            assert!(catalog.has(key.as_bytes()), "{name}: {key}");
        }
        assert_eq!(document.get_pages().len(), lay_out(&briefing).0.pages.len(), "{name}");
    }
}

#[test]
fn letters_that_no_font_has_stay_in_the_text() {
    let words = "ქართული and 中文, Москва 𝄞";
    let (paged, _) = lay_out(&briefing(vec![Block::Paragraph(vec![text(words), Inline::Strong("ი".to_owned())])]));
    let runs = paged.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.mark {
        Mark::Glyphs(run) => Some(run),
        _ => None,
    });
    let mut read = String::new();
    for run in runs {
        let shown: String = run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(shown.contains('\u{FFFD}'), !run.actual_text.is_empty(), "{shown}");
        read.push_str(if run.actual_text.is_empty() { &shown } else { &run.actual_text });
    }
    assert!(read.contains(&format!("{words}ი")), "{read}");
}

#[test]
fn notes_have_an_identifier_each() {
    for n_notes in [0, 1, 12] {
        let notes = (0..n_notes).map(|number| Block::Note(vec![text(&format!("Note {number}"))]));
        let bytes = render(&briefing(notes.collect()), &[]).expect("renders");
        let document = lopdf::Document::load_mem(&bytes).expect("opens");
        let of_kind = |dictionary: &lopdf::Dictionary, key: &[u8], name: &[u8]| {
            dictionary.get(key).and_then(lopdf::Object::as_name).is_ok_and(|found| found == name)
        };
        let dictionaries = || document.objects.values().filter_map(|object| object.as_dict().ok());
        let mut ids: Vec<&[u8]> = dictionaries()
            .filter(|dictionary| of_kind(dictionary, b"S", b"Note"))
            .map(|note| note.get(b"ID").and_then(lopdf::Object::as_str).expect("an identifier"))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n_notes);
        let root = dictionaries().find(|dictionary| of_kind(dictionary, b"Type", b"StructTreeRoot")).expect("a root");
        let tree = root.get(b"IDTree").and_then(lopdf::Object::as_reference).ok();
        let names = tree.and_then(|id| document.get_dictionary(id).ok()?.get(b"Names").ok()?.as_array().ok());
        let listed: Vec<&[u8]> = names
            .map_or_else(Vec::new, |names| names.iter().step_by(2).filter_map(|name| name.as_str().ok()).collect());
        assert_eq!(listed, ids, "sorted, each once");
    }
}

#[test]
fn sources_lead_back_to_where_they_are_cited() {
    // Citations before, in and after a table that runs over pages, one source more often than it has letters.
    let cited = |number| Block::Paragraph(vec![text("Counted"), Inline::Citation(number)]);
    let mut blocks = vec![cited(2), prose(40), table(60), cited(2)];
    blocks.extend((0..9).map(|_| cited(1)));
    blocks.push(references(3));
    let briefing = briefing(blocks);
    let (paged, _) = lay_out(&briefing);
    assert_eq!(briefing.links_back(), [(1, 6), (2, 2)].into());
    let places = |number| paged.citations.get(&number).map_or(0, Vec::len);
    assert_eq!((places(1), places(2), places(3)), (10, 2, 0));
    let links = paged.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.mark {
        Mark::Link { target: Target::Citation(number, nth), .. } => Some((*number, *nth)),
        _ => None,
    });
    let expected: Vec<_> = (0..6).map(|nth| (1, nth)).chain((0..2).map(|nth| (2, nth))).collect();
    assert_eq!(links.collect::<Vec<_>>(), expected);
    let destinations = Destinations { paged: &paged, furniture: &briefing.furniture };
    for (number, nth) in expected {
        let target = Target::Citation(number, nth);
        let place = paged.citations[&number][nth];
        assert!(paged.pages[place.page].items.iter().any(|item| matches!(
            &item.mark,
            Mark::Link { target: Target::Reference(cited), bounds } if *cited == number && bounds.top == place.y
        )));
        assert!(destinations.action(&target).is_some());
        assert!(destinations.description(&target).ends_with(&format!("of source {number}")));
    }
    assert!(
        destinations.action(&Target::Citation(3, 0)).is_none()
            && destinations.action(&Target::Citation(1, 99)).is_none()
    );
    let (first, last) = (paged.citations[&2][0].page, paged.citations[&2][1].page);
    assert!(first == 0 && last > 1, "{first} {last}");
}

#[test]
fn links_lead_to_web_mail_or_sources_only() {
    let mail = "mailto:lock@example.org";
    let cases = [
        (vec![link("https://example.org/a b")], vec!["https://example.org/a%20b"]),
        (vec![link(mail)], vec![mail]),
        (vec![Inline::Citation(1)], vec!["within", "within"]),
        (vec![text("a"), Inline::Citation(2)], vec![]),
        (vec![link("javascript:alert(1)")], vec![]),
        (vec![link("file:///etc/hosts")], vec![]),
        (vec![link("example.org")], vec![]),
    ];
    for (inlines, expected) in cases {
        let entry = ReferenceEntry { number: 1, text: vec![text("Ledger")] };
        let blocks = vec![Block::Paragraph(inlines.clone()), Block::References(vec![entry])];
        let bytes = render(&briefing(blocks), &[]).expect("renders");
        let document = lopdf::Document::load_mem(&bytes).expect("opens");
        let mut found = Vec::new();
        for object in document.objects.values() {
            let Ok(action) = object.as_dict().and_then(|dict| dict.get(b"A")).and_then(lopdf::Object::as_dict) else {
                continue;
            };
            match action.get(b"URI").and_then(lopdf::Object::as_str) {
                Ok(uri) => found.push(String::from_utf8_lossy(uri).into_owned()),
                Err(_) if action.has(b"D") => found.push("within".to_owned()),
                Err(_) => {}
            }
        }
        assert_eq!(found, expected, "{inlines:?}");
    }
}
