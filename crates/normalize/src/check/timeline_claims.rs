//! What a timeline item claims beyond the text.

use std::collections::BTreeSet;

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};

use super::rule::{Explanation, Group, Rule};
use super::texts::{says_something, stem};
use super::told::Told;
use super::{Dated, Subject, quoted};
use crate::word::{Word, words};

pub(super) const RULE: Rule = Rule {
    id: "timeline-claim-not-in-prose",
    group: Group::Timeline,
    severity: Severity::Warning,
    summary: "a timeline item that claims what the text has nowhere",
    explanation: Explanation {
        asks: "has the text the words of each part of an item’s description, or most of them?",
        why: "what stands only in the timeline has no argument and no source.",
        mend: "tell it in the text, with its source, or take it out of the timeline.",
        fires: "Ships saw the harbour tower lit in 2009.\n\n## Timeline\n\n- 2009 – Harbour tower: Lit for ships, with customs relief for ferries.",
        silent: "Ships saw the harbour tower lit in 2009.\n\n## Timeline\n\n- 2009 – Harbour tower: Lit for ships.",
    },
};

/// Words of a part that the text must lack.
const LEAST_UNTOLD: usize = 2;
/// Words that begin a part of a description.
const JOINTS: &[&str] = &["and", "as", "but", "including", "plus", "while", "with"];

/// One finding for each item, at the first part of its description most of whose words the text has nowhere.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let told = Told::read(subject);
    if told.is_empty() {
        return Vec::new();
    }
    subject.timeline().iter().filter_map(|item| untold(subject, &told, item)).collect()
}

fn untold(subject: &Subject<'_>, told: &Told<'_>, item: &Dated<'_>) -> Option<Diagnostic> {
    let text = &subject.document.report.text;
    let description = item.item.description;
    let words = words(description.of(text));
    let part = parts(description.of(text), &words).into_iter().find(|part| is_untold(told, part))?;
    let (first, last) = (part.first()?, part.last()?);
    let place = Span::new(description.start + first.start, description.start + last.end);
    let unknown: BTreeSet<&str> =
        part.iter().filter(|word| says_something(word) && !told.has(&stem(word))).map(|word| word.text).collect();
    let unknown: Vec<String> = unknown.into_iter().map(quoted).collect();
    let message = format!(
        "expected the text to tell of {}, found nothing of {} in it",
        quoted(place.of(text)),
        unknown.join(", ")
    );
    Some(
        RULE.at(subject.document.anchor(place), message)
            .help("tell it in the text, with its source, or take it out of the timeline")
            .record(&item.statement.passage_id),
    )
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

/// Whether the text has none but a few of a part's words.
fn is_untold(told: &Told<'_>, part: &[Word<'_>]) -> bool {
    let telling: Vec<&Word<'_>> = part.iter().filter(|word| says_something(word)).collect();
    let unknown = telling.iter().filter(|word| !told.has(&stem(word))).count();
    unknown >= LEAST_UNTOLD && unknown * 3 >= telling.len() * 2
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn claims_beyond_the_text_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 5] = [
            ("beyond", "Lit for the first time, with customs relief for ferries.", &["customs relief for ferries"]),
            ("told", "Lit for ships, with a tower.", &[]),
            ("one_new_word", "Lit for ships, with splendour.", &[]),
            ("told_in_other_forms", "The lighting of harbours and shipping.", &[]),
            ("empty", "", &[]),
        ];
        for (situation, description, expected) in cases {
            let text: &'static str = format!(
                "# R\n\n## Trade\n\nShips saw the harbour tower lit for the first time in 2009.\n\n## Timeline\n\n- 2009 – Harbour tower: {description}\n"
            )
            .leak();
            check("timeline-claim-not-in-prose", &[(situation, text, expected)]);
        }
    }
}
