//! CSL-JSON: an array of items, as Zotero and citation processors exchange them.
//!
//! An item that is no JSON is told of, and the reading goes on at the next one.

use chancery_model::diagnostic::Severity;
use chancery_model::reference::ReferenceType;
use chancery_model::rule::{Explanation, Group, Rule};
use serde_json::Value;

use super::{ENTRY, RawEntry, RawName, Reading, ReferenceField, VALUE, body, person};
use crate::place::{MAX_DIAGNOSTICS, shown};
use crate::span::Span;

pub(super) const UNREADABLE: Rule = Rule {
    id: "bibliography-unreadable",
    group: Group::Inputs,
    severity: Severity::Error,
    exception: None,
    summary: "a bibliography file that is not of its format",
    explanation: Explanation {
        asks: "can the bibliography file be read at all?",
        why: "none of its entries are compared with the list.",
        mend: "export the file again, or name its format.",
        fires: "",
        silent: "",
    },
};

/// CSL's names of the fields.
const FIELDS: &[(&str, ReferenceField)] = &[
    ("title", ReferenceField::Title),
    ("container-title", ReferenceField::ContainerTitle),
    ("publisher", ReferenceField::Publisher),
    ("issued", ReferenceField::Issued),
    ("accessed", ReferenceField::Accessed),
    ("volume", ReferenceField::Volume),
    ("issue", ReferenceField::Issue),
    ("page", ReferenceField::Page),
    ("edition", ReferenceField::Edition),
    ("DOI", ReferenceField::Doi),
    ("ISBN", ReferenceField::Isbn),
    ("URL", ReferenceField::Url),
];

pub(super) fn read(reading: &mut Reading<'_>) -> Vec<RawEntry> {
    let text = reading.text;
    let mut entries = Vec::new();
    let mut at = skip(text, 0, |byte| byte.is_ascii_whitespace());
    if text[at..].starts_with('\u{FEFF}') {
        at = skip(text, at + '\u{FEFF}'.len_utf8(), |byte| byte.is_ascii_whitespace());
    }
    match text.as_bytes().get(at) {
        Some(b'[') => at += 1,
        // One item alone, which some programs write without its array.
        Some(b'{') => {}
        _ => {
            let message = format!("expected a JSON array of items, found {}", shown(text[at..].trim_end()));
            let help = "export the library as CSL-JSON".to_owned();
            reading.say.at(at, &UNREADABLE, message, help);
            return entries;
        }
    }
    let mut n_broken = 0;
    loop {
        at = skip(text, at, |byte| byte.is_ascii_whitespace() || byte == b',');
        match text.as_bytes().get(at) {
            None | Some(b']') => return entries,
            Some(_) => {}
        }
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(Value::Object(_))) => {
                let end = at + values.byte_offset();
                entries.push(item(reading, Span::new(at, end)));
                at = end;
            }
            Some(Ok(other)) => {
                let message = format!("expected an item in braces, found {}", shown(&other.to_string()));
                let help = "take it out, or write it as an item".to_owned();
                reading.say.at(at, &ENTRY, message, help);
                at += values.byte_offset().max(1);
            }
            Some(Err(error)) => {
                n_broken += 1;
                let words = error.to_string();
                // The reader's own line counts from the item.
                let words = words.split(" at line ").next().unwrap_or_default();
                let place = at + byte_of(&text[at..], error.line(), error.column());
                let Some(next) = next_item(text, at).filter(|_| n_broken < MAX_DIAGNOSTICS) else {
                    let message = format!("expected an item of CSL-JSON, found {words}; nothing is read from here on");
                    reading.say.at(place, ENTRY.excepted(), message, mend());
                    return entries;
                };
                let message = format!("expected an item of CSL-JSON, found {words}; the item is left out");
                reading.say.at(place, &ENTRY, message, mend());
                at = next;
            }
            None => return entries,
        }
    }
}

fn mend() -> String {
    "mend the item, or export the library again".to_owned()
}

fn skip(text: &str, from: usize, is_skipped: fn(u8) -> bool) -> usize {
    from + text.as_bytes()[from..].iter().take_while(|byte| is_skipped(**byte)).count()
}

/// The byte of a line and column as the JSON reader counts them, both from 1, columns in bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where the item after a broken one may begin: behind the brace that closes it, else at the next line that
/// begins as its first does. Strings are passed over whole; one that does not end on its line is not a string.
fn next_item(text: &str, broken: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let line = text[..broken].rfind('\n').map_or(0, |at| at + 1);
    let indent = &text[line..broken];
    let (mut depth, mut at, mut next_line) = (0_usize, broken, None);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at).unwrap_or(at),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                let after = skip(text, at + 1, |byte| byte.is_ascii_whitespace());
                if depth == 0 && matches!(bytes.get(after), None | Some(b',' | b']')) {
                    return Some(next_line.filter(|next| *next < at).unwrap_or(at + 1));
                }
            }
            b'\n' if next_line.is_none() && indent.bytes().all(|byte| byte.is_ascii_whitespace()) => {
                let starts = text[at + 1..].strip_prefix(indent).is_some_and(|rest| rest.starts_with('{'));
                next_line = starts.then_some(at + 1 + indent.len());
            }
            _ => {}
        }
        at += 1;
    }
    next_line
}

/// The closing quotation mark of a string.
fn string_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\n' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// An item that is known to be an object.
fn item(reading: &mut Reading<'_>, span: Span) -> RawEntry {
    let text = reading.text;
    let members = members(text, span);
    let value = |span: Span| serde_json::from_str(span.of(text)).unwrap_or(Value::Null);
    let named = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, span)| plain(&value(*span)));
    let mut entry = reading.entry(
        span,
        &named("id").or_else(|| named("citation-key")).unwrap_or_default(),
        &named("type").unwrap_or_default(),
    );
    entry.kind = kind(&entry.kind_printed);
    for (key, span) in &members {
        let value = value(*span);
        let field = FIELDS.iter().find(|(name, _)| name == key).map(|(_, field)| *field);
        match (key.as_str(), field, &value) {
            ("id" | "type", ..) | (.., Value::Null) => {}
            (_, Some(field @ (ReferenceField::Issued | ReferenceField::Accessed)), _) => {
                reading.set(&mut entry, field, key, &date(&value), *span);
            }
            (_, Some(field), Value::String(_) | Value::Number(_)) => {
                reading.set(&mut entry, field, key, &unmarked(&plain(&value)), *span);
            }
            ("author", _, Value::Array(names)) => {
                entry.authors_place = reading.say.place(span.start);
                entry.authors = names.iter().filter_map(name).collect();
            }
            (_, Some(_), _) | ("author", ..) => {
                let message = format!("expected a text for `{key}`, found {}", shown(span.of(text)));
                let help = "export the library again, or mend the value".to_owned();
                reading.say.at(span.start, &VALUE, message, help);
            }
            (_, None, _) => reading.keep(&mut entry, key, &plain(&value), *span),
        }
    }
    entry
}

/// Keys of an object and where their values stand. The object is known to be well-formed.
fn members(text: &str, object: Span) -> Vec<(String, Span)> {
    let bytes = &text.as_bytes()[..object.end];
    let mut members = Vec::new();
    let mut at = object.start + 1;
    loop {
        at = skip(text, at, |byte| byte.is_ascii_whitespace() || byte == b',');
        let Some(end) = (bytes.get(at) == Some(&b'"')).then(|| string_end(bytes, at)).flatten() else {
            return members;
        };
        let key: String = serde_json::from_str(&text[at..=end]).unwrap_or_default();
        let start = skip(text, end + 1, |byte| byte.is_ascii_whitespace() || byte == b':');
        at = value_end(bytes, start);
        members.push((key, Span::new(start, at).trimmed(text)));
    }
}

/// One past a value: the comma or brace behind it.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at).unwrap_or(at),
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// A text or number as text; anything else as the JSON it is.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Text without the few tags that CSL allows in it.
fn unmarked(text: &str) -> String {
    const TAGS: &[&str] = &["i", "b", "sup", "sub", "sc", "span"];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        plain.push_str(before);
        // No tag has a `<` in it: the search for its end stops there, and the whole stays linear.
        let end = tag[1..].find(['<', '>']).map(|at| at + 1).filter(|at| tag[*at..].starts_with('>'));
        let name = end.map(|end| tag[1..end].trim_start_matches('/')).and_then(|tag| tag.split(' ').next());
        match (end, name) {
            (Some(end), Some(name)) if TAGS.contains(&name) => rest = &tag[end + 1..],
            _ => {
                plain.push('<');
                rest = &tag[1..];
            }
        }
    }
    plain + rest
}

fn kind(printed: &str) -> Option<ReferenceType> {
    match printed {
        "post" | "post-weblog" => Some(ReferenceType::Webpage),
        "bill" => Some(ReferenceType::Legislation),
        name => ReferenceType::from_name(name),
    }
}

fn name(value: &Value) -> Option<RawName> {
    let Value::Object(parts) = value else {
        return body(value.as_str()?);
    };
    let part = |key: &str| parts.get(key).map(plain).unwrap_or_default();
    let literal = part("literal");
    if !literal.is_empty() {
        return body(&literal);
    }
    let family: Vec<String> = ["dropping-particle", "non-dropping-particle", "family"].map(part).into();
    let family: Vec<&str> = family.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    // An elided particle joins the name behind it: d’Arc.
    let family = family.join(" ").replace("\u{2019} ", "\u{2019}").replace("' ", "'");
    person(&part("given"), &family, &part("suffix"))
}

/// A date as EDTF, or its words where it has no parts.
fn date(value: &Value) -> String {
    let Value::Object(date) = value else { return plain(value) };
    let words = ["edtf", "raw", "literal"].iter().find_map(|key| date.get(*key)).map(plain);
    let parts = match date.get("date-parts") {
        Some(Value::Array(parts)) => parts.as_slice(),
        _ => return words.unwrap_or_default(),
    };
    let circa = if is_set(date.get("circa")) { "~" } else { "" };
    let season = date.get("season").and_then(season);
    let parts: Vec<Option<String>> = parts.iter().map(|part| one(part, season)).collect();
    match parts.as_slice() {
        [Some(one)] => format!("{one}{circa}"),
        [Some(start), Some(end)] => format!("{start}{circa}/{end}{circa}"),
        // A range that is still open is written with the year 0.
        [Some(start), None] => format!("{start}{circa}/.."),
        _ => words.unwrap_or_else(|| Value::Object(date.clone()).to_string()),
    }
}

fn is_set(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !matches!(text.as_str(), "" | "false" | "0"),
        Some(Value::Number(number)) => number.as_i64() != Some(0),
        Some(Value::Bool(true) | Value::Array(_) | Value::Object(_)) => true,
    }
}

/// EDTF's code of a season, spring first.
fn season(value: &Value) -> Option<i64> {
    const NAMES: &[&str] = &["spring", "summer", "autumn", "winter"];
    let printed = plain(value).trim().to_lowercase().replace("fall", "autumn");
    let by_name = NAMES.iter().position(|name| *name == printed).and_then(|at| i64::try_from(at + 21).ok());
    by_name.or_else(|| printed.parse().ok().filter(|code| (1..=4).contains(code)).map(|code: i64| code + 20))
}

/// `[2011, 5, 25]`; `None` for the year 0.
fn one(value: &Value, season: Option<i64>) -> Option<String> {
    let parts = value.as_array()?;
    let number = |at: usize| parts.get(at).and_then(|part| plain(part).trim().parse::<i64>().ok());
    let year = number(0).filter(|year| *year != 0)?;
    let year = if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") };
    Some(match (number(1).or(season), number(2)) {
        (None, _) => year,
        (Some(month), None) => format!("{year}-{month:02}"),
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{field, read_text, rules, shown};
    use super::*;
    use crate::manifest::BibliographyFormat::CslJson;

    #[test]
    fn values_find_their_fields() {
        let text = r#"[ {"id": "q1", "type": "chapter", "title": "On <i>weirs</i> \u0026 <locks>", "author": [
            {"family": "Quill", "given": "Ada", "non-dropping-particle": "van der", "suffix": "Jr"},
            {"family": "Arc", "given": "Jo", "non-dropping-particle": "d\u2019"},
            {"literal": "Bank of Hills and Rivers"}, {"family": "Reuters"}, {"given": " "}, {}, 7],
            "volume": 12, "issued": {"date-parts": [["2011", 5, 25]]}, "accessed": "2020-01-02",
            "DOI": "https://doi.org/10.1000/X", "note": "kept", "title": "again", "ISBN": "" } ]"#;
        let checked = read_text(text, CslJson);
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
        let entry = &checked.value.entries[0];
        assert_eq!(
            shown(entry),
            "q1 chapter van der Quill/Ada/Jr; d\u{2019}Arc/Jo/; [Bank of Hills and Rivers]; [Reuters] title=On weirs & <locks> issued=2011-05-25 accessed=2020-01-02 volume=12 doi=10.1000/X"
        );
        assert_eq!(entry.others, [("note".to_owned(), "kept".to_owned()), ("title".to_owned(), "again".to_owned())]);
        assert_eq!(entry.fields[&ReferenceField::Volume].span.of(text), "12");
        assert_eq!(field(entry, ReferenceField::Volume), "5:23 12");
    }

    #[test]
    fn dates_become_edtf() {
        let cases = [
            (r#"{"date-parts": [[2011, 5]], "circa": true}"#, "2011-05~"),
            (r#"{"date-parts": [["2011","5","25"],[2012,6,26]], "circa": 1}"#, "2011-05-25~/2012-06-26~"),
            (r#"{"date-parts": [[2017]], "season": 4}"#, "2017-24"),
            (r#"{"date-parts": [[2017]], "season": "Fall"}"#, "2017-23"),
            (r#"{"date-parts": [[2014,12,31],[0]]}"#, "2014-12-31/.."),
            (r#"{"date-parts": [["-333", 11, 5]]}"#, "-0333-11-05"),
            (r#"{"literal": "13th cent"}"#, "13th cent"),
            (r#"{"raw": "12 May 2010", "circa": "false"}"#, "12 May 2010"),
            (r#""2010/2011""#, "2010/2011"),
            (r#"{"date-parts": [], "raw": "May"}"#, "May"),
            (r#"{"date-parts": [[]], "literal": "n.d."}"#, "n.d."),
            (r#"{"date-parts": "x"}"#, ""),
            (r#"{"date-parts": [["x"]]}"#, r#"{"date-parts":[["x"]]}"#),
            ("{}", ""),
            ("2010", "2010"),
        ];
        for (text, expected) in cases {
            assert_eq!(date(&serde_json::from_str(text).expect(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_bad_item_is_told_of_and_the_rest_is_read() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            (r#"{"id": "a", "title": "A"}"#, &["a - title=A"], &[]),
            ("\u{FEFF}[]", &[], &["-:- bibliography-empty"]),
            ("[\n {\"id\": \"a\", \"title\" \"A\"},\n {\"id\": \"b\"}\n]", &["b -"], &["2:22 bibliography-entry"]),
            ("[\n {\"id\": \"a\n },\n {\"id\": \"b\"}\n]", &["b -"], &["3:1 bibliography-entry"]),
            ("[\n {\"id\": \"a\",\n {\"id\": \"b\"}\n]", &["b -"], &["3:2 bibliography-entry"]),
            (
                "[1, \"x\", {\"id\": \"b\"}, null]",
                &["b -"],
                &["1:2 bibliography-entry", "1:5 bibliography-entry", "1:23 bibliography-entry"],
            ),
            (
                "[{\"id\": \"a\", \"title\": [1], \"author\": \"A\"}]",
                &["a -"],
                &["1:23 bibliography-value", "1:38 bibliography-value"],
            ),
            ("[{\"id\": \"a\"}", &["a -"], &[]),
            ("[{\"id\": ", &[], &["1:8 bibliography-entry"]),
            ("title,author\n", &[], &["1:1 bibliography-unreadable"]),
            ("", &[], &["1:1 bibliography-unreadable"]),
        ];
        for (text, entries, expected) in cases {
            let checked = read_text(text, CslJson);
            assert_eq!(checked.value.entries.iter().map(shown).collect::<Vec<_>>(), *entries, "{text}");
            assert_eq!(rules(&checked.diagnostics), *expected, "{text}: {:?}", checked.diagnostics);
        }
    }
}
