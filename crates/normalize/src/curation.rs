//! Curation applied: a person's judgements on what the rules extracted, each tied to its quote.

use chancery_ingest::curation::{
    CurationEntry, EventFields, IndicatorFields, Judgement, RawCuration, RecordKind, ReferenceFields,
};
use chancery_ingest::span::Span;
use chancery_model::anchor::Anchor;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::event::{Event, EventOrigin};
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin, ObservationPlace};
use chancery_model::reference::Reference;
use chancery_model::rule::{Explanation, Group, Rule};

use crate::citation::{Numbers, sources_of};
use crate::document::{Document, Statement};
use chancery_lexis::name::parse_names;
use chancery_lexis::slug::{Ids, slug};

/// What is told of judgements.
pub(crate) const RULES: &[&Rule] = &[&ANCHOR_LOST, &RECORD_LOST];

const ANCHOR_LOST: Rule = Rule {
    id: "curation-anchor-lost",
    group: Group::Curation,
    severity: Severity::Error,
    exception: None,
    summary: "a judgement whose quote does not stand in the report exactly once",
    explanation: Explanation {
        asks: "does the quote of each entry of curation.toml stand in the report exactly once?",
        why: "a judgement must not drift to other words than those it was made on.",
        mend: "copy the quote from report.txt of the release, and add prefix or suffix where it stands more than once.",
        fires: "[[event]]\nquote = \"words that the report does not have\"",
        silent: "[[event]]\nquote = \"words that stand in the report once\"",
    },
};

const RECORD_LOST: Rule = Rule {
    id: "curation-record-lost",
    group: Group::Curation,
    severity: Severity::Error,
    exception: None,
    summary: "a judgement on a record that is not there",
    explanation: Explanation {
        asks: "is the record that an entry of curation.toml names among the release’s?",
        why: "the judgement changes nothing.",
        mend: "name a record of the release, or take the entry out.",
        fires: "[[event]]\nevent_id = \"1999-port-opnened\"",
        silent: "[[event]]\nevent_id = \"1999-port-opened\"",
    },
};

/// The records that judgements act on.
#[derive(Debug)]
pub(crate) struct Records<'d> {
    pub(crate) document: &'d Document<'d>,
    pub(crate) numbers: &'d Numbers,
    pub(crate) events: &'d mut Vec<Event>,
    pub(crate) observations: &'d mut Vec<Observation>,
    pub(crate) references: &'d mut Vec<Reference>,
}

/// Applies the entries in order. One whose quote does not stand in the report exactly once, or whose record is
/// not there, changes nothing and is told of.
pub(crate) fn apply(records: &mut Records<'_>, curation: &RawCuration) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut ids = RecordIds {
        events: Ids::taken(records.events.iter().map(|event| event.event_id.as_str())),
        observations: Ids::taken(records.observations.iter().map(|row| row.observation_id.as_str())),
    };
    for entry in &curation.entries {
        if let Err(diagnostic) = apply_entry(records, &mut ids, entry) {
            diagnostics.push(*diagnostic);
        }
    }
    records.events.sort_by_key(|event| event.anchor);
    let place =
        |observation: &Observation| observation.place.as_ref().map(|place| (place.anchor.start, place.anchor.end));
    records.observations.sort_by_key(place);
    diagnostics
}

/// Ids given out so far; that of a record dropped is not given again.
struct RecordIds {
    events: Ids,
    observations: Ids,
}

fn apply_entry(records: &mut Records<'_>, ids: &mut RecordIds, entry: &CurationEntry) -> Result<(), Box<Diagnostic>> {
    let quote = locate(&records.document.report.text, entry)?;
    let anchor = records.document.anchor(quote);
    let lost = |what: &str| {
        let named = entry.record_id.as_deref().map_or_else(|| "at the quote".to_owned(), |id| format!("{id:?}"));
        Box::new(RECORD_LOST.at(entry.place.clone(), format!("expected the {what} {named}, found none")))
    };
    match &entry.judgement {
        Judgement::Event(fields) => {
            let event = match &entry.record_id {
                Some(id) => {
                    records.events.iter_mut().find(|event| event.event_id == *id).ok_or_else(|| lost("event"))?
                }
                None => {
                    let event = new_event(records, &mut ids.events, quote, fields).ok_or_else(|| lost("passage"))?;
                    records.events.push(event);
                    records.events.last_mut().expect("an event was just added")
                }
            };
            set_event(event, fields);
            entry.clear.iter().for_each(|field| clear_event(event, field));
        }
        Judgement::Indicator(fields) => {
            let observation = match &entry.record_id {
                Some(id) => {
                    let found = records.observations.iter_mut().find(|observation| observation.observation_id == *id);
                    found.ok_or_else(|| lost("indicator"))?
                }
                None => match the_one_at(records.observations, anchor) {
                    Some(at) => &mut records.observations[at],
                    None => {
                        let observation = new_observation(records, &mut ids.observations, quote, fields)
                            .ok_or_else(|| lost("passage"))?;
                        records.observations.push(observation);
                        records.observations.last_mut().expect("an observation was just added")
                    }
                },
            };
            set_observation(observation, fields);
            entry.clear.iter().for_each(|field| clear_observation(observation, field));
            observation.source = Some("curation".to_owned());
        }
        Judgement::Reference(fields) => {
            let named = |reference: &&mut Reference| match &entry.record_id {
                Some(id) => reference.reference_id == *id,
                None => reference.anchor.contains(anchor),
            };
            let reference = records.references.iter_mut().find(named).ok_or_else(|| lost("reference"))?;
            set_reference(reference, fields);
        }
        Judgement::Drop(kind) => {
            let dropped = drop_records(records, *kind, entry.record_id.as_deref(), anchor);
            if dropped == 0 {
                return Err(lost(kind.name()));
            }
        }
    }
    Ok(())
}

/// The one observation whose quote overlaps an anchor; `None` where there is none or more than one.
fn the_one_at(observations: &[Observation], anchor: Anchor) -> Option<usize> {
    let overlaps = |observation: &Observation| {
        let place = observation.place.as_ref().map(|place| place.anchor);
        place.is_some_and(|place| place.start < anchor.end && anchor.start < place.end)
    };
    let mut found = (0..observations.len()).filter(|at| overlaps(&observations[*at]));
    found.next().filter(|_| found.next().is_none())
}

/// Where the quote stands, its prefix and suffix around it, exactly once.
fn locate(text: &str, entry: &CurationEntry) -> Result<Span, Box<Diagnostic>> {
    let whole = format!("{}{}{}", entry.prefix, entry.quote, entry.suffix);
    let mut found = text.match_indices(&whole).map(|(at, _)| at + entry.prefix.len());
    let error = |found: String, help: &str| {
        let message =
            format!("expected the quote \u{201c}{}\u{201d} exactly once in the report, found {found}", entry.quote);
        Box::new(ANCHOR_LOST.at(entry.place.clone(), message).help(help))
    };
    match (found.next(), found.count()) {
        (Some(start), 0) => Ok(Span::new(start, start + entry.quote.len())),
        (None, _) => {
            Err(error("none".to_owned(), "copy the quote from report.txt of the release, character by character"))
        }
        (Some(_), others) => Err(error(
            format!("{} of them", others + 1),
            "add prefix or suffix: the characters right before or after the one that is meant",
        )),
    }
}

fn passage<'d>(records: &Records<'d>, quote: Span) -> Option<(&'d Statement<'d>, Anchor, String)> {
    let statement = records.document.statement_at(quote.start)?;
    Some((statement, records.document.anchor(quote), quote.of(&records.document.report.text).to_owned()))
}

fn new_event(records: &Records<'_>, ids: &mut Ids, quote: Span, fields: &EventFields) -> Option<Event> {
    let (statement, anchor, printed) = passage(records, quote)?;
    let title = fields.title.clone().unwrap_or_else(|| printed.clone());
    let year = fields.date.and_then(|date| date.earliest().or(date.latest())).map(|day| day.year().to_string());
    let id = [year.unwrap_or_default(), slug(&title, 6)].join("-");
    Some(Event {
        event_id: ids.give(id.trim_matches('-'), "event"),
        date: None,
        title,
        description: String::new(),
        category: None,
        event_type: None,
        actors: Vec::new(),
        origin: EventOrigin::Curated,
        reference_ids: sources_of(statement, quote, records.numbers),
        passage_id: statement.passage_id.clone(),
        support: Vec::new(),
        section: records.document.heading(statement).to_owned(),
        anchor,
        quote: printed,
    })
}

fn set_event(event: &mut Event, fields: &EventFields) {
    set(&mut event.title, fields.title.as_ref());
    set(&mut event.description, fields.description.as_ref());
    set(&mut event.actors, fields.actors.as_ref());
    event.date = fields.date.or(event.date);
    event.category = fields.category.or(event.category);
    event.event_type = fields.event_type.or(event.event_type);
}

fn clear_event(event: &mut Event, field: &str) {
    match field {
        "description" => event.description.clear(),
        "date" => event.date = None,
        "category" => event.category = None,
        "event_type" => event.event_type = None,
        "actors" => event.actors.clear(),
        // A title is never empty; the reader of the file refuses other names.
        _ => {}
    }
}

fn new_observation(records: &Records<'_>, ids: &mut Ids, quote: Span, fields: &IndicatorFields) -> Option<Observation> {
    let (statement, anchor, printed) = passage(records, quote)?;
    let what = fields.indicator_id.clone().unwrap_or_else(|| slug(&printed, 6));
    let period = fields.time_period.map(|period| slug(&period.to_string().replace("..", "to"), 6));
    let area = fields.ref_area.as_deref().map(str::to_lowercase);
    let id: Vec<String> = [Some(what), area, period].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Some(Observation {
        observation_id: ids.give(&id.join("-"), "observation"),
        indicator_id: None,
        indicator_name: None,
        kind: ObservationKind::Figure,
        ref_area: None,
        counterpart_area: None,
        time_period: None,
        value: None,
        value_low: None,
        value_high: None,
        comparator: None,
        unit: None,
        obs_status: ObsStatus::Normal,
        phrase: Some(printed.clone()),
        scenario: None,
        origin: ObservationOrigin::Curated,
        source: None,
        reference_ids: sources_of(statement, quote, records.numbers),
        place: Some(ObservationPlace {
            passage_id: statement.passage_id.clone(),
            section: records.document.heading(statement).to_owned(),
            anchor,
            quote: printed,
        }),
    })
}

fn set_observation(observation: &mut Observation, fields: &IndicatorFields) {
    observation.kind = fields.kind.unwrap_or(observation.kind);
    observation.obs_status = fields.obs_status.unwrap_or(observation.obs_status);
    observation.time_period = fields.time_period.or(observation.time_period);
    observation.value = fields.value.or(observation.value);
    observation.value_low = fields.value_low.or(observation.value_low);
    observation.value_high = fields.value_high.or(observation.value_high);
    observation.comparator = fields.comparator.or(observation.comparator);
    let texts = [
        (&mut observation.indicator_id, &fields.indicator_id),
        (&mut observation.indicator_name, &fields.indicator_name),
        (&mut observation.ref_area, &fields.ref_area),
        (&mut observation.counterpart_area, &fields.counterpart_area),
        (&mut observation.unit, &fields.unit),
        (&mut observation.scenario, &fields.scenario),
    ];
    for (text, field) in texts {
        if field.is_some() {
            text.clone_from(field);
        }
    }
}

fn clear_observation(observation: &mut Observation, field: &str) {
    match field {
        "indicator_id" => observation.indicator_id = None,
        "indicator_name" => observation.indicator_name = None,
        "ref_area" => observation.ref_area = None,
        "counterpart_area" => observation.counterpart_area = None,
        "time_period" => observation.time_period = None,
        "value" => observation.value = None,
        "value_low" => observation.value_low = None,
        "value_high" => observation.value_high = None,
        "comparator" => observation.comparator = None,
        "unit" => observation.unit = None,
        "scenario" => observation.scenario = None,
        // Kind and status are never empty; the reader of the file refuses other names.
        _ => {}
    }
}

fn set_reference(reference: &mut Reference, fields: &ReferenceFields) {
    reference.kind = fields.kind.unwrap_or(reference.kind);
    reference.issued = fields.issued.or(reference.issued);
    reference.accessed = fields.accessed.or(reference.accessed);
    if let Some(authors) = &fields.authors {
        reference.authors = authors.iter().flat_map(|author| parse_names(author)).collect();
    }
    let texts = [
        (&mut reference.title, &fields.title),
        (&mut reference.container_title, &fields.container_title),
        (&mut reference.publisher, &fields.publisher),
        (&mut reference.url, &fields.url),
    ];
    for (text, field) in texts {
        if field.is_some() {
            text.clone_from(field);
        }
    }
}

fn set<T: Clone>(value: &mut T, field: Option<&T>) {
    if let Some(field) = field {
        value.clone_from(field);
    }
}

/// Removes the named record, or those whose anchor overlaps the quote; how many.
fn drop_records(records: &mut Records<'_>, kind: RecordKind, id: Option<&str>, quote: Anchor) -> usize {
    let hits = |record: &str, anchor: Option<Anchor>| match id {
        Some(id) => id == record,
        None => anchor.is_some_and(|anchor| anchor.start < quote.end && quote.start < anchor.end),
    };
    match kind {
        RecordKind::Event => removed(records.events, |event| hits(&event.event_id, Some(event.anchor))),
        RecordKind::Indicator => removed(records.observations, |observation| {
            hits(&observation.observation_id, observation.place.as_ref().map(|place| place.anchor))
        }),
        // A source cannot be dropped: its number is cited. The reader of the file refuses it.
        RecordKind::Reference => 0,
    }
}

fn removed<T>(records: &mut Vec<T>, is_hit: impl Fn(&T) -> bool) -> usize {
    let before = records.len();
    records.retain(|record| !is_hit(record));
    before - records.len()
}
