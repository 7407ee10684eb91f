//! Entries and the references they become.

use std::collections::BTreeMap;

use chancery_ingest::literature::{RawReference, parse};
use chancery_ingest::span::Span;
use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Checked, Place};
use chancery_model::reference::Reference;

use super::references;

fn read(entries: &[&str]) -> (String, Checked<Vec<Reference>>) {
    let text = entries.join("\n");
    let mut start = 0;
    let raw: Vec<RawReference> = entries
        .iter()
        .map(|entry| {
            let span = Span::new(start, start + entry.len());
            start += entry.len() + 1;
            parse(&text, span, &[])
        })
        .collect();
    let points = |bytes: usize| text[..bytes].chars().count();
    let anchor = |span: Span| Anchor { start: points(span.start), end: points(span.end) };
    let checked = references(&text, &raw, &anchor, &BTreeMap::from([(1, 3), (7, 2)]));
    (text.clone(), checked)
}

#[test]
fn entries_become_references() {
    let cases = [
        (
            "Ada Quill, ‘The Bridges and What They Cost’ (River Daily, 9 January 1999) <https://r.example/1> accessed 27 August 2025",
            "quill-1999-bridges article-newspaper 1999-01-09 2025-08-27",
        ),
        ("Ada Quill, ‘Weirs’ (2020) 41(5) River Review 123–140", "quill-2020-weirs article-journal 2020 -"),
        ("Ada Quill, ‘Weirs’ (River Review, May 2020)", "quill-2020-weirs article-magazine 2020-05 -"),
        ("Ada Quill, Rivers of the North (2nd edn, Harbour Press 2001)", "quill-2001-rivers book 2001 -"),
        (
            "Harbour Bank, ‘Ports’ (Harbour Bank, 2020) <https://b.example/x.pdf>",
            "harbour-bank-2020-ports report 2020 -",
        ),
        ("World Office for Rivers (WOR), ‘Floods’ (River Portal) <https://w.example/>", "wor-nd-floods webpage - -"),
        (
            "RD/RN’s Upland Service, ‘Call’ (15 October 2022) <https://r.example/>",
            "rd-rn-upland-2022-call webpage 2022-10-15 -",
        ),
        ("Quill, A. (2020, May 3). Title. Site. https://r.example/6", "quill-2020-title webpage 2020-05-03 -"),
        ("‘Unsigned’ (Upland Times, 3 May 2020)", "upland-times-2020-unsigned article-newspaper 2020-05-03 -"),
        ("Ада Квилл, «Мосты» (n.d.)", "ada-kvill-nd-mosty document - -"),
        ("Treaty on Rivers (1994)", "anonymous-1994-treaty treaty 1994 -"),
        ("山田, ‘橋’", "anonymous-nd document - -"),
        ("", "anonymous-nd document - -"),
        ("...", "anonymous-nd document - -"),
    ];
    for (entry, expected) in cases {
        let (_, checked) = read(&[entry]);
        let reference = &checked.value[0];
        let date =
            |date: Option<chancery_model::edtf::Edtf>| date.map_or_else(|| "-".to_owned(), |date| date.to_string());
        let shown = format!(
            "{} {} {} {}",
            reference.reference_id,
            reference.kind.name(),
            date(reference.issued),
            date(reference.accessed)
        );
        assert_eq!(shown, expected, "{entry}");
        assert!(checked.diagnostics.is_empty(), "{entry}: {:?}", checked.diagnostics);
    }
}

#[test]
fn ids_are_unique_and_the_first_keeps_the_shorter() {
    let entry = "Ada Quill, ‘Bridges of Stone’ (2020)";
    let (_, checked) = read(&[entry, "Ada Quill, ‘Bridges of Iron’ (2020)", entry, entry, entry]);
    let ids: Vec<&str> = checked.value.iter().map(|reference| reference.reference_id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "quill-2020-bridges",
            "quill-2020-bridges-iron",
            "quill-2020-bridges-stone",
            "quill-2020-bridges-stone-2",
            "quill-2020-bridges-stone-3"
        ]
    );
}

#[test]
fn numbers_citations_and_anchors() {
    let (text, checked) = read(&["Ада Квилл, ‘One’", "7. Ada Quill, ‘Two’", "Bo Reed, ‘Three’"]);
    let shown: Vec<(u32, u32)> =
        checked.value.iter().map(|reference| (reference.number, reference.n_citations)).collect();
    assert_eq!(shown, [(1, 3), (7, 2), (3, 0)]);
    for reference in &checked.value {
        let quoted: String =
            text.chars().skip(reference.anchor.start).take(reference.anchor.end - reference.anchor.start).collect();
        assert_eq!(quoted, reference.raw);
    }
}

#[test]
fn what_is_not_understood_is_said() {
    let cases = [
        ("Ada Quill, ‘Weirs’ (River Daily, 2 May 2020) see also the annex", "reference-unparsed", "see also the annex"),
        ("Ada Quill, ‘Weirs’ (30 February 2020)", "reference-unreadable-date", "30 February 2020"),
        ("Ada Quill, ‘Weirs’ <https://r.example/> accessed 31 June 2020", "reference-unreadable-date", "31 June 2020"),
    ];
    for (entry, rule, found) in cases {
        let (text, checked) = read(&[entry]);
        let diagnostic = &checked.diagnostics[0];
        let Place::Report(anchor) = diagnostic.place else { panic!("a place in the report") };
        let shown: String = text.chars().skip(anchor.start).take(anchor.end - anchor.start).collect();
        assert_eq!((diagnostic.rule().id, shown.as_str()), (rule, found), "{entry}");
        assert_eq!(checked.diagnostics.len(), 1, "{entry}");
    }
}

#[test]
fn hostile_entries_never_panic() {
    for piece in ["Ada, ", " and ", "; ", "A. ", "‘", "(ed)", "Bank of ", "é", "\u{0}", "日本, ", "van "] {
        let entry = piece.repeat(20_000);
        let (_, checked) = read(&[&entry, &format!("{entry}, ‘{entry}’ ({entry}, 2020)")]);
        assert_eq!(checked.value.len(), 2);
        assert_ne!(checked.value[0].reference_id, checked.value[1].reference_id);
    }
}

#[test]
fn editors_places_genres_and_numbers_are_kept() {
    let cases = [
        (
            "Ada Quill, ‘Weirs’ in Lena Holm and Jan de Wit (eds), Rivers in Law (Port Ellis: Harbour Press 2001)",
            "Lena Holm; Jan de Wit | Port Ellis | - |",
        ),
        ("Ada Quill, ‘Weirs’ (Policy Paper No 12, Harbour Institute 2020)", " | - | - | Policy Paper No 12"),
        ("Ada Quill, ‘Weirs’ (PhD thesis, Harbour University 2011)", " | - | PhD thesis |"),
        ("Water Council, Resolution 12 (2001), UN Doc S/RES/12, 28 September 2001", " | - | - | UN Doc S/RES/12"),
        ("Ada Quill, ‘Weirs’ (River Daily, 2 May 2020)", " | - | - |"),
    ];
    for (entry, expected) in cases {
        let (_, checked) = read(&[entry]);
        let reference = &checked.value[0];
        let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        let editors: Vec<String> = reference.editors.iter().map(chancery_model::reference::Name::display).collect();
        let shown = format!(
            "{} | {} | {} | {}",
            editors.join("; "),
            part(&reference.publisher_place),
            part(&reference.genre),
            reference.document_numbers.join("; ")
        );
        assert_eq!(shown.trim_end(), expected, "{entry}");
    }
}
