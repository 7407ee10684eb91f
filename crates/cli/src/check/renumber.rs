//! Renumbering, on request: the list of sources in the order of first citation, and every citation with it.

use std::collections::BTreeMap;
use std::ops::Range;

use chancery_model::anchor::Anchor;
use chancery_model::datasets::Datasets;

use super::mend::{Change, Mended};
use crate::draw::Canvas;
use crate::exit::Exit;
use crate::failure::Failure;

/// The report with its sources numbered in the order of first citation, those never cited behind them in their own
/// order; `None` where they are so already.
///
/// # Errors
/// [`Exit::BadInput`] where the list has no numbers 1 to n, or stands otherwise in the file than as entries of their
/// own lines: nothing is changed then.
pub(super) fn renumbered(datasets: &Datasets, canvas: &Canvas) -> Result<Option<Mended>, Failure> {
    let listed = datasets.references.iter().map(|reference| reference.number);
    if !listed.eq(1..=u32::try_from(datasets.references.len()).unwrap_or(u32::MAX)) {
        return Err(refused(canvas, "its list of sources is not numbered from 1 without gaps"));
    }
    let order = order(datasets);
    if order.iter().copied().eq(1..=u32::try_from(order.len()).unwrap_or(u32::MAX)) {
        return Ok(None);
    }
    let raw = canvas.source.raw();
    let entries: Vec<Range<usize>> =
        datasets.references.iter().map(|reference| entry(raw, &canvas.bytes(reference.anchor))).collect();
    if entries.windows(2).any(|pair| pair[0].end > pair[1].start) {
        return Err(refused(canvas, "two of its sources stand on one line"));
    }
    let mut changes: Vec<Change> = Vec::new();
    for (slot, number) in entries.iter().zip(&order) {
        let moved = &entries[*number as usize - 1];
        changes.push(Change { start: slot.start, end: slot.end, text: raw[moved.clone()].to_owned() });
    }
    let new: BTreeMap<u32, u32> = order.iter().copied().zip(1..).collect();
    for (anchor, numbers) in printed(datasets) {
        let bytes = canvas.bytes(anchor);
        let Some(text) = raw.get(bytes.clone()).and_then(|text| reprinted(text, &numbers, &new)) else {
            return Err(refused(canvas, "a citation is printed in a form that cannot be rewritten"));
        };
        changes.push(Change { start: bytes.start, end: bytes.end, text });
    }
    let n_moved = order.iter().zip(1..).filter(|(number, place)| *number != place).count();
    changes.sort_by_key(|change| change.start);
    if changes.windows(2).any(|pair| pair[0].end > pair[1].start) {
        return Err(refused(canvas, "a source of its list is cited inside the list itself"));
    }
    Ok(Some(Mended::made(raw, changes, n_moved)))
}

fn refused(canvas: &Canvas, why: &str) -> Failure {
    let message = format!("{} cannot be renumbered: {why}", canvas.report_path);
    Failure::new(Exit::BadInput, message).help("renumber it by hand, or leave out --renumber")
}

/// The old numbers in their new order.
fn order(datasets: &Datasets) -> Vec<u32> {
    let mut is_placed = vec![false; datasets.references.len()];
    let cited = datasets.citations.iter().filter(|citation| citation.reference_id.is_some());
    let listed = datasets.references.iter().map(|reference| reference.number);
    cited
        .map(|citation| citation.number)
        .chain(listed)
        .filter(|number| {
            is_placed.get_mut(*number as usize - 1).is_some_and(|is_placed| !std::mem::replace(is_placed, true))
        })
        .collect()
}

/// The printed citations with the numbers that each stands for: a range stands for several.
fn printed(datasets: &Datasets) -> BTreeMap<Anchor, Vec<u32>> {
    let mut printed: BTreeMap<Anchor, Vec<u32>> = BTreeMap::new();
    for citation in &datasets.citations {
        printed.entry(citation.anchor).or_default().push(citation.number);
    }
    printed
}

/// A citation with its new numbers, in the form it was printed in. A number without a source stays.
fn reprinted(text: &str, old: &[u32], new: &BTreeMap<u32, u32>) -> Option<String> {
    let mut numbers: Vec<u32> = old.iter().map(|number| new.get(number).copied().unwrap_or(*number)).collect();
    numbers.sort_unstable();
    let is_digit = |letter: char| letter.is_ascii_digit();
    let (first, last) = (text.find(is_digit)?, text.rfind(is_digit)? + 1);
    let (before, after) = (&text[..first], &text[last..]);
    if let [number] = numbers.as_slice() {
        return Some(format!("{before}{number}{after}"));
    }
    let inner = &text[first..last];
    let joint = inner.trim_matches(is_digit);
    let (low, high) = (*numbers.first()?, *numbers.last()?);
    if (high - low) as usize + 1 == numbers.len() && numbers.len() > 2 {
        return Some(format!("{before}{low}{joint}{high}{after}"));
    }
    // Brackets of their own are kept so; inside one bracket a comma parts them.
    let comma = if joint.contains('[') { "] [" } else { ", " };
    let listed: Vec<String> = numbers.iter().map(u32::to_string).collect();
    Some(format!("{before}{}{after}", listed.join(comma)))
}

/// The whole of an entry in the author's file: from behind its bullet or number to its line's end, so that markup
/// around it goes with it.
fn entry(raw: &str, bytes: &Range<usize>) -> Range<usize> {
    let line_start = raw[..bytes.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_end = raw[bytes.end..].find(['\n', '\r']).map_or(raw.len(), |at| bytes.end + at);
    let start = line_start + marker(&raw[line_start..line_end]).min(bytes.start - line_start);
    start..start + raw[start..line_end].trim_end().len()
}

/// Length of a line's bullet or number with the spaces around it; other words are the entry's.
fn marker(line: &str) -> usize {
    let indent = line.len() - line.trim_start().len();
    let rest = &line[indent..];
    let word = rest.split_whitespace().next().unwrap_or_default();
    let number = word.trim_matches(['[', ']', '^', '.', ')', '(', ':']);
    let is_bullet = matches!(word, "-" | "*" | "+" | "\u{2022}" | "\u{2013}");
    let is_number = !number.is_empty() && number.len() < word.len() && number.bytes().all(|byte| byte.is_ascii_digit());
    let after = &rest[word.len()..];
    if is_bullet || is_number { indent + word.len() + after.len() - after.trim_start().len() } else { indent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_keep_their_form() {
        let new = BTreeMap::from([(1, 3), (2, 1), (3, 2), (4, 12), (5, 4), (6, 5), (7, 6)]);
        let cases: &[(&str, &[u32], &str)] = &[
            ("[1]", &[1], "[3]"),
            ("[ 4 ]", &[4], "[ 12 ]"),
            ("[^2]", &[2], "[^1]"),
            ("4", &[4], "12"),
            ("[9]", &[9], "[9]"),
            ("[1]-[3]", &[1, 2, 3], "[1]-[3]"),
            ("[5\u{2013}7]", &[5, 6, 7], "[4\u{2013}6]"),
            ("[3]\u{2013}[5]", &[3, 4, 5], "[2] [4] [12]"),
            ("[3-5]", &[3, 4, 5], "[2, 4, 12]"),
            ("[1-2]", &[1, 2], "[1, 3]"),
        ];
        for (text, old, expected) in cases {
            assert_eq!(reprinted(text, old, &new).as_deref(), Some(*expected), "{text}");
        }
        assert_eq!(reprinted("[*]", &[1], &new), None);
    }

    #[test]
    fn an_entry_is_its_line_without_the_bullet() {
        let cases = [
            ("x\n- A, B.\n", "A", "A, B."),
            ("x\n* *A*, B.  \n", "A", "*A*, B."),
            ("x\n 12. A, B", "A", "A, B"),
            ("[3] A, B\r\ny", "A", "A, B"),
            ("[^3]: A, B", "A", "A, B"),
            ("*A*, B", "A", "*A*, B"),
            ("2019 A, B", "A", "2019 A, B"),
        ];
        for (raw, first, expected) in cases {
            let at = raw.find(first).unwrap();
            assert_eq!(&raw[entry(raw, &(at..at + 1))], expected, "{raw:?}");
        }
    }
}
