//! Themes: the leading statement of each part of the report's body.

use chancery_model::section::{Section, SectionKind};

use super::labels;
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
        blocks.insert(0, Block::Heading { level: 1, text: labels::THEMES.to_owned() });
    }
    blocks
}

/// One theme; nothing where it has no sentence.
fn theme(reading: &Reading<'_>, section: &Section, inside: &[Section]) -> Vec<Block> {
    let own = leading(reading, section);
    let items: Vec<_> = told(reading, section.level, inside)
        .into_iter()
        .filter_map(|inner| {
            let mut item = vec![Inline::Strong(format!("{}.", shortened(&inner.heading, HEADING))), plain_space()];
            item.extend(leading(reading, inner)?);
            Some(item)
        })
        .collect();
    if own.is_none() && items.is_empty() {
        return Vec::new();
    }
    let heading = if section.heading.trim().is_empty() { labels::OPENING } else { &section.heading };
    let mut blocks = vec![Block::Heading { level: 2, text: shortened(heading, HEADING) }];
    blocks.extend(own.map(Block::Paragraph));
    if !items.is_empty() {
        blocks.push(Block::List(items));
    }
    blocks
}

fn plain_space() -> Inline {
    Inline::Text(" ".to_owned())
}

/// The sections directly inside; of one that has no sentence of its own, those inside it.
fn told<'a>(reading: &Reading<'_>, level: u8, inside: &'a [Section]) -> Vec<&'a Section> {
    let mut told = Vec::new();
    let mut shown_level = u8::MAX;
    for section in inside.iter().filter(|section| section.level > level) {
        if section.level > shown_level {
            continue;
        }
        let speaks = reading.statements(section).next().is_some();
        shown_level = if speaks { section.level } else { u8::MAX };
        told.extend(speaks.then_some(section));
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
        let blocks = blocks(&Reading::new(&datasets));
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
        let lead = |datasets: &Datasets| texts_of(&blocks(&Reading::new(datasets)));
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
        assert!(blocks(&Reading::new(&datasets)).is_empty());
        datasets.sections.clear();
        assert!(blocks(&Reading::new(&datasets)).is_empty());
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
        assert_eq!(texts_of(&blocks(&Reading::new(&datasets))), "Themes\nA\nC. Trade grew.\n");
    }

    #[test]
    fn text_before_any_heading_is_the_opening() {
        let datasets = specimen::with_sentence("Trade grew.");
        assert_eq!(texts_of(&blocks(&Reading::new(&datasets))), format!("Themes\n{}\nTrade grew.\n", labels::OPENING));
    }
}
