//! The Word files that Chancery itself writes are read back as reports.

use chancery_compile::CompileError;
use chancery_ingest::report::{RawBlock, ReportError};
use chancery_tests::compiled::{bytes, compiled, in_tests};
use chancery_tests::invariant::violations;

#[test]
fn the_shipped_briefing_is_read_as_a_report() {
    let briefing = bytes(&in_tests("../exports/tajikistan-russia/briefing.docx"));
    let compiled = compiled("briefing.docx", &briefing).expect("a report");
    assert_eq!(violations(&compiled), Vec::<String>::new());
    let report = &compiled.report;
    let headings: Vec<&str> = report.sections.iter().map(|section| section.heading.of(&report.text)).collect();
    assert!(headings.len() > 5, "{headings:?}");
    let blocks = || report.sections.iter().flat_map(|section| &section.blocks);
    assert!(blocks().any(|block| matches!(block, RawBlock::Table(table) if !table.header.is_empty())), "no table");
    assert!(!report.text.contains("PAGEREF") && !report.text.contains("HYPERLINK"), "a field's code is printed");
}

#[test]
fn a_cut_briefing_is_refused() {
    let briefing = bytes(&in_tests("../exports/tajikistan-russia/briefing.docx"));
    for length in (0..briefing.len()).step_by(briefing.len() / 16) {
        let found = compiled("briefing.docx", &briefing[..length]).map(|_| ());
        assert!(matches!(found, Err(CompileError::Report { error: ReportError::Docx(_), .. })), "{length}");
    }
}
