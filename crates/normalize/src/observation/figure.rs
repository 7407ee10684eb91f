//! Figures and durations: a number, its hedge, its unit, and what it measures.

use chancery_ingest::vocabulary::{Indicator, Unit};
use chancery_model::observation::{Comparator, ObsStatus, Observation, ObservationKind};

use super::period;
use super::reading::Reading;
use chancery_lexis::number::{FoundNumber, NumberValue, Sign};
use chancery_lexis::word::Word;

/// The figures and durations of a statement. A number is a figure only with a unit, or as the value of an
/// indicator that its words name: a lone `two` says nothing.
pub(super) fn figures(reading: &Reading<'_>) -> Vec<Observation> {
    reading.numbers.iter().filter_map(|number| figure(reading, number)).collect()
}

/// A unit found: its index in the vocabulary, and the end of its words.
#[derive(Clone, Copy)]
struct FoundUnit {
    index: Option<usize>,
    end: usize,
}

/// The words of degree around a number.
struct Hedged {
    start: usize,
    end: usize,
    comparator: Option<Comparator>,
    is_hedged: bool,
}

fn figure(reading: &Reading<'_>, number: &FoundNumber) -> Option<Observation> {
    if is_of_name(reading, number) {
        return None;
    }
    let vocabulary = reading.source.lexicon.vocabulary;
    let share = share_of(reading, number);
    let number = &share.map_or(*number, |share| share.number);
    let found_unit = share.map_or_else(|| unit(reading, number), |share| share.unit);
    let unit = found_unit.index.map(|index| &vocabulary.units[index]);
    // `three dollar loans`: money is not counted in words that small.
    let is_money = || found_unit.index.is_some_and(|index| reading.source.lexicon.is_money(index));
    if number.is_spelled && is_money() && matches!(number.value, NumberValue::Exact(value) if value < 10.0) {
        return None;
    }
    let indicator = indicator(reading, number, found_unit.end, unit).or_else(|| named_before(reading, number, unit));
    let is_time = unit.is_some_and(|unit| unit.base == "year" || unit.base == "day");
    if unit.is_none() && indicator.is_none() {
        return None;
    }
    // `one base`, `two states`: small counts in words are how people write, not what they measure.
    let is_count = unit.is_some_and(|unit| matches!(unit.unit.as_str(), "item" | "person" | "household"));
    let is_small = matches!(number.value, NumberValue::Exact(value) if value < 10.0);
    if number.is_spelled && is_count && is_small && indicator.is_none() {
        return None;
    }
    if is_time && !is_duration(reading, number) {
        return None;
    }
    let mut hedged = hedged(reading, number, found_unit.end);
    if is_time {
        hedged.start = with_preposition(reading, hedged.start);
    }
    let phrase_end = period::undated_time(reading, hedged.end);
    let period = if is_time { None } else { period::of_figure(reading, number.start, hedged.end) };
    let quote_start = period.map_or(hedged.start, |period| {
        if adjoins(reading, period.end, hedged.start) { period.start } else { hedged.start }
    });
    let quote_end = period.map_or(phrase_end, |period| {
        if adjoins(reading, phrase_end, period.start) { period.end.max(phrase_end) } else { phrase_end }
    });
    let kind = if is_time { ObservationKind::Duration } else { ObservationKind::Figure };
    let ref_area = reading.ref_area(number.start);
    let counterpart_area = reading.counterpart(ref_area.as_deref());
    let (value, value_low, value_high, comparator) = understood(number, &hedged, unit);
    Some(Observation {
        indicator_id: indicator.map(|indicator| indicator.indicator_id.clone()),
        indicator_name: indicator
            .map(|indicator| indicator.name.clone())
            .or_else(|| counted(reading, number, found_unit)),
        ref_area,
        counterpart_area,
        time_period: period.map(|period| period.date),
        value,
        value_low,
        value_high,
        comparator: Some(comparator),
        unit: unit_id(unit, indicator),
        obs_status: if hedged.is_hedged || comparator != Comparator::Eq {
            ObsStatus::Estimated
        } else {
            ObsStatus::Normal
        },
        phrase: Some(reading.text[hedged.start..phrase_end].to_owned()),
        ..reading.observation(kind, quote_start, quote_end)
    })
}

/// A part of something, as a percentage.
#[derive(Clone, Copy)]
struct Share {
    number: FoundNumber,
    unit: FoundUnit,
}

/// `a third of exports`, `2/3 of`, `nine in ten households`: a part of something is a percentage of it. A part of a time is
/// a length: `a quarter of a century`.
fn share_of(reading: &Reading<'_>, number: &FoundNumber) -> Option<Share> {
    const TIMES: &[&str] = &["century", "day", "decade", "hour", "millennium", "month", "week", "year"];
    let index = reading.source.lexicon.vocabulary.units.iter().position(|unit| unit.unit == "percent")?;
    // By way of the whole number of parts, so that a third is the nearest there is to 100 / 3.
    let percent = |value: f64| 100.0 / (1.0 / value);
    let rest = &reading.text[number.end..];
    let share = |value: NumberValue, end: usize| {
        let number = FoundNumber { value, end, is_spelled: false, ..*number };
        Some(Share { number, unit: FoundUnit { index: Some(index), end } })
    };
    let is_part = |value: f64| value > 0.0 && value < 1.0;
    let is_fraction =
        number.is_spelled || reading.text[number.start..number.end].contains(['/', '½', '¼', '¾', '⅓', '⅔']);
    if let Some(whole) = rest.strip_prefix(" of ").filter(|_| is_fraction) {
        let words = whole.split(' ').take(2).map(|word| word.trim_end_matches([',', '.', ';']));
        if words.into_iter().any(|word| TIMES.contains(&word)) {
            return None;
        }
        return match number.value {
            NumberValue::Exact(value) if is_part(value) => share(NumberValue::Exact(percent(value)), number.end),
            NumberValue::Range(low, high) if is_part(low) && is_part(high) => {
                share(NumberValue::Range(percent(low), percent(high)), number.end)
            }
            _ => None,
        };
    }
    // `nine in ten`, `one in five`: a whole of at most ten, or a hundred, in words.
    let NumberValue::Exact(part) = number.value else { return None };
    let whole =
        reading.numbers.iter().find(|other| other.start == number.end + " in ".len() && rest.starts_with(" in "))?;
    let NumberValue::Exact(all) = whole.value else { return None };
    let counts = number.is_spelled && whole.is_spelled && part < all && part >= 1.0 && (all <= 10.0 || all == 100.0);
    let is_time = reading
        .words
        .get(reading.word_at(whole.end))
        .is_some_and(|word| TIMES.contains(&word.lower.trim_end_matches('s')) || word.lower == "centuries");
    if counts && !is_time { share(NumberValue::Exact(part * 100.0 / all), whole.end) } else { None }
}

/// Whether a number is part of a name, as a short bare one behind a capital that is no actor's and begins no sentence:
/// `a Boeing 737 aircraft`, `the Sangtuda 1 plant`.
fn is_of_name(reading: &Reading<'_>, number: &FoundNumber) -> bool {
    const LONGEST: usize = 4;
    let printed = &reading.text[number.start..number.end];
    if printed.len() > LONGEST || !printed.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let at = reading.word_at(number.start);
    let Some(before) = at.checked_sub(1) else { return false };
    let word = &reading.words[before];
    // Nothing lies between where the number is within the word itself: `7-2`.
    let touches = reading.text.get(word.end..number.start).is_some_and(|between| between.trim().is_empty());
    let begins = before == 0 || reading.text[..word.start].trim_end().ends_with(['.', ':', ';', '“', '"', '!', '?']);
    let is_actor = reading.mentions.iter().any(|mention| (mention.first..mention.next).contains(&before));
    let is_share = reading.text[number.end..].trim_start().starts_with(['%', '°', '‰']);
    touches && !begins && !is_actor && !is_share && word.text.starts_with(char::is_uppercase)
}

/// Whether nothing but a few words without a mark stand between two stretches.
fn adjoins(reading: &Reading<'_>, end: usize, start: usize) -> bool {
    const FEW: usize = 24;
    reading
        .text
        .get(end..start)
        .is_some_and(|between| between.len() <= FEW && !between.contains([',', ';', ':', '.', '[', '(']))
}

/// Lengths of time count as durations only where a preposition or hedge makes them one, or they stand before
/// what lasts: `for over a decade`, `within two years`, `a 25-year lease`; `the past year` does not.
fn is_duration(reading: &Reading<'_>, number: &FoundNumber) -> bool {
    const BEFORE: &[&str] = &[
        "for", "within", "over", "after", "last", "lasts", "lasted", "lasting", "take", "takes", "took", "than",
        "least", "nearly", "almost", "about", "some", "another",
    ];
    let before = reading.word_at(number.start).checked_sub(1).map(|at| reading.words[at].lower.as_str());
    let is_attribute = reading.text[number.end..].starts_with(['-', '‑']);
    let is_range = matches!(number.value, NumberValue::Range(..));
    let is_most = before == Some("to") && reading.text[..number.start].trim_end().ends_with("up to");
    is_attribute || is_range || is_most || before.is_some_and(|word| BEFORE.contains(&word))
}

/// A duration's preposition belongs to its phrase: `for over a decade`.
fn with_preposition(reading: &Reading<'_>, start: usize) -> usize {
    let before = reading.word_at(start).checked_sub(1).map(|at| &reading.words[at]);
    before
        .filter(|word| matches!(word.lower.as_str(), "for" | "within" | "after" | "over"))
        .map_or(start, |word| word.start)
}

/// The unit of a number: a currency mark before it, or a unit's words behind it, at most two words between
/// (`200 Kenyan troops`).
fn unit(reading: &Reading<'_>, number: &FoundNumber) -> FoundUnit {
    let lexicon = reading.source.lexicon;
    let (from, to) = number.currency;
    if from < to {
        let mark = reading.text[from..to].to_lowercase();
        let index = lexicon.vocabulary.units.iter().position(|unit| unit.forms.contains(&mark));
        return FoundUnit { index, end: number.end };
    }
    // `a decade`: the article is the number, the noun the unit.
    let rest = &reading.text[number.end..];
    if let Some(found) = attribute_unit(reading, number) {
        return found;
    }
    let glued = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    for mark in ["% of GDP", "%", "‰", "°C", "€", "₽"] {
        if glued.starts_with(mark) {
            let form = mark.to_lowercase();
            let index = lexicon.vocabulary.units.iter().position(|unit| unit.forms.contains(&form));
            return FoundUnit { index, end: number.end + (rest.len() - glued.len()) + mark.len() };
        }
    }
    let first = reading.word_at(number.end);
    const MOST_BETWEEN: usize = 2;
    for at in first..=first + MOST_BETWEEN {
        let Some(word) = reading.words.get(at) else { break };
        let between = &reading.text[number.end..word.start];
        if between.contains([',', ';', ':', '.', '(', '[']) {
            break;
        }
        if at == first && is_people(reading, at) {
            let index = lexicon.vocabulary.units.iter().position(|unit| unit.unit == "person");
            return FoundUnit { index, end: word.end };
        }
        if let Some(found) = lexicon.units.at(&reading.words, at) {
            let unit = &lexicon.vocabulary.units[*found.value];
            let is_counted = matches!(unit.unit.as_str(), "item" | "person" | "household");
            // Between a number and a measure nothing may stand: `5 of the percent` is no percentage.
            if at == first || is_counted {
                return FoundUnit { index: Some(*found.value), end: reading.words[found.next - 1].end };
            }
        }
        if is_function_word(word) {
            break;
        }
    }
    FoundUnit { index: None, end: number.end }
}

/// Whether a word names the people of a state: `500 Kenyans`. The adjective has no plural.
fn is_people(reading: &Reading<'_>, at: usize) -> bool {
    let names = |mention: &crate::actor::Mention| mention.first == at && mention.next == at + 1;
    let word = &reading.words[at];
    let is_plural = word.text.ends_with('s') && !word.text.ends_with("ss") && !word.is_possessive;
    is_plural && reading.mentions.iter().any(|mention| names(mention) && mention.is_state && mention.owns_next)
}

/// The unit within the number's own word: `a 25-year lease`, `a 12,000-strong force`, `a 2.5-fold rise`, `tenfold`.
fn attribute_unit(reading: &Reading<'_>, number: &FoundNumber) -> Option<FoundUnit> {
    let printed = &reading.text[number.start..number.end];
    let rest = &reading.text[number.end..];
    let (form, end) = if number.is_spelled && printed.ends_with("fold") {
        ("fold", number.end)
    } else {
        let hyphen = rest.chars().next().filter(|letter| matches!(letter, '-' | '‑'))?;
        let form = &rest[hyphen.len_utf8()..];
        let form = &form[..form.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(form.len())];
        (form, number.end + hyphen.len_utf8() + form.len())
    };
    let units = &reading.source.lexicon.vocabulary.units;
    let lower = form.to_lowercase();
    let index = units.iter().position(|unit| unit.forms.contains(&lower))?;
    Some(FoundUnit { index: Some(index), end })
}

fn is_function_word(word: &Word<'_>) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "and", "as", "at", "between", "but", "by", "for", "from", "in", "into", "is", "of", "on", "or",
        "per", "than", "that", "the", "their", "to", "was", "were", "with",
    ];
    WORDS.binary_search(&word.lower.as_str()).is_ok()
}

/// The indicator a figure is a value of: its unit fits and its words occur in the figure's clause, else in the
/// statement. Of several the one with most words wins, then the one whose clause it is, then the first of
/// the vocabulary.
fn indicator<'d>(
    reading: &Reading<'d>,
    number: &FoundNumber,
    end: usize,
    unit: Option<&Unit>,
) -> Option<&'d Indicator> {
    let lexicon = reading.source.lexicon;
    let (low, high) = reading.segment(number.start, end);
    let near = lexicon.indicators(&reading.terms_within(reading.word_at(low), reading.word_at(high)));
    let fits = |(at, size): &(usize, usize)| {
        let indicator = &lexicon.vocabulary.indicators[*at];
        let figure = matches!(indicator.kind, ObservationKind::Figure | ObservationKind::Duration);
        figure
            .then_some(())
            .and_then(|()| unit_fit(lexicon.vocabulary.units.as_slice(), indicator, unit))
            .map(|fit| (fit, *size))
    };
    // The best of the candidates, the first of equals.
    let best = |found: &[(usize, usize)]| {
        let mut best: Option<((u8, usize), usize)> = None;
        for candidate in found {
            if let Some(score) = fits(candidate).filter(|score| best.is_none_or(|(most, _)| *score > most)) {
                best = Some((score, candidate.0));
            }
        }
        best
    };
    let whole = best(&reading.indicators);
    let near = best(&near);
    let chosen = match (near, whole) {
        // A share of something is told by the whole sentence: `as a share of GDP, reaching 40 percent`.
        (Some((near_score, _)), Some((whole_score, at))) if whole_score > near_score => Some(at),
        (Some((_, at)), _) | (None, Some((_, at))) => Some(at),
        (None, None) => None,
    };
    chosen.map(|at| &lexicon.vocabulary.indicators[at])
}

/// How well a unit fits an indicator: 3 the same, 2 convertible, 1 a percentage for a share of something;
/// `None` where it does not.
pub(super) fn unit_fit(units: &[Unit], indicator: &Indicator, unit: Option<&Unit>) -> Option<u8> {
    match (&indicator.unit, unit) {
        (Some(wanted), Some(unit)) if *wanted == unit.unit => Some(3),
        (Some(wanted), Some(unit)) => {
            let base = units.iter().find(|other| other.unit == *wanted).map(|other| other.base.as_str());
            let is_share = unit.unit == "percent" && wanted.starts_with("percent");
            if base == Some(unit.base.as_str()) { Some(2) } else { is_share.then_some(2) }
        }
        (None, None) => Some(1),
        (None, Some(_)) | (Some(_), None) => None,
    }
}

/// The indicator whose words stand right before a number that has no unit of its own, words of degree aside:
/// `death toll nearly 100`, `a population of 10 million`.
fn named_before<'d>(reading: &Reading<'d>, number: &FoundNumber, unit: Option<&Unit>) -> Option<&'d Indicator> {
    const JOINTS: &[&str] = &["at", "is", "of", "reached", "reaching", "stands", "stood", "to", "was", "were"];
    const MOST_WORDS: usize = 7;
    if unit.is_some() || number.is_spelled {
        return None;
    }
    let lexicon = reading.source.lexicon;
    let end = reading.word_at(number.start);
    let mut last = end;
    while last > 0 {
        let before = (1..=3).find(|length| {
            last >= *length && lexicon.hedges.at(&reading.words, last - length).is_some_and(|found| found.next == last)
        });
        let is_joint = JOINTS.binary_search(&reading.words[last - 1].lower.as_str()).is_ok();
        match before {
            Some(length) => last -= length,
            None if is_joint => last -= 1,
            None => break,
        }
    }
    let near = reading.terms_within(last.saturating_sub(3), last);
    let counted = |at: usize| {
        let indicator = &lexicon.vocabulary.indicators[at];
        let is_count = matches!(indicator.unit.as_deref(), Some("person" | "item" | "household"));
        (indicator.kind == ObservationKind::Figure && is_count).then_some(indicator)
    };
    // A noun right behind the number says what is counted, and it is something else.
    let behind = reading
        .words
        .get(reading.word_at(number.end))
        .filter(|word| reading.text[number.end..word.start].trim().is_empty());
    if end - last > MOST_WORDS || behind.is_some_and(|word| !is_function_word(word)) {
        return None;
    }
    let touches =
        |(at, _): &(usize, usize)| near.iter().any(|hit| hit.next == last && lexicon.is_term_of(*at, hit.term, true));
    lexicon.indicators(&near).into_iter().filter(touches).find_map(|(at, _)| counted(at))
}

pub(super) fn unit_id(unit: Option<&Unit>, indicator: Option<&Indicator>) -> Option<String> {
    let Some(unit) = unit else { return indicator.and_then(|indicator| indicator.unit.clone()) };
    // A percentage takes the share its indicator is defined as; a length of time is given in years.
    match indicator.and_then(|indicator| indicator.unit.as_deref()) {
        Some(wanted) if unit.unit == "percent" && wanted.starts_with("percent") => Some(wanted.to_owned()),
        _ if unit.base == "year" => Some("year".to_owned()),
        _ => Some(unit.unit.clone()),
    }
}

/// The counted thing as printed, where no indicator is known: the words from the number to the unit's end.
fn counted(reading: &Reading<'_>, number: &FoundNumber, unit: FoundUnit) -> Option<String> {
    let printed = reading.text[number.end..unit.end].trim();
    (!printed.is_empty() && printed.contains(char::is_alphabetic))
        .then(|| printed.trim_start_matches(['-', '‑']).to_owned())
}

/// The words of degree: those that end where the number begins, words that hedge from a little before, and those
/// right behind the unit (`or more`).
fn hedged(reading: &Reading<'_>, number: &FoundNumber, unit_end: usize) -> Hedged {
    const WINDOW: usize = 5;
    let hedges = &reading.source.lexicon.hedges;
    let (low, _) = reading.segment(number.start, unit_end);
    let at = reading.word_at(number.start);
    let first = at.saturating_sub(WINDOW).max(reading.word_at(low));
    let mut hedged = Hedged { start: number.start, end: unit_end, comparator: None, is_hedged: false };
    let mut from = first;
    while from < at {
        match hedges.at(&reading.words, from).filter(|found| found.next <= at) {
            Some(found) => {
                let touches =
                    reading.words[found.next..at].iter().all(|word| matches!(word.lower.as_str(), "a" | "an" | "the"));
                let is_bound = !matches!(found.value.comparator, Comparator::Approx);
                // A bound (`above`, `at least`) speaks of the number only right before it.
                if touches || !is_bound {
                    hedged.start = hedged.start.min(reading.words[found.first].start);
                    hedged.is_hedged = true;
                    if touches || hedged.comparator.is_none() {
                        hedged.comparator = Some(found.value.comparator);
                    }
                }
                from = found.next;
            }
            None => from += 1,
        }
    }
    // `> 50` is a hedge in one sign; it stands within the number.
    if let Some(sign) = number.sign {
        hedged.is_hedged = true;
        hedged.comparator = Some(match sign {
            Sign::Above => Comparator::Gt,
            Sign::AtLeast => Comparator::Ge,
            Sign::Below => Comparator::Lt,
            Sign::AtMost => Comparator::Le,
            Sign::About => Comparator::Approx,
        });
    }
    // `forty-odd companies`
    if ["-odd", "‑odd", " odd "].iter().any(|odd| reading.text[number.end..].starts_with(odd))
        && hedged.comparator.is_none()
    {
        hedged.comparator = Some(Comparator::Approx);
        hedged.is_hedged = true;
    }
    let behind = reading.word_at(unit_end);
    if let Some(found) = hedges.at(&reading.words, behind).filter(|found| reading.words[found.first].lower == "or") {
        hedged.end = reading.words[found.next - 1].end;
        hedged.comparator = Some(found.value.comparator);
        hedged.is_hedged = true;
    }
    hedged
}

/// Value, bounds and comparator of a number with its hedge, lengths of time in years.
fn understood(
    number: &FoundNumber,
    hedged: &Hedged,
    unit: Option<&Unit>,
) -> (Option<f64>, Option<f64>, Option<f64>, Comparator) {
    let factor = unit.filter(|unit| unit.base == "year").map_or(1.0, |unit| unit.factor);
    bounds(number.value, hedged.comparator, factor)
}

/// Value, bounds and comparator of a number, times `factor`.
pub(super) fn bounds(
    number: NumberValue,
    comparator: Option<Comparator>,
    factor: f64,
) -> (Option<f64>, Option<f64>, Option<f64>, Comparator) {
    match number {
        NumberValue::Part(low, high) => (None, Some(low * factor), Some(high * factor), Comparator::Approx),
        NumberValue::Range(low, high) => (None, Some(low * factor), Some(high * factor), Comparator::Range),
        NumberValue::Exact(value) => {
            let value = value * factor;
            let comparator = comparator.unwrap_or(Comparator::Eq);
            let (low, high) = match comparator {
                Comparator::Gt | Comparator::Ge => (Some(value), None),
                Comparator::Lt | Comparator::Le => (None, Some(value)),
                Comparator::Eq => (Some(value), Some(value)),
                Comparator::Approx | Comparator::Range | Comparator::Until | Comparator::By => (None, None),
            };
            (Some(value), low, high, comparator)
        }
    }
}
