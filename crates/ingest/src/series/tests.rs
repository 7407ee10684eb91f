//! Every format, with files in its layout and with files that are not.

use chancery_model::diagnostic::{Checked, Severity};

use super::*;
use crate::place::tests::shown_diagnostics;

const PERCENT: &[u8] = include_bytes!("../../../../data/tajikistan-russia/series/BX.TRF.PWKR.DT.GD.ZS.csv");
pub(super) const DOLLARS: &[u8] =
    include_bytes!("../../../../data/tajikistan-russia/series/API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls");
pub(super) const LATER: &[u8] = include_bytes!(
    "../../../../data/tajikistan-russia/series/ddf--datapoints--bx_trf_pwkr_dt_gd_zs--by--geo--time.EXTRACT_tjk_kgz_kaz_uzb.csv"
);

pub(super) fn later_columns() -> ColumnMap {
    let (area, period, value) = ("geo".to_owned(), "time".to_owned(), "bx_trf_pwkr_dt_gd_zs".to_owned());
    ColumnMap { area, period, value, ..ColumnMap::default() }
}

/// The one series of a file.
#[track_caller]
fn one(bytes: &[u8], options: ReadOptions<'_>) -> Checked<RawSeries> {
    let mut checked = read("f", bytes, options).expect("a series of a known format");
    assert_eq!(checked.value.len(), 1, "one series");
    Checked { value: checked.value.remove(0), diagnostics: checked.diagnostics }
}

fn value(series: &RawSeries, area: &str, period: &str) -> Option<f64> {
    let found = series.observations.iter().find(|found| *found.area == *area && *found.period == *period);
    found.expect("the period is in the file").value
}

#[test]
fn shipped_files_are_read_by_what_they_show() {
    let columns = later_columns();
    let areas = ["TJK".to_owned()];
    let cases = [
        (PERCENT, None, "BX.TRF.PWKR.DT.GD.ZS", "2022-05-25", "2001", "2008", 44.1),
        (DOLLARS, None, "BX.TRF.PWKR.CD.DT", "2026-04-08", "2001", "2008", 2_277_502_898.2),
        (LATER, Some(&columns), "-", "-", "", "2024", 47.9),
    ];
    for (bytes, columns, code, updated, missing, period, expected) in cases {
        let options = ReadOptions { columns, areas: Some(&areas), ..ReadOptions::default() };
        let checked = one(bytes, options);
        let series = &checked.value;
        assert!(
            checked.diagnostics.iter().all(|found| found.severity() == Severity::Info),
            "{:?}",
            checked.diagnostics
        );
        assert_eq!(series.code.as_deref().unwrap_or("-"), code);
        assert_eq!(series.updated.map_or("-".to_owned(), |day| day.to_string()), updated);
        assert!(series.observations.iter().all(|found| &*found.area == "TJK" && found.line > 1));
        if !missing.is_empty() {
            assert_eq!(value(series, "TJK", missing), None, "{code} {missing}");
            assert!(series.observations.iter().all(|found| &*found.area_name == "Tajikistan"));
        }
        let found = value(series, "TJK", period).expect("a value");
        assert!((found / expected - 1.0).abs() < 0.01, "{code} {period}: {found}");
    }
}

#[test]
fn both_line_ends_and_a_missing_preamble_are_read() {
    let row = "\"Ruritania\",\"RUT\",\"Grain, total\",\"X.Y\",\"1.5\",\"..\",\"\",\n";
    let head = "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"1960\",\"1961\",\"1962\",\n";
    let preamble = "\u{FEFF}\"Data Source\",\"D\",\n\n\"Last Updated Date\",\"2020-02-29\",\n\n";
    for text in [
        format!("{preamble}{head}{row}"),
        format!("{head}{row}"),
        format!("{preamble}{head}{row}").replace('\n', "\r\n"),
    ] {
        let checked = one(text.as_bytes(), ReadOptions::default());
        assert_eq!(shown_diagnostics(&checked.diagnostics), Vec::<String>::new(), "{text}");
        let values: Vec<_> =
            checked.value.observations.iter().map(|found| (found.value, found.printed.as_str())).collect();
        assert_eq!(values, [(Some(1.5), "1.5"), (None, ".."), (None, "")], "{text}");
        assert_eq!(checked.value.name, "Grain, total");
        let line = if text.contains("Source") { 6 } else { 2 };
        assert_eq!(checked.value.observations[0].line, line, "{text}");
    }
}

#[test]
fn bad_cells_are_told_and_the_rest_is_read() {
    let head = "Country Name,Country Code,Indicator Name,Indicator Code,1960,1961,\n";
    let cases = [
        ("A,AAA,N,C,x,2,\n", 2, "2:11 invalid-series: expected a number or nothing, found `x`"),
        ("A,AAA,N,C,1e999,2,\n", 2, "2:11 invalid-series: expected a number or nothing, found `1e999`"),
        ("\"Å, b\",AAA,N,C,1,\"1,5\",\n", 2, "2:18 invalid-series: expected a number or nothing, found `1,5`"),
        ("A,AAA,N,C,1\n", 0, "2:1 invalid-series: expected 7 cells, found 5"),
        ("A,,N,C,1,2,\n", 0, "2:3 invalid-series: expected the code of an area, found none"),
        (
            "A,AAA,N,C,1,2,\nA,AAA,N,C,1,3,\n",
            2,
            "3:- repeated-observation: expected one value for AAA in 1960, found it on line 2 as well",
        ),
        (
            "A,AAA,N,C,1,2,\nB,BBB,N,C,1,2,\nA,AAA,N,C,1,3,\n",
            4,
            "4:- repeated-observation: expected one value for AAA in 1961, found `3` beside the `2` of line 2",
        ),
        ("A,AAA,N,C,1,\"1,234\",\n", 2, "found `1,234`, which has a mark that may part thousands or decimals"),
        ("A,AAA,N,C,1,2\u{A0}%,\n", 2, "2:13 invalid-series: expected a number or nothing, found `2\\u{a0}%`"),
        ("\"A,AAA,N,C,1,2,\nB,BBB,N,C,1,2,\n", 0, "2:1 invalid-series: expected 7 cells, found 1"),
        ("\n\nA,AAA,N,C,x,2,\n", 2, "4:11 invalid-series"),
    ];
    for (rows, n_observations, expected) in cases {
        let checked = read("f", format!("{head}{rows}").as_bytes(), ReadOptions::default()).expect("the layout");
        let shown = shown_diagnostics(&checked.diagnostics);
        assert!(shown.iter().any(|line| line.contains(expected)), "{rows}\n{shown:#?}");
        let n_found = checked.value.iter().map(|series| series.observations.len()).sum::<usize>();
        assert_eq!(n_found, n_observations, "{rows}");
    }
    let bad_head = "Last Updated Date,May 2020\nCountry Name,Country Code,Year of 1960\n";
    let checked = read(
        "f",
        bad_head.as_bytes(),
        ReadOptions { format: Some(SeriesFormat::WorldBankCsv), ..ReadOptions::default() },
    );
    let shown = shown_diagnostics(&checked.expect("a header").diagnostics);
    for expected in
        ["expected a `Last Updated Date`", "2:27 invalid-series: expected a year", "expected columns of years"]
    {
        assert!(shown.iter().any(|line| line.contains(expected)), "{expected}\n{shown:#?}");
    }
}

#[test]
fn what_is_no_such_series_is_refused() {
    let columns = later_columns();
    let with = |format| ReadOptions { format: Some(format), ..ReadOptions::default() };
    let cases = [
        ("", ReadOptions::default(), "found none of these"),
        ("a,b\n1,2\n", ReadOptions::default(), "expected a series in one of the formats `worldbank-csv`"),
        ("", with(SeriesFormat::WorldBankCsv), "expected the columns `Country Name`"),
        ("Country,Code\nA,AAA\n", with(SeriesFormat::WorldBankCsv), "found the end of the file"),
        (&"a,b\n".repeat(30), with(SeriesFormat::WorldBankCsv), "found `a`, `b` on line 21"),
        ("no workbook", with(SeriesFormat::WorldBankXls), "expected an Excel 97 workbook, found"),
        ("\u{0}", with(SeriesFormat::WorldBankXls), "expected an Excel 97 workbook, found"),
        ("geo,time,x\n", with(SeriesFormat::LongCsv), "expected `columns = { area"),
        (
            "geo,time,x\n",
            ReadOptions { columns: Some(&columns), ..ReadOptions::default() },
            "expected a column `bx_trf_pwkr_dt_gd_zs`, found `geo`, `time`, `x` on line 1",
        ),
        (
            "Entity,Year\n",
            with(SeriesFormat::OwidCsv),
            "expected the columns `Entity`, `Code`, `Year` and a value, found `Entity`, `Year`",
        ),
    ];
    for (text, options, expected) in cases {
        let error = read("f", text.as_bytes(), options).expect_err("no such series").to_string();
        assert!(error.contains(expected), "{text}\n{error}");
    }
}

#[test]
fn long_rows_are_read_and_told_of() {
    let map = ColumnMap { area: "geo".into(), period: "time".into(), value: "v".into(), ..ColumnMap::default() };
    let text = "v,geo,time\n1,rut,1990\n,RUT,1991\n2,,1992\n3,RUT,\n4,RUT,1993,9\nfive,RUT,1994\n6,OWID_WRL,1990\n";
    let options = ReadOptions { columns: Some(&map), ..ReadOptions::default() };
    let checked = one(text.as_bytes(), options);
    let found: Vec<_> = checked.value.observations.iter().map(|o| (&*o.area, &*o.period, o.value, o.line)).collect();
    let expected = [
        ("RUT", "1990", Some(1.0), 2),
        ("RUT", "1991", None, 3),
        ("RUT", "1994", None, 7),
        ("OWID_WRL", "1990", Some(6.0), 8),
    ];
    assert_eq!(found, expected);
    let starts = [
        "2:3 lower-case-area",
        "4:3 invalid-series: expected the code of an area",
        "5:7 invalid-series: expected a period",
        "6:1 invalid-series: expected 3 cells, found 4",
        "7:1 invalid-series: expected a number",
    ];
    let shown = shown_diagnostics(&checked.diagnostics);
    assert_eq!(shown.len(), starts.len(), "{shown:#?}");
    for (line, start) in shown.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
}

/// `COUNTERPART>AREA PERIOD VALUE STATUS @LINE` of each observation, without what there is not.
pub(super) fn rows(series: &RawSeries) -> Vec<String> {
    let row = |found: &RawObservation| {
        let counterpart = found.counterpart.as_ref().map_or(String::new(), |area| format!("{area}>"));
        let value = found.value.map_or("-".to_owned(), |value| value.to_string());
        let status = if found.status.is_empty() { String::new() } else { format!(" {}", found.status) };
        format!("{counterpart}{} {} {value}{status} @{}", found.area, found.period, found.line)
    };
    series.observations.iter().map(row).collect()
}

/// A small file in each text layout, its format, and what is read of it: a line a series, then its observations.
pub(super) const SPECIMENS: &[(&str, SeriesFormat, &[&str])] = &[
    (
        "Country Name,Country Code,Indicator Name,Indicator Code,1990,1991\nRuritania,RUT,Grain,GR,1,..\nRuritania,RUT,Wine,WI,,2\n",
        SeriesFormat::WorldBankCsv,
        &["GR Grain - -", "RUT 1990 1 @2", "RUT 1991 - @2", "WI Wine - -", "RUT 1990 - @3", "RUT 1991 2 @3"],
    ),
    (
        "Country Name,Country Code,Series Name,Series Code,1991 [YR1991],1990 [YR1990]\nRuritania,RUT,Grain,GR,..,1.5\n,,,,,\n\nData from database: Harvests,,,,,\nLast Updated: 03/24/2025,,,,,\n",
        SeriesFormat::DataBankCsv,
        &["GR Grain 2025-03-24 -", "RUT 1991 - @2", "RUT 1990 1.5 @2"],
    ),
    (
        "\u{FEFF}Entity,Code,Year,Trade\nRuritania,RUT,1990,3.5\nAfrica,,1990,2\nWorld,OWID_WRL,1990,\n",
        SeriesFormat::OwidCsv,
        &["- Trade - -", "RUT 1990 3.5 @2", "OWID_WRL 1990 - @4"],
    ),
    (
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,UPDATED\n\
         dataflow,X:Y(1.0),I,Q,RUT,GRK,EXP,2020-Q1,12.4,A,3,2021-01-22T13:15:41Z\n\
         dataflow,X:Y(1.0),D,Q,RUT,GRK,EXP,2020-Q2,,,,\n\
         dataflow,X:Y(1.0),I,Q,RUT,GRK,EXP,2020-Q3,NaN,O,3,2021-02-01T00:00:00Z\n",
        SeriesFormat::SdmxCsv,
        &["EXP EXP 2021-02-01 -", "GRK>RUT 2020-Q1 12400 A @2", "GRK>RUT 2020-Q3 - O @4"],
    ),
    (
        "STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;GEO: Area;ITEM: Item;TIME_PERIOD: Time;OBS_VALUE: Value;OBS_STATUS: Status\n\
         dataflow;X:Y(1.0): Moissons;I;RUT.W;RUT: Ruritanie;W: Vin, rouge;2014: 2014;12,4;E: Estimée\n",
        SeriesFormat::SdmxCsv,
        &["W Vin, rouge - -", "RUT 2014 12.4 E @2"],
    ),
    (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Area,ITEM,Item,TIME_PERIOD,Time,OBS_VALUE,Value\n\
         dataflow,X:Y(1.0),Harvests,I,RUT,Ruritania,W,Wine,2014,2014,12.4,\n",
        SeriesFormat::SdmxCsv,
        &["W Wine - -", "RUT 2014 12.4 @2"],
    ),
    (
        "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nX:Y(1.0),RUT,2014-01,7\n",
        SeriesFormat::SdmxCsv,
        &["-  - -", "RUT 2014-01 7 @2"],
    ),
    (
        "<?xml version=\"1.0\"?>\n<m:StructureSpecificData xmlns:m=\"m\" xmlns:s=\"s\"><m:DataSet UPDATE_DATE=\"2025-11-19T21:00:00Z\">\n\
         <Group s:type=\"G\" INDICATOR=\"GR\" SERIES_NAME=\"Grain &amp; wine\"/><Series COUNTRY=\"RUT\" INDICATOR=\"GR\" SCALE=\"9\">\n\
         <Obs TIME_PERIOD=\"2018\" OBS_VALUE=\"9.5\"/>\n<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"NaN\" OBS_STATUS=\"O\"/></Series></m:DataSet></m:StructureSpecificData>\n",
        SeriesFormat::SdmxXml,
        &["GR Grain & wine 2025-11-19 -", "RUT 2018 9.5 @4", "RUT 2019 - O @5"],
    ),
    (
        "country_id_cy,country_cy,year_cy,sb_total_deaths_best_cy,os_total_deaths_best_cy,version\n365,Russia (Soviet Union),1989,0,4,25.1\n702,Tajikistan,1992,20,,25.1\n",
        SeriesFormat::UcdpCsv,
        &[
            "sb_total_deaths_best_cy Deaths in state-based conflict (best estimate) - 25.1",
            "RUS 1989 0 @2",
            "TJK 1992 20 @3",
            "os_total_deaths_best_cy Deaths in one-sided violence (best estimate) - 25.1",
            "RUS 1989 4 @2",
            "TJK 1992 - @3",
        ],
    ),
    (
        "[{\"page\":1,\"pages\":2,\"per_page\":\"1\",\"total\":2,\"lastupdated\":\"2024-03-28\"},[{\"indicator\":{\"id\":\"GR\",\"value\":\"Grain\"},\"country\":{\"id\":\"RT\",\"value\":\"Ruritania\"},\"countryiso3code\":\"RUT\",\"date\":\"2023\",\"value\":null,\"unit\":\"\",\"obs_status\":\"\",\"decimal\":0}]]\n\
         [{\"page\":2,\"pages\":2,\"per_page\":\"1\",\"total\":2,\"lastupdated\":\"2024-03-28\"},[{\"indicator\":{\"id\":\"GR\",\"value\":\"Grain\"},\"country\":{\"id\":\"RT\",\"value\":\"Ruritania\"},\"countryiso3code\":\"RUT\",\"date\":\"2022\",\"value\":1.25e3,\"obs_status\":\"E\"}]]\n",
        SeriesFormat::WorldBankJson,
        &["GR Grain 2024-03-28 -", "RUT 2023 - @1", "RUT 2022 1250 E @2"],
    ),
];

fn shown(series: &[RawSeries]) -> Vec<String> {
    let shown = |series: &RawSeries| {
        let or = |text: Option<String>| text.unwrap_or("-".to_owned());
        let (code, updated) = (or(series.code.clone()), or(series.updated.map(|day| day.to_string())));
        let head = format!("{code} {} {updated} {}", series.name, or(series.version.clone()));
        std::iter::once(head).chain(rows(series)).collect::<Vec<_>>()
    };
    series.iter().flat_map(shown).collect()
}

#[test]
fn every_text_layout_is_known_and_read() {
    let vocabulary = crate::vocabulary::built_in();
    for (text, format, expected) in SPECIMENS {
        assert_eq!(sniff(text.as_bytes()), Some(*format), "{text}");
        for text in [(*text).to_owned(), text.replace('\n', "\r\n")] {
            let options = ReadOptions { vocabulary: Some(&vocabulary), ..ReadOptions::default() };
            let checked = read("f", text.as_bytes(), options).expect("a series of a known format");
            assert_eq!(shown(&checked.value), *expected, "{text}");
            let grave = |found: &&Diagnostic| found.severity() != Severity::Info;
            assert_eq!(checked.diagnostics.iter().find(grave), None, "{text}");
        }
    }
}

/// A matrix of made-up areas, wide enough to show that it is one.
pub(super) fn matrix() -> String {
    let names: Vec<String> = (1..=19).map(|number| format!("Area {number}")).collect();
    let header = format!(",Tajikistan,\"Yemen, Rep.\",{}\n", names.join(","));
    let row = |name: &str, first: &str| format!("{name},{first},N/A{}\n", ",0".repeat(19));
    format!("\u{FEFF}{header}{}{}{}", row("Russian Federation", "1626"), row("Kazakhstan", "x"), row("World", "2181"))
}

#[test]
fn a_matrix_has_two_areas_for_a_value() {
    let vocabulary = crate::vocabulary::built_in();
    let areas = ["TJK".to_owned(), "RUS".to_owned()];
    let text = matrix();
    assert_eq!(sniff(text.as_bytes()), Some(SeriesFormat::BilateralCsv));
    let all = ReadOptions { vocabulary: Some(&vocabulary), period: Some("2018"), ..ReadOptions::default() };
    let checked = read("remittances.csv", text.as_bytes(), all).expect("a matrix");
    let found = rows(&checked.value[0]);
    assert_eq!(
        (found.len(), &found[..2]),
        (63, ["RUS>TJK 2018 1626 @2".to_owned(), "RUS>YEM 2018 - @2".to_owned()].as_slice())
    );
    let told = shown_diagnostics(&checked.diagnostics);
    assert!(told[0].starts_with("3:12 invalid-series: expected a number or nothing, found `x`"), "{told:#?}");
    assert!(told[1].starts_with("-:- unknown-area"), "{told:#?}");

    let some = ReadOptions { areas: Some(&areas), period: None, ..all };
    let checked = read("a/matrix2018May2019.csv", text.as_bytes(), some).expect("a matrix");
    assert_eq!(rows(&checked.value[0]), ["RUS>TJK 2018 1626 @2", "WLD>TJK 2018 2181 @4"]);
    let told = shown_diagnostics(&checked.diagnostics);
    assert!(told[0].contains("took 2018 from the file's name [add the line `period = \"2018\"`]"), "{told:#?}");
    assert_eq!(read("matrix.csv", text.as_bytes(), some).expect_err("no period"), SeriesError::NoPeriod);

    let twice = text.replace("Kazakhstan", "Russian Federation").replace("Area 2,", "Area 1,");
    let told = shown_diagnostics(&read("f", twice.as_bytes(), all).expect("a matrix").diagnostics);
    for expected in ["expected each area once, found `Area 1` again", "3:1 invalid-series: expected each area once"] {
        assert!(told.iter().any(|line| line.contains(expected)), "{expected}\n{told:#?}");
    }
}

fn page(number: u32, pages: u32, rows: &str) -> String {
    format!("[{{\"page\":{number},\"pages\":{pages},\"total\":2,\"lastupdated\":\"2024-03-28\"}},[{rows}]]")
}

fn json_row(period: &str, value: &str) -> String {
    format!(
        "{{\"indicator\":{{\"id\":\"GR\",\"value\":\"Grain\"}},\"country\":{{\"id\":\"RT\",\"value\":\"Ruritania\"}},\"countryiso3code\":\"RUT\",\"date\":\"{period}\",\"value\":{value}}}"
    )
}

#[test]
fn pages_are_put_together_however_they_come() {
    let (one, two) = (page(1, 2, &json_row("2023", "1")), page(2, 2, &json_row("2022", "2")));
    for text in [format!("{one}{two}"), format!("[{one},{two}]"), format!("[ {two} ,\n{one} ]\n")] {
        let checked = read("f", text.as_bytes(), ReadOptions::default()).expect("pages");
        assert_eq!((checked.value[0].observations.len(), checked.diagnostics), (2, Vec::new()), "{text}");
    }
    let parts = [("a.json", one.as_bytes()), ("b.json", two.as_bytes())];
    let checked = read_parts(&parts, ReadOptions::default()).expect("pages");
    assert_eq!(
        (rows(&checked.value[0]), checked.diagnostics),
        (vec!["RUT 2023 1 @1".to_owned(), "RUT 2022 2 @1".to_owned()], Vec::new())
    );
}

#[test]
fn what_is_wrong_with_pages_is_told() {
    let (one, row) = (page(1, 2, &json_row("2023", "1")), json_row("2023", "1"));
    let cases = [
        (one.clone(), "missing-page: expected pages 1 to 2, found 1: missing 2"),
        (format!("{one}{one}"), "repeated-page: expected each page once, found page 1 again"),
        (page(1, 1, &row), "missing-rows: expected 2 rows in all, found 1"),
        (page(1, 1, &format!("{row},{{\"date\":5}}")), "expected an observation, found invalid type: integer `5`"),
        (page(1, 1, &format!("{row},{{}}")), "expected an observation, found missing field `indicator`"),
        (page(1, 1, &row.replace("\"RUT\"", "null").replace("RT", "")), "expected the code of an area, found none"),
        (page(1, 1, &json_row("", "1")), "1:61 invalid-series: expected a period, found none"),
        (page(1, 1, &json_row("2023", "\"much\"")), "expected a number or `null` as the value, found `"),
        (page(1, 1, &format!("{row},7")), "expected an observation, `{`, or the end of the page, `]`, found `7]]`"),
        (page(1, 1, &row)[..90].to_owned(), "expected an observation in JSON, found"),
        (one.replace("2024-03-28", "lately"), "expected `lastupdated` as YYYY-MM-DD, found `lately`"),
        (one.replace("\"page\":1,", ""), "expected a page with its number and how many there are, found none"),
        (
            format!("{one}{}", page(2, 2, "").replace("2024-03", "2024-04")),
            "mixed-vintages: expected one vintage in all parts, found 2024-03-28 and 2024-04-28",
        ),
    ];
    let options = ReadOptions { format: Some(SeriesFormat::WorldBankJson), ..ReadOptions::default() };
    for (text, expected) in cases {
        let told = shown_diagnostics(&read("f", text.as_bytes(), options).expect("pages").diagnostics);
        assert!(told.iter().any(|line| line.contains(expected)), "{expected}\n{told:#?}");
    }
    let refused = [
        ("[{\"message\":[{\"id\":\"120\",\"value\":\"The indicator was not found\"}]}]", "the portal's error"),
        ("", "expected pages of observations"),
        ("[7]", "found `7` on line 1"),
        ("[{\"page\":1,}]", "expected what a page says of itself"),
        ("{\"page\":1}", "expected pages of observations"),
    ];
    for (text, expected) in refused {
        let error = read("f", text.as_bytes(), options).expect_err("no pages").to_string();
        assert!(error.contains(expected), "{expected}\n{error}");
    }
}

#[test]
fn one_indicator_of_several_is_read_where_one_is_asked_for() {
    let (text, ..) = SPECIMENS[0];
    let wine = ReadOptions { code: Some("wi"), ..ReadOptions::default() };
    assert_eq!(shown(&read("f", text.as_bytes(), wine).expect("the layout").value)[0], "WI Wine - -");
    let error = read("f", text.as_bytes(), ReadOptions { code: Some("X"), ..wine }).expect_err("no such code");
    assert_eq!(error.to_string(), "expected the indicator `X`, found `GR`, `WI`");
    let areas = ["GRK".to_owned()];
    let told = read("f", text.as_bytes(), ReadOptions { areas: Some(&areas), ..ReadOptions::default() })
        .expect("the layout")
        .diagnostics;
    assert!(
        shown_diagnostics(&told)[0]
            .starts_with("-:- series-of-other-areas: expected observations of `GRK`, found those of `RUT`")
    );
}

#[test]
fn foreign_encodings_are_named_and_read() {
    let text = "Entity,Code,Year,Trade\nCôte,CIV,1990,3.5\n";
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin letters")).collect();
    let cases = [
        (utf16, "1:1 foreign-encoding: expected UTF-8, found UTF-16 (little-endian, by its byte-order mark)"),
        (latin, "2:2 foreign-encoding: expected UTF-8, found the byte 0xf4, which is a letter in Windows-1252"),
    ];
    for (bytes, expected) in cases {
        let checked = one(&bytes, ReadOptions::default());
        assert_eq!(
            (rows(&checked.value), &*checked.value.observations[0].area_name),
            (vec!["CIV 1990 3.5 @2".to_owned()], "Côte")
        );
        assert!(shown_diagnostics(&checked.diagnostics)[0].starts_with(expected), "{:#?}", checked.diagnostics);
    }
    let damaged = one(&[text.as_bytes(), b"\xFF,RUT,1990,1\n"].concat(), ReadOptions::default());
    assert!(shown_diagnostics(&damaged.diagnostics)[0].starts_with("3:1 invalid-utf8"), "{:#?}", damaged.diagnostics);
}

#[test]
fn semicolons_tabs_and_repeated_headers() {
    let map = ColumnMap { area: "geo".into(), period: "time".into(), value: "v".into(), ..ColumnMap::default() };
    let options = ReadOptions { columns: Some(&map), ..ReadOptions::default() };
    for text in
        ["geo;time;v\nRUT;1990;1234,5\n", "geo;time;v\nRUT;1990;1.234,5\n", "geo\ttime\tv\nRUT\t1990\t1,234.5\n"]
    {
        assert_eq!(rows(&one(text.as_bytes(), options).value), ["RUT 1990 1234.5 @2"], "{text}");
    }
    let error = read("f", b"geo,time,v,v\n", options).expect_err("two columns of one name").to_string();
    assert_eq!(error, "expected one column `v`, found it as column 3 and as column 4 on line 1");
    let wide = "Country Name,Country Code,1990,1990\nRuritania,RUT,1,2\n";
    let checked = one(wide.as_bytes(), ReadOptions::default());
    assert_eq!(rows(&checked.value), ["RUT 1990 1 @2"]);
    assert!(
        shown_diagnostics(&checked.diagnostics)[0]
            .starts_with("1:32 invalid-series: expected each period in one column, found `1990` again")
    );
}

#[test]
fn generic_sdmx_ml_is_read() {
    let of = |body: &str| {
        format!(
            "<?xml version=\"1.0\"?><m:GenericData xmlns:m=\"m\" xmlns:g=\"g\"><m:DataSet>{body}</m:DataSet></m:GenericData>"
        )
    };
    let series = of(
        "<g:Series><g:SeriesKey><g:Value id=\"REF_AREA\" value=\"RUT\"/><g:Value id=\"INDICATOR\" value=\"X\"/></g:SeriesKey>\
        <g:Obs><g:ObsDimension value=\"2003\"/><g:ObsValue value=\"1.5\"/><g:Attributes><g:Value id=\"OBS_STATUS\" value=\"E\"/></g:Attributes></g:Obs>\
        <g:Obs><g:ObsDimension id=\"TIME_PERIOD\" value=\"2004\"/></g:Obs></g:Series>",
    );
    let flat = of(
        "<g:Obs><g:ObsKey><g:Value concept=\"REF_AREA\" value=\"RUT\"/></g:ObsKey><g:Time>2003</g:Time><g:ObsValue value=\"2\"/></g:Obs>",
    );
    let cases = [(series.as_str(), vec!["RUT 2003 1.5 E @1", "RUT 2004 - @1"]), (flat.as_str(), vec!["RUT 2003 2 @1"])];
    for (text, expected) in cases {
        let checked = read("f", text.as_bytes(), ReadOptions::default()).expect("the file shows what it is");
        let found: Vec<String> = checked.value.iter().flat_map(rows).collect();
        assert_eq!(found, expected);
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    }
    let bad = [
        ("<g:Obs><g:ObsDimension value=\"2003\"/></g:Obs>", "expected an observation of an area and a period"),
        (
            "<g:Series><g:SeriesKey><g:Value id=\"GEO\" value=\"RUT\"/></g:SeriesKey></g:Series><g:Obs><g:Time>1</g:Time></g:Obs>",
            "expected an observation of an area and a period",
        ),
        (
            "<g:Obs><g:Value id=\"GEO\" value=\"RUT\"/><g:Time>1</g:Time><g:ObsValue value=\"x\"/></g:Obs>",
            "expected a number or nothing, found `x`",
        ),
        ("<g:Value id=\"GEO\"/><g:Obs/></g:Obs>", "expected XML, found"),
    ];
    for (body, expected) in bad {
        let told = shown_diagnostics(&read("f", of(body).as_bytes(), ReadOptions::default()).expect("XML").diagnostics);
        assert!(told.iter().any(|line| line.contains(expected)), "{body}\n{told:#?}");
    }
}

#[test]
fn bad_sdmx_ml_is_told() {
    let options = ReadOptions { format: Some(SeriesFormat::SdmxXml), ..ReadOptions::default() };
    let cases = [
        ("<S><Obs TIME_PERIOD=\"1\"/></S>", "1:4 invalid-series: expected an observation of an area and a period"),
        (
            "<Series GEO=\"RUT\"><Obs TIME_PERIOD=\"1\" OBS_VALUE=\"x\"/></Series>",
            "expected a number or nothing, found `x`",
        ),
        ("<S></T>", "invalid-series: expected XML, found"),
        ("<S/>", "empty-series: expected observations, found none"),
    ];
    for (text, expected) in cases {
        let told = shown_diagnostics(&read("f", text.as_bytes(), options).expect("XML").diagnostics);
        assert!(told.iter().any(|line| line.contains(expected)), "{expected}\n{told:#?}");
    }
    let entities = b"<!DOCTYPE s [<!ENTITY a \"aaaa\">]><s/>";
    let error = read("f", entities, options).expect_err("entities").to_string();
    assert_eq!(error, "expected SDMX-ML, found a definition of entities on line 1");
}

#[test]
fn dimensions_of_other_names_are_mapped() {
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_2,DIM_3,OBS_VALUE\ndataflow,X:Y(1.0),I,RUT,B,2014-01,12.4\n";
    let map = ColumnMap { area: "DIM_1".into(), period: "DIM_3".into(), ..ColumnMap::default() };
    let mapped = ReadOptions { format: Some(SeriesFormat::SdmxCsv), columns: Some(&map), ..ReadOptions::default() };
    assert_eq!(
        shown(&read("f", text.as_bytes(), mapped).expect("the columns are there").value),
        ["B B - -", "RUT 2014-01 12.4 @2"]
    );
    let cases = [
        (text, "expected a dimension `REF_AREA` or `COUNTRY`"),
        ("STRUCTURE,REF_AREA,OBS_VALUE\n", "expected a dimension `TIME_PERIOD` or `TIME`"),
        ("STRUCTURE,STRUCTURE_ID,ACTION,DIM_2,CONTACT[]\n", "expected a column `OBS_VALUE`"),
    ];
    for (text, expected) in cases {
        let error = read("f", text.as_bytes(), ReadOptions::default()).expect_err("no observations").to_string();
        assert!(error.contains(expected), "{error}");
    }
}
