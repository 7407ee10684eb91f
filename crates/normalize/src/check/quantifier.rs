//! Words of quantity where a figure is wanted.

use std::collections::BTreeSet;

use chancery_ingest::span::Span;
use chancery_ingest::vocabulary::QuantifierRole;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use chancery_lexis::word::Word;

pub(super) const RULE: Rule = Rule {
    id: "quantifier-without-figure",
    group: Group::Figures,
    severity: Severity::Warning,
    exception: None,
    summary: "a word of quantity where a figure is wanted",
    explanation: Explanation {
        asks: "has a sentence that speaks of large numbers, vast volumes and the like a figure? The words are in quantifiers.csv.",
        why: "large says what the writer felt, not how much there was.",
        mend: "state the figure with its time and source, or say that none is known.",
        fires: "Each year large numbers of workers leave.",
        silent: "Each year large numbers of workers leave, 650,000 in 2013.",
    },
};

/// Words from the degree to its measure: `large narcotics volumes`.
const REACH: usize = 2;

/// One finding for each degree with its measure, in a sentence that has no figure.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let quantifiers = &subject.lexicon.vocabulary.quantifiers;
    let of = |role: QuantifierRole| -> BTreeSet<&str> {
        quantifiers.iter().filter(|word| word.role == role).map(|word| word.word.as_str()).collect()
    };
    let (degrees, measures) = (of(QuantifierRole::Degree), of(QuantifierRole::Measure));
    let mut findings = Vec::new();
    for (at, statement) in subject.own_words().filter(|(_, statement)| statement.is_prose()) {
        let words = subject.texts.words(at);
        if words.iter().any(|word| is_figure(word)) {
            continue;
        }
        for (first, _) in words.iter().enumerate().filter(|(_, word)| degrees.contains(word.lower.as_str())) {
            let next = first + 1..words.len().min(first + 2 + REACH);
            let Some(last) = next.into_iter().find(|at| measures.contains(words[*at].lower.as_str())) else { continue };
            let (start, end) = (words[first].start, words[last].end);
            if statement.text[start..end].contains([',', ';', ':', '.', '(', ')', '[']) {
                continue;
            }
            let place = Span::new(statement.span.start + start, statement.span.start + end);
            let message = format!("expected a figure, found {}", quoted(&statement.text[start..end]));
            findings.push(RULE.at(subject.document.anchor(place), message).record(&statement.passage_id));
        }
    }
    findings
}

/// Whether a word is a number that may be the figure: a year or an ordinal is none.
fn is_figure(word: &Word<'_>) -> bool {
    let is_number = word.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_year = word.text.len() == 4 && (word.text.starts_with("19") || word.text.starts_with("20"));
    // A citation’s number is one or two digits.
    is_number && !is_year && word.text.len() > 2
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn quantities_without_figure_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 6] = [
            ("numbers", "Each year large numbers of workers leave [1].", &["large numbers"]),
            ("a_word_between", "They seized vast timber volumes in 2004.", &["vast timber volumes"]),
            ("figure_in_the_sentence", "Large numbers of workers leave, 650,000 a year.", &[]),
            ("a_mark_between", "The harbour is large, numbers apart.", &[]),
            ("other_measure", "The harbour has large cranes.", &[]),
            ("degree_alone", "The loss was large.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("quantifier-without-figure", &[(situation, text, expected)]);
        }
    }
}
