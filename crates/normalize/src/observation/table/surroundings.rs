//! What stands around a table: its caption, above or below, and the lines that name its sources.

use chancery_ingest::report::{CitationGroup, RawBlock, RawParagraph};
use chancery_ingest::span::Span;
use chancery_model::observation::ObsStatus;

use super::layout::Period;
use chancery_lexis::date::find_dates;

/// What stands around a table.
#[derive(Debug, Default)]
pub(super) struct Surroundings<'d> {
    /// The caption's lines without `Table 1:`, the most telling first.
    pub(super) caption: Vec<Span>,
    /// Citations in caption and source line, in order.
    pub(super) groups: Vec<&'d CitationGroup>,
    /// The one period the caption names.
    pub(super) period: Option<Period>,
}

/// The surroundings of the table at `at` of a section's blocks.
pub(super) fn around<'d>(text: &str, blocks: &'d [RawBlock], at: usize) -> Surroundings<'d> {
    let mut found = Surroundings::default();
    let before = |distance: usize| at.checked_sub(distance).and_then(|at| paragraph(blocks, at));
    let after = |distance: usize| paragraph(blocks, at + distance);
    let titled = |paragraph: &&RawParagraph| title(text, paragraph).is_some();
    let mut lines: Vec<&RawParagraph> = Vec::new();
    match (before(1), before(2)) {
        (Some(near), _) if titled(&near) => lines.push(near),
        // `Table 1: …`, and a line of its own with the unit.
        (Some(near), Some(far)) if titled(&far) && is_short(text, near) => lines.extend([far, near]),
        (near, _) => match after(1) {
            Some(below) if titled(&below) => lines.push(below),
            // A line without a full stop that stands right above is a caption without a number.
            _ => lines.extend(near.filter(|near| is_short(text, near))),
        },
    }
    let sources = (1..=3).map_while(after).take_while(|line| is_note(text, line) || titled(line));
    let all = lines.iter().copied().chain(sources.filter(|line| is_note(text, line)));
    found.groups = all.flat_map(|line| line.sentences.iter().flat_map(|sentence| &sentence.groups)).collect();
    for line in lines {
        let start = title(text, line).unwrap_or(line.span.start);
        let groups = line.sentences.iter().flat_map(|sentence| &sentence.groups);
        let end = groups.map(|group| group.span.start).find(|group| *group > start).unwrap_or(line.span.end);
        let span = Span::new(start, end).trimmed(text);
        let span = Span::new(span.start, span.start + span.of(text).trim_end_matches(['.', ' ']).len());
        if !span.is_empty() {
            found.caption.push(span);
        }
    }
    let dates: Vec<_> = found.caption.iter().flat_map(|line| find_dates(line.of(text))).collect();
    if let [only] = dates.as_slice()
        && only.date.earliest().is_some()
        && only.date.latest().is_some()
    {
        found.period = Some((only.date, ObsStatus::Normal));
    }
    found
}

fn paragraph(blocks: &[RawBlock], at: usize) -> Option<&RawParagraph> {
    match blocks.get(at)? {
        RawBlock::Paragraph(paragraph) => Some(paragraph),
        RawBlock::Item(_) | RawBlock::Timeline(_) | RawBlock::Reference(_) | RawBlock::Table(_) => None,
    }
}

/// Where the title of a caption begins, behind `Table 1:`; `None` where the paragraph is no caption.
fn title(text: &str, paragraph: &RawParagraph) -> Option<usize> {
    const LONGEST: usize = 300;
    let printed = paragraph.span.of(text);
    let rest = ["Table", "TABLE", "Tab."].into_iter().find_map(|word| printed.strip_prefix(word))?;
    if printed.len() > LONGEST {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\u{A0}']);
    // The number: `1`, `A.2`, `IV`; a sentence goes on with a verb instead.
    let number = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '.' && letter != '-');
    let number = number.unwrap_or(rest.len());
    let is_number = rest[..number]
        .trim_end_matches('.')
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter.is_ascii_uppercase() || matches!(letter, '.' | '-'));
    let behind = &rest[number..];
    let ends =
        rest[..number].ends_with('.') || behind.starts_with([':', '–', '—', '|', '-']) || behind.starts_with(" –");
    let ends = ends || behind.starts_with(" —") || behind.starts_with(" -");
    if !is_number || !ends {
        return None;
    }
    let bare = behind.trim_start_matches([':', '.', '–', '—', '-', '|', ' ', '\u{A0}']);
    Some(paragraph.span.end - bare.len())
}

/// A line of a few words without a full stop at its end.
fn is_short(text: &str, paragraph: &RawParagraph) -> bool {
    const MOST_WORDS: usize = 16;
    let printed = paragraph.span.of(text).trim_end();
    let n_words = printed.split_whitespace().take(MOST_WORDS + 1).count();
    n_words <= MOST_WORDS && !printed.ends_with(['.', '!', '?', ';'])
}

/// `Source: …`, `Note: …`
fn is_note(text: &str, paragraph: &RawParagraph) -> bool {
    let printed = paragraph.span.of(text);
    ["Source", "Note", "SOURCE", "NOTE"].iter().any(|word| printed.starts_with(word))
}
