//! The tables of the vocabulary: their columns and what a row must hold.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::diagnostic::{Diagnostic, Place};
use chancery_model::event::{Category, EventType};
use chancery_model::observation::{Comparator, ObservationKind};
use chancery_model::section::SectionKind;

use super::rows::{Layers, RULE, Row};
use super::{
    Actor, AreaName, CategoryTrigger, EventTrigger, Frequency, Hedge, Indicator, Likelihood, Quantifier,
    QuantifierRole, SectionHeading, Spelling, Unit, Vocabulary, file_name,
};
use crate::place::{help_with, shown};

/// Every table's file name and the content in the program, in the order in which they are read.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("units.csv", include_str!("../../../../data/vocabulary/units.csv")),
    ("actors.csv", include_str!("../../../../data/vocabulary/actors.csv")),
    ("area-names.csv", include_str!("../../../../data/vocabulary/area-names.csv")),
    ("event-types.csv", include_str!("../../../../data/vocabulary/event-types.csv")),
    ("categories.csv", include_str!("../../../../data/vocabulary/categories.csv")),
    ("indicators.csv", include_str!("../../../../data/vocabulary/indicators.csv")),
    ("sections.csv", include_str!("../../../../data/vocabulary/sections.csv")),
    ("abbreviations.csv", include_str!("../../../../data/vocabulary/abbreviations.csv")),
    ("hedges.csv", include_str!("../../../../data/vocabulary/hedges.csv")),
    ("frequencies.csv", include_str!("../../../../data/vocabulary/frequencies.csv")),
    ("likelihoods.csv", include_str!("../../../../data/vocabulary/likelihoods.csv")),
    ("common-abbreviations.csv", include_str!("../../../../data/vocabulary/common-abbreviations.csv")),
    ("spellings.csv", include_str!("../../../../data/vocabulary/spellings.csv")),
    ("hedge-words.csv", include_str!("../../../../data/vocabulary/hedge-words.csv")),
    ("quantifiers.csv", include_str!("../../../../data/vocabulary/quantifiers.csv")),
];

/// Reads the table `name` into the vocabulary: the program's, under the rows of a dossier's own where it has one (path
/// and content).
pub(super) fn read_table(
    name: &str,
    program: &str,
    own: Option<(&str, &[u8])>,
    vocabulary: &mut Vocabulary,
) -> Vec<Diagnostic> {
    let text = own.map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)));
    let mut layers = Layers::new((name, program), text.as_ref().map(|(path, text)| (*path, &**text)));
    if let (Some((_, complaints)), Some((_, bytes))) = (&mut layers.own, own) {
        complaints.invalid_utf8(bytes);
    }
    let table = &mut layers;
    match name {
        "units.csv" => vocabulary.units = units(table),
        "actors.csv" => vocabulary.actors = actors(table),
        "area-names.csv" => vocabulary.area_names = area_names(table),
        "event-types.csv" => {
            vocabulary.event_types = keyed(table, &["trigger", "event_type"], |row, trigger| {
                let event_type = row.one_of(1, EventType::NAMES, EventType::from_name)?;
                Some(EventTrigger { trigger, event_type })
            });
        }
        "categories.csv" => {
            vocabulary.categories = keyed(table, &["trigger", "category"], |row, trigger| {
                Some(CategoryTrigger { trigger, category: row.one_of(1, Category::NAMES, Category::from_name)? })
            });
        }
        "indicators.csv" => vocabulary.indicators = indicators(table, &vocabulary.units),
        "sections.csv" => {
            vocabulary.sections = keyed(table, &["heading", "kind"], |row, heading| {
                Some(SectionHeading { heading, kind: row.one_of(1, SectionKind::NAMES, SectionKind::from_name)? })
            });
        }
        "abbreviations.csv" => {
            vocabulary.abbreviations = table.rows(&["abbreviation"], |row| row.required(0), |_, word| Some(word));
        }
        "hedges.csv" => {
            vocabulary.hedges = keyed(table, &["phrase", "comparator", "tolerance"], |row, phrase| {
                let comparator = row.one_of(1, Comparator::NAMES, Comparator::from_name)?;
                let tolerance = row.number(2, "a share of the figure, 0 or more", |share| share >= 0.0)?;
                Some(Hedge { phrase, comparator, tolerance })
            });
        }
        "frequencies.csv" => {
            vocabulary.frequencies = keyed(table, &["phrase", "share"], |row, phrase| {
                let share = row.number(1, "a share of the periods, 0 to 1", |share| (0.0..=1.0).contains(&share))?;
                Some(Frequency { phrase, share })
            });
        }
        "common-abbreviations.csv" => {
            vocabulary.common_abbreviations = keyed(table, &["abbreviation"], |_, word| Some(word.to_uppercase()));
        }
        "spellings.csv" => {
            vocabulary.spellings = keyed(table, &["british", "american", "family"], |row, british| {
                Some(Spelling { british, american: row.words(1)?, family: row.words(2)? })
            });
        }
        "hedge-words.csv" => vocabulary.hedge_words = keyed(table, &["phrase"], |_, phrase| Some(phrase)),
        "quantifiers.csv" => {
            vocabulary.quantifiers = keyed(table, &["word", "role"], |row, word| {
                Some(Quantifier { word, role: row.one_of(1, QuantifierRole::NAMES, QuantifierRole::from_name)? })
            });
        }
        _ => vocabulary.likelihoods = likelihoods(table),
    }
    layers.finish()
}

/// A file that is none of the tables.
pub(super) fn unknown_table(path: &str) -> Diagnostic {
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    let place = Place::File { file: path.to_owned(), line: None, column: None };
    if file_name(path) == "months.csv" {
        let message = "expected a table that may be replaced, found the names of months, which are the program's own";
        return RULE
            .excepted()
            .at(place, message)
            .help("delete the file; a name that is lacking belongs into the program's table".to_owned());
    }
    let message = format!("expected a table of the vocabulary, found {}", shown(file_name(path)));
    RULE.at(place, message).help(help_with(file_name(path), &names))
}

/// A table whose first column is words that stand in it once.
fn keyed<T>(
    table: &mut Layers<'_>,
    names: &'static [&'static str],
    make: impl FnMut(&mut Row<'_, '_>, String) -> Option<T>,
) -> Vec<T> {
    table.rows(names, |row| row.words(0), make)
}

fn likelihoods(table: &mut Layers<'_>) -> Vec<Likelihood> {
    keyed(table, &["phrase", "rank"], |row, phrase| {
        let expected = "a whole number from 1 (remote) to 7 (certain)";
        let rank = row.number(1, expected, |rank| (1.0..=7.0).contains(&rank) && rank.fract() == 0.0)?;
        (1..=7).find(|whole| f64::from(*whole) >= rank).map(|rank| Likelihood { phrase, rank })
    })
}

fn actors(table: &mut Layers<'_>) -> Vec<Actor> {
    let mut owners: BTreeMap<String, (String, bool)> = BTreeMap::new();
    let names = &["code", "kind", "name", "aliases", "demonyms", "seats"];
    table.rows(
        names,
        |row| row.required(0),
        |row, _| {
            let kind = row.one_of(1, &["state", "organisation"], |kind| match kind {
                "state" => Some(true),
                "organisation" => Some(false),
                _ => None,
            });
            let is_state = kind?;
            let code = if is_state {
                row.id(0, "three capital letters (ISO 3166-1 alpha-3)", |code| {
                    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
                })?
            } else {
                row.id(0, "a code of capital letters, digits and hyphens", |code| {
                    code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
                })?
            };
            let name = row.required(2)?;
            let (mut aliases, mut demonyms, mut seats) = (row.list(3), row.list(4), row.list(5));
            let mut own = |word: &String| match owners.get(&word.to_lowercase()) {
                // A name that a dossier gives to an actor of its own is that one's.
                Some((other, true)) if *other != code && !row.is_own => false,
                Some((other, _)) if *other != code => {
                    let message =
                        format!("expected a name of one actor, found {}, which is also a name of {other}", shown(word));
                    row.complain(0, message, "leave the name to one of the two".to_owned());
                    false
                }
                _ => {
                    owners.insert(word.to_lowercase(), (code.clone(), row.is_own));
                    true
                }
            };
            own(&name);
            aliases.retain(&mut own);
            demonyms.retain(&mut own);
            seats.retain(&mut own);
            Some(Actor { code, is_state, name, aliases, demonyms, seats })
        },
    )
}

fn area_names(table: &mut Layers<'_>) -> Vec<AreaName> {
    let names = &["name", "code"];
    table.rows(
        names,
        |row| row.required(0).map(|name| name.to_lowercase()),
        |row, _| {
            let name = row.required(0)?;
            let code = row.id(1, "three capital letters", |code| {
                code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
            })?;
            Some(AreaName { name, code })
        },
    )
}

fn units(table: &mut Layers<'_>) -> Vec<Unit> {
    let names = &["unit", "name", "forms", "base", "factor"];
    // A base may stand below the units made of it: the ids are gathered first.
    let ids: BTreeSet<String> =
        table.silent().rows(names, |row| row.required(0), |_, id| Some(id)).into_iter().collect();
    let id = |row: &mut Row<'_, '_>| row.id(0, "an id of lower-case letters, digits and hyphens", is_id);
    table.rows(names, id, |row, unit| {
        let base = row.required(3)?;
        if !ids.contains(&base) {
            row.unknown(3, "the id of a unit in this table", &base, ids.iter().map(String::as_str));
            return None;
        }
        let factor = row.number(4, "a number above 0", |factor| factor > 0.0)?;
        let forms = row.list(2).iter().map(|form| form.to_lowercase()).collect();
        Some(Unit { unit, name: row.required(1)?, forms, base, factor })
    })
}

fn indicators(table: &mut Layers<'_>, units: &[Unit]) -> Vec<Indicator> {
    let names = &["indicator_id", "name", "kind", "unit", "terms", "codes", "description"];
    let id = |row: &mut Row<'_, '_>| row.id(0, "an id of lower-case letters, digits and hyphens", is_id);
    table.rows(names, id, |row, indicator_id| {
        let unit = Some(row.cell(3).to_owned()).filter(|unit| !unit.is_empty());
        if let Some(unit) = unit.as_deref().filter(|id| !units.iter().any(|unit| unit.unit == *id)) {
            row.unknown(3, "the id of a unit", unit, units.iter().map(|unit| unit.unit.as_str()));
            return None;
        }
        let group = |term: &String| -> Vec<String> {
            let words = term.split('+').map(|words| words.trim().to_lowercase());
            words.filter(|words| !words.is_empty()).collect()
        };
        Some(Indicator {
            indicator_id,
            name: row.required(1)?,
            kind: row.one_of(2, ObservationKind::NAMES, ObservationKind::from_name)?,
            unit,
            terms: row.list(4).iter().map(group).filter(|group| !group.is_empty()).collect(),
            codes: row.list(5),
            description: row.cell(6).to_owned(),
        })
    })
}

fn is_id(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
