//! A timeline item out of its turn.

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::rule::{Explanation, Group, Rule};

use super::{Dated, Subject};

pub(super) const RULE: Rule = Rule {
    id: "timeline-order",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "a timeline item out of its turn",
    explanation: Explanation {
        asks: "does each item lie after the one above it, or, in a timeline that runs backwards, before it? A month and the year it lies in are in either order.",
        why: "a reader looks an event up by its place.",
        mend: "move the item to its place, or correct its date.",
        fires: "## Timeline\n\n- 1999 – Port: opened.\n- 2012 – Rail: laid.\n- 2004 – Bridge: built.\n- 2014 – Road: paved.",
        silent: "## Timeline\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.\n- 2012 – Rail: laid.",
    },
};

/// One finding for each item wholly on the wrong side of the one above; a month and the year it lies in are in
/// either order.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let items = subject.timeline();
    let document = subject.document;
    let lies_before = |one: &Dated<'_>, other: &Dated<'_>| matches!((one.date.latest(), other.date.earliest()), (Some(end), Some(start)) if end < start);
    let mut findings = Vec::new();
    for items in items.chunk_by(|one, other| one.statement.section == other.statement.section) {
        let falls = items.windows(2).filter(|pair| lies_before(&pair[1], &pair[0])).count();
        let rises = items.windows(2).filter(|pair| lies_before(&pair[0], &pair[1])).count();
        let runs_backwards = falls > rises;
        for pair in items.windows(2) {
            let (above, item) = (&pair[0], &pair[1]);
            let is_wrong = if runs_backwards { lies_before(above, item) } else { lies_before(item, above) };
            if !is_wrong {
                continue;
            }
            let side = if runs_backwards { "before" } else { "after" };
            let message = format!("expected a date {side} {}, that of the item above, found {}", above.date, item.date);
            findings.push(
                RULE.at(document.anchor(item.item.date), message)
                    .label(document.anchor(above.item.date), "the item above"),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn items_out_of_turn_are_found() {
        check(
            "timeline-order",
            &[
                (
                    "one",
                    "# R\n\n## Timeline\n\n- 1999 – Port: opened.\n- 2012 – Rail: laid.\n- 2004 – Bridge: built.\n- 2014 – Road: paved.\n",
                    &["2004"],
                ),
                (
                    "backwards",
                    "# R\n\n## Timeline\n\n- 2014 – Road: paved.\n- 2012 – Rail: laid.\n- 2013 – Bridge: built.\n- 1999 – Port: opened.\n",
                    &["2013"],
                ),
                (
                    "in_turn",
                    "# R\n\n## Timeline\n\n- 1999 – Port: opened.\n- 2004 – Bridge: built.\n- 2004 – Rail: laid.\n",
                    &[],
                ),
                (
                    "month_and_its_year",
                    "# R\n\n## Timeline\n\n- May 2004 – Port: opened.\n- 2004 – Bridge: built.\n- March 2005 – Rail: laid.\n",
                    &[],
                ),
            ],
        );
    }
}
