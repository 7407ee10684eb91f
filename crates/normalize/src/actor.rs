//! Actors: states and organisations by name, demonym and seat of government.

use std::collections::BTreeSet;

use chancery_ingest::vocabulary::Vocabulary;

use crate::word::{Phrases, Word};

/// Finds actors in words.
#[derive(Debug)]
pub(crate) struct Actors {
    phrases: Phrases<Named>,
    states: BTreeSet<String>,
}

#[derive(Debug)]
struct Named {
    code: String,
    form: Form,
    /// The name in capitals (`US`, `UN`): then only capitals are the actor, `us` is not.
    is_acronym: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Name,
    Demonym,
    Seat,
}

/// An actor found: `first..next` of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// First word.
    pub(crate) first: usize,
    /// One past the last word.
    pub(crate) next: usize,
    /// ISO 3166-1 alpha-3 or the organisation's code.
    pub(crate) code: String,
    /// Whether it is a state.
    pub(crate) is_state: bool,
    /// Whether a possessive ending or an adjective form ties it to what follows: `Tajikistan’s`, `Tajik`.
    pub(crate) owns_next: bool,
}

/// Prepositions after which a capital is the place, not the government.
const OF_PLACE: &[&str] = &["around", "at", "in", "inside", "near", "outside"];

impl Actors {
    /// From the vocabulary.
    pub(crate) fn new(vocabulary: &Vocabulary) -> Self {
        let mut names = Vec::new();
        for actor in &vocabulary.actors {
            let forms = std::iter::once((actor.name.as_str(), Form::Name))
                .chain(std::iter::once((actor.code.as_str(), Form::Name)).filter(|_| !actor.is_state))
                .chain(actor.aliases.iter().map(|name| (name.as_str(), Form::Name)))
                .chain(actor.demonyms.iter().map(|name| (name.as_str(), Form::Demonym)))
                .chain(actor.seats.iter().map(|name| (name.strip_prefix("the ").unwrap_or(name), Form::Seat)));
            for (name, form) in forms {
                let is_acronym = name.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
                names.push((name, Named { code: actor.code.clone(), form, is_acronym }));
            }
        }
        let states = vocabulary.actors.iter().filter(|actor| actor.is_state).map(|actor| actor.code.clone()).collect();
        Self { phrases: Phrases::new(names), states }
    }

    /// Every mention, in order, place readings left out.
    pub(crate) fn mentions(&self, words: &[Word<'_>]) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.named_at(words, at) {
                Some((next, Some(mention))) => {
                    mentions.push(mention);
                    at = next;
                }
                Some((next, None)) => at = next,
                None => at += 1,
            }
        }
        mentions
    }

    /// The name at a word: where it ends, and the mention unless it is a place.
    fn named_at(&self, words: &[Word<'_>], at: usize) -> Option<(usize, Option<Mention>)> {
        let first = words[at].text;
        if !first.starts_with(char::is_uppercase) {
            // `Tajik–Afghan` and `re-Russian` aside, names are capitalised.
            return None;
        }
        let hyphenated = || hyphen_parts(&words[at], &self.phrases);
        let found = match self.phrases.at(words, at) {
            Some(found) => found,
            None => {
                let code = hyphenated()?;
                let is_state = self.states.contains(&code);
                return Some((at + 1, Some(Mention { first: at, next: at + 1, code, is_state, owns_next: true })));
            }
        };
        let named = found.value;
        let printed = words[at..found.next].iter().flat_map(|word| word.text.chars()).filter(|letter| letter.is_alphabetic());
        if named.is_acronym && !printed.clone().all(char::is_uppercase) {
            return None;
        }
        if named.form == Form::Seat && at > 0 && OF_PLACE.contains(&words[at - 1].lower.as_str()) {
            return Some((found.next, None));
        }
        let owns_next = words[found.next - 1].is_possessive || named.form == Form::Demonym;
        let is_state = self.states.contains(&named.code);
        Some((found.next, Some(Mention { first: at, next: found.next, code: named.code.clone(), is_state, owns_next })))
    }
}

/// The actor of a hyphenated word's first part: `Russia-led`, `Russian-backed`, `CSTO-wide`.
fn hyphen_parts(word: &Word<'_>, phrases: &Phrases<Named>) -> Option<String> {
    let (first, _) = word.text.split_once(['-', '‑'])?;
    let parts = crate::word::words(first);
    let found = phrases.at(&parts, 0).filter(|found| found.next == parts.len())?;
    let fits = !found.value.is_acronym || first.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    fits.then(|| found.value.code.clone())
}

/// Codes in order of mention, each once.
pub(crate) fn codes(mentions: &[Mention]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for mention in mentions {
        if !codes.contains(&mention.code) {
            codes.push(mention.code.clone());
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use chancery_ingest::vocabulary::Actor;

    use super::*;
    use crate::word::words;

    fn actors() -> Actors {
        let actor = |code: &str, is_state, name: &str, demonyms: &[&str], seats: &[&str]| Actor {
            code: code.to_owned(),
            is_state,
            name: name.to_owned(),
            aliases: Vec::new(),
            demonyms: demonyms.iter().map(|name| (*name).to_owned()).collect(),
            seats: seats.iter().map(|name| (*name).to_owned()).collect(),
        };
        Actors::new(&Vocabulary {
            actors: vec![
                actor("KEN", true, "Kenya", &["Kenyan", "Kenyans"], &["Nairobi"]),
                actor("USA", true, "US", &["American"], &["Washington", "the White House"]),
                actor("AU", false, "African Union", &[], &[]),
            ],
            ..Vocabulary::default()
        })
    }

    #[test]
    fn names_demonyms_and_seats() {
        let cases: [(&str, &[&str]); 9] = [
            ("Kenya’s talks with the White House", &["KEN", "USA"]),
            ("Kenyan troops under the African Union (AU)", &["KEN", "AU"]),
            ("Nairobi told us so", &["KEN"]),
            ("signed in Nairobi by the US", &["USA"]),
            ("a Kenya-led force, US-backed", &["KEN", "USA"]),
            ("near Washington, at Nairobi", &[]),
            ("kenya and the au", &[]),
            ("the Usual", &[]),
            ("", &[]),
        ];
        let actors = actors();
        for (text, expected) in cases {
            assert_eq!(codes(&actors.mentions(&words(text))), expected, "{text}");
        }
    }
}
