//! From blocks to sections: levels, and what each section is for.

use chancery_model::section::SectionKind;

use super::citation::Notes;
use super::draft::{Draft, DraftBlock, DraftKind};
use super::{plain, timeline};
use crate::span::Span;
use crate::vocabulary::SectionHeading;

/// A section before its blocks are read.
#[derive(Debug)]
pub(super) struct OutlineSection {
    pub(super) heading: Span,
    pub(super) level: u8,
    pub(super) kind: SectionKind,
    /// Its blocks, as a range of the draft's.
    pub(super) blocks: std::ops::Range<usize>,
}

/// Sections, and what the notes at the end of them are.
#[derive(Debug)]
pub(super) struct Outline {
    /// In order.
    pub(super) sections: Vec<OutlineSection>,
    /// Whether the notes are the report's sources.
    pub(super) notes: Notes,
}

/// The outline of a draft.
pub(super) fn sections(draft: &Draft, headings: &[SectionHeading]) -> Outline {
    let mut sections = cut(draft);
    let mut kinds: Vec<SectionKind> = (0..sections.len()).map(|at| own_kind(draft, &sections, at, headings)).collect();
    let notes = what_notes_are(draft, &sections, &mut kinds);
    let has_levels = draft.blocks.iter().any(|block| matches!(block.kind, DraftKind::Heading(Some(_))));
    if !has_levels && !number_levels(draft, &mut sections, &kinds) {
        give_levels(&mut sections, &kinds);
    }
    let mut inherited = Vec::<(u8, SectionKind)>::new();
    for (section, kind) in sections.iter_mut().zip(kinds) {
        inherited.retain(|(level, _)| *level < section.level);
        section.kind = match (kind, inherited.last()) {
            (SectionKind::Body, Some((_, kind))) => *kind,
            (kind, _) => kind,
        };
        inherited.push((section.level, section.kind));
    }
    Outline { sections, notes }
}

/// Notes are the sources where the report lists no others and most of them read like an entry: an address, a
/// title in quotes or italics, or a year. Their section then is the literature.
fn what_notes_are(draft: &Draft, sections: &[OutlineSection], kinds: &mut [SectionKind]) -> Notes {
    let is_notes = |section: &OutlineSection| {
        let blocks = &draft.blocks[section.blocks.clone()];
        blocks.first().is_some_and(|block| matches!(block.kind, DraftKind::Note(_)))
    };
    let Some(at) = sections.iter().rposition(is_notes) else { return Notes::AreRemarks };
    let lists_others = kinds.iter().enumerate().any(|(other, kind)| other != at && *kind == SectionKind::Literature);
    let blocks = &draft.blocks[sections[at].blocks.clone()];
    let entries = blocks.iter().filter(|block| reads_like_entry(draft, block)).count();
    if lists_others || entries * 2 < blocks.len() {
        kinds[at] = SectionKind::Body;
        return Notes::AreRemarks;
    }
    kinds[at] = SectionKind::Literature;
    Notes::AreSources
}

fn reads_like_entry(draft: &Draft, block: &DraftBlock) -> bool {
    let text = block.span.of(&draft.text);
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    !block.emphasis.is_empty()
        || text.contains("://")
        || text.contains(['\u{201C}', '\u{2018}', '\u{AB}', '\u{201E}', '"'])
        || text.split(|letter: char| !letter.is_alphanumeric()).any(is_year)
}

fn cut(draft: &Draft) -> Vec<OutlineSection> {
    let mut sections: Vec<OutlineSection> = Vec::new();
    let first_note = draft.blocks.iter().position(|block| matches!(block.kind, DraftKind::Note(_)));
    for (at, block) in draft.blocks.iter().enumerate() {
        // Notes stand in a section of their own: under the last heading where nothing else does, or without one.
        if first_note == Some(at) && sections.last().is_some_and(|section| !section.blocks.is_empty()) {
            sections.push(OutlineSection {
                heading: Span::new(block.span.start, block.span.start),
                level: 1,
                kind: SectionKind::Body,
                blocks: at..at + 1,
            });
            continue;
        }
        match (&block.kind, sections.last_mut()) {
            (DraftKind::Heading(level), _) => sections.push(OutlineSection {
                heading: block.span,
                level: level.unwrap_or(1).max(1),
                kind: SectionKind::Body,
                blocks: at + 1..at + 1,
            }),
            (_, Some(section)) => section.blocks.end = at + 1,
            (_, None) => sections.push(OutlineSection {
                heading: Span::new(block.span.start, block.span.start),
                level: 1,
                kind: SectionKind::Body,
                blocks: at..at + 1,
            }),
        }
    }
    sections
}

/// Levels as the headings' numbers tell them (`2.1 Trade`); `false` where too few are numbered.
fn number_levels(draft: &Draft, sections: &mut [OutlineSection], kinds: &[SectionKind]) -> bool {
    let depth = |section: &OutlineSection| plain::number_depth(section.heading.of(&draft.text));
    let depths: Vec<Option<u8>> = sections.iter().map(depth).collect();
    let is_nested = depths.iter().flatten().any(|depth| *depth > 1);
    let bodies = kinds.iter().filter(|kind| **kind == SectionKind::Body).count();
    if !is_nested || depths.iter().flatten().count() * 2 < bodies {
        return false;
    }
    let mut above = 1;
    for ((section, depth), kind) in sections.iter_mut().zip(depths).zip(kinds) {
        section.level = match (depth, kind) {
            (Some(depth), _) => depth,
            (None, SectionKind::Body) if !section.heading.is_empty() => above,
            (None, _) => 1,
        };
        above = section.level;
    }
    true
}

/// Plain text has no levels: a heading directly followed by a heading opens a first-level section, those
/// after it stand within, and a section with a task of its own (timeline, outlook, literature) is
/// first-level and closes the one before.
fn give_levels(sections: &mut [OutlineSection], kinds: &[SectionKind]) {
    let mut is_inside = false;
    for at in 0..sections.len() {
        let opens = sections[at].blocks.is_empty() && at + 1 < sections.len();
        let stands_alone = kinds[at] != SectionKind::Body;
        sections[at].level = if is_inside && !opens && !stands_alone { 2 } else { 1 };
        is_inside = opens || (is_inside && !stands_alone);
    }
}

/// What a section's own heading, borne out by its content, says it is for.
fn own_kind(draft: &Draft, sections: &[OutlineSection], at: usize, headings: &[SectionHeading]) -> SectionKind {
    let section = &sections[at];
    let words = heading_words(section.heading.of(&draft.text));
    let blocks = &draft.blocks[section.blocks.clone()];
    let kind_of = |entry: &SectionHeading| heading_match(&words, &entry.heading);
    let best = |kind: SectionKind| headings.iter().filter(|entry| entry.kind == kind).filter_map(kind_of).max();
    if best(SectionKind::Literature).is_some_and(|fit| fit >= Fit::Begins) && is_list(draft, blocks) {
        return SectionKind::Literature;
    }
    if best(SectionKind::Timeline).is_some() && has_dated_items(draft, blocks) {
        return SectionKind::Timeline;
    }
    let is_last_of_prose = || {
        let later = sections[at + 1..].iter();
        later.filter(|later| !later.blocks.is_empty()).all(|later| is_list(draft, &draft.blocks[later.blocks.clone()]))
    };
    match (best(SectionKind::Outlook), best(SectionKind::Introduction)) {
        (Some(Fit::Whole | Fit::Begins), _) => SectionKind::Outlook,
        (Some(Fit::Ends), _) if is_last_of_prose() => SectionKind::Outlook,
        (_, Some(Fit::Whole | Fit::Begins)) if at == 0 => SectionKind::Introduction,
        (_, Some(Fit::Whole)) => SectionKind::Introduction,
        _ => SectionKind::Body,
    }
}

/// How well a heading names a list of sources; `None` where it names something else.
pub(super) fn literature_fit(heading: &str, headings: &[SectionHeading]) -> Option<Fit> {
    let words = heading_words(heading);
    let entries = headings.iter().filter(|entry| entry.kind == SectionKind::Literature);
    entries.filter_map(|entry| heading_match(&words, &entry.heading)).max().filter(|fit| *fit >= Fit::Begins)
}

/// How well a heading fits a vocabulary entry, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The entry stands somewhere in the heading.
    Inside,
    /// The heading ends with it.
    Ends,
    /// The heading begins with it.
    Begins,
    /// The heading is nothing else.
    Whole,
}

fn heading_match(words: &[String], entry: &str) -> Option<Fit> {
    let entry: Vec<&str> = entry.split_whitespace().collect();
    if entry.is_empty() {
        return None;
    }
    let found =
        words.windows(entry.len()).position(|window| window.iter().zip(&entry).all(|(word, part)| word == part))?;
    Some(match (found, found + entry.len() == words.len()) {
        (0, true) => Fit::Whole,
        (0, false) => Fit::Begins,
        (_, true) => Fit::Ends,
        _ => Fit::Inside,
    })
}

/// A heading's words, lower case, without its numbering, a parenthesis of years, and punctuation.
fn heading_words(heading: &str) -> Vec<String> {
    let open = heading.rfind('(').filter(|at| heading[*at..].contains(|letter: char| letter.is_ascii_digit()));
    let bare = open.map_or(heading, |at| &heading[..at]);
    bare.split(|letter: char| !letter.is_alphanumeric() && letter != '’' && letter != '\'')
        .filter(|word| word.contains(char::is_alphabetic))
        .filter(|word| !word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X')) || word.len() > 4)
        .map(str::to_lowercase)
        .collect()
}

/// Whether most blocks are list items or, without a bullet, hold an address as an entry does.
fn is_list(draft: &Draft, blocks: &[DraftBlock]) -> bool {
    let is_entry = |block: &&DraftBlock| block.kind.is_listed() || block.span.of(&draft.text).contains("http");
    blocks.iter().filter(is_entry).count() * 2 >= blocks.len()
}

fn has_dated_items(draft: &Draft, blocks: &[DraftBlock]) -> bool {
    blocks.iter().any(|block| block.kind != DraftKind::Paragraph || timeline::begins_with_date(&draft.text, block.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::decode;

    fn vocabulary() -> Vec<SectionHeading> {
        [
            ("introduction", SectionKind::Introduction),
            ("timeline", SectionKind::Timeline),
            ("chronology", SectionKind::Timeline),
            ("outlook", SectionKind::Outlook),
            ("conclusion", SectionKind::Outlook),
            ("sources", SectionKind::Literature),
            ("literature", SectionKind::Literature),
        ]
        .map(|(heading, kind)| SectionHeading { heading: heading.to_owned(), kind })
        .to_vec()
    }

    #[track_caller]
    fn check(report: &str, expected: &[(&str, u8, SectionKind)]) {
        let draft = plain::read(decode(report.as_bytes()).expect("text"), &[]);
        let sections = sections(&draft, &vocabulary()).sections;
        let found: Vec<_> =
            sections.iter().map(|section| (section.heading.of(&draft.text), section.level, section.kind)).collect();
        assert_eq!(found, expected, "{report}");
    }

    #[test]
    fn levels_of_plain_text() {
        use SectionKind::{Body, Introduction, Literature, Outlook, Timeline};
        check(
            "Introduction\nText.\nTrade\nGoods\nText.\nServices\nText.\nKey Timeline (1990–2000)\n- 1990 – X: y.\nConclusion & Outlook\nText.\nLiterature\n- A <http://x.org>\n",
            &[
                ("Introduction", 1, Introduction),
                ("Trade", 1, Body),
                ("Goods", 2, Body),
                ("Services", 2, Body),
                ("Key Timeline (1990–2000)", 1, Timeline),
                ("Conclusion & Outlook", 1, Outlook),
                ("Literature", 1, Literature),
            ],
        );
        check(
            "1. Trade\n1.1 Goods\nText.\n1.2. Services\nText.\n2 Money\nText.\nOutlook\nText.\n",
            &[
                ("1. Trade", 1, Body),
                ("1.1 Goods", 2, Body),
                ("1.2. Services", 2, Body),
                ("2 Money", 1, Body),
                ("Outlook", 1, Outlook),
            ],
        );
        check(
            "Trade\n=====\n\nGoods\n-----\nText.\n\n1. Money\n========\nText.\n\n-----\n",
            &[("Trade", 1, Body), ("Goods", 2, Body), ("1. Money", 1, Body)],
        );
        check("Trade\nText.\nMoney\nText.\n", &[("Trade", 1, Body), ("Money", 1, Body)]);
        check("Text first.\nTrade\nText.\n", &[("", 1, Body), ("Trade", 1, Body)]);
        check(
            "Outlook\nBest case\nText.\nWorst case\nText.\n",
            &[("Outlook", 1, Outlook), ("Best case", 2, Outlook), ("Worst case", 2, Outlook)],
        );
    }

    #[test]
    fn words_in_a_heading_that_do_not_make_its_kind() {
        use SectionKind::Body;
        check("Sources of influence\nText runs on.\n", &[("Sources of influence", 1, Body)]);
        check("A timeline of trust\nText runs on.\n", &[("A timeline of trust", 1, Body)]);
        check(
            "Trade\nEconomic outlook\nText.\nMoney\nText.\n",
            &[("Trade", 1, Body), ("Economic outlook", 2, Body), ("Money", 2, Body)],
        );
    }
}
