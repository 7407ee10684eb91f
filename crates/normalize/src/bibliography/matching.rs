//! Which source of the list an entry of a bibliography is: by address, then DOI, then title.

use std::collections::BTreeMap;

use chancery_ingest::bibliography::{RawEntry, ReferenceField};
use chancery_model::edtf::Edtf;
use chancery_model::reference::Reference;

use super::address::{canonical, is_of_a_page};
use super::agreement::{agree, folded};
use super::read_date;

/// What an entry is in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// One source, by its place in the list from 0.
    One(usize),
    /// Nothing.
    None,
    /// More than one source, in list order.
    Several(Vec<usize>),
}

/// The list's sources by what they can be found by.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    references: &'a [Reference],
    addresses: BTreeMap<String, Vec<usize>>,
    dois: BTreeMap<String, Vec<usize>>,
    titles: BTreeMap<String, Vec<usize>>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(references: &'a [Reference]) -> Self {
        let index = |key: &dyn Fn(&Reference) -> Option<String>| {
            let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, reference) in references.iter().enumerate() {
                if let Some(key) = key(reference) {
                    index.entry(key).or_default().push(at);
                }
            }
            index
        };
        Self {
            references,
            addresses: index(&|reference| address(reference.url.as_deref()?)),
            dois: index(&|reference| doi(reference.doi.as_deref()?)),
            titles: index(&|reference| title(reference.title.as_deref()?)),
        }
    }

    pub(super) fn find(&self, entry: &RawEntry) -> Match {
        let text = |field| entry.fields.get(&field).map(|stated| stated.text.as_str());
        let keys = [
            (&self.addresses, text(ReferenceField::Url).and_then(address)),
            (&self.dois, text(ReferenceField::Doi).and_then(doi)),
        ];
        let named = text(ReferenceField::Title);
        for (index, key) in keys {
            let Some(found) = key.and_then(|key| index.get(&key)) else { continue };
            if let [at] = found.as_slice() {
                return Match::One(*at);
            }
            // One address of two sources: the title tells which.
            let same = |at: &&usize| {
                let own = self.references[**at].title.as_deref();
                own.zip(named).is_some_and(|(own, named)| agree(ReferenceField::Title, own, named))
            };
            let titled: Vec<usize> = found.iter().filter(same).copied().collect();
            return if let [at] = titled.as_slice() { Match::One(*at) } else { Match::Several(found.clone()) };
        }
        let theirs = text(ReferenceField::Issued).and_then(read_date).and_then(year);
        let titled = named.and_then(title).and_then(|key| self.titles.get(&key)).into_iter().flatten().copied();
        let titled: Vec<usize> =
            titled.filter(|at| is_near(self.references[*at].issued.and_then(year), theirs)).collect();
        match titled.as_slice() {
            [] => Match::None,
            [at] => Match::One(*at),
            _ => Match::Several(titled),
        }
    }
}

fn address(url: &str) -> Option<String> {
    canonical(url).filter(|address| is_of_a_page(address))
}

fn doi(doi: &str) -> Option<String> {
    let doi = doi.trim().to_lowercase();
    (!doi.is_empty()).then_some(doi)
}

fn title(title: &str) -> Option<String> {
    let title = folded(title);
    (!title.is_empty()).then_some(title)
}

fn year(date: Edtf) -> Option<u16> {
    date.earliest().or(date.latest()).map(|day| day.year())
}

/// Whether two years may be of one source: a year between them is a publication's first and its print.
fn is_near(list: Option<u16>, theirs: Option<u16>) -> bool {
    match (list, theirs) {
        (Some(list), Some(theirs)) => list.abs_diff(theirs) <= 1,
        _ => true,
    }
}
