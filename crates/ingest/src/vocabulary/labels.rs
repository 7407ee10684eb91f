//! `labels-LANGUAGE.csv`: the fixed words of the briefing in a language.

use std::collections::BTreeSet;

use chancery_model::diagnostic::Diagnostic;
use chancery_model::labels::{Labels, places};

use super::rows::{RULE, Row, read_rows};
use crate::place::{Complaints, nearest};

/// Columns of the table.
const COLUMNS: &[&str] = &["label", "form", "words"];

/// Forms that words may have beside the only one, which is empty.
const FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other", "short", "day", "name"];

/// Labels named of those that a table lacks; the others are counted.
const NAMED: usize = 5;

/// Every language in the program and its table. English is the first: it says which labels there are.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("labels-en.csv", include_str!("../../../../data/vocabulary/labels-en.csv")),
    ("labels-ru.csv", include_str!("../../../../data/vocabulary/labels-ru.csv")),
];

/// The language that a file's name says: `ru` of `labels-ru.csv`; `None` for another table's name.
pub(super) fn language_of(name: &str) -> Option<&str> {
    let language = name.strip_prefix("labels-")?.strip_suffix(".csv")?;
    let is_tag = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    (!language.is_empty() && language.len() <= 35 && language.chars().all(is_tag)).then_some(language)
}

/// The labels of a table, over those known of its language and the English ones in the program. A label's rows replace
/// the known ones together.
pub(super) fn read_labels(
    language: &str,
    path: &str,
    bytes: &[u8],
    known: Option<&Labels>,
) -> (Labels, Vec<Diagnostic>) {
    let (_, english) = BUILT_IN[0];
    let english = rows(english, &Labels::default(), &mut Complaints::new("", b""));
    let text = String::from_utf8_lossy(bytes);
    let mut complaints = Complaints::new(path, text.as_bytes());
    complaints.invalid_utf8(bytes);
    let own = rows(&text, &english, &mut complaints);
    let lacks = |label: &&String| known.is_none() && !own.rows.contains_key(*label);
    let missing: Vec<&str> = english.rows.keys().filter(lacks).map(String::as_str).collect();
    if !missing.is_empty() {
        let named = missing.iter().take(NAMED).map(|label| format!("`{label}`")).collect::<Vec<_>>().join(", ");
        let more = missing.len().checked_sub(NAMED).filter(|more| *more > 0);
        let more = more.map(|more| format!(" and {more} more")).unwrap_or_default();
        let message = format!("expected a row for every label, found none for {named}{more}");
        let help = "add the rows; until then these labels are English".to_owned();
        complaints.of_file(RULE.excepted(), message, help);
    }
    let mut labels = Labels { language: language.to_owned(), ..known.cloned().unwrap_or(english) };
    labels.rows.extend(own.rows);
    (labels, complaints.finish())
}

/// The rows of a table. `known` are the labels there may be, with the places of their words; none for any.
fn rows(text: &str, known: &Labels, complaints: &mut Complaints<'_>) -> Labels {
    let mut labels = Labels::default();
    read_rows(text, COLUMNS, complaints, |row| {
        let label = row.required(0)?;
        let form = row.cell(1).to_owned();
        if !form.is_empty() && !FORMS.contains(&form.as_str()) {
            row.unknown(1, "a plural category, `short`, `day`, `name` or nothing", &form, FORMS.iter().copied());
            return None;
        }
        let words = row.verbatim(2)?;
        if !known.rows.is_empty() && !fits(row, &label, &words, known) {
            return None;
        }
        let forms = labels.rows.entry(label.clone()).or_default();
        if forms.contains_key(&form) {
            row.repeated(0, &label);
            return None;
        }
        forms.insert(form, words);
        Some(())
    });
    labels
}

/// Whether a label is known and its words have the places that they are filled at.
fn fits(row: &mut Row<'_, '_>, label: &str, words: &str, known: &Labels) -> bool {
    let Some(forms) = known.rows.get(label) else {
        row.unknown(0, "a label of the briefing", label, known.rows.keys().map(String::as_str));
        return false;
    };
    let expected: BTreeSet<&str> = forms.values().flat_map(|words| places(words)).collect();
    let found: BTreeSet<&str> = places(words).collect();
    if let Some(odd) = found.difference(&expected).next() {
        let message = format!("expected no place but {}, found `{{{odd}}}`", braced(&expected));
        let help = nearest(odd, expected.iter().copied()).map(|place| format!("did you mean `{{{place}}}`?"));
        row.complain(2, message, help.unwrap_or_else(|| "delete it".to_owned()));
        return false;
    }
    // Words for one thing may do without its number, and a unit's name has none.
    if let Some(lacking) = expected.difference(&found).find(|place| **place != "n") {
        let message = format!("expected the place `{{{lacking}}}`, found none");
        row.complain(2, message, "put it where its words belong".to_owned());
        return false;
    }
    true
}

fn braced(places: &BTreeSet<&str>) -> String {
    let places: Vec<String> = places.iter().map(|place| format!("`{{{place}}}`")).collect();
    if places.is_empty() { "none".to_owned() } else { places.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::tests::shown_diagnostics;

    #[test]
    fn a_file_s_name_says_its_language() {
        let cases = [
            ("labels-ru.csv", Some("ru")),
            ("labels-zh-Hant.csv", Some("zh-Hant")),
            ("labels-.csv", None),
            ("labels-a b.csv", None),
            ("labels-en.txt", None),
            ("labels.csv", None),
            ("units.csv", None),
        ];
        for (name, expected) in cases {
            assert_eq!(language_of(name), expected, "{name}");
        }
    }

    #[test]
    fn the_tables_in_the_program_are_whole() {
        for (name, table) in BUILT_IN {
            let (labels, diagnostics) =
                read_labels(language_of(name).unwrap_or_default(), name, table.as_bytes(), None);
            assert_eq!(shown_diagnostics(&diagnostics), [""; 0], "{name}");
            assert!(labels.rows.len() > 200, "{name}");
        }
    }

    #[test]
    fn words_are_taken_as_written_and_what_lacks_is_english() {
        let table = "label,form,words\nkey-figures,,  Chiffres clés \ngroup-mark,,\" \"\nevent,one,un fait\nevent,other,{n} faits\n";
        let (labels, diagnostics) = read_labels("fr", "labels-fr.csv", table.as_bytes(), None);
        assert_eq!(labels.language, "fr");
        assert_eq!(labels.words("key-figures", ""), Some("Chiffres clés"));
        assert_eq!(labels.words("group-mark", ""), Some(" "));
        assert_eq!(labels.words("event", "one"), Some("un fait"));
        assert_eq!(labels.words("scenarios", ""), Some("Scenarios"));
        let shown = shown_diagnostics(&diagnostics);
        assert!(shown.len() == 1 && shown[0].contains("found none for"), "{shown:?}");
    }

    #[test]
    fn rows_that_cannot_be_used_are_told_of_and_stay_english() {
        let cases = [
            ("keyfigures,,Chiffres", "did you mean `key-figures`?", "2:1"),
            ("event,several,faits", "expected a plural category", "2:7"),
            ("value-range,,{low} à {haut}", "expected no place but `{high}`, `{low}`, found `{haut}`", "2:14"),
            ("value-range,,de {low}", "expected the place `{high}`, found none", "2:14"),
            ("themes,,", "expected a value in the column `words`", "2:9"),
            ("themes,,Thèmes\nthemes,,Sujets", "expected each `label` once", "3:1"),
            (",,x", "expected a value in the column `label`", "2:1"),
            ("themes,Thèmes", "expected 3 cells, found 2", "2:1"),
        ];
        for (rows, expected, at) in cases {
            let table = format!("label,form,words\n{rows}\n");
            let (labels, diagnostics) = read_labels("fr", "labels-fr.csv", table.as_bytes(), None);
            let shown = shown_diagnostics(&diagnostics);
            let said = diagnostics.iter().zip(&shown).any(|(diagnostic, shown)| {
                shown.contains(at) && format!("{shown} {}", diagnostic.help).contains(expected)
            });
            assert!(said, "{rows}: {shown:?}");
            assert_eq!(labels.words("value-range", ""), Some("{low}–{high}"), "{rows}");
        }
    }

    #[test]
    fn damaged_tables_are_read_as_far_as_they_go() {
        for table in ["", "label\n", "\u{feff}label,form,words\nthemes,,Thèmes\n", "label,form,words\n\"themes,,\n"] {
            let (labels, _) = read_labels("fr", "labels-fr.csv", table.as_bytes(), None);
            assert!(labels.words("themes", "").is_some(), "{table:?}");
        }
    }
}
