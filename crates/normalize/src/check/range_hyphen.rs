//! A range of numbers with a hyphen.

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use crate::document::Statement;
use chancery_lexis::word::Word;

pub(super) const RULE: Rule = Rule {
    id: "range-hyphen",
    group: Group::Text,
    severity: Severity::Warning,
    exception: None,
    summary: "a range of numbers with a hyphen",
    explanation: Explanation {
        asks: "do ranges of numbers and years have an en dash? Votes, days, codes and the list of sources do not count.",
        why: "a hyphen joins, an en dash says from and to.",
        mend: "write an en dash: 2021–2022.",
        fires: "Ports closed in 2021-2022.",
        silent: "Ports closed in 2021–2022.",
    },
};

/// One finding for each such range in the report's own words.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (at, statement) in subject.own_words() {
        for word in subject.texts.words(at).iter().filter(|word| is_range(statement.text, word)) {
            if is_cited(statement, word) {
                continue;
            }
            let dashed = word.text.replace('-', "\u{2013}");
            let message =
                format!("expected an en dash between the two ends, {dashed}, found a hyphen in {}", quoted(word.text));
            let place = Span::new(statement.span.start + word.start, statement.span.start + word.end);
            findings.push(
                RULE.at(subject.document.anchor(place), message)
                    .help(format!("write {dashed}"))
                    .edit(subject.document.anchor(place), dashed)
                    .record(&statement.passage_id),
            );
        }
    }
    findings
}

/// Whether a word stands in a citation: `[4-6]`.
fn is_cited(statement: &Statement<'_>, word: &Word<'_>) -> bool {
    let start = statement.span.start + word.start;
    statement.groups.iter().any(|group| (group.span.start..group.span.end).contains(&start))
}

/// Whether a word is two numbers with one hyphen between, the second the larger: years (`2021-22` too) or figures. A
/// vote (`7-2`), a month (`2024-05`) and a part of a longer number are none.
fn is_range(text: &str, word: &Word<'_>) -> bool {
    let is_glued = text[..word.start].ends_with(['-', '/', '#', '=', '_', '.', ':', '\u{2013}'])
        || text[word.end..].starts_with(['-', '/', '=', '_', '\u{2013}'])
        || text[word.end..].starts_with(':')
            && text[word.end + 1..].starts_with(|letter: char| letter.is_ascii_digit());
    let Some((first, second)) = word.text.split_once('-').filter(|_| !is_glued) else { return false };
    let number = |text: &str| {
        let is_number = text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        text.parse::<f64>().ok().filter(|_| is_number)
    };
    let (Some(low), Some(high)) = (number(first), number(second)) else { return false };
    let is_year_and_end = first.len() == 4 && second.len() == 2;
    // `0045-0112` and `00-12` are codes.
    let is_code = first.len() > 1 && first.starts_with('0') && !first.contains('.');
    !is_code && if is_year_and_end { high > low % 100.0 } else { high > low }
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn ranges_with_a_hyphen_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 13] = [
            ("years", "Ports closed in 2021-2022 again.", &["2021-2022"]),
            ("short_years", "Ports closed in 2021-22.", &["2021-22"]),
            ("figures", "Trade rose 5-7 percent, or 1.5-2.5 million.", &["5-7", "1.5-2.5"]),
            ("en_dash", "Ports closed in 2021–2022, by 5–7 percent.", &[]),
            ("vote", "The motion passed 7-2.", &[]),
            ("day", "On 2021-05-09 it closed.", &[]),
            ("month", "In 2024-05 it closed.", &[]),
            ("type_number", "The T-72 and the mid-40s.", &[]),
            ("telephone", "Call 0045-0112.", &[]),
            ("words", "A two-thirds vote of 3-year terms.", &[]),
            ("citations", "It closed [1]-[3] [4-6].", &[]),
            ("address", "See https://example.org/5-7 for it.", &[]),
            ("heading", "Ports closed.\n\n## Trade (2004-2012)\n\nThey closed in May.", &["2004-2012"]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("range-hyphen", &[(situation, text, expected)]);
        }
        check(
            "range-hyphen",
            &[(
                "title_of_a_source",
                "# R\n\n## Literature\n\n- A. Adams, ‘Ports 2004-2012’ (Port Review, 2 May 2020).\n",
                &[],
            )],
        );
    }
}
