//! Generated files in the layout of every portal: 200 areas, 60 years, made-up values.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use chancery_ingest::series::SeriesFormat;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const AREAS: u32 = 200;
const YEARS: std::ops::Range<u32> = 1960..2020;

/// Code of an area: three letters.
fn code(area: u32) -> String {
    [area / 26 / 26, area / 26, area]
        .iter()
        .map(|place| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(place % 26) as usize]))
        .collect()
}

/// A value with as many digits as portals print; none in one year of four.
fn value(area: u32, year: u32) -> Option<String> {
    let number = f64::from(area * 7919 + year * 104_729) / 997.0;
    (!(area + year).is_multiple_of(4)).then(|| format!("{number:.12}"))
}

/// A row for each area and year.
fn long(header: &str, row: impl Fn(&str, u32, &str) -> String) -> Vec<u8> {
    let mut text = header.to_owned();
    for area in 0..AREAS {
        let code = code(area);
        for year in YEARS {
            text.push_str(&row(&code, year, &value(area, year).unwrap_or_default()));
        }
    }
    text.into_bytes()
}

/// A row for each area, a column for each year.
fn wide(header: &str, year: impl Fn(u32) -> String, missing: &str, end: &str) -> Vec<u8> {
    let mut text = header.to_owned();
    YEARS.for_each(|number| text.push_str(&year(number)));
    for area in 0..AREAS {
        let code = code(area);
        let _ = write!(text, "\n\"Area {code}\",\"{code}\",\"Grain harvested, total\",\"GR.TOT\"");
        YEARS.for_each(|year| {
            let _ = write!(text, ",\"{}\"", value(area, year).as_deref().unwrap_or(missing));
        });
    }
    text.push_str(end);
    text.into_bytes()
}

fn matrix() -> Vec<u8> {
    let mut text = String::new();
    (0..AREAS).for_each(|area| text.push_str(&format!(",Area {}", code(area))));
    for row in 0..AREAS {
        let _ = write!(text, "\nArea {}", code(row));
        (0..AREAS).for_each(|area| text.push_str(&format!(",{}", area * row % 1000)));
    }
    text.into_bytes()
}

fn json() -> Vec<u8> {
    let head = format!(
        "[{{\"page\":1,\"pages\":1,\"total\":{},\"lastupdated\":\"2024-01-01\"}},[",
        AREAS as usize * YEARS.len()
    );
    let rows = long("", |code, year, value| {
        let value = if value.is_empty() { "null" } else { value };
        format!(
            "{{\"indicator\":{{\"id\":\"GR.TOT\",\"value\":\"Grain\"}},\"country\":{{\"id\":\"XX\",\"value\":\"Area\"}},\"countryiso3code\":\"{code}\",\"date\":\"{year}\",\"value\":{value},\"unit\":\"\",\"obs_status\":\"\",\"decimal\":0}},"
        )
    });
    [head.as_bytes(), &rows[..rows.len() - 1], b"]]"].concat()
}

fn xlsx() -> Vec<u8> {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"].map(text).concat();
    let years: String = YEARS.map(|year| format!("<c><v>{year}</v></c>")).collect();
    let mut sheet = format!("<worksheet><sheetData><row>{head}{years}</row>");
    for area in 0..AREAS {
        let code = code(area);
        let head = [&format!("Area {code}"), &code, "Grain", "GR.TOT"].map(|cell| text(cell)).concat();
        let cell = |year| value(area, year).map_or("<c/>".to_owned(), |value| format!("<c><v>{value}</v></c>"));
        let _ = write!(sheet, "<row>{head}{}</row>", YEARS.map(cell).collect::<String>());
    }
    sheet.push_str("</sheetData></worksheet>");
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"Data\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"s.xml\"/></Relationships>"),
        ("xl/s.xml", &sheet),
    ];
    for (name, part) in parts {
        package.start_file(name, SimpleFileOptions::default()).expect("a new part");
        package.write_all(part.as_bytes()).expect("memory");
    }
    package.finish().expect("memory").into_inner()
}

/// A file of the format.
pub(crate) fn file(format: SeriesFormat) -> Vec<u8> {
    let head = "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\"";
    match format {
        SeriesFormat::WorldBankCsv => wide(head, |year| format!(",\"{year}\""), "", "\n"),
        SeriesFormat::WorldBankXls => super::file("series/API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls"),
        SeriesFormat::WorldBankXlsx => xlsx(),
        SeriesFormat::WorldBankJson => json(),
        SeriesFormat::DataBankCsv => {
            let head = "Country Name,Country Code,Series Name,Series Code";
            let end = "\n\nData from database: Harvests\nLast Updated: 01/31/2024\n";
            wide(head, |year| format!(",{year} [YR{year}]"), "..", end)
        }
        SeriesFormat::OwidCsv => {
            long("Entity,Code,Year,Grain\n", |code, year, value| format!("Area {code},{code},{year},{value}\n"))
        }
        SeriesFormat::SdmxCsv => {
            let head = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n";
            long(head, |code, year, value| format!("dataflow,XX:GRAIN(1.0),I,A,{code},GR_TOT,{year},{value},A\n"))
        }
        SeriesFormat::SdmxXml => {
            let rows = long("", |code, year, value| {
                format!("<Obs COUNTRY=\"{code}\" INDICATOR=\"GR\" TIME_PERIOD=\"{year}\" OBS_VALUE=\"{value}\"/>\n")
            });
            [b"<StructureSpecificData><DataSet>".as_slice(), &rows, b"</DataSet></StructureSpecificData>"].concat()
        }
        SeriesFormat::BilateralCsv => matrix(),
        SeriesFormat::UcdpCsv => {
            let head = "country_id_cy,country_cy,year_cy,sb_total_deaths_best_cy,ns_total_deaths_best_cy,version\n";
            long(head, |code, year, _| format!("7,Area {code},{year},{},0,25.1\n", year % 97))
        }
        SeriesFormat::LongCsv => long("geo,time,grain\n", |code, year, value| format!("{code},{year},{value}\n")),
    }
}
