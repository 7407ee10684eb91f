//! Dates on which timeline and text differ.

use std::collections::BTreeMap;

use chancery_ingest::span::Span;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::{DatePrecision, Edtf};
use chancery_model::rule::{Explanation, Group, Rule};

use super::source_older_than_claim::is_closed;
use super::texts::stems;
use super::told::{Told, is_tied};
use super::{Dated, Subject, quoted};
use crate::document::Statement;
use chancery_lexis::date::{DateLead, FoundDate};

pub(super) const YEAR: Rule = Rule {
    id: "timeline-year-vs-prose-year",
    group: Group::Timeline,
    severity: Severity::Warning,
    exception: None,
    summary: "an event that the timeline has in one year and the text in another",
    explanation: Explanation {
        asks: "where one sentence of the text tells nearly the whole title of an item at another time, and none at the item’s own, is the other date meant?",
        why: "one of the two is wrong, or two events share a title.",
        mend: "correct whichever of the two dates is wrong, or say in the title that another event is meant.",
        fires: "In 2011 the harbour lighthouse shone.\n\n## Timeline\n\n- 2009 – Harbour lighthouse lit: a white tower.",
        silent: "In 2011 the harbour lighthouse shone.\n\n## Timeline\n\n- 2011 – Harbour lighthouse lit: a white tower.",
    },
};

pub(super) const BOUND: Rule = Rule {
    id: "timeline-date-vs-prose-bound",
    group: Group::Timeline,
    severity: Severity::Info,
    exception: None,
    summary: "a date of the timeline that the text gives as a bound only",
    explanation: Explanation {
        asks: "where the timeline says when, does the text say so too, and not only by or before when?",
        why: "the timeline claims to know more than the text.",
        mend: "give the same in both places: the date itself where it is known, else the bound.",
        fires: "The harbour lighthouse shone by 2009.\n\n## Timeline\n\n- 2009 – Harbour lighthouse lit: a white tower.",
        silent: "The harbour lighthouse shone in 2009.\n\n## Timeline\n\n- 2009 – Harbour lighthouse lit: a white tower.",
    },
};

/// `timeline-year-vs-prose-year` where the text tells an item’s event at another time only, and
/// `timeline-date-vs-prose-bound` (info) where it gives the item’s date as a bound.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let items = subject.timeline();
    let told = Told::read(subject);
    if told.is_empty() {
        return Vec::new();
    }
    let support: BTreeMap<&str, &[String]> =
        subject.events.iter().map(|event| (event.passage_id.as_str(), event.support.as_slice())).collect();
    let passages: BTreeMap<&str, usize> =
        subject.own_words().map(|(at, statement)| (statement.passage_id.as_str(), at)).collect();
    let differing = |item: &Dated<'_>| {
        let support = support.get(item.statement.passage_id.as_str()).copied().unwrap_or_default();
        let places: Vec<usize> = support.iter().filter_map(|id| passages.get(id.as_str()).copied()).collect();
        differs(subject, &told, item, &places)
    };
    items.iter().filter_map(differing).collect()
}

/// `support` are the statements that tell the item's event.
fn differs(subject: &Subject<'_>, told: &Told<'_>, item: &Dated<'_>, support: &[usize]) -> Option<Diagnostic> {
    let title = item.item.title.of(&subject.document.report.text);
    let stems = stems(title);
    if stems.len() < 2 {
        return None;
    }
    let sharing = told.sharing(&stems);
    let tells = |n: usize| n >= 2 && n * 2 >= stems.len();
    let telling: Vec<_> = sharing.iter().filter(|(.., n)| tells(*n)).collect();
    let dates = |at: usize| subject.texts.dates(at).iter();
    let overlaps =
        |at: usize| dates(at).any(|date| date.date.overlaps(item.date) || date.with_lead().overlaps(item.date));
    let own = telling.iter().map(|(_, at, _)| *at).chain(support.iter().copied());
    let own: Vec<usize> = own.filter(|at| overlaps(*at)).collect();
    if !own.is_empty() {
        let is_plain = |at: &usize| dates(*at).any(|date| date.date.overlaps(item.date) && !is_bound(date));
        if own.iter().any(is_plain) {
            return None;
        }
        let bound = |at: usize| dates(at).find(|date| date.date == item.date && is_bound(date));
        let (at, date) = own.iter().find_map(|at| Some((*at, bound(*at)?)))?;
        return Some(bound_finding(subject, item, &subject.document.statements[at], date));
    }
    if matches!(item.date, Edtf::Interval(..)) {
        return None;
    }
    // Another time counts only where nearly the whole title is told at it, and at none that the timeline has too.
    let whole = telling.iter().filter(|(.., n)| n * 3 >= stems.len() * 2);
    let is_own = |date: &&FoundDate, statement: &Statement<'_>| {
        let years = |date: Edtf| Some((date.earliest()?.year(), date.latest()?.year()));
        let apart = |((first, last), (start, end)): ((u16, u16), (u16, u16))| last < start || end < first;
        let is_another_year = years(date.date).zip(years(item.date)).is_some_and(apart);
        is_another_year
            && is_closed(date)
            && is_tied(statement.text, date)
            && date.date.precision() <= DatePrecision::Year
    };
    let others: Vec<_> = whole
        .filter_map(|(statement, at, _)| Some((statement, dates(*at).find(|date| is_own(date, statement))?)))
        .collect();
    let [(statement, date)] = others.as_slice() else { return None };
    let message = format!("expected {}, the date of {} in the text, found {}", date.date, quoted(title), item.date);
    Some(
        YEAR.at(subject.document.anchor(item.item.date), message)
            .label(anchor(subject, statement, date), "told at another time here")
            .record(&item.statement.passage_id),
    )
}

fn bound_finding(subject: &Subject<'_>, item: &Dated<'_>, statement: &Statement<'_>, date: &FoundDate) -> Diagnostic {
    let printed = &statement.text[date.words.start.min(date.start)..date.end];
    let message = format!("expected the date as the text has it, {}, found {}", quoted(printed), item.date);
    BOUND
        .at(subject.document.anchor(item.item.date), message)
        .label(anchor(subject, statement, date), "only a bound here")
        .record(&item.statement.passage_id)
}

fn anchor(subject: &Subject<'_>, statement: &Statement<'_>, date: &FoundDate) -> chancery_model::anchor::Anchor {
    let start = statement.span.start;
    subject.document.anchor(Span::new(start + date.words.start.min(date.start), start + date.end))
}

/// Whether the words give a bound only; a range is what it is.
fn is_bound(date: &FoundDate) -> bool {
    let is_single = matches!(date.date, Edtf::Date(_));
    is_single && matches!(date.words.lead, Some(DateLead::By | DateLead::Before | DateLead::After))
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    #[track_caller]
    fn cases(rule: &str, cases: &[(&'static str, &str, &'static [&'static str])]) {
        for (situation, sentence, expected) in cases {
            let text: &'static str = format!(
                "# R\n\n## Trade\n\n{sentence}\n\n## Timeline\n\n- 2009 – Harbour lighthouse lit: a white tower.\n"
            )
            .leak();
            check(rule, &[(situation, text, expected)]);
        }
    }

    #[test]
    fn other_years_are_found() {
        cases(
            "timeline-year-vs-prose-year",
            &[
                ("another_year", "In 2011 the harbour lighthouse shone.", &["2009"]),
                ("same_year", "In 2009 the harbour lighthouse shone.", &[]),
                ("month_of_the_year", "In May 2009 the harbour lighthouse shone.", &[]),
                ("both_years", "In 2011 the harbour lighthouse shone. In 2009 the harbour lighthouse was new.", &[]),
                ("none_of_the_title", "In 2011 the market hall burnt.", &[]),
                ("two_other_years", "In 2011 the harbour lighthouse shone. In 2013 the harbour lighthouse fell.", &[]),
                ("open_period", "Since 2003 the harbour lighthouse has shone.", &[]),
                ("another_thing", "In 2011 the harbour burnt.", &[]),
                ("undated", "The harbour lighthouse shines.", &[]),
            ],
        );
    }

    #[test]
    fn bounds_are_found() {
        cases(
            "timeline-date-vs-prose-bound",
            &[
                ("by", "The harbour lighthouse shone by 2009.", &["2009"]),
                ("before", "The harbour lighthouse shone before 2009.", &["2009"]),
                ("in", "The harbour lighthouse shone in 2009.", &[]),
                ("in_another_sentence", "The harbour lighthouse shone in 2009, and by 2009 ships came.", &[]),
                ("another_year", "The harbour lighthouse shone by 2019.", &[]),
            ],
        );
    }
}
