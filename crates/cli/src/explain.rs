//! `chancery explain`: the list of rules, what a rule asks and why, or the way from a record back to its sentence and its sources.

mod catalogue;
mod judgements;
mod observed;

use chancery_export::changes::{Sheets, kept_ids};
use chancery_ingest::nearest;
use chancery_model::anchor::Anchor;
use chancery_model::datasets::Datasets;
use chancery_model::diagnostic::Place;
use chancery_model::event::Event;
use chancery_model::observation::Observation;
use chancery_model::reference::Reference;
use chancery_model::rule::Group;
use chancery_normalize::rules;

use crate::arguments::ExplainOptions;
use crate::check::canvas;
use crate::clock;
use crate::console::Console;
use crate::dossiers;
use crate::draw::{self, Canvas};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::folder;
use crate::pointer::Pointer;
use crate::release::Release;
use crate::window::visible;

/// Lists the rules, all or a group's, or explains a rule, or every record of that id in the dossiers.
pub(crate) fn explain(options: &ExplainOptions, console: &Console) -> Exit {
    let Some(subject) = options.subject.as_deref() else { return console.print(&catalogue::all()) };
    if let Some(group) = Group::from_name(subject) {
        return console.print(&catalogue::of(group));
    }
    if let Some(rule) = rules().find(|rule| rule.id == subject) {
        return console.print(&rule.to_string());
    }
    let mut exits = Vec::new();
    let mut pages = Vec::new();
    let mut known = Vec::new();
    for found in dossiers::find(&options.paths) {
        let read = found.and_then(|found| {
            let loaded = folder::load(&found)?;
            let compiled = loaded.compile(clock::source_date()?, &|_| ())?;
            let canvas = canvas(&loaded, &compiled);
            Ok((loaded, published(compiled.datasets, options), canvas))
        });
        match read {
            Ok((loaded, datasets, canvas)) => match Record::find(&datasets, subject) {
                Some(record) => {
                    let judged = judgements::judgements(&loaded, &datasets.text, subject, record.anchor());
                    pages.push(record.page(&datasets, &judged, &canvas, console));
                }
                None => known.extend(ids(&datasets).map(str::to_owned)),
            },
            Err(failure) => exits.push(console.fail(&failure)),
        }
    }
    if pages.is_empty() && exits.is_empty() {
        return console.fail(&unknown(subject, &known));
    }
    exits.push(console.print(&pages.join("\n")));
    Exit::gravest(exits)
}

/// The datasets under the ids of their release, where there is one that can be read; under their own otherwise.
fn published(datasets: Datasets, options: &ExplainOptions) -> Datasets {
    let release = Release::read(&options.out.join(&datasets.dossier.id)).ok();
    let held = release.and_then(|release| Sheets::read(&release.tables()).ok());
    held.map_or_else(|| datasets.clone(), |held| kept_ids(&datasets, &held))
}

fn unknown(subject: &str, known: &[String]) -> Failure {
    let rules = rules().map(|rule| rule.id);
    let candidates = Group::NAMES.iter().copied().chain(rules).chain(known.iter().map(String::as_str));
    let failure = Failure::new(Exit::NoInput, format!("expected a rule or a record, found {subject:?}"));
    match nearest(subject, candidates) {
        Some(id) => failure.help(format!("did you mean {id:?}?")),
        None => {
            failure.help("findings name their rule in brackets; records are named in the first column of their table")
        }
    }
}

/// The ids that can be explained.
fn ids(datasets: &Datasets) -> impl Iterator<Item = &str> {
    let events = datasets.events.iter().map(|event| event.event_id.as_str());
    let observations = datasets.observations.iter().map(|row| row.observation_id.as_str());
    events.chain(observations).chain(datasets.references.iter().map(|reference| reference.reference_id.as_str()))
}

/// A record of one of the three tables.
enum Record<'d> {
    Event(&'d Event),
    Observation(&'d Observation),
    Reference(&'d Reference),
}

impl<'d> Record<'d> {
    fn find(datasets: &'d Datasets, id: &str) -> Option<Self> {
        let event = datasets.events.iter().find(|event| event.event_id == id).map(Self::Event);
        let observation = || datasets.observations.iter().find(|row| row.observation_id == id).map(Self::Observation);
        let reference =
            || datasets.references.iter().find(|reference| reference.reference_id == id).map(Self::Reference);
        event.or_else(observation).or_else(reference)
    }

    /// Its characters in the report; `None` for a value of a series.
    fn anchor(&self) -> Option<Anchor> {
        match self {
            Self::Event(event) => Some(event.anchor),
            Self::Observation(row) => row.place.as_ref().map(|place| place.anchor),
            Self::Reference(reference) => Some(reference.anchor),
        }
    }

    /// Its fields, a line each, and its way back, drawn: its characters, the clause that each citation marks, the
    /// sources, what a person judged, and what the series say.
    fn page(&self, datasets: &Datasets, judged: &[Pointer], canvas: &Canvas, console: &Console) -> String {
        let (id, table, fields) = match self {
            Self::Event(event) => (&event.event_id, "events", event_fields(event)),
            Self::Observation(row) => (&row.observation_id, "indicators", observation_fields(row)),
            Self::Reference(reference) => (&reference.reference_id, "references", reference_fields(reference)),
        };
        let mut page = format!("{}\n  {:<12} {table}\n", visible(id), "table");
        for (name, value) in fields {
            if !value.is_empty() {
                page.push_str(&format!("  {name:<12} {}\n", visible(&value)));
            }
        }
        page.push('\n');
        for pointer in std::iter::once(&self.way(datasets)).chain(judged) {
            page.push_str(&draw::pointer(pointer, canvas, &console.result_renderer()));
            page.push('\n');
        }
        if let Self::Observation(row) = self {
            for (series, values) in observed::observed(row, datasets) {
                page.push_str(&format!("\nin {}: {}\n", visible(&series), visible(&values)));
            }
        }
        page
    }

    /// Where it comes from.
    fn way(&self, datasets: &Datasets) -> Pointer {
        match self {
            Self::Event(event) => {
                let mut way = Pointer::new(event.anchor, "the event is told here");
                for passage in datasets.passages.iter().filter(|passage| event.support.contains(&passage.passage_id)) {
                    if passage.passage_id != event.passage_id {
                        way = way.label(passage.anchor, "and here");
                    }
                }
                cited(way, event.anchor, &event.reference_ids, datasets)
            }
            Self::Observation(row) => match (&row.place, &row.source) {
                (Some(place), _) => {
                    let way = Pointer::new(place.anchor, "the figure is told here");
                    cited(way, place.anchor, &row.reference_ids, datasets)
                }
                (None, source) => {
                    let series = datasets.series.iter().find(|series| Some(&series.id) == source.as_ref());
                    let place = series.map_or(Place::Dossier, |series| Place::File {
                        file: series.path.clone(),
                        line: None,
                        column: None,
                    });
                    Pointer::new(place, "the value is in this file")
                }
            },
            Self::Reference(reference) => {
                let mut way = Pointer::new(reference.anchor, "the source is listed here");
                let id = Some(reference.reference_id.as_str());
                for citation in datasets.citations.iter().filter(|citation| citation.reference_id.as_deref() == id) {
                    way = way.label(citation.scope, format!("[{}] marks this", citation.number));
                }
                way
            }
        }
    }
}

/// The same, with the clause that each citation marks and the entry it leads to.
fn cited(mut way: Pointer, anchor: Anchor, reference_ids: &[String], datasets: &Datasets) -> Pointer {
    let passage = datasets.passages.iter().find(|passage| {
        passage.anchor.start <= anchor.start
            && anchor.end <= passage.anchor.end
            && passage.anchor.end > passage.anchor.start
    });
    for id in reference_ids {
        let marks = datasets.citations.iter().find(|citation| {
            citation.reference_id.as_ref() == Some(id)
                && passage.is_some_and(|passage| passage.passage_id == citation.passage_id)
                && citation.anchor.start >= anchor.start
        });
        if let Some(citation) = marks {
            if citation.scope.end > citation.scope.start {
                way = way.label(citation.scope, format!("[{}] marks this clause", citation.number));
            }
            way = way.label(citation.anchor, format!("cites {id}"));
        }
        if let Some(reference) = datasets.references.iter().find(|reference| reference.reference_id == *id) {
            way = way.label(reference.anchor, format!("the source, {} in the list", reference.number));
        }
    }
    way
}

fn event_fields(event: &Event) -> Vec<(&'static str, String)> {
    vec![
        ("title", event.title.clone()),
        ("date", event.date.map(|date| date.to_string()).unwrap_or_default()),
        ("category", event.category.map(|category| category.name().to_owned()).unwrap_or_default()),
        ("event_type", event.event_type.map(|kind| kind.name().to_owned()).unwrap_or_default()),
        ("actors", event.actors.join("; ")),
        ("origin", event.origin.name().to_owned()),
        ("support", event.support.join("; ")),
        ("sources", event.reference_ids.join("; ")),
    ]
}

fn observation_fields(row: &Observation) -> Vec<(&'static str, String)> {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let bounds = match (row.value_low, row.value_high) {
        (None, None) => String::new(),
        (low, high) => format!("{} to {}", number(low), number(high)),
    };
    vec![
        ("indicator", row.indicator_name.clone().or_else(|| row.indicator_id.clone()).unwrap_or_default()),
        ("kind", row.kind.name().to_owned()),
        (
            "area",
            [&row.ref_area, &row.counterpart_area].into_iter().flatten().cloned().collect::<Vec<_>>().join(" to "),
        ),
        ("period", row.time_period.map(|period| period.to_string()).unwrap_or_default()),
        ("value", number(row.value)),
        ("bounds", bounds),
        ("comparator", row.comparator.map(|comparator| comparator.name().to_owned()).unwrap_or_default()),
        ("unit", row.unit.clone().unwrap_or_default()),
        ("phrase", row.phrase.clone().unwrap_or_default()),
        ("scenario", row.scenario.clone().unwrap_or_default()),
        ("origin", row.origin.name().to_owned()),
        ("series", row.source.clone().unwrap_or_default()),
        ("sources", row.reference_ids.join("; ")),
    ]
}

fn reference_fields(reference: &Reference) -> Vec<(&'static str, String)> {
    let date = |date: Option<chancery_model::edtf::Edtf>| date.map(|date| date.to_string()).unwrap_or_default();
    vec![
        ("number", reference.number.to_string()),
        ("type", reference.kind.name().to_owned()),
        ("author", reference.author_printed.clone()),
        ("title", reference.title.clone().unwrap_or_default()),
        ("container", reference.container_title.clone().unwrap_or_default()),
        ("publisher", reference.publisher.clone().unwrap_or_default()),
        ("issued", date(reference.issued)),
        ("accessed", date(reference.accessed)),
        ("address", reference.url.clone().unwrap_or_default()),
        ("cited", format!("{} times", reference.n_citations)),
    ]
}
