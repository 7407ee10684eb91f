//! Printed dates and what they mean.

use super::{DateLead, find_dates, parse_date};

#[test]
fn printed_dates() {
    let cases = [
        // Days.
        ("9 January 1999", "1999-01-09"),
        ("January 9, 1999", "1999-01-09"),
        ("January 9 1999", "1999-01-09"),
        ("9 Jan. 1999", "1999-01-09"),
        ("9 Sept 1999", "1999-09-09"),
        ("9th January 1999", "1999-01-09"),
        ("the 9th of January, 1999", "1999-01-09"),
        ("January 22nd, 1999", "1999-01-22"),
        ("Saturday, 9 January 1999", "1999-01-09"),
        ("9-Jan-1999", "1999-01-09"),
        ("29 FEBRUARY 2024", "2024-02-29"),
        ("2022-02-24", "2022-02-24"),
        ("2022/02/24", "2022-02-24"),
        ("31/12/2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("31.12.2020", "2020-12-31"),
        ("31-12-2020", "2020-12-31"),
        ("05/05/2020", "2020-05-05"),
        // Either way round: the year is what both readings share.
        ("05/06/2020", "2020"),
        // Months.
        ("June 1997", "1997-06"),
        ("June, 1997", "1997-06"),
        ("June of 1997", "1997-06"),
        ("Nov. 2011", "2011-11"),
        ("May 2011", "2011-05"),
        ("2022-02", "2022-02"),
        ("12/2020", "2020-12"),
        ("early June 1997", "1997-06"),
        ("mid-June 1997", "1997-06"),
        // Parts of a year.
        ("Spring 2004", "2004-21"),
        ("the summer of 2004", "2004-22"),
        ("Fall 2004", "2004-23"),
        ("the fall of 2004", "2004-23"),
        ("Winter 2004/05", "2004-24"),
        ("winter 2004–2005", "2004-24"),
        ("early 2025", "2025-37"),
        ("early in 2025", "2025-37"),
        ("mid-2025", "2025-38"),
        ("mid–2025", "2025-38"),
        ("late 2025", "2025-39"),
        ("the end of 2025", "2025-39"),
        ("the beginning of 2025", "2025-37"),
        ("Q3 2024", "2024-35"),
        ("2024 Q3", "2024-35"),
        ("2024Q3", "2024-35"),
        ("third quarter of 2024", "2024-35"),
        ("the last quarter of 2024", "2024-36"),
        ("first half of 2024", "2024-40"),
        ("the second half of 2024", "2024-41"),
        ("H2 2024", "2024-41"),
        // Years and decades.
        ("2020", "2020"),
        ("in 2020", "2020"),
        ("c. 2004", "2004~"),
        ("circa 2004", "2004~"),
        ("about 2004", "2004~"),
        ("around June 2004", "2004-06~"),
        ("2004?", "2004?"),
        ("c. 2004?", "2004%"),
        ("the 1990s", "199X"),
        ("1990’s", "199X"),
        ("early 1990s", "199X"),
        ("the late 1990s", "199X"),
        ("the mid-1990s", "199X"),
        ("the second half of the 1990s", "199X"),
        ("2000s", "200X"),
        // Ranges.
        ("2014–2015", "2014/2015"),
        ("2014-15", "2014/2015"),
        ("2014--15", "2014/2015"),
        ("2014–5", "2014/2015"),
        ("2004-05", "2004/2005"),
        ("2008/9", "2008/2009"),
        ("2008/09", "2008/2009"),
        ("2008/2009", "2008/2009"),
        ("1999–00", "1999/2000"),
        ("1992 – 1997", "1992/1997"),
        ("1990s–2010s", "1990/2019"),
        ("9-12 May 1997", "1997-05-09/1997-05-12"),
        ("9–12 May, 1997", "1997-05-09/1997-05-12"),
        ("May 9–12, 1997", "1997-05-09/1997-05-12"),
        ("9 May – 12 June 1997", "1997-05-09/1997-06-12"),
        ("May 9 – June 12, 1997", "1997-05-09/1997-06-12"),
        ("16 October 2004 – 3 March 2005", "2004-10-16/2005-03-03"),
        ("June 1997 to March 1998", "1997-06/1998-03"),
        ("May–June 1997", "1997-05/1997-06"),
        ("May/June 1997", "1997-05/1997-06"),
        ("May and June 1997", "1997-05/1997-06"),
        ("9 and 10 May 1997", "1997-05-09/1997-05-10"),
        ("Spring–Summer 2004", "2004-21/2004-22"),
        ("Q1–Q3 2024", "2024-01/2024-09"),
        ("from 2004 to 2007", "2004/2007"),
        ("between 2004 and 2007", "2004/2007"),
        ("from June to August 1997", "1997-06/1997-08"),
        ("between May and August 1997", "1997-05/1997-08"),
        ("c. 2004–2007", "2004~/2007"),
        // Open ends.
        ("1992–present", "1992/.."),
        ("1992 to the present day", "1992/.."),
        ("from 2004 onwards", "2004/.."),
        ("2007–", "2007/.."),
        ("since 2007", "2007/.."),
        ("since the 1990s", "1990/.."),
        ("from 9 May 1997", "1997-05-09/.."),
        ("after 2004", "2004/.."),
        ("by 2042", "../2042"),
        ("until 2042", "../2042"),
        ("up to 2042", "../2042"),
        ("to 2042", "../2042"),
        ("through 2030", "../2030"),
        ("before 9 May 1997", "../1997-05-09"),
        ("by mid-2025", "../2025-08"),
        ("by the end of 2025", "../2025-12"),
        ("through the 1990s", "199X"),
    ];
    for (printed, expected) in cases {
        let date = parse_date(printed).map(|date| date.to_string());
        assert_eq!(date.as_deref(), Some(expected), "{printed}");
        // What is written is EDTF that reads back.
        assert!(expected.parse::<chancery_model::edtf::Edtf>().is_ok(), "{expected}");
    }
}

#[test]
fn what_is_no_whole_date() {
    for printed in [
        "",
        " ",
        "n.d.",
        "no date",
        "forthcoming",
        "undated",
        "May",
        "9 May",
        "May 9",
        "9",
        "99",
        "999",
        "0999",
        "3000",
        "20201",
        "2020a",
        "2020 edition",
        "2,020",
        "2.020",
        "30 February 2020",
        "29 February 2023",
        "31 June 2020",
        "0 May 2020",
        "32 May 2020",
        "9 may 1997",
        "march 1997",
        "Mayor 1997",
        "9 Mai 1997",
        "Juin 1997",
        "2022-13-01",
        "2022-02-30",
        "2022-1",
        "2022-02-24-01",
        "13/13/2020",
        "31/12/20",
        "31/12",
        "0/5/2020",
        "13/2020",
        "Spring",
        "fall 2004",
        "Q5 2024",
        "Q3",
        "H3 2024",
        "fifth quarter of 2024",
        "half of 2024",
        "early",
        "mid-",
        "1997s",
        "1900s",
        "1800s",
        "90s",
        "2015–2014",
        "2014–2014",
        "2008/15",
        "2014-123",
        "12-9 May 1997",
        "June–May 1997",
        "between 2004",
        "9 and 12 May 1997",
        "2004 and 2007",
        "2004 or 2005",
        "from",
        "since",
        "–2007",
        "–",
        "?",
        "[2004]",
        "(2004)",
        "9 May 1997, Moscow",
        "１９９７",
        "١٩٩٧",
        "9\u{301} May 1997 \u{202e}",
    ] {
        assert_eq!(parse_date(printed), None, "{printed:?}");
    }
}

/// Each date as `lead:printed=EDTF`, joined by `; `.
fn shown(text: &str) -> String {
    let found = find_dates(text);
    let show = |found: &super::FoundDate| {
        let lead = match found.words.lead {
            None => String::new(),
            Some(lead) => format!("{lead:?}:"),
        };
        format!("{lead}{}={}", &text[found.start..found.end], found.date)
    };
    found.iter().map(show).collect::<Vec<_>>().join("; ")
}

#[test]
fn dates_in_running_text() {
    let cases = [
        ("The accord was signed in June 1997 in the capital.", "In:June 1997=1997-06"),
        ("The lease runs to 2042.", "To:2042=2042"),
        ("By mid-2025 the neighbour had caught up.", "By:mid-2025=2025-38"),
        ("Through the 1990s and beyond", "Through:1990s=199X"),
        ("ties loosened since at least 2007, then", "Since:2007=2007"),
        ("until the end of 2024", "Until:end of 2024=2024-39"),
        ("rose from 2004 to 2007 and fell by 2009", "From:2004 to 2007=2004/2007; By:2009=2009"),
        ("between 2004 and 2007", "Between:2004 and 2007=2004/2007"),
        ("prolonged in 2012 to 2042", "In:2012=2012; To:2042=2042"),
        ("in 2004 and 2007", "In:2004=2004; 2007=2007"),
        ("the war (1992–1997)", "1992–1997=1992/1997"),
        ("on 9 May 1997, and again on May 12, 1998", "In:9 May 1997=1997-05-09; In:May 12, 1998=1998-05-12"),
        ("its 2012 deal and the 2022 invasion", "2012=2012; 2022=2022"),
        ("The 2014–2015 downturn hurt.", "2014–2015=2014/2015"),
        ("The 2022 sanctions bit.", "2022=2022"),
        ("In 2014 troops crossed.", "In:2014=2014"),
        ("the post-2014 order", "After:2014=2014"),
        ("pre-1991 borders", "Before:1991=1991"),
        ("a neighbour’s 2021 return", "2021=2021"),
        ("the drill Shield 2021 ended", "2021=2021"),
        ("before 1992", "Before:1992=1992"),
        ("after 1992.", "After:1992=1992"),
        ("as of 2024", "From:2024=2024"),
        ("during 2009", "During:2009=2009"),
        ("by 1995: the last", "By:1995=1995"),
        ("a contract of c. 2004", "c. 2004=2004~"),
        ("Q3 2024 and 2024Q4", "Q3 2024=2024-35; 2024Q4=2024-36"),
        ("In 1868, the town", "In:1868=1868"),
        ("in 1500 the town", "In:1500=1500"),
        ("since 2007 [3]", "Since:2007=2007"),
        ("see <https://example.org/2012/05/03/x> accessed 27 August 2025", "27 August 2025=2025-08-27"),
        ("16 October 2004 – 3 March 2005", "16 October 2004 – 3 March 2005=2004-10-16/2005-03-03"),
        ("2012 – 201st base to 2042", "2012=2012; To:2042=2042"),
        ("1992–present", "1992–present=1992/.."),
        ("a 2014-style shock", "2014=2014"),
        ("2022's winners", "2022=2022"),
        ("2022’s invasion", "2022=2022"),
        ("In 2004—the year of", "In:2004=2004"),
        ("“2004”", "2004=2004"),
        ("in\n2004", "In:2004=2004"),
        ("By the summer of 2004 and in early 2005", "By:summer of 2004=2004-22; In:early 2005=2005-37"),
        ("Мир, 9 May 1997 — сказал", "9 May 1997=1997-05-09"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn figures_and_codes_are_no_dates() {
    for text in [
        "",
        "about 1,500 people",
        "No. 2012",
        "no. 2012 of the series",
        "see [2012]",
        "[2012] [2013]",
        "the 201st base",
        "2000 troops",
        "2004 soldiers",
        "2000 Russian troops",
        "about 2000 troops",
        "2,004 cases",
        "12,2004",
        "2004.5",
        "1.2004",
        "$2000",
        "€2020 each",
        "2020% more",
        "2020 percent",
        "by 2020 percent",
        "in 2000 villages",
        "2014 km of road",
        "1990 MW",
        "2020 million",
        "more than 2000",
        "over 2000 in all",
        "nearly 1990",
        "at least 1990 died",
        "Resolution 1904",
        "Article 2012",
        "pp. 1990",
        "page 2004",
        "A2004",
        "2004a",
        "S/2004/123",
        "A/RES/2231",
        "2004/123",
        "ISO-2004",
        "12:2004",
        "2004:12",
        "https://example.org/2012/05/03/x",
        "www.example.org/2012",
        "desk2012@example.org",
        "555-2004",
        "2004-123",
        "2004-05-06-07",
        "20041",
        "12004",
        "1500 of them",
        "rose from 1500 to 2000 troops",
        "1500–2000 people",
        "3000",
        "0999",
        "in January",
        "9 May",
        "they may 2 march",
        "90s",
        "#2020",
        "№ 2020",
        "２０２０",
        "2020_05",
        "v2.2020",
    ] {
        assert_eq!(shown(text), "", "{text:?}");
    }
}

#[test]
fn prepositions_open_an_end() {
    let cases = [
        ("since 2007", "2007/.."),
        ("to 2042", "../2042"),
        ("by mid-2025", "../2025-08"),
        ("through the 2010s", "201X"),
        ("in 2007", "2007"),
        ("from 2004 to 2007", "2004/2007"),
    ];
    for (text, expected) in cases {
        assert_eq!(find_dates(text)[0].with_lead().to_string(), expected, "{text}");
    }
}

#[test]
fn places_are_bytes_of_the_text() {
    let text = "Дату — since the 1990s";
    let found = find_dates(text)[0];
    assert_eq!(&text[found.start..found.end], "1990s");
    assert_eq!(&text[found.words.start..found.start], "since the ");
    assert_eq!(found.words.lead, Some(DateLead::Since));
}

#[test]
fn hostile_text_takes_linear_time_and_never_panics() {
    let pieces =
        ["2004-", "9 May ", "May–", "c. ", "early ", "first half of the ", "[", "1/2/", "9", "é", "http://x ", "to "];
    for piece in pieces {
        let text = piece.repeat(20_000);
        assert!(find_dates(&text).len() <= text.len());
        assert!(parse_date(&text).is_none() || piece == "9");
    }
}
