//! Lines of a paragraph: of all ways to break it, the one that is best as a whole (after Knuth and Plass,
//! "Breaking Paragraphs into Lines", 1981).

use super::shaping::{Cluster, Opportunity, Shaped};
use super::style::Fit;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Line {
    /// First cluster.
    pub(crate) start: usize,
    /// One past the last cluster that is seen.
    pub(crate) end: usize,
    /// One past the last cluster, with the spaces that hang over.
    pub(crate) next: usize,
    /// Whether it ends in a hyphen.
    pub(crate) hyphen: bool,
    /// Added to each space, in points.
    pub(crate) stretch: f32,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    end: usize,
    next: usize,
    hyphen: bool,
    penalty: f32,
}

/// How far back a line's start is looked for; keeps the work linear whatever the text.
const WINDOW: usize = 400;
/// Stretch of a space that costs as much as it may (relative to the space).
const STRETCH: f32 = 0.55;
/// How much a space may shrink (relative to the space).
const SHRINK: f32 = 0.2;
/// The most that a space may grow by, relative to itself, before the line is left ragged.
const WIDEST: f32 = 1.5;
/// Cost of two hyphens in a row.
const LADDER: f32 = 30_000.0;
/// Cost of a line that is too wide.
const OVERFULL: f32 = 1.0e12;

/// Breaks a text into lines of a width, in points. `hyphen` is the width of a hyphen.
pub(crate) fn lines(shaped: &Shaped, width: f32, fit: Fit, hyphen: f32) -> Vec<Line> {
    let clusters = &shaped.clusters;
    if clusters.is_empty() {
        return Vec::new();
    }
    let sums = Sums::new(clusters);
    let candidates = candidates(shaped, &sums, width);
    // best[k]: the cheapest way to end a line at candidate k - 1; best[0] is the paragraph's start.
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0); candidates.len() + 1];
    for (index, candidate) in candidates.iter().enumerate() {
        let mut cheapest = (f64::INFINITY, index);
        let is_last = index + 1 == candidates.len();
        for from in (index.saturating_sub(WINDOW)..=index).rev() {
            let (start, after_hyphen) =
                if from == 0 { (0, false) } else { (candidates[from - 1].next, candidates[from - 1].hyphen) };
            let measured = sums.measure(start, candidate.end, if candidate.hyphen { hyphen } else { 0.0 });
            let fits = measured.width - measured.shrink(fit) <= width + 0.01;
            if !fits && from < index {
                break;
            }
            let mut cost = if fits { measured.cost(width, fit, is_last) } else { OVERFULL };
            cost += candidate.penalty * candidate.penalty;
            if after_hyphen && (candidate.hyphen || is_last) {
                cost += LADDER;
            }
            let total = best[from].0 + f64::from(cost);
            if total < cheapest.0 {
                cheapest = (total, from);
            }
        }
        best[index + 1] = cheapest;
    }
    let mut lines = Vec::new();
    let mut at = candidates.len();
    while at > 0 {
        let from = best[at].1;
        let candidate = candidates[at - 1];
        let start = if from == 0 { 0 } else { candidates[from - 1].next };
        let measured = sums.measure(start, candidate.end, if candidate.hyphen { hyphen } else { 0.0 });
        let stretch = measured.stretch(width, fit, at == candidates.len());
        lines.push(Line { start, end: candidate.end, next: candidate.next, hyphen: candidate.hyphen, stretch });
        at = from;
    }
    lines.reverse();
    lines
}

/// Running totals, so that any stretch is measured at once.
struct Sums {
    width: Vec<f32>,
    spaces: Vec<u32>,
    space_width: Vec<f32>,
}

impl Sums {
    fn new(clusters: &[Cluster]) -> Self {
        let (mut width, mut spaces, mut space_width) = (vec![0.0], vec![0], vec![0.0]);
        let (mut total, mut count, mut total_spaces) = (0.0, 0, 0.0);
        for cluster in clusters {
            total += cluster.advance;
            if cluster.is_space {
                count += 1;
                total_spaces += cluster.advance;
            }
            width.push(total);
            spaces.push(count);
            space_width.push(total_spaces);
        }
        Self { width, spaces, space_width }
    }

    fn measure(&self, start: usize, end: usize, hyphen: f32) -> Measured {
        let end = end.max(start);
        Measured {
            width: self.width[end] - self.width[start] + hyphen,
            spaces: self.spaces[end] - self.spaces[start],
            space_width: self.space_width[end] - self.space_width[start],
        }
    }
}

struct Measured {
    width: f32,
    spaces: u32,
    space_width: f32,
}

impl Measured {
    fn shrink(&self, fit: Fit) -> f32 {
        if fit == Fit::Justified { self.space_width * SHRINK } else { 0.0 }
    }

    fn cost(&self, width: f32, fit: Fit, is_last: bool) -> f32 {
        let slack = width - self.width;
        let ratio = match fit {
            _ if is_last && slack >= 0.0 && fit != Fit::Balanced => 0.0,
            Fit::Justified if slack < 0.0 => -slack / (self.space_width * SHRINK).max(0.1),
            Fit::Justified => slack / (self.space_width * STRETCH).max(0.1),
            Fit::Ragged | Fit::Balanced => slack / (width * 0.23).max(0.1),
        };
        let badness = (100.0 * ratio * ratio * ratio).min(1.0e4);
        // A last line of a syllable or two looks like a mistake.
        let runt = if is_last && self.width < width * 0.08 { 90.0 } else { 0.0 };
        (1.0 + badness) * (1.0 + badness) + runt * runt
    }

    #[expect(clippy::cast_precision_loss, reason = "a line has few spaces")]
    fn stretch(&self, width: f32, fit: Fit, is_last: bool) -> f32 {
        let slack = width - self.width;
        if fit != Fit::Justified || self.spaces == 0 || (is_last && slack > 0.0) {
            return 0.0;
        }
        let each = slack / self.spaces as f32;
        let space = self.space_width / self.spaces as f32;
        if each > space * WIDEST { 0.0 } else { each.max(-space * SHRINK) }
    }
}

/// Every place where a line may end, the paragraph's end last. What is wider than a line may be torn at any
/// cluster, after a mark of punctuation rather than elsewhere: so addresses never leave their cell.
fn candidates(shaped: &Shaped, sums: &Sums, width: f32) -> Vec<Candidate> {
    let clusters = &shaped.clusters;
    let mut candidates = Vec::new();
    let mut box_start = 0;
    let mut seen_end = 0;
    for (index, cluster) in clusters.iter().enumerate() {
        if !cluster.is_space {
            seen_end = index + 1;
        }
        let is_last = index + 1 == clusters.len();
        if cluster.opportunity != Opportunity::Break && !is_last {
            continue;
        }
        let too_wide = sums.width[seen_end.max(box_start)] - sums.width[box_start] > width;
        for inner in box_start..seen_end.max(box_start).saturating_sub(1) {
            let next = inner + 1;
            let candidate = |hyphen, penalty| Candidate { end: next, next, hyphen, penalty };
            if clusters[inner].opportunity == Opportunity::Hyphen {
                candidates.push(candidate(true, 85.0));
            } else if too_wide && clusters[next].advance > 0.0 {
                let after_mark = shaped.text[clusters[inner].text.clone()].ends_with(is_joint);
                candidates.push(candidate(false, if after_mark { 60.0 } else { 2_000.0 }));
            }
        }
        let end = seen_end.max(box_start);
        let penalty = if is_last || cluster.is_space { 0.0 } else { 25.0 };
        candidates.push(Candidate { end, next: index + 1, hyphen: false, penalty });
        box_start = index + 1;
    }
    candidates
}

const fn is_joint(letter: char) -> bool {
    matches!(letter, '/' | '-' | '.' | '_' | '?' | '&' | '=' | ',' | ';' | ':' | '#' | '%' | '+' | '~' | '@')
}

#[cfg(test)]
mod tests {
    use super::super::display::Owner;
    use super::super::shaping::Shaper;
    use super::super::span::Span;
    use super::super::style::BODY;
    use super::*;

    fn set(text: &str, width: f32, fit: Fit) -> Vec<String> {
        let shaped = Shaper::new("en").shape(&[Span::plain(text, BODY, Owner::Ornament)]);
        let texts = |line: Line| {
            let clusters = &shaped.clusters[line.start..line.end];
            let text: String = clusters.iter().map(|cluster| &shaped.text[cluster.text.clone()]).collect();
            if line.hyphen { text + "-" } else { text }
        };
        lines(&shaped, width, fit, 4.0).into_iter().map(texts).collect()
    }

    #[test]
    fn text_is_broken_at_spaces_then_syllables_then_anywhere() {
        let cases = [
            ("", 100.0, vec![]),
            ("one", 100.0, vec!["one"]),
            ("one two three four", 50.0, vec!["one two", "three four"]),
            ("agreement", 38.0, vec!["agree-", "ment"]),
            ("xxxx/yyyyyyyy", 60.0, vec!["xxxx/", "yyyyyyyy"]),
            ("yyyyyyyyyyyy", 60.0, vec!["yyyyyyyyyy", "yy"]),
            ("WWWWWW", 1.0, vec!["W", "W", "W", "W", "W", "W"]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(set(text, width, Fit::Ragged), expected, "{text}");
        }
    }

    #[test]
    fn no_line_is_wider_than_the_measure() {
        let texts = ["https://example.org/".repeat(40), "word ".repeat(300), "слово–".repeat(200), "M".repeat(500)];
        for text in texts {
            let shaped = Shaper::new("en").shape(&[Span::plain(&text, BODY, Owner::Ornament)]);
            for width in [20.0, 90.0, 437.0] {
                for fit in [Fit::Ragged, Fit::Balanced, Fit::Justified] {
                    let lines = lines(&shaped, width, fit, 4.0);
                    let mut reached = 0;
                    for line in &lines {
                        assert_eq!(line.start, reached, "{text}");
                        reached = line.next;
                        let clusters = &shaped.clusters[line.start..line.end];
                        let spaces: f32 = clusters.iter().map(|c| if c.is_space { line.stretch } else { 0.0 }).sum();
                        let natural: f32 = clusters.iter().map(|cluster| cluster.advance).sum();
                        assert!(natural + spaces <= width + 0.1, "{natural} {spaces} {width} {text}");
                    }
                    assert_eq!(reached, shaped.clusters.len());
                }
            }
        }
    }
}
