//! The table of entries, scored part by part.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{RawReference, read};

/// An entry and the parts that a reader finds in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    kind: Option<String>,
    #[serde(default)]
    numbers: Vec<String>,
    #[serde(default)]
    unparsed: Vec<String>,
    author: Option<String>,
    title: Option<String>,
    container: Option<String>,
    editor: Option<String>,
    publisher: Option<String>,
    place: Option<String>,
    genre: Option<String>,
    issued: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    page: Option<String>,
    edition: Option<String>,
    doi: Option<String>,
    isbn: Option<String>,
    url: Option<String>,
    accessed: Option<String>,
}

#[derive(Deserialize)]
struct Cases {
    entry: Vec<Case>,
}

impl Case {
    fn parts(&self) -> Vec<(&'static str, String)> {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        vec![
            ("author", part(&self.author)),
            ("title", part(&self.title)),
            ("container", part(&self.container)),
            ("editor", part(&self.editor)),
            ("publisher", part(&self.publisher)),
            ("place", part(&self.place)),
            ("genre", part(&self.genre)),
            ("numbers", self.numbers.join(" | ")),
            ("issued", part(&self.issued)),
            ("volume", part(&self.volume)),
            ("issue", part(&self.issue)),
            ("page", part(&self.page)),
            ("edition", part(&self.edition)),
            ("doi", part(&self.doi)),
            ("isbn", part(&self.isbn)),
            ("url", part(&self.url)),
            ("accessed", part(&self.accessed)),
            ("kind", part(&self.kind)),
            ("unparsed", self.unparsed.join(" | ")),
        ]
    }
}

fn found(text: &str, raw: &RawReference) -> Vec<(&'static str, String)> {
    let part = |span: Option<crate::span::Span>| span.map_or_else(String::new, |span| span.of(text).to_owned());
    vec![
        ("author", part(raw.author)),
        ("title", part(raw.title)),
        ("container", part(raw.container)),
        ("editor", part(raw.editor)),
        ("publisher", part(raw.publisher)),
        ("place", part(raw.place)),
        ("genre", part(raw.genre)),
        ("numbers", raw.numbers.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" | ")),
        ("issued", part(raw.issued)),
        ("volume", part(raw.volume)),
        ("issue", part(raw.issue)),
        ("page", part(raw.page)),
        ("edition", part(raw.edition)),
        ("doi", part(raw.doi)),
        ("isbn", part(raw.isbn)),
        ("url", part(raw.url)),
        ("accessed", part(raw.accessed)),
        ("kind", raw.kind.map_or_else(String::new, |kind| kind.name().to_owned())),
        ("unparsed", raw.unparsed.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" | ")),
    ]
}

#[test]
fn the_table_is_read() {
    let cases: Cases = toml::from_str(include_str!("entries.toml")).expect("a table");
    let mut wrong: Vec<String> = Vec::new();
    // Of each part: found and right, expected, found.
    let mut score: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut whole = 0;
    for case in &cases.entry {
        let (text, raw) = read(&case.text);
        let mut right = true;
        for ((name, expected), (_, found)) in case.parts().into_iter().zip(found(&text, &raw)) {
            let tally = score.entry(name).or_default();
            tally[0] += usize::from(!found.is_empty() && found == expected);
            tally[1] += usize::from(!expected.is_empty());
            tally[2] += usize::from(!found.is_empty());
            if found != expected {
                right = false;
                wrong.push(format!("{}\n    {name}: expected {expected:?}, found {found:?}", case.text));
            }
        }
        whole += usize::from(right);
    }
    let lines: Vec<String> = score
        .iter()
        .map(|(name, [right, expected, found])| format!("{name}: {right} right of {expected} expected, {found} found"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{}\n{whole} of {} entries whole\n{}",
        wrong.join("\n"),
        cases.entry.len(),
        lines.join("\n")
    );
}
