//! A table's schema, as a Frictionless Table Schema (Data Package v2).

use chancery_model::table::{Column, ColumnKind, Table};
use serde_json::{Map, Value, json};

use crate::csv::LIST_DELIMITER;
use crate::tables;

/// The schema of a table's CSV file.
#[must_use]
pub fn table_schema(table: &Table) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://datapackage.org/profiles/2.0/tableschema.json"));
    schema.insert("fields".to_owned(), table.columns.iter().map(|column| field(column, table.key)).collect());
    schema.insert("missingValues".to_owned(), json!([""]));
    if let Some(key) = table.key {
        schema.insert("primaryKey".to_owned(), json!([key]));
    }
    let foreign_keys: Vec<Value> = table.columns.iter().filter_map(foreign_key).collect();
    if !foreign_keys.is_empty() {
        schema.insert("foreignKeys".to_owned(), foreign_keys.into());
    }
    Value::Object(schema)
}

fn field(column: &Column, key: Option<&str>) -> Value {
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(column.name));
    field.insert("type".to_owned(), json!(type_name(column.kind)));
    let mut description = column.description.to_owned();
    if column.kind == ColumnKind::TextList {
        field.insert("delimiter".to_owned(), json!(LIST_DELIMITER));
        field.insert("itemType".to_owned(), json!("string"));
        // A foreign key is of a whole cell, so the standard cannot say it of the items.
        if let Some(target) = column.references {
            description.push_str(&format!(" Each item is a key of {target}."));
        }
    }
    field.insert("description".to_owned(), json!(description));
    let mut constraints = Map::new();
    // An empty list is an empty cell, which `required` would refuse.
    if !column.nullable && column.kind != ColumnKind::TextList {
        constraints.insert("required".to_owned(), json!(true));
    }
    if key == Some(column.name) {
        constraints.insert("unique".to_owned(), json!(true));
    }
    if !column.values.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.values));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(field)
}

const fn type_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Number => "number",
        ColumnKind::Date => "date",
        ColumnKind::TextList => "list",
    }
}

fn foreign_key(column: &Column) -> Option<Value> {
    if column.kind == ColumnKind::TextList {
        return None;
    }
    let target = tables::table(column.references?)?;
    Some(json!({
        "fields": [column.name],
        "reference": { "resource": target.name, "fields": [target.key?] },
    }))
}

#[cfg(test)]
mod tests {
    use chancery_model::table::ColumnPart::Said;

    use super::*;

    #[test]
    fn columns_become_fields() {
        const REFERENCES: Option<&str> = Some("references");
        const TABLE: Table = Table {
            name: "citations",
            description: "",
            key: Some("id"),
            anchored: None,
            columns: &[
                Column::required("id", ColumnKind::Text, Said, "Id."),
                Column::optional("day", ColumnKind::Date, Said, "Day."),
                Column::optional("size", ColumnKind::Text, Said, "Size.").one_of(&["s", "m"]),
                Column { references: REFERENCES, ..Column::optional("source", ColumnKind::Text, Said, "Source.") },
                Column { references: REFERENCES, ..Column::required("all", ColumnKind::TextList, Said, "All.") },
            ],
        };
        let schema = table_schema(&TABLE);
        let expected = [
            r#"{"name":"id","type":"string","description":"Id.","constraints":{"required":true,"unique":true}}"#,
            r#"{"name":"day","type":"date","description":"Day."}"#,
            r#"{"name":"size","type":"string","description":"Size.","constraints":{"enum":["s","m"]}}"#,
            r#"{"name":"source","type":"string","description":"Source."}"#,
            r#"{"name":"all","type":"list","delimiter":";","itemType":"string","description":"All. Each item is a key of references."}"#,
        ];
        for (at, expected) in expected.iter().enumerate() {
            assert_eq!(schema["fields"][at].to_string(), *expected);
        }
        assert_eq!(schema["primaryKey"].to_string(), r#"["id"]"#);
        assert_eq!(
            schema["foreignKeys"].to_string(),
            r#"[{"fields":["source"],"reference":{"resource":"references","fields":["reference_id"]}}]"#
        );
    }

    #[test]
    fn a_table_without_key_or_references_has_none() {
        let schema = table_schema(tables::table("findings").expect("findings"));
        assert!(schema.get("primaryKey").is_none() && schema.get("foreignKeys").is_none());
    }
}
