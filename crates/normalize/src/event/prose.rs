//! Dated clauses of prose: what they tell, and whether it is an event of its own.

use chancery_ingest::span::Span;
use chancery_model::edtf::{DatePrecision, Edtf};
use chancery_model::section::SectionKind;

use crate::document::{Document, Statement};
use crate::lexicon::Lexicon;
use chancery_lexis::date::{DateLead, FoundDate, find_dates};
use chancery_lexis::word::words;

/// A clause that holds a date.
#[derive(Debug)]
pub(super) struct Telling<'d> {
    pub(super) statement: &'d Statement<'d>,
    /// The clause: the citation's scope, cut at semicolons and colons.
    pub(super) quote: Span,
    /// The whole of the citation's scope, which tells what the clause is about.
    pub(super) scope: Span,
    /// The date without its preposition.
    pub(super) date: Edtf,
    /// The date's words, preposition included.
    pub(super) date_span: Span,
    lead: Option<DateLead>,
    /// Whether an article stands between preposition and date: `in the 2012 deal` only names what it dates.
    is_attribute: bool,
    /// Whether this is the clause's first date.
    is_first: bool,
}

/// Every dated clause of the report's prose, in document order.
pub(super) fn tellings<'d>(document: &'d Document<'d>) -> Vec<Telling<'d>> {
    let prose = document.statements.iter().filter(|statement| statement.is_prose());
    let past = prose.filter(|statement| {
        // An outlook tells what may come, an introduction what the report will tell.
        !matches!(statement.section_kind, SectionKind::Outlook | SectionKind::Introduction | SectionKind::Literature)
    });
    past.flat_map(|statement| tellings_of(&document.report.text, statement)).collect()
}

fn tellings_of<'d>(text: &str, statement: &'d Statement<'d>) -> Vec<Telling<'d>> {
    let mut tellings = Vec::new();
    for (scope, clause) in
        statement.clauses().into_iter().flat_map(|scope| parts(text, scope).into_iter().map(move |part| (scope, part)))
    {
        let found = find_dates(clause.of(text));
        for (at, date) in found.iter().enumerate() {
            tellings.push(Telling {
                statement,
                quote: clause,
                scope,
                date: date.date,
                date_span: date_span(clause, date),
                lead: date.words.lead,
                is_attribute: clause.of(text)[date.words.start.min(date.start)..date.start].contains(" the "),
                is_first: at == 0,
            });
        }
    }
    tellings
}

fn date_span(clause: Span, date: &FoundDate) -> Span {
    Span::new(clause.start + date.words.start.min(date.start), clause.start + date.end)
}

/// A clause cut at semicolons, and colons with a space behind them.
fn parts(text: &str, clause: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = clause.start;
    let printed = clause.of(text);
    for (at, mark) in printed.match_indices([';', ':']) {
        let end = clause.start + at;
        if printed[at + mark.len()..].starts_with(char::is_whitespace) {
            parts.push(Span::new(start, end).trimmed(text));
            start = end + mark.len();
        }
    }
    parts.push(bare(text, Span::new(start, clause.end)));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Without white space and marks at both ends.
fn bare(text: &str, span: Span) -> Span {
    let printed = span.of(text);
    let start =
        span.start + printed.len() - printed.trim_start_matches([' ', ',', '.', ';', '–', '—', ')', '\u{A0}']).len();
    if start >= span.end {
        return Span::new(span.end, span.end);
    }
    let printed = &text[start..span.end];
    Span::new(start, start + printed.trim_end_matches([' ', ',', ';', '–', '—', '\u{A0}']).len())
}

impl Telling<'_> {
    /// Whether the clause tells an event that no timeline item has: something happened (a trigger of the
    /// vocabulary) at a date no coarser than a year, or over a closed span of years, that a preposition ties to
    /// the verb. `the 2012 deal` only names an event.
    pub(super) fn stands_alone(&self, lexicon: &Lexicon<'_>) -> bool {
        let is_tied = match self.lead {
            Some(DateLead::In | DateLead::During | DateLead::Between | DateLead::From) => true,
            Some(DateLead::By) | None => false,
            Some(
                DateLead::Since
                | DateLead::Until
                | DateLead::To
                | DateLead::Through
                | DateLead::Before
                | DateLead::After,
            ) => false,
        };
        let is_fine = match self.date.precision() {
            DatePrecision::Decade => false,
            DatePrecision::Interval => self.date.earliest().is_some() && self.date.latest().is_some(),
            DatePrecision::Day | DatePrecision::Month | DatePrecision::Season | DatePrecision::Year => true,
        };
        let offset = self.quote.start - self.statement.span.start;
        let clause = &self.statement.text[offset..offset + self.quote.len()];
        if measures(clause) {
            return false;
        }
        is_tied && !self.is_attribute && is_fine && self.is_first && lexicon.event_type(clause).is_some()
    }

    /// The clause's own words for a title: the side of the date that tells what happened and has a subject, without a
    /// word that only joins and what follows the first comma after at least four words; at most twelve words, the
    /// last of them one that can end a phrase.
    pub(super) fn title<'t>(&self, text: &'t str, lexicon: &Lexicon<'_>) -> &'t str {
        const MOST_WORDS: usize = 12;
        let around = [Span::new(self.quote.start, self.date_span.start), Span::new(self.date_span.end, self.quote.end)];
        let [before, after] = around.map(|part| main_words(text, part));
        let n_words = |span: Span| span.of(text).split_whitespace().count();
        let tells = |span: Span| n_words(span) >= 3 && lexicon.event_type(span.of(text)).is_some();
        // `was opened` tells what happened, but not to what.
        let has_subject = |span: Span| {
            let first = span.of(text).split_whitespace().next().unwrap_or_default().to_lowercase();
            PREDICATE_OPENERS.binary_search(&first.as_str()).is_err()
        };
        let body = match (tells(before), tells(after)) {
            (true, _) => before,
            (false, true) if has_subject(after) || n_words(before) < 2 => after,
            (false, true) => before,
            (false, false) if n_words(before) >= n_words(after) => before,
            (false, false) => after,
        };
        let printed = body.of(text);
        let all = words(printed);
        let comma = printed
            .match_indices([',', '(', '–', '—'])
            .map(|(at, _)| at)
            .find(|at| all.iter().filter(|word| word.end <= *at).count() >= 4);
        let most = match all.get(..MOST_WORDS) {
            // Cut short, it ends with a word that says something.
            Some(kept) if all.len() > MOST_WORDS => kept
                .iter()
                .rfind(|word| UNFINISHED.binary_search(&word.lower.as_str()).is_err())
                .or(kept.last())
                .map_or(printed.len(), |word| word.end),
            _ => printed.len(),
        };
        let end = comma.unwrap_or(printed.len()).min(most.max(1));
        printed[..end].trim_end_matches([' ', ',', '.', '!', '?', '’', '”'])
    }
}

/// Words that begin a predicate or what hangs on one: their subject stands elsewhere.
const PREDICATE_OPENERS: &[&str] = &[
    "are", "at", "be", "been", "being", "by", "for", "from", "had", "has", "have", "into", "is", "of", "on", "to",
    "until", "was", "were", "will", "with", "would",
];

/// Words that no phrase ends with.
const UNFINISHED: &[&str] = &[
    "a", "about", "after", "against", "an", "and", "as", "at", "be", "been", "before", "between", "but", "by", "for",
    "from", "had", "has", "have", "if", "in", "into", "is", "its", "of", "on", "or", "over", "than", "that", "the",
    "their", "through", "to", "towards", "under", "was", "were", "what", "when", "where", "which", "while", "who",
    "whose", "with", "would",
];

/// Whether a clause says how much something was, which is no event: `exports were worth …`, `turnover totalled …`.
fn measures(clause: &str) -> bool {
    const VERBS: &[&str] = &[
        "accounted",
        "accounts",
        "amounted",
        "amounts",
        "averaged",
        "averages",
        "comprised",
        "equaled",
        "equalled",
        "numbered",
        "stood",
        "totaled",
        "totalled",
    ];
    const BEFORE_AMOUNT: &[&str] = &["is", "are", "was", "were"];
    const AMOUNTS: &[&str] =
        &["about", "almost", "around", "estimated", "nearly", "only", "outside", "over", "under", "worth"];
    let words = words(clause);
    let is_verb = |word: &str| VERBS.binary_search(&word).is_ok();
    let is_amount =
        |word: &str| AMOUNTS.binary_search(&word).is_ok() || word.starts_with(|letter: char| letter.is_ascii_digit());
    words.iter().any(|word| is_verb(&word.lower))
        || words.windows(2).any(|pair| BEFORE_AMOUNT.contains(&pair[0].lower.as_str()) && is_amount(&pair[1].lower))
}

/// A stretch without the joining words and marks it begins with.
fn main_words(text: &str, span: Span) -> Span {
    const JOINING: &[&str] = &[
        "however",
        "yet",
        "but",
        "and",
        "when",
        "as",
        "then",
        "where",
        "which",
        "while",
        "that",
        "after",
        "earlier",
        "later",
        "meanwhile",
    ];
    let mut span = bare(text, span);
    loop {
        let printed = span.of(text);
        let first = printed.split([' ', ',']).next().unwrap_or("");
        if first.is_empty() || !JOINING.contains(&first.to_lowercase().as_str()) {
            return span;
        }
        let next = bare(text, Span::new(span.start + first.len(), span.end));
        if next.start == span.start {
            return span;
        }
        span = next;
    }
}

#[cfg(test)]
mod tests {
    use chancery_ingest::{report, vocabulary};

    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        assert!(PREDICATE_OPENERS.is_sorted() && UNFINISHED.is_sorted());
    }

    #[test]
    fn titles_have_a_subject_and_end_with_a_word_that_says_something() {
        let cases = [
            ("The accord was signed in May 1997.", "The accord was signed"),
            (
                "In 2012 the parties signed a lease on the northern port.",
                "the parties signed a lease on the northern port",
            ),
            ("The plant opened its gates on 18 January 2008.", "The plant opened its gates"),
            // The subject stands before the date, the trigger behind it.
            ("The northern quarter in 2005 was attacked by rebels.", "The northern quarter"),
            ("Earlier, in July 2012, the government signed a pact.", "the government signed a pact"),
            // Cut short.
            (
                "In 2004 the ministry signed an agreement on the transfer of every remaining border post to the army.",
                "the ministry signed an agreement on the transfer of every remaining border",
            ),
            (
                "In 2004 the ministry signed the long agreement on cheap and reliable transit of the grain.",
                "the ministry signed the long agreement on cheap and reliable transit",
            ),
            ("In 2001 the states signed an accord, which few had expected.", "the states signed an accord"),
        ];
        let vocabulary = vocabulary::built_in();
        let lexicon = Lexicon::new(&vocabulary);
        for (sentence, expected) in cases {
            let text = format!("# R\n\n## Past\n\n{sentence}\n");
            let report = report::read("report.md", text.as_bytes(), &vocabulary).expect("the sample is text").value;
            let document = Document::new(&report);
            let titles: Vec<&str> =
                tellings(&document).iter().map(|telling| telling.title(&document.report.text, &lexicon)).collect();
            assert_eq!(titles, [expected], "{sentence}");
        }
    }
}
