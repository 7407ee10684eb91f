//! Themes: the leading statement of each part of the report's body.

use chancery_model::section::{Section, SectionKind};

use super::label::Label;
use super::reading::{Reading, shortened};
use super::{Block, Inline};

/// Longest heading shown, in characters.
const HEADING: usize = 160;

/// Each first-level body section with its own leading statement and those of its sub-sections.
pub(crate) fn blocks(reading: &Reading<'_>) -> Vec<Block> {
    let sections = &reading.datasets.sections;
    let Some(top) = sections.iter().map(|section| section.level).min() else { return Vec::new() };
    let mut blocks = Vec::new();
    let mut rest = sections.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let n_inside = after.iter().take_while(|section| section.level > top).count();
        let (inside, next) = after.split_at(n_inside);
        rest = next;
        if first.kind == SectionKind::Body {
            blocks.extend(theme(reading, first, inside));
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, reading.heading(Label::Themes));
    }
    blocks
}

/// One theme; nothing where it has no sentence.
fn theme(reading: &Reading<'_>, section: &Section, inside: &[Section]) -> Vec<Block> {
    let own = leading(reading, section);
    let depth = reading.datasets.dossier.briefing.depth;
    let items: Vec<_> = told(reading, section.level, depth, inside)
        .into_iter()
        .filter_map(|inner| {
            let name = Inline::Strong(format!("{}.", shortened(&inner.heading, HEADING)));
            let mut item = reading.quoted(vec![name]);
            item.push(Inline::Text(" ".to_owned()));
            item.extend(leading(reading, inner)?);
            Some(item)
        })
        .collect();
    if own.is_none() && items.is_empty() {
        return Vec::new();
    }
    let (heading, language) = if section.heading.trim().is_empty() {
        (reading.wording.text(Label::Opening), String::new())
    } else {
        (section.heading.as_str(), reading.report_language())
    };
    let mut blocks = vec![Block::Heading { level: 2, text: shortened(heading, HEADING), language }];
    blocks.extend(own.map(Block::Paragraph));
    if !items.is_empty() {
        blocks.push(Block::List(items));
    }
    blocks
}

/// The sections inside, down to a depth below a level at which 1 is the level itself; one that has no sentence of its
/// own gives its place to those inside it.
fn told<'a>(reading: &Reading<'_>, level: u8, depth: u8, inside: &'a [Section]) -> Vec<&'a Section> {
    let mut told = Vec::new();
    // Levels of the sections told around the present one.
    let mut around: Vec<u8> = Vec::new();
    for section in inside.iter().filter(|section| section.level > level) {
        while around.last().is_some_and(|outer| *outer >= section.level) {
            around.pop();
        }
        let speaks = reading.statements(section).next().is_some();
        if speaks && around.len() + 1 < usize::from(depth) {
            around.push(section.level);
            told.push(section);
        }
    }
    told
}

/// The first statement with a citation; where none has one, the first.
fn leading(reading: &Reading<'_>, section: &Section) -> Option<Vec<Inline>> {
    let is_cited = |words: &Vec<Inline>| words.iter().any(|word| matches!(word, Inline::Citation(_)));
    let said = || reading.statements(section).map(|passage| reading.cited_passage(passage));
    said().find(is_cited).or_else(|| said().next()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use chancery_model::anchor::Anchor;
    use chancery_model::citation::Citation;
    use chancery_model::datasets::Datasets;

    use super::super::specimen::{self, texts_of};
    use super::*;

    #[test]
    fn each_theme_leads_with_its_statements_and_their_citations() {
        let datasets = specimen::datasets();
        let blocks = blocks(&specimen::reading(&datasets));
        let text = texts_of(&blocks);
        assert!(text.contains("Trade\nGrain. Grain exports reached the mid-40s percent^1"), "{text}");
        assert!(text.contains("Transit. A lease to 2042^2 keeps the road open."), "{text}");
        assert!(!text.contains("The two states share"), "the introduction is no theme: {text}");
        assert!(!text.contains("above 30"), "only the first sentence leads: {text}");
    }

    #[test]
    fn a_cited_statement_leads_before_an_earlier_uncited_one() {
        let mut datasets = specimen::datasets();
        let later = datasets.passages.iter().find(|passage| passage.text.starts_with("They stayed"));
        let later = later.expect("the specimen's second sentence").clone();
        let citation = datasets.citations[0].clone();
        let lead = |datasets: &Datasets| texts_of(&blocks(&specimen::reading(datasets)));
        datasets.citations.clear();
        let text = lead(&datasets);
        assert!(text.contains("mid-40s") && !text.contains("They stayed"), "nothing is cited, the first leads: {text}");
        let end = later.anchor.end;
        datasets.citations.push(Citation {
            passage_id: later.passage_id,
            section: later.section,
            anchor: Anchor { start: end - 3, end: end - 1 },
            ..citation
        });
        let text = lead(&datasets);
        assert!(text.contains("They stayed") && !text.contains("mid-40s"), "only the second is cited: {text}");
    }

    #[test]
    fn a_body_without_sentences_or_sections_has_no_themes() {
        let mut datasets = specimen::datasets();
        datasets.passages.clear();
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
        datasets.sections.clear();
        assert!(blocks(&specimen::reading(&datasets)).is_empty());
    }

    #[test]
    fn a_section_that_only_divides_gives_way_to_its_parts() {
        let section = |heading: &str, level, start, end| Section {
            heading: heading.to_owned(),
            level,
            kind: SectionKind::Body,
            anchor: Anchor { start, end },
        };
        let mut datasets = specimen::with_sentence("Trade grew.");
        datasets.sections =
            vec![section("A", 1, 0, 0), section("B", 2, 0, 0), section("C", 3, 0, 11), section("D", 4, 0, 11)];
        assert_eq!(texts_of(&blocks(&specimen::reading(&datasets))), "Themes\nA\nC. Trade grew.\n");
    }

    #[test]
    fn sections_are_told_to_the_depth_that_is_wanted() {
        let section = |heading: &str, level| Section {
            heading: heading.to_owned(),
            level,
            kind: SectionKind::Body,
            anchor: Anchor { start: 0, end: 11 },
        };
        let mut datasets = specimen::with_sentence("Trade grew.");
        datasets.sections = vec![section("A", 1), section("B", 2), section("C", 3), section("D", 2)];
        let cases = [
            (1, "Trade grew.\n"),
            (2, "Trade grew.\nB. Trade grew.\nD. Trade grew.\n"),
            (3, "Trade grew.\nB. Trade grew.\nC. Trade grew.\nD. Trade grew.\n"),
        ];
        for (depth, expected) in cases {
            datasets.dossier.briefing.depth = depth;
            let text = texts_of(&blocks(&specimen::reading(&datasets)));
            assert_eq!(text, format!("Themes\nA\n{expected}"), "{depth}");
        }
    }

    #[test]
    fn text_before_any_heading_is_the_opening() {
        let datasets = specimen::with_sentence("Trade grew.");
        assert_eq!(
            texts_of(&blocks(&specimen::reading(&datasets))),
            format!("Themes\n{}\nTrade grew.\n", specimen::label(Label::Opening))
        );
    }
}
