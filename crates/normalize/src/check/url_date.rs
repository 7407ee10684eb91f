//! An address that carries another date than its entry.

use chancery_model::day::Day;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::edtf::{Edtf, PartialDate};
use chancery_model::rule::{Explanation, Group, Rule};

use super::Subject;

pub(super) const RULE: Rule = Rule {
    id: "url-date-vs-issued",
    group: Group::References,
    severity: Severity::Warning,
    exception: None,
    summary: "an address that carries another date than its entry",
    explanation: Explanation {
        asks: "does a day or month written in the address agree with the printed date of issue? Three days of difference do not count.",
        why: "news sites put the day of publication into the address, and a printed date that differs is a slip.",
        mend: "look the date up on the page and correct the entry.",
        fires: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 9 May 2021) <https://example.org/2020/05/09/talks> accessed 3 June 2021.",
        silent: "## Literature\n\n- A. Adams, ‘One’ (Port Review, 9 May 2020) <https://example.org/2020/05/09/talks> accessed 3 June 2021.",
    },
};

/// Days by which the two may differ: time zones, and stories that are put up before the print edition.
const LEEWAY: i32 = 3;

/// One finding for each entry whose address was dated more than three days from the printed date.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for reference in subject.references {
        let (Some(url), Some(issued)) = (&reference.url, reference.issued) else { continue };
        let Some(date) = date_in(url) else { continue };
        if distance(issued, date).is_none_or(|days| days <= LEEWAY) {
            continue;
        }
        let message = format!("expected the date of the address, {date}, found {issued}");
        findings.push(RULE.at(reference.anchor, message).record(&reference.reference_id));
    }
    findings
}

/// Days between two dates; 0 where they overlap, `None` where an end is open.
fn distance(one: Edtf, other: Edtf) -> Option<i32> {
    let days = |day: Option<Day>| day.map(Day::days_since_epoch);
    let gap = days(one.earliest())? - days(other.latest())?;
    let other_gap = days(other.earliest())? - days(one.latest())?;
    Some(gap.max(other_gap).max(0))
}

/// The day or month in an address: `/2020/05/09/`, `-2020-05-09`, `/2020/05/`. Folders of uploads are dated by the
/// upload, not by what is in them.
fn date_in(url: &str) -> Option<Edtf> {
    if url.contains("upload") || url.contains("archive") {
        return None;
    }
    let (_, path) = url.split_once("://").map_or(url, |(_, rest)| rest).split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let parts: Vec<(&str, bool)> =
        path.split('/').flat_map(|folder| folder.split('-').enumerate().map(|(at, part)| (part, at == 0))).collect();
    let number = |at: usize, digits: usize| {
        let (part, _) = parts.get(at)?;
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u16>().ok())?
    };
    (0..parts.len()).find_map(|at| {
        let year = number(at, 4).filter(|year| (1990..2100).contains(year))?;
        let month = u8::try_from(number(at + 1, 2)?).ok().filter(|month| (1..=12).contains(month))?;
        let day = number(at + 2, 2).and_then(|day| Day::new(year, month, u8::try_from(day).ok()?));
        // A month alone is taken from folders only: `-2021-22` may be a pair of years.
        let is_folder = parts[at].1 && parts.get(at + 1).is_some_and(|(_, first)| *first);
        match day {
            Some(day) => Some(Edtf::from(PartialDate::Day(day))),
            None if is_folder => Some(Edtf::from(PartialDate::Month(year, month))),
            None => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;
    use super::date_in;

    #[test]
    fn dates_are_read_in_addresses() {
        let cases = [
            ("https://example.org/2020/05/09/talks", Some("2020-05-09")),
            ("https://example.org/world/talks-held-2020-05-09/", Some("2020-05-09")),
            ("https://example.org/2020/05/talks", Some("2020-05")),
            ("https://example.org/report-2021-22/talks", None),
            ("https://example.org/uploads/2020/05/09/a.pdf", None),
            ("https://example.org/2020/13/09/talks", None),
            ("https://example.org/a?from=2020-05-09", None),
            ("https://example.org", None),
        ];
        for (url, expected) in cases {
            assert_eq!(date_in(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn dates_that_differ_are_found() {
        check(
            "url-date-vs-issued",
            &[
                (
                    "another_year",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 9 May 2021) <https://example.org/2020/05/09/talks> accessed 3 June 2021.\n",
                    &[
                        "A. Adams, ‘One’ (Reuters, 9 May 2021) <https://example.org/2020/05/09/talks> accessed 3 June 2021.",
                    ],
                ),
                (
                    "next_day",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 10 May 2020) <https://example.org/2020/05/09/talks> accessed 3 June 2021.\n",
                    &[],
                ),
                (
                    "year_only",
                    "# R\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2020) <https://example.org/2020/05/09/talks> accessed 3 June 2021.\n",
                    &[],
                ),
            ],
        );
    }
}
