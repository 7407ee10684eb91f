//! `datapackage.json` of a release: it describes the files that are there, as they are.

use chancery_export::manifest::sha256;
use chancery_export::schema::table_schema;
use chancery_export::tables;
use serde_json::Value;

use crate::release::Release;

/// Name of the data package's file.
const PACKAGE: &str = "datapackage.json";

/// Compares the data package with the files. A release without CSV has none.
pub(super) fn check(release: &Release, problems: &mut Vec<String>) {
    let has_tables = release.files.keys().any(|path| path.starts_with("csv/"));
    let Some(bytes) = release.files.get(PACKAGE) else {
        if has_tables {
            problems.push(format!("{PACKAGE} is missing: nothing describes the tables"));
        }
        return;
    };
    let mut tell = |problem: String| problems.push(format!("{PACKAGE}: {problem}"));
    let package: Value = match serde_json::from_slice(bytes) {
        Ok(package) => package,
        Err(error) => return tell(format!("expected a data package: {error}")),
    };
    for (key, expected) in [("name", &release.manifest.dossier), ("id", &release.manifest.release_id)] {
        if package[key] != expected.as_str() {
            tell(format!("{key}: expected {expected:?}, found {}", package[key]));
        }
    }
    let resources = package["resources"].as_array().map_or(&[][..], Vec::as_slice);
    let mut described = Vec::new();
    for resource in resources {
        let name = resource["name"].as_str().unwrap_or_default();
        if let Some(table) = tables::table(name)
            && resource["schema"] != table_schema(table)
        {
            tell(format!("{name}: expected the schema of this version's table"));
        }
        let others = resource["alternatives"].as_array().map_or(&[][..], Vec::as_slice);
        for file in std::iter::once(resource).chain(others) {
            let path = file["path"].as_str().unwrap_or_default();
            described.push(path.to_owned());
            match release.files.get(path) {
                None => tell(format!("{name}: there is no file {path:?}")),
                Some(bytes)
                    if file["bytes"] != bytes.len() || file["hash"] != format!("sha256:{}", sha256(bytes)).as_str() =>
                {
                    tell(format!("{path}: expected {} bytes of SHA-256 {}", bytes.len(), sha256(bytes)));
                }
                Some(_) => {}
            }
        }
    }
    let is_table = |path: &&String| path.starts_with("csv/") || path.starts_with("parquet/");
    for path in release.files.keys().filter(is_table) {
        if !described.contains(path) {
            tell(format!("{path} is not described"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::scratch::{Scratch, manifest};

    const TABLE: &str = "rule\n";

    fn package() -> Value {
        let file = |path: &str| json!({ "path": path, "bytes": TABLE.len(), "hash": format!("sha256:{}", sha256(TABLE.as_bytes())) });
        let mut resource = file("csv/findings.csv");
        resource["name"] = json!("findings");
        resource["schema"] = table_schema(tables::table("findings").expect("a table"));
        resource["alternatives"] = json!([file("parquet/findings.parquet")]);
        json!({ "name": "a", "id": "0123456789ab", "resources": [resource] })
    }

    fn checked(test: &str, package: Option<&str>) -> Vec<String> {
        let scratch = Scratch::new(test);
        scratch.write("manifest.json", manifest(&[]));
        scratch.write("csv/findings.csv", TABLE);
        scratch.write("parquet/findings.parquet", TABLE);
        if let Some(package) = package {
            scratch.write(PACKAGE, package);
        }
        let mut problems = Vec::new();
        check(&Release::read(&scratch.path("")).expect("a release"), &mut problems);
        problems
    }

    #[test]
    fn a_package_describes_the_files() {
        assert_eq!(checked("verify-package", Some(&package().to_string())), [""; 0]);
    }

    #[test]
    fn what_it_says_otherwise_is_told() {
        type Change = fn(&mut Value);
        let cases: [(&str, Change, usize); 8] = [
            ("another_dossier", |package| package["name"] = json!("b"), 1),
            ("another_release", |package| package["id"] = json!("bbbbbbbbbbbb"), 1),
            ("another_size", |package| package["resources"][0]["bytes"] = json!(4), 1),
            ("another_hash", |package| package["resources"][0]["hash"] = json!("sha256:00"), 1),
            ("no_such_file", |package| package["resources"][0]["path"] = json!("csv/x.csv"), 2),
            ("another_schema", |package| package["resources"][0]["schema"]["fields"] = json!([]), 1),
            ("parquet_left_out", |package| package["resources"][0]["alternatives"] = json!([]), 1),
            ("nothing_described", |package| package["resources"] = json!({}), 2),
        ];
        for (situation, change, expected) in cases {
            let mut package = package();
            change(&mut package);
            let problems = checked("verify-package-bad", Some(&package.to_string()));
            assert_eq!(problems.len(), expected, "{situation}: {problems:?}");
        }
        for (situation, text) in [("no_json", Some("{")), ("no_object", Some("[]")), ("no_package", None)] {
            assert!(!checked("verify-package-bad", text).is_empty(), "{situation}");
        }
    }
}
