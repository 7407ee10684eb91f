//! Scenarios of the outlook: their paths, how likely they are held to be, what would bring them about, and the signs
//! to watch.

mod causes;
mod clauses;
mod conditions;
mod heads;
mod items;
mod label;
mod likelihood;
mod line;
mod signs;
mod triggers;
mod verbs;

use std::collections::BTreeSet;

use chancery_model::edtf::Edtf;
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin};
use chancery_model::passage::PassageKind;
use chancery_model::section::SectionKind;

use self::heads::List;
use self::label::{Labels, Opening};
use self::line::Line;
use self::triggers::Scope;
use super::Source;
use super::commitment;
use super::reading::Reading;
use chancery_lexis::date::{DateLead, FoundDate};
use chancery_lexis::word::words;

/// Indicator of what a scenario tells.
const PATH: (&str, &str) = ("scenario-path", "Scenario");
/// Indicator of how likely it is held to be.
const LIKELIHOOD: (&str, &str) = ("scenario-likelihood", "Likelihood of a scenario (1 remote to 7 certain)");
/// Indicator of what would bring it about, or must hold for it.
const TRIGGER: (&str, &str) = ("scenario-trigger", "Trigger of a scenario");
/// Indicator of what shows that it is coming about.
const SIGNAL: (&str, &str) = ("scenario-signal", "Sign to watch");

/// A scenario while its statements are read.
#[derive(Clone, Debug)]
struct Scenario {
    label: String,
    /// The section that opens it.
    opened: usize,
    /// Whether that section is on nothing else, with the sections inside.
    is_section: bool,
    /// The section and the paragraph or item that was read last.
    section: usize,
    paragraph: u32,
    /// Whether the label is all that has been said of it: `Scenario 2: Drift.`
    is_bare: bool,
    /// The list whose items come next: `Triggers:` stands alone.
    list: Option<List>,
}

/// The rows of every scenario in the outlook sections, in document order.
pub(super) fn scenarios(source: &Source<'_>) -> Vec<Observation> {
    let outlook = || {
        source
            .document
            .statements
            .iter()
            .filter(|statement| statement.section_kind == SectionKind::Outlook && statement.is_prose())
    };
    let readings: Vec<Reading<'_>> =
        outlook().map(|statement| Reading::new(source, statement, statement.span, ObservationOrigin::Prose)).collect();
    let openings: Vec<Option<Opening>> = readings.iter().map(|reading| label::opening(source, reading)).collect();
    let known = Labels::new(openings.iter().flatten().map(|opening| opening.label.as_str()));
    let mut walk = Walk {
        source,
        horizon: readings.iter().find_map(horizon),
        known,
        current: None,
        headed: None,
        told: BTreeSet::new(),
        rows: Vec::new(),
    };
    for (reading, opening) in readings.iter().zip(openings) {
        walk.read(reading, opening);
    }
    walk.rows
}

/// The statements of the outlook one after another.
struct Walk<'s, 'd> {
    source: &'s Source<'d>,
    horizon: Option<Edtf>,
    /// Every label that the outlook opens.
    known: Labels,
    /// The scenario that is being told.
    current: Option<Scenario>,
    /// The scenario that the section is on.
    headed: Option<Scenario>,
    /// Labels of the scenarios whose path is among the rows.
    told: BTreeSet<String>,
    rows: Vec<Observation>,
}

impl Walk<'_, '_> {
    fn read(&mut self, reading: &Reading<'_>, opening: Option<Opening>) {
        let line = Line::new(reading);
        let statement = reading.statement;
        let is_same_paragraph = self
            .current
            .as_ref()
            .is_some_and(|scenario| scenario.section == statement.section && scenario.paragraph == statement.paragraph);
        // `If talks fail, the rupture path opens` may speak of a scenario told before.
        let is_new = opening.as_ref().is_some_and(|opening| !opening.is_behind || !self.told.contains(&opening.label));
        let mut scope = Scope::Following;
        // What a heading inside the scenario's section, or a line that ends in a colon, has announced.
        let mut list = None;
        if let Some(opening) = opening {
            scope = Scope::Opening(opening.next);
            self.open(reading, opening);
        } else {
            list = self.follow(reading);
            if let Some(scenario) = self.current.as_mut().filter(|scenario| scenario.is_bare) {
                scope = Scope::Opening(0);
                scenario.is_bare = false;
            }
        }
        let judged = likelihood::likelihood(self.source, reading);
        // A judgement names its scenario itself where it can: `On balance, hedging is most probable`.
        let named =
            if matches!(scope, Scope::Opening(_)) || judged.is_none() { Vec::new() } else { self.known.named(reading) };
        let own = self.current.as_ref().map(|scenario| scenario.label.clone());
        let Some(label) = named.first().cloned().or(own) else { return };
        // Where two are named, neither has the condition.
        match named.as_slice() {
            [] => {}
            [_] => scope = Scope::Named,
            _ => scope = Scope::Following,
        }
        if is_new {
            self.row(reading, &label, PATH, (0, reading.text.len()));
            self.told.insert(label.clone());
        }
        let is_judged = is_new
            || is_same_paragraph
            || !named.is_empty()
            || heads::head(line, 0).is_some_and(|head| head.list == List::Likelihood);
        if let Some((likelihood, start, end)) = judged.filter(|_| is_judged) {
            self.row(reading, &label, LIKELIHOOD, (start, end));
            if let Some(row) = self.rows.last_mut() {
                row.value = Some(f64::from(likelihood.rank));
            }
        }
        match list {
            Some(List::Triggers) => self.row(reading, &label, TRIGGER, whole(reading)),
            Some(List::Signs) => self.row(reading, &label, SIGNAL, whole(reading)),
            Some(List::Likelihood) | None => {
                for trigger in triggers::triggers(reading, scope) {
                    self.row(reading, &label, TRIGGER, trigger);
                }
                for sign in signs::signs(reading) {
                    self.row(reading, &label, SIGNAL, sign);
                }
            }
        }
    }

    /// Begins a scenario with the statement that opens it.
    fn open(&mut self, reading: &Reading<'_>, opening: Opening) {
        let statement = reading.statement;
        let scenario = Scenario {
            label: opening.label,
            opened: statement.section,
            is_section: label::is_headed(self.source, statement),
            section: statement.section,
            paragraph: statement.paragraph,
            is_bare: opening.next == reading.words.len(),
            list: None,
        };
        if scenario.is_section {
            self.headed = Some(scenario.clone());
        }
        self.current = Some(scenario);
    }

    /// Goes on with the scenario, or ends it where the statement is no longer its own. Gives the list that the
    /// statement is an item of.
    fn follow(&mut self, reading: &Reading<'_>) -> Option<List> {
        let line = Line::new(reading);
        let statement = reading.statement;
        let sections = &self.source.document.report.sections;
        let head = heads::head(line, 0);
        let is_item = statement.kind == PassageKind::ListItem;
        let is_inside = |scenario: &Scenario| {
            let level = sections[scenario.opened].level;
            scenario.is_section
                && scenario.opened <= statement.section
                && sections[scenario.opened + 1..=statement.section].iter().all(|section| section.level > level)
        };
        let is_next = |scenario: &Scenario| scenario.paragraph + 1 == statement.paragraph;
        // Its own paragraph, and what is put under it as its triggers or signs.
        let goes_on = |scenario: &Scenario| {
            scenario.section == statement.section
                && (scenario.paragraph == statement.paragraph
                    || is_next(scenario) && (scenario.is_bare || head.is_some() || is_item && scenario.list.is_some()))
        };
        if !self.current.as_ref().is_some_and(|scenario| is_inside(scenario) || goes_on(scenario)) {
            self.headed = self.headed.take().filter(|scenario| is_inside(scenario));
            self.current.clone_from(&self.headed);
        }
        let scenario = self.current.as_mut()?;
        if scenario.section != statement.section {
            scenario.list = heads::heading(&words(self.source.document.heading(statement)));
            scenario.section = statement.section;
            scenario.paragraph = 0;
        }
        let announced = head.filter(|head| head.next == line.len()).map(|head| head.list);
        if announced.is_none() && scenario.list.is_some() {
            if is_item && is_next(scenario) {
                scenario.paragraph = statement.paragraph;
                return scenario.list;
            }
            // What else an item says.
            if scenario.paragraph == statement.paragraph {
                return None;
            }
        }
        scenario.paragraph = statement.paragraph;
        scenario.list = announced;
        None
    }

    fn row(&mut self, reading: &Reading<'_>, label: &str, (id, name): (&str, &str), (start, end): (usize, usize)) {
        self.rows.push(Observation {
            indicator_id: Some(id.to_owned()),
            indicator_name: Some(name.to_owned()),
            scenario: Some(label.to_owned()),
            time_period: self.horizon,
            obs_status: ObsStatus::Forecast,
            phrase: Some(reading.text[start..end].to_owned()),
            ..reading.observation(ObservationKind::Signal, start, end)
        });
    }
}

/// The bytes of an item of a list, without the mark behind it and its citations.
fn whole(reading: &Reading<'_>) -> (usize, usize) {
    let line = Line::new(reading);
    line.bytes(&(0..line.end(0)))
}

/// The date the outlook looks ahead to.
fn horizon(reading: &Reading<'_>) -> Option<Edtf> {
    const TOWARDS: &[&str] = &["approach", "approaches", "approaching", "beyond", "toward", "towards"];
    // The end of a lease is no horizon.
    let terms = commitment::commitments(reading);
    let looks_ahead = |date: &FoundDate| {
        let before = reading.word_at(date.start).checked_sub(1).map(|at| reading.words[at].lower.as_str());
        matches!(date.words.lead, Some(DateLead::To | DateLead::Through | DateLead::Until | DateLead::By))
            || before.is_some_and(|word| TOWARDS.contains(&word))
    };
    reading
        .dates
        .iter()
        .filter(|date| looks_ahead(date))
        .find_map(|date| match date.date {
            Edtf::Date(end) => Some(Edtf::Interval(None, Some(end))),
            Edtf::Interval(..) => None,
        })
        .filter(|horizon| !terms.iter().any(|term| term.time_period == Some(*horizon)))
}

#[cfg(test)]
mod tests;
