//! Composes the briefing: the order of its parts.

use chancery_model::changes::Changes;
use chancery_model::datasets::Datasets;

use super::reading::Reading;
use super::{
    Briefing, annex, bottom_line, changes as what_changed, colophon as imprint, evidence, key_figures, scenarios,
    series_chart, sources, themes, timeline_figure, title_block,
};

/// What a release says of its own making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colophon {
    /// Id of the release.
    pub release_id: String,
    /// Hash over all inputs.
    pub input_hash: String,
    /// Program and version that made it.
    pub tool_version: String,
}

/// The briefing on `datasets`. Every number in it is a record's or a count of records; a part without
/// records is left out, or says what is missing.
#[must_use]
pub fn compose(datasets: &Datasets, changes: &Changes, colophon: &Colophon) -> Briefing {
    let reading = Reading::new(datasets);
    let parts = [
        bottom_line::blocks(&reading),
        key_figures::blocks(&reading),
        what_changed::blocks(changes),
        themes::blocks(&reading),
        series_chart::blocks(&reading),
        timeline_figure::blocks(&reading),
        scenarios::blocks(&reading),
        evidence::blocks(&reading),
        annex::blocks(&reading),
        sources::blocks(&reading),
        imprint::blocks(&reading, colophon),
    ];
    Briefing { blocks: parts.into_iter().flatten().collect(), ..title_block::front(&reading) }
}
