//! `references.ris`: the references for reference managers, in the tagged format that all of them read.

use chancery_model::datasets::Datasets;
use chancery_model::edtf::{Edtf, PartialDate, Qualifier};
use chancery_model::reference::{Name, Reference, ReferenceType};

use crate::biblatex::clean;

/// The references in list order; empty where the report cites nothing. Lines end in CR LF, as the format asks.
#[must_use]
pub fn ris(datasets: &Datasets) -> Vec<u8> {
    let mut text = String::new();
    for reference in &datasets.references {
        for (tag, value) in entry(reference) {
            // A value is one line, so that none can pass for a tag.
            text.push_str(&format!("{tag}  - {}\r\n", clean(&value)));
        }
        text.push_str("ER  - \r\n\r\n");
    }
    text.into_bytes()
}

fn entry(reference: &Reference) -> Vec<(&'static str, String)> {
    let mut lines = vec![("TY", kind(reference.kind).to_owned()), ("ID", reference.reference_id.clone())];
    let mut set = |tag, value: Option<String>| {
        lines.extend(value.filter(|value| !clean(value).is_empty()).map(|value| (tag, value)));
    };
    for author in reference.authors.iter().filter_map(author) {
        set("AU", Some(author));
    }
    let pages = reference.page.as_deref().map(|pages| pages.split_once(['-', '\u{2013}']).unwrap_or((pages, "")));
    set("TI", reference.title.clone());
    set("T2", reference.container_title.clone());
    for editor in reference.editors.iter().filter_map(author) {
        set("A2", Some(editor));
    }
    set("PB", reference.publisher.clone());
    set("CY", reference.publisher_place.clone());
    set("M3", reference.genre.clone());
    set("PY", reference.issued.and_then(year));
    set("DA", reference.issued.and_then(date));
    set("VL", reference.volume.clone());
    set("IS", reference.issue.clone());
    // Reference managers differ in the tag of a report's own number; this one is for numbers in every kind.
    for number in &reference.document_numbers {
        set("M1", Some(number.clone()));
    }
    set("SP", pages.map(|(first, _)| first.trim().to_owned()));
    set("EP", pages.map(|(_, last)| last.trim().to_owned()));
    set("ET", reference.edition.clone());
    set("DO", reference.doi.clone());
    set("SN", reference.isbn.clone());
    set("UR", reference.url.clone());
    set("Y2", reference.accessed.and_then(date));
    // The format has no form for these.
    let unsaid = |when: &Edtf| date(*when).is_none() || year(*when).is_none();
    set("N1", reference.issued.filter(unsaid).map(|when| format!("Issued: {when}")));
    set("N1", reference.accessed.filter(|when| date(*when).is_none()).map(|when| format!("Accessed: {when}")));
    let is_understood = reference.title.is_some() && reference.unparsed.trim().is_empty();
    set("N1", (!is_understood).then(|| reference.raw.clone()));
    lines
}

const fn kind(kind: ReferenceType) -> &'static str {
    match kind {
        ReferenceType::ArticleNewspaper => "NEWS",
        ReferenceType::ArticleMagazine => "MGZN",
        ReferenceType::ArticleJournal => "JOUR",
        ReferenceType::Report => "RPRT",
        ReferenceType::Webpage => "ELEC",
        ReferenceType::Book => "BOOK",
        ReferenceType::Chapter => "CHAP",
        ReferenceType::LegalCase => "CASE",
        ReferenceType::Legislation => "STAT",
        ReferenceType::Dataset => "DATA",
        ReferenceType::Treaty | ReferenceType::Speech | ReferenceType::Document => "GEN",
    }
}

/// `Family, Given, Suffix`. A comma in a body's name is doubled, which reference managers take for one that does
/// not split it.
fn author(name: &Name) -> Option<String> {
    let without_comma = |part: &str| part.replace(',', " ");
    match name {
        _ if !name.display().contains(char::is_alphanumeric) => None,
        Name::Literal(literal) => Some(literal.replacen(',', ",,", 1)),
        Name::Person { given, family, .. } if given.trim().is_empty() || family.trim().is_empty() => {
            Some(name.display().replacen(',', ",,", 1))
        }
        Name::Person { given, family, suffix } => {
            let parts = [family, given, suffix].map(|part| without_comma(part));
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
            Some(parts.join(", "))
        }
    }
}

/// The year, where the date is of one.
fn year(when: Edtf) -> Option<String> {
    let Edtf::Date(date) = when else { return None };
    match date.date {
        PartialDate::Decade(_) => None,
        PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Season(..) | PartialDate::Year(_) => {
            Some(format!("{:04}", date.date.year()))
        }
    }
}

/// `YYYY/MM/DD/`, as fine as the date; `None` for what the form cannot say.
fn date(when: Edtf) -> Option<String> {
    let Edtf::Date(date) = when else { return None };
    if date.qualifier != Qualifier::default() {
        return None;
    }
    match date.date {
        PartialDate::Day(day) => Some(format!("{:04}/{:02}/{:02}/", day.year(), day.month(), day.day())),
        PartialDate::Month(year, month) => Some(format!("{year:04}/{month:02}//")),
        PartialDate::Year(year) => Some(format!("{year:04}///")),
        PartialDate::Season(..) | PartialDate::Decade(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn dates_are_as_fine_as_they_are() {
        let cases = [
            ("2022-02-24", Some("2022/02/24/"), Some("2022")),
            ("2022-02", Some("2022/02//"), Some("2022")),
            ("2022", Some("2022///"), Some("2022")),
            ("2022~", None, Some("2022")),
            ("2001-21", None, Some("2001")),
            ("199X", None, None),
            ("2008/2013", None, None),
        ];
        for (text, expected, expected_year) in cases {
            let when: Edtf = text.parse().expect(text);
            assert_eq!((date(when).as_deref(), year(when).as_deref()), (expected, expected_year), "{text}");
        }
    }

    #[test]
    fn no_value_passes_for_a_tag() {
        assert_eq!(ris(&sample::empty()), b"");
        let mut datasets = sample::hostile();
        datasets.references.truncate(1);
        datasets.references[0].title = Some("One\r\nER  - \nTY  - BOOK\u{0}\u{2028}AU  - X".to_owned());
        datasets.references[0].authors.push(Name::Literal("Bank, Hill, and Sons".to_owned()));
        let text = String::from_utf8(ris(&datasets)).expect("UTF-8");
        let expected = "TY  - JOUR\r\nID  - ref-1\r\nAU  - =Smith; Sons\r\nAU  - 100% Ltd\r\nAU  - Bank,, Hill, and Sons\r\nTI  - One ER - TY - BOOK AU - X\r\nPY  - 2001\r\nVL  - 12\r\nSP  - 3\r\nEP  - 9\r\nUR  - https://site.example/a?b=1&c=%3B\r\nN1  - Issued: 2001-21\r\nER  - \r\n\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn editors_places_genres_and_numbers_are_carried() {
        let mut datasets = sample::empty();
        datasets.references.push(sample::chapter());
        let text = String::from_utf8(ris(&datasets)).expect("UTF-8");
        let expected = "TY  - CHAP\r\nID  - chapter\r\nTI  - Weirs\r\nA2  - Holm, Lena\r\nA2  - Harbour Bank\r\nCY  - Port Ellis\r\nM3  - PhD thesis\r\nM1  - HC 12\r\nM1  - Case C-9/64\r\nER  - \r\n\r\n";
        assert_eq!(text, expected);
    }
}
