//! Bibliography files: what a reference manager exports beside the report.
//!
//! To add a format: one file under `bibliography/`, one word in
//! [`BibliographyFormat`], and one line in `READERS`.

mod bibtex;
mod csl_json;
mod ris;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chancery_model::diagnostic::{Checked, Place, Severity};
use chancery_model::reference::{Name, ReferenceType};
use chancery_model::rule::{Exception, Explanation, Group, Rule};
use unicode_normalization::UnicodeNormalization;

use crate::manifest::BibliographyFormat;
use crate::place::Complaints;
use crate::span::Span;

/// What is told of bibliography files.
pub(crate) const RULES: &[&Rule] = &[&EMPTY, &ENTRY, &NO_END, &VALUE, &csl_json::UNREADABLE, &ris::LINE, &ris::NO_TYPE];

const EMPTY: Rule = Rule {
    id: "bibliography-empty",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: None,
    summary: "a bibliography file without entries",
    explanation: Explanation {
        asks: "has each bibliography file an entry?",
        why: "the file may be cut off, or of another format.",
        mend: "export the file again.",
        fires: "",
        silent: "",
    },
};

const ENTRY: Rule = Rule {
    id: "bibliography-entry",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Error, when: "where nothing behind the entry can be read either" }),
    summary: "an entry of a bibliography file that cannot be read",
    explanation: Explanation {
        asks: "can each entry of a bibliography file be read?",
        why: "it is left out.",
        mend: "mend the entry as the message says.",
        fires: "",
        silent: "",
    },
};

const NO_END: Rule = Rule {
    id: "bibliography-no-end",
    group: Group::Inputs,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "for the last entry of a RIS file" }),
    summary: "an entry of a bibliography file that does not end",
    explanation: Explanation {
        asks: "is each entry of a bibliography file closed?",
        why: "what follows may be read as part of it.",
        mend: "close the entry.",
        fires: "@article{quill, title = {Weirs}",
        silent: "@article{quill, title = {Weirs}}",
    },
};

/// A value of a bibliography file that cannot be read, by the file's reader or where the list takes it over.
pub const VALUE: Rule = Rule {
    id: "bibliography-value",
    group: Group::References,
    severity: Severity::Warning,
    exception: Some(Exception { severity: Severity::Info, when: "where a text that the list lacks is no date" }),
    summary: "a value of a bibliography file that cannot be read",
    explanation: Explanation {
        asks: "can each value that a bibliography file gives be read as what its field holds, a date as a date?",
        why: "what cannot be read is not filled in, and the record lacks it.",
        mend: "write dates as the format has them: 2019-05-02.",
        fires: "date = {sometime in spring}",
        silent: "date = {2019-21}",
    },
};

chancery_model::words! {
    /// A field of a reference that a bibliography may give, by the name that the tables use.
    ReferenceField {
        /// Title.
        Title = "title",
        /// Newspaper, site, journal, book or series it appeared in.
        ContainerTitle = "container_title",
        /// Publisher or institution.
        Publisher = "publisher",
        /// Date of issue: EDTF where the format has a form for dates, else as printed.
        Issued = "issued",
        /// Date of access, in the same way.
        Accessed = "accessed",
        /// Volume.
        Volume = "volume",
        /// Issue of a periodical.
        Issue = "issue",
        /// Pages.
        Page = "page",
        /// Edition.
        Edition = "edition",
        /// DOI without a resolver's address.
        Doi = "doi",
        /// ISBN; several where the file has several.
        Isbn = "isbn",
        /// Address.
        Url = "url",
    }
}

/// A bibliography as its file holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct RawBibliography {
    /// Path within the dossier.
    pub file: String,
    /// Entries, in the order of the file.
    pub entries: Vec<RawEntry>,
}

/// One source of a bibliography, the escapes of its format undone.
#[derive(Clone, Debug, PartialEq)]
pub struct RawEntry {
    /// Key it is cited by; empty where it has none.
    pub key: String,
    /// Bytes of the file it stands in.
    pub span: Span,
    /// Its first line and column.
    pub place: Place,
    /// Type as the file names it (`JOUR`, `online`, `post-weblog`); empty where it names none.
    pub kind_printed: String,
    /// CSL type; `None` where the file names none, or one that has no equal among those in use.
    pub kind: Option<ReferenceType>,
    /// Authors, in order.
    pub authors: Vec<RawName>,
    /// Where the authors stand; the entry's place where there are none.
    pub authors_place: Place,
    /// What it gives of the fields of a reference; none is empty.
    pub fields: BTreeMap<ReferenceField, Stated>,
    /// Everything else, by the names that the file uses, in its order.
    pub others: Vec<(String, String)>,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The value: Form C, one space where the file has white space or control characters.
    pub text: String,
    /// Bytes of the file it stands in, delimiters left out where the format has some.
    pub span: Span,
    /// Its line and column.
    pub place: Place,
}

/// An author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawName {
    /// The file says what is family name, given name and suffix, or that the name is a body's.
    Split(Name),
    /// A name as printed, in reading order.
    Printed(String),
}

/// One format's reader.
struct Reader {
    format: BibliographyFormat,
    read: fn(&mut Reading<'_>) -> Vec<RawEntry>,
}

/// Every format.
const READERS: &[Reader] = &[
    Reader { format: BibliographyFormat::CslJson, read: csl_json::read },
    Reader { format: BibliographyFormat::Bibtex, read: bibtex::read },
    Reader { format: BibliographyFormat::Ris, read: ris::read },
];

/// Reads a bibliography. An entry or a value that is not as the format has it is told of and left out or kept
/// as printed; the rest is read.
#[must_use]
pub fn read(file: &str, bytes: &[u8], format: BibliographyFormat) -> Checked<RawBibliography> {
    let text = String::from_utf8_lossy(bytes);
    let mut reading = Reading { text: &text, say: Complaints::new(file, text.as_bytes()) };
    reading.say.invalid_utf8(bytes);
    let reader = READERS.iter().find(|reader| reader.format == format);
    let entries = reader.map_or_else(Vec::new, |reader| (reader.read)(&mut reading));
    if entries.is_empty() && reading.say.noted() == 0 {
        let message = format!("expected a bibliography in the format `{}`, found no entry", format.name());
        let help = "name the format that the file is in: csl-json, bibtex or ris".to_owned();
        reading.say.of_file(&EMPTY, message, help);
    }
    Checked { value: RawBibliography { file: file.to_owned(), entries }, diagnostics: reading.say.finish() }
}

/// Longest value that is kept, in bytes: no title, name or address comes near it.
const MAX_VALUE: usize = 64 * 1024;

/// A file under way.
struct Reading<'a> {
    text: &'a str,
    say: Complaints<'a>,
}

impl Reading<'_> {
    fn entry(&mut self, span: Span, key: &str, kind_printed: &str) -> RawEntry {
        let place = self.say.place(span.start);
        RawEntry {
            key: tidied(key),
            span,
            authors_place: place.clone(),
            place,
            kind_printed: tidied(kind_printed),
            kind: None,
            authors: Vec::new(),
            fields: BTreeMap::new(),
            others: Vec::new(),
        }
    }

    /// The value of a field; `None` where there is nothing in it, or more than any value has.
    fn stated(&mut self, text: &str, span: Span) -> Option<Stated> {
        if text.len() > MAX_VALUE {
            let message = format!("expected a value of at most {MAX_VALUE} bytes, found {}", text.len());
            let help = "shorten it; it is left out until then".to_owned();
            self.say.at(span.start, &VALUE, message, help);
            return None;
        }
        let text = tidied(text);
        (!text.is_empty()).then(|| Stated { text, span, place: self.say.place(span.start) })
    }

    /// Sets a field unless it is set: the first value of an entry counts, and a later one joins the others.
    fn set(&mut self, entry: &mut RawEntry, field: ReferenceField, named: &str, text: &str, span: Span) {
        let Some(mut stated) = self.stated(text, span) else { return };
        if field == ReferenceField::Doi {
            stated.text = bare_doi(&stated.text).to_owned();
        }
        match entry.fields.entry(field) {
            Entry::Vacant(free) => {
                free.insert(stated);
            }
            Entry::Occupied(_) => entry.others.push((named.to_owned(), stated.text)),
        }
    }

    /// Keeps what is no field of a reference.
    fn keep(&mut self, entry: &mut RawEntry, named: &str, text: &str, span: Span) {
        if let Some(stated) = self.stated(text, span) {
            entry.others.push((tidied(named), stated.text));
        }
    }
}

/// Form C, one space for white space and control characters, nothing that is not seen.
fn tidied(text: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let mut tidied = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|c| !unseen(*c)).nfc() {
        if c.is_whitespace() || c.is_control() {
            gap = true;
        } else {
            if gap && !tidied.is_empty() {
                tidied.push(' ');
            }
            gap = false;
            tidied.push(c);
        }
    }
    tidied
}

/// A DOI without the forms in which it is printed as an address.
fn bare_doi(printed: &str) -> &str {
    const FORMS: &[&str] =
        &["https://", "http://", "//", "www.", "dx.doi.org/", "doi.org/", "doi:", "urn:doi:", "info:doi/"];
    let mut doi = printed.trim();
    for form in FORMS {
        if let Some(start) = doi.get(..form.len())
            && start.eq_ignore_ascii_case(form)
        {
            doi = doi[form.len()..].trim_start();
        }
    }
    doi
}

/// A person; `None` where no part of a name has a letter or digit in it.
fn person(given: &str, family: &str, suffix: &str) -> Option<RawName> {
    let [given, family, suffix] = [given, family, suffix].map(tidied);
    let name = match (given.is_empty(), family.is_empty()) {
        (_, false) if !given.is_empty() || !suffix.is_empty() => Name::Person { given, family, suffix },
        (_, false) => Name::Literal(family),
        (false, true) => Name::Literal(given),
        (true, true) => return None,
    };
    name.display().contains(char::is_alphanumeric).then_some(RawName::Split(name))
}

/// A body.
fn body(name: &str) -> Option<RawName> {
    let name = tidied(name);
    name.contains(char::is_alphanumeric).then_some(RawName::Split(Name::Literal(name)))
}
