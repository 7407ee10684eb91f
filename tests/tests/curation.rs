//! Records that a person's judgement makes: each has an id of its own, whatever has one already.

use std::collections::BTreeSet;

use chancery_compile::{CURATION, CompileOptions, DossierFiles, SourceFile, compile};

const REPORT: &str = "# D\n\n## Trade\n\nThe port opened in May 2001. The port opened again in June 2001. The port opened \
    once more in July 2001. Grain was sold for nine coins. Grain was sold for ten coins. Grain was sold for six coins.\n";

/// The ids of events and of indicators of the report under a curation.
fn ids(curation: &str) -> [Vec<String>; 2] {
    let files = DossierFiles::of_report(SourceFile::new("d.md", REPORT.as_bytes().to_vec()));
    let files = DossierFiles { curation: Some(SourceFile::new(CURATION, curation.as_bytes().to_vec())), ..files };
    let compiled = compile(&files, CompileOptions::default()).expect("a report");
    let lost: Vec<_> = compiled.diagnostics.iter().filter(|told| told.rule().id.starts_with("curation-")).collect();
    assert!(lost.is_empty(), "{curation}\n{lost:?}");
    let tables = compiled.datasets;
    let events = tables.events.into_iter().map(|event| event.event_id).collect();
    [events, tables.observations.into_iter().map(|row| row.observation_id).collect()]
}

#[test]
fn curated_ids_are_counted_like_others() {
    let entry =
        |kind: &str, quote: &str, sets: &str| format!("[[{kind}]]\nquote = \"{quote}\"\n{sets}\nreason = \"r\"\n");
    let grain = |quote: &str| entry("indicator", quote, "indicator_id = \"grain-volume\"\nvalue = 9");
    let opening =
        |quote: &str, date: &str| entry("event", quote, &format!("title = \"The port opened\"\ndate = \"{date}\""));
    let cases = [
        ("nothing", String::new(), 0),
        ("one", grain("nine coins"), 1),
        ("three_of_one_name", ["nine coins", "ten coins", "six coins"].map(grain).concat(), 3),
        ("events_of_one_name", ["once more", "again", "nine"].map(|quote| opening(quote, "2001")).concat(), 3),
        ("beside_an_event_of_the_report", opening("nine", "2001-05") + &opening("ten", "2001-06"), 2),
        ("a_name_without_letters", ["nine", "ten"].map(|quote| entry("event", quote, "title = \"中国\"")).concat(), 2),
        (
            "a_name_with_a_number",
            ["nine coins", "ten coins"].map(grain).concat()
                + &entry("indicator", "six coins", "indicator_id = \"grain-volume-2\"\nvalue = 6"),
            3,
        ),
    ];
    let before: usize = ids("").iter().map(Vec::len).sum();
    for (situation, curation, more) in cases {
        let found = ids(&curation);
        assert_eq!(found.iter().map(Vec::len).sum::<usize>(), before + more, "{situation}: {found:?}");
        for table in &found {
            let distinct: BTreeSet<&String> = table.iter().collect();
            assert!(distinct.len() == table.len() && !table.iter().any(String::is_empty), "{situation}: {table:?}");
        }
    }
}
