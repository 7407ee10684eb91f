//! What holds of every compiled report, sound or broken.

use std::collections::BTreeSet;

use chancery_compile::Compiled;
use chancery_model::anchor::Anchor;
use chancery_model::edtf::Edtf;

/// What is violated, in words; empty where all holds.
#[must_use]
pub fn violations(compiled: &Compiled) -> Vec<String> {
    let mut reader = Reader { letters: compiled.datasets.text.chars().collect(), compiled, violations: Vec::new() };
    reader.anchors();
    reader.ids();
    reader.keys();
    reader.dates();
    reader.numbers();
    reader.order();
    reader.rules();
    reader.violations
}

struct Reader<'c> {
    letters: Vec<char>,
    compiled: &'c Compiled,
    violations: Vec<String>,
}

impl Reader<'_> {
    fn ask(&mut self, holds: bool, says: impl FnOnce() -> String) {
        if !holds {
            self.violations.push(says());
        }
    }

    fn quoted(&mut self, what: &str, anchor: Anchor, quote: &str) {
        let stands =
            self.letters.get(anchor.start..anchor.end).is_some_and(|found| found.iter().copied().eq(quote.chars()));
        self.ask(stands, || format!("{what}: {anchor:?} is not {quote:?}"));
    }

    fn inside(&mut self, what: &str, anchor: Anchor) {
        let fits = anchor.start <= anchor.end && anchor.end <= self.letters.len();
        self.ask(fits, || format!("{what}: {anchor:?} is not in the text"));
    }

    /// Every finding is of a rule that is listed.
    fn rules(&mut self) {
        for finding in &self.compiled.diagnostics {
            let is_listed = chancery_normalize::rules().any(|rule| rule == finding.rule());
            self.ask(is_listed, || format!("`{}` is in no list: {}", finding.rule().id, finding.message));
        }
    }

    /// `text[char_start..char_end] == quote` for every row.
    fn anchors(&mut self) {
        let tables = &self.compiled.datasets;
        for event in &tables.events {
            self.quoted(&event.event_id, event.anchor, &event.quote);
        }
        for row in &tables.observations {
            if let Some(place) = &row.place {
                self.quoted(&row.observation_id, place.anchor, &place.quote);
            }
        }
        for reference in &tables.references {
            self.quoted(&reference.reference_id, reference.anchor, &reference.raw);
        }
        for citation in &tables.citations {
            self.quoted(&citation.citation_id, citation.scope, &citation.scope_text);
            self.inside(&citation.citation_id, citation.anchor);
        }
        for passage in &tables.passages {
            self.quoted(&passage.passage_id, passage.anchor, &passage.text);
        }
        for section in &tables.sections {
            self.inside(&section.heading, section.anchor);
        }
        for anchor in tables.findings.iter().filter_map(|finding| finding.anchor) {
            self.inside("a finding", anchor);
        }
    }

    fn ids(&mut self) {
        let tables = &self.compiled.datasets;
        let ids: [(&str, Vec<&str>); 5] = [
            ("events", tables.events.iter().map(|row| row.event_id.as_str()).collect()),
            ("indicators", tables.observations.iter().map(|row| row.observation_id.as_str()).collect()),
            ("references", tables.references.iter().map(|row| row.reference_id.as_str()).collect()),
            ("citations", tables.citations.iter().map(|row| row.citation_id.as_str()).collect()),
            ("passages", tables.passages.iter().map(|row| row.passage_id.as_str()).collect()),
        ];
        for (table, ids) in ids {
            let mut seen = BTreeSet::new();
            for id in ids {
                self.ask(!id.is_empty() && seen.insert(id), || format!("{table}: id {id:?} is empty or given twice"));
            }
        }
    }

    /// Every foreign key resolves.
    fn keys(&mut self) {
        let tables = &self.compiled.datasets;
        let references: BTreeSet<&str> = tables.references.iter().map(|row| row.reference_id.as_str()).collect();
        let passages: BTreeSet<&str> = tables.passages.iter().map(|row| row.passage_id.as_str()).collect();
        let mut to_references: Vec<&str> = Vec::new();
        let mut to_passages: Vec<&str> = Vec::new();
        for event in &tables.events {
            to_references.extend(event.reference_ids.iter().map(String::as_str));
            to_passages.extend(event.support.iter().map(String::as_str));
            to_passages.push(&event.passage_id);
        }
        for row in &tables.observations {
            to_references.extend(row.reference_ids.iter().map(String::as_str));
            to_passages.extend(row.place.iter().map(|place| place.passage_id.as_str()));
        }
        for citation in &tables.citations {
            to_references.extend(citation.reference_id.as_deref());
            to_passages.push(&citation.passage_id);
        }
        for id in to_references {
            self.ask(references.contains(id), || format!("no reference {id:?}"));
        }
        for id in to_passages {
            self.ask(passages.contains(id), || format!("no passage {id:?}"));
        }
    }

    /// Every date reads back from what it prints.
    fn dates(&mut self) {
        let tables = &self.compiled.datasets;
        let dates = (tables.events.iter().map(|row| row.date))
            .chain(tables.observations.iter().map(|row| row.time_period))
            .chain(tables.references.iter().flat_map(|row| [row.issued, row.accessed]));
        for date in dates.flatten() {
            let back = date.to_string().parse::<Edtf>();
            self.ask(back.as_ref() == Ok(&date), || format!("{date} reads back as {back:?}"));
        }
    }

    /// Every number is a number, and bounds are in order.
    fn numbers(&mut self) {
        for row in &self.compiled.datasets.observations {
            let printed = [row.value_low, row.value, row.value_high];
            let given: Vec<f64> = printed.into_iter().flatten().collect();
            let sound = given.iter().all(|value| value.is_finite()) && given.is_sorted();
            self.ask(sound, || format!("{}: {printed:?}", row.observation_id));
        }
    }

    /// Rows stand in document order, and raw spans one behind the other.
    fn order(&mut self) {
        let tables = &self.compiled.datasets;
        let starts: [(&str, Vec<usize>); 6] = [
            ("sections", tables.sections.iter().map(|row| row.anchor.start).collect()),
            ("events", tables.events.iter().map(|row| row.anchor.start).collect()),
            (
                "indicators",
                tables
                    .observations
                    .iter()
                    .filter_map(|row| row.place.as_ref())
                    .map(|place| place.anchor.start)
                    .collect(),
            ),
            ("references", tables.references.iter().map(|row| row.anchor.start).collect()),
            ("citations", tables.citations.iter().map(|row| row.anchor.start).collect()),
            ("passages", tables.passages.iter().map(|row| row.anchor.start).collect()),
        ];
        for (table, starts) in starts {
            self.ask(starts.is_sorted(), || format!("{table}: rows are not in document order"));
        }
        for pair in tables.passages.windows(2) {
            let apart = pair[0].anchor.end <= pair[1].anchor.start;
            self.ask(apart, || format!("{} reaches into {}", pair[0].passage_id, pair[1].passage_id));
        }
        for section in &self.compiled.report.sections {
            let fits = section.heading.start <= section.span.start && section.heading.end <= section.span.end;
            self.ask(fits, || format!("a heading leaves its section: {:?}", section.span));
        }
    }
}
