//! Prints how well the figures and merged events of the valid reports are found, as `ref/scores.toml` keeps it;
//! with `--missed`, what is missed instead.
#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

use chancery_tests::compiled::{bytes, compiled};
use chancery_tests::expected::cases;
use chancery_tests::score::{Scores, printed, score};

fn main() {
    let mut scores = Scores::new();
    let lists_missed = std::env::args().any(|argument| argument == "--missed");
    for case in cases() {
        let file_name = case.report.to_string_lossy().into_owned();
        let Ok(compiled) = compiled(&file_name, &bytes(&case.report)) else {
            println!("# {file_name} cannot be read");
            continue;
        };
        let (score, missed) = score(&case, &compiled);
        if lists_missed {
            println!("{}", case.name);
            missed.iter().for_each(|line| println!("    {line}"));
        }
        scores.insert(case.name, score);
    }
    if !lists_missed {
        print!("{}", printed(&scores));
    }
}
