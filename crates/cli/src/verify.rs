//! `chancery verify`: whether a release is still what it was when published.

use chancery_export::manifest::sha256;
use chancery_export::provenance::{self, PROVENANCE};
use chancery_ingest::text::CharIndex;
use chancery_model::citation::Citation;
use chancery_model::event::Event;
use chancery_model::observation::Observation;
use chancery_model::passage::Passage;
use chancery_model::reference::Reference;
use chancery_model::table::{Record, Table};

use crate::arguments::VerifyOptions;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::release::{MANIFEST, Release};
use crate::window::visible;

/// The anchored texts: table, columns of the stretch, column that repeats its characters.
const ANCHORED: &[(&Table, &str, &str, &str)] = &[
    (&Event::TABLE, "char_start", "char_end", "quote"),
    (&Observation::TABLE, "char_start", "char_end", "quote"),
    (&Reference::TABLE, "char_start", "char_end", "raw"),
    (&Citation::TABLE, "scope_start", "scope_end", "scope"),
    (&Passage::TABLE, "char_start", "char_end", "text"),
];

/// Checks a release and says how it fared.
pub(crate) fn verify(options: &VerifyOptions, console: &Console) -> Exit {
    let release = match Release::read(&options.release) {
        Ok(release) => release,
        Err(failure) => return console.fail(&failure),
    };
    let mut problems = listing_problems(&release);
    problems.extend(provenance_problem(&release));
    let n_anchors = anchors(&release, &mut problems);
    for problem in &problems {
        console.fail(&Failure::new(Exit::BadInput, problem.clone()));
    }
    if !problems.is_empty() {
        let message = format!("{} is not as published: {}", release.path.display(), count(problems.len(), "problem"));
        return console.fail(&Failure::new(Exit::BadInput, message).help("publish it again with chancery run"));
    }
    console.print(&format!(
        "{}: release {}: {} and {} are as published\n",
        visible(&release.path.display().to_string()),
        visible(&release.manifest.release_id),
        count(release.manifest.artifacts.len(), "file"),
        count(n_anchors, "anchor"),
    ))
}

/// `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// What the files and the manifest's list of them disagree in.
fn listing_problems(release: &Release) -> Vec<String> {
    let mut problems = Vec::new();
    for listed in &release.manifest.artifacts {
        let path = &listed.path;
        match release.files.get(path) {
            None => problems.push(format!("{path} is missing")),
            Some(bytes) if bytes.len() as u64 != listed.bytes => {
                problems.push(format!("{path}: expected {} bytes, found {}", listed.bytes, bytes.len()));
            }
            Some(bytes) if sha256(bytes) != listed.sha256 => {
                problems.push(format!("{path}: expected SHA-256 {}, found {}", listed.sha256, sha256(bytes)));
            }
            Some(_) => {}
        }
    }
    problems.extend(release.unlisted().map(|path| format!("{path} is not listed in the manifest")));
    problems
}

/// What the statement of provenance and the manifest disagree in.
fn provenance_problem(release: &Release) -> Option<String> {
    let file = |path: &str| release.files.get(path).map_or(&[][..], Vec::as_slice);
    match release.files.get(PROVENANCE) {
        None => Some(format!("{PROVENANCE} is missing")),
        Some(found) => provenance::problem(&release.manifest, file(MANIFEST), found),
    }
}

/// Compares every anchored text of the CSV tables with the characters at its anchor, and gives their
/// number. A release without CSV tables has none to compare.
fn anchors(release: &Release, problems: &mut Vec<String>) -> usize {
    let text = release.files.get("report.txt").map_or(&[][..], Vec::as_slice);
    let text = CharIndex::new(&String::from_utf8_lossy(text));
    let mut n_anchors = 0;
    for (table, start, end, quote) in ANCHORED {
        let path = format!("csv/{}.csv", table.name);
        let Some(bytes) = release.files.get(&path) else { continue };
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let Ok(header) = reader.headers().cloned() else { continue };
        let column = |name: &str| header.iter().position(|column| column == name);
        let (Some(start), Some(end), Some(quote)) = (column(start), column(end), column(quote)) else {
            problems.push(format!("{path}: expected the columns {start}, {end} and {quote}"));
            continue;
        };
        for (row, record) in (1..).zip(reader.records()) {
            let Ok(record) = record else {
                problems.push(format!("{path}: row {row} is no CSV record"));
                break;
            };
            let cell = |column: usize| record.get(column).unwrap_or("");
            if cell(start).is_empty() && cell(end).is_empty() {
                continue;
            }
            n_anchors += 1;
            let found = cell(start)
                .parse()
                .ok()
                .zip(cell(end).parse().ok())
                .and_then(|(start, end)| stretch(&text, start, end));
            if !found.is_some_and(|found| is_quote(cell(quote), found)) {
                problems.push(format!(
                    "{path}: row {row}: the characters {}..{} of report.txt are not its text",
                    cell(start),
                    cell(end)
                ));
            }
        }
    }
    n_anchors
}

fn stretch(text: &CharIndex, start: usize, end: usize) -> Option<&str> {
    text.text().get(text.byte_of(start)..text.byte_of(end))
}

/// Whether a cell says `found`. A text that a spreadsheet would run as a formula has an apostrophe put
/// before it in CSV (OWASP, CSV injection).
fn is_quote(cell: &str, found: &str) -> bool {
    cell == found
        || cell
            .strip_prefix('\'')
            .is_some_and(|cell| cell == found && found.starts_with(['=', '+', '-', '@', '\t', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::{Scratch, manifest};

    const TEXT: &str = "Мост открыт. -5 percent.";
    const TABLE: &str = "passage_id,char_start,char_end,text\np1,0,12,Мост открыт.\np2,13,24,'-5 percent.\n";

    fn release(scratch: &Scratch, text: &str, table: &str) -> Release {
        let listed = [("report.txt", TEXT), ("csv/passages.csv", TABLE)];
        scratch.write("manifest.json", manifest(&listed));
        scratch.write("report.txt", text);
        scratch.write("csv/passages.csv", table);
        Release::read(&scratch.path("")).expect("a release")
    }

    #[test]
    fn an_untouched_release_has_no_problems() {
        let scratch = Scratch::new("verify-good");
        let release = release(&scratch, TEXT, TABLE);
        let mut problems = listing_problems(&release);
        assert_eq!(anchors(&release, &mut problems), 2);
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn every_change_is_noticed() {
        let moved = TABLE.replace("0,12", "0,11");
        let cases = [
            ("text_changed", TEXT.replace("открыт", "закрыт"), TABLE.to_owned(), 2),
            ("text_shorter", TEXT.replace(" percent", ""), TABLE.to_owned(), 2),
            ("anchor_moved", TEXT.to_owned(), moved, 2),
            (
                "anchor_past_the_end",
                TEXT.to_owned(),
                TABLE.replace("13,24", "13,99999").replace("percent", "per cent"),
                2,
            ),
            ("anchor_is_no_number", TEXT.to_owned(), TABLE.replace("13,24", "-1,24"), 2),
            ("anchor_turned_round", TEXT.to_owned(), TABLE.replace("13,24", "24,13"), 2),
            ("column_missing", TEXT.to_owned(), TABLE.replace("char_end", "char_stop"), 2),
        ];
        for (situation, text, table, expected) in cases {
            let scratch = Scratch::new("verify-bad");
            let release = release(&scratch, &text, &table);
            let mut problems = listing_problems(&release);
            anchors(&release, &mut problems);
            assert_eq!(problems.len(), expected, "{situation}: {problems:?}");
        }
    }

    #[test]
    fn the_statement_of_provenance_follows_from_the_manifest() {
        let scratch = Scratch::new("verify-provenance");
        let sound = release(&scratch, TEXT, TABLE);
        let missing = provenance_problem(&sound).expect("missing");
        assert_eq!(missing, "provenance.json is missing");
        let bytes = std::fs::read(scratch.path("manifest.json")).unwrap();
        scratch.write(PROVENANCE, provenance::provenance(&sound.manifest, &bytes));
        let with = Release::read(&scratch.path("")).unwrap();
        assert_eq!((provenance_problem(&with), listing_problems(&with)), (None, Vec::new()));
        scratch.write("manifest.json", [bytes.as_slice(), b" "].concat());
        assert!(provenance_problem(&Release::read(&scratch.path("")).unwrap()).is_some(), "another manifest");
    }

    #[test]
    fn files_added_or_removed_are_noticed() {
        let scratch = Scratch::new("verify-files");
        release(&scratch, TEXT, TABLE);
        scratch.write("extra.csv", "x");
        std::fs::remove_file(scratch.path("report.txt")).unwrap();
        let release = Release::read(&scratch.path("")).unwrap();
        assert_eq!(listing_problems(&release), ["report.txt is missing", "extra.csv is not listed in the manifest"]);
    }
}
