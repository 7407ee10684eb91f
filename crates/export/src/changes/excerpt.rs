//! Values as they are shown: short, and cut so that what differs is seen.

use super::wording::unmarked;

/// Longest value shown whole, in characters.
const WHOLE: usize = 100;

/// Characters shown on either side of what differs.
const AROUND: usize = 30;

/// Longest stretch shown of what differs, in characters.
const LONGEST: usize = 120;

/// Stands for what is left out.
const LEFT_OUT: char = '…';

/// Two values, each short enough to be shown and without the numbers of citations: what they begin and end alike with
/// is left out of long ones, up to the words next to what differs.
pub(crate) fn excerpts(before: &str, after: &str) -> (String, String) {
    let (before, after) = (&unmarked(before), &unmarked(after));
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    if old.len() <= WHOLE && new.len() <= WHOLE {
        return (before.clone(), after.clone());
    }
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(one, other)| one == other).count();
    let head = same(&mut old.iter().zip(&new));
    let most = old.len().min(new.len()) - head;
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(most);
    let start = word_start(&old, head.saturating_sub(AROUND));
    let cut = |letters: &[char]| {
        let end = word_end(letters, (letters.len() - tail + AROUND).min(letters.len()));
        window(letters, start, end.max(start))
    };
    (cut(&old), cut(&new))
}

/// One value, short enough to be shown.
pub(crate) fn shortened(value: &str) -> String {
    let mut letters = value.chars();
    let mut shown: String = letters.by_ref().take(WHOLE).collect();
    if letters.next().is_some() {
        shown.push(LEFT_OUT);
    }
    shown
}

fn window(letters: &[char], start: usize, end: usize) -> String {
    let most = start + AROUND + LONGEST;
    let shown_end = if end <= most { end } else { word_start(letters, most).max(start) };
    let mut shown = String::new();
    if start > 0 {
        shown.push(LEFT_OUT);
    }
    shown.extend(&letters[start..shown_end]);
    if shown_end < letters.len() {
        shown.push(LEFT_OUT);
    }
    shown
}

/// The start of the word that a place stands in, if it is not far.
fn word_start(letters: &[char], at: usize) -> usize {
    let near = at.saturating_sub(AROUND)..at;
    near.rev().find(|before| letters[*before].is_whitespace()).map_or(if at <= AROUND { 0 } else { at }, |at| at + 1)
}

/// The end of the word that a place stands in, if it is not far.
fn word_end(letters: &[char], at: usize) -> usize {
    let near = at..letters.len().min(at + AROUND);
    let end = near.clone().find(|after| letters[*after].is_whitespace());
    end.unwrap_or(if near.end == letters.len() { letters.len() } else { at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_seen() {
        let long = "The two ministers met on the island, and then they signed the treaty that the fishing fleets of \
            both coasts had waited for since the war";
        let changed = long.replace("treaty", "protocol");
        let cases = [
            ("short", "a", "b", "a", "b"),
            ("nothing", "", "", "", ""),
            ("citations", "a [1]", "b [2]", "a", "b"),
            (
                "a_word_within",
                long,
                &changed,
                "…island, and then they signed the treaty that the fishing fleets of both…",
                "…island, and then they signed the protocol that the fishing fleets of both…",
            ),
            (
                "the_start",
                long,
                &long.replace("The two", "Two"),
                "The two ministers met on the island,…",
                "Two ministers met on the island,…",
            ),
            (
                "the_end",
                long,
                &format!("{long}."),
                "…coasts had waited for since the war",
                "…coasts had waited for since the war.",
            ),
        ];
        for (situation, before, after, expected_before, expected_after) in cases {
            let (before, after) = excerpts(before, after);
            assert_eq!((before.as_str(), after.as_str()), (expected_before, expected_after), "{situation}");
        }
    }

    #[test]
    fn no_value_is_long() {
        let texts = ["", "a", &"é".repeat(1000), &"word ".repeat(1000), &"éa".repeat(300), &" ".repeat(500)];
        for before in texts {
            for after in texts {
                let (one, other) = excerpts(before, after);
                for shown in [one, other, shortened(before)] {
                    assert!(shown.chars().count() <= 2 + AROUND + LONGEST.max(WHOLE), "{shown}");
                }
            }
        }
    }
}
