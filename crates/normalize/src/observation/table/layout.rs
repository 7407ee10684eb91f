//! Where a table has its periods, its labels and its values.

use chancery_model::edtf::Edtf;
use chancery_model::observation::ObsStatus;

use super::Grid;
use super::cell::{self, is_missing};
use chancery_lexis::word::words;

/// A period and how firm its values are.
pub(super) type Period = (Edtf, ObsStatus);

/// A table's layout.
#[derive(Debug)]
pub(super) struct Layout {
    /// Columns of values, from the left.
    pub(super) values: Vec<ValueColumn>,
    /// Columns of words, from the left.
    pub(super) labels: Vec<usize>,
    /// The column of periods; `None` where they stand in the header or the caption.
    pub(super) period_column: Option<usize>,
    /// The caption's period, for a table without periods of its own.
    pub(super) period: Option<Period>,
    /// Whether the heads of the value columns name areas.
    pub(super) heads_are_areas: bool,
    roles: Vec<Option<Role>>,
}

/// A column of values.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueColumn {
    pub(super) at: usize,
    /// The period its head names.
    pub(super) period: Option<Period>,
}

/// What a column's head says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Periods.
    Period,
    /// Areas the values are of.
    Area,
    /// Areas on the other side.
    Partner,
    /// Notes and sources.
    Remark,
    /// Numbers that only order or name the rows, or are worked out of the other columns.
    Order,
}

const ROLES: &[(Role, &[&str])] = &[
    (Role::Order, &["change", "code", "difference", "id", "no", "nr", "rank"]),
    (Role::Remark, &["comment", "comments", "note", "notes", "remark", "remarks", "source", "sources"]),
    (
        Role::Partner,
        &[
            "counterpart",
            "creditor",
            "destination",
            "donor",
            "investor",
            "lender",
            "market",
            "origin",
            "partner",
            "recipient",
            "supplier",
        ],
    ),
    (Role::Area, &["area", "countries", "country", "economy", "nation", "reporter", "state", "territory"]),
    (Role::Period, &["date", "fy", "half-year", "month", "months", "period", "quarter", "time", "year", "years"]),
];

impl Layout {
    /// The layout of a table; `None` where it is none of those that are read, or where two readings are possible.
    pub(super) fn of(grid: &Grid<'_>, captioned: Option<Period>) -> Option<Self> {
        let text = grid.text();
        let heads: Vec<&str> = grid.header.iter().map(|cell| cell.of(text)).collect();
        if heads.len() < 2 || grid.rows.is_empty() {
            return None;
        }
        let roles: Vec<Option<Role>> = heads.iter().map(|head| role(head)).collect();
        let kinds: Vec<Kind> = (0..heads.len()).map(|column| Kind::of(grid, column)).collect();
        let head_periods: Vec<Option<Period>> = heads.iter().map(|head| cell::period(head)).collect();
        // A head without words over values belongs to a header of two rows.
        let is_merged = heads.iter().zip(&kinds).skip(1).any(|(head, kind)| is_missing(head) && *kind == Kind::Values);
        if is_merged {
            return None;
        }
        let is_order = |column: usize| roles[column] == Some(Role::Order);
        let labels = |period: Option<usize>| -> Vec<usize> {
            let is_label = |column: &usize| {
                Some(*column) != period && head_periods[*column].is_none() && kinds[*column] == Kind::Words
            };
            (0..heads.len()).filter(is_label).collect()
        };
        if head_periods.iter().any(Option::is_some) {
            return Self::with_head_periods(&heads, roles.clone(), &kinds, &head_periods, labels(None));
        }
        let is_period = |column: &usize| {
            let names_them = roles[*column] == Some(Role::Period);
            let may_be = names_them || (*column == 0 && (heads[0].is_empty() || Kind::rises(grid, 0)));
            may_be && kinds[*column] != Kind::Empty && Kind::all_periods(grid, *column)
        };
        let period_column = (0..heads.len()).find(is_period);
        let period = captioned.filter(|_| period_column.is_none());
        if period_column.is_none() && (period.is_none() || labels(None).is_empty()) {
            return None;
        }
        let is_value =
            |column: &usize| Some(*column) != period_column && kinds[*column] == Kind::Values && !is_order(*column);
        let values: Vec<ValueColumn> =
            (0..heads.len()).filter(is_value).map(|at| ValueColumn { at, period: None }).collect();
        let named = |column: &ValueColumn| grid.is_area(heads[column.at]);
        let n_areas = values.iter().filter(|column| named(column)).count();
        let labels = labels(period_column);
        (!values.is_empty()).then_some(Self {
            heads_are_areas: n_areas > 0 && n_areas * 2 >= values.len(),
            values,
            labels,
            period_column,
            period,
            roles,
        })
    }

    /// Periods as columns: every other column holds words, or numbers that its head says are no values.
    fn with_head_periods(
        heads: &[&str],
        roles: Vec<Option<Role>>,
        kinds: &[Kind],
        head_periods: &[Option<Period>],
        labels: Vec<usize>,
    ) -> Option<Self> {
        let n_periods = head_periods.iter().flatten().count();
        let is_other = |column: &usize| {
            head_periods[*column].is_none() && kinds[*column] == Kind::Values && roles[*column] != Some(Role::Order)
        };
        let n_others = (0..heads.len()).filter(is_other).count();
        // `Country, GDP, 2023`: whether the number under the year is of the same thing cannot be told.
        if labels.is_empty() || (n_periods == 1 && n_others > 0) {
            return None;
        }
        let values = head_periods.iter().enumerate();
        let values = values.filter_map(|(at, period)| period.map(|period| ValueColumn { at, period: Some(period) }));
        Some(Self {
            values: values.collect(),
            labels,
            period_column: None,
            period: None,
            heads_are_areas: false,
            roles,
        })
    }

    /// What the head of a column says it holds.
    pub(super) fn role(&self, column: usize) -> Option<Role> {
        self.roles.get(column).copied().flatten()
    }
}

fn role(head: &str) -> Option<Role> {
    let words = words(head);
    let found = |word: &str| ROLES.iter().find(|(_, names)| names.contains(&word)).map(|(role, _)| *role);
    // The last word is the noun, but `end of year` and `year ended` are both periods; brackets say more of it.
    let nouns = words.iter().take_while(|word| !head[..word.start].contains(['(', '[', ',']));
    match nouns.collect::<Vec<_>>().as_slice() {
        [] => found(head),
        [only] => found(&only.lower),
        [first, .., last] => {
            let of_last = found(&last.lower).filter(|role| *role != Role::Order);
            of_last.or_else(|| found(&first.lower).filter(|role| *role == Role::Period))
        }
    }
}

/// What a column's cells are, missing values aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// No cell says anything.
    Empty,
    /// Numbers, with at most a word in between that cannot be read as one.
    Values,
    /// Anything else.
    Words,
}

impl Kind {
    fn of(grid: &Grid<'_>, column: usize) -> Self {
        let (mut n_values, mut n_words) = (0usize, 0usize);
        for row in 0..grid.rows.len() {
            let printed = grid.printed(row, column);
            if is_missing(printed) {
                continue;
            }
            match cell::measured(printed, grid.source.lexicon, grid.convention) {
                Some(_) => n_values += 1,
                None => n_words += 1,
            }
        }
        match (n_values, n_words) {
            (0, 0) => Self::Empty,
            (values, words) if values > words => Self::Values,
            _ => Self::Words,
        }
    }

    fn all_periods(grid: &Grid<'_>, column: usize) -> bool {
        let said = (0..grid.rows.len()).map(|row| grid.printed(row, column)).filter(|printed| !is_missing(printed));
        let mut n_periods = 0usize;
        for printed in said {
            if cell::period(printed).is_none() {
                return false;
            }
            n_periods += 1;
        }
        n_periods > 0
    }

    /// Whether a column's years rise or fall all the way, as years do and counts do not.
    fn rises(grid: &Grid<'_>, column: usize) -> bool {
        let years: Vec<_> = (0..grid.rows.len())
            .filter_map(|row| cell::period(grid.printed(row, column)).and_then(|(date, _)| date.earliest()))
            .collect();
        years.len() >= 2
            && (years.is_sorted_by(|one, other| one < other) || years.is_sorted_by(|one, other| one > other))
    }
}
