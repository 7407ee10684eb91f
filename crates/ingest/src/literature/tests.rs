//! Entries and their parts.

mod table;

use super::{RawReference, parse};
use crate::span::Span;

/// The parts of an entry, `field=text` joined by ` | `, in reading order of the fields below.
fn shown(text: &str, raw: &RawReference) -> String {
    let fields = [
        ("author", raw.author),
        ("title", raw.title),
        ("container", raw.container),
        ("editor", raw.editor),
        ("publisher", raw.publisher),
        ("place", raw.place),
        ("genre", raw.genre),
        ("issued", raw.issued),
        ("volume", raw.volume),
        ("issue", raw.issue),
        ("page", raw.page),
        ("edition", raw.edition),
        ("doi", raw.doi),
        ("isbn", raw.isbn),
        ("url", raw.url),
        ("accessed", raw.accessed),
    ];
    let placed = fields.iter().filter_map(|(name, span)| span.map(|span| format!("{name}={}", span.of(text))));
    let numbers = raw.numbers.iter().map(|span| format!("number={}", span.of(text)));
    let unparsed = raw.unparsed.iter().map(|span| format!("unparsed={}", span.of(text)));
    placed.chain(numbers).chain(unparsed).collect::<Vec<_>>().join(" | ")
}

/// `*…*` in a case stands for italics and is taken out.
fn read(case: &str) -> (String, RawReference) {
    let mut text = String::new();
    let mut emphasis = Vec::new();
    for (at, piece) in case.split('*').enumerate() {
        let start = text.len();
        text.push_str(piece);
        if at % 2 == 1 {
            emphasis.push(Span::new(start, text.len()));
        }
    }
    let raw = parse(&text, Span::new(0, text.len()), &emphasis);
    (text, raw)
}

#[test]
fn entries_fall_into_their_parts() {
    let cases = [
        // News and web.
        (
            "Ada Quill, ‘Bridges: What they cost’ (River Daily, 9 January 1999) <https://river.example/a/1.html> accessed 27 August 2025.",
            "author=Ada Quill | title=Bridges: What they cost | container=River Daily | issued=9 January 1999 | url=https://river.example/a/1.html | accessed=27 August 2025",
        ),
        (
            "River Daily, ‘Bridge opens’ (16 October 2004) <https://river.example/2> accessed 27 August 2025.",
            "author=River Daily | title=Bridge opens | issued=16 October 2004 | url=https://river.example/2 | accessed=27 August 2025",
        ),
        (
            "Harbour Bank, ‘Ports and Roads – A Case Study’ (Harbour Bank, 2020) <https://bank.example/x.pdf> accessed 1 May 2025",
            "author=Harbour Bank | title=Ports and Roads – A Case Study | container=Harbour Bank | issued=2020 | url=https://bank.example/x.pdf | accessed=1 May 2025",
        ),
        (
            "World Office for Rivers (WOR) – Data Centre, ‘Floods’ (River Portal) <https://rivers.example/floods> accessed 1 May 2025.",
            "author=World Office for Rivers (WOR) – Data Centre | title=Floods | container=River Portal | url=https://rivers.example/floods | accessed=1 May 2025",
        ),
        (
            "J M K Reed, ‘NATO ‘Steady Oar 2021’ Drills Begin’ (Harbour Watch/Series 10, 1 November 2021) <https://h.example/>",
            "author=J M K Reed | title=NATO ‘Steady Oar 2021’ Drills Begin | container=Harbour Watch/Series 10 | issued=1 November 2021 | url=https://h.example/",
        ),
        (
            "River Daily’s Upland Service, ‘The Mayor’s Call for “Respect” Heard’ (15 October 2022) <https://r.example/3>",
            "author=River Daily’s Upland Service | title=The Mayor’s Call for “Respect” Heard | issued=15 October 2022 | url=https://r.example/3",
        ),
        (
            "Liam O’Dell, 'The ministers' budget isn't done' (The Ledger, May 2020) <https://l.example/4> (last accessed on 3 May 2021)",
            "author=Liam O’Dell | title=The ministers' budget isn't done | container=The Ledger | issued=May 2020 | url=https://l.example/4 | accessed=3 May 2021",
        ),
        (
            "Journalists’ Union, \"Pay (and its limits)\" (n.d.) Available at: https://union.example/pay [Accessed: 27/08/2025]",
            "author=Journalists’ Union | title=Pay (and its limits) | issued=n.d. | url=https://union.example/pay | accessed=27/08/2025",
        ),
        (
            "Lakeside.example, ‘Update’ (Lakeside.example)",
            "author=Lakeside.example | title=Update | container=Lakeside.example",
        ),
        (
            "‘No One Signed This’ (River Daily, 2 May 2020)",
            "title=No One Signed This | container=River Daily | issued=2 May 2020",
        ),
        ("Ada Quill and Bo Reed, ‘Two Hands’", "author=Ada Quill and Bo Reed | title=Two Hands"),
        ("Ada Quill ‘No comma’ (2020)", "author=Ada Quill | title=No comma | issued=2020"),
        (
            "Ada Quill (2020) ‘Year first’, River Review, 4(2), pp. 3–9.",
            "author=Ada Quill | title=Year first | container=River Review | issued=2020 | volume=4 | issue=2 | page=3–9",
        ),
        (
            "Quill, Ada. “Note Form.” River Daily, May 3, 2020. https://r.example/5.",
            "author=Quill, Ada | title=Note Form | container=River Daily | issued=May 3, 2020 | url=https://r.example/5",
        ),
        (
            "Quill, A. (2020, May 3). Author and date. River Site. https://r.example/6",
            "author=Quill, A. | title=Author and date | container=River Site | issued=2020, May 3 | url=https://r.example/6",
        ),
        (
            "Quill, A. (n.d.). *Undated page*. Retrieved May 3, 2020, from https://r.example/7",
            "author=Quill, A. | title=Undated page | issued=n.d. | url=https://r.example/7 | accessed=May 3, 2020",
        ),
        (
            "Bridge reopened. Riverdaily.example (2002-04-27). Retrieved on 2010-10-21.",
            "title=Bridge reopened | container=Riverdaily.example | issued=2002-04-27 | accessed=2010-10-21",
        ),
        // Journals.
        (
            "Ada Quill, ‘Weirs’ (2020) 41(5) River Review 123–140 <https://doi.org/10.1000/xyz.5> accessed 1 May 2025",
            "author=Ada Quill | title=Weirs | container=River Review | issued=2020 | volume=41 | issue=5 | page=123–140 | doi=10.1000/xyz.5 | url=https://doi.org/10.1000/xyz.5 | accessed=1 May 2025",
        ),
        (
            "Ada Quill, ‘Weirs’ [2020] River Review 12",
            "author=Ada Quill | title=Weirs | container=River Review | issued=2020 | page=12",
        ),
        (
            "Ada Quill, ‘Weirs’ (2020) 41 River Review, doi:10.1000/xyz",
            "author=Ada Quill | title=Weirs | container=River Review | issued=2020 | volume=41 | doi=10.1000/xyz",
        ),
        (
            "Ada Quill, ‘Weirs’, River Review, vol. 4, no. 2 (2020), pp. 3–9",
            "author=Ada Quill | title=Weirs | container=River Review | issued=2020 | volume=4 | issue=2 | page=3–9",
        ),
        (
            "Quill, Ada. \"Weirs.\" River Review 41, no. 5 (2020): 123–140.",
            "author=Quill, Ada | title=Weirs | container=River Review | issued=2020 | volume=41 | issue=5 | page=123–140",
        ),
        // Books and reports.
        (
            "Quill, Ada. Rivers of the North. Upland: Harbour Press, 2001.",
            "author=Quill, Ada | title=Rivers of the North | publisher=Harbour Press | place=Upland | issued=2001",
        ),
        (
            "Harbour Bank. 2020. Ports and Roads. Upland, UP: Harbour Bank.",
            "author=Harbour Bank | title=Ports and Roads | publisher=Harbour Bank | place=Upland, UP | issued=2020",
        ),
        (
            "River Council, Resolution 17 (20 July 2015) RC/17",
            "author=River Council | title=Resolution 17 | issued=20 July 2015 | number=RC/17",
        ),
        (
            "Ada Quill, *Rivers, Roads and Rails* (2nd edn, Harbour Press 2001)",
            "author=Ada Quill | title=Rivers, Roads and Rails | publisher=Harbour Press | issued=2001 | edition=2nd",
        ),
        (
            "Ada Quill, Rivers of the North (Harbour Press 2001) ISBN 978-0-00-000000-2",
            "author=Ada Quill | title=Rivers of the North | publisher=Harbour Press | issued=2001 | isbn=978-0-00-000000-2",
        ),
        (
            "Ada Quill, Bo Reed and Cy Lund, Rivers (Harbour Press, 2001)",
            "author=Ada Quill, Bo Reed and Cy Lund | title=Rivers | publisher=Harbour Press | issued=2001",
        ),
        ("Ministry of Works (MoW), Plan 2030 (2019)", "author=Ministry of Works (MoW) | title=Plan 2030 | issued=2019"),
        (
            "Ada Quill, ‘A Chapter’ in Bo Reed (ed), Rivers (Harbour Press 2001)",
            "author=Ada Quill | title=A Chapter | container=Rivers | editor=Bo Reed (ed) | publisher=Harbour Press | issued=2001",
        ),
        // Little to go by.
        ("River Daily <https://r.example/8>", "author=River Daily | url=https://r.example/8"),
        ("https://r.example/9", "url=https://r.example/9"),
        ("The rivers of the north and what became of them", "title=The rivers of the north and what became of them"),
        (
            "Ада Квилл, «Мосты» (Река, 9 May 2020)",
            "author=Ада Квилл | title=Мосты | container=Река | issued=9 May 2020",
        ),
        // Not placed, not lost.
        (
            "Ada Quill, ‘Weirs’ (River Daily, 2 May 2020) see also the annex",
            "author=Ada Quill | title=Weirs | container=River Daily | issued=2 May 2020 | unparsed=see also the annex",
        ),
        ("", ""),
    ];
    let mut wrong = Vec::new();
    for (case, expected) in cases {
        let (text, raw) = read(case);
        let found = shown(&text, &raw);
        if found != expected {
            wrong.push(format!("{case}\n    expected {expected}\n    found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_number_before_an_entry_is_taken_off() {
    let cases = [
        ("3. Ada Quill, ‘Weirs’", Some(3), "Ada Quill, ‘Weirs’"),
        ("[12] Ada Quill", Some(12), "Ada Quill"),
        ("7) Ada Quill", Some(7), "Ada Quill"),
        (" 1. Ada Quill ", Some(1), "Ada Quill"),
        ("2020. Ada Quill", None, "2020. Ada Quill"),
        ("12 Rivers", None, "12 Rivers"),
        ("[12]Ada", None, "[12]Ada"),
        ("3.5 rivers", None, "3.5 rivers"),
        ("[x] Ada", None, "[x] Ada"),
        ("99999999999999999999) Ada", None, "99999999999999999999) Ada"),
        ("[", None, "["),
    ];
    for (text, number, entry) in cases {
        let raw = parse(text, Span::new(0, text.len()), &[]);
        assert_eq!((raw.printed_number, raw.span.of(text)), (number, entry), "{text}");
    }
}

/// Words of the form itself, which no part holds.
const FORM: &[&str] = &[
    "accessed",
    "retrieved",
    "last",
    "date",
    "first",
    "on",
    "viewed",
    "available",
    "online",
    "at",
    "from",
    "url",
    "doi",
    "link",
    "pp",
    "p",
    "vol",
    "no",
    "volume",
    "issue",
    "isbn",
    "in",
    "edited",
    "edn",
    "ed",
    "by",
    "https",
    "org",
    "dx",
];

#[test]
fn every_letter_is_accounted_for() {
    let seeds = [
        "Ada Quill, ‘Weirs’ (River Daily, 2 May 2020) <https://r.example/1> accessed 1 May 2025.",
        "3. Quill, A. (2020). *Title here*. Review, 4(2), 12–19. https://doi.org/10.1/x",
        "Ada Quill, 'Weirs' (2020) 41(5) River Review 123–140",
        "Quill (ed), “A ‘b’ c” in Rivers (2nd edn, Press 2001) ISBN 978-0-00-000000-2 [Online] Available at: www.x.example",
    ];
    let pieces = [
        "‘",
        "’",
        "'",
        "\"",
        "“",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        ",",
        ". ",
        " 2020 ",
        "é",
        "\u{301}",
        "n.d.",
        " accessed ",
        "https://",
        "日本",
    ];
    for seed in seeds {
        let boundaries: Vec<usize> = (0..=seed.len()).filter(|at| seed.is_char_boundary(*at)).collect();
        for piece in pieces {
            for at in &boundaries {
                let text = format!("{}{piece}{}", &seed[..*at], &seed[*at..]);
                check_letters(&text);
                check_letters(&text[..at + piece.len()]);
            }
        }
    }
}

fn check_letters(text: &str) {
    let raw = parse(text, Span::new(0, text.len()), &[]);
    let parts = [
        raw.author,
        raw.title,
        raw.container,
        raw.editor,
        raw.publisher,
        raw.place,
        raw.genre,
        raw.issued,
        raw.volume,
        raw.issue,
        raw.page,
        raw.edition,
        raw.doi,
        raw.isbn,
        raw.url,
        raw.accessed,
    ];
    // The words before a date of access may be of any language.
    let access = raw.url.zip(raw.accessed).filter(|(url, accessed)| url.end < accessed.start);
    let access = access.map(|(url, accessed)| Span::new(url.end, accessed.start));
    let access = access.filter(|words| !words.of(text).contains(|c: char| c.is_ascii_digit()));
    let mut left: Vec<char> = raw.span.of(text).chars().collect();
    let starts: Vec<usize> = raw.span.of(text).char_indices().map(|(at, _)| at + raw.span.start).collect();
    for part in
        parts.into_iter().flatten().chain(access).chain(raw.numbers.iter().copied()).chain(raw.unparsed.iter().copied())
    {
        assert!(raw.span.contains(part), "{text}");
        for (at, start) in starts.iter().enumerate() {
            if part.start <= *start && *start < part.end {
                left[at] = ' ';
            }
        }
    }
    let left: String = left.into_iter().collect();
    for word in left.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        assert!(FORM.contains(&word.to_lowercase().as_str()), "{word:?} is lost from {text:?}");
    }
}

#[test]
fn hostile_entries_take_linear_time_and_never_panic() {
    for piece in [
        "(",
        ")",
        "()",
        "‘",
        "’ ",
        "' ",
        "<",
        "[1",
        ", ",
        ". ",
        "a, ",
        "accessed ",
        "https://x ",
        "(2020) ",
        "é",
        "\u{0}",
        "日本 ",
        "- ",
        "available at ",
        ", from ",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        for text in [
            text.clone(),
            format!("Ada, ‘{text}’ (x, {text}) <https://r.example/>"),
            format!("{text}https://r.example/"),
        ] {
            let raw = parse(&text, Span::new(0, text.len()), &[]);
            assert!(raw.span.end <= text.len());
        }
    }
}
