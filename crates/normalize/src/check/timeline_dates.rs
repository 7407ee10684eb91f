//! `timeline-item-no-date`: a timeline item whose printed date cannot be read.

use chancery_ingest::report::ITEM_NO_DATE;
use chancery_model::diagnostic::Diagnostic;

use super::Subject;
use crate::document::Part;
use chancery_lexis::date::parse_date;

/// Every item with a printed date that says no time. Items without one are told of by the reader.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let text = &document.report.text;
    let unread = document.statements.iter().filter_map(|statement| match statement.part {
        Part::Timeline(item) => Some(item.date).filter(|date| !date.is_empty() && parse_date(date.of(text)).is_none()),
        Part::Text | Part::Reference(_) => None,
    });
    unread
        .map(|date| {
            let message = format!("expected a date of the calendar, found \u{201c}{}\u{201d}", date.of(text));
            ITEM_NO_DATE
                .at(document.anchor(date), message)
                .help("write the date as day, month and year, as month and year, or as a year")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_the_calendar_has_and_lacks() {
        let report = |date: &str| format!("## Timeline\n\n- {date} – Vote: held.\n- 2010 – Count: done.\n");
        for (date, fires) in
            [("28 February 2009", false), ("2009", false), ("31 February 2009", true), ("31 April 2009", true)]
        {
            let found = super::super::sample::findings("timeline-item-no-date", &report(date), &[]);
            assert_eq!(!found.is_empty(), fires, "{date}");
        }
    }
}
