//! A bibliography file against the report's list: what the list lacks is taken over, and where the two disagree
//! is said.
//!
//! What is printed in the report always stands.

mod address;
mod agreement;
mod matching;

use chancery_ingest::bibliography::{RawBibliography, RawEntry, RawName, ReferenceField, Stated, VALUE};
use chancery_ingest::literature::RawReference;
use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use chancery_model::edtf::Edtf;
use chancery_model::reference::{Name, Reference, Supplied};
use chancery_model::rule::{Exception, Explanation, Group, Rule};

use self::agreement::{agree, agree_on_authors, folded};
use self::matching::{Match, Sources};
use crate::document::Document;
use chancery_lexis::date::parse_date;
use chancery_lexis::name::parse_names;

/// What is told of a bibliography file beside the list.
pub(crate) const RULES: &[&Rule] = &[&CONFLICT, &UNMATCHED, &AMBIGUOUS, &VALUE];

const CONFLICT: Rule = Rule {
    id: "bibliography-conflict",
    group: Group::References,
    severity: Severity::Warning,
    exception: Some(Exception {
        severity: Severity::Info,
        when: "where it is the day of access, which may differ in good faith",
    }),
    summary: "an entry of a bibliography file that disagrees with the list",
    explanation: Explanation {
        asks: "does the entry that a bibliography file gives for a source say the same as the list? Entries are matched by address, DOI, then title.",
        why: "one of the two is wrong, and a reader who looks the source up finds out which. What is printed is kept.",
        mend: "correct the list or the file, whichever is wrong.",
        fires: "- Ada Quill, \u{2018}Weirs\u{2019} (2 May 2020).   (sources.bib has date = {2019-05-02})",
        silent: "- Ada Quill, \u{2018}Weirs\u{2019} (2 May 2020).   (sources.bib has date = {2020})",
    },
};

const UNMATCHED: Rule = Rule {
    id: "bibliography-unmatched",
    group: Group::References,
    severity: Severity::Info,
    exception: None,
    summary: "an entry of a bibliography file that is no source of the list",
    explanation: Explanation {
        asks: "is each entry of a bibliography file a source of the list, by address, DOI or title?",
        why: "the file is of another report, or the list forgot a source.",
        mend: "list the source, or take the entry out of the file.",
        fires: "",
        silent: "",
    },
};

const AMBIGUOUS: Rule = Rule {
    id: "bibliography-ambiguous",
    group: Group::References,
    severity: Severity::Info,
    exception: None,
    summary: "an entry of a bibliography file that may be either of two sources",
    explanation: Explanation {
        asks: "does each entry of a bibliography file match one source only?",
        why: "nothing is filled from an entry that may be of another source.",
        mend: "give the entry or the list an address or a DOI that tells them apart.",
        fires: "",
        silent: "",
    },
};

/// How many entries of a file that match nothing are told of one by one: a whole library may stand there.
const MAX_UNMATCHED: usize = 20;

/// Fills the references, which are `printed` in the same order, from the bibliographies; the findings are of
/// [`RULES`]. Of several files the first that has a value supplies it.
pub(crate) fn merge(
    document: &Document<'_>,
    printed: &[RawReference],
    references: &mut [Reference],
    bibliographies: &[RawBibliography],
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for bibliography in bibliographies {
        let matches: Vec<Match> = {
            let sources = Sources::of(references);
            bibliography.entries.iter().map(|entry| sources.find(entry)).collect()
        };
        let mut unmatched = Vec::new();
        for (entry, found) in bibliography.entries.iter().zip(matches) {
            match found {
                Match::One(at) => {
                    let list = List { document, printed: &printed[at] };
                    findings.extend(list.take_over(&mut references[at], entry));
                }
                Match::None => unmatched.push(entry),
                Match::Several(at) => findings.push(ambiguous(entry, &at, references)),
            }
        }
        findings.extend(told(&bibliography.file, &unmatched));
    }
    findings
}

/// An entry of the report's list.
struct List<'a> {
    document: &'a Document<'a>,
    printed: &'a RawReference,
}

impl List<'_> {
    fn take_over(&self, reference: &mut Reference, entry: &RawEntry) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for (field, stated) in &entry.fields {
            match self.printed_part(*field) {
                Some(span) => {
                    let list = span.of(&self.document.report.text);
                    if !agree(*field, list, &stated.text) {
                        findings.push(self.conflict(reference, field.name(), span, &stated.text, &stated.place));
                    }
                }
                None => {
                    let is_read = fill(reference, *field, stated);
                    findings.extend((!is_read).then(|| unreadable(*field, stated)));
                }
            }
        }
        let authors = names(entry);
        match self.printed.author {
            _ if authors.is_empty() => {}
            Some(span) if !agree_on_authors(&reference.authors, &authors) => {
                let shown = authors.iter().map(Name::display).collect::<Vec<_>>().join(", ");
                findings.push(self.conflict(reference, "authors", span, &shown, &entry.authors_place));
            }
            None if reference.authors.is_empty() => {
                reference.authors = authors;
                supplied(reference, "authors", &entry.authors_place);
            }
            Some(_) | None => {}
        }
        if let Some(kind) = entry.kind
            && self.printed.kind.is_none()
            && reference.kind != kind
            && !has(reference, "type")
        {
            reference.kind = kind;
            supplied(reference, "type", &entry.place);
        }
        findings
    }

    /// Where the list prints a field.
    fn printed_part(&self, field: ReferenceField) -> Option<Span> {
        let printed = self.printed;
        match field {
            ReferenceField::Title => printed.title,
            ReferenceField::ContainerTitle => printed.container,
            ReferenceField::Publisher => printed.publisher,
            ReferenceField::Issued => printed.issued,
            ReferenceField::Accessed => printed.accessed,
            ReferenceField::Volume => printed.volume,
            ReferenceField::Issue => printed.issue,
            ReferenceField::Page => printed.page,
            ReferenceField::Edition => printed.edition,
            ReferenceField::Doi => printed.doi,
            ReferenceField::Isbn => printed.isbn,
            ReferenceField::Url => printed.url,
        }
    }

    fn conflict(&self, reference: &Reference, field: &str, span: Span, theirs: &str, place: &Place) -> Diagnostic {
        let (line, column) = self.document.report.source.position(span.start);
        let message = format!(
            "expected the list and the bibliography to agree on `{field}` of [{}], found {} in the list (line {line}, column {column}) and {} at {}",
            reference.number,
            quoted(span.of(&self.document.report.text)),
            quoted(theirs),
            at(place),
        );
        // A page may have been looked at more than once.
        CONFLICT
            .excepted_if(field == ReferenceField::Accessed.name())
            .at(self.document.anchor(span), message)
            .help("look at the source, and mend the one that is wrong; the list's value is kept")
            .record(&reference.reference_id)
    }
}

/// Takes a value over unless another file did before; whether it could be read.
fn fill(reference: &mut Reference, field: ReferenceField, stated: &Stated) -> bool {
    if has(reference, field.name()) {
        return true;
    }
    let same_as_container =
        reference.container_title.as_deref().is_some_and(|container| folded(container) == folded(&stated.text));
    let date = || read_date(&stated.text);
    let text = Some(stated.text.clone());
    match field {
        ReferenceField::Issued => reference.issued = date(),
        ReferenceField::Accessed => reference.accessed = date(),
        // A site that publishes itself is named once.
        ReferenceField::Publisher if same_as_container => return true,
        ReferenceField::Publisher => reference.publisher = text,
        ReferenceField::Title => reference.title = text,
        ReferenceField::ContainerTitle => reference.container_title = text,
        ReferenceField::Volume => reference.volume = text,
        ReferenceField::Issue => reference.issue = text,
        ReferenceField::Page => reference.page = text,
        ReferenceField::Edition => reference.edition = text,
        ReferenceField::Doi => reference.doi = text,
        ReferenceField::Isbn => reference.isbn = text,
        ReferenceField::Url => reference.url = text,
    }
    let is_read = match field {
        ReferenceField::Issued => reference.issued.is_some(),
        ReferenceField::Accessed => reference.accessed.is_some(),
        _ => true,
    };
    if is_read {
        supplied(reference, field.name(), &stated.place);
    }
    is_read
}

fn has(reference: &Reference, field: &str) -> bool {
    reference.supplied.iter().any(|supplied| supplied.field == field)
}

fn supplied(reference: &mut Reference, field: &str, place: &Place) {
    reference.supplied.push(Supplied { field: field.to_owned(), source: at(place) });
}

/// EDTF, or a date as people print it.
fn read_date(text: &str) -> Option<Edtf> {
    text.parse().ok().or_else(|| parse_date(text))
}

fn names(entry: &RawEntry) -> Vec<Name> {
    let read = |name: &RawName| match name {
        RawName::Split(name) => vec![name.clone()],
        RawName::Printed(printed) => parse_names(printed),
    };
    entry.authors.iter().flat_map(read).collect()
}

fn unreadable(field: ReferenceField, stated: &Stated) -> Diagnostic {
    let message = format!("expected a date for `{}`, found {}", field.name(), quoted(&stated.text));
    VALUE
        .excepted()
        .at(stated.place.clone(), message)
        .help("write the date as EDTF, or as D Month YYYY; the reference stays without it until then")
}

fn ambiguous(entry: &RawEntry, found: &[usize], references: &[Reference]) -> Diagnostic {
    let numbers: Vec<String> = found.iter().map(|at| format!("[{}]", references[*at].number)).collect();
    let message =
        format!("expected one source of the report's list for {}, found {}", named(entry), numbers.join(", "));
    AMBIGUOUS
        .at(entry.place.clone(), message)
        .help("give the sources addresses or DOIs that tell them apart; nothing is taken over until then")
}

/// Entries that match nothing: the first ones each, the rest together.
fn told(file: &str, unmatched: &[&RawEntry]) -> Vec<Diagnostic> {
    let each = unmatched.iter().take(MAX_UNMATCHED).map(|entry| {
        let message = format!("expected a source of the report's list, found {}, which none is", named(entry));
        UNMATCHED.at(entry.place.clone(), message).help(
            "nothing need be done; where it is a source of the report, its address, DOI or title must be the list's",
        )
    });
    let mut findings: Vec<Diagnostic> = each.collect();
    if unmatched.len() > MAX_UNMATCHED {
        let message = format!("{} more entries are no sources of the report's list", unmatched.len() - MAX_UNMATCHED);
        let place = Place::File { file: file.to_owned(), line: None, column: None };
        findings.push(UNMATCHED.at(place, message));
    }
    findings
}

/// An entry as a message names it.
fn named(entry: &RawEntry) -> String {
    match entry.fields.get(&ReferenceField::Title) {
        Some(title) => quoted(&title.text),
        None if entry.key.is_empty() => "an entry without title".to_owned(),
        None => format!("`{}`, which has no title", entry.key),
    }
}

fn quoted(text: &str) -> String {
    crate::check::quoted(text)
}

/// `sources.bib:12:3`
fn at(place: &Place) -> String {
    match place {
        Place::File { file, line, column } => {
            let numbers = [line, column].into_iter().map_while(|number| *number);
            numbers.fold(file.clone(), |text, number| format!("{text}:{number}"))
        }
        Place::Report(_) | Place::Dossier => "the dossier".to_owned(),
    }
}

#[cfg(test)]
mod tests;
