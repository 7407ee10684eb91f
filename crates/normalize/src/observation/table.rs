//! Tables: every value of a table that says for which period, of what, and in which unit.
//!
//! Three layouts are read: periods as columns, periods as rows, and the long form with a column for the period; where a
//! table has no periods, one in its caption counts for all of it. A table that is laid out otherwise gives nothing.

mod cell;
mod label;
mod layout;
mod surroundings;

use chancery_ingest::report::{CitationGroup, RawBlock, RawTable};
use chancery_ingest::span::Span;
use chancery_ingest::vocabulary::{Indicator, Unit};
use chancery_model::edtf::Edtf;
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin, ObservationPlace};

use self::cell::{Convention, Measured};
use self::label::Label;
use self::layout::{Layout, Role};
use self::surroundings::Surroundings;
use super::{Source, figure};
use crate::citation::ids_of;

/// The values of every table of the report.
pub(super) fn values(source: &Source<'_>) -> Vec<Observation> {
    let report = source.document.report;
    let mut found = Vec::new();
    for section in &report.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            if let RawBlock::Table(table) = block {
                let grid = Grid::new(source, table, surroundings::around(&report.text, &section.blocks, at));
                found.extend(grid.values());
            }
        }
    }
    found
}

/// A table's cells with what stands around it.
struct Grid<'d> {
    source: &'d Source<'d>,
    table: &'d RawTable,
    /// Cells of the header, without citations.
    header: Vec<Span>,
    /// Cells of the rows, without citations.
    rows: Vec<Vec<Span>>,
    around: Surroundings<'d>,
    convention: Convention,
}

/// What a value is of, gathered from the cell outwards.
struct Sources<'g> {
    /// Labels of the row and head of the column, the nearest first.
    near: Vec<&'g Label>,
    /// Caption and the line below it.
    caption: &'g [Label],
}

impl<'d> Grid<'d> {
    fn new(source: &'d Source<'d>, table: &'d RawTable, around: Surroundings<'d>) -> Self {
        let text = source.document.report.text.as_str();
        let bare = |cell: &Span| without_groups(text, *cell, &table.groups);
        let mut rows: Vec<Vec<Span>> = table.rows.iter().map(|row| row.iter().map(bare).collect()).collect();
        let mut header: Vec<Span> = table.header.iter().map(bare).collect();
        // Formats without header rows print it as the first row.
        if header.iter().all(|cell| cell.is_empty()) && !rows.is_empty() {
            header = rows.remove(0);
        }
        let convention = Convention::of(rows.iter().flatten().map(|cell| cell.of(text)));
        Self { source, table, header, rows, around, convention }
    }

    fn text(&self) -> &'d str {
        &self.source.document.report.text
    }

    fn cell(&self, row: usize, column: usize) -> Option<Span> {
        self.rows[row].get(column).copied()
    }

    fn printed(&self, row: usize, column: usize) -> &'d str {
        self.cell(row, column).map_or("", |cell| cell.of(self.text()))
    }

    /// Whether the whole of a head names an area.
    fn is_area(&self, head: &str) -> bool {
        Label::read(self.source.lexicon, head).area.is_some()
    }

    fn values(&self) -> Vec<Observation> {
        let label = |printed: &str| Label::read(self.source.lexicon, printed);
        let caption: Vec<Label> = self.around.caption.iter().map(|line| label(line.of(self.text()))).collect();
        let Some(layout) = Layout::of(self, self.around.period) else { return Vec::new() };
        let heads: Vec<Label> = self.header.iter().map(|cell| label(cell.of(self.text()))).collect();
        let mut found = Vec::new();
        for row in 0..self.rows.len() {
            let labels = layout.labels.iter().map(|column| (*column, label(self.printed(row, *column))));
            let labels: Vec<(usize, Label)> = labels.filter(|(_, label)| !label.printed.is_empty()).collect();
            for column in &layout.values {
                let read = (column.period)
                    .or_else(|| layout.period_column.and_then(|at| cell::period(self.printed(row, at))))
                    .or(layout.period);
                let Some((period, status)) = read else { continue };
                let Some(head) = heads.get(column.at) else { continue };
                // A head that is a period says nothing more.
                let head = Some(head).filter(|_| column.period.is_none());
                let value = Value { row, column: column.at, labels: &labels, head, period, status };
                found.extend(self.value(&layout, &caption, &value));
            }
        }
        found
    }

    fn value(&self, layout: &Layout, caption: &[Label], value: &Value<'_>) -> Option<Observation> {
        let span = self.cell(value.row, value.column)?;
        let lexicon = self.source.lexicon;
        let measured = cell::measured(span.of(self.text()), lexicon, self.convention)?;
        let row_labels = value.labels.iter().filter(|(at, _)| layout.role(*at) != Some(Role::Remark));
        let near: Vec<&Label> = value.head.into_iter().chain(row_labels.map(|(_, label)| label)).collect();
        let area = self.area(layout, caption, value)?;
        let sources = Sources { near, caption };
        let (unit, exponent) = sources.unit(&measured);
        let unit = unit.map(|index| &lexicon.vocabulary.units[index]);
        let indicator = self.indicator(&sources, unit);
        let name = indicator.map(|indicator| indicator.name.clone()).or_else(|| sources.name())?;
        let is_year = unit.is_some_and(|unit| unit.base == "year");
        let factor = unit.filter(|_| is_year).map_or(1.0, |unit| unit.factor);
        let (number, low, high, comparator) =
            figure::bounds(measured.value.scaled(exponent), measured.comparator, factor);
        let status = match (value.status, measured.status) {
            (ObsStatus::Normal, own) => own,
            (told, _) => told,
        };
        let is_plain = measured.comparator.is_none();
        Some(Observation {
            observation_id: String::new(),
            indicator_id: indicator.map(|indicator| indicator.indicator_id.clone()),
            indicator_name: Some(name),
            kind: ObservationKind::Figure,
            ref_area: area.own,
            counterpart_area: area.other,
            time_period: Some(value.period),
            value: number,
            value_low: low,
            value_high: high,
            comparator: Some(comparator),
            unit: figure::unit_id(unit, indicator),
            obs_status: if status == ObsStatus::Normal && !is_plain { ObsStatus::Estimated } else { status },
            phrase: Some(span.of(self.text()).to_owned()),
            scenario: None,
            origin: ObservationOrigin::Table,
            source: None,
            reference_ids: self.cited(value),
            place: Some(self.place(span)?),
        })
    }

    fn place(&self, cell: Span) -> Option<ObservationPlace> {
        let document = self.source.document;
        let statement = document.statement_at(cell.start)?;
        Some(ObservationPlace {
            passage_id: statement.passage_id.clone(),
            section: document.heading(statement).to_owned(),
            anchor: document.anchor(cell),
            quote: cell.of(self.text()).to_owned(),
        })
    }

    /// The areas of a value; `None` where a label stands in the place of one and is none that is known, as `Total`
    /// among countries.
    fn area(&self, layout: &Layout, caption: &[Label], value: &Value<'_>) -> Option<Areas> {
        let mut areas = Areas::default();
        for (at, label) in value.labels {
            match (layout.role(*at), &label.area) {
                (Some(Role::Partner), area) => areas.other = Some(area.clone()?),
                (Some(Role::Area), area) => areas.own = Some(area.clone()?),
                (_, Some(area)) => areas.own = Some(area.clone()),
                (_, None) => {}
            }
        }
        let heads_are_areas = layout.heads_are_areas;
        match value.head.map(|head| &head.area) {
            Some(Some(area)) => areas.own = Some(area.clone()),
            Some(None) if heads_are_areas => return None,
            _ => {}
        }
        // `Exports to Chile` is told of another area.
        let headed = value.head.and_then(|head| head.only_state.clone()).filter(|_| areas.own.is_none());
        if areas.own.is_none() {
            let told = caption.iter().find_map(|line| line.only_state.clone());
            let told = told.filter(|area| Some(area) != areas.other.as_ref());
            areas.own = told.or_else(|| self.source.ref_area.map(str::to_owned));
        }
        if areas.other.is_none() && areas.own.is_some() && headed != areas.own {
            areas.other = headed;
        }
        Some(areas)
    }

    /// The indicator told by head and labels, which the caption's words may complete; the caption's own where they say
    /// nothing but an area, a unit or a period.
    fn indicator(&self, sources: &Sources<'_>, unit: Option<&Unit>) -> Option<&'d Indicator> {
        let lexicon = self.source.lexicon;
        let units = lexicon.vocabulary.units.as_slice();
        let best = |hits: &[crate::lexicon::TermHit]| {
            let mut best: Option<((u8, usize), usize)> = None;
            for (at, size) in lexicon.indicators(hits) {
                let indicator = &lexicon.vocabulary.indicators[at];
                if indicator.kind != ObservationKind::Figure {
                    continue;
                }
                let fit = figure::unit_fit(units, indicator, unit).or_else(|| counted_fit(indicator, unit));
                if let Some(score) =
                    fit.map(|fit| (fit, size)).filter(|score| best.is_none_or(|(most, _)| *score > most))
                {
                    best = Some((score, at));
                }
            }
            best.map(|(_, at)| &lexicon.vocabulary.indicators[at])
        };
        let mut hits: Vec<_> = sources.near.iter().flat_map(|label| label.terms.iter().copied()).collect();
        if let Some(found) = best(&hits) {
            return Some(found);
        }
        if sources.near.iter().any(|label| label.is_named) {
            return None;
        }
        hits.extend(sources.caption.iter().flat_map(|line| line.terms.iter().copied()));
        best(&hits)
    }

    /// The sources of a value: those in its cell, else in its row's labels and remarks, else in its column's head, else
    /// those of the caption and the lines below the table.
    fn cited(&self, value: &Value<'_>) -> Vec<String> {
        let groups_in = |span: Span| {
            let groups = self.table.groups.iter();
            groups.filter(move |group| span.contains(group.span)).collect::<Vec<&CitationGroup>>()
        };
        let cells = &self.table.rows;
        // The first row may have served as the header.
        let taken = cells.len() - self.rows.len();
        let own = cells[value.row + taken].get(value.column).map(|cell| groups_in(*cell)).unwrap_or_default();
        let labels = value.labels.iter().filter_map(|(at, _)| cells[value.row + taken].get(*at));
        let labels = labels.flat_map(|cell| groups_in(*cell)).collect();
        let head = if taken == 0 { &self.table.header } else { &cells[0] };
        let head = head.get(value.column).map(|cell| groups_in(*cell)).unwrap_or_default();
        let around = self.around.groups.clone();
        let nearest = [own, labels, head, around].into_iter().find(|groups| !groups.is_empty());
        ids_of(nearest.into_iter().flatten(), self.source.numbers)
    }
}

/// A count needs no printed unit: `Population` says that persons are counted.
fn counted_fit(indicator: &Indicator, unit: Option<&Unit>) -> Option<u8> {
    let is_count = matches!(indicator.unit.as_deref(), Some("person" | "item" | "household"));
    (unit.is_none() && is_count).then_some(1)
}

/// The areas of a value.
#[derive(Default)]
struct Areas {
    own: Option<String>,
    other: Option<String>,
}

/// A value while it is read.
struct Value<'g> {
    row: usize,
    column: usize,
    labels: &'g [(usize, Label)],
    head: Option<&'g Label>,
    period: Edtf,
    status: ObsStatus,
}

impl Sources<'_> {
    /// The unit nearest to the value and the power of ten nearest to it that goes with this unit.
    fn unit(&self, measured: &Measured) -> (Option<usize>, i32) {
        let told = || self.near.iter().copied().chain(self.caption);
        let unit = measured.unit.or_else(|| told().find_map(|label| label.unit));
        if measured.is_scaled {
            return (unit, 0);
        }
        let fits = |label: &&Label| label.exponent != 0 && label.unit.is_none_or(|own| Some(own) == unit);
        (unit, told().find(fits).map_or(0, |label| label.exponent))
    }

    /// What is measured, as printed.
    fn name(&self) -> Option<String> {
        let named = self.near.iter().rev().filter(|label| label.is_named);
        let names: Vec<&str> = named.map(|label| label.printed.as_str()).collect();
        let name = if names.is_empty() {
            self.caption.iter().find(|line| line.is_named).map(|line| line.printed.clone())?
        } else {
            names.join(", ")
        };
        Some(name)
    }
}

/// A cell without the citations at its end and white space.
fn without_groups(text: &str, cell: Span, groups: &[CitationGroup]) -> Span {
    let first = groups.partition_point(|group| group.span.start < cell.start);
    let end = groups.get(first).map_or(cell.end, |group| group.span.start.min(cell.end));
    Span::new(cell.start, end).trimmed(text)
}

#[cfg(test)]
mod tests;
