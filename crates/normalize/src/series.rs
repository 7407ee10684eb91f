//! A series' identity and attribution, from the manifest, the file and the vocabulary.

pub(crate) mod vintage;

use chancery_ingest::manifest::SeriesEntry;
use chancery_ingest::series::RawSeries;
use chancery_ingest::vocabulary::Vocabulary;
use chancery_model::series::Series;

/// What is known of a series. The manifest's word counts before the file's; the indicator is the manifest's, or
/// the vocabulary's for the file's code.
pub(crate) fn describe(entry: &SeriesEntry, raw: &RawSeries, vocabulary: &Vocabulary) -> Series {
    let by_code = |code: &String| vocabulary.indicators.iter().find(|indicator| indicator.codes.contains(code));
    let indicator = match &entry.indicator {
        Some(id) => vocabulary.indicators.iter().find(|indicator| indicator.indicator_id == *id),
        None => raw.code.as_ref().and_then(by_code),
    };
    Series {
        id: entry.id.clone(),
        path: entry.path.clone(),
        title: if entry.title.is_empty() { raw.name.clone() } else { entry.title.clone() },
        code: raw.code.clone().or_else(|| indicator.and_then(|indicator| indicator.codes.first().cloned())),
        indicator_id: indicator.map(|indicator| indicator.indicator_id.clone()),
        unit: indicator.and_then(|indicator| indicator.unit.clone()),
        producer: entry.producer.clone(),
        url: entry.url.clone(),
        licence: entry.licence.clone(),
        accessed: entry.accessed,
        updated: raw.updated,
        version: raw.version.clone(),
        revisions: Vec::new(),
    }
}
