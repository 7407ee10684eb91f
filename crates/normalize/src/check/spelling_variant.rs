//! British and American spelling in one report.

use std::collections::BTreeMap;

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use chancery_lexis::word::Phrases;

pub(super) const RULE: Rule = Rule {
    id: "spelling-variant-mixed",
    group: Group::Text,
    severity: Severity::Info,
    exception: None,
    summary: "words spelt in British here and in American there",
    explanation: Explanation {
        asks: "are the words of a family in spellings.csv spelt in one way? Names and quotations do not count, and words in -ise and -ize are a family of their own.",
        why: "a text of two hands reads as one.",
        mend: "spell the words of one kind alike.",
        fires: "The defence centre chose a new color.",
        silent: "The defence centre chose a new colour.",
    },
};

/// A word of a family as the report spells it.
struct Spelt<'d> {
    place: Span,
    word: &'d str,
}

/// One finding for each word that is spelt as fewer words of its family are, where it first stands.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let spellings = &subject.lexicon.vocabulary.spellings;
    let both =
        |at: usize| [(spellings[at].british.as_str(), (at, true)), (spellings[at].american.as_str(), (at, false))];
    let forms = Phrases::new((0..spellings.len()).flat_map(both));
    let mut families: BTreeMap<&str, [Vec<Spelt<'_>>; 2]> = BTreeMap::new();
    for (at, statement) in subject.own_words() {
        let words = subject.texts.words(at);
        for (index, word) in words.iter().enumerate() {
            // A capital within the sentence is a name (`World Health Organization`), quoted words are another’s.
            let is_name = index > 0 && word.text.starts_with(char::is_uppercase);
            let Some(found) = forms.at(words, index).filter(|_| !is_name && !is_quoted(statement.text, word.start))
            else {
                continue;
            };
            let (row, is_british) = *found.value;
            let place = Span::new(statement.span.start + word.start, statement.span.start + word.end);
            let family = families.entry(&spellings[row].family).or_default();
            family[usize::from(is_british)].push(Spelt { place, word: word.text });
        }
    }
    families.values().flat_map(|family| mixed(subject, family)).collect()
}

/// Whether a byte lies within double quotation marks.
fn is_quoted(text: &str, byte: usize) -> bool {
    let before = &text[..byte];
    before.matches('\u{201C}').count() > before.matches('\u{201D}').count()
}

fn mixed(subject: &Subject<'_>, [american, british]: &[Vec<Spelt<'_>>; 2]) -> Vec<Diagnostic> {
    let is_british_usual = british.len() >= american.len();
    let (usual, unusual) = if is_british_usual { (british, american) } else { (american, british) };
    let (Some(example), region) = (usual.first(), if is_british_usual { "British" } else { "American" }) else {
        return Vec::new();
    };
    let mut first: BTreeMap<String, (&Spelt<'_>, usize)> = BTreeMap::new();
    for spelt in unusual {
        first.entry(spelt.word.to_lowercase()).or_insert((spelt, 0)).1 += 1;
    }
    first
        .into_values()
        .map(|(spelt, n)| {
            let times = if n == 1 { String::new() } else { format!(" ({n} times)") };
            let message = format!(
                "expected {region} spelling, as {} has it, found {}{times}",
                quoted(example.word),
                quoted(spelt.word)
            );
            RULE.at(subject.document.anchor(spelt.place), message)
                .label(subject.document.anchor(example.place), format!("{region} spelling"))
                .help("spell the words of one kind alike; names and quotations keep their own spelling")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn mixed_spellings_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 8] = [
            ("two_regions", "The defence centre hired labour. A new color was chosen.", &["color"]),
            ("american_is_usual", "The defense center hired labour.", &["labour"]),
            ("once_a_word", "The defence centre hired labour. Its color and color.", &["color"]),
            ("two_endings", "They organised and stabilised it, then formalized it.", &["formalized"]),
            ("families_are_apart", "The defence centre was organized.", &[]),
            ("name", "The defence centre met the American Center for Trade.", &[]),
            ("quotation", "The defence centre spoke of a “labor camp” there.", &[]),
            ("one_region", "The defence centre hired labour.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("spelling-variant-mixed", &[(situation, text, expected)]);
        }
    }
}
