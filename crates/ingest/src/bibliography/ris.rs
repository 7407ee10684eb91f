//! RIS: a line a value, `TY  - JOUR` to `ER  -`, as databases and reference managers write it.
//!
//! Files in use bend the rules: one space for two, no end, no type, values that run over several lines. What is
//! meant is read, and told of where it is not what the format says.

use chancery_model::diagnostic::Severity;
use chancery_model::reference::ReferenceType;
use chancery_model::rule::{Exception, Explanation, Group, Rule};

use super::{NO_END, RawEntry, RawName, Reading, ReferenceField, person};
use crate::span::Span;

pub(super) const LINE: Rule = Rule {
    id: "bibliography-line",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "where the end of an entry stands without one" }),
    summary: "a line of a bibliography file that belongs to no entry",
    explanation: Explanation {
        asks: "is each line of a bibliography file part of an entry?",
        why: "it is left out.",
        mend: "mend the line as the message says.",
        fires: "",
        silent: "",
    },
};

pub(super) const NO_TYPE: Rule = Rule {
    id: "bibliography-no-type",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "an entry of a bibliography file without a type",
    explanation: Explanation {
        asks: "does each entry of a RIS file begin with its type?",
        why: "what it is cannot be told.",
        mend: "begin the entry with a line TY  - and the type.",
        fires: "AU  - Quill, Ada",
        silent: "TY  - NEWS\nAU  - Quill, Ada",
    },
};

/// Where a tag's value goes.
enum Goes {
    To(ReferenceField),
    Author,
    Key,
    /// One end of the pages.
    Page,
    /// A date of issue, of which the finest counts.
    Issued,
}

/// Tags of the fields of a reference; where two set one field, the first in the file counts. `BT` and `SN` mean
/// different things in different types of source, see [`goes`].
const TAGS: &[(&str, Goes)] = &[
    ("ID", Goes::Key),
    ("AU", Goes::Author),
    ("A1", Goes::Author),
    ("TI", Goes::To(ReferenceField::Title)),
    ("T1", Goes::To(ReferenceField::Title)),
    ("CT", Goes::To(ReferenceField::Title)),
    ("JF", Goes::To(ReferenceField::ContainerTitle)),
    ("T2", Goes::To(ReferenceField::ContainerTitle)),
    ("JO", Goes::To(ReferenceField::ContainerTitle)),
    ("JA", Goes::To(ReferenceField::ContainerTitle)),
    ("J1", Goes::To(ReferenceField::ContainerTitle)),
    ("J2", Goes::To(ReferenceField::ContainerTitle)),
    ("PB", Goes::To(ReferenceField::Publisher)),
    ("PY", Goes::Issued),
    ("Y1", Goes::Issued),
    ("DA", Goes::Issued),
    ("Y2", Goes::To(ReferenceField::Accessed)),
    ("VL", Goes::To(ReferenceField::Volume)),
    ("IS", Goes::To(ReferenceField::Issue)),
    ("SP", Goes::Page),
    ("EP", Goes::Page),
    ("ET", Goes::To(ReferenceField::Edition)),
    ("DO", Goes::To(ReferenceField::Doi)),
    ("UR", Goes::To(ReferenceField::Url)),
];

/// Types of source that have an equal among CSL's in use here.
const TYPES: &[(&str, ReferenceType)] = &[
    ("JOUR", ReferenceType::ArticleJournal),
    ("EJOUR", ReferenceType::ArticleJournal),
    ("MGZN", ReferenceType::ArticleMagazine),
    ("NEWS", ReferenceType::ArticleNewspaper),
    ("BOOK", ReferenceType::Book),
    ("EBOOK", ReferenceType::Book),
    ("EDBOOK", ReferenceType::Book),
    ("CHAP", ReferenceType::Chapter),
    ("ECHAP", ReferenceType::Chapter),
    ("RPRT", ReferenceType::Report),
    ("GOVDOC", ReferenceType::Report),
    ("ELEC", ReferenceType::Webpage),
    ("WEB", ReferenceType::Webpage),
    ("BLOG", ReferenceType::Webpage),
    ("CASE", ReferenceType::LegalCase),
    ("BILL", ReferenceType::Legislation),
    ("LEGAL", ReferenceType::Legislation),
    ("STAT", ReferenceType::Legislation),
    ("DATA", ReferenceType::Dataset),
];

/// A tag with its value, continuation lines included.
struct Line<'a> {
    tag: &'a str,
    value: String,
    /// The tag's first byte.
    at: usize,
    /// The first line's value.
    span: Span,
}

pub(super) fn read(reading: &mut Reading<'_>) -> Vec<RawEntry> {
    let mut entries = Vec::new();
    let mut open: Vec<Line<'_>> = Vec::new();
    let mut is_typed = false;
    for line in lines(reading) {
        match line.tag {
            "ER" => {
                if open.is_empty() {
                    let help = "take the line out".to_owned();
                    let message = "expected an entry before `ER`, found none".to_owned();
                    reading.say.at(line.at, LINE.excepted(), message, help);
                }
                entries.extend(closed(reading, &mut open, line.at));
                is_typed = false;
            }
            "TY" if is_typed && open.iter().all(|other| other.tag == "TY") => {
                let message = format!("expected one `TY` an entry, found another: `{}`", line.value);
                let help = "keep the one that is meant; the first is taken".to_owned();
                reading.say.at(line.at, &LINE, message, help);
                open.push(line);
            }
            "TY" => {
                if !open.is_empty() {
                    let message = "expected `ER  -` before the next entry, found `TY`".to_owned();
                    let help = "end the entry before with a line `ER  - `".to_owned();
                    reading.say.at(line.at, &NO_END, message, help);
                    entries.extend(closed(reading, &mut open, line.at));
                }
                is_typed = true;
                open.push(line);
            }
            tag => {
                if open.is_empty() {
                    let message = format!("expected `TY  - ` at the start of an entry, found `{tag}`");
                    let help = "begin the entry with its type: `TY  - JOUR`".to_owned();
                    reading.say.at(line.at, &NO_TYPE, message, help);
                }
                open.push(line);
            }
        }
    }
    if let Some(last) = open.last() {
        let message = "expected `ER  -` at the end of the entry, found the end of the file".to_owned();
        let help = "add the line `ER  - `".to_owned();
        reading.say.at(last.at, NO_END.excepted(), message, help);
    }
    let end = reading.text.len();
    entries.extend(closed(reading, &mut open, end));
    entries
}

/// The tags of the file, in order. A line without a tag goes on with the value before it.
fn lines<'a>(reading: &mut Reading<'a>) -> Vec<Line<'a>> {
    let text = reading.text;
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let start = at;
        at += whole.len();
        let unseen = |c: char| c.is_whitespace() || c == '\u{FEFF}';
        let printed = whole.trim_matches(unseen);
        if printed.is_empty() {
            continue;
        }
        let start = start + (whole.len() - whole.trim_start_matches(unseen).len());
        match tagged(printed) {
            Some((tag, value)) => {
                let from = start + (printed.len() - value.len());
                lines.push(Line { tag, value: value.to_owned(), at: start, span: Span::new(from, from + value.len()) });
            }
            None => match lines.last_mut().filter(|line| !matches!(line.tag, "ER" | "TY")) {
                Some(line) => {
                    line.value.push(' ');
                    line.value.push_str(printed);
                }
                None => {
                    let message = format!("expected a tag such as `TY  - `, found {}", crate::place::shown(printed));
                    let help = "a value that runs over lines belongs behind its tag".to_owned();
                    reading.say.at(start, &LINE, message, help);
                }
            },
        }
    }
    lines
}

/// `AU  - Quill, Ada`: two letters or a letter and a digit, white space, a hyphen, and white space or the end.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let fits = matches!(tag.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z' | b'0'..=b'9']);
    let after = rest.trim_start_matches([' ', '\t']).strip_prefix('-')?;
    let spaced = rest.starts_with([' ', '\t']) && (after.is_empty() || after.starts_with([' ', '\t']));
    (fits && spaced).then(|| (tag, after.trim()))
}

/// The entry that the open lines make, if they hold anything.
fn closed(reading: &mut Reading<'_>, open: &mut Vec<Line<'_>>, end: usize) -> Option<RawEntry> {
    let lines = std::mem::take(open);
    let first = lines.first()?;
    let kind = lines.iter().find(|line| line.tag == "TY").map(|line| line.value.as_str()).unwrap_or_default();
    let mut entry = reading.entry(Span::new(first.at, end), "", kind);
    entry.kind = TYPES.iter().find(|(name, _)| name.eq_ignore_ascii_case(kind)).map(|(_, kind)| *kind);
    let mut pages: Vec<&Line<'_>> = Vec::new();
    let mut issued: Vec<(&Line<'_>, String)> = Vec::new();
    for line in &lines {
        match goes(line.tag, kind) {
            None if line.tag == "TY" => {}
            None => reading.keep(&mut entry, line.tag, &line.value, line.span),
            Some(Goes::Key) if entry.key.is_empty() => entry.key = super::tidied(&line.value),
            Some(Goes::Key) => reading.keep(&mut entry, line.tag, &line.value, line.span),
            Some(Goes::Author) => {
                if entry.authors.is_empty() {
                    entry.authors_place = reading.say.place(line.span.start);
                }
                entry.authors.extend(author(&line.value));
            }
            Some(Goes::Page) => pages.push(line),
            Some(Goes::Issued) => issued.push((line, date(&line.value))),
            Some(Goes::To(ReferenceField::Accessed)) => {
                reading.set(&mut entry, ReferenceField::Accessed, line.tag, &date(&line.value), line.span);
            }
            Some(Goes::To(field)) => reading.set(&mut entry, *field, line.tag, &line.value, line.span),
        }
    }
    if let [first, rest @ ..] = pages.as_slice() {
        let both: Vec<&str> = std::iter::once(first).chain(rest).map(|line| line.value.as_str()).collect();
        let both: Vec<&str> = both.into_iter().filter(|page| !page.is_empty()).collect();
        reading.set(&mut entry, ReferenceField::Page, first.tag, &both.join("\u{2013}"), first.span);
    }
    // Y1, PY and DA may all be there, and any of them may be the finest.
    issued.sort_by_key(|(_, date)| std::cmp::Reverse(fineness(date)));
    for (line, date) in issued {
        reading.set(&mut entry, ReferenceField::Issued, line.tag, &date, line.span);
    }
    Some(entry)
}

fn goes(tag: &str, kind: &str) -> Option<&'static Goes> {
    const TITLE: Goes = Goes::To(ReferenceField::Title);
    const CONTAINER: Goes = Goes::To(ReferenceField::ContainerTitle);
    const ISBN: Goes = Goes::To(ReferenceField::Isbn);
    let is_book = matches!(kind, "BOOK" | "EBOOK" | "EDBOOK");
    let is_in_book = matches!(kind, "CHAP" | "ECHAP" | "CONF" | "CPAPER");
    match tag {
        "BT" if is_book => Some(&TITLE),
        "BT" => Some(&CONTAINER),
        // Of a periodical it is the ISSN.
        "SN" => (is_book || is_in_book || kind == "RPRT").then_some(&ISBN),
        _ => TAGS.iter().find(|(known, _)| *known == tag).map(|(_, goes)| goes),
    }
}

/// `Family, Given, Suffix`; a body that has a comma in its name is written with two (`University of Hills,,
/// Rivermouth`). A name without comma is as printed.
fn author(value: &str) -> Option<RawName> {
    if let Some((before, after)) = value.split_once(",,") {
        return super::body(&format!("{before},{after}"));
    }
    let mut parts = value.splitn(3, ',').map(str::trim);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(family), Some(given), suffix) => person(given, family, suffix.unwrap_or_default()),
        _ => {
            let printed = super::tidied(value);
            printed.contains(char::is_alphanumeric).then_some(RawName::Printed(printed))
        }
    }
}

/// `YYYY/MM/DD/other`, of which all but the year may be missing or zero, as EDTF; anything else as printed.
fn date(printed: &str) -> String {
    let parts: Vec<&str> = printed.split('/').map(str::trim).collect();
    let [year, rest @ ..] = parts.as_slice() else { return printed.to_owned() };
    let number = |part: &str, most: u8| -> Option<u8> { part.parse().ok().filter(|number| *number <= most) };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let (month, day) = (rest.first().copied().unwrap_or_default(), rest.get(1).copied().unwrap_or_default());
    let other = rest.get(2).copied().unwrap_or_default();
    if !is_year || rest.len() > 3 || !other.is_empty() {
        return printed.to_owned();
    }
    let given = |part: &str, most| if part.is_empty() { Some(0) } else { number(part, most) };
    match (given(month, 12), given(day, 31)) {
        (Some(0), Some(0)) => (*year).to_owned(),
        (Some(month), Some(0)) => format!("{year}-{month:02}"),
        (Some(month @ 1..), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        // A month in letters.
        (None, Some(0)) if month.chars().all(char::is_alphabetic) => format!("{month} {year}"),
        _ => printed.to_owned(),
    }
}

/// 3 for a day, 2 for a month, 1 for a year, 0 for what is not in the format's form.
fn fineness(date: &str) -> usize {
    let parts: Vec<&str> = date.split('-').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() <= 3 && parts.iter().all(is_number) && parts[0].len() == 4 { parts.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{field, read_text, shown};
    use super::*;
    use crate::manifest::BibliographyFormat::Ris;

    #[test]
    fn lines_are_told_from_continuations() {
        let cases = [
            ("AU  - Quill, Ada", Some(("AU", "Quill, Ada"))),
            ("A1 - Quill", Some(("A1", "Quill"))),
            ("ER  -", Some(("ER", ""))),
            ("TI\t- A - B", Some(("TI", "A - B"))),
            ("UR  - -", Some(("UR", "-"))),
            ("AU-Quill", None),
            ("AU  Quill", None),
            ("AU  -Quill", None),
            ("au  - Quill", None),
            ("1A  - Quill", None),
            ("É  - Quill", None),
            ("AÉ  - Quill", None),
            ("A", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(tagged(line), expected, "{line}");
        }
    }

    #[test]
    fn dates_become_edtf_as_fine_as_they_are() {
        let cases = [
            ("2005/07/15", "2005-07-15"),
            ("2005/07/15/", "2005-07-15"),
            ("2005/7/5", "2005-07-05"),
            ("2016/12//", "2016-12"),
            ("2016/01/", "2016-01"),
            ("2001/00/00/", "2001"),
            ("2012///", "2012"),
            ("2012", "2012"),
            ("2015/october", "october 2015"),
            ("2013/02/15/received", "2013/02/15/received"),
            ("2013/13/01", "2013/13/01"),
            ("2013//15", "2013//15"),
            ("99", "99"),
            ("YEAR/MONTH/DAY/", "YEAR/MONTH/DAY/"),
            ("///", "///"),
            ("", ""),
            ("2013/1/1/x/y/z", "2013/1/1/x/y/z"),
        ];
        for (printed, expected) in cases {
            assert_eq!(date(printed), expected, "{printed}");
        }
    }

    #[test]
    fn values_find_their_fields() {
        let text = "TY  - CHAP\nID  - q1\nAU  - van der Quill, Ada, Jr\nAU  - Rivermouth Bank\nA1  - University of Hills,, Rivermouth\nTI  - Weirs and\n   locks\nT2  - Rivers\nPY  - 2015\nDA  - 2015/09/10\nY2  - 2015/11/06/\nSP  - 3\nEP  - 9\nSN  - 978-1\nDO  - doi:10.1000/x\nKW  - water\nZZ  - kept\nER  - \n";
        let checked = read_text(text, Ris);
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
        let entry = &checked.value.entries[0];
        assert_eq!(
            shown(entry),
            "q1 chapter van der Quill/Ada/Jr; Rivermouth Bank?; [University of Hills, Rivermouth] title=Weirs and locks container_title=Rivers issued=2015-09-10 accessed=2015-11-06 page=3\u{2013}9 doi=10.1000/x isbn=978-1"
        );
        let kept = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(entry.others, [kept("KW", "water"), kept("ZZ", "kept"), kept("PY", "2015")]);
        let title = &entry.fields[&ReferenceField::Title];
        assert_eq!(title.span.of(text), "Weirs and");
        assert_eq!(field(entry, ReferenceField::Title), "6:7 Weirs and locks");
    }

    #[test]
    fn bent_files_are_read_and_told_of() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("T1  - One\nER  - \n", &["- - title=One"], &["1:1 bibliography-no-type"]),
            (
                "TY  - BOOK\nTI  - One\nTY  - BOOK\nTI  - Two\n",
                &["- book title=One", "- book title=Two"],
                &["3:1 bibliography-no-end", "4:1 bibliography-no-end"],
            ),
            ("TY  - BOOK\nTY  - NEWS\nTI  - One\nER  -\n", &["- book title=One"], &["2:1 bibliography-line"]),
            (
                "stray\nTY  - BOOK\nTI  - One\nER  - \nER  - \n",
                &["- book title=One"],
                &["1:1 bibliography-line", "5:1 bibliography-line"],
            ),
            ("", &[], &["-:- bibliography-empty"]),
            ("words only\nand more\n", &[], &["1:1 bibliography-line", "2:1 bibliography-line"]),
            ("ER  - \n", &[], &["1:1 bibliography-line"]),
        ];
        for (text, entries, rules) in cases {
            let checked = read_text(text, Ris);
            assert_eq!(checked.value.entries.iter().map(shown).collect::<Vec<_>>(), *entries, "{text:?}");
            assert_eq!(super::super::tests::rules(&checked.diagnostics), *rules, "{text:?}");
        }
    }
}
