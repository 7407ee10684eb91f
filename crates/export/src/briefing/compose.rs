//! Composes the briefing: the order of its parts.

use chancery_model::changes::Changes;
use chancery_model::datasets::Datasets;
use chancery_model::dossier::BriefingSection;
use chancery_model::labels::Labels;

use super::colophon::Colophon;
use super::reading::Reading;
use super::{
    Block, Briefing, annex, bottom_line, changes as what_changed, colophon as imprint, evidence, key_figures, palette,
    scenarios, series_chart, sources, themes, timeline_figure, title_block,
};

/// The briefing on `datasets`, in the words of `labels`. Every number in it is a record's or a count of records; a part without
/// records is left out, or says what is missing.
#[must_use]
pub fn compose(datasets: &Datasets, changes: &Changes, colophon: &Colophon, labels: &Labels) -> Briefing {
    let reading = Reading::new(datasets, labels);
    let parts: [(BriefingSection, &dyn Fn() -> Vec<Block>); 10] = [
        (BriefingSection::BottomLine, &|| bottom_line::blocks(&reading)),
        (BriefingSection::KeyFigures, &|| key_figures::blocks(&reading)),
        (BriefingSection::Changes, &|| what_changed::blocks(&reading, changes)),
        (BriefingSection::Themes, &|| themes::blocks(&reading)),
        (BriefingSection::Chart, &|| series_chart::blocks(&reading)),
        (BriefingSection::Timeline, &|| timeline_figure::blocks(&reading)),
        (BriefingSection::Scenarios, &|| scenarios::blocks(&reading)),
        (BriefingSection::Evidence, &|| evidence::blocks(&reading)),
        (BriefingSection::Annex, &|| annex::blocks(&reading)),
        (BriefingSection::Sources, &|| sources::blocks(&reading)),
    ];
    let chosen = &datasets.dossier.briefing.sections;
    let is_chosen = |section: BriefingSection| chosen.is_empty() || chosen.contains(&section);
    let printed = parts.iter().filter(|(section, _)| is_chosen(*section)).flat_map(|(_, blocks)| blocks());
    let front = title_block::front(&reading);
    let mut blocks: Vec<Block> = printed.chain(imprint::blocks(&reading, colophon)).collect();
    for block in &mut blocks {
        if let Block::Figure(figure) = block {
            figure.drawing.recolour(palette::BLUE, front.accent);
        }
    }
    Briefing { blocks, ..front }
}

#[cfg(test)]
mod tests {
    use super::super::Inline;
    use super::super::label::Label;
    use super::super::specimen::{self, text_of, texts_of};
    use super::*;

    fn composed(datasets: &Datasets) -> Briefing {
        compose(datasets, &Changes::default(), &specimen::colophon(), &specimen::labels("en"))
    }

    #[test]
    fn the_parts_stand_in_order_and_headings_skip_no_level() {
        let briefing = composed(&specimen::datasets());
        let headings: Vec<_> = briefing
            .blocks
            .iter()
            .filter_map(|block| {
                if let Block::Heading { level, text, .. } = block { Some((*level, text.as_str())) } else { None }
            })
            .collect();
        assert!(matches!(briefing.blocks[0], Block::Callout { .. }));
        assert_eq!(
            headings,
            [
                (1, "Key figures"),
                (1, "What changed"),
                (1, "Themes"),
                (2, "Trade"),
                (1, "Report and data compared"),
                (1, "Timeline"),
                (1, "Scenarios"),
                (1, "The evidence"),
                (1, "Annex: events"),
                (1, "Annex: statements in the report"),
                (1, "Sources"),
                (1, "About this briefing"),
            ]
        );
    }

    #[test]
    fn chosen_parts_are_printed_and_drawn_in_the_chosen_colour() {
        let mut datasets = specimen::datasets();
        datasets.dossier.briefing.sections = vec![BriefingSection::Chart, BriefingSection::KeyFigures];
        datasets.dossier.briefing.accent = Some(0x0066_2200);
        let briefing = composed(&datasets);
        let headings: Vec<_> = briefing
            .blocks
            .iter()
            .filter_map(|block| if let Block::Heading { text, .. } = block { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!(headings, ["Key figures", "Report and data compared", "About this briefing"]);
        let shapes = &specimen::drawing_of(&briefing.blocks).shapes;
        let has = |colour| shapes.iter().any(|shape| shape.colour() == colour);
        assert!(has(briefing.accent) && !has(palette::BLUE));
    }

    #[test]
    fn every_citation_has_its_entry_and_every_row_its_cells() {
        let briefing = composed(&specimen::datasets());
        let mut cited = Vec::new();
        let mut entries = Vec::new();
        let mut read = |inlines: &[Inline]| {
            cited.extend(
                inlines.iter().filter_map(|i| if let Inline::Citation(number) = i { Some(*number) } else { None }),
            );
        };
        for block in &briefing.blocks {
            match block {
                Block::Paragraph(body) | Block::Note(body) | Block::Callout { body, .. } => read(body),
                Block::List(items) => items.iter().for_each(|item| read(item)),
                Block::Table(table) => {
                    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.caption);
                    table.rows.iter().flatten().for_each(|cell| read(cell));
                }
                Block::Figure(figure) => read(&figure.caption),
                Block::References(list) => entries.extend(list.iter().map(|entry| entry.number)),
                Block::Heading { .. } => {}
            }
        }
        assert!(cited.len() > 10, "{cited:?}");
        assert!(cited.iter().all(|number| entries.contains(number)), "{cited:?} {entries:?}");
    }

    #[test]
    fn every_value_in_a_table_is_a_records() {
        let datasets = specimen::datasets();
        let recorded: Vec<f64> =
            datasets.observations.iter().flat_map(|row| [row.value, row.value_low, row.value_high]).flatten().collect();
        let mut n_values = 0;
        for block in &composed(&datasets).blocks {
            let Block::Table(table) = block else { continue };
            let Some(column) =
                table.columns.iter().position(|column| column.label == specimen::label(Label::ColumnUnderstood))
            else {
                continue;
            };
            for cell in table.rows.iter().map(|row| text_of(&row[column])) {
                let numbers = cell.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
                for number in numbers.filter_map(|number| number.parse::<f64>().ok()) {
                    n_values += 1;
                    assert!(recorded.iter().any(|value| (value - number).abs() < 0.051), "{number} in {cell:?}");
                }
            }
        }
        assert_eq!(n_values, 7, "44, 46, 30 twice and the latest observed");
    }

    #[test]
    fn a_report_without_a_word_makes_a_sound_briefing() {
        let briefing = composed(&specimen::empty());
        let text = texts_of(&briefing.blocks);
        assert!(text.contains("first release") && text.contains("lists no sources"), "{text}");
        assert!(!briefing.blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::Figure(_))), "{text}");
    }

    #[test]
    fn labels_of_another_language_leave_the_report_in_its_own() {
        let datasets = specimen::datasets();
        let russian = specimen::labels("ru");
        let briefing = compose(&datasets, &Changes::default(), &specimen::colophon(), &russian);
        assert_eq!((briefing.language.as_str(), briefing.title_language.as_str()), ("ru", "en"));
        let text = texts_of(&briefing.blocks);
        for words in
            ["Ключевые показатели", "по 2030", "44–46\u{a0}% ВВП", "политика, соглашение", "Таблица", "The two states"]
        {
            assert_eq!(text.contains(words), words != "The two states" && words != "Таблица", "{words}: {text}");
        }
        // No fixed word of English is left, but for those that are the same in the report.
        for label in Label::ALL {
            let english = specimen::label(*label);
            let is_telling = english.len() > 12 && !english.contains('{');
            assert!(!is_telling || !text.contains(english), "{english:?} in {text}");
        }
        let foreign: Vec<String> = briefing.blocks.iter().flat_map(foreign_words).collect();
        for words in ["Drift is most probable", "Grain.", "“mid-40s percent”", "Grain exports", "River accord"] {
            assert!(foreign.iter().any(|own| own.contains(words)), "{words}: {foreign:?}");
        }
        let headings = briefing.blocks.iter().filter_map(|block| match block {
            Block::Heading { text, language, .. } if !language.is_empty() => Some((text.as_str(), language.as_str())),
            _ => None,
        });
        assert_eq!(headings.collect::<Vec<_>>(), [("Trade", "en")]);
    }

    /// Words of a block that are told apart as English.
    fn foreign_words(block: &Block) -> Vec<String> {
        let cells: Vec<&[Inline]> = match block {
            Block::Paragraph(text) | Block::Note(text) | Block::Callout { body: text, .. } => vec![text],
            Block::List(items) => items.iter().map(Vec::as_slice).collect(),
            Block::Table(table) => table.rows.iter().flatten().map(Vec::as_slice).collect(),
            Block::Figure(figure) => vec![&figure.caption],
            Block::References(entries) => entries.iter().map(|entry| entry.text.as_slice()).collect(),
            Block::Heading { .. } => Vec::new(),
        };
        let foreign = |inline: &&Inline| matches!(inline, Inline::Foreign { language, .. } if language == "en");
        cells.into_iter().flatten().filter(foreign).map(|inline| inline.words().to_owned()).collect()
    }

    #[test]
    fn the_same_datasets_make_the_same_briefing() {
        let datasets = specimen::datasets();
        assert_eq!(composed(&datasets), composed(&datasets));
    }
}
