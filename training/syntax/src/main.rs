//! Trains, scores and times the model of `chancery-lexis`. `README.md` says how.

mod joining;
mod learner;
mod score;
mod train;
mod treebank;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chancery_lexis::syntax::{Known, KnownKind, MAGIC, Model, Quad, Reader, Table};
use joining::join;
use learner::{Learner, Row};
use train::{Plan, SCALE};
use treebank::Gold;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["train", ewt, pud, model] => train_all(Path::new(ewt), Path::new(pud), Path::new(model)),
        ["score", model, ref files @ ..] => score_files(Path::new(model), files, false),
        ["errors", model, ref files @ ..] => score_files(Path::new(model), files, true),
        ["speed", model, file] => speed(Path::new(model), file),
        ["parse", model, file] => parse(Path::new(model), file),
        _ => Err(
            "train EWT PUD MODEL | score MODEL FILE... | errors MODEL FILE... | speed MODEL FILE | parse MODEL FILE"
                .into(),
        ),
    }
}

fn sentences(path: &Path) -> Outcome<Vec<Gold>> {
    Ok(treebank::read(&fs::read_to_string(path)?)?)
}

/// Every file below a folder whose name ends so, in order.
fn files(folder: &Path, out: &mut Vec<PathBuf>) -> Outcome<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Outcome<_>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files(&entry, out)?;
        } else if entry.extension().is_some_and(|extension| extension == "conllu") {
            out.push(entry);
        }
    }
    Ok(())
}

/// The training part of English-EWT: the documents' sentences but for those of dev and test.
fn training_part(ewt: &Path) -> Outcome<Vec<Gold>> {
    let mut held: Vec<String> = Vec::new();
    for name in ["en_ewt-ud-dev.conllu", "en_ewt-ud-test.conllu"] {
        held.extend(sentences(&ewt.join(name))?.into_iter().map(|gold| gold.id));
    }
    held.sort();
    let mut paths = Vec::new();
    files(&ewt.join("not-to-release/sources"), &mut paths)?;
    let mut out = Vec::new();
    for path in paths {
        out.extend(sentences(&path)?.into_iter().filter(|gold| held.binary_search(&gold.id).is_err()));
    }
    Ok(out)
}

/// How many in a hundred stretches of a kind are joined in training: some are not, for the reader may not know them.
fn chance(kind: KnownKind) -> u32 {
    match kind {
        KnownKind::Name => 50,
        KnownKind::Number => 80,
        _ => 90,
    }
}

/// PUD's sentences number 5, 10, 15 ... are held back for scoring formal prose.
const HELD_BACK: usize = 5;

fn train_all(ewt: &Path, pud: &Path, model: &Path) -> Outcome<()> {
    let start = Instant::now();
    let plan = Plan { passes: 10, least_tags: 2, least_moves: 4, least_relations: 3 };
    let mut all: Vec<Gold> = training_part(ewt)?.iter().map(|gold| join(gold, chance)).collect();
    let formal = sentences(pud)?;
    let formal = formal.iter().enumerate().filter(|(at, _)| at % HELD_BACK != 0).map(|(_, gold)| join(gold, chance));
    let formal: Vec<Gold> = formal.collect();
    let own = sentences(Path::new("policy.conllu"))?;
    for _ in 0..2 {
        all.extend(formal.iter().cloned());
    }
    for _ in 0..4 {
        all.extend(own.iter().cloned());
    }
    let all: Vec<&Gold> = all.iter().filter(|gold| gold.len() < 120).collect();
    eprintln!("{} sentences after {} s", all.len(), start.elapsed().as_secs());
    let tags = train::folded_tags(&all, &plan);
    eprintln!("tags for the parser after {} s", start.elapsed().as_secs());
    let tagger = train::tagger(&all, &plan, 5);
    eprintln!("tagger after {} s", start.elapsed().as_secs());
    let nodes: Vec<_> = all.iter().zip(&tags).map(|(gold, tags)| train::nodes(gold, tags)).collect();
    let parser = train::parser(&all, &nodes, &plan);
    eprintln!("parser after {} s", start.elapsed().as_secs());
    let labeller = train::labeller(&all, &nodes, &plan);
    eprintln!("labeller after {} s", start.elapsed().as_secs());
    let mut bytes = MAGIC.to_vec();
    bytes.extend(fitted("tags", &tagger, 1_200_000, Table::write));
    bytes.extend(fitted("moves", &parser, 2_000_000, Quad::write));
    bytes.extend(fitted("relations", &labeller, 950_000, Table::write));
    fs::write(model, &bytes)?;
    eprintln!("{} bytes after {} s", bytes.len(), start.elapsed().as_secs());
    Ok(())
}

/// A learner's table of no more bytes than this: rows whose greatest weight is small are left out first.
fn fitted(name: &str, learner: &Learner, budget: usize, write: fn(&[Row]) -> Vec<u8>) -> Vec<u8> {
    let rows = learner.rows(SCALE);
    for least in 1.. {
        let kept: Vec<_> = rows
            .iter()
            .filter(|(_, weights)| weights.iter().any(|(_, weight)| weight.abs() >= least))
            .map(|(key, weights)| {
                let kept = weights.iter().copied().filter(|(_, weight)| 4 * weight.abs() >= least);
                (*key, kept.collect::<Vec<_>>())
            })
            .collect();
        let table = write(&kept);
        eprintln!("{name}: least {least}, {} of {} features, {} bytes", kept.len(), learner.features(), table.len());
        if table.len() <= budget {
            return table;
        }
    }
    Vec::new()
}

fn score_files(model: &Path, names: &[&str], say: bool) -> Outcome<()> {
    let bytes = fs::read(model)?;
    let reader = Reader::new(Model::from_bytes(&bytes).ok_or("no model")?);
    for name in names {
        let mut gold = sentences(Path::new(name))?;
        if name.ends_with("en_pud-ud-test.conllu") {
            gold = gold.into_iter().step_by(HELD_BACK).collect();
        }
        let joined: Vec<Gold> = gold.iter().map(|gold| join(gold, |_| 100)).collect();
        if !say {
            score::score(&format!("{name} as cut"), &gold, &reader, false);
        }
        score::score(&format!("{name} joined"), &joined, &reader, say);
    }
    Ok(())
}

fn speed(model: &Path, name: &str) -> Outcome<()> {
    let bytes = fs::read(model)?;
    let start = Instant::now();
    let reader = Reader::new(Model::from_bytes(&bytes).ok_or("no model")?);
    println!("model opened in {} us", start.elapsed().as_micros());
    let gold: Vec<Gold> = sentences(Path::new(name))?.iter().map(|gold| join(gold, |_| 100)).collect();
    let laid: Vec<_> = gold.iter().map(score::laid_out).collect();
    let length: usize = laid.iter().map(|(text, _)| text.len()).sum();
    let mut best = usize::MAX;
    let mut count = 0;
    for _ in 0..20 {
        let start = Instant::now();
        count = laid.iter().map(|(text, pieces)| reader.read_pieces(text, pieces.clone()).tokens.len()).sum();
        best = best.min(usize::try_from(start.elapsed().as_micros())?.max(1));
    }
    println!("{length} bytes, {count} tokens; best of 20 in {best} us: {} kB/s", length * 1000 / best);
    Ok(())
}

/// Reads plain sentences, one a line, and writes them as CoNLL-U to be corrected by hand. What is known stands in
/// brackets after a letter for its kind: `[D 4 May 2016]`, `[N 12]`, `[Q 3 percent]`, `[M $4 billion]`, `[E World Bank]`.
fn parse(model: &Path, name: &str) -> Outcome<()> {
    let bytes = fs::read(model)?;
    let reader = Reader::new(Model::from_bytes(&bytes).ok_or("no model")?);
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("own");
    for (number, line) in fs::read_to_string(name)?.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let (text, known) = unmarked(line);
        let sentence = reader.read(&text, &known);
        println!("# sent_id = {stem}-{}\n# text = {text}", number + 1);
        for (at, token) in sentence.tokens.iter().enumerate() {
            let head = token.head.map_or(0, |head| head + 1);
            let known = KnownKind::NAMES.iter().find(|(_, kind)| Some(*kind) == token.known);
            println!(
                "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{}",
                at + 1,
                token.form,
                token.lemma,
                token.tag.upos(),
                token.tag.xpos(),
                token.relation.code(),
                known.map_or_else(|| "_".to_owned(), |(name, _)| format!("Known={name}"))
            );
        }
        println!();
    }
    Ok(())
}

/// A line without its brackets, and what stood in them.
fn unmarked(line: &str) -> (String, Vec<Known>) {
    let mut text = String::new();
    let mut known = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let (inside, next) = after.split_once(']').unwrap_or((after, ""));
        let (letter, words) = inside.split_once(' ').unwrap_or(("", inside));
        let kind = match letter {
            "D" => KnownKind::Date,
            "N" => KnownKind::Number,
            "Q" => KnownKind::Quantity,
            "M" => KnownKind::Money,
            _ => KnownKind::Name,
        };
        known.push(Known { span: text.len()..text.len() + words.len(), kind });
        text.push_str(words);
        rest = next;
    }
    text.push_str(rest);
    (text, known)
}
