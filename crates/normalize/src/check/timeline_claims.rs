//! What a timeline item claims beyond the text.

use std::collections::BTreeSet;

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::texts::{says_something, stem};
use super::told::Told;
use super::{Dated, Subject, quoted};
use chancery_lexis::word::{Word, words};

pub(super) const RULE: Rule = Rule {
    id: "timeline-claim-not-in-prose",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "a timeline item that claims what the text has nowhere",
    explanation: Explanation {
        asks: "has the text each number and name of an item’s description, and each thing named there by three words or more? Items with a citation of their own do not count, nor what is told in other words.",
        why: "what stands only in the timeline has no argument and no source.",
        mend: "tell it in the text, with its source, or take it out of the timeline.",
        fires: "Ships saw the harbour tower lit in 2009.\n\n## Timeline\n\n- 2009 – Harbour tower: Lit for ships, with customs relief for ferries.",
        silent: "Ships saw the harbour tower lit in 2009.\n\n## Timeline\n\n- 2009 – Harbour tower: Lit for ships.",
    },
};

/// Words that begin a part of a description.
const JOINTS: &[&str] = &["and", "as", "but", "including", "or", "plus", "while", "with"];
/// Words of a part that names a thing of its own: `customs relief for ferries`.
const LONG_THING: usize = 3;

/// One finding for each item without a citation of its own, at the first part of its description that has a name or
/// number which the text has nowhere, or that names a thing most of whose words no sentence of the text has together.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let told = Told::read(subject);
    if told.is_empty() {
        return Vec::new();
    }
    let items = subject.timeline();
    let bare = items.iter().filter(|item| item.statement.groups.is_empty());
    let mentions = told.places().flat_map(|at| subject.lexicon.actors.mentions(subject.texts.words(at)));
    let codes: BTreeSet<String> = mentions.map(|mention| mention.code).collect();
    bare.filter_map(|item| untold(subject, &told, item, &codes)).collect()
}

/// `codes` are the states and bodies that the text names.
fn untold(subject: &Subject<'_>, told: &Told<'_>, item: &Dated<'_>, codes: &BTreeSet<String>) -> Option<Diagnostic> {
    let text = &subject.document.report.text;
    let description = item.item.description;
    let words = words(description.of(text));
    let parts = parts(description.of(text), &words);
    let is_beyond = |part: &&[Word<'_>]| has_untold_specific(subject, told, part, codes) || is_untold_thing(told, part);
    let part = parts.into_iter().find(is_beyond)?;
    let (first, last) = (part.first()?, part.last()?);
    let place = Span::new(description.start + first.start, description.start + last.end);
    let unknown: Vec<String> = part.iter().filter(|word| is_untold(told, word)).map(|word| quoted(word.text)).collect();
    let unknown = if unknown.is_empty() { "it".to_owned() } else { unknown.join(", ") };
    let message = format!("expected the text to tell of {}, found nothing of {unknown} there", quoted(place.of(text)));
    Some(RULE.at(subject.document.anchor(place), message).record(&item.statement.passage_id))
}

/// A description cut at its marks and joining words.
fn parts<'w, 't>(text: &str, words: &'w [Word<'t>]) -> Vec<&'w [Word<'t>]> {
    let begins = |at: usize| {
        let gap = &text[words[at - 1].end..words[at].start];
        gap.contains([',', ';', ':', '.', '(', ')', '\u{2013}', '\u{2014}'])
            || JOINTS.contains(&words[at].lower.as_str())
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 1..=words.len() {
        if at == words.len() || begins(at) {
            let joint = usize::from(words.get(start).is_some_and(|word| JOINTS.contains(&word.lower.as_str())));
            parts.push(&words[start + joint..at]);
            start = at;
        }
    }
    parts
}

fn is_untold(told: &Told<'_>, word: &Word<'_>) -> bool {
    says_something(word) && !told.has(&stem(word))
}

/// Whether a part has a number, a state or body, or another name, which the text has nowhere under any name. A capital
/// that begins the part may be a sentence's, and one alone (`HPP`) may be short for words that are there.
fn has_untold_specific(subject: &Subject<'_>, told: &Told<'_>, part: &[Word<'_>], codes: &BTreeSet<String>) -> bool {
    let mentions = subject.lexicon.actors.mentions(part);
    if mentions.iter().any(|mention| !codes.contains(&mention.code)) {
        return true;
    }
    let is_actor = |at: usize| mentions.iter().any(|mention| (mention.first..mention.next).contains(&at));
    let opening = usize::from(part.first().is_some_and(|word| word.lower == "the")) + 1;
    let is_specific = |at: usize, word: &Word<'_>| {
        let is_name =
            word.text.starts_with(char::is_uppercase) && at >= opening && !word.text.chars().all(char::is_uppercase);
        is_name || word.text.len() > 1 && word.text.bytes().all(|byte| byte.is_ascii_digit())
    };
    part.iter().enumerate().any(|(at, word)| !is_actor(at) && is_specific(at, word) && is_untold(told, word))
}

/// Whether a part names a thing, without a verb, that no sentence has more than a third of the words of.
fn is_untold_thing(told: &Told<'_>, part: &[Word<'_>]) -> bool {
    let telling: Vec<&Word<'_>> = part.iter().filter(|word| says_something(word)).collect();
    let is_thing = telling.iter().all(|word| {
        word.text.starts_with(char::is_lowercase) && !word.lower.ends_with("ing") && !word.lower.ends_with("ed")
    });
    if telling.len() < LONG_THING || !is_thing || !telling.iter().any(|word| is_untold(told, word)) {
        return false;
    }
    let stems: BTreeSet<String> = telling.iter().map(|word| stem(word)).collect();
    let most = told.sharing(&stems).into_iter().map(|(.., n)| n).max().unwrap_or(0);
    most * 3 <= stems.len()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn claims_beyond_the_text_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 13] = [
            ("beyond", "Lit for the first time, with customs relief for ferries.", &["customs relief for ferries"]),
            ("told", "Lit for ships, with a tower.", &[]),
            ("number", "Lit for ships within 36 hours.", &["Lit for ships within 36 hours"]),
            ("name", "Lit for ships from Tromsø.", &["Lit for ships from Tromsø"]),
            ("state_under_another_name", "Lit for ships from Nairobi.", &[]),
            ("state_not_named", "Lit for ships from Peru.", &["Lit for ships from Peru"]),
            ("state_that_opens_a_part", "Lit for ships, and Peru.", &["Peru"]),
            ("abbreviation", "Lit for ships of HHP.", &[]),
            ("opens_with_a_capital", "Splendour for ships.", &[]),
            ("cited", "Lit for ships from Tromsø [1].", &[]),
            ("one_new_word", "Lit for ships, with splendour.", &[]),
            ("told_in_other_forms", "The lighting of harbours and shipping.", &[]),
            ("empty", "", &[]),
        ];
        for (situation, description, expected) in cases {
            let text: &'static str = format!(
                "# R\n\n## Trade\n\nShips from Kenya saw the harbour tower lit for the first time in 2009.\n\n## Timeline\n\n- 2009 – Harbour tower: {description}\n"
            )
            .leak();
            check("timeline-claim-not-in-prose", &[(situation, text, expected)]);
        }
    }
}
