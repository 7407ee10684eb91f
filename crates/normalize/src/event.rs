//! Events: the timeline's, joined with the prose that tells the same, and those that prose alone tells.

mod matching;
mod prose;

use chancery_ingest::span::Span;
use chancery_model::edtf::{DatePrecision, Edtf};
use chancery_model::event::{Event, EventOrigin};

use self::matching::Matcher;
use self::prose::Telling;
use crate::actor;
use crate::citation::{Numbers, sources_of};
use crate::document::{Document, Part, Statement};
use crate::lexicon::Lexicon;
use chancery_lexis::date::parse_date;
use chancery_lexis::slug::{Ids, slug};
use chancery_lexis::word::words;

/// The events, in document order.
pub(crate) fn events(document: &Document<'_>, lexicon: &Lexicon<'_>, numbers: &Numbers) -> Vec<Event> {
    let items: Vec<Item<'_>> = document.statements.iter().filter_map(item).collect();
    let tellings = prose::tellings(document);
    let matcher = Matcher::new(document, lexicon, &items);
    let mut told: Vec<Vec<&Telling<'_>>> = vec![Vec::new(); items.len()];
    let mut own: Vec<&Telling<'_>> = Vec::new();
    for telling in &tellings {
        match matcher.best(&items, telling) {
            Some(at) => told[at].push(telling),
            None if telling.stands_alone(lexicon) => own.push(telling),
            None => {}
        }
    }
    let mut events: Vec<Event> = items
        .iter()
        .zip(&told)
        .map(|(item, told)| timeline_event(document, lexicon, numbers, item, told))
        .chain(own.into_iter().map(|telling| prose_event(document, lexicon, numbers, telling)))
        .collect();
    events.sort_by_key(|event| (event.anchor, event.date));
    name(&mut events);
    events
}

/// Gives ids: year and title.
fn name(events: &mut [Event]) {
    let mut ids = Ids::default();
    for event in events {
        let year = event.date.and_then(|date| date.earliest().or(date.latest())).map(|day| day.year().to_string());
        let title = slug(&event.title, 6);
        let parts: Vec<&str> =
            year.iter().map(String::as_str).chain([title.as_str()]).filter(|part| !part.is_empty()).collect();
        event.event_id = ids.give(&parts.join("-"), "event");
    }
}

/// A timeline item with its statement and its date.
#[derive(Debug)]
struct Item<'d> {
    statement: &'d Statement<'d>,
    title: Span,
    description: Span,
    date: Option<Edtf>,
}

fn item<'d>(statement: &'d Statement<'d>) -> Option<Item<'d>> {
    let Part::Timeline(item) = statement.part else { return None };
    let within = |span: Span| &statement.text[span.start - statement.span.start..span.end - statement.span.start];
    Some(Item { statement, title: item.title, description: item.description, date: parse_date(within(item.date)) })
}

fn timeline_event(
    document: &Document<'_>,
    lexicon: &Lexicon<'_>,
    numbers: &Numbers,
    item: &Item<'_>,
    told: &[&Telling<'_>],
) -> Event {
    let text = &document.report.text;
    let (title, description) = (item.title.of(text), item.description.of(text));
    let mut reference_ids = sources_of(item.statement, item.title, numbers);
    let mut support = Vec::new();
    for telling in told {
        if !support.contains(&telling.statement.passage_id) {
            support.push(telling.statement.passage_id.clone());
        }
        for id in sources_of(telling.statement, telling.date_span, numbers) {
            if !reference_ids.contains(&id) {
                reference_ids.push(id);
            }
        }
    }
    let printed = format!("{title}. {description}");
    let mut actors = actor::codes(&lexicon.actors.mentions(&words(&printed)));
    if actors.is_empty() {
        let told: Vec<&str> = told.iter().map(|telling| telling.quote.of(text)).collect();
        actors = actor::codes(&lexicon.actors.mentions(&words(&told.join(". "))));
    }
    Event {
        event_id: String::new(),
        date: finest(item.date, told),
        title: title.to_owned(),
        description: description.to_owned(),
        category: lexicon.category(title, description),
        event_type: lexicon.event_type(title).or_else(|| lexicon.event_type(description)),
        actors,
        origin: EventOrigin::Timeline,
        reference_ids,
        passage_id: item.statement.passage_id.clone(),
        support,
        section: document.heading(item.statement).to_owned(),
        anchor: document.anchor(item.statement.span),
        quote: item.statement.text.to_owned(),
    }
}

/// The timeline's date, or a finer one of the prose that lies within it. Two finer dates that differ leave
/// the timeline's: which of them is meant cannot be told.
fn finest(date: Option<Edtf>, told: &[&Telling<'_>]) -> Option<Edtf> {
    let date = date?;
    let is_finer = |finer: &Edtf| {
        finer.precision() < date.precision() && finer.precision() < DatePrecision::Interval && date.contains(*finer)
    };
    let mut finer: Vec<Edtf> = told.iter().map(|telling| telling.date).filter(is_finer).collect();
    finer.sort_unstable();
    finer.dedup();
    // One may be finer than the other and within it: a month and a day of that month.
    finer.sort_by_key(|date| date.precision());
    match finer.as_slice() {
        [] => Some(date),
        [finest, coarser @ ..] => {
            Some(if coarser.iter().all(|other| other.contains(*finest)) { *finest } else { date })
        }
    }
}

fn prose_event(document: &Document<'_>, lexicon: &Lexicon<'_>, numbers: &Numbers, telling: &Telling<'_>) -> Event {
    let text = &document.report.text;
    let quote = telling.quote.of(text);
    let title = telling.title(text, lexicon);
    Event {
        event_id: String::new(),
        date: Some(telling.date),
        title: title.to_owned(),
        description: quote.to_owned(),
        category: lexicon.category(title, quote),
        event_type: lexicon.event_type(title).or_else(|| lexicon.event_type(quote)),
        actors: actor::codes(&lexicon.actors.mentions(&words(quote))),
        origin: EventOrigin::Prose,
        reference_ids: sources_of(telling.statement, telling.quote, numbers),
        passage_id: telling.statement.passage_id.clone(),
        support: Vec::new(),
        section: document.heading(telling.statement).to_owned(),
        anchor: document.anchor(telling.quote),
        quote: quote.to_owned(),
    }
}
