//! Claims of the body text without a source.

use std::collections::BTreeMap;

use chancery_ingest::span::Span;
use chancery_model::anchor::Anchor;
use chancery_model::day::Day;
use chancery_model::diagnostic::{Diagnostic, Severity};
use chancery_model::observation::{ObservationKind, ObservationOrigin};
use chancery_model::passage::PassageKind;
use chancery_model::rule::{Explanation, Group, Rule};
use chancery_model::section::SectionKind;

use super::source_older_than_claim::is_closed;
use super::told::is_tied;
use super::{Subject, quoted};
use crate::document::Statement;
use chancery_lexis::date::FoundDate;
use chancery_lexis::word::words;

pub(super) const SENTENCE: Rule = Rule {
    id: "dated-or-quantified-sentence-without-citation",
    group: Group::Sources,
    severity: Severity::Warning,
    exception: None,
    summary: "a sentence of the body with a date or key figure and no source",
    explanation: Explanation {
        asks: "has each sentence of the body that says when something was, or states a figure of a known indicator, a citation? Names such as the 2014 fire, dates to come, open periods, introduction and outlook do not count, nor a report most of whose paragraphs cite nothing.",
        why: "dates and figures are what readers check first.",
        mend: "cite the source of the date or figure in the sentence itself.",
        fires: "Ships call daily [1].\n\nGoods go by rail [1].\n\nIn 2014 the harbour burnt down.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Ships call daily [1].\n\nGoods go by rail [1].\n\nIn 2014 the harbour burnt down [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

pub(super) const PARAGRAPH: Rule = Rule {
    id: "paragraph-without-citation",
    group: Group::Sources,
    severity: Severity::Info,
    exception: None,
    summary: "a long paragraph of the body without any source",
    explanation: Explanation {
        asks: "has each paragraph of the body of forty words or more a citation?",
        why: "the reader cannot tell what is known from what is judged.",
        mend: "cite what the paragraph rests on, or say that it is the author’s own judgement.",
        fires: "Ships call daily [1].\n\nGoods go by rail [1].\n\nThe harbour is the town’s largest employer and has been so for a long time, as the older people of the quarter never tire of telling. Its cranes turn day and night, and on holidays children are allowed to climb the smallest of them.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Ships call daily [1].\n\nGoods go by rail [1].\n\nThe harbour is the town’s largest employer and has been so for a long time, as the older people of the quarter never tire of telling. Its cranes turn day and night, and on holidays children are allowed to climb the smallest of them. They love it [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

pub(super) const REST: Rule = Rule {
    id: "text-after-mid-sentence-citation-uncited",
    group: Group::Sources,
    severity: Severity::Info,
    exception: None,
    summary: "a claim behind the last citation of its sentence",
    explanation: Explanation {
        asks: "do six words or more behind a sentence’s last citation have a citation of their own?",
        why: "a citation marks only what stands before it.",
        mend: "cite at the sentence’s end too, or move the citation there.",
        fires: "Ships call daily [1].\n\nGoods go by rail [1].\n\nFerries leave hourly [1], and the harbour master counts them from his tower.\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
        silent: "Ships call daily [1].\n\nGoods go by rail [1].\n\nFerries leave hourly [1], and the harbour master counts them from his tower [1].\n\n## Literature\n\n- A. Adams, ‘One’ (Port Review, 2 May 2020) <https://example.org/a> accessed 3 May 2021.\n",
    },
};

/// Words of a paragraph that ought to have a source.
const LONG_PARAGRAPH: usize = 40;
/// Words behind a citation that make a claim of their own.
const LONG_REST: usize = 6;

/// A paragraph of the body.
type Paragraph<'d> = Vec<(usize, &'d Statement<'d>)>;

/// `dated-or-quantified-sentence-without-citation`, `paragraph-without-citation` (info),
/// `text-after-mid-sentence-citation-uncited` (info); none in a report most of whose paragraphs cite nothing, which
/// gives its sources in another way.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let paragraphs = paragraphs(subject);
    let is_cited = |paragraph: &Paragraph<'_>| paragraph.iter().any(|(_, statement)| !statement.groups.is_empty());
    let n_cited = paragraphs.iter().filter(|paragraph| is_cited(paragraph)).count();
    if n_cited * 2 <= paragraphs.len() {
        return Vec::new();
    }
    let (figures, written) = (figures(subject), subject.written());
    let mut findings = Vec::new();
    for paragraph in &paragraphs {
        if !is_cited(paragraph) {
            findings.extend(bare_paragraph(subject, paragraph));
        }
        for (at, statement) in paragraph {
            findings.extend(if statement.groups.is_empty() {
                bare_sentence(subject, *at, statement, &figures, written)
            } else {
                bare_rest(subject, statement)
            });
        }
    }
    findings
}

fn paragraphs<'d>(subject: &Subject<'d>) -> Vec<Paragraph<'d>> {
    let is_body = |statement: &Statement<'_>| {
        statement.section_kind == SectionKind::Body && statement.kind == PassageKind::Sentence
    };
    let sentences: Paragraph<'d> = subject.own_words().filter(|(_, statement)| is_body(statement)).collect();
    let is_same = |one: &(usize, &Statement<'_>), other: &(usize, &Statement<'_>)| {
        (one.1.section, one.1.paragraph) == (other.1.section, other.1.paragraph)
    };
    sentences.chunk_by(is_same).map(<[_]>::to_vec).collect()
}

/// The first figure of each passage.
fn figures<'d>(subject: &Subject<'d>) -> BTreeMap<&'d str, Anchor> {
    let mut figures = BTreeMap::new();
    for row in subject.observations {
        let states =
            row.kind == ObservationKind::Figure && row.origin == ObservationOrigin::Prose && row.indicator_id.is_some();
        if let Some(place) =
            row.place.as_ref().filter(|_| states && row.value.or(row.value_low).or(row.value_high).is_some())
        {
            figures.entry(place.passage_id.as_str()).or_insert(place.anchor);
        }
    }
    figures
}

fn bare_paragraph(subject: &Subject<'_>, paragraph: &Paragraph<'_>) -> Option<Diagnostic> {
    let n_words: usize = paragraph.iter().map(|(at, _)| subject.texts.words(*at).len()).sum();
    let (_, first) = paragraph.first().filter(|_| n_words >= LONG_PARAGRAPH && paragraph.len() > 1)?;
    let message = format!(
        "expected a source in the paragraph that begins {}, found none in {} sentences",
        quoted(first.text),
        paragraph.len()
    );
    Some(PARAGRAPH.at(subject.document.anchor(first.span), message).record(&first.passage_id))
}

fn bare_sentence(
    subject: &Subject<'_>,
    at: usize,
    statement: &Statement<'_>,
    figures: &BTreeMap<&str, Anchor>,
    written: Option<Day>,
) -> Option<Diagnostic> {
    let dates = subject.texts.dates(at).iter();
    let is_past = |date: &FoundDate| written.is_none() || date.date.earliest() <= written;
    let tells = |date: &&FoundDate| is_closed(date) && is_past(date) && is_tied(statement.text, date);
    let dated = dates.filter(tells).map(|date| {
        let start = statement.span.start;
        subject.document.anchor(Span::new(start + date.words.start.min(date.start), start + date.end))
    });
    let place = figures.get(statement.passage_id.as_str()).copied().or_else(|| dated.into_iter().next())?;
    let printed = subject.document.span(place).of(&subject.document.report.text);
    let message = format!("expected a source for {}, found a sentence without citation", quoted(printed));
    Some(
        SENTENCE
            .at(place, message)
            .help("cite the source of the date or figure in this sentence")
            .record(&statement.passage_id),
    )
}

/// What stands behind a sentence's last citation.
fn bare_rest(subject: &Subject<'_>, statement: &Statement<'_>) -> Option<Diagnostic> {
    let text = &subject.document.report.text;
    let (last, rest) = (statement.groups.last()?, statement.clauses().pop()?);
    let rest = rest.trimmed(text);
    if words(rest.of(text)).len() < LONG_REST {
        return None;
    }
    let message = format!(
        "expected a source for what follows {}, found none for {}",
        last.span.of(text),
        quoted(rest.of(text).trim_start_matches([',', ';', '.', ' ']))
    );
    Some(
        REST.at(subject.document.anchor(rest), message)
            .label(subject.document.anchor(last.span), "marks only what stands before it")
            .record(&statement.passage_id),
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample::check;

    const LIST: &str =
        "\n\n## Literature\n\n- A. Adams, ‘One’ (Reuters, 2 May 2016) <https://example.org/a> accessed 3 May 2024.\n";

    #[track_caller]
    fn cases(rule: &str, cases: &[(&'static str, &str, &'static [&'static str])]) {
        for (situation, paragraph, expected) in cases {
            let text: &'static str =
                format!("# R\n\n## Trade\n\nShips call daily [1].\n\nGoods go by rail [1].\n\n{paragraph}{LIST}")
                    .leak();
            check(rule, &[(situation, text, expected)]);
        }
    }

    #[test]
    fn dated_sentences_without_source_are_found() {
        cases(
            "dated-or-quantified-sentence-without-citation",
            &[
                ("dated", "In 2014 the harbour burnt down.", &["In 2014"]),
                ("decade", "In the 1990s the harbour burnt down.", &["In the 1990s"]),
                ("figure", "Remittances came to 30 percent of GDP.", &["30 percent of GDP"]),
                ("cited", "In 2014 the harbour burnt down [1].", &[]),
                ("named_after_a_year", "The 2014 fire changed much.", &[]),
                ("to_come", "The lease runs to 2042.", &[]),
                ("planned", "The works end by 2042.", &[]),
                ("undated", "The harbour burnt down.", &[]),
                ("outlook", "The harbour stands.\n\n## Outlook\n\nIn 2014 the harbour burnt down.", &[]),
            ],
        );
        let text = "# R\n\n## Trade\n\nIn 2014 the harbour burnt down.\n";
        check("dated-or-quantified-sentence-without-citation", &[("report_without_citations", text, &[])]);
    }

    #[test]
    fn paragraphs_without_source_are_found() {
        const LONG: &str = "The harbour is the town’s largest employer and has been so for a long time, as the older people of the quarter never tire of telling. Its cranes turn day and night, and on holidays children are allowed to climb the smallest of them.";
        let cited: &'static str = format!("{LONG} They love it [1].").leak();
        cases(
            "paragraph-without-citation",
            &[
                (
                    "long",
                    LONG,
                    &[
                        "The harbour is the town’s largest employer and has been so for a long time, as the older people of the quarter never tire of telling.",
                    ],
                ),
                ("cited", cited, &[]),
                ("short", "The harbour is large. Its cranes turn.", &[]),
            ],
        );
    }

    #[test]
    fn claims_behind_a_citation_are_found() {
        cases(
            "text-after-mid-sentence-citation-uncited",
            &[
                (
                    "claim",
                    "Ships call daily [1], and the harbour master counts them from his tower.",
                    &[", and the harbour master counts them from his tower."],
                ),
                ("cited_again", "Ships call daily [1], and the harbour master counts them from his tower [1].", &[]),
                ("few_words", "Ships call daily [1], as always.", &[]),
                ("at_the_end", "Ships call daily [1].", &[]),
            ],
        );
    }
}
