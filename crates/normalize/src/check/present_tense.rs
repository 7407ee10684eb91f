//! A claim about the present that rests on an old source.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};
use chancery_lexis::word::{Phrases, words};

pub(super) const RULE: Rule = Rule {
    id: "present-tense-claim-old-source",
    group: Group::Sources,
    severity: Severity::Warning,
    exception: None,
    summary: "a claim about the present that rests on an old source",
    explanation: Explanation {
        asks: "where a clause says currently, at present or nowadays, is one of its sources younger than five years when the report was written?",
        why: "what was so then need not be so now.",
        mend: "say of which year the source speaks, or cite a recent one.",
        fires: "The port currently handles nine ships a day [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2009) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "The port currently handles nine ships a day [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// Words that tie a clause to the time of writing.
const PRESENT: &[&str] =
    &["currently", "at present", "presently", "nowadays", "to this day", "as of today", "these days"];
/// Years after which a source no longer speaks for the present.
const OLD: u16 = 5;

/// One finding for each such clause; a clause with a date of its own says which time it means.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(written) = subject.written() else { return Vec::new() };
    let sources = &subject.sources;
    let present = Phrases::new(PRESENT.iter().map(|phrase| (*phrase, ())));
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for citation in subject.citations {
        groups.entry(citation.scope).or_default().push(citation);
    }
    let mut findings = Vec::new();
    for group in groups.values() {
        let Some(first) = group.first() else { continue };
        let issued: Option<Vec<_>> =
            group.iter().map(|citation| sources.get(citation.reference_id.as_deref()?)?.issued?.latest()).collect();
        let Some(youngest) = issued.and_then(|issued| issued.into_iter().max()) else { continue };
        if written.year().saturating_sub(youngest.year()) < OLD || !subject.texts.in_scope(first).is_empty() {
            continue;
        }
        let words = words(&first.scope_text);
        let Some(found) = (0..words.len()).find_map(|at| present.at(&words, at)) else { continue };
        let (from, to) = (words[found.first].start, words[found.next - 1].end);
        let message = format!(
            "expected a source from {} or later for {}, found none after {}",
            written.year() - OLD + 1,
            quoted(&first.scope_text[from..to]),
            youngest.year()
        );
        findings.push(
            RULE.at(subject.within(first.scope, from, to), message)
                .label(first.anchor, format!("the youngest source here is of {}", youngest.year()))
                .record(&first.citation_id),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn old_sources_for_the_present_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 4] = [
            ("old", "The port currently handles nine ships a day [1].", &["currently"]),
            ("recent", "The port currently handles nine ships a day [2].", &[]),
            ("past", "The port handled nine ships a day [1].", &[]),
            ("dated", "In 2009 the port was at present size [1].", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2009) <https://example.org/a> accessed 3 May 2024.\n- B. Baker, ‘Two’ (Reuters, 2 May 2021) <https://example.org/b> accessed 3 May 2024.\n").leak();
            check("present-tense-claim-old-source", &[(situation, text, expected)]);
        }
    }
}
