//! Actors: states and organisations by name, demonym and seat of government.

use std::collections::BTreeSet;

use chancery_ingest::vocabulary::Vocabulary;

use chancery_lexis::word::{Phrases, Word};

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

/// Words after which a capital is the place, not the government. `to`, `from`, `with` and `between` stand before both.
const OF_PLACE: &[&str] = &[
    "across",
    "around",
    "at",
    "central",
    "downtown",
    "in",
    "inside",
    "near",
    "outside",
    "through",
    "throughout",
    "via",
    "outskirts",
];

/// Verbs of travel, after which `to` and `from` lead to a place: `flew to Nairobi`.
const TRAVELS: &[&str] = &[
    "arrived",
    "came",
    "drove",
    "evacuated",
    "fled",
    "flew",
    "flight",
    "flights",
    "fly",
    "march",
    "marched",
    "moved",
    "road",
    "railway",
    "route",
    "returned",
    "travel",
    "travelled",
    "traveled",
    "trip",
    "trips",
    "visit",
    "visited",
    "visiting",
    "visits",
    "went",
];

/// What is called after the place it was made in: `the Tashkent treaty`.
const NAMED_AFTER_PLACE: &[&str] = &[
    "accord",
    "accords",
    "agreement",
    "agreements",
    "airport",
    "area",
    "attack",
    "attacks",
    "bombing",
    "bureau",
    "charter",
    "communique",
    "communiqué",
    "conference",
    "congress",
    "convention",
    "declaration",
    "district",
    "embassy",
    "exhibition",
    "fair",
    "forum",
    "format",
    "hospital",
    "hotel",
    "meeting",
    "meetings",
    "memorandum",
    "metro",
    "metropolitan",
    "negotiations",
    "office",
    "pact",
    "park",
    "peace",
    "plant",
    "port",
    "process",
    "protests",
    "protocol",
    "province",
    "railway",
    "region",
    "road",
    "round",
    "square",
    "station",
    "statement",
    "street",
    "streets",
    "suburb",
    "suburbs",
    "summit",
    "talks",
    "treaties",
    "treaty",
    "university",
    "zone",
];

/// Money, which is called after a country and is none: `US dollars`, `Swiss francs`.
const CURRENCIES: &[&str] = &[
    "crown",
    "crowns",
    "dinar",
    "dinars",
    "dirham",
    "dirhams",
    "dollar",
    "dollars",
    "franc",
    "francs",
    "krone",
    "kroner",
    "krona",
    "kronor",
    "lari",
    "lira",
    "liras",
    "peso",
    "pesos",
    "pound",
    "pounds",
    "real",
    "reais",
    "rial",
    "rials",
    "riyal",
    "riyals",
    "rouble",
    "roubles",
    "ruble",
    "rubles",
    "rupee",
    "rupees",
    "shilling",
    "shillings",
    "som",
    "somoni",
    "soum",
    "soums",
    "yen",
    "yuan",
    "zloty",
    "zlotys",
];

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
        // `Nairobi-based` is where, `Nairobi-backed` by whom.
        let is_based = ["-based", "-born", "-area"].iter().any(|end| words[at].lower.ends_with(end));
        let hyphenated = || hyphen_parts(&words[at], &self.phrases).filter(|_| !is_based);
        let found = match self.phrases.at(words, at) {
            Some(found) => found,
            None => {
                let code = hyphenated()?;
                let is_state = self.states.contains(&code);
                return Some((at + 1, Some(Mention { first: at, next: at + 1, code, is_state, owns_next: true })));
            }
        };
        let named = found.value;
        let printed =
            words[at..found.next].iter().flat_map(|word| word.text.chars()).filter(|letter| letter.is_alphabetic());
        if named.is_acronym && !printed.clone().all(char::is_uppercase) {
            return None;
        }
        let is_place = named.form == Form::Seat && is_place(words, at, found.next);
        let is_money = words.get(found.next).is_some_and(|word| CURRENCIES.contains(&word.lower.as_str()));
        if is_place || is_money {
            return Some((found.next, None));
        }
        let owns_next = words[found.next - 1].is_possessive || named.form == Form::Demonym;
        let is_state = self.states.contains(&named.code);
        Some((found.next, Some(Mention { first: at, next: found.next, code: named.code.clone(), is_state, owns_next })))
    }
}

/// Whether the text speaks of a capital as the place: where something is or goes (`in Nairobi`, `flew to Nairobi`, `a
/// Nairobi-based firm`), or what is called after it (`the Nairobi talks`).
fn is_place(words: &[Word<'_>], first: usize, next: usize) -> bool {
    let before = |distance: usize| first.checked_sub(distance).map(|at| words[at].lower.as_str());
    let is_in = |word: Option<&str>| word.is_some_and(|word| OF_PLACE.contains(&word));
    let is_reached =
        matches!(before(1), Some("to" | "from" | "for")) && before(2).is_some_and(|word| TRAVELS.contains(&word));
    let is_visited =
        before(1).is_some_and(|word| matches!(word, "visit" | "visited" | "visiting" | "left" | "reached"));
    // `Nairobi’s talks` are its government's.
    let names = !words[next - 1].is_possessive
        && words[next..].iter().take(2).any(|word| NAMED_AFTER_PLACE.contains(&word.lower.as_str()));
    is_in(before(1)) || is_reached || is_visited || names
}

/// The actor of a hyphenated word's first part: `Russia-led`, `Russian-backed`, `CSTO-wide`.
fn hyphen_parts(word: &Word<'_>, phrases: &Phrases<Named>) -> Option<String> {
    let (first, _) = word.text.split_once(['-', '‑'])?;
    let parts = chancery_lexis::word::words(first);
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
    use chancery_lexis::word::words;

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
        let cases: [(&str, &[&str]); 24] = [
            ("Kenya’s talks with the White House", &["KEN", "USA"]),
            ("Kenyan troops under the African Union (AU)", &["KEN", "AU"]),
            ("Nairobi told us so", &["KEN"]),
            ("signed in Nairobi by the US", &["USA"]),
            ("a Kenya-led force, US-backed", &["KEN", "USA"]),
            ("near Washington, at Nairobi", &[]),
            ("the Nairobi treaty and the Washington peace accord", &[]),
            ("Nairobi said it would talk to Washington", &["KEN", "USA"]),
            ("Washington pledged US$3 and 20 US dollars", &["USA"]),
            ("relations with Nairobi", &["KEN"]),
            ("the Nairobi talks failed", &[]),
            ("Nairobi’s talks with the AU", &["KEN", "AU"]),
            ("signed at Nairobi", &[]),
            ("flew to Nairobi from Washington", &["USA"]),
            ("a visit to Nairobi, flights from Nairobi", &[]),
            ("in central Nairobi and via Washington", &[]),
            ("Nairobi-based firms, Washington-backed", &["USA"]),
            ("a letter from Nairobi to Washington", &["KEN", "USA"]),
            ("Nairobi, Washington and the AU agreed", &["KEN", "USA", "AU"]),
            ("the Washington suburbs, the Nairobi region", &[]),
            ("Kenyan shillings", &[]),
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
