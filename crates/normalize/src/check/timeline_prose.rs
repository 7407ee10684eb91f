//! Timeline and text that do not tell the same events.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::{DatePrecision, Edtf};
use chancery_model::event::EventOrigin;
use chancery_model::rule::{Explanation, Group, Rule};

use super::texts::stems;
use super::told::Told;
use super::{Dated, Subject, quoted};

pub(super) const UNTOLD: Rule = Rule {
    id: "timeline-item-without-supporting-prose",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "a timeline item that the text does not tell",
    explanation: Explanation {
        asks: "does a sentence of the text have half the title’s words, or one of them and the date?",
        why: "the timeline sums the text up: what stands only there has no argument and no source.",
        mend: "tell the event in the text, with its source, or take the item out.",
        fires: "Roads were paved in 2004.\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.",
        silent: "Ships could see the harbour light from 2009.\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.",
    },
};

pub(super) const COARSER: Rule = Rule {
    id: "timeline-coarser-than-prose",
    group: Group::Timeline,
    severity: Severity::Info,
    exception: None,
    summary: "a timeline date that is coarser than the text’s",
    explanation: Explanation {
        asks: "is the item’s date as fine as the one that the text gives the same event?",
        why: "whoever copies the timeline loses what the text knows.",
        mend: "give the finer date in the timeline too.",
        fires: "In May 2009 the harbour lighthouse was lit for the first time [1].\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "In May 2009 the harbour lighthouse was lit for the first time [1].\n\n## Timeline\n\n- May 2009 – Harbour lighthouse: lit for the first time.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

pub(super) const LEFT_OUT: Rule = Rule {
    id: "prose-event-missing-from-timeline",
    group: Group::Timeline,
    severity: Severity::Info,
    exception: None,
    summary: "a cited, dated event of the text that the timeline lacks",
    explanation: Explanation {
        asks: "has the timeline an item of its year? Events outside the timeline’s span, and uncited ones, do not count: a timeline may choose.",
        why: "a reader of the timeline alone misses it.",
        mend: "add the event to the timeline if it belongs among its turning points.",
        fires: "In May 2006 both governments signed a treaty on fishing [1].\n\n## Timeline\n\n- 2001 – Harbour: opened.\n- 2009 – Lighthouse: lit.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "In May 1986 both governments signed a treaty on fishing [1].\n\n## Timeline\n\n- 2001 – Harbour: opened.\n- 2009 – Lighthouse: lit.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// `timeline-item-without-supporting-prose`, `timeline-coarser-than-prose` (info),
/// `prose-event-missing-from-timeline` (info: a timeline may choose).
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let items = subject.timeline();
    if items.is_empty() {
        return Vec::new();
    }
    let text = Told::read(subject);
    let by_passage: BTreeMap<&str, &Dated<'_>> =
        items.iter().map(|item| (item.statement.passage_id.as_str(), item)).collect();
    let dates = items.iter().map(|item| item.date);
    let (first, last) = (dates.clone().filter_map(Edtf::earliest).min(), dates.clone().filter_map(Edtf::latest).max());
    let years: BTreeSet<u16> =
        dates.filter_map(|date| Some(date.earliest()?.year()..=date.latest()?.year())).flatten().collect();
    let mut findings = Vec::new();
    for event in subject.events {
        let item = by_passage.get(event.passage_id.as_str());
        let finding = match (event.origin, item) {
            (EventOrigin::Timeline, Some(item)) => {
                let coarse = event.date.filter(|date| date.precision() < item.date.precision());
                if let Some(fine) = coarse {
                    let message = format!("expected the date of the text, {fine}, found {}", item.date);
                    COARSER.at(subject.document.anchor(item.item.date), message).help("give the finer date here too")
                } else if event.support.is_empty() && !text.is_empty() && !tells(&text, subject, item) {
                    let title = item.item.title.of(&subject.document.report.text);
                    let message = format!(
                        "expected the text to tell of {} in {}, found nothing of it there",
                        quoted(title),
                        item.date
                    );
                    UNTOLD.at(event.anchor, message)
                } else {
                    continue;
                }
            }
            (EventOrigin::Prose, _) => {
                let Some(date) = event.date else { continue };
                let (Some(start), Some(end)) = (date.earliest(), date.latest()) else { continue };
                let is_listed = (start.year()..=end.year()).any(|year| years.contains(&year));
                let is_outside = first.is_none_or(|first| start < first) || last.is_none_or(|last| end > last);
                let is_weighty = event.event_type.is_some()
                    && !event.reference_ids.is_empty()
                    && date.precision() <= DatePrecision::Year;
                if is_listed || is_outside || !is_weighty {
                    continue;
                }
                let message =
                    format!("expected an item of {date} in the timeline, found none for {}", quoted(&event.quote));
                LEFT_OUT.at(event.anchor, message)
            }
            _ => continue,
        };
        findings.push(finding.record(&event.event_id));
    }
    findings
}

/// Whether a sentence has half the title's words, or one of them and the date, or the very day or month.
fn tells(text: &Told<'_>, subject: &Subject<'_>, item: &Dated<'_>) -> bool {
    let stems = stems(item.item.title.of(&subject.document.report.text));
    let is_dated = |at: usize| subject.texts.dates(at).iter().any(|date| date.date.overlaps(item.date));
    stems.is_empty()
        || text.sharing(&stems).into_iter().any(|(_, at, n)| n * 2 >= stems.len() || is_dated(at))
        || tells_day(text, subject, item)
}

/// Whether a sentence has the item's date, where that is finer than a year: other words may tell the same.
fn tells_day(text: &Told<'_>, subject: &Subject<'_>, item: &Dated<'_>) -> bool {
    item.date.precision() < DatePrecision::Year
        && text.places().any(|at| subject.texts.dates(at).iter().any(|date| date.date == item.date))
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[test]
    fn items_that_the_text_does_not_tell_are_found() {
        check(
            "timeline-item-without-supporting-prose",
            &[
                (
                    "untold",
                    "# R\n\n## Trade\n\nRoads were paved in 2004.\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.\n",
                    &["2009 – Harbour lighthouse: lit for the first time."],
                ),
                (
                    "told_in_other_words",
                    "# R\n\n## Trade\n\nShips could see the harbour light from 2009.\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.\n",
                    &[],
                ),
                (
                    "told_without_date",
                    "# R\n\n## Trade\n\nA lighthouse guards the harbour.\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.\n",
                    &[],
                ),
                (
                    "told_by_its_day",
                    "# R\n\n## Trade\n\nShips called first on 4 May 2009.\n\n## Timeline\n\n- 4 May 2009 – Harbour lighthouse: lit.\n",
                    &[],
                ),
                ("timeline_alone", "# R\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.\n", &[]),
            ],
        );
    }

    #[test]
    fn coarser_dates_are_found() {
        check(
            "timeline-coarser-than-prose",
            &[
                (
                    "coarser",
                    "# R\n\n## Trade\n\nIn May 2009 the harbour lighthouse was lit for the first time [1].\n\n## Timeline\n\n- 2009 – Harbour lighthouse: lit for the first time.\n",
                    &["2009"],
                ),
                (
                    "as_fine",
                    "# R\n\n## Trade\n\nIn May 2009 the harbour lighthouse was lit for the first time [1].\n\n## Timeline\n\n- May 2009 – Harbour lighthouse: lit for the first time.\n",
                    &[],
                ),
            ],
        );
    }

    #[test]
    fn events_left_out_are_found() {
        const LIST: &str = "\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2016) <https://example.org/a> accessed 3 May 2024.\n";
        let cases: [(&'static str, &str, &'static [&'static str]); 3] = [
            (
                "left_out",
                "In May 2006 both governments signed a treaty on fishing [1].",
                &["In May 2006 both governments signed a treaty on fishing"],
            ),
            ("before_the_timeline", "In May 1986 both governments signed a treaty on fishing [1].", &[]),
            ("uncited", "In May 2006 both governments signed a treaty on fishing.", &[]),
        ];
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!("# R\n\n## Trade\n\n{sentence}\n\n## Timeline\n\n- 2001 – Harbour: opened.\n- 2009 – Lighthouse: lit.{LIST}").leak();
            check("prose-event-missing-from-timeline", &[(situation, text, expected)]);
        }
    }
}
