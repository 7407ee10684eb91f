//! The timeline figure: which events are drawn, and what is said of them.

use std::collections::BTreeSet;

use chancery_model::edtf::{Edtf, PartialDate};
use chancery_model::event::Event;

use super::date_words::date_words;
use super::labels::{self, counted, fill};
use super::reading::{Reading, plain, shortened};
use super::timeline_drawing::{self, Mark};
use super::{Block, Figure};

/// Events told in the alternative text; the table has them all.
const TOLD: usize = 30;

/// The timeline to scale; a sentence where no event has a date.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let heading = Block::Heading { level: 1, text: labels::TIMELINE.to_owned() };
    let events = &reading.datasets.events;
    let dated = dated(events);
    let (Some(first), Some(last)) =
        (dated.iter().filter_map(|(d, _)| d.earliest().or(d.latest())).min(), latest(&dated))
    else {
        return vec![heading, plain_sentence(labels::NO_DATED_EVENTS)];
    };
    let named = named(&dated, timeline_drawing::LABELS);
    let marks: Vec<_> =
        dated.iter().enumerate().map(|(at, (date, event))| mark(*date, event, named.contains(&at))).collect();
    let mut caption = vec![fill(labels::TIMELINE_CAPTION, &[&counted(dated.len(), labels::EVENT)])];
    if dated.len() > named.len() {
        caption.push(fill(labels::TIMELINE_UNLABELLED, &[&counted(dated.len() - named.len(), labels::EVENT)]));
    }
    if events.len() > dated.len() {
        caption.push(fill(labels::TIMELINE_UNDATED, &[&counted(events.len() - dated.len(), labels::EVENT)]));
    }
    let figure = Figure {
        caption: plain(caption.join(" ")),
        alternative: alternative(&dated, first.year(), last),
        drawing: timeline_drawing::draw(&marks),
    };
    vec![heading, Block::Figure(figure)]
}

fn plain_sentence(words: &str) -> Block {
    Block::Paragraph(plain(words))
}

/// Events with a date, in order of time, then as the report tells them.
fn dated(events: &[Event]) -> Vec<(Edtf, &Event)> {
    let mut dated: Vec<_> = events.iter().filter_map(|event| Some((event.date?, event))).collect();
    dated.retain(|(date, _)| date.earliest().or(date.latest()).is_some());
    dated.sort_by_key(|(date, _)| (date.earliest().or(date.latest()), date.latest()));
    dated
}

fn latest(dated: &[(Edtf, &Event)]) -> Option<u16> {
    dated.iter().filter_map(|(date, _)| date.latest().or(date.earliest())).max().map(|day| day.year())
}

/// Places of the events that are named: those told in most places and with most sources, the earlier of equals.
fn named(dated: &[(Edtf, &Event)], most: usize) -> BTreeSet<usize> {
    let mut order: Vec<usize> = (0..dated.len()).collect();
    order.sort_by_key(|at| {
        let event = dated[*at].1;
        std::cmp::Reverse(event.support.len() + event.reference_ids.len())
    });
    order.into_iter().take(most).collect()
}

fn mark(date: Edtf, event: &Event, is_named: bool) -> Mark {
    let years = |day: chancery_model::day::Day| day.year_fraction();
    let is_point = matches!(
        date,
        Edtf::Date(date) if matches!(date.date, PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Season(..))
    );
    Mark {
        start: date.earliest().map(years),
        end: date.latest().map(|day| years(day) + 1.0 / 366.0),
        is_point,
        label: is_named.then(|| (date_words(date), event.title.clone())),
    }
}

fn alternative(dated: &[(Edtf, &Event)], first: u16, last: u16) -> String {
    let of = counted(dated.len(), labels::EVENT);
    let mut words = fill(labels::TIMELINE_ALTERNATIVE, &[&of, &first.to_string(), &last.to_string()]);
    for (date, event) in dated.iter().take(TOLD) {
        let title = shortened(&event.title, 100);
        words.push_str(&format!(" {}: {}.", date_words(*date), title.trim_end_matches('.')));
    }
    if dated.len() > TOLD {
        words.push(' ');
        words.push_str(&fill(labels::TIMELINE_MORE, &[&(dated.len() - TOLD).to_string()]));
    }
    words
}
