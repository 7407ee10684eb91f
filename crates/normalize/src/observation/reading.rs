//! One statement read once for everything that is looked for in it.

use std::borrow::Cow;

use chancery_ingest::span::Span;
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin, ObservationPlace};

use super::Source;
use crate::actor::Mention;
use crate::citation::sources_of;
use crate::document::{Part, Statement};
use crate::lexicon::TermHit;
use chancery_lexis::date::{FoundDate, find_dates_given, parse_date};
use chancery_lexis::number::{FoundNumber, find_numbers};
use chancery_lexis::word::{Word, words};

/// A statement, or a part of it, with its words, dates, numbers and actors. All offsets are bytes of `text`.
#[derive(Debug)]
pub(super) struct Reading<'d> {
    pub(super) source: &'d Source<'d>,
    pub(super) statement: &'d Statement<'d>,
    pub(super) origin: ObservationOrigin,
    pub(super) text: &'d str,
    pub(super) words: Cow<'d, [Word<'d>]>,
    pub(super) dates: Vec<FoundDate>,
    pub(super) numbers: Vec<FoundNumber>,
    pub(super) mentions: Vec<Mention>,
    /// Terms of indicators, in order.
    pub(super) terms: Vec<TermHit>,
    /// The indicators they tell together.
    pub(super) indicators: Vec<(usize, usize)>,
    /// Bytes of `text` at which a segment ends and the next begins, in order: the mark between them is neither's.
    breaks: Vec<(usize, usize)>,
    /// Byte of the report's text at which `text` begins.
    offset: usize,
}

impl<'d> Reading<'d> {
    pub(super) fn new(
        source: &'d Source<'d>,
        statement: &'d Statement<'d>,
        span: Span,
        origin: ObservationOrigin,
    ) -> Self {
        let text = &statement.text[span.start - statement.span.start..span.end - statement.span.start];
        let is_whole = span == statement.span && matches!(statement.part, Part::Text);
        let words = if is_whole { Cow::Borrowed(statement.words.as_slice()) } else { Cow::Owned(words(text)) };
        // What a timeline's item tells happened at its date.
        let given = match &statement.part {
            Part::Timeline(item) if !item.date.is_empty() => parse_date(
                &statement.text[item.date.start - statement.span.start..item.date.end - statement.span.start],
            ),
            Part::Timeline(_) | Part::Text | Part::Reference(_) => None,
        };
        let dates = if is_whole && given.is_none() { statement.dates.clone() } else { find_dates_given(text, given) };
        let groups = statement.groups.iter().filter(|group| span.contains(group.span));
        let cited = groups.map(|group| (group.span.start - span.start, group.span.end - span.start));
        let mut skip: Vec<(usize, usize)> = dates.iter().map(|date| (date.start, date.end)).chain(cited).collect();
        skip.sort_unstable();
        let numbers = find_numbers(text, &skip);
        let mentions = source.lexicon.actors.mentions(&words);
        let terms = source.lexicon.term_hits(&words);
        let indicators = source.lexicon.indicators(&terms);
        let (breaks, offset) = (breaks(text), span.start);
        Self { source, statement, origin, text, words, dates, numbers, mentions, terms, indicators, breaks, offset }
    }

    /// An observation whose quote is `start..end` of the text, with everything else unknown.
    pub(super) fn observation(&self, kind: ObservationKind, start: usize, end: usize) -> Observation {
        let quote = Span::new(self.offset + start, self.offset + end);
        Observation {
            observation_id: String::new(),
            indicator_id: None,
            indicator_name: None,
            kind,
            ref_area: None,
            counterpart_area: None,
            time_period: None,
            value: None,
            value_low: None,
            value_high: None,
            comparator: None,
            unit: None,
            obs_status: ObsStatus::Normal,
            phrase: None,
            scenario: None,
            origin: self.origin,
            source: None,
            reference_ids: sources_of(self.statement, quote, self.source.numbers),
            place: Some(ObservationPlace {
                passage_id: self.statement.passage_id.clone(),
                section: self.source.document.heading(self.statement).to_owned(),
                anchor: self.source.document.anchor(quote),
                quote: self.text[start..end].to_owned(),
            }),
        }
    }

    /// The segment around a byte: up to the nearest commas, semicolons, colons, spaced dashes, or the end.
    pub(super) fn segment(&self, start: usize, end: usize) -> (usize, usize) {
        let before = self.breaks.partition_point(|(at, _)| *at < start).checked_sub(1);
        let after = self.breaks.get(self.breaks.partition_point(|(at, _)| *at < end));
        (before.map_or(0, |before| self.breaks[before].1), after.map_or(self.text.len(), |(at, _)| *at))
    }

    /// The terms that lie wholly among words `first..next`.
    pub(super) fn terms_within(&self, first: usize, next: usize) -> Vec<TermHit> {
        let from = self.terms.partition_point(|hit| hit.first < first);
        let within = self.terms[from..].iter().take_while(|hit| hit.first < next);
        within.filter(|hit| hit.next <= next).copied().collect()
    }

    /// Index of the first word that begins at or after a byte.
    pub(super) fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.start < byte)
    }

    /// Area a statement about `start..end` is on: the state that owns what is spoken of (`Kenya’s exports`),
    /// else the report's area where it is named, else the only state named, else the report's area.
    pub(super) fn ref_area(&self, start: usize) -> Option<String> {
        let states = || self.mentions.iter().filter(|mention| mention.is_state);
        let owner = states().rev().find(|mention| {
            let last = &self.words[mention.next - 1];
            // An adjective speaks of the next word or two, a possessive of the whole phrase.
            let reach = if last.is_possessive { 8 } else { 2 };
            mention.owns_next && last.end <= start && self.word_at(start) - mention.next <= reach
        });
        if let Some(owner) = owner {
            return Some(owner.code.clone());
        }
        let own = self.source.ref_area;
        let named = states().find(|mention| Some(mention.code.as_str()) == own);
        let mut codes: Vec<&str> = states().map(|mention| mention.code.as_str()).collect();
        codes.dedup();
        match (named, codes.as_slice()) {
            (None, [only]) => Some((*only).to_owned()),
            _ => own.map(str::to_owned),
        }
    }

    /// The one other state named in the statement; `None` where there is none or more than one.
    pub(super) fn counterpart(&self, ref_area: Option<&str>) -> Option<String> {
        let mut others: Vec<&str> =
            self.mentions.iter().filter(|mention| mention.is_state).map(|mention| mention.code.as_str()).collect();
        others.retain(|code| Some(*code) != ref_area);
        others.sort_unstable();
        others.dedup();
        match others.as_slice() {
            [only] if ref_area.is_some() => Some((*only).to_owned()),
            _ => None,
        }
    }
}

/// Where each mark that parts segments begins and ends: commas and colons before a space, semicolons, spaced dashes.
fn breaks(text: &str) -> Vec<(usize, usize)> {
    let is_break = |at: usize, mark: char| match mark {
        ';' => true,
        '–' | '—' => text[..at].ends_with(' '),
        ',' | ':' => text[at + 1..].starts_with(char::is_whitespace),
        _ => false,
    };
    let marks = text.char_indices().filter(|(at, mark)| is_break(*at, *mark));
    marks.map(|(at, mark)| (at, at + mark.len_utf8())).collect()
}
