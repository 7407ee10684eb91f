//! Sources not numbered in the order in which the text first cites them.

use std::collections::BTreeSet;

use chancery_model::citation::Citation;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "first-citation-order",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "sources not numbered in the order of first citation",
    explanation: Explanation {
        asks: "where a list is numbered by first citation, does each source first appear after all those of lower number?",
        why: "in a list numbered by citation a number out of turn shows a text that was rearranged, and its list not.",
        mend: "renumber the list in the order of first citation.",
        fires: "One [1]. Two [3]. Three [2]. Four [4]. Five [5].\n\n## Literature\n\n- A, ‘A’ (2001).\n- B, ‘B’ (2002).\n- C, ‘C’ (2003).\n- D, ‘D’ (2004).\n- E, ‘E’ (2005).\n",
        silent: "One [1]. Two [2]. Three [3] [1].\n\n## Literature\n\n- A, ‘A’ (2001).\n- B, ‘B’ (2002).\n- C, ‘C’ (2003).\n",
    },
};

/// More first citations out of turn than one in this many: the list follows another order, such as the alphabet.
const TURN: usize = 4;

/// One finding for each source first cited after one of higher number.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut highest: Option<&Citation> = None;
    let mut late: Vec<(&Citation, &Citation)> = Vec::new();
    for citation in subject.citations.iter().filter(|citation| citation.reference_id.is_some()) {
        if !seen.insert(citation.number) {
            continue;
        }
        match highest {
            Some(other) if other.number > citation.number => late.push((citation, other)),
            _ => highest = Some(citation),
        }
    }
    if late.len() * TURN > seen.len() {
        return Vec::new();
    }
    late.into_iter()
        .map(|(citation, other)| {
            let message = format!(
                "expected [{}] to be first cited before [{}], as the rest of the list is numbered, found it after",
                citation.number, other.number
            );
            RULE.at(citation.anchor, message)
                .label(other.anchor, format!("[{}] is first cited here", other.number))
                .record(&citation.citation_id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    const LIST: &str = "\n\n## Literature\n\n- A, ‘A’ (2001).\n- B, ‘B’ (2002).\n- C, ‘C’ (2003).\n- D, ‘D’ (2004).\n- E, ‘E’ (2005).\n";

    #[test]
    fn numbers_out_of_turn_are_found() {
        let cases: [(&'static str, &'static str, &'static [&'static str]); 4] = [
            ("one_late", "One [1]. Two [3]. Three [2]. Four [4]. Five [5].", &["[2]"]),
            ("in_turn_and_repeated", "One [1]. Two [2] [1]. Three [3]. Four [4]. Five [5] [2].", &[]),
            ("by_the_alphabet", "One [4]. Two [3]. Three [2]. Four [5]. Five [1].", &[]),
            ("gap", "One [1]. Two [3]. Three [4]. Four [5].", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}{LIST}").leak();
            check("first-citation-order", &[(situation, text, expected)]);
        }
    }
}
