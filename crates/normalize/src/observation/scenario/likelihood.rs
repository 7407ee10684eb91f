//! How likely a scenario is held to be.

use chancery_ingest::vocabulary::Likelihood;

use super::super::Source;
use super::super::reading::Reading;
use super::heads;
use super::line::{Line, Mark};

/// Words after which a single word of likelihood judges: `is likely`; elsewhere it is an attribute, `possible steps`.
const JUDGING: &[&str] =
    &["is", "are", "remains", "seems", "looks", "as", "appears", "be", "less", "more", "most", "very"];

/// The words of likelihood in a statement that judge a scenario, and their bytes: the strongest claim in it, modal
/// verbs aside.
pub(super) fn likelihood<'d>(source: &Source<'d>, reading: &Reading<'_>) -> Option<(&'d Likelihood, usize, usize)> {
    let line = Line::new(reading);
    // `may` and `could` stand in every outlook and judge nothing; `the most likely trigger` judges another thing.
    let judges = source.lexicon.likelihoods.all(line.words).into_iter().filter(|found| {
        let is_apart = match line.mark(found.first) {
            Mark::Open => line.mark(found.next) != Mark::None,
            Mark::Colon => matches!(line.mark(found.next), Mark::Comma | Mark::Semicolon | Mark::End),
            _ => false,
        };
        let is_attribute = found.next - found.first == 1 && !JUDGING.contains(&line.before(found.first)) && !is_apart;
        !line.is(found.first, &["may", "might", "could"]) && !is_attribute && !heads::is_noun_behind(line, found.next)
    });
    let best =
        judges.max_by_key(|found| (found.next - found.first, found.value.rank, std::cmp::Reverse(found.first)))?;
    let phrase = &best.value.phrase;
    let likelihood = source.lexicon.vocabulary.likelihoods.iter().find(|entry| entry.phrase == *phrase)?;
    Some((likelihood, line.words[best.first].start, line.words[best.next - 1].end))
}
