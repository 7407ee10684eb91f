//! Portal files of every format: the first byte says which.
#![no_main]

use chancery_ingest::series::{ColumnMap, ReadOptions, SeriesFormat, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((format, bytes)) = bytes.split_first() else { return };
    let format = SeriesFormat::ALL[usize::from(*format) % SeriesFormat::ALL.len()];
    let (area, period, value) = ("geo".to_owned(), "time".to_owned(), "value".to_owned());
    let columns = ColumnMap { area, period, value, ..ColumnMap::default() };
    let options =
        ReadOptions { format: Some(format), columns: Some(&columns), period: Some("2018"), ..ReadOptions::default() };
    drop(read("portal", bytes, options));
});
