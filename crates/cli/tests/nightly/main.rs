//! An unattended run: it publishes whole releases or none, says how it went, and comes to no harm in a bad night.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "the tests prepare their own folders and read the clock")]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "figures, and what had to be left out, are for whoever runs this"
)]

#[path = "../support/mod.rs"]
mod support;

mod bits;
mod bytes;
mod crash;
mod dossiers;
mod observation;
mod reader;
mod space;
mod together;
mod unchanged;

use std::process::Output;

use support::Folder;

/// A report of a few sources, a timeline and figures; `year` and `share` make it another edition.
fn report(year: u32, share: u32) -> String {
    format!(
        "Harbours of the north\nOverview\nThe port opened in {year} [1]. It handles {share} percent of the region's \
         exports [2].\n\nTimeline\n- {year} – Opening: The port is opened by the mayor [1].\n- 2019 – Enlargement: A second \
         quay is built [2].\n\nLiterature\n1. Ana Poe, 'Ports' (Tide Press, 2004).\n2. Ben Roe, 'Quays and Cranes' (Tide \
         Press, 2021).\n"
    )
}

/// What a run said, with how it ended.
#[track_caller]
fn expect_exit(output: &Output, exits: &[i32]) -> String {
    let said = [&output.stdout[..], &output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.code().is_some_and(|code| exits.contains(&code)), "{:?}\n{said}", output.status);
    said
}

/// Whether every file of a folder of releases is of a release, or one of those that stand beside them.
#[track_caller]
fn expect_nothing_left_over(folder: &Folder, out: &str) {
    for entry in std::fs::read_dir(folder.0.join(out)).expect("a folder of releases") {
        let name = entry.expect("readable").file_name().to_string_lossy().into_owned();
        let is_known = !name.starts_with('.') || [".lock", ".state", ".history"].contains(&name.as_str());
        assert!(is_known, "left over: {name}");
    }
}

/// A number that `name` sets in the environment, for the long form of a test.
fn long_form(name: &str, short: usize) -> usize {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(short)
}

/// Numbers that look random and are the same in every run (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("below a usize")
    }
}
