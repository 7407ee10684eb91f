//! Compounds of equal partners joined with a hyphen here and a dash there.

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use crate::lexicon::Lexicon;
use chancery_lexis::word::words;

pub(super) const RULE: Rule = Rule {
    id: "compound-dash-mixed",
    group: Group::Text,
    severity: Severity::Info,
    exception: None,
    summary: "equal partners joined with a hyphen here and a dash there",
    explanation: Explanation {
        asks: "are compounds of two states or bodies, or of words of two domains, joined with one mark throughout?",
        why: "two marks for one thing look like two things.",
        mend: "join equal partners with one mark throughout.",
        fires: "The Kenyan–Ugandan line and the Kenyan-Somali border.",
        silent: "The Kenyan–Ugandan line and the Kenyan–Somali border.",
    },
};

/// A compound of two states or bodies, or of words of two domains.
struct Compound {
    place: Span,
    is_dashed: bool,
}

/// One finding for each compound with the mark that fewer of them have; of equals the hyphen is the one found.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let text = &subject.document.report.text;
    let statements = subject.own_words();
    let compounds: Vec<Compound> = statements
        .flat_map(|(_, statement)| compounds(subject.lexicon, statement.text, statement.span.start))
        .collect();
    let n_dashed = compounds.iter().filter(|compound| compound.is_dashed).count();
    if n_dashed == 0 || n_dashed == compounds.len() {
        return Vec::new();
    }
    let is_dash_usual = n_dashed * 2 >= compounds.len();
    let Some(usual) = compounds.iter().find(|compound| compound.is_dashed == is_dash_usual) else { return Vec::new() };
    let (wanted, found) = if is_dash_usual { ("en dash", "hyphen") } else { ("hyphen", "en dash") };
    let unusual = compounds.iter().filter(|compound| compound.is_dashed != is_dash_usual);
    unusual
        .map(|compound| {
            let message = format!(
                "expected an {wanted} between equal partners, as in {}, found a {found} in {}",
                quoted(usual.place.of(text)),
                quoted(compound.place.of(text))
            )
            .replace("an hyphen", "a hyphen")
            .replace("a en dash", "an en dash");
            RULE.at(subject.document.anchor(compound.place), message)
                .label(subject.document.anchor(usual.place), "the other mark")
        })
        .collect()
}

fn compounds(lexicon: &Lexicon<'_>, text: &str, offset: usize) -> Vec<Compound> {
    let mut compounds = Vec::new();
    for (at, mark) in text.match_indices(['-', '\u{2011}', '\u{2013}']) {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        let left = before.len() - before.trim_end_matches(char::is_alphabetic).len();
        let right = after.len() - after.trim_start_matches(char::is_alphabetic).len();
        let (start, end) = (at - left, at + mark.len() + right);
        // A chain (`state-of-the-art`) has no two partners.
        let is_mark = |letter: char| matches!(letter, '-' | '\u{2011}' | '\u{2013}');
        if left < 3 || right < 3 || text[..start].ends_with(is_mark) || text[end..].starts_with(is_mark) {
            continue;
        }
        if are_equals(lexicon, &text[start..at], &after[..right]) {
            let place = Span::new(offset + start, offset + end);
            compounds.push(Compound { place, is_dashed: mark == "\u{2013}" });
        }
    }
    compounds
}

/// Whether both are states or bodies, or words of two domains: `security` and `economic`.
fn are_equals(lexicon: &Lexicon<'_>, left: &str, right: &str) -> bool {
    let is_actor = |name: &str| !lexicon.actors.mentions(&words(name)).is_empty();
    let domain = |word: &str| lexicon.categories.all(&words(word)).first().map(|found| *found.value);
    if left.starts_with(char::is_uppercase) {
        return right.starts_with(char::is_uppercase) && is_actor(left) && is_actor(right);
    }
    domain(left).zip(domain(right)).is_some_and(|(left, right)| left != right)
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn mixed_marks_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 6] = [
            ("two_states", "The Kenyan–Ugandan line and the Kenyan-Somali border.", &["Kenyan-Somali"]),
            ("two_domains", "The Kenyan–Ugandan line has military-economic uses.", &["military-economic"]),
            (
                "dash_in_the_minority",
                "The Kenyan-Ugandan line, the Kenyan-Somali border and the Chad–Niger road.",
                &["Chad–Niger"],
            ),
            ("dashes_only", "The Kenyan–Ugandan line and the Kenyan–Somali border.", &[]),
            ("no_equals", "The Kenyan–Ugandan line is Kenyan-led and state-of-the-art.", &[]),
            ("range_and_compound", "In 2004–2012 the Kenyan-Somali border closed.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("compound-dash-mixed", &[(situation, text, expected)]);
        }
    }
}
