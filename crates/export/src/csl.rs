//! CSL-JSON, for Zotero and citation processors: the references with the fields of CSL 1.0.2, and what CSL
//! has no field for under `custom`.

use chancery_model::datasets::Datasets;
use chancery_model::edtf::{Edtf, PartialDate, QualifiedDate};
use chancery_model::reference::{Name, Reference, Supplied};
use serde_json::{Map, Value, json};

/// The references as CSL-JSON, in list order: an array, empty where the report cites nothing.
///
/// # Panics
/// Never: every key is a string.
#[must_use]
pub fn csl(datasets: &Datasets) -> Vec<u8> {
    let items: Vec<Value> = datasets.references.iter().map(item).collect();
    let mut bytes = serde_json::to_vec_pretty(&items).expect("JSON values always serialise");
    bytes.push(b'\n');
    bytes
}

fn item(reference: &Reference) -> Value {
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(reference.reference_id));
    item.insert("type".to_owned(), json!(reference.kind.name()));
    for (key, names) in [("author", &reference.authors), ("editor", &reference.editors)] {
        let names: Vec<Value> = names.iter().filter_map(name).collect();
        if !names.is_empty() {
            item.insert(key.to_owned(), names.into());
        }
    }
    // CSL has one variable for all numbers of a document.
    let numbers = Some(reference.document_numbers.join(", ")).filter(|numbers| !numbers.is_empty());
    let texts = [
        ("title", &reference.title),
        ("container-title", &reference.container_title),
        ("publisher", &reference.publisher),
        ("publisher-place", &reference.publisher_place),
        ("genre", &reference.genre),
        ("number", &numbers),
        ("volume", &reference.volume),
        ("issue", &reference.issue),
        ("page", &reference.page),
        ("edition", &reference.edition),
        ("DOI", &reference.doi),
        ("ISBN", &reference.isbn),
        ("URL", &reference.url),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            item.insert(key.to_owned(), json!(text));
        }
    }
    for (key, when) in [("issued", reference.issued), ("accessed", reference.accessed)] {
        if let Some(when) = when {
            item.insert(key.to_owned(), date(when));
        }
    }
    item.insert("custom".to_owned(), custom(reference));
    Value::Object(item)
}

fn custom(reference: &Reference) -> Value {
    let mut custom = Map::new();
    custom.insert("number".to_owned(), json!(reference.number));
    for (key, text) in [("author-printed", &reference.author_printed), ("unparsed", &reference.unparsed)] {
        if !text.is_empty() {
            custom.insert(key.to_owned(), json!(text));
        }
    }
    for (key, when) in [("issued-edtf", reference.issued), ("accessed-edtf", reference.accessed)] {
        if let Some(when) = when {
            custom.insert(key.to_owned(), json!(when));
        }
    }
    if !reference.supplied.is_empty() {
        let source = |own: &Supplied| (own.field.clone(), json!(own.source));
        custom.insert("from-bibliography".to_owned(), Value::Object(reference.supplied.iter().map(source).collect()));
    }
    custom.insert("n-citations".to_owned(), json!(reference.n_citations));
    custom.insert("raw".to_owned(), json!(reference.raw));
    Value::Object(custom)
}

/// A CSL name; `None` for a name without letters.
fn name(name: &Name) -> Option<Value> {
    let mut parts = Map::new();
    match name {
        Name::Literal(literal) => parts.insert("literal".to_owned(), json!(literal)),
        Name::Person { family, .. } if family.is_empty() => parts.insert("literal".to_owned(), json!(name.display())),
        Name::Person { given, family, suffix } => {
            let (particle, family) = particle(family);
            for (key, text) in [("given", given.as_str()), ("non-dropping-particle", particle), ("suffix", suffix)] {
                if !text.is_empty() {
                    parts.insert(key.to_owned(), json!(text));
                }
            }
            parts.insert("family".to_owned(), json!(family))
        }
    };
    (!name.display().trim().is_empty()).then_some(Value::Object(parts))
}

/// The particle before a family name ("van der", "d'"), and the rest. A particle is what stands in lower
/// case before the first capital, at the end of a word or an elision; a name without capitals has none.
pub(crate) fn particle(family: &str) -> (&str, &str) {
    let Some(capital) = family.find(char::is_uppercase) else { return ("", family) };
    let (before, rest) = family.split_at(capital);
    let particle = before.trim_end();
    let ends_a_word = particle.len() < before.len() || particle.ends_with(['\'', '’']);
    if ends_a_word && particle.starts_with(char::is_lowercase) { (particle, rest) } else { ("", family) }
}

fn date(when: Edtf) -> Value {
    match when {
        Edtf::Date(date) => one(date),
        Edtf::Interval(Some(start), Some(end)) => {
            let circa = [start, end].iter().any(is_hedged);
            date_value(json!([first_part(start.date), last_part(end.date)]), circa)
        }
        // CSL has no open ranges.
        Edtf::Interval(..) => json!({ "literal": when }),
    }
}

fn one(date: QualifiedDate) -> Value {
    let hedged = is_hedged(&date);
    match date.date {
        PartialDate::Season(year, season @ 21..=24) => {
            let mut value = date_value(json!([[year]]), hedged);
            value["season"] = json!(season - 20);
            value
        }
        PartialDate::Season(..) => date_value(json!([first_part(date.date), last_part(date.date)]), hedged),
        // Ten years known only as such: CSL's nearest is a range that is not to be taken to the year.
        PartialDate::Decade(_) => date_value(json!([first_part(date.date), last_part(date.date)]), true),
        PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Year(_) => {
            date_value(json!([first_part(date.date)]), hedged)
        }
    }
}

fn is_hedged(date: &QualifiedDate) -> bool {
    date.qualifier.approximate || date.qualifier.uncertain
}

fn date_value(parts: Value, circa: bool) -> Value {
    if circa { json!({ "date-parts": parts, "circa": true }) } else { json!({ "date-parts": parts }) }
}

fn first_part(date: PartialDate) -> Value {
    part(date, date.earliest())
}

fn last_part(date: PartialDate) -> Value {
    part(date, date.latest())
}

/// `date-parts` as fine as the date, at one of its ends.
fn part(date: PartialDate, end: chancery_model::day::Day) -> Value {
    match date {
        PartialDate::Day(_) => json!([end.year(), end.month(), end.day()]),
        PartialDate::Month(..) | PartialDate::Season(..) => json!([end.year(), end.month()]),
        PartialDate::Year(_) | PartialDate::Decade(_) => json!([end.year()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn dates_keep_their_precision() {
        let cases = [
            ("2022-02-24", r#"{"date-parts":[[2022,2,24]]}"#),
            ("2022-02", r#"{"date-parts":[[2022,2]]}"#),
            ("2022", r#"{"date-parts":[[2022]]}"#),
            ("2022~", r#"{"date-parts":[[2022]],"circa":true}"#),
            ("2022?", r#"{"date-parts":[[2022]],"circa":true}"#),
            ("2001-21", r#"{"date-parts":[[2001]],"season":1}"#),
            ("2001-24", r#"{"date-parts":[[2001]],"season":4}"#),
            ("2001-33", r#"{"date-parts":[[2001,1],[2001,3]]}"#),
            ("199X", r#"{"date-parts":[[1990],[1999]],"circa":true}"#),
            ("2008/2013-05", r#"{"date-parts":[[2008],[2013,5]]}"#),
            ("2008-21/2009-24~", r#"{"date-parts":[[2008,3],[2010,2]],"circa":true}"#),
            ("../2042", r#"{"literal":"../2042"}"#),
            ("2024/..", r#"{"literal":"2024/.."}"#),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text.parse().expect(text)).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn names_are_split_as_csl_has_them() {
        let person = |given: &str, family: &str, suffix: &str| Name::Person {
            given: given.to_owned(),
            family: family.to_owned(),
            suffix: suffix.to_owned(),
        };
        let cases = [
            (person("Ann", "Berg", ""), Some(r#"{"given":"Ann","family":"Berg"}"#)),
            (person("", "Berg", "Jr"), Some(r#"{"suffix":"Jr","family":"Berg"}"#)),
            (
                person("Ann", "van der Berg", ""),
                Some(r#"{"given":"Ann","non-dropping-particle":"van der","family":"Berg"}"#),
            ),
            (person("Ann", "d’Arc", ""), Some(r#"{"given":"Ann","non-dropping-particle":"d’","family":"Arc"}"#)),
            (person("Ann", "McBerg", ""), Some(r#"{"given":"Ann","family":"McBerg"}"#)),
            (person("ann", "berg", ""), Some(r#"{"given":"ann","family":"berg"}"#)),
            (person("Ann", "iBerg", ""), Some(r#"{"given":"Ann","family":"iBerg"}"#)),
            (person("Ann", "", ""), Some(r#"{"literal":"Ann"}"#)),
            (Name::Literal("A Bank".to_owned()), Some(r#"{"literal":"A Bank"}"#)),
            (person("", "", ""), None),
            (Name::Literal(" ".to_owned()), None),
        ];
        for (given, expected) in cases {
            assert_eq!(name(&given).map(|name| name.to_string()).as_deref(), expected, "{given:?}");
        }
    }

    #[test]
    fn what_a_bibliography_supplied_is_marked() {
        let mut datasets = sample::hostile();
        let publisher = Supplied { field: "publisher".to_owned(), source: "s.bib:1:2".to_owned() };
        datasets.references[0].supplied = vec![publisher];
        let items: Value = serde_json::from_slice(&csl(&datasets)).expect("JSON");
        assert_eq!(items[0]["custom"]["from-bibliography"]["publisher"], "s.bib:1:2");
        assert!(items[1]["custom"].get("from-bibliography").is_none());
    }

    #[test]
    fn nothing_unknown_is_written() {
        assert_eq!(csl(&sample::empty()), b"[]\n");
        let items: Value = serde_json::from_slice(&csl(&sample::hostile())).expect("JSON");
        let keys: Vec<_> = items[0].as_object().expect("an item").keys().collect();
        assert_eq!(keys, ["id", "type", "author", "volume", "page", "URL", "issued", "custom"]);
        assert_eq!(items[0]["URL"], "https://site.example/a?b=1&c=%3B");
    }

    #[test]
    fn editors_places_genres_and_numbers_are_carried() {
        let mut datasets = sample::empty();
        datasets.references.push(sample::chapter());
        let items: Value = serde_json::from_slice(&csl(&datasets)).expect("JSON");
        let expected = json!([{"given": "Lena", "family": "Holm"}, {"literal": "Harbour Bank"}]);
        assert_eq!(items[0]["editor"], expected);
        for (key, expected) in
            [("publisher-place", "Port Ellis"), ("genre", "PhD thesis"), ("number", "HC 12, Case C-9/64")]
        {
            assert_eq!(items[0][key], expected, "{key}");
        }
    }
}
