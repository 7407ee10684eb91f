//! Workbooks made for tests, and every format under damage: nothing panics, and nothing runs on.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::tests::{DOLLARS, LATER, SPECIMENS, later_columns, matrix, rows};
use super::*;
use crate::place::tests::{damaged, shown_diagnostics};

const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="About" r:id="r2"/><sheet sheetId="2" name="Data" q:id="r1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/><Relationship Id="r2" Target="/xl/a.xml"/></Relationships>"#;
const STRINGS: &str = r#"<sst><si><t>Last Updated Date</t></si><si><t>Country Name</t></si><si><r><t>Country </t></r><r><t xml:space="preserve">Code</t></r><rPh><t>x</t></rPh></si><si><t>Ru&#x72;itania &amp; Co</t></si><si/></sst>"#;
const SHEET: &str = r#"<worksheet><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>46120</v></c></row>
<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="C3" t="inlineStr"><is><t>1990</t></is></c><c r="D3"><v>1991</v></c><c><v>1992</v></c></row>
<row><c t="s"><v>3</v></c><c t="str"><f>A()</f><v>RUT</v></c><c><v>1.5</v></c><c t="s"><v>4</v></c><c t="e"><v>#N/A</v></c></row>
<row r="6"/></sheetData></worksheet>"#;

/// A package of parts by name.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a new part");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn workbook_with(changed: &str, part: &str) -> Vec<u8> {
    let parts = [
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/s.xml", SHEET),
    ];
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (*name, if *name == changed { part.as_bytes() } else { text.as_bytes() }))
        .collect();
    package(&parts)
}

#[test]
fn a_workbook_of_office_open_xml_is_read() {
    let bytes = workbook_with("", "");
    assert_eq!(sniff(&bytes), Some(SeriesFormat::WorldBankXlsx));
    let checked = read("f", &bytes, ReadOptions::default()).expect("a workbook");
    let series = &checked.value[0];
    assert_eq!(rows(series), ["RUT 1990 1.5 @4", "RUT 1991 - @4", "RUT 1992 - @4"]);
    assert_eq!(
        (&*series.observations[0].area_name, series.updated.map(|day| day.to_string()).as_deref()),
        ("Ruritania & Co", Some("2026-04-08"))
    );
    assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new());
}

#[test]
fn a_bad_workbook_of_office_open_xml_is_refused() {
    let entities = r#"<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>"#;
    let far = SHEET.replace("r=\"1\"><c r=\"A1\"", "r=\"1\"><c r=\"XFD1048576\"");
    let bomb = " ".repeat(9_000_000);
    let cases = [
        (b"PK\x03\x04".to_vec(), "expected an Office Open XML workbook, found a damaged one"),
        (package(&[("xl/x.xml", b"")]), "found one without a workbook in it"),
        (workbook_with("xl/workbook.xml", "<workbook/>"), "expected a sheet `Data`, found "),
        (workbook_with("xl/_rels/workbook.xml.rels", ""), "found one that does not say where its sheet is"),
        (
            workbook_with("xl/_rels/workbook.xml.rels", &RELATIONS.replace("s.xml", "../../x")),
            "found one without its sheet",
        ),
        (workbook_with("xl/sharedStrings.xml", ""), "found one with a text that is not among its texts"),
        (workbook_with("xl/sharedStrings.xml", entities), "found one whose parts define entities"),
        (workbook_with("xl/worksheets/s.xml", "<a></b>"), "found a damaged one"),
        (workbook_with("xl/worksheets/s.xml", "<worksheet/>"), "expected the columns `Country Name`"),
        (workbook_with("xl/worksheets/s.xml", &bomb), "found one that unpacks to more than 100 times its size"),
        (workbook_with("", "")[..900].to_vec(), "found a damaged one"),
    ];
    for (bytes, expected) in cases {
        let options = ReadOptions { format: Some(SeriesFormat::WorldBankXlsx), ..ReadOptions::default() };
        let error = read("f", &bytes, options).expect_err("no workbook").to_string();
        assert!(error.contains(expected), "{expected}\n{error}");
    }
    assert!(
        read("f", &workbook_with("xl/worksheets/s.xml", &far), ReadOptions::default()).is_ok(),
        "cells far apart take no room"
    );
}

#[test]
fn a_bad_excel_97_workbook_is_refused_in_silence() {
    let mut locked = DOLLARS.to_vec();
    let at = locked.windows(4).position(|bytes| bytes == b"D\0a\0" || bytes == b"Data").expect("the sheet's name");
    locked[at] = b'X';
    let error = read("f", &locked, ReadOptions::default()).expect_err("no sheet of that name").to_string();
    assert!(error.starts_with("expected a sheet `Data`, found `X"), "{error}");
}

/// Damaged copies of a file of each format, then every start of it.
#[test]
fn damaged_files_never_panic() {
    let (columns, vocabulary) = (later_columns(), crate::vocabulary::built_in());
    let matrix = matrix();
    let mut files: Vec<(SeriesFormat, Vec<u8>)> =
        SPECIMENS.iter().map(|(text, format, _)| (*format, text.as_bytes().to_vec())).collect();
    files.push((SeriesFormat::BilateralCsv, matrix.into_bytes()));
    files.push((SeriesFormat::LongCsv, LATER[..600].to_vec()));
    files.push((SeriesFormat::WorldBankXlsx, workbook_with("", "")));
    for (format, bytes) in &files {
        let options = ReadOptions {
            format: Some(*format),
            columns: Some(&columns),
            vocabulary: Some(&vocabulary),
            period: Some("2018"),
            ..ReadOptions::default()
        };
        let columns = Some(&columns).filter(|_| *format == SeriesFormat::LongCsv);
        let options = ReadOptions { columns, ..options };
        let starts = (0..bytes.len()).step_by(3).map(|end| bytes[..end].to_vec());
        for bytes in damaged(bytes, 300).chain(starts) {
            let _ = read("f2018", &bytes, options);
            let _ = sniff(&bytes);
        }
    }
}

/// The parts of a workbook under damage, which in the archive itself a checksum would tell first.
#[test]
fn damaged_parts_never_panic() {
    for (name, part) in [
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/s.xml", SHEET),
    ] {
        for bytes in damaged(part.as_bytes(), 300) {
            let _ = read("f", &workbook_with(name, &String::from_utf8_lossy(&bytes)), ReadOptions::default());
        }
    }
}

/// The shipped workbook under damage where it counts: its header, tables and the first records of its sheets.
#[test]
fn damaged_excel_97_workbooks_never_panic() {
    let options = ReadOptions { format: Some(SeriesFormat::WorldBankXls), ..ReadOptions::default() };
    let mut state = 7_usize;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    for round in 0..400 {
        let mut copy = DOLLARS.to_vec();
        let reach = if round % 2 == 0 { 2048 } else { copy.len() };
        for _ in 0..=below(6) {
            let at = below(reach);
            copy[at] = u8::try_from(below(256)).expect("a byte");
        }
        if round % 5 == 0 {
            copy.truncate(below(DOLLARS.len()));
        }
        let _ = read("f", &copy, options);
    }
}
