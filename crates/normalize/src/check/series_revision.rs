//! A later vintage of a series that changed values of an earlier one.

use chancery_model::diagnostic::{Diagnostic, Place, Severity};
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::series::{Revision, Series};

use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "series-revision",
    group: Group::Figures,
    severity: Severity::Info,
    exception: None,
    summary: "a later vintage of a series that changed values of an earlier one",
    explanation: Explanation {
        asks: "where the dossier holds two vintages of a series, which values differ by more than rounding, and which are \
               no longer given?",
        why: "portals revise the past, and a figure that was right when it was written may not be found again.",
        mend: "both vintages are kept; say in the report which of them a figure is from.",
        fires: "grain of 2019: 2.5 in the file of January 2022, 2.63 in that of January 2023",
        silent: "grain of 2019: 2.5 in both",
    },
};

/// Revisions a message lists at most, the greatest first; the series itself has all.
const LONGEST_LIST: usize = 12;

/// One finding for each series that revises an earlier one.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let finding = |series: &&Series| {
        let first = series.revisions.first()?;
        let earlier = subject.series.iter().find(|other| other.id == first.earlier)?;
        let mut greatest: Vec<&Revision> = series.revisions.iter().collect();
        greatest.sort_by(|one, other| share(other).total_cmp(&share(one)));
        let shown: Vec<String> = greatest.into_iter().take(LONGEST_LIST).map(shown).collect();
        let more = match series.revisions.len().saturating_sub(LONGEST_LIST) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let values = if series.revisions.len() == 1 { "value" } else { "values" };
        let message = format!(
            "expected the values of {}, found {} {values} revised in {}: {}{more}",
            named(earlier),
            series.revisions.len(),
            named(series),
            shown.join(", ")
        );
        let place = Place::File { file: series.path.clone(), line: None, column: None };
        Some(RULE.at(place, message))
    };
    subject.series.iter().filter_map(finding).collect()
}

fn named(series: &Series) -> String {
    let vintage = match (series.updated, series.accessed, &series.version) {
        (Some(day), _, _) => format!(" (updated {day})"),
        (None, _, Some(version)) => format!(" (version {version})"),
        (None, Some(day), None) => format!(" (fetched {day})"),
        (None, None, None) => String::new(),
    };
    format!("{}{vintage}", quoted(&series.title))
}

/// How much of the value before was changed: what is no longer given counts most.
fn share(revision: &Revision) -> f64 {
    let change = revision.after.map_or(f64::INFINITY, |after| (after - revision.before).abs());
    change / revision.before.abs().max(f64::MIN_POSITIVE)
}

fn shown(revision: &Revision) -> String {
    let area = match &revision.counterpart {
        Some(counterpart) => format!("{} from {counterpart}", revision.area),
        None => revision.area.clone(),
    };
    let (before, after) = match revision.after {
        None => (revision.before.to_string(), "missing".to_owned()),
        Some(after) => told_apart(revision.before, after),
    };
    format!("{area} {} {before} to {after}", revision.period)
}

/// Two numbers with no more decimals than tell them apart, two at least.
fn told_apart(before: f64, after: f64) -> (String, String) {
    let with = |decimals: usize| (format!("{before:.decimals$}"), format!("{after:.decimals$}"));
    let apart = (2..12).map(with).find(|(before, after)| before != after);
    apart.unwrap_or_else(|| (before.to_string(), after.to_string()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Values, findings};
    use super::*;

    const OLD: Values = &[("2010", 26.4), ("2011", 27.6), ("2012", 31.0)];
    const NEW: Values = &[("2010", 26.4), ("2011", 28.0), ("2012", 31.5), ("2013", 31.1)];

    fn found(series: &[(&str, Values)]) -> Vec<String> {
        let found = findings("series-revision", "# Report\n\nNothing is stated.\n", series);
        found.into_iter().map(|(_, finding)| finding.message).collect()
    }

    #[test]
    fn revised_values_are_listed() {
        let expected = "expected the values of “old”, found 2 values revised in “new”: \
                        KGZ 2012 31.00 to 31.50, KGZ 2011 27.60 to 28.00";
        assert_eq!(found(&[("old", OLD), ("new", NEW)]), [expected]);
    }

    #[test]
    fn nothing_is_said_where_nothing_changed() {
        assert_eq!(found(&[("old", OLD)]), Vec::<String>::new());
        assert_eq!(found(&[("old", OLD), ("again", OLD)]), Vec::<String>::new());
        assert_eq!(found(&[]), Vec::<String>::new());
    }

    #[test]
    fn close_numbers_are_told_apart() {
        let cases = [
            ((26.688, 26.884), ("26.69", "26.88")),
            ((1.0001, 1.0002), ("1.0001", "1.0002")),
            ((5.0, 7.0), ("5.00", "7.00")),
        ];
        for ((before, after), (first, second)) in cases {
            assert_eq!(told_apart(before, after), (first.to_owned(), second.to_owned()));
        }
    }
}
