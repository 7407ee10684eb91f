//! What a person decided about a record.

use chancery_ingest::curation::{self, CurationEntry};
use chancery_model::anchor::Anchor;

use crate::folder::Loaded;
use crate::pointer::Pointer;

/// The entries of the curation that name the record or rest on its characters, each pointed at.
pub(super) fn judgements(loaded: &Loaded, text: &str, id: &str, anchor: Option<Anchor>) -> Vec<Pointer> {
    let Some(file) = &loaded.files.curation else { return Vec::new() };
    let entries = curation::read(&file.path, &file.bytes).value.entries;
    entries.iter().filter(|entry| speaks_of(entry, text, id, anchor)).map(judgement).collect()
}

fn speaks_of(entry: &CurationEntry, text: &str, id: &str, anchor: Option<Anchor>) -> bool {
    match (&entry.record_id, anchor) {
        (Some(named), _) => named == id,
        (None, Some(anchor)) => {
            let with_context = format!("{}{}{}", entry.prefix, entry.quote, entry.suffix);
            text.find(&with_context).is_some_and(|byte| {
                let start = text[..byte + entry.prefix.len()].chars().count();
                start < anchor.end && anchor.start < start + entry.quote.chars().count()
            })
        }
        (None, None) => false,
    }
}

fn judgement(entry: &CurationEntry) -> Pointer {
    Pointer::new(entry.place.clone(), format!("a person judged: {}", entry.reason))
}

#[cfg(test)]
mod tests {
    use chancery_ingest::curation;

    use super::*;

    #[test]
    fn an_entry_speaks_of_the_record_it_names_or_rests_on() {
        let text = "Wäre it so: the lease runs to 2042, and the lease is free.";
        let entry = |keys: &str| {
            let toml = format!("[[indicator]]\nreason = \"r\"\nunit = \"year\"\n{keys}");
            curation::read("curation.toml", toml.as_bytes()).value.entries.remove(0)
        };
        let at = |words: &str| {
            let start = text[..text.find(words).unwrap()].chars().count();
            Some(Anchor { start, end: start + words.chars().count() })
        };
        let cases = [
            ("quote = \"to 2042\"\nindicator_id = \"x\"", at("runs to 2042"), true),
            ("quote = \"to 2042\"", at("the lease runs"), false),
            ("quote = \"lease\"\nprefix = \"and the \"", at("the lease is"), true),
            ("quote = \"lease\"\nprefix = \"and the \"", at("the lease runs"), false),
            ("quote = \"to 2042\"", None, false),
            ("quote = \"not there\"", at("to 2042"), false),
            ("quote = \"to 2042\"\nobservation_id = \"term\"", None, true),
            ("quote = \"to 2042\"\nobservation_id = \"other\"", at("to 2042"), false),
        ];
        for (keys, anchor, expected) in cases {
            assert_eq!(speaks_of(&entry(keys), text, "term", anchor), expected, "{keys}");
        }
    }
}
