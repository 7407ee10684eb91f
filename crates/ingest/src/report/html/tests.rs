//! Pages made here, read.

use chancery_model::section::SectionKind;

use super::*;
use crate::report::draft::DraftKind;
use crate::vocabulary::SectionHeading;

fn read_bytes(bytes: &[u8]) -> Result<Checked<Draft>, ReportError> {
    let headings = ["literature", "sources"]
        .map(|heading| SectionHeading { heading: heading.to_owned(), kind: SectionKind::Literature });
    super::read(bytes, Words { headings: &headings, abbreviations: &[] })
}

/// Title and every block's kind and characters, shortly.
fn shown(draft: &Draft) -> Vec<String> {
    let show = |kind: &DraftKind| match kind {
        DraftKind::Heading(level) => format!("h{}", level.unwrap_or(0)),
        DraftKind::Paragraph => "p".to_owned(),
        DraftKind::Item(number) => format!("li{}", number.map_or(String::new(), |number| number.to_string())),
        DraftKind::Note(number) => format!("note{number}"),
        DraftKind::Row { is_header: true, .. } => "th".to_owned(),
        DraftKind::Row { .. } => "tr".to_owned(),
    };
    let title = draft.title.map(|title| format!("title {}", title.of(&draft.text)));
    let blocks = draft.blocks.iter().map(|block| format!("{} {}", show(&block.kind), block.span.of(&draft.text)));
    title.into_iter().chain(blocks).collect()
}

#[track_caller]
fn check(page: &str, expected: &[&str]) {
    let read = read_bytes(page.as_bytes()).unwrap_or_else(|error| panic!("{page}: {error}"));
    assert_eq!(shown(&read.value), expected, "{page}");
}

#[test]
fn headings_and_titles() {
    check("<h1>Name</h1><h2>One</h2><p>Text.</p><h3>Two</h3>", &["title Name", "h1 One", "p Text.", "h2 Two"]);
    check("<p>Brief 3</p><h1>Name</h1><h2>One</h2>", &["title Name", "p Brief 3", "h1 One"]);
    check("<title>Name</title><h2>One</h2>Text.", &["title Name", "h1 One", "p Text."]);
    check("<title>Site</title><h1>One</h1>Text.<h1>Two</h1>", &["h1 One", "p Text.", "h1 Two"]);
    check(
        "<title>Site</title><header><h1>Name</h1></header><main><h2>One</h2>Text.</main>",
        &["title Name", "h1 One", "p Text."],
    );
    check("<h2>One <a href=#one>¶</a></h2><p>Text.", &["h1 One", "p Text."]);
    check("<p><b>Trade</b></p><p>It <b>grew</b>.</p>", &["h0 Trade", "p It grew."]);
    check("<p>Trade</p><p>It grew.</p>", &["h0 Trade", "p It grew."]);
    check("<h2></h2><h2><p>One</h2>Text.", &["h1 One", "p Text."]);
}

#[test]
fn the_main_content_is_taken() {
    let rest = "<h2>One</h2><p>Text.</p>";
    let expected = ["h1 One", "p Text."];
    for page in [
        format!("<nav>x</nav><main>{rest}</main><footer>x</footer>"),
        format!("<div>x</div><article>{rest}</article><div>x</div>"),
        format!("<main></main><main>{rest}</main>"),
        format!(
            "<html><head><style>p{{}}</style><script>x<p></script></head><body>{rest}<aside>x</aside></body></html>"
        ),
        format!(
            "<template><p>x</template><noscript><p>x</noscript><form><input value=x><button>x</button></form>{rest}"
        ),
        format!("<div role=navigation>x</div><div class='a toc'>x</div><div id=toc>x</div>{rest}"),
        format!("<form><label>x</label>{rest}</form>"),
        format!("<!-- <p>x --><?php x ?><!DOCTYPE html>{rest}"),
    ] {
        check(&page, &expected);
    }
    check(&format!("<article>{rest}</article><article><p>Other.</p></article>"), &["h1 One", "p Text.", "p Other."]);
}

#[test]
fn blocks_and_lines() {
    let cases: [(&str, &[&str]); 20] = [
        ("<p>one\n  two<br>three", &["p one two three"]),
        ("<p>a&amp;b &copy; &#233; &nope; 1 < 2.", &["p a&b © é &nope; 1 < 2."]),
        ("<p>a <em>b</em><b> c</b> d.<div>e.</div>f.", &["p a b c d.", "p e.", "p f."]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", &["li a", "li b", "li c"]),
        ("<ol><li>a<li value=5>b<li>c</ol>", &["li1 a", "li5 b", "li6 c"]),
        ("<ol start=3><li><p>a</p><p>b</p></li><li><div>c</div></ol>", &["li3 a b", "li4 c"]),
        ("<ol reversed><li>a<li>b</ol>", &["li2 a", "li1 b"]),
        ("<ol type=a><li>a</ol>", &["li a"]),
        ("<ol start=-1><li>a<li>b<li>c</ol>", &["li a", "li0 b", "li1 c"]),
        ("<dl><dt>1997<dd>Accord: signed.<dt>1999:<dd>Talks.</dl>", &["li 1997 – Accord: signed.", "li 1999: Talks."]),
        ("<blockquote><p>a.</p></blockquote><pre>b.\n c.</pre>", &["p a.", "p b. c."]),
        ("<p>he said <q>no</q>.", &["p he said “no”."]),
        ("<p>[3] Ada.</p>", &["li3 Ada."]),
        ("<p>soft&shy;en&#8203;ed.", &["p softened."]),
        (
            "<p>30 km<sup>2</sup>, m<sup>3</sup>, 10<sup>6</sup>, 21<sup>st</sup>, CO<sub>2</sub>.",
            &["p 30 km², m³, 10⁶, 21st, CO2."],
        ),
        ("<p>x <i>a</p><p>b</i> c.", &["p x a", "p b c."]),
        ("<p></b></i></p></div>a.</section>", &["p a."]),
        ("<p>a.<p hidden>b.<p style='display: none'>c.<p aria-hidden=true>d.", &["p a."]),
        ("<p>a <del>b</del><ins>c</ins>.", &["p a c."]),
        ("<p>a<script>x</p>", &["p a"]),
    ];
    for (page, expected) in cases {
        let with_heading = format!("<h2>H</h2>{page}");
        check(&with_heading, &[&["h1 H"], expected].concat());
    }
}

#[test]
fn tables() {
    let cases: [(&str, &[&str]); 9] = [
        ("<table><thead><tr><th>Year<th>Value<tbody><tr><td>2012<td>44</table>", &["th Year | Value", "tr 2012 | 44"]),
        ("<table><tr><th>Year<th>Value<tr><th>2012<td>44</table>", &["th Year | Value", "tr 2012 | 44"]),
        ("<table><caption>Aid</caption><tr><td>a<td>b</table>", &["p Aid", "tr a | b"]),
        (
            "<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>",
            &["tr a |  | b", "tr c | d | e", "tr  | f | g"],
        ),
        ("<table><tr><td><p>a</p><p>b</p><td><br></table>", &["tr a b | "]),
        ("<table><tr><td><h2>In</h2><p>Text.</p><td>x.</table>", &["h2 In", "p Text.", "p x."]),
        ("<table><tr><td>A box.</table>", &["p A box."]),
        ("<table><tr><td><td></table>", &[]),
        ("<table><tr><td colspan=99999999>a<td rowspan=-1>b<td colspan=x>c</table>", &[]),
    ];
    for (page, expected) in cases {
        let read = read_bytes(format!("<h1>H</h1>{page}").as_bytes()).expect("a page").value;
        let found = shown(&read);
        let found: Vec<&str> = found.iter().skip(1).map(String::as_str).collect();
        if page.contains("99999999") {
            assert!(found[0].starts_with("tr a | ") && found[0].ends_with("| b | c"), "{found:?}");
        } else if page.contains("In</h2>") {
            assert_eq!(found, ["h1 In", "p Text.", "p x."], "the first heading is the title");
        } else {
            assert_eq!(found, expected, "{page}");
        }
    }
}

#[test]
fn links_to_notes() {
    let notes = |list: &str| {
        format!(
            "<h2>T</h2><p>It grew.<sup><a href=#n2>2</a></sup> It <sup>fell</sup>.<sup><a href='#n1'>[1]</a>, <a href=#n2>2</a></sup></p>{list}"
        )
    };
    let expected = ["h1 T", "p It grew.[^1] It fell.[^2][^1]", "note1 Second.", "note2 First."];
    for list in [
        "<ol><li id=n1>First. <a href=#r1>↩</a><li id=n2>Second.</ol>",
        "<footer class=footnotes><ol><li id=n1><p>First.</p><li id=n2><p>Second. <a href=#r2 class=footnote-back>back</a></p></ol></footer>",
        "<aside id=n1>First.</aside><aside id=n2 role=doc-footnote>Second.</aside>",
        "<p><a name=n1></a>First.</p><p><a name=n2></a>Second.</p>",
    ] {
        check(&notes(list), &expected);
    }
    // A number printed before a note is its label.
    check(
        "<h2>T</h2><p>It grew.<sup><a href=#n1>1</a></sup> It fell.<sup><a href=#n2>2</a></sup></p><p id=n1>[1] First.</p><p><a name=n2>2</a> 2012 was bad.</p>",
        &["h1 T", "p It grew.[^1] It fell.[^2]", "note1 First.", "note2 2012 was bad."],
    );
    // As Word saves pages: mark and note lead to each other.
    check(
        "<h2>T</h2><p>It grew.<a href=#_ftn1 name=_ftnref1><sup>[1]</sup></a></p><h2>Last</h2><p>End.</p><div id=ftn1><p><a href=#_ftnref1 name=_ftn1><sup>[1]</sup></a> First.</p></div>",
        &["h1 T", "p It grew.[^1]", "h1 Last", "p End.", "note1 First."],
    );
    // By role, not raised; a note that nothing mentions follows; the emptied heading goes.
    check(
        "<h2>T</h2><p>It grew.<a href=#a role=doc-noteref>1</a></p><h2>Notes</h2><section role=doc-endnotes><ol><li id=a>First.<li>Second.</ol></section><h2>More</h2><p>End.</p>",
        &["h1 T", "p It grew.[^1]", "h1 More", "p End.", "note1 First.", "note2 Second."],
    );
    // No links at all.
    check(
        "<h2>T</h2><p>It grew.<sup>2</sup></p><ol class=footnotes><li>First.<li>Second.</ol>",
        &["h1 T", "p It grew.[^1]", "note1 Second.", "note2 First."],
    );
}

#[test]
fn links_to_sources() {
    let page = |text: &str| {
        format!(
            "<h2>T</h2><p>{text}</p><h2>Sources</h2><ol class=references><li id=a><span class=mw-cite-backlink>^ <a href=#ra>a</a></span> Ada, <a href=http://x.org/1>One</a>.<li id='b[1]'>Bo, http://x.org/2.</ol>"
        )
    };
    let sources = ["h1 Sources", "li1 Ada, One. <http://x.org/1>", "li2 Bo, http://x.org/2."];
    for (text, expected) in [
        ("It grew.<sup id=ra><a href=#a>[1]</a></sup><sup><a href=#b%5B1%5D>[2]</a></sup>", "p It grew.[1][2]"),
        ("It grew.<sup><a href=#a>1</a>–<a href='#b[1]'>2</a></sup>", "p It grew.[1]–[2]"),
        ("It grew <a href=#a>[1]</a>.", "p It grew [1]."),
        ("It grew in 2012<sup>1,2</sup>.", "p It grew in 2012[1, 2]."),
        ("By 3 km<sup>2</sup>.", "p By 3 km²."),
        ("See <a href=#a>the entry</a> and <a href=#nowhere>x</a>.", "p See the entry and x."),
    ] {
        check(&page(text), &[&["h1 T", expected], &sources[..]].concat());
    }
}

#[test]
fn what_links_are_no_mentions() {
    for (page, expected) in [
        ("<p id=p>See<sup><a href=#p>1</a></sup> it.", "p See¹ it."),
        ("<p>See<sup><a href=#gone>1</a></sup> it.", "p See¹ it."),
        ("<p>See<sup><a href=http://x.org>1</a></sup> it.", "p See¹ it."),
        ("<p>See <a href=#h>2</a> it.", "p See 2 it."),
        (
            "<p>See<sup><a href=#h>a very long text that is no mark</a></sup> it.",
            "p Seea very long text that is no mark it.",
        ),
        ("<p>See<sup><a href=#h>1</a></sup> it.", "p See¹ it."),
        ("<p>See<sup><a href=#>1</a></sup> it.", "p See¹ it."),
        ("<p>See<sup><a href=#%>1</a></sup> it.", "p See¹ it."),
    ] {
        check(&format!("<h2 id=h>H</h2>{page}"), &["h1 H", expected]);
    }
}

#[test]
fn emphasis() {
    let page = "<h2>Sources</h2><ul><li>Ada, <cite>A <b>Bo</b>ok</cite> (<i>Press</i> 2012)</ul>";
    let read = read_bytes(page.as_bytes()).expect("a page").value;
    let emphasis: Vec<&str> = read.blocks[1].emphasis.iter().map(|span| span.of(&read.text)).collect();
    assert_eq!(emphasis, ["A Book", "Press"]);
}

#[test]
fn the_way_back_leads_to_line_and_column() {
    let page = "<h2>One</h2>\r\n<p>a &amp; b\n   word <b>bold</b></p>\n<p>See<sup><a href=#n>1</a></sup> end</p>\n<aside id=n>Note</aside><p>last</p>";
    let read = read_bytes(page.as_bytes()).expect("a page").value;
    for (word, position) in [
        ("One", (1, 5)),
        ("& b", (2, 6)),
        ("b word", (2, 12)),
        ("word", (3, 4)),
        ("bold", (3, 12)),
        ("[^1]", (4, 12)),
        ("end", (4, 35)),
        ("Note", (5, 13)),
        ("last", (5, 28)),
    ] {
        let byte = read.text.find(word).expect("the word is there");
        assert_eq!(read.source.position(byte), position, "{word} in {:?}", read.text);
    }
}

#[test]
fn what_is_told() {
    let told = |page: &str| -> Vec<String> {
        read_bytes(page.as_bytes())
            .expect("a page")
            .diagnostics
            .into_iter()
            .map(|found| found.rule().id.to_owned())
            .collect()
    };
    assert_eq!(told("<h2>T</h2><p>a <del>b</del><span hidden>c</span>"), ["hidden-text", "tracked-changes"]);
    assert_eq!(told("<h2>T</h2><p>a <del></del><span hidden></span>"), Vec::<String>::new());
}

#[test]
fn what_is_no_page_is_refused() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "found no text"),
        (b"<html><body></body></html>", "found no text"),
        (b"<script>x</script>", "found no text"),
        (b"<p>\xE9", "expected UTF-8 text, found an invalid byte at line 1, column 4"),
        (
            b"<meta charset=windows-1251>\n<p>\xE9",
            "expected UTF-8, found windows-1251 with a byte that is not at line 2, column 4",
        ),
        (b"<meta content='text/html; charset=\"ISO-8859-1\"'><p>\xE9", "found iso-8859-1"),
        (b"<meta charset=utf-8><p>\xE9", "expected UTF-8 text"),
        (b"\xFF\xFE<\0p\0>\0", "UTF-16"),
    ];
    for (bytes, expected) in cases {
        let error = read_bytes(bytes).expect_err("no page").to_string();
        assert!(error.starts_with("expected ") && error.contains(expected), "{error:?} is not {expected:?}");
    }
    check("<meta charset=latin1><h2>Été</h2>", &["h1 Été"]);
}

#[test]
fn soup_and_depth() {
    const MANY: usize = 100_000;
    let pages = [
        format!("<div>{}deep{}", "<div>".repeat(MANY), "</div>".repeat(MANY)),
        format!("{}deep", "<b><p>".repeat(MANY)),
        format!("<div>{}deep", "<ul><li>".repeat(MANY)),
        format!("deep{}", "</p></b></li></td>".repeat(MANY)),
        format!("<ul>{}<li>deep{}", "<div>".repeat(400), "<li>".repeat(MANY)),
        format!("<table><tr><td colspan=1000>deep{}", "<tr><td colspan=1000 rowspan=1000>".repeat(2000)),
        format!("{}deep", "<table><tr><td>".repeat(MANY)),
        format!("{}deep", "<a href=#x>".repeat(MANY)),
        format!("{}deep", "<sup>".repeat(MANY)),
        format!("<p>{}deep", "x<sup>1</sup>".repeat(MANY)),
        format!("<p>deep{}", "&amp;".repeat(MANY)),
        format!("<p>deep{}", "<!--".repeat(MANY)),
        format!("<p>deep{}", "<".repeat(MANY)),
        format!("<p>deep <p {}>", "a=b ".repeat(1000)),
        format!("<p>deep{}", " word".repeat(2_000_000)),
        format!("<h2>x</h2>{}<p>deep", "<ol><li id=a><a href=#a><sup>1</sup></a></ol>".repeat(20_000)),
    ];
    for page in pages {
        let read = read_bytes(page.as_bytes());
        let start: String = page.chars().take(40).collect();
        assert!(read.is_ok_and(|read| read.value.text.contains("deep")), "{start}");
    }
}

#[test]
fn no_damage_makes_a_panic() {
    let sound = "<!DOCTYPE html><title>x</title><h1>Name</h1><h2 id=h>Été &amp; co</h2><p>It grew.<sup><a href=#n1>1</a></sup> <i>a</i></p><table><tr><th rowspan=2>a<td colspan=2>b<tr><td>c</table><ol start=2><li id=n1><p>x <a href=#h>↩</a><li>y</ol><dl><dt>a<dd>b</dl><q>z</q><del>d</del>";
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    let letters: Vec<char> = sound.chars().collect();
    for round in 0..5000 {
        let mut damaged = letters.clone();
        damaged.truncate(1 + next() % letters.len());
        for _ in 0..next() % 8 {
            let (at, from) = (next() % damaged.len(), next() % letters.len());
            match next() % 3 {
                0 => damaged[at] = letters[from],
                1 => damaged.insert(at, letters[from]),
                _ => {
                    let piece: Vec<char> = letters[from..].iter().copied().take(12).collect();
                    damaged.splice(at..at, piece);
                }
            }
        }
        let damaged: String = damaged.into_iter().collect();
        if let Ok(read) = read_bytes(damaged.as_bytes()) {
            for block in &read.value.blocks {
                assert!(!block.span.of(&read.value.text).contains('\n'), "{round}: {damaged}");
            }
        }
    }
}
