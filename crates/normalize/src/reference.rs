//! The literature list's entries to references in CSL's terms.

mod identity;
mod kind;

use std::collections::BTreeMap;

use chancery_ingest::literature::RawReference;
use chancery_ingest::span::Span;
use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Checked, Diagnostic, Severity};
use chancery_model::edtf::Edtf;
use chancery_model::reference::Reference;
use chancery_model::rule::{Exception, Explanation, Group, Rule};

use self::identity::Identities;
use chancery_lexis::date::parse_date;
use chancery_lexis::name::parse_names;

/// What is told of entries of the list.
pub(crate) const RULES: &[&Rule] = &[&UNPARSED, &UNREADABLE_DATE];

const UNPARSED: Rule = Rule {
    id: "reference-unparsed",
    group: Group::References,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "where at least the title could be read" }),
    summary: "an entry of the list with a part that no rule can place",
    explanation: Explanation {
        asks: "can each part of an entry be told: author, title, container, date, address?",
        why: "what is not understood is in no column of the table.",
        mend: "write the entry as: Author, ‘Title’ (Container, D Month YYYY) <address> accessed D Month YYYY.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) with the annex",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020)",
    },
};

const UNREADABLE_DATE: Rule = Rule {
    id: "reference-unreadable-date",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "a date in an entry that cannot be read",
    explanation: Explanation {
        asks: "can the date of issue and the day of access be read?",
        why: "the source counts as undated.",
        mend: "write the date as D Month YYYY, Month YYYY or YYYY.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 31 February 2020) <https://example.org/a> accessed 3 May 2021.",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// Turns the entries, in list order, into references.
///
/// An entry's number is the printed one, else its position from 1. `to_anchor` turns bytes of `text` into
/// code points; `counts` holds how often each number is cited.
#[must_use]
pub(crate) fn references(
    text: &str,
    raw: &[RawReference],
    to_anchor: &dyn Fn(Span) -> Anchor,
    counts: &BTreeMap<u32, u32>,
) -> Checked<Vec<Reference>> {
    let mut identities = Identities::default();
    let mut diagnostics = Vec::new();
    let mut references = Vec::with_capacity(raw.len());
    for (position, raw) in (1..).zip(raw) {
        let reader = Reader { text, raw, to_anchor };
        let mut reference = reader.reference(raw.printed_number.unwrap_or(position));
        reference.n_citations = counts.get(&reference.number).copied().unwrap_or(0);
        reference.reference_id = identities.give(&reference);
        diagnostics.extend(reader.diagnostics(&reference));
        references.push(reference);
    }
    Checked { value: references, diagnostics }
}

struct Reader<'a> {
    text: &'a str,
    raw: &'a RawReference,
    to_anchor: &'a dyn Fn(Span) -> Anchor,
}

impl Reader<'_> {
    fn printed(&self, part: Option<Span>) -> Option<String> {
        part.map(|span| span.of(self.text).to_owned())
    }

    fn date(&self, part: Option<Span>) -> Option<Edtf> {
        read_date(part?.of(self.text))
    }

    /// Everything but its id and its citations.
    fn reference(&self, number: u32) -> Reference {
        let raw = self.raw;
        let author_printed = self.printed(raw.author).unwrap_or_default();
        let unparsed: Vec<&str> = raw.unparsed.iter().map(|span| span.of(self.text)).collect();
        let mut reference = Reference {
            reference_id: String::new(),
            number,
            kind: chancery_model::reference::ReferenceType::Document,
            authors: parse_names(&author_printed),
            author_printed,
            title: self.printed(raw.title),
            container_title: self.printed(raw.container),
            editors: parse_names(raw.editor.map_or("", |editor| editor.of(self.text))),
            publisher: self.printed(raw.publisher),
            publisher_place: self.printed(raw.place),
            genre: self.printed(raw.genre),
            document_numbers: raw.numbers.iter().map(|number| number.of(self.text).to_owned()).collect(),
            volume: self.printed(raw.volume),
            issue: self.printed(raw.issue),
            page: self.printed(raw.page),
            edition: self.printed(raw.edition),
            doi: self.printed(raw.doi),
            isbn: self.printed(raw.isbn),
            issued: self.date(raw.issued),
            accessed: self.date(raw.accessed),
            // An address broken over lines has no space in it.
            url: self.printed(raw.url).map(|url| url.split_whitespace().collect()),
            unparsed: unparsed.join("; "),
            n_citations: 0,
            anchor: (self.to_anchor)(raw.span),
            raw: raw.span.of(self.text).to_owned(),
            supplied: Vec::new(),
        };
        reference.kind = raw.kind.unwrap_or_else(|| kind::told(&reference));
        reference
    }

    fn diagnostics(&self, reference: &Reference) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        if let Some((first, others)) = self.raw.unparsed.split_first() {
            // With a title the source can be found all the same.
            let message = format!(
                "expected author, title, container, date and address, found \u{201c}{}\u{201d} that is none of them",
                first.of(self.text)
            );
            let diagnostic = UNPARSED
                .excepted_if(reference.title.is_some())
                .at((self.to_anchor)(*first), message)
                .record(&reference.reference_id);
            diagnostics.push(
                others.iter().fold(diagnostic, |diagnostic, other| {
                    diagnostic.label((self.to_anchor)(*other), "not placed either")
                }),
            );
        }
        let dates = [(self.raw.issued, reference.issued, "issue"), (self.raw.accessed, reference.accessed, "access")];
        for (part, read, name) in dates {
            let Some(part) = part.filter(|part| read.is_none() && !says_undated(part.of(self.text))) else { continue };
            let message = format!("expected a date of {name}, found \u{201c}{}\u{201d}", part.of(self.text));
            diagnostics.push(UNREADABLE_DATE.at((self.to_anchor)(part), message).record(&reference.reference_id));
        }
        diagnostics
    }
}

/// A printed date, author-date style (`2020, May 3`) included.
fn read_date(printed: &str) -> Option<Edtf> {
    parse_date(printed).or_else(|| {
        let (year, rest) = printed.split_once(',')?;
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| parse_date(&format!("{} {year}", rest.trim()))).flatten()
    })
}

/// Whether the words say that there is no date, or none yet.
fn says_undated(printed: &str) -> bool {
    let lower = printed.trim().to_lowercase();
    matches!(lower.as_str(), "n.d." | "n.d" | "nd" | "no date" | "undated" | "s.a." | "forthcoming" | "in press")
}

#[cfg(test)]
mod tests;
