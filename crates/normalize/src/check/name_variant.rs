//! One name spelt in two ways.

use std::collections::{BTreeMap, BTreeSet};

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use chancery_lexis::slug::slug;

pub(super) const RULE: Rule = Rule {
    id: "name-variant",
    group: Group::Text,
    severity: Severity::Info,
    exception: None,
    summary: "one name spelt in two ways",
    explanation: Explanation {
        asks: "is each name spelt alike throughout? Transliterations, accents, two names of one state, and a numbered name without its number are compared.",
        why: "a search for one spelling misses the other.",
        mend: "use one spelling throughout, or say that two are meant.",
        fires: "The minister Rakhimov left. Then Rahimov came.",
        silent: "The minister Rahimov left. Then Rahimov came back.",
    },
};

/// Letters of the shortest name that is compared: of shorter ones too many differ by a letter.
const SHORTEST: usize = 5;

/// A spelling of a name: where it first stands, and how often it does.
struct Spelling {
    place: Span,
    n: usize,
    /// Whether it has stood elsewhere than at a sentence's start.
    is_name: bool,
}

/// One finding for each rarer spelling of a name, where it first stands.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut names: BTreeMap<&str, Spelling> = BTreeMap::new();
    let mut small: BTreeSet<&str> = BTreeSet::new();
    for (at, statement) in subject.own_words() {
        for (index, word) in subject.texts.words(at).iter().enumerate() {
            if word.text.starts_with(char::is_lowercase) {
                small.insert(word.text);
                continue;
            }
            let is_capital = word.text.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
            // A name in its own script beside its transliteration is no slip.
            let is_latin = word.text.chars().all(|letter| letter < '\u{250}' || !letter.is_alphabetic());
            if word.text.chars().filter(|letter| letter.is_alphabetic()).count() < SHORTEST || is_capital || !is_latin {
                continue;
            }
            let place = Span::new(statement.span.start + word.start, statement.span.start + word.end);
            let spelling = names.entry(word.text).or_insert(Spelling { place, n: 0, is_name: false });
            spelling.n += 1;
            spelling.is_name |= index > 0;
        }
    }
    names.retain(|name, spelling| spelling.is_name && !small.contains(name.to_lowercase().as_str()));
    let mut alike: BTreeMap<String, Vec<(&str, &Spelling)>> = BTreeMap::new();
    let owners = owners(subject);
    for (name, spelling) in &names {
        let key = owners.get(name).map_or_else(|| sound(name), |code| format!("actor {code}"));
        alike.entry(key).or_default().push((name, spelling));
        // `Sangar-1` here and `Sangar` there; `Sangar-2` too makes them three things.
        if let Some((base, number)) = name.rsplit_once('-')
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            let numbered = alike.entry(format!("numbered {base}")).or_default();
            numbered.push((name, spelling));
        }
    }
    for (key, spellings) in &mut alike {
        if let Some(base) = key.strip_prefix("numbered ") {
            match (spellings.len(), names.get_key_value(base)) {
                (1, Some((name, spelling))) => spellings.push((name, spelling)),
                _ => spellings.clear(),
            }
        }
    }
    alike.values().flat_map(|spellings| variants(subject, spellings)).collect()
}

/// The actors whose name is one word, by each of their names that is.
fn owners<'d>(subject: &Subject<'d>) -> BTreeMap<&'d str, &'d str> {
    let actors = &subject.lexicon.vocabulary.actors;
    let names = actors.iter().flat_map(|actor| {
        std::iter::once(&actor.name).chain(&actor.aliases).map(|name| (name.as_str(), actor.code.as_str()))
    });
    names.filter(|(name, _)| name.chars().all(char::is_alphabetic)).collect()
}

/// A name as it sounds: what transliterations differ in is made alike.
fn sound(name: &str) -> String {
    const ALIKE: &[(&str, &str)] = &[
        ("kh", "h"),
        ("gh", "g"),
        ("dzh", "j"),
        ("zh", "j"),
        ("dj", "j"),
        ("ck", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ph", "f"),
        ("y", "i"),
        ("w", "v"),
        ("q", "k"),
        ("x", "ks"),
    ];
    let plain = ALIKE.iter().fold(slug(name, 3), |name, (printed, alike)| name.replace(printed, alike));
    let mut letters: Vec<char> = plain.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

fn variants(subject: &Subject<'_>, spellings: &[(&str, &Spelling)]) -> Vec<Diagnostic> {
    // The most frequent; of equals the one that stands first.
    let usual = spellings.iter().max_by_key(|(_, spelling)| (spelling.n, std::cmp::Reverse(spelling.place.start)));
    let Some((usual, most)) = usual else { return Vec::new() };
    let rarer = spellings.iter().filter(|(name, _)| name != usual);
    rarer
        .map(|(name, spelling)| {
            let message = format!(
                "expected one spelling of the name, {} as {} times, found {}",
                quoted(usual),
                most.n,
                quoted(name)
            )
            .replace("as 1 times", "as once");
            RULE.at(subject.document.anchor(spelling.place), message)
                .label(subject.document.anchor(most.place), "the other spelling")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn names_spelt_in_two_ways_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 10] = [
            ("transliteration", "The minister Rakhimov left. Then Rahimov came, and Rahimov stayed.", &["Rakhimov"]),
            ("accent", "In the Limón valley it rained. Later the Limon valley dried.", &["Limon"]),
            (
                "two_names_of_a_state",
                "They left Turkey. Later the Türkiye office and Türkiye’s fleet closed.",
                &["Turkey"],
            ),
            (
                "with_and_without_number",
                "The plant Sangar-1 opened. The Sangar debt grew after Sangar-1 stood.",
                &["Sangar"],
            ),
            ("numbered_works", "The plants Sangar-1 and Sangar-2 opened. The Sangar debt grew.", &[]),
            ("one_spelling", "The minister Rahimov left. Then Rahimov’s fleet came.", &[]),
            ("two_names", "The minister Rahimov met Karimov.", &[]),
            ("ordinary_words", "Later it rained. The Latter grew, as the latter do.", &[]),
            ("own_script", "The plant Rogun (Роғун) opened.", &[]),
            ("demonym", "They left Kenya for the Kenyan coast.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("name-variant", &[(situation, text, expected)]);
        }
    }
}
