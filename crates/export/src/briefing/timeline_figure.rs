//! The timeline figure: which events are drawn, and what is said of them.

use std::collections::BTreeSet;

use chancery_model::edtf::{Edtf, PartialDate};
use chancery_model::event::Event;

use super::label::Label;
use super::reading::{Reading, plain, sentence_case, shortened};
use super::timeline_drawing::{self, Mark};
use super::wording::Wording;
use super::{Block, Figure};

/// Events told in the alternative text; the table has them all.
const TOLD: usize = 30;

/// The timeline to scale; a sentence where no event has a date.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let heading = reading.heading(Label::Timeline);
    let events = &reading.datasets.events;
    let dated = dated(events);
    let wording = &reading.wording;
    let events_of = |label, count| wording.fill(label, &[("events", &wording.counted(Label::Event, count))]);
    let (Some(first), Some(last)) =
        (dated.iter().filter_map(|(d, _)| d.earliest().or(d.latest())).min(), latest(&dated))
    else {
        return vec![heading, plain_sentence(reading.wording.text(Label::NoDatedEvents))];
    };
    let named = named(&dated, timeline_drawing::LABELS);
    let marks: Vec<_> =
        dated.iter().enumerate().map(|(at, (date, event))| mark(wording, *date, event, named.contains(&at))).collect();
    let mut caption = vec![events_of(Label::TimelineCaption, dated.len())];
    if dated.len() > named.len() {
        caption.push(events_of(Label::TimelineUnlabelled, dated.len() - named.len()));
    }
    if events.len() > dated.len() {
        caption.push(events_of(Label::TimelineUndated, events.len() - dated.len()));
    }
    let figure = Figure {
        caption: plain(caption.join(" ")),
        alternative: alternative(wording, &dated, first.year(), last),
        drawing: timeline_drawing::draw(wording, &marks),
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

fn mark(wording: &Wording<'_>, date: Edtf, event: &Event, is_named: bool) -> Mark {
    let years = |day: chancery_model::day::Day| day.year_fraction();
    let is_point = matches!(
        date,
        Edtf::Date(date) if matches!(date.date, PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Season(..))
    );
    Mark {
        start: date.earliest().map(years),
        end: date.latest().map(|day| years(day) + 1.0 / 366.0),
        is_point,
        label: is_named.then(|| (wording.date(date), sentence_case(&event.title))),
    }
}

fn alternative(wording: &Wording<'_>, dated: &[(Edtf, &Event)], first: u16, last: u16) -> String {
    let of = wording.counted(Label::Event, dated.len());
    let mut words = wording.fill(
        Label::TimelineAlternative,
        &[("events", &of), ("start", &first.to_string()), ("end", &last.to_string())],
    );
    for (date, event) in dated.iter().take(TOLD) {
        let title = sentence_case(&shortened(&event.title, 100));
        words.push_str(&format!(" {}: {}.", wording.date(*date), title.trim_end_matches('.')));
    }
    if dated.len() > TOLD {
        words.push(' ');
        words.push_str(&wording.fill(Label::TimelineMore, &[("n", &(dated.len() - TOLD).to_string())]));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{self, assert_sound, drawing_of, labels_of, texts_of};
    use super::*;
    use crate::drawing::Shape;

    fn drawn(events: Vec<Event>) -> Vec<Block> {
        let mut datasets = specimen::empty();
        datasets.events = events;
        let blocks = blocks(&specimen::reading(&datasets));
        assert_sound(drawing_of(&blocks));
        blocks
    }

    #[test]
    fn every_dated_event_is_marked_and_named() {
        let datasets = specimen::datasets();
        let blocks = blocks(&specimen::reading(&datasets));
        let drawing = drawing_of(&blocks);
        assert_sound(drawing);
        let labels = labels_of(drawing);
        for event in &datasets.events {
            assert!(labels.contains(&event.title.as_str()), "{}: {labels:?}", event.title);
        }
        let n_dots = drawing.shapes.iter().filter(|shape| matches!(shape, Shape::Disc { .. })).count();
        let n_bars = drawing.shapes.iter().filter(|shape| matches!(shape, Shape::Polygon { .. })).count();
        assert_eq!((n_dots, n_bars), (2, 2), "two dates are finer than a year");
        let text = texts_of(&blocks);
        assert!(text.contains("Timeline of 4 events from 1999 to 2013. June 1999: River accord."), "{text}");
    }

    #[test]
    fn the_axis_is_to_scale() {
        let events = ["2000-07", "2010-07", "2030-07"].map(|date| specimen::event(Some(date), "Visit"));
        let blocks = drawn(events.to_vec());
        let heights: Vec<f32> = drawing_of(&blocks)
            .shapes
            .iter()
            .filter_map(|shape| if let Shape::Disc { centre, .. } = shape { Some(centre.y) } else { None })
            .collect();
        let ratio = (heights[2] - heights[1]) / (heights[1] - heights[0]);
        assert!((ratio - 2.0).abs() < 0.01, "{heights:?}");
    }

    #[test]
    fn crowded_and_odd_timelines_never_collide() {
        let year = |n: usize| specimen::event(Some("2022"), &format!("Event {n} of a crowded year with a long name"));
        let spread = |n: usize| specimen::event(Some(&format!("{:04}-{:02}", 1990 + n / 3, 1 + n % 12)), "A meeting");
        let cases = [
            (0..90).map(year).collect(),
            (0..90).map(spread).collect(),
            (0..300).map(year).collect(),
            (0..42).map(spread).collect(),
            (0..43).map(spread).collect(),
            vec![specimen::event(Some("2022-02-24"), "")],
            vec![specimen::event(Some("0000"), "First"), specimen::event(Some("9999"), "Last")],
            vec![specimen::event(Some("2001/.."), "Since"), specimen::event(Some("../1999"), "Until")],
            vec![specimen::event(Some("../1999"), "Until")],
            vec![specimen::event(Some("199X"), &"long ".repeat(500)); 3],
            vec![specimen::event(Some("1999-02~/2005-11-30"), &"Л".repeat(3000))],
        ];
        for events in cases {
            drawn(events);
        }
    }

    #[test]
    fn what_is_not_named_is_counted() {
        let mut events: Vec<_> = (0..130).map(|n| specimen::event(Some("2022"), &format!("Event {n}"))).collect();
        events[129].support = vec!["p1".to_owned()];
        events.push(specimen::event(None, "Some day"));
        let blocks = drawn(events);
        let labels = labels_of(drawing_of(&blocks));
        let text = texts_of(&blocks);
        assert!(labels.contains(&"Event 129"), "the best supported is named");
        assert!(text.contains("10 events are marked but not named"), "{text}");
        assert!(text.contains("1 event without a date are left out"), "{text}");
    }

    #[test]
    fn without_dates_it_says_so() {
        for events in [Vec::new(), vec![specimen::event(None, "Some day")]] {
            let mut datasets = specimen::empty();
            datasets.events = events;
            let blocks = blocks(&specimen::reading(&datasets));
            assert_eq!(blocks.len(), 2);
            assert!(texts_of(&blocks).contains(specimen::label(Label::NoDatedEvents)));
        }
    }
}
