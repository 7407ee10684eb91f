//! Words that keep a statement at a distance without saying whose doubt it is.

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use chancery_lexis::word::Phrases;

pub(super) const RULE: Rule = Rule {
    id: "hedge-word",
    group: Group::Text,
    severity: Severity::Info,
    exception: None,
    summary: "a statement kept at a distance without saying whose doubt it is",
    explanation: Explanation {
        asks: "does the text do without the phrases of hedge-words.csv?",
        why: "the reader cannot weigh a doubt that nobody owns.",
        mend: "say who says so and how sure they are, or make the statement with its source.",
        fires: "The port reportedly closed.",
        silent: "The harbour master said that the port had closed.",
    },
};

/// One finding for each such word or phrase.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let phrases = Phrases::new(subject.lexicon.vocabulary.hedge_words.iter().map(|phrase| (phrase.as_str(), ())));
    let mut findings = Vec::new();
    for (at, statement) in subject.own_words() {
        let words = subject.texts.words(at);
        for found in phrases.all(words) {
            let (start, end) = (words[found.first].start, words[found.next - 1].end);
            let place = Span::new(statement.span.start + start, statement.span.start + end);
            let message =
                format!("expected who says so and how sure they are, found {}", quoted(&statement.text[start..end]));
            findings.push(
                RULE.at(subject.document.anchor(place), message)
                    .help("attribute the statement, or make it with its source")
                    .record(&statement.passage_id),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn words_at_a_distance_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 5] = [
            ("word", "The port reportedly closed.", &["reportedly"]),
            ("phrase", "It is believed that it closed; some analysts doubt it.", &["It is believed", "some analysts"]),
            ("figures_keep_their_hedge", "Nearly nine ships called.", &[]),
            ("attributed", "The harbour master believes that it closed.", &[]),
            ("other_word", "It was reported that day.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("hedge-word", &[(situation, text, expected)]);
        }
    }
}
