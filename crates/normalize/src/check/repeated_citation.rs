//! One citation repeated sentence after sentence.

use chancery_ingest::report::CitationGroup;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::passage::PassageKind;
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;
use crate::document::Statement;

pub(super) const RULE: Rule = Rule {
    id: "repeated-citation-consecutive-sentences",
    group: Group::Sources,
    severity: Severity::Info,
    exception: None,
    summary: "one citation repeated sentence after sentence",
    explanation: Explanation {
        asks: "do sentences that follow each other in a paragraph avoid repeating one and the same citation?",
        why: "the repetition hides that a whole stretch rests on one source.",
        mend: "join the sentences or cite at the last.",
        fires: "Ships call daily [1]. They stay a night [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Ships call daily [1]. They stay a night [2].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n- B. Baker, ‘Two’ (Sea Radio, 2 May 2019) <https://example.com/b> accessed 3 May 2021.\n",
    },
};

/// One finding for each run of sentences, at the second citation.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let sentences: Vec<&Statement<'_>> = subject
        .own_words()
        .map(|(_, statement)| statement)
        .filter(|statement| statement.kind == PassageKind::Sentence)
        .collect();
    let runs = sentences.chunk_by(|one, other| is_repeated(one, other));
    runs.filter(|run| run.len() > 1).filter_map(|run| finding(subject, run)).collect()
}

fn finding(subject: &Subject<'_>, run: &[&Statement<'_>]) -> Option<Diagnostic> {
    let (first, second) = (run[0].groups.first()?, run[1].groups.first()?);
    let printed = first.span.of(&subject.document.report.text);
    let message =
        format!("expected {printed} once for sentences that follow each other, found it in {} of them", run.len());
    Some(
        RULE.at(subject.document.anchor(second.span), message)
            .label(subject.document.anchor(first.span), "cited here already")
            .help("join the sentences or cite at the last; where each is to stand alone, ignore this rule")
            .record(&run[1].passage_id),
    )
}

/// Whether two sentences of a paragraph have the same sources and each only one citation.
fn is_repeated(one: &Statement<'_>, other: &Statement<'_>) -> bool {
    let numbers = |group: &CitationGroup| group.citations.iter().map(|citation| citation.number).collect::<Vec<_>>();
    match (one.groups, other.groups) {
        ([one_group], [other_group]) => {
            (one.section, one.paragraph) == (other.section, other.paragraph)
                && numbers(one_group) == numbers(other_group)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn repeated_citations_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 7] = [
            ("twice", "Ships call daily [1]. They stay a night [1].", &["[1]"]),
            ("three_times_is_one_run", "Ships call [1]. They stay [1]. They leave [1].", &["[1]"]),
            ("two_runs", "Ships call [1]. They stay [1]. It rains [2]. It pours [2].", &["[1]", "[2]"]),
            ("other_source", "Ships call daily [1]. They stay a night [2].", &[]),
            ("one_more_source", "Ships call daily [1]. They stay a night [1] [2].", &[]),
            ("a_sentence_between", "Ships call daily [1]. All are white. They stay a night [1].", &[]),
            ("two_paragraphs", "Ships call daily [1].\n\nThey stay a night [1].", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n").leak();
            check("repeated-citation-consecutive-sentences", &[(situation, text, expected)]);
        }
    }
}
