//! scratch
use chancery_export::briefing::*;
use chancery_export::drawing::*;
use chancery_export::font::Face;
use chancery_export::pdf::render;
use chancery_model::day::Day;

fn t(s: &str) -> Inline { Inline::Text(s.into()) }
fn c(n: u32) -> Inline { Inline::Citation(n) }
fn h(level: u8, text: &str) -> Block { Block::Heading { level, text: text.into() } }
fn p(i: Vec<Inline>) -> Block { Block::Paragraph(i) }
fn s(x: &str) -> Inline { Inline::Strong(x.into()) }
fn e(x: &str) -> Inline { Inline::Emphasis(x.into()) }
fn col(l: &str, w: f32, n: bool) -> Column { Column { label: l.into(), weight: w, numeric: n } }

fn chart() -> Figure {
    let mut shapes = vec![];
    let grey = Colour::rgb(0xD0D6DE);
    for i in 0..5 {
        let y = 20.0 + 35.0 * i as f32;
        shapes.push(Shape::Line { points: vec![Point { x: 30.0, y }, Point { x: 430.0, y }], stroke: grey, width: 0.5, dash: vec![] });
        shapes.push(Shape::Text { at: Point { x: 26.0, y: y + 2.5 }, align: Align::End, face: Face::Sans, size: 7.5, fill: Colour::rgb(0x555F6B), text: format!("{}", 50 - 10 * i) });
    }
    let pts: Vec<Point> = (0..20).map(|i| Point { x: 30.0 + 20.0 * i as f32, y: 150.0 - (i as f32 * 5.0) - if i % 3 == 0 { 18.0 } else { 0.0 } }).collect();
    for (i, p) in pts.iter().enumerate().step_by(4) {
        shapes.push(Shape::Text { at: Point { x: p.x, y: 174.0 }, align: Align::Middle, face: Face::Sans, size: 7.5, fill: Colour::rgb(0x555F6B), text: format!("{}", 2004 + i) });
    }
    shapes.push(Shape::Polygon { points: vec![Point { x: 230.0, y: 20.0 }, Point { x: 270.0, y: 20.0 }, Point { x: 270.0, y: 160.0 }, Point { x: 230.0, y: 160.0 }], fill: Colour::rgb(0xEEF2F7) });
    shapes.push(Shape::Line { points: pts.clone(), stroke: Colour::rgb(0x1F3A5F), width: 1.5, dash: vec![] });
    shapes.push(Shape::Line { points: vec![Point { x: 30.0, y: 70.0 }, Point { x: 430.0, y: 70.0 }], stroke: Colour::rgb(0xB45309), width: 1.0, dash: vec![4.0, 3.0] });
    for p in &pts { shapes.push(Shape::Disc { centre: *p, radius: 2.2, fill: Colour::rgb(0x1F3A5F) }); }
    shapes.push(Shape::Text { at: Point { x: 430.0, y: 66.0 }, align: Align::End, face: Face::SansItalic, size: 7.5, fill: Colour::rgb(0xB45309), text: "claim of the report: “about a third”".into() });
    Figure {
        caption: vec![t("Remittances received, per cent of output, 2004 to 2023, with the level that the report claims. Source: "), Inline::Link { text: "World Bank".into(), url: "https://data.worldbank.org/indicator/BX.TRF.PWKR.DT.GD.ZS".into() }],
        alternative: "A line chart. The share rises from 6 per cent in 2004 to 44 per cent in 2023, with dips in 2009 and 2015.".into(),
        drawing: Drawing { width: 440.0, height: 180.0, shapes },
    }
}

fn para(n: u32) -> Block {
    p(vec![
        t("The two governments settled the terms of the base over several rounds of negotiation, and the agreement that followed extended the presence of the garrison by three decades"), c(n),
        t(". Remittances from labour migrants remain the largest single source of foreign currency; when the neighbouring economy contracts, household consumption contracts with it, and the budget follows within two quarters"), c(n + 1), c(n + 2),
        t(". An "), e("office-level reading"), t(" of the figures suggests that the exposure has not diminished, and that the "), s("diversification programme"),
        t(" announced in the same year has been implemented only in the transportation and telecommunications sectors. The Tajik press ("), e("Ҷумҳурият"), t(", Душанбе) carried the text of the communiqué («о дружбе и сотрудничестве») on its front page → see the annex; coverage ≥ 90%, № 14."),
    ])
}

fn reference(n: u32) -> ReferenceEntry {
    ReferenceEntry { number: n, text: vec![t(&format!("Author Number {n} and Second Author, ‘A working paper on the dependence of small economies on transfers’ ({}) 12(3) ", 1990 + n % 30)), e("Journal of Regional Studies"), t(" 101–119 <"), Inline::Link { text: format!("https://example.org/papers/regional-studies/2019/{n}/a-working-paper-on-the-dependence-of-small-economies"), url: format!("https://example.org/papers/regional-studies/2019/{n}/a-working-paper-on-the-dependence-of-small-economies") }, t("> accessed 3 March 2025.")] }
}

fn table(rows: usize) -> Table {
    Table {
        caption: "Events in the dossier, with the finest date that the text supports".into(),
        columns: vec![col("Date", 1.0, false), col("Event", 3.0, false), col("Category", 1.2, false), col("Value, US$ m", 1.0, true), col("Share, %", 0.8, true)],
        rows: (0..rows).map(|i| vec![
            vec![t(&format!("{}-{:02}", 1992 + i % 30, 1 + i % 12))],
            vec![t(["Treaty of friendship signed", "Base agreement prolonged to the middle of the century after long negotiations over rent and equipment", "Customs union talks suspended", "Border guards withdrawn from the southern frontier"][i % 4]), c(1 + (i as u32) % 20)],
            vec![t(["political", "security", "economic"][i % 3])],
            vec![t(&format!("{}.{}", (i * 137) % 2000, i % 10))],
            if i % 5 == 0 { vec![] } else { vec![t(&format!("−{}.{}", i % 50, i % 10))] },
        ]).collect(),
    }
}

fn base() -> Briefing {
    Briefing {
        title: "Leaning on one neighbour: what the record shows".into(),
        subtitle: "A briefing on labour, bases and borders, drawn from one report and four series".into(),
        language: "en-GB".into(),
        authors: vec!["Desk Officer".into(), "Second Author".into()],
        description: "What changed, what holds, and how well it is sourced.".into(),
        keywords: vec!["remittances".into(), "security".into()],
        date: Day::new(2025, 8, 29),
        running_head: "Leaning on one neighbour · Edition of 29 August 2025".into(),
        facts: vec![("Edition".into(), "29 August 2025".into()), ("Areas".into(), "Ruritania; Graustark".into()), ("Evidence".into(), "20 sources, 31 citations, 3 open findings".into())],
        blocks: vec![],
    }
}

fn realistic() -> Briefing {
    let mut b = base();
    b.blocks = vec![
        Block::Callout { heading: "Bottom line".into(), body: vec![t("Dependence is likely to persist in the near term: transfers still carry between a third and a half of output, the garrison’s lease runs to 2042, and no alternative labour market has opened"), c(3), t(".")] },
        h(1, "Key figures"),
        Block::List(vec![
            vec![s("Mid-40s per cent"), t(" of output came from remittances in 2023"), c(4), t(", the highest share among the economies for which the portal has data for that year.")],
            vec![s("2042"), t(": the year to which the lease on the base now runs"), c(5), t(".")],
            vec![t("Short item.")],
        ]),
        h(1, "Themes"), h(2, "Labour and remittances"), para(1), para(4), Block::Figure(chart()),
        h(2, "Security"), para(7), h(3, "The southern border"), para(10), para(13),
        h(1, "Events"), p(vec![t("The table lists events in order of date.")]), Block::Table(table(30)),
        h(1, "Evidence"), para(2), Block::Note(vec![t("Figures are as printed in the report; series were fetched on 3 March 2025. Where the report hedges, the hedge is kept. Write to "), Inline::Link { text: "the desk".into(), url: "mailto:desk@example.org".into() }, t(".")]),
        h(1, "References"), Block::References((1..=20).map(reference).collect()),
    ];
    b
}

fn awkward() -> Briefing {
    let mut b = base();
    let url = format!("https://example.org/{}", "abcdefghij0123456789".repeat(14));
    let words = "considerations of comprehensively institutionalised interdependence ".repeat(10);
    b.title = words.clone();
    b.subtitle = words.clone();
    b.running_head = words.clone().repeat(5);
    b.facts = vec![(words.clone(), words.clone()), ("日本語 emoji 👩‍👩‍👧 \u{7} control".into(), "مرحبا שלום ไทย".into())];
    b.blocks = vec![
        h(3, &words), h(1, &words), h(2, &words),
        p(vec![t("A link: "), Inline::Link { text: url.clone(), url: url.clone() }, t(" and js "), Inline::Link { text: "bad".into(), url: "javascript:alert(1)".into() }, c(999), c(1), c(2), c(3)]),
        p(vec![t(&"M".repeat(400))]), p(vec![]), p(vec![t("  ")]),
        p(vec![t("Ҳар як шаҳрванди Тоҷикистон ҳуқуқ дорад ғӯзапоя, ҷӯйбор, қишлоқ. Съешь же ещё этих мягких французских булок да выпей чаю.")]),
        Block::List(vec![vec![Inline::Link { text: url.clone(), url: url.clone() }], vec![], vec![t(&words.repeat(60))]]),
        Block::Table(Table { caption: words.clone(), columns: vec![col(&words, 1.0, false), col("n", 0.1, true), col("URL", 1.0, false)],
            rows: (0..90).map(|i| vec![vec![t(&format!("row {i}"))], vec![t("1,234,567.89")], vec![Inline::Link { text: url.clone(), url: url.clone() }]]).collect() }),
        Block::Table(Table { caption: "Tall rows".into(), columns: vec![col("a", 1.0, false), col("b", f32::NAN, false)], rows: vec![vec![vec![t(&words.repeat(20))], vec![t("x")], vec![t("extra")]], vec![]] }),
        Block::Table(Table { caption: "No columns".into(), columns: vec![], rows: vec![vec![vec![t("lost")]]] }),
        Block::Table(Table { caption: "No rows".into(), columns: vec![col("a", 0.0, false), col("b", 0.0, true)], rows: vec![] }),
        Block::Table(Table { caption: "Many columns".into(), columns: (0..14).map(|i| col(&format!("Column {i}"), 1.0, i % 2 == 0)).collect(), rows: vec![(0..14).map(|i| vec![t(&format!("{}", i * 111111))]).collect()] }),
        Block::Figure(Figure { caption: vec![], alternative: String::new(), drawing: Drawing { width: f32::NAN, height: 0.0, shapes: vec![] } }),
        Block::Figure(Figure { caption: vec![t(&words)], alternative: "tall".into(), drawing: Drawing { width: 2000.0, height: 4000.0, shapes: chart().drawing.shapes } }),
        Block::Callout { heading: String::new(), body: vec![] },
        Block::Callout { heading: "Long".into(), body: vec![t(&words.repeat(80))] },
        h(1, ""), h(1, "References"),
        Block::References((1..=200).map(|n| if n % 7 == 0 { ReferenceEntry { number: n, text: vec![Inline::Link { text: url.clone(), url: url.clone() }] } } else { reference(n) }).collect()),
        h(1, "Last heading with nothing below"),
    ];
    b
}

fn empty() -> Briefing {
    Briefing { title: String::new(), subtitle: String::new(), language: String::new(), authors: vec![], description: String::new(), keywords: vec![], date: None, running_head: String::new(), facts: vec![], blocks: vec![] }
}

fn main() {
    let out = std::env::args().nth(1).unwrap();
    for (name, b) in [("realistic", realistic()), ("awkward", awkward()), ("empty", empty())] {
        let start = std::time::Instant::now();
        let a = render(&b).unwrap();
        let first = start.elapsed();
        let start = std::time::Instant::now();
        let again = render(&b).unwrap();
        println!("{name}: {} bytes, {first:?}, {:?}, same {}", a.len(), start.elapsed(), a == again);
        std::fs::write(format!("{out}/{name}.pdf"), a).unwrap();
    }
}
