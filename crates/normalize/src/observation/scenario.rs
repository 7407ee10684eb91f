//! Scenarios of the outlook: their paths, how likely they are held to be, and the signs to watch.

use chancery_ingest::span::Span;
use chancery_ingest::vocabulary::Likelihood;
use chancery_model::edtf::Edtf;
use chancery_model::observation::{ObsStatus, Observation, ObservationKind, ObservationOrigin};
use chancery_model::section::SectionKind;

use super::Source;
use super::commitment;
use super::reading::Reading;
use crate::date::{DateLead, FoundDate};
use crate::document::Statement;
use crate::slug::slug;
use crate::word::Word;

/// Nouns that a scenario is called by, after its adjective: `a hedging path`.
const NOUNS: &[&str] = &[
    "baseline",
    "case",
    "course",
    "future",
    "option",
    "outcome",
    "path",
    "pathway",
    "scenario",
    "track",
    "trajectory",
    "variant",
];
/// Words after which a list of signs or triggers stands.
const MARKERS: &[&str] = &[
    "indicators would include",
    "indicators include",
    "indicators to watch include",
    "signs would include",
    "signs would be",
    "signs include",
    "signs to watch",
    "signals would include",
    "signals would be",
    "signals include",
    "signals to watch",
    "symptoms would be",
    "symptoms would include",
    "symptoms include",
    "triggers would include",
    "triggers include",
    "triggers would be",
    "warning signs include",
    "watch for",
    "watch points include",
    "markers would be",
    "markers would include",
    "markers include",
    "evidence would include",
    "evidence would be",
    "would show in",
    "would be visible in",
    "would be signalled by",
    "would be marked by",
    "telltale signs",
    "telltales would be",
    "early signs",
    "early signs would be",
    "early signs would include",
    "tell-tale signs would be",
];
/// Words that join a trigger to what it brings about.
const CAUSES: &[&str] = &[
    "would prompt",
    "would push",
    "would drive",
    "would lead",
    "would force",
    "would trigger",
    "would make",
    "could prompt",
    "could push",
    "could lead",
    "could trigger",
];

/// A scenario while its paragraphs are read.
struct Scenario {
    label: String,
    section: usize,
    paragraph: u32,
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
    let horizon = readings.iter().find_map(horizon);
    let mut known: Vec<String> = readings.iter().filter_map(|reading| own_label(source, reading)).collect();
    known.dedup();
    let mut current: Option<Scenario> = None;
    let mut rows = Vec::new();
    for reading in &readings {
        let statement = reading.statement;
        let is_same_place = current
            .as_ref()
            .is_some_and(|scenario| scenario.section == statement.section && scenario.paragraph == statement.paragraph);
        let label = own_label(source, reading);
        let is_new = label.is_some();
        if let Some(label) = label {
            current = Some(Scenario { label, section: statement.section, paragraph: statement.paragraph });
        } else if !is_same_place {
            current = None;
        }
        let judged = likelihood(source, reading);
        // A judgement names its scenario itself where it can: `On balance, hedging is most probable`.
        let named = judged.as_ref().and_then(|_| named_label(&known, reading)).filter(|_| !is_new);
        let label = named.or_else(|| current.as_ref().map(|scenario| scenario.label.clone()));
        let Some(label) = label else { continue };
        let row = |id: &str, name: &str, start: usize, end: usize, phrase: &str| Observation {
            indicator_id: Some(id.to_owned()),
            indicator_name: Some(name.to_owned()),
            scenario: Some(label.clone()),
            time_period: horizon,
            obs_status: ObsStatus::Forecast,
            phrase: Some(phrase.to_owned()),
            ..reading.observation(ObservationKind::Signal, start, end)
        };
        if is_new {
            let end = reading.text.len();
            rows.push(row("scenario-path", "Scenario", 0, end, reading.text));
        }
        if let Some((likelihood, start, end)) = judged {
            rows.push(Observation {
                value: Some(f64::from(likelihood.rank)),
                ..row(
                    "scenario-likelihood",
                    "Likelihood of a scenario (1 remote to 7 certain)",
                    start,
                    end,
                    &reading.text[start..end],
                )
            });
        }
        for (start, end) in signs(reading) {
            rows.push(row("scenario-signal", "Sign to watch", start, end, &reading.text[start..end]));
        }
    }
    rows
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

/// The label of the scenario that a statement opens: `A friction path …`, `In a tighter-alignment path, …`,
/// `Scenario 2: Drift.`, or the heading of its own section where the statement is its first.
fn own_label(source: &Source<'_>, reading: &Reading<'_>) -> Option<String> {
    const OPENING_WORDS: usize = 10;
    const MOST_ADJECTIVES: usize = 3;
    let words = &reading.words;
    // `Less likely but plausible is a friction path`: the judgement may come first.
    let judged = source.lexicon.likelihoods.at(words, 0).map_or(0, |found| found.next);
    let opening = if words.get(judged).is_some_and(|word| matches!(word.lower.as_str(), "is" | "remains" | "are")) {
        judged + 1
    } else {
        0
    };
    for at in opening..words.len().min(opening + OPENING_WORDS) {
        if NOUNS.binary_search(&words[at].lower.as_str()).is_err() {
            continue;
        }
        if words[at].lower == "scenario"
            && let Some(label) = numbered(reading, at)
        {
            return Some(label);
        }
        // The label opens the sentence: `In a hedging path, …`; a noun later in it is only spoken of.
        const LAST_ARTICLE: usize = 2;
        let first =
            (at.saturating_sub(MOST_ADJECTIVES).max(opening)..at.min(opening + LAST_ARTICLE + 2)).find(|first| {
                let article = first.checked_sub(1).map(|before| words[before].lower.as_str());
                matches!(article, Some("a" | "an" | "the" | "this" | "our" | "first" | "second" | "third" | "fourth"))
                    && !words[*first..at].iter().any(|word| matches!(word.lower.as_str(), "a" | "an" | "the"))
            });
        if let Some(first) = first.filter(|first| *first < at) {
            let ordinals = ["first", "second", "third", "fourth", "final", "last"];
            let telling: Vec<&str> = words[first..at]
                .iter()
                .map(|word| word.lower.as_str())
                .filter(|word| !ordinals.contains(word))
                .collect();
            let label = slug(&telling.join(" "), 4);
            // `The most probable course` judges; it does not name.
            let judges = (first..at).any(|word| source.lexicon.likelihoods.at(words, word).is_some());
            if !label.is_empty() && !judges && !is_article_only(&words[first..at]) {
                return Some(label);
            }
        }
    }
    heading_label(source, reading.statement)
}

fn is_article_only(words: &[Word<'_>]) -> bool {
    words.iter().all(|word| {
        matches!(word.lower.as_str(), "this" | "that" | "same" | "each" | "every" | "any" | "in" | "worst" | "best")
            && word.lower.len() < 5
    })
}

/// `Scenario 2: Drift. …` or `Scenario B – drift`.
fn numbered(reading: &Reading<'_>, at: usize) -> Option<String> {
    let number = reading
        .words
        .get(at + 1)
        .filter(|word| word.text.chars().count() == 1 || word.lower.chars().all(|letter| letter.is_ascii_digit()))?;
    let rest = reading.text[number.end..].trim_start_matches([':', '.', '–', '—', '-', ' ', ')', '(']);
    let end = rest.find(['.', ':', ',', ';', '–', '—', ')', '(']).unwrap_or(rest.len());
    let label = slug(&rest[..end], 4);
    Some(if label.is_empty() { slug(&format!("scenario {}", number.lower), 2) } else { label })
}

/// A section of its own within the outlook, whose heading names a scenario.
fn heading_label(source: &Source<'_>, statement: &Statement<'_>) -> Option<String> {
    let section = &source.document.report.sections[statement.section];
    let is_first = statement.paragraph == 1 && statement.sentence == 1;
    let heading = section.heading.of(&source.document.report.text);
    let lower = heading.to_lowercase();
    let names_one = lower
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| NOUNS.binary_search(&word).is_ok() && word != "outcome");
    let inner = section.level > 1 || heading.contains(':');
    if !is_first || !inner || !names_one {
        return None;
    }
    let label = heading.split_once([':', '–', '—']).map_or(heading, |(_, label)| label);
    let words: Vec<&str> =
        label.split_whitespace().filter(|word| NOUNS.binary_search(&word.to_lowercase().as_str()).is_err()).collect();
    Some(slug(&words.join(" "), 4)).filter(|label| !label.is_empty())
}

/// The known label most of whose words the statement holds.
fn named_label(known: &[String], reading: &Reading<'_>) -> Option<String> {
    let holds = |part: &str| reading.words.iter().any(|word| word.lower.split('-').any(|piece| piece == part));
    let fits = |label: &&String| label.split('-').all(holds);
    known.iter().find(fits).cloned()
}

/// The words of likelihood in a statement that judge a scenario: the strongest claim in it, modal verbs aside.
fn likelihood<'d>(source: &Source<'d>, reading: &Reading<'_>) -> Option<(&'d Likelihood, usize, usize)> {
    let found = source.lexicon.likelihoods.all(&reading.words).into_iter();
    // `may` and `could` stand in every outlook and judge nothing; `possible steps` is an attribute.
    let judges = found.filter(|found| {
        let first = &reading.words[found.first].lower;
        let is_attribute = found.next - found.first == 1
            && !matches!(
                found.first.checked_sub(1).map(|at| reading.words[at].lower.as_str()),
                Some(
                    "is" | "are"
                        | "remains"
                        | "seems"
                        | "looks"
                        | "as"
                        | "appears"
                        | "be"
                        | "less"
                        | "more"
                        | "most"
                        | "very"
                )
            );
        !matches!(first.as_str(), "may" | "might" | "could") && !is_attribute
    });
    let best =
        judges.max_by_key(|found| (found.next - found.first, found.value.rank, std::cmp::Reverse(found.first)))?;
    let phrase = &best.value.phrase;
    let likelihood = source.lexicon.vocabulary.likelihoods.iter().find(|entry| entry.phrase == *phrase)?;
    Some((likelihood, reading.words[best.first].start, reading.words[best.next - 1].end))
}

/// Signs and triggers: the items of the list behind a marker, and what stands before `would prompt`.
fn signs(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let lower = reading.text.to_lowercase();
    // Lower-casing must not move bytes, or the offsets would point elsewhere.
    if lower.len() != reading.text.len() {
        return Vec::new();
    }
    let mut signs = Vec::new();
    let marker = MARKERS
        .iter()
        .filter_map(|marker| lower.find(marker).map(|at| (at, marker.len())))
        .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)));
    if let Some((at, length)) = marker {
        signs.extend(items(reading.text, at + length, reading.text.len()));
        return signs;
    }
    let cause = CAUSES.iter().filter_map(|cause| lower.find(cause).map(|at| (at, cause.len()))).min();
    if let Some((at, _)) = cause {
        let start = reading.text[..at].rfind([',', ':', ';']).map_or(0, |mark| mark + 1);
        signs.extend(items(reading.text, start, at));
        if let Some(colon) = reading.text[at..].find(": ") {
            signs.extend(items(reading.text, at + colon + 1, reading.text.len()));
        }
    }
    signs
}

/// The items of a list in running text, cut at commas and the last `and` or `or`.
fn items(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let list = &text[start..end];
    let list = &list[..list.find(['.', ';', '[']).unwrap_or(list.len())];
    let has_commas = list.contains(", ");
    let mut items = Vec::new();
    let mut from = 0;
    let mut cuts: Vec<(usize, usize)> = list.match_indices(", ").map(|(at, mark)| (at, mark.len())).collect();
    let last_comma = cuts.last().map_or(0, |(at, _)| *at);
    // In `a, b, and c` the last comma cuts; in `a, b or c` and `a or b` the conjunction does.
    for joint in [" and ", " or "] {
        let tail = &list[last_comma..];
        if let Some(at) = tail.rfind(joint).filter(|at| *at > 2 && (has_commas || joint == " or ")) {
            let is_oxford = has_commas && tail[2..].starts_with(joint.trim_start());
            if !is_oxford && !tail.starts_with(&format!(",{joint}")) {
                cuts.push((last_comma + at, joint.len()));
                break;
            }
        }
    }
    cuts.push((list.len(), 0));
    cuts.sort_unstable();
    for (at, length) in cuts {
        let item = Span::new(start + from, start + at).trimmed(text);
        let mut item = item;
        for joint in ["and ", "or ", ": "] {
            if item.of(text).starts_with(joint) {
                item.start += joint.len();
            }
        }
        let item = Span::new(item.start, item.start + item.of(text).trim_end_matches([',', ' ', '.']).len());
        if item.of(text).contains(char::is_alphabetic) {
            items.push((item.start, item.end));
        }
        from = at + length;
    }
    items
}

#[cfg(test)]
mod tests;
