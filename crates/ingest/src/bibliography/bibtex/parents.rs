//! What an entry takes over from others: `crossref` and `xdata`.

use std::collections::BTreeMap;

use super::super::{RawEntry, Reading, ReferenceField, VALUE};
use super::PARENTS;

/// How far up entries are followed: BibLaTeX's own manual goes no further than two.
const MAX_STEPS: usize = 8;

/// Fields that are the whole's and not the part's, which a part does not take over.
const OWN: &[ReferenceField] =
    &[ReferenceField::Doi, ReferenceField::Url, ReferenceField::Accessed, ReferenceField::Page];

/// Fills what entries lack from their parents; the title of a whole is the container of its part. Entries of the
/// type `xdata` are no sources and go.
pub(super) fn inherit(reading: &mut Reading<'_>, entries: &mut Vec<RawEntry>) {
    let keys: BTreeMap<&str, usize> =
        entries.iter().enumerate().rev().map(|(at, entry)| (entry.key.as_str(), at)).collect();
    let mut parents: Vec<Vec<(usize, bool)>> = Vec::with_capacity(entries.len());
    for entry in entries.iter() {
        let mut own = Vec::new();
        for (name, named) in entry.others.iter().filter(|(name, _)| PARENTS.contains(&name.as_str())) {
            for key in named.split(',').map(str::trim).filter(|key| !key.is_empty()) {
                if let Some(at) = keys.get(key) {
                    own.push((*at, name == "crossref"));
                } else {
                    let message = format!("expected the key of an entry for `{name}`, found `{key}`, which none has");
                    let help = "export the entry that it leads to as well".to_owned();
                    reading.say.at(entry.span.start, &VALUE, message, help);
                }
            }
        }
        parents.push(own);
    }
    let original = entries.clone();
    for (at, entry) in entries.iter_mut().enumerate() {
        let mut open = parents[at].clone();
        let mut steps = 0;
        while let Some((parent, is_whole)) = open.pop().filter(|_| steps < MAX_STEPS) {
            steps += 1;
            take_over(entry, &original[parent], is_whole);
            open.extend(&parents[parent]);
        }
    }
    entries.retain(|entry| !entry.kind_printed.eq_ignore_ascii_case("xdata"));
}

fn take_over(entry: &mut RawEntry, parent: &RawEntry, is_whole: bool) {
    for (field, stated) in &parent.fields {
        let field = match (field, is_whole) {
            (ReferenceField::Title, true) => ReferenceField::ContainerTitle,
            (field, true) if OWN.contains(field) => continue,
            (field, _) => *field,
        };
        entry.fields.entry(field).or_insert_with(|| stated.clone());
    }
    if entry.authors.is_empty() && !is_whole {
        entry.authors.clone_from(&parent.authors);
        entry.authors_place = parent.authors_place.clone();
    }
}
