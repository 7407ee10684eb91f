//! A quotation inside a title with the marks of the title itself.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::reference::Reference;
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "reference-nested-same-quotes",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "a quotation inside a title with the title’s own marks",
    explanation: Explanation {
        asks: "does a quotation inside a quoted title open with other marks than the title?",
        why: "a reader, and a program, takes the inner quotation’s end for the title’s.",
        mend: "open the inner quotation with double marks where the title has single ones, and the other way round.",
        fires: "## Literature\n\n- A. Adams, ‘Fleet ‘Open Sea’ leaves port’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.",
        silent: "## Literature\n\n- A. Adams, ‘Fleet “Open Sea” leaves port’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.",
    },
};

/// Opening marks, with the closing mark and the opening mark that a quotation inside takes.
const MARKS: &[(char, char, char)] =
    &[('\u{2018}', '\u{2019}', '\u{201C}'), ('\u{201C}', '\u{201D}', '\u{2018}'), ('\u{AB}', '\u{BB}', '\u{201C}')];

/// One finding for each entry, at the inner quotation.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.references.iter().filter_map(|reference| nested(subject, reference)).collect()
}

fn nested(subject: &Subject<'_>, reference: &Reference) -> Option<Diagnostic> {
    let title = reference.title.as_deref().filter(|title| !title.is_empty())?;
    let start = reference.raw.find(title)?;
    let outer = reference.raw[..start].chars().next_back()?;
    let (opening, closing, inner) = *MARKS.iter().find(|(opening, ..)| *opening == outer)?;
    let from = title.find(opening)?;
    let to = title[from..].find(closing).map_or(title.len(), |at| from + at + closing.len_utf8());
    let message = format!(
        "expected a quotation inside the title in other marks than the title\u{2019}s, {inner}, found {opening} again: {}",
        &title[from..to]
    );
    Some(
        RULE.at(subject.within(reference.anchor, start + from, start + to), message)
            .label(reference.anchor, format!("the title {} begins with {opening} too", quoted(title)))
            .help(format!("open the inner quotation with {inner}"))
            .record(&reference.reference_id),
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn inner_quotations_are_found() {
        let cases: [(&'static str, &str, &'static [&'static str]); 5] = [
            ("single_in_single", "‘Fleet ‘Open Sea’ leaves port’", &["‘Open Sea’"]),
            ("double_in_double", "“Fleet “Open Sea” leaves port”", &["“Open Sea”"]),
            ("double_in_single", "‘Fleet “Open Sea” leaves port’", &[]),
            ("single_in_double", "“Fleet ‘Open Sea’ leaves port”", &[]),
            ("apostrophe", "‘The fleet’s way out’", &[]),
        ];
        for (situation, title, expected) in cases {
            let text: &'static str = format!("# R\n\n## Literature\n\n- A. Adams, {title} (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n").leak();
            check("reference-nested-same-quotes", &[(situation, text, expected)]);
        }
    }
}
