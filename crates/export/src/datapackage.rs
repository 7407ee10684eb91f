//! `datapackage.json`: a Frictionless Data Package (version 2) of the CSV tables.

use chancery_model::datasets::Datasets;
use chancery_model::series::Series;
use chancery_model::table::Table;
use serde_json::{Map, Value, json};

use crate::artifact::Artifact;
use crate::manifest::sha256;
use crate::schema::table_schema;
use crate::tables::TABLES;
use crate::{csv, parquet};

/// What no property of the standard can say.
const NOTES: &str = "\
CSV files follow RFC 4180: UTF-8, comma, LF, a header; an empty cell is a missing value or an empty list.

Lists are joined with `;`. Within an item `;` is written `%3B` and `%` is written `%25`: split, then \
percent-decode.

A text or list cell that a spreadsheet might run as a formula has an apostrophe before it: cells that begin \
(after apostrophes, spaces, no-break and ideographic spaces, byte-order marks) with `=` `+` `-` `@`, their \
full-width forms, or a control character. To undo it, take one apostrophe away from a cell that begins with \
one and whose rest begins so. Numbers and dates are never changed.

`char_start` and `char_end` count Unicode code points of `report.txt`, the end exclusive. Dates in text columns \
are EDTF (Library of Congress, 2019).

The Parquet file of a table (`alternatives`) has the same columns and rows, with real dates, lists and numbers, \
and texts without the apostrophe.";

/// The data package over a release's files; `None` where no CSV is among them, since nothing else in a
/// release is a tabular resource.
///
/// Parquet files stand under each resource's own `alternatives` and not as resources: frictionless reads
/// them through pandas, and fails the whole package where pandas is not there.
///
/// # Panics
/// Never: every key is a string.
#[must_use]
pub fn datapackage(datasets: &Datasets, release_id: &str, artifacts: &[Artifact]) -> Option<Vec<u8>> {
    let mut resources: Vec<Value> = TABLES.iter().filter_map(|table| resource(table, artifacts)).collect();
    if resources.is_empty() {
        return None;
    }
    resources.extend(artifacts.iter().find(|artifact| artifact.path == "report.txt").map(text_resource));
    let dossier = &datasets.dossier;
    let mut package = Map::new();
    let mut set = |key: &str, value: Value| package.insert(key.to_owned(), value);
    set("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    set("name", json!(dossier.id));
    set("id", json!(release_id));
    if !dossier.title.is_empty() {
        set("title", json!(dossier.title));
    }
    set("description", json!(NOTES));
    if let Some(edition) = dossier.edition {
        set("version", json!(edition));
    }
    if let Some(licence) = &dossier.licence {
        set("licenses", json!([license(licence)]));
    }
    if !dossier.authors.is_empty() {
        let author = |author: &String| json!({ "title": author, "roles": ["author"] });
        set("contributors", dossier.authors.iter().map(author).collect());
    }
    if !datasets.series.is_empty() {
        set("sources", datasets.series.iter().map(source).collect());
    }
    set("resources", resources.into());
    let mut bytes = serde_json::to_vec_pretty(&package).expect("JSON values always serialise");
    bytes.push(b'\n');
    Some(bytes)
}

fn resource(table: &Table, artifacts: &[Artifact]) -> Option<Value> {
    let named = |path: String| artifacts.iter().find(move |artifact| artifact.path == path);
    let csv = named(csv::path_of(table.name))?;
    let mut resource = Map::new();
    let mut set = |key: &str, value: Value| resource.insert(key.to_owned(), value);
    set("name", json!(table.name));
    set("type", json!("table"));
    set("path", json!(csv.path));
    set("description", json!(table.description));
    set("format", json!("csv"));
    set("mediatype", json!(csv.media_type));
    set("encoding", json!("utf-8"));
    set("bytes", json!(csv.bytes.len()));
    set("hash", json!(hash(csv)));
    set(
        "dialect",
        json!({ "header": true, "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true }),
    );
    set("schema", table_schema(table));
    if let Some(parquet) = named(parquet::path_of(table.name)) {
        let file = json!({
            "path": parquet.path,
            "format": "parquet",
            "mediatype": parquet.media_type,
            "bytes": parquet.bytes.len(),
            "hash": hash(parquet),
        });
        set("alternatives", json!([file]));
    }
    Some(Value::Object(resource))
}

/// The text that every anchor of the tables counts in.
fn text_resource(text: &Artifact) -> Value {
    json!({
        "name": "report",
        "path": text.path,
        "description": "The report's text, in which the tables' positions count.",
        "format": "txt",
        "mediatype": text.media_type,
        "encoding": "utf-8",
        "bytes": text.bytes.len(),
        "hash": hash(text),
    })
}

fn hash(artifact: &Artifact) -> String {
    format!("sha256:{}", sha256(&artifact.bytes))
}

/// A licence by its SPDX id; ids of one's own (`LicenseRef-...`) have no page.
fn license(id: &str) -> Value {
    let is_listed = !id.starts_with("LicenseRef-")
        && !id.is_empty()
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+'));
    if is_listed {
        json!({ "name": id, "path": format!("https://spdx.org/licenses/{id}.html") })
    } else {
        json!({ "name": id })
    }
}

fn source(series: &Series) -> Value {
    let mut source = Map::new();
    let mut set = |key: &str, value: Value| source.insert(key.to_owned(), value);
    let title = [series.producer.as_str(), &series.title].into_iter().filter(|part| !part.is_empty());
    set("title", json!(title.collect::<Vec<_>>().join(": ")));
    // The standard refuses paths that climb, web addresses among them.
    let is_address = series.url.starts_with("https://") || series.url.starts_with("http://");
    if is_address && !series.url.contains("..") {
        set("path", json!(series.url));
    }
    if let Some(updated) = series.updated {
        set("version", json!(updated));
    }
    set("series", json!(series.id));
    if !series.licence.is_empty() {
        set("license", json!(series.licence));
    }
    if let Some(accessed) = series.accessed {
        set("accessed", json!(accessed));
    }
    Value::Object(source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{sample, tables};

    fn files(datasets: &Datasets) -> Vec<Artifact> {
        let file = |rows: &tables::Rows<'_>| Artifact {
            path: csv::path_of(rows.table.name),
            media_type: "text/csv",
            bytes: csv::csv(rows),
        };
        let text = Artifact { path: "report.txt".to_owned(), media_type: "text/plain", bytes: Vec::new() };
        tables::rows(datasets).iter().map(file).chain([text]).collect()
    }

    fn package(datasets: &Datasets) -> Value {
        serde_json::from_slice(&datapackage(datasets, "0123456789ab", &files(datasets)).expect("a package"))
            .expect("JSON")
    }

    #[test]
    fn every_csv_is_a_resource_with_its_hash() {
        let datasets = sample::hostile();
        let package = package(&datasets);
        assert_eq!(package["resources"].as_array().map(Vec::len), Some(files(&datasets).len()));
        for (at, file) in files(&datasets).iter().enumerate() {
            let resource = &package["resources"][at];
            assert_eq!(resource["path"], file.path.as_str());
            assert_eq!(resource["bytes"], file.bytes.len());
            assert_eq!(resource["hash"], format!("sha256:{}", sha256(&file.bytes)));
        }
        assert_eq!(package["version"], "2025-08-29");
        assert_eq!(package["licenses"][0]["path"], "https://spdx.org/licenses/CC-BY-4.0.html");
        assert_eq!(package["sources"][0]["title"], "A Bank: Trade (% of output)");
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let package = package(&sample::empty());
        for key in ["title", "version", "licenses", "contributors", "sources"] {
            assert!(package.get(key).is_none(), "{key}");
        }
    }

    #[test]
    fn without_csv_there_is_no_package() {
        assert_eq!(datapackage(&sample::hostile(), "0123456789ab", &[]), None);
    }

    #[test]
    fn odd_licences_and_addresses_do_not_spoil_the_package() {
        for id in ["", "LicenseRef-own", "MIT OR Apache-2.0", "a/../b"] {
            assert!(license(id).get("path").is_none(), "{id}");
        }
        for url in ["", "file:///etc/x", "data.example", "https://data.example/../x", "javascript:1"] {
            let series = Series { url: url.to_owned(), ..sample::hostile().series[0].clone() };
            assert!(source(&series).get("path").is_none(), "{url}");
        }
    }
}
