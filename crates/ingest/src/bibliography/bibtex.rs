//! BibTeX and BibLaTeX, read by the crate `biblatex` an entry and a value at a time.
//!
//! The crate gives up a whole file at its first fault, and follows abbreviations and cross-references without end
//! where they go round in circles. So the file is cut into entries here, and both are followed here.

mod blocks;
mod latex;
mod parents;

use std::collections::BTreeMap;

use biblatex::{Chunk, Chunks, ChunksExt, Pair, Person, RawBibliography, RawChunk, Spanned};
use chancery_model::reference::ReferenceType;

use self::blocks::Block;
use super::{ENTRY, NO_END, RawEntry, RawName, Reading, ReferenceField, VALUE, body, person};
use crate::span::Span;

/// Fields of both dialects; where two set one field, the first in the file counts.
const FIELDS: &[(&str, ReferenceField)] = &[
    ("title", ReferenceField::Title),
    ("journaltitle", ReferenceField::ContainerTitle),
    ("journal", ReferenceField::ContainerTitle),
    ("booktitle", ReferenceField::ContainerTitle),
    ("series", ReferenceField::ContainerTitle),
    ("publisher", ReferenceField::Publisher),
    ("institution", ReferenceField::Publisher),
    ("school", ReferenceField::Publisher),
    ("date", ReferenceField::Issued),
    ("urldate", ReferenceField::Accessed),
    ("volume", ReferenceField::Volume),
    ("pages", ReferenceField::Page),
    ("edition", ReferenceField::Edition),
    ("doi", ReferenceField::Doi),
    ("isbn", ReferenceField::Isbn),
    ("url", ReferenceField::Url),
];

/// Types of source that have an equal among CSL's in use here.
const TYPES: &[(&str, ReferenceType)] = &[
    ("article", ReferenceType::ArticleJournal),
    ("book", ReferenceType::Book),
    ("mvbook", ReferenceType::Book),
    ("collection", ReferenceType::Book),
    ("booklet", ReferenceType::Book),
    ("inbook", ReferenceType::Chapter),
    ("incollection", ReferenceType::Chapter),
    ("report", ReferenceType::Report),
    ("techreport", ReferenceType::Report),
    ("online", ReferenceType::Webpage),
    ("electronic", ReferenceType::Webpage),
    ("www", ReferenceType::Webpage),
    ("dataset", ReferenceType::Dataset),
    ("jurisdiction", ReferenceType::LegalCase),
    ("legislation", ReferenceType::Legislation),
    ("legal", ReferenceType::Treaty),
];

/// Fields in which TeX's characters stand for themselves.
const VERBATIM: &[&str] = &["url", "doi", "eprint", "file", "pdf", "urlraw"];

/// Fields that lead to other entries.
const PARENTS: &[&str] = &["crossref", "xdata"];

pub(super) fn read(reading: &mut Reading<'_>) -> Vec<RawEntry> {
    let mut strings = BTreeMap::new();
    let mut entries: Vec<RawEntry> = Vec::new();
    for block in blocks::blocks(reading.text) {
        match block.word.of(reading.text).to_ascii_lowercase().as_str() {
            "comment" | "preamble" => {}
            "string" => abbreviations(reading, &block, &mut strings),
            _ => entries.extend(entry(reading, &block, &strings)),
        }
    }
    parents::inherit(reading, &mut entries);
    entries
}

/// The crate's reading of one block; a block without its closing brace is tried with one.
fn parsed<'s>(reading: &mut Reading<'_>, block: &Block, text: &'s mut String) -> Option<RawBibliography<'s>> {
    block.span.of(reading.text).trim_end().clone_into(text);
    // Round brackets mean the same, and take as many bytes.
    if let Some(open) = text.find(['{', '(']).filter(|open| text[*open..].starts_with('(') && text.ends_with(')')) {
        text.replace_range(open..=open, "{");
        text.replace_range(text.len() - 1.., "}");
    }
    if !block.is_closed {
        text.push('}');
        let message = "expected `}` at the end of the entry, found the next one or the end of the file".to_owned();
        let help = "close the entry; what could be read of it is read".to_owned();
        reading.say.at(block.span.start, &NO_END, message, help);
    }
    match RawBibliography::parse(text) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            let at = block.span.start + error.span.start.min(block.span.len());
            let found = block.span.of(reading.text).get(error.span.start..).map_or("nothing", |rest| rest.trim_start());
            let found = crate::place::shown(found.lines().next().unwrap_or_default());
            let message = format!("expected an entry `@type{{key, field = {{value}}}}`: {} before {found}", error.kind);
            let help = "mend the entry; it is left out until then".to_owned();
            reading.say.at(at, &ENTRY, message, help);
            None
        }
    }
}

/// `@string{name = {text}}`. What one abbreviation holds of others is put in at once, so that only earlier ones
/// count, as TeX has it, and none can lead back to itself.
fn abbreviations(reading: &mut Reading<'_>, block: &Block, strings: &mut BTreeMap<String, String>) {
    let mut text = String::new();
    let Some(parsed) = parsed(reading, block, &mut text) else { return };
    for pair in &parsed.abbreviations {
        let value = joined(reading, pair, strings, block.span.start);
        strings.insert(pair.key.v.to_ascii_lowercase(), value);
    }
}

/// Longest text that abbreviations may make, as of any value.
const MAX_JOINED: usize = super::MAX_VALUE + 1;

/// The pieces of a value as one text in TeX.
fn joined(reading: &mut Reading<'_>, pair: &Pair<'_>, strings: &BTreeMap<String, String>, offset: usize) -> String {
    let mut text = String::new();
    for piece in &pair.value.v {
        match piece.v {
            RawChunk::Normal(printed) => text.push_str(printed),
            RawChunk::Abbreviation(name) => match strings.get(&name.to_ascii_lowercase()) {
                Some(known) if text.len() + known.len() <= MAX_JOINED => text.push_str(known),
                Some(_) => {
                    let message = format!("expected a text of at most {} bytes, found more", super::MAX_VALUE);
                    let help = "write the value out; it is cut until then".to_owned();
                    reading.say.at(offset + piece.span.start, &VALUE, message, help);
                }
                None if latex::month(name).is_some() => text.push_str(name),
                None => {
                    let message = format!("expected an abbreviation that `@string` gives, found `{name}`");
                    let help = format!("put braces around it, or add `@string{{{name} = {{…}}}}` above");
                    reading.say.at(offset + piece.span.start, &VALUE, message, help);
                    text.push_str(name);
                }
            },
        }
    }
    text
}

fn entry(reading: &mut Reading<'_>, block: &Block, strings: &BTreeMap<String, String>) -> Option<RawEntry> {
    let mut text = String::new();
    let parsed = parsed(reading, block, &mut text)?;
    let raw = &parsed.entries.first()?.v;
    let kind = raw.kind.v.to_ascii_lowercase();
    let mut entry = reading.entry(block.span, raw.key.v, raw.kind.v);
    entry.kind = TYPES.iter().find(|(name, _)| *name == kind).map(|(_, kind)| *kind);
    let mut dated = Dated::default();
    for pair in &raw.fields {
        let name = pair.key.v.to_ascii_lowercase();
        let value = &pair.value;
        let (start, end) = match (value.v.first(), value.v.last()) {
            (Some(first), Some(last)) => (first.span.start, last.span.end),
            _ => (value.span.start, value.span.end),
        };
        let span = Span::new(block.span.start + start, (block.span.start + end).min(block.span.end));
        let printed = joined(reading, pair, strings, block.span.start);
        let is_verbatim = VERBATIM.contains(&name.as_str());
        let is_date = matches!(name.as_str(), "date" | "urldate" | "year" | "month");
        if is_date {
            let text = printed.replace(['{', '}'], "");
            match name.as_str() {
                "year" => dated.year = Some((text, span)),
                "month" => dated.month = Some(text),
                "date" => reading.set(&mut entry, ReferenceField::Issued, &name, &latex::date(&text), span),
                _ => reading.set(&mut entry, ReferenceField::Accessed, &name, &latex::date(&text), span),
            }
            continue;
        }
        let chunks = chunks(reading, &printed, is_verbatim, span);
        if name == "author" {
            entry.authors_place = reading.say.place(span.start);
            entry.authors = names(&chunks);
            continue;
        }
        let text = chunks.format_verbatim();
        match field(&name, &kind) {
            Some(field) => reading.set(&mut entry, field, &name, &text, span),
            None if name == "entrysubtype" => {
                entry.kind = match text.trim().to_ascii_lowercase().as_str() {
                    "newspaper" => Some(ReferenceType::ArticleNewspaper),
                    "magazine" => Some(ReferenceType::ArticleMagazine),
                    "speech" => Some(ReferenceType::Speech),
                    _ => entry.kind,
                };
                reading.keep(&mut entry, &name, &text, span);
            }
            None => reading.keep(&mut entry, &name, &text, span),
        }
    }
    if let Some((year, span)) = dated.year {
        let text = latex::year_and_month(&year, dated.month.as_deref());
        reading.set(&mut entry, ReferenceField::Issued, "year", &text, span);
    }
    if let Some((_, subtitle)) = entry.others.iter().find(|(name, _)| name == "subtitle")
        && let Some(title) = entry.fields.get_mut(&ReferenceField::Title)
    {
        title.text = format!("{}: {subtitle}", title.text);
    }
    // `howpublished = {\url{...}}` is BibTeX's way to give an address.
    if !entry.fields.contains_key(&ReferenceField::Url)
        && let Some((_, url)) = entry.others.iter().find(|(name, _)| name == "howpublished")
        && (url.starts_with("http://") || url.starts_with("https://"))
    {
        let url = url.clone();
        reading.set(&mut entry, ReferenceField::Url, "howpublished", &url, block.span);
    }
    Some(entry)
}

/// The older way to date a source.
#[derive(Default)]
struct Dated {
    year: Option<(String, Span)>,
    month: Option<String>,
}

/// What a field means in an entry of a type.
fn field(name: &str, kind: &str) -> Option<ReferenceField> {
    let in_periodical = matches!(kind, "article" | "periodical" | "suppperiodical");
    match name {
        "number" | "issue" => in_periodical.then_some(ReferenceField::Issue),
        "series" if in_periodical => None,
        // The body that published a manual or proceedings, the site that a page belongs to.
        "organization" if matches!(kind, "manual" | "proceedings") => Some(ReferenceField::Publisher),
        "organization" => Some(ReferenceField::ContainerTitle),
        _ => FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field),
    }
}

/// The value in the crate's chunks, which tell braced text from other. What TeX cannot be read from is kept as
/// printed.
fn chunks(reading: &mut Reading<'_>, printed: &str, is_verbatim: bool, span: Span) -> Chunks {
    let plain = || vec![Spanned::detached(Chunk::Normal(printed.replace(['{', '}'], "")))];
    if latex::is_too_deep(printed) {
        let message = "expected a text with few braces and commands, found more than any has".to_owned();
        let help = "write it plainly; it is kept as printed until then".to_owned();
        reading.say.at(span.start, &VALUE, message, help);
        return plain();
    }
    match latex::chunks(printed, is_verbatim) {
        Ok(chunks) => chunks,
        Err(error) => {
            let found = crate::place::shown(printed);
            let message = format!("expected a text in TeX: {error} in {found}");
            let help = "mend the value; it is kept as printed until then".to_owned();
            reading.say.at(span.start, &VALUE, message, help);
            plain()
        }
    }
}

/// Stands for an equals sign in braces while names are read: the crate takes any for BibLaTeX's longer form of
/// names, `family=…, given=…`.
const EQUALS: char = '\u{E000}';

/// Names joined by `and`; one that is braced whole is a body's.
fn names(chunks: &Chunks) -> Vec<RawName> {
    let mut chunks = chunks.clone();
    for chunk in &mut chunks {
        // The crate adds to a span's start, which overflows where a chunk has no place of its own.
        chunk.span = 0..0;
        if let Chunk::Verbatim(text) = &mut chunk.v {
            *text = text.replace('=', EQUALS.encode_utf8(&mut [0; 4]));
        }
    }
    let Ok(persons) = chunks.parse::<Vec<Person>>() else { return Vec::new() };
    persons.iter().filter_map(name).collect()
}

fn name(name: &Person) -> Option<RawName> {
    let plain = |text: &str| text.replace(EQUALS, "=");
    let family = [name.prefix.as_str(), name.name.as_str()].map(plain);
    let family = family.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if name.given_name.is_empty() && name.suffix.is_empty() {
        // `and others`
        return (family != "others").then(|| body(&family)).flatten();
    }
    person(&plain(&name.given_name), &family, &plain(&name.suffix))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{field, read_text, rules, shown};
    use super::*;
    use crate::manifest::BibliographyFormat::Bibtex;

    #[test]
    fn names_in_any_marks_are_no_panic() {
        for value in ["$,=", "{$,=}", "$=$,=", ",=", "=", "family=,given=", "{=}, {=}", "a=b, c", "$x$ and ,=,="] {
            let text = format!("@book{{k, author = {{{value}}}, title = {{T}}}}");
            assert_eq!(read_text(&text, Bibtex).value.entries.len(), 1, "{value}");
        }
    }

    #[test]
    fn values_find_their_fields() {
        let text = r#"@string{HP = "Harbour " # {Press}}
@incollection{q1, author = {van der Quill, Jr, Ada and {Bank of Hills and Rivers} and Garc{\'\i}a, J. and others},
  title = {On {Weirs} \& Locks}, booktitle = "Rivers", publisher = hp, date = {2014-12-31/}, urldate = {2015-01-02},
  pages = {3--9}, doi = {https://doi.org/10.1/a_b}, url = {https://r.example/~a_b}, note = {kept}}
@ARTICLE(q2, author = "Ada Quill", title = {One}, journal = {Journal}, year = 2010, month = may, number = 3)
"#;
        let checked = read_text(text, Bibtex);
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
        let entries = &checked.value.entries;
        assert_eq!(
            entries.iter().map(shown).collect::<Vec<_>>(),
            [
                "q1 chapter van der Quill/Ada/Jr; [Bank of Hills and Rivers]; García/J./ title=On Weirs & Locks container_title=Rivers publisher=Harbour Press issued=2014-12-31/.. accessed=2015-01-02 page=3–9 doi=10.1/a_b url=https://r.example/~a_b",
                "q2 article-journal Quill/Ada/ title=One container_title=Journal issued=2010-05 issue=3",
            ]
        );
        assert_eq!(entries[0].others, [("note".to_owned(), "kept".to_owned())]);
        assert_eq!(entries[0].fields[&ReferenceField::Title].span.of(text), r"On {Weirs} \& Locks");
        assert_eq!(field(&entries[0], ReferenceField::Title), "3:12 On Weirs & Locks");
    }

    #[test]
    fn types_and_parents() {
        let cases = [
            ("@online{a, organization = {Site}, title = {T}}", "a webpage title=T container_title=Site"),
            ("@report{a, institution = {I}, number = {7}, title = {T}}", "a report title=T publisher=I"),
            (
                "@article{a, title = {T}, entrysubtype = {newspaper}, journaltitle = {N}}",
                "a article-newspaper title=T container_title=N",
            ),
            (
                "@misc{a, title = {T}, howpublished = {\\url{https://r.example/a}}}",
                "a - title=T url=https://r.example/a",
            ),
            ("@book{a, title = {T}, subtitle = {S}}", "a book title=T: S"),
            (
                "@book{a, author = {{A = B, and C} and family={Quill}, given={Ada}}}",
                "a book [A = B, and C]; Quill/Ada/",
            ),
            (
                "@inbook{a, title = {T}, crossref = {b}}\n@book{b, title = {B}, publisher = {P}, year = 2001, url = {u}}",
                "a chapter title=T container_title=B publisher=P issued=2001",
            ),
            (
                "@book{a, title = {T}, xdata = {x}}\n@xdata{x, publisher = {P}, xdata = {a, x}}",
                "a book title=T publisher=P",
            ),
            ("@book{a, crossref = {a}, title = {T}}", "a book title=T container_title=T"),
        ];
        for (text, expected) in cases {
            let checked = read_text(text, Bibtex);
            assert_eq!(shown(&checked.value.entries[0]), expected, "{text}");
            assert!(checked.diagnostics.is_empty(), "{text}: {:?}", checked.diagnostics);
        }
    }

    #[test]
    fn a_bad_entry_is_told_of_and_the_rest_is_read() {
        let good = "@book{b, title = {B}}\n";
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("@book{a, title {A}}\n", &["b book title=B"], &["1:16 bibliography-entry"]),
            ("@book{a, title = {A}\n", &["a book title=A", "b book title=B"], &["1:1 bibliography-no-end"]),
            ("@book{a, title = {A\n", &["b book title=B"], &["1:1 bibliography-no-end", "2:1 bibliography-entry"]),
            ("@book{a}\n", &["b book title=B"], &["1:8 bibliography-entry"]),
            (
                "@book{a, title = {A}, publisher = hp}\n",
                &["a book title=A publisher=hp", "b book title=B"],
                &["1:35 bibliography-value"],
            ),
            ("@book{a, title = {A $x}}\n", &["a book title=A $x", "b book title=B"], &["1:19 bibliography-value"]),
            (
                "@book{a, title = {A}, crossref = {z}}\n",
                &["a book title=A", "b book title=B"],
                &["1:1 bibliography-value"],
            ),
            (
                "@string{x = x # x}\n@book{a, title = x}\n",
                &["a book title=xx", "b book title=B"],
                &["1:13 bibliography-value", "1:17 bibliography-value"],
            ),
        ];
        for (text, entries, expected) in cases {
            let checked = read_text(&format!("{text}{good}"), Bibtex);
            assert_eq!(checked.value.entries.iter().map(shown).collect::<Vec<_>>(), *entries, "{text}");
            assert_eq!(rules(&checked.diagnostics), *expected, "{text}: {:?}", checked.diagnostics);
        }
    }

    #[test]
    fn what_grows_without_end_is_cut() {
        let mut laughs = "@string{a0 = {lol}}\n".to_owned();
        for n in 1..40 {
            laughs.push_str(&format!("@string{{a{n} = a{} # a{}}}\n", n - 1, n - 1));
        }
        laughs.push_str("@book{a, title = a39}\n");
        let deep = format!("@book{{a, title = {{{}x{}}}}}", "\\emph{".repeat(5000), "}".repeat(5000));
        let wide = format!("@book{{a, title = {{{}}}}}", "{x}$y$".repeat(20_000));
        for text in [laughs, deep, wide] {
            let checked = read_text(&text, Bibtex);
            assert!(rules(&checked.diagnostics).iter().any(|rule| rule.ends_with("bibliography-value")));
            assert_eq!(checked.value.entries.len(), 1);
        }
    }
}
