//! Ranks: a place in an order, told by a superlative.

use chancery_model::observation::{Comparator, ObsStatus, Observation, ObservationKind};

use super::period;
use super::reading::Reading;
use chancery_lexis::date::DateLead;

const SUPERLATIVES: &[&str] = &["biggest", "highest", "largest", "lowest", "smallest", "top"];
const ORDINALS: &[(&str, f64)] = &[
    ("second", 2.0),
    ("third", 3.0),
    ("fourth", 4.0),
    ("fifth", 5.0),
    ("sixth", 6.0),
    ("seventh", 7.0),
    ("eighth", 8.0),
    ("ninth", 9.0),
    ("tenth", 10.0),
];

/// The ranks of a statement. A superlative is a rank where the vocabulary has an indicator for it whose words
/// occur; no number is made up for `largest`, while `second-largest` prints one.
pub(super) fn ranks(reading: &Reading<'_>) -> Vec<Observation> {
    let lexicon = reading.source.lexicon;
    let mut ranks: Vec<Observation> = Vec::new();
    let mut reached = 0;
    for (at, word) in reading.words.iter().enumerate() {
        let (ordinal, superlative) = word.lower.split_once('-').unwrap_or(("", word.lower.as_str()));
        if at < reached || SUPERLATIVES.binary_search(&superlative).is_err() {
            continue;
        }
        let end = noun_end(reading, at);
        let phrase_start = phrase_start(reading, at);
        let (low, high) = (reading.words[at].start, reading.words[end - 1].end);
        let found = reading.indicators.iter().copied();
        let of_rank = found.filter(|(index, _)| lexicon.vocabulary.indicators[*index].kind == ObservationKind::Rank);
        // The words of the superlative's own phrase decide, and may tell two: `largest partner and investor`.
        let of_rank: Vec<(usize, usize)> = of_rank.collect();
        let near = lexicon.indicators(&reading.terms_within(at, end));
        let mut chosen: Vec<usize> = of_rank
            .iter()
            .map(|(index, _)| *index)
            .filter(|index| near.iter().any(|(near, _)| near == index))
            .collect();
        if chosen.is_empty() {
            let best = of_rank.into_iter().max_by_key(|(index, size)| (*size, std::cmp::Reverse(*index)));
            chosen.extend(best.map(|(index, _)| index));
        }
        let value = ORDINALS
            .iter()
            .find(|(name, _)| *name == ordinal || at > 0 && ordinal.is_empty() && reading.words[at - 1].lower == *name)
            .map(|(_, value)| *value);
        let owner = reading
            .mentions
            .iter()
            .rev()
            .find(|mention| mention.is_state && mention.owns_next && mention.next <= at && at - mention.next <= 1);
        let ref_area = owner.map(|mention| mention.code.clone()).or_else(|| reading.ref_area(low));
        let subject =
            reading.mentions.iter().find(|mention| mention.is_state && Some(&mention.code) != ref_area.as_ref());
        let period = period::of_figure(reading, low, high);
        let is_by = period.is_some_and(|period| period.lead == Some(DateLead::By));
        let quote_start =
            period.filter(|period| period.end <= low).map_or(phrase_start, |period| period.start.min(phrase_start));
        for index in chosen {
            let indicator = &lexicon.vocabulary.indicators[index];
            reached = end;
            ranks.push(Observation {
                indicator_id: Some(indicator.indicator_id.clone()),
                indicator_name: Some(indicator.name.clone()),
                ref_area: ref_area.clone(),
                counterpart_area: subject.map(|mention| mention.code.clone()),
                time_period: period.map(|period| if is_by { period.bare } else { period.date }),
                value,
                value_low: value,
                value_high: value,
                comparator: if is_by { Some(Comparator::By) } else { value.map(|_| Comparator::Eq) },
                obs_status: if reading.text[..low].contains("often") {
                    ObsStatus::Estimated
                } else {
                    ObsStatus::Normal
                },
                phrase: Some(reading.text[phrase_start..high].to_owned()),
                ..reading.observation(ObservationKind::Rank, quote_start, high)
            });
        }
    }
    ranks
}

/// Where the words of the rank begin: `among the world’s`, `ranked`, `the`.
fn phrase_start(reading: &Reading<'_>, at: usize) -> usize {
    const BEFORE: &[&str] =
        &["among", "amongst", "one", "of", "the", "world", "ranked", "ranks", "second", "third", "fourth", "fifth"];
    let mut first = at;
    while first > 0 && (BEFORE.contains(&reading.words[first - 1].lower.as_str())) {
        let between = &reading.text[reading.words[first - 1].end..reading.words[first].start];
        if between.contains([',', ';', '.']) {
            break;
        }
        first -= 1;
    }
    reading.words[first].start
}

/// One past the last word of the noun phrase after a superlative: up to a mark or a function word, `and`
/// joining a second noun.
fn noun_end(reading: &Reading<'_>, at: usize) -> usize {
    const MOST_WORDS: usize = 6;
    const STOPS: &[&str] = &[
        "as", "at", "by", "for", "from", "in", "of", "on", "since", "that", "through", "to", "when", "which", "while",
        "who", "with",
    ];
    let mut end = at + 1;
    while end < reading.words.len() && end - at < MOST_WORDS {
        let between = &reading.text[reading.words[end - 1].end..reading.words[end].start];
        let ends = STOPS.binary_search(&reading.words[end].lower.as_str()).is_ok();
        if ends || between.contains([',', ';', '.', ':', '[', '(', '–', '—']) {
            break;
        }
        end += 1;
    }
    end
}
