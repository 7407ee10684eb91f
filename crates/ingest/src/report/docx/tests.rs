//! Packages made here, read back.

use std::io::{Cursor, Write};

use chancery_model::section::SectionKind;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::report::draft::DraftKind;
use crate::vocabulary::SectionHeading;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                 xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
                 xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
                 xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
                 xmlns:v=\"urn:schemas-microsoft-com:vml\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES: &str = r#"
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Section"><w:name w:val="Section head"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="Loop2"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Listennummer"><w:name w:val="List Number"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Emph"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Mark"><w:name w:val="Mark"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Plain"><w:name w:val="Table Grid"/></w:style>
<w:style w:type="table" w:styleId="Fancy"><w:name w:val="Fancy"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"#;

const NUMBERING: &str = r#"
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"#;

/// A zip package of these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    package(parts, CompressionMethod::Deflated)
}

/// The same, not packed, so that no cap on density stands in the way.
fn stored(parts: &[(&str, &str)]) -> Vec<u8> {
    package(parts, CompressionMethod::Stored)
}

fn package(parts: &[(&str, &str)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the package ends").into_inner()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let mut text =
        String::from("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (id, kind, target) in list {
        let mode = if target.contains("://") { " TargetMode=\"External\"" } else { "" };
        text += &format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>");
    }
    text + "</Relationships>"
}

/// A document with this body, and footnotes 1 to 3.
fn document(body: &str) -> Vec<u8> {
    let notes = "<w:footnote w:id=\"-1\" w:type=\"separator\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"1\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> First, see </w:t></w:r>\
        <w:hyperlink r:id=\"n1\"><w:r><w:t>a report</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:t>And more.</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"2\"><w:p><w:r><w:t>Second.</w:t></w:r></w:p></w:footnote>";
    let endnotes = "<w:endnote w:id=\"1\"><w:p><w:r><w:t>Last.</w:t></w:r></w:p></w:endnote>";
    zipped(&[
        ("_rels/.rels", &relations(&[("a", "officeDocument", "word/main.xml")])),
        (
            "word/_rels/main.xml.rels",
            &relations(&[
                ("s", "styles", "looks.xml"),
                ("n", "numbering", "/word/lists.xml"),
                ("f", "footnotes", "notes.xml"),
                ("e", "endnotes", "../word/endnotes.xml"),
                ("h1", "hyperlink", "https://example.org/a&amp;b"),
                ("h2", "hyperlink", "javascript://x"),
            ]),
        ),
        ("word/_rels/notes.xml.rels", &relations(&[("n1", "hyperlink", "http://example.org/n")])),
        ("word/main.xml", &format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/looks.xml", &format!("<w:styles {W}>{STYLES}</w:styles>")),
        ("word/lists.xml", &format!("<w:numbering {W}>{NUMBERING}</w:numbering>")),
        ("word/notes.xml", &format!("<w:footnotes {W}>{notes}</w:footnotes>")),
        ("word/endnotes.xml", &format!("<w:endnotes {W}>{endnotes}</w:endnotes>")),
    ])
}

fn read_bytes(bytes: &[u8]) -> Result<Checked<Draft>, ReportError> {
    let headings = ["literature", "sources"]
        .map(|heading| SectionHeading { heading: heading.to_owned(), kind: SectionKind::Literature });
    super::read(bytes, Words { headings: &headings, abbreviations: &[] })
}

#[track_caller]
fn draft(body: &str) -> Checked<Draft> {
    read_bytes(&document(body)).expect("a document")
}

/// A paragraph in a style.
fn p(style: &str, inner: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inner}</w:p>")
}

/// A run of text.
fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run of text with properties.
fn rt(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn item(list: u8, level: u8, inner: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{inner}</w:p>"
    )
}

/// Every block's kind and characters, shortly.
fn shown(draft: &Draft) -> Vec<String> {
    let show = |kind: &DraftKind| match kind {
        DraftKind::Heading(level) => format!("h{}", level.unwrap_or(0)),
        DraftKind::Paragraph => "p".to_owned(),
        DraftKind::Item(number) => format!("li{}", number.map_or(String::new(), |number| number.to_string())),
        DraftKind::Note(number) => format!("note{number}"),
        DraftKind::Row { is_header: true, .. } => "th".to_owned(),
        DraftKind::Row { .. } => "tr".to_owned(),
    };
    draft.blocks.iter().map(|block| format!("{} {}", show(&block.kind), block.span.of(&draft.text))).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(shown(&draft(body).value), expected, "{body}");
}

#[test]
fn headings_by_style_chain_and_outline_level() {
    let body = [
        p("Titel", &t("Name")),
        p("Untertitel", &t("Below")),
        p("berschrift1", &t("One")),
        p("Standard", &t("Text.")),
        p("Titre2", &t("Two")),
        p("Section", &t("Three")),
        p("Outlined", &t("Four")),
        p("Loop", &t("Round.")),
        format!("<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>{}</w:p>", t("Five")),
        format!("<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/><w:outlineLvl w:val=\"9\"/></w:pPr>{}</w:p>", t("None.")),
        p("berschrift1", ""),
    ]
    .concat();
    let checked = draft(&body);
    let draft = checked.value;
    assert_eq!(draft.title.map(|title| title.of(&draft.text)), Some("Name"));
    assert_eq!(shown(&draft), ["h1 One", "p Text.", "h2 Two", "h1 Three", "h2 Four", "p Round.", "h3 Five", "p None."]);
    assert_eq!(draft.text.lines().next(), Some("Name"));
}

#[test]
fn headings_without_styles() {
    let bold = |text: &str| format!("<w:p>{}</w:p>", rt("<w:b/>", text));
    let plain = |text: &str| format!("<w:p>{}</w:p>", t(text));
    check(
        &[bold("Trade"), plain("It grew."), plain("No stop here")].concat(),
        &["h0 Trade", "p It grew.", "p No stop here"],
    );
    check(
        &[plain("Trade"), plain("It grew."), plain("1. An item")].concat(),
        &["h0 Trade", "p It grew.", "li1 An item"],
    );
    check(
        &[bold("It was bold all through."), plain("It grew.")].concat(),
        &["p It was bold all through.", "p It grew."],
    );
}

#[test]
fn lists_are_counted_as_word_counts() {
    let body = [
        item(1, 0, &t("a")),
        item(1, 1, &t("b")),
        item(1, 1, &t("c")),
        item(1, 0, &t("d")),
        item(1, 1, &t("e")),
        item(2, 0, &t("f")),
        item(3, 0, &t("g")),
        item(3, 0, &t("h")),
        p("Listennummer", &t("i")),
        item(0, 0, &t("j.")),
        item(9, 0, &t("k.")),
        item(1, 0, ""),
        item(1, 0, &t("l")),
        "<w:p><w:pPr><w:pStyle w:val=\"Listennummer\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>m.</w:t></w:r></w:p>".to_owned(),
        p("berschrift1", &t("End")),
    ]
    .concat();
    let read = draft(&body).value;
    assert_eq!(
        shown(&read),
        [
            "li1 a", "li b", "li c", "li2 d", "li e", "li f", "li5 g", "li6 h", "li7 i", "p j.", "p k.", "li8 l",
            "p m.", "h1 End"
        ]
    );
    assert!(read.text.starts_with("[1] a\n1.a) b\n1.b) c\n[2] d\n2.a) e\n- f\n[5] g\n"), "{}", read.text);
}

#[test]
fn tables() {
    let row = |properties: &str, cells: &[&str]| {
        let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
        format!("<w:tr>{properties}{cells}</w:tr>")
    };
    let cell = |text: &str| format!("<w:p>{}</w:p>", t(text));
    let bold = |text: &str| format!("<w:p>{}</w:p>", rt("<w:b/>", text));
    let table = |look: &str, rows: &[String]| format!("<w:tbl><w:tblPr>{look}</w:tblPr>{}</w:tbl>", rows.concat());
    let (year, value) = (cell("Year"), cell("Value"));
    let first = row("<w:trPr><w:tblHeader/></w:trPr>", &[&year, &value]);
    let second = row("", &[&cell("2012"), &cell("44.1")]);
    let fancy = "<w:tblStyle w:val=\"Fancy\"/><w:tblLook w:val=\"04A0\"/>";
    let cases: [(String, &[&str]); 9] = [
        (table("", &[first.clone(), second.clone()]), &["th Year | Value", "tr 2012 | 44.1"]),
        (
            table("", &[row("", &[&bold("Year"), &bold("Value")]), second.clone()]),
            &["th Year | Value", "tr 2012 | 44.1"],
        ),
        (table(fancy, &[row("", &[&year, &value]), second.clone()]), &["th Year | Value", "tr 2012 | 44.1"]),
        (
            table("<w:tblStyle w:val=\"Plain\"/><w:tblLook w:firstRow=\"1\"/>", &[second.clone(), second.clone()]),
            &["tr 2012 | 44.1", "tr 2012 | 44.1"],
        ),
        (table(fancy, std::slice::from_ref(&second)), &["tr 2012 | 44.1"]),
        (
            table(
                "",
                &[row(
                    "",
                    &["<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p>", &cell("b")],
                )],
            ),
            &["tr a |  | b"],
        ),
        (
            table(
                "",
                &[row(
                    "",
                    &[
                        &format!("{year}{value}"),
                        &format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>", cell("in")),
                    ],
                )],
            ),
            &["tr Year Value | in"],
        ),
        (table("", &[row("", &[&format!("{}{}", cell("A box."), cell("Of two."))])]), &["p A box.", "p Of two."]),
        (
            table("", &[second.clone(), row("<w:trPr><w:del/></w:trPr>", &[&year]), row("", &["<w:p/>", "<w:p/>"])]),
            &["tr 2012 | 44.1"],
        ),
    ];
    for (body, expected) in cases {
        check(&format!("{body}{}", p("berschrift1", &t("End"))), &[expected, &["h1 End"]].concat());
    }
}

#[test]
fn what_a_run_may_hold() {
    let long = "x".repeat(20);
    let cases = [
        (
            "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type=\"page\"/><w:t>c</w:t><w:cr/><w:t>d.</w:t></w:r>",
            "a b c d.",
        ),
        (
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d.</w:t></w:r>",
            "a b\u{2011}cd.",
        ),
        ("<w:r><w:t>20 </w:t><w:sym w:font=\"Symbol\" w:char=\"F0B0\"/><w:t>C.</w:t></w:r>", "20 °C."),
        (
            "<w:smartTag><w:r><w:t>a</w:t></w:r></w:smartTag><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>b.</w:t></w:r></w:sdtContent></w:sdt>",
            "ab.",
        ),
        (
            "<w:r><w:t>a.</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>",
            "a.",
        ),
        (
            "<w:commentRangeStart w:id=\"0\"/><w:r><w:t>a.</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>",
            "a.",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath><w:r><w:t>.</w:t></w:r>",
            "1/2.",
        ),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>a.</w:t></w:r>",
            "a.",
        ),
        ("<w:r><w:t>a &amp; b &lt;c&gt; &#233; &nope;.</w:t></w:r>", "a & b <c> é &nope;."),
        ("<w:r><w:t><![CDATA[a <b>.]]></w:t></w:r>", "a <b>."),
        ("<w:r><w:t>re&#xAD;mit\u{200B}tances e\u{301}.</w:t></w:r>", "remittances é."),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>May</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>.</w:t></w:r>",
            "May.",
        ),
        ("<w:fldSimple w:instr=\"AUTHOR\"><w:r><w:t>Ada</w:t></w:r></w:fldSimple><w:r><w:t>.</w:t></w:r>", "Ada."),
        ("<w:hyperlink r:id=\"h1\"><w:r><w:t>a link</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r>", "a link."),
        (
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx><w:txbxContent><w:p><w:r><w:t>Box.</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>Box.</w:t></w:r></w:p></w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Host.</w:t></w:r>",
            "Host.|Box.",
        ),
        (
            "<w:r><w:drawing><w:t>no</w:t></w:drawing></w:r><w:r><w:t>30 km</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>.</w:t></w:r>",
            "no30 km².",
        ),
        (
            "<w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a.</w:t></w:r></w:rubyBase></w:ruby>",
            "a.",
        ),
        (&format!("<w:r><w:t>{long}.</w:t></w:r>"), &format!("{long}.")),
    ];
    for (inner, expected) in cases {
        let read = draft(&format!("<w:p>{inner}</w:p>{}", p("berschrift1", &t("End")))).value;
        let found: Vec<&str> = read.blocks.iter().map(|block| block.span.of(&read.text)).collect();
        assert_eq!(found[..found.len() - 1].join("|"), expected, "{inner}");
    }
}

#[test]
fn tracked_changes_are_accepted_and_told_of() {
    let body = [
        p("berschrift1", &t("Trade")),
        "<w:p><w:r><w:t xml:space=\"preserve\">It grew </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>a lot</w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>a little</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">One </w:t></w:r></w:p><w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>paragraph.</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>here.</w:t></w:r></w:moveTo></w:p>".to_owned(),
    ]
    .concat();
    let Checked { value, diagnostics } = draft(&body);
    assert_eq!(shown(&value), ["h1 Trade", "p It grew a little.", "p One paragraph.", "p here."]);
    let [told] = diagnostics.as_slice() else { panic!("one diagnostic, found {diagnostics:?}") };
    assert_eq!(told.rule().id, "tracked-changes");
    assert!(told.message.contains("found 4, the first here"), "{}", told.message);
    let chancery_model::diagnostic::Place::Report(anchor) = &told.place else { panic!("in the report") };
    assert_eq!(&value.text[anchor.start..anchor.end], "It grew a little.");
    assert!(draft(&p("Standard", &t("Nothing."))).diagnostics.is_empty());
    let hidden = draft(&format!("<w:p>{}{}</w:p>", rt("<w:rStyle w:val=\"Ghost\"/>", "x"), t("Seen.")));
    assert_eq!((hidden.diagnostics[0].rule().id, hidden.value.text.as_str()), ("hidden-text", "Seen.\n"));
    let embedded = draft(&format!("<w:altChunk r:id=\"x\"/>{}", p("Standard", &t("Text."))));
    assert_eq!(embedded.diagnostics[0].rule().id, "embedded-file");
}

#[test]
fn notes_stand_at_the_end_by_first_mention() {
    let mention = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let body = [
        p("berschrift1", &t("Trade")),
        format!(
            "<w:p>{}{}{}{}</w:p>",
            t("It grew."),
            mention("footnote", 2),
            t(" It fell."),
            mention("endnote", 1)
        ),
        format!(
            "<w:p><w:bookmarkStart w:id=\"4\" w:name=\"_Ref1\"/>{}<w:bookmarkEnd w:id=\"4\"/>{}<w:fldSimple w:instr=\" NOTEREF _Ref1 \\h \">{}</w:fldSimple>{}</w:p>",
            mention("footnote", 1),
            t(" Again"),
            t("3"),
            t(".")
        ),
        format!("<w:p><w:del>{}</w:del>{}{}</w:p>", mention("footnote", 3), t("Lost"), mention("footnote", 9)),
    ]
    .concat();
    check(
        &body,
        &[
            "h1 Trade",
            "p It grew.[^1] It fell.[^2]",
            "p [^3] Again[^3].",
            "p Lost[^4]",
            "note1 Second.",
            "note2 Last.",
            "note3 First, see a report And more. <http://example.org/n>",
        ],
    );
}

#[test]
fn an_entry_keeps_the_address_it_links_to() {
    let link = |id: &str, text: &str| format!("<w:hyperlink r:id=\"{id}\">{}</w:hyperlink>", t(text));
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \"https://example.org/f\"</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>Field</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let body = [
        p("berschrift1", &t("Trade")),
        format!("<w:p>{}{}</w:p>", link("h1", "Prose"), t(" links.")),
        p("berschrift1", &t("Sources")),
        item(1, 0, &format!("{}{}", t("Ada, "), link("h1", "Title"))),
        item(1, 0, &link("h1", "https://example.org/printed")),
        item(1, 0, &link("h2", "Script")),
        item(1, 0, field),
        format!("<w:p>{}</w:p>", link("h1", "Unnumbered")),
    ]
    .concat();
    check(
        &body,
        &[
            "h1 Trade",
            "p Prose links.",
            "h1 Sources",
            "li1 Ada, Title <https://example.org/a&b>",
            "li2 https://example.org/printed",
            "li3 Script",
            "li4 Field <https://example.org/f>",
            "p Unnumbered <https://example.org/a&b>",
        ],
    );
}

#[test]
fn raised_numbers_cite_where_sources_are_listed() {
    let raised = |text: &str| rt("<w:vertAlign w:val=\"superscript\"/>", text);
    let prose =
        format!("<w:p>{}{}{}{}{}</w:p>", t("It fell in 2012"), raised("1,"), raised("2"), t(" by 4 m"), raised("3"));
    check(
        &[p("berschrift1", &t("Trade")), prose.clone(), p("berschrift1", &t("Sources")), item(1, 0, &t("A"))].concat(),
        &["h1 Trade", "p It fell in 2012[1, 2] by 4 m³", "h1 Sources", "li1 A"],
    );
    let styled = format!("<w:p>{}{}</w:p>", t("In 2012"), rt("<w:rStyle w:val=\"Mark\"/>", "1"));
    check(
        &[styled, p("berschrift1", &t("Sources")), item(1, 0, &t("A"))].concat(),
        &["p In 2012[1]", "h1 Sources", "li1 A"],
    );
    check(&[p("berschrift1", &t("Trade")), prose].concat(), &["h1 Trade", "p It fell in 2012¹,² by 4 m³"]);
}

#[test]
fn contents_are_left_out() {
    let fld = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instr = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let toc = [
        format!("<w:p>{}{}{}{}</w:p>", fld("begin"), instr("TOC \\o"), fld("separate"), t("Trade 1")),
        format!("<w:p>{}</w:p>", t("Money 2")),
    ]
    .concat();
    let closed = format!("{toc}<w:p>{}</w:p>{}", fld("end"), p("Verzeichnis1", &t("Listed 3")));
    let rest = [p("berschrift1", &t("Trade")), p("Standard", &t("Text."))].concat();
    check(&format!("{closed}{rest}"), &["h1 Trade", "p Text."]);
    check(&format!("{toc}{rest}"), &["h1 Trade", "p Text."]);
    check(&format!("<w:p>{}{}{}</w:p>{rest}", fld("begin"), instr("TOC"), t("swallowed?")), &["h1 Trade", "p Text."]);
    check(
        &format!(
            "<w:p>{}</w:p>{rest}",
            [fld("begin"), fld("begin"), fld("end"), fld("end"), fld("end"), t("Kept.")].concat()
        ),
        &["p Kept.", "h1 Trade", "p Text."],
    );
}

#[test]
fn italics_are_emphasis() {
    let body = format!(
        "{}<w:p>{}{}{}{}</w:p>",
        p("berschrift1", &t("Sources")),
        t("Ada, "),
        rt("<w:rStyle w:val=\"Emph\"/>", "A Bo"),
        rt("<w:i/>", "ok"),
        rt("<w:rStyle w:val=\"Emph\"/><w:i w:val=\"false\"/>", " (2012)")
    );
    let read = draft(&body).value;
    let emphasis: Vec<&str> = read.blocks[1].emphasis.iter().map(|span| span.of(&read.text)).collect();
    assert_eq!(emphasis, ["A Book"]);
}

#[test]
fn the_way_back_counts_paragraphs() {
    let body = [
        p("berschrift1", &t("Trade")),
        "<w:p/>".to_owned(),
        p("Standard", &format!("{}{}", t("It grew "), t("much."))),
        format!(
            "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
            t("cell"),
            t("next")
        ),
        item(1, 0, &format!("{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>", t("item"))),
    ]
    .concat();
    let read = draft(&body).value;
    let places = [
        ("Trade", (1, 1)),
        ("grew", (3, 4)),
        ("much", (3, 9)),
        ("cell", (4, 1)),
        ("next", (5, 1)),
        ("item", (6, 1)),
        ("Second", (7, 1)),
    ];
    for (word, position) in places {
        let byte = read.text.find(word).expect("the word is there");
        assert_eq!(read.source.position(byte), position, "{word} in {:?}", read.source.raw());
    }
}

#[test]
fn strict_and_oddly_named_documents() {
    let body = "<x:p><x:pPr><x:pStyle x:val=\"Heading2\"/></x:pPr><x:r><x:t>Head</x:t></x:r></x:p><x:p><x:r><x:t>Text.</x:t></x:r></x:p>";
    let strict = format!(
        "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body>{body}</x:body></x:document>"
    );
    let unprefixed =
        strict.replace("x:val", "val").replace("xmlns:x", "xmlns").replace("<x:", "<").replace("</x:", "</");
    let strict_relations = relations(&[("a", "officeDocument", "doc/d.xml")])
        .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships");
    let types = "<Types><Override PartName=\"/Doc/D.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    for parts in [
        vec![("_rels/.rels", strict_relations.as_str()), ("doc/d.xml", strict.as_str())],
        vec![("_rels/.rels", strict_relations.as_str()), ("Doc\\D.XML", unprefixed.as_str())],
        vec![("[Content_Types].xml", types), ("doc/d.xml", strict.as_str())],
    ] {
        let read = read_bytes(&zipped(&parts)).expect("a document").value;
        assert_eq!(shown(&read), ["h1 Head", "p Text."], "{parts:?}");
    }
}

#[test]
fn what_is_no_document_is_refused() {
    let rels = relations(&[("a", "officeDocument", "word/document.xml")]);
    let refused = |parts: &[(&str, &str)]| match read_bytes(&zipped(parts)) {
        Err(ReportError::Docx(error)) => error.to_string(),
        Err(error) => error.to_string(),
        Ok(read) => panic!("read as {:?}", read.value.text),
    };
    let inside = |xml: &str| refused(&[("_rels/.rels", &rels), ("word/document.xml", xml)]);
    let bomb = format!("<w:document {W}>{}</w:document>", " ".repeat(3 << 20));
    let cases = [
        (refused(&[]), "found an empty package"),
        (refused(&[("content.xml", "<x/>")]), "found an OpenDocument file"),
        (refused(&[("readme.txt", "x")]), "found other files"),
        (
            refused(&[
                ("_rels/.rels", &relations(&[("a", "officeDocument", "xl/workbook.xml")])),
                ("xl/workbook.xml", "<x/>"),
            ]),
            "found xl/workbook.xml",
        ),
        (refused(&[("_rels/.rels", &rels)]), "found other files"),
        (inside(""), "expected a report, found no text"),
        (inside("<x/>"), "expected a report, found no text"),
        (inside("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"), "expected no document type in word/document.xml"),
        (inside("<w:document><w:body>"), "it ends inside an element"),
        (inside("<a></b>"), "expected well-formed XML in word/document.xml"),
        (inside("<a>&</a>"), "expected well-formed XML in word/document.xml"),
        (inside(&bomb), "expected word/document.xml to be packed at most 200 to 1"),
    ];
    for (found, expected) in cases {
        assert!(found.starts_with("expected ") && found.contains(expected), "{found:?} is not {expected:?}");
    }
}

#[test]
fn parts_beyond_the_caps_are_refused() {
    let long = format!("<a>{}</a>", " ".repeat(65 << 20));
    let found =
        read_bytes(&stored(&[("_rels/.rels", &relations(&[("a", "officeDocument", "d.xml")])), ("d.xml", &long)]));
    let Err(ReportError::Docx(DocxError::TooLarge { part, cap, .. })) = found else {
        panic!("refused, found {found:?}")
    };
    assert_eq!((part.as_str(), cap), ("d.xml", 64 << 20));
}

#[test]
fn depth_overflows_nothing() {
    for (open, close) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:ins>", "</w:ins>"),
        (
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r>",
            "</w:p>",
        ),
    ] {
        const DEEP: usize = 20_000;
        let body = format!("{}<w:p><w:r><w:t>Deep.</w:t></w:r></w:p>{}", open.repeat(DEEP), close.repeat(DEEP));
        let xml = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
        let read =
            read_bytes(&stored(&[("_rels/.rels", &relations(&[("a", "officeDocument", "d.xml")])), ("d.xml", &xml)]));
        assert!(open.contains("TOC") || read.is_ok_and(|read| read.value.text.contains("Deep.")), "{open}");
    }
}

#[test]
fn no_damage_makes_a_panic() {
    let body = [
        p("Titel", &t("Name")),
        p("berschrift1", &t("Trade")),
        item(1, 0, &format!("{}<w:r><w:footnoteReference w:id=\"1\"/></w:r>", t("é item"))),
        format!("<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr><w:tr/></w:tbl>", t("cell")),
        "<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>".to_owned(),
    ]
    .concat();
    let sound = document(&body);
    for length in (0..sound.len()).step_by(7) {
        assert!(read_bytes(&sound[..length]).is_err(), "cut at {length}");
    }
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    for _ in 0..500 {
        let mut bytes = sound.clone();
        for _ in 0..=next() % 4 {
            let at = next() % bytes.len();
            bytes[at] = (next() % 256) as u8;
        }
        let _ = read_bytes(&bytes);
    }
    // Damage inside the markup, under a sound package.
    for _ in 0..500 {
        let mut letters: Vec<char> = body.chars().collect();
        for _ in 0..=next() % 6 {
            let (at, from) = (next() % letters.len(), next() % letters.len());
            match next() % 3 {
                0 => letters[at] = letters[from],
                1 => {
                    letters.remove(at);
                }
                _ => letters.insert(at, letters[from]),
            }
        }
        let damaged: String = letters.into_iter().collect();
        if let Ok(read) = read_bytes(&document(&damaged)) {
            for block in &read.value.blocks {
                assert!(!block.span.of(&read.value.text).is_empty(), "{damaged}");
            }
        }
    }
}
