//! A figure of the text that a table of the report has otherwise.

use std::collections::BTreeMap;

use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::observation::{Observation, ObservationOrigin};
use chancery_model::rule::{Explanation, Group, Rule};

use super::bounds::Bounds;
use super::vintage::claims;
use super::{Subject, quoted};

pub(super) const RULE: Rule = Rule {
    id: "text-vs-table",
    group: Group::Figures,
    severity: Severity::Warning,
    exception: None,
    summary: "a figure of the text that a table of the report has otherwise",
    explanation: Explanation {
        asks: "do text and tables state one value for one indicator, area and period, within the tolerance of the words?",
        why: "one of the two is wrong, and the reader cannot tell which.",
        mend: "correct whichever of the two is wrong, or say how they differ.",
        fires: "Remittances came to 41 percent of GDP in 2013.\n\n| | 2013 |\n| --- | --- |\n| Remittances (% of GDP) | 31.1 |",
        silent: "Remittances came to 31 percent of GDP in 2013.\n\n| | 2013 |\n| --- | --- |\n| Remittances (% of GDP) | 31.1 |",
    },
};

/// One finding for each figure of a sentence or timeline item that no row of its indicator, area, period and unit in a
/// table bears out.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut tables: BTreeMap<_, Vec<&Observation>> = BTreeMap::new();
    for row in claims(subject).filter(|row| row.origin == ObservationOrigin::Table && row.indicator_id.is_some()) {
        tables.entry(key(row)).or_default().push(row);
    }
    if tables.is_empty() {
        return Vec::new();
    }
    let stated = claims(subject).filter(|row| row.origin != ObservationOrigin::Table);
    stated.filter_map(|claim| differs(claim, tables.get(&key(claim))?, &Bounds::of(subject.lexicon, claim)?)).collect()
}

/// What a figure is of.
fn key(row: &Observation) -> (Option<&str>, Option<&str>, Option<chancery_model::edtf::Edtf>, Option<&str>) {
    (row.indicator_id.as_deref(), row.ref_area.as_deref(), row.time_period, row.unit.as_deref())
}

fn differs(claim: &Observation, rows: &[&Observation], bounds: &Bounds) -> Option<Diagnostic> {
    let place = claim.place.as_ref()?;
    if rows.iter().any(|row| bounds.holds(row)) {
        return None;
    }
    let cell = rows.iter().filter(|row| row.value.is_some()).find_map(|row| row.place.as_ref())?;
    let message = format!(
        "expected {} to agree with the table, found {} there",
        quoted(claim.phrase.as_deref().unwrap_or(&place.quote)),
        quoted(&cell.quote)
    );
    Some(RULE.at(place.anchor, message).label(cell.anchor, "the table\u{2019}s figure").record(&claim.observation_id))
}

#[cfg(test)]
mod tests {
    use chancery_ingest::vocabulary;

    use super::super::sample::observations;
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn figures_that_differ_are_found() {
        let vocabulary = vocabulary::built_in();
        let lexicon = Lexicon::new(&vocabulary);
        let cases = [
            ("Remittances came to 41 percent of GDP in 2013.", &[31.1][..], true),
            ("Remittances came to 31 percent of GDP in 2013.", &[31.1], false),
            ("Remittances came to nearly 33 percent of GDP in 2013.", &[31.1], false),
            ("Remittances stayed above 30 percent of GDP in 2013.", &[31.1], false),
            ("Remittances stayed above 35 percent of GDP in 2013.", &[31.1], true),
            ("Remittances came to 41 percent of GDP in 2013.", &[31.1, 41.2], false),
        ];
        for (sentence, cells, fires) in cases {
            let stated = observations(&format!("# R\n\n## Trade\n\n{sentence}\n"));
            let claim = stated.first().expect("the sentence states a figure");
            let row =
                |value: &f64| Observation { origin: ObservationOrigin::Table, value: Some(*value), ..claim.clone() };
            let rows: Vec<Observation> = cells.iter().map(row).collect();
            let bounds = Bounds::of(&lexicon, claim).expect("it has bounds");
            let found = differs(claim, &rows.iter().collect::<Vec<_>>(), &bounds);
            assert_eq!(found.is_some(), fires, "{sentence} {cells:?}");
        }
    }
}
