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
        "9 Mei 19970",
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
        ("as of 2024", "In:2024=2024"),
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
    let pieces = [
        "2004-",
        "9 May ",
        "In 2004 on 9 May two years later ",
        "May of the same year ",
        "May–",
        "c. ",
        "early ",
        "first half of the ",
        "[",
        "1/2/",
        "9",
        "é",
        "http://x ",
        "to ",
    ];
    for piece in pieces {
        let text = piece.repeat(20_000);
        assert!(find_dates(&text).len() <= text.len());
        assert!(parse_date(&text).is_none() || piece == "9");
    }
}

/// Written out before the rules that read them.
#[test]
fn dates_of_other_hands() {
    let cases = [
        ("The talks ran on 4-6 March 2019.", "In:4-6 March 2019=2019-03-04/2019-03-06"),
        ("drills from March to May 2020", "From:March to May 2020=2020-03/2020-05"),
        ("between 12 and 14 June 2003", "Between:12 and 14 June 2003=2003-06-12/2003-06-14"),
        ("the 2014/15 season", "2014/15=2014/2015"),
        ("the war of 1991-92", "1991-92=1991/1992"),
        ("in 1998 -- 2001 output fell", "In:1998 -- 2001=1998/2001"),
        ("in Nov. 2011 and Sept 2008", "In:Nov. 2011=2011-11; Sept 2008=2008-09"),
        ("on 03.11.2015 the tender closed", "In:03.11.2015=2015-11-03"),
        ("on 03/11/2015 the tender closed", "In:03/11/2015=2015"),
        ("on 2019-03-04", "In:2019-03-04=2019-03-04"),
        ("on March 4, 2019, the port", "In:March 4, 2019=2019-03-04"),
        ("in the second half of the 1980s", "In:second half of the 1980s=198X"),
        ("in late March 2014", "In:late March 2014=2014-03"),
        ("by end-2024", "By:end-2024=2024-39"),
        ("by end-March 2024", "By:end-March 2024=2024-03"),
        ("in Q3 of 2022", "In:Q3 of 2022=2022-35"),
        ("in 1H 2016 and 2Q 2017", "In:1H 2016=2016-40; 2Q 2017=2017-34"),
        ("in FY2021/22", "In:2021/22=2021/2022"),
        ("in FY2021", "In:2021=2021"),
        ("since the mid-2000s", "Since:mid-2000s=200X"),
        ("in the winter of 2021-22", "In:winter of 2021-22=2021-24"),
        ("In 2003 the base opened; on 9 May it was handed over", "In:2003=2003; In:9 May=2003-05-09"),
        ("signed in May and ratified in October 2004", "In:May=2004-05; In:October 2004=2004-10"),
        ("signed on May 9 and ratified on 3 June 2004", "In:May 9=2004-05-09; In:3 June 2004=2004-06-03"),
        ("In 2012 a lease was signed; two years later the base closed", "In:2012=2012; two years later=2014"),
        ("It was signed in 2012, and the following year it lapsed", "In:2012=2012; following year=2013"),
        (
            "It was signed in March 2012 and lapsed in May of the same year",
            "In:March 2012=2012-03; In:May of the same year=2012-05",
        ),
        (
            "On 31 March 2014 it was signed, and the next day it lapsed",
            "In:31 March 2014=2014-03-31; next day=2014-04-01",
        ),
        ("Two years later the base closed, the following year the port", ""),
        ("exports fell from a year earlier", ""),
        ("as of 1 January 2024", "In:1 January 2024=2024-01-01"),
        ("May 2012 through June 2013", "May 2012 through June 2013=2012-05/2013-06"),
        ("1 April 1999 to 31 March 2000", "1 April 1999 to 31 March 2000=1999-04-01/2000-03-31"),
        ("in January–March 2024", "In:January–March 2024=2024-01/2024-03"),
        ("in Jan.-Mar. 2024", "In:Jan.-Mar. 2024=2024-01/2024-03"),
        ("in Jan–Mar 2024", "In:Jan–Mar 2024=2024-01/2024-03"),
        ("on Monday 4 March 2019", "In:Monday 4 March 2019=2019-03-04"),
        ("on the 4th of March 2019", "In:4th of March 2019=2019-03-04"),
        ("until late 2023", "Until:late 2023=2023-39"),
        ("no later than 31 December 2030", "By:31 December 2030=2030-12-31"),
        ("from 2007 on, exports grew", "From:2007 on=2007/.."),
        ("in the years 1992 to 1997", "1992 to 1997=1992/1997"),
        ("2009 through 2011", "2009 through 2011=2009/2011"),
        ("in the 1970s and 1980s", "In:1970s=197X; 1980s=198X"),
        ("on 24 Feb 2022", "In:24 Feb 2022=2022-02-24"),
        ("on 24/02/2022 and 02/24/2022", "In:24/02/2022=2022-02-24; 02/24/2022=2022-02-24"),
        ("on 2022.02.24", "In:2022.02.24=2022-02-24"),
        ("file 20220224", ""),
        ("in spring 2014", "In:spring 2014=2014-21"),
        ("in the early months of 2022", "In:early months of 2022=2022-37"),
        ("at the start of 2022", "In:start of 2022=2022-37"),
        ("at year-end 2022", "In:year-end 2022=2022-39"),
        ("8 to 10 April 2010", "8 to 10 April 2010=2010-04-08/2010-04-10"),
        ("on April 8 and 9, 2010", "In:April 8 and 9, 2010=2010-04-08/2010-04-09"),
        ("on 28 February–1 March 2014", "In:28 February–1 March 2014=2014-02-28/2014-03-01"),
        ("between March 2011 and May 2012", "Between:March 2011 and May 2012=2011-03/2012-05"),
        ("by the early 2000s", "By:early 2000s=200X"),
        ("over 2015–2019 it doubled", "During:2015–2019=2015/2019"),
        ("in the first quarter 2024", "In:first quarter 2024=2024-33"),
        ("in the first quarter of this year", ""),
        ("from 1 to 5 July 1999", "From:1 to 5 July 1999=1999-07-01/1999-07-05"),
        ("in the 19th century", ""),
        ("the 2010-2014 average", "2010-2014=2010/2014"),
        ("the August 2008 war", "August 2008=2008-08"),
        ("He may march in June", ""),
        ("deposited on 9. 5. 2014", "In:9. 5. 2014=2014-05-09"),
        ("deposited 12.XI.1999", "12.XI.1999=1999-11-12"),
        ("in the first six months of 2009", "In:first six months of 2009=2009-01/2009-06"),
        ("in the last 3 months of 2009", "In:last 3 months of 2009=2009-10/2009-12"),
        ("4 in 2024, after 2 the year before", "In:2024=2024; year before=2023"),
        ("In 2024 it fell by 4 from the year before", "In:2024=2024"),
        ("In 2024, the year before the war", "In:2024=2024"),
        ("dated 31 February 2020", ""),
        ("call +41 22 2019", ""),
        ("version 10.11.2012.4", ""),
        ("in 2014 33 ships", "In:2014=2014"),
        ("signed on 9 May after deals in 2003 and 2004", "In:2003=2003; 2004=2004"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}\n    expected {expected}\n    found    {}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_a_sentence_does_not_resolve_stays_out() {
    let cases = [
        ("on 9 May the port opened", ""),
        ("in 2012 and 2014, and on 9 May", "In:2012=2012; 2014=2014"),
        ("Since 2007 votes are held in May", "Since:2007=2007"),
        ("The 2012 deal was renewed on 9 May", "2012=2012"),
        ("In 2012 it was signed; next year it may lapse", "In:2012=2012"),
        ("In the 1990s it was signed and two years later lapsed", "In:1990s=199X"),
        ("By 2012 it was signed, two years later it lapsed", "By:2012=2012"),
        ("In 2012 output rose on 9–12 May", "In:2012=2012"),
        ("In 2012 they met in the same month", "In:2012=2012"),
        ("In March 2012 the Maystadt report", "In:March 2012=2012-03"),
        ("In 2012, May said", "In:2012=2012"),
        ("In 2012 the 2 later bases", "In:2012=2012"),
        ("On 31 June of that year", ""),
        ("On 12 December it was agreed, and on 17 May 2023 approved", "In:17 May 2023=2023-05-17"),
        ("On 17 May 2023 they approved what they had agreed on 12 December", "In:17 May 2023=2023-05-17"),
        ("A week earlier, on 12 December, it was agreed, and approved in 2023", "In:2023=2023"),
        ("In 2999 it lapsed, and 99 years later", "In:2999=2999"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
    let given = |text: &str, date: &str| {
        let found = super::find_dates_given(text, date.parse().ok());
        found.iter().map(|date| date.date.to_string()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(given("signed on 9 May, ratified a year later", "2004"), "2004-05-09; 2005");
    assert_eq!(given("signed on 9 May", "2004/2006"), "");
    assert_eq!(given("signed on 9 May", "200X"), "");
    assert_eq!(given("signed on 9 May, as in 2001", "2004"), "2001");
}
