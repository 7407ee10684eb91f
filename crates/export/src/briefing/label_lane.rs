//! Labels in a lane: cut and wrapped to its width, pushed apart along it.

use crate::font::Face;

/// Longest text measured, in characters; no lane holds more.
const MEASURED: usize = 240;

/// A label's wish: where its middle should lie along the lane, and the room it takes there, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wish {
    /// Where its middle should lie.
    pub(crate) centre: f32,
    /// Room it takes along the lane.
    pub(crate) extent: f32,
}

/// The middles of labels pushed apart so that none overlaps the next, each as near to its wish as can be,
/// all between `low` and `high`. Wishes must ascend. Where they do not fit, they run on past `high`.
#[must_use]
pub(crate) fn spread(wishes: &[Wish], low: f32, high: f32) -> Vec<f32> {
    // With the room of the labels before it taken off, each wish only has to be no lower than the one
    // before: least squares under that order are the means of pooled neighbours.
    let mut offsets = Vec::with_capacity(wishes.len());
    let mut taken = 0.0;
    for wish in wishes {
        offsets.push(taken + wish.extent / 2.0);
        taken += wish.extent;
    }
    let mut pools: Vec<(f32, usize)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offsets) {
        let mut pool = (wish.centre - offset, 1);
        while let Some((mean, count)) = pools.pop_if(|(mean, _)| *mean > pool.0) {
            let both = count + pool.1;
            pool = ((mean * count as f32 + pool.0 * pool.1 as f32) / both as f32, both);
        }
        pools.push(pool);
    }
    let means = pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
    means.zip(offsets).map(|(mean, offset)| mean.min(high - taken).max(low) + offset).collect()
}

/// A text cut to a width in points, with an ellipsis where it was longer. White space is run together.
#[must_use]
pub(crate) fn ellipsised(text: &str, face: Face, size: f32, width: f32) -> String {
    let text = on_one_line(text);
    let n_letters = text.chars().count();
    if n_letters < MEASURED && face.width(&text, size) <= width {
        return text;
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).take(MEASURED).collect();
    let cut = |count: usize| format!("{}…", text[..starts.get(count).copied().unwrap_or(text.len())].trim_end());
    // The longest prefix that fits: widths grow with length.
    let (mut fits, mut exceeds) = (0, starts.len());
    while fits + 1 < exceeds {
        let middle = usize::midpoint(fits, exceeds);
        if face.width(&cut(middle), size) <= width { fits = middle } else { exceeds = middle }
    }
    if fits == 0 && face.width("…", size) > width { String::new() } else { cut(fits) }
}

/// A text broken into at most `most` lines of a width in points, the last with an ellipsis where more
/// would follow. An empty text has no lines.
#[must_use]
pub(crate) fn wrapped(text: &str, face: Face, size: f32, width: f32, most: usize) -> Vec<String> {
    let text = on_one_line(text);
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    let mut lines = Vec::new();
    while words.peek().is_some() && lines.len() < most {
        let mut line = String::new();
        if lines.len() + 1 == most {
            line = words.by_ref().collect::<Vec<_>>().join(" ");
        } else {
            while let Some(word) = words.next_if(|word| {
                line.is_empty() || (word.len() < MEASURED && face.width(&format!("{line} {word}"), size) <= width)
            }) {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
        }
        lines.push(ellipsised(&line, face, size, width));
    }
    lines
}

/// At most [`MEASURED`] characters of a text, white space run together, control characters left out.
fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    let mut n_letters = 0;
    let mut gap = false;
    for letter in text.chars() {
        if n_letters >= MEASURED {
            break;
        }
        if letter.is_whitespace() || letter.is_control() {
            gap = !line.is_empty();
            continue;
        }
        if gap {
            line.push(' ');
            n_letters += 1;
            gap = false;
        }
        line.push(letter);
        n_letters += 1;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_apart(wishes: &[Wish], low: f32, high: f32) -> Vec<f32> {
        let centres = spread(wishes, low, high);
        assert_eq!(centres.len(), wishes.len());
        for (at, (centre, wish)) in centres.iter().zip(wishes).enumerate() {
            assert!(centre - wish.extent / 2.0 >= low - 0.01 && centre + wish.extent / 2.0 <= high + 0.01, "{centre}");
            if at > 0 {
                let before = centres[at - 1] + wishes[at - 1].extent / 2.0;
                assert!(before <= centre - wish.extent / 2.0 + 0.01, "{before} {centre}");
            }
        }
        centres
    }

    #[test]
    fn labels_are_pushed_apart_and_stay_in_the_lane() {
        let wishes = |centres: &[f32]| centres.iter().map(|c| Wish { centre: *c, extent: 10.0 }).collect::<Vec<_>>();
        assert_eq!(assert_apart(&wishes(&[20.0, 60.0]), 0.0, 100.0), [20.0, 60.0]);
        assert_eq!(assert_apart(&wishes(&[50.0, 50.0]), 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(assert_apart(&wishes(&[0.0, 0.0, 0.0]), 0.0, 100.0), [5.0, 15.0, 25.0]);
        assert_eq!(assert_apart(&wishes(&[99.0, 100.0]), 0.0, 100.0), [85.0, 95.0]);
        assert_apart(&wishes(&[50.0; 10]), 0.0, 100.0);
        assert_apart(&wishes(&[-500.0, 1e6, 1e6]), 0.0, 100.0);
        assert!(spread(&[], 0.0, 10.0).is_empty());
    }

    #[test]
    fn labels_of_different_extents_are_pushed_apart() {
        let wishes: Vec<_> = (0..20)
            .map(|n| Wish { centre: f32::from(n as u8 / 4) * 9.0, extent: 3.0 + f32::from(n as u8 % 3) * 2.0 })
            .collect();
        assert_apart(&wishes, 0.0, 120.0);
    }

    #[test]
    fn labels_without_room_do_not_overlap_either() {
        let centres = spread(&[Wish { centre: 5.0, extent: 10.0 }; 5], 0.0, 20.0);
        assert_eq!(centres, [5.0, 15.0, 25.0, 35.0, 45.0]);
    }

    #[test]
    fn texts_are_cut_to_their_width() {
        let text = "A title that is rather too long for the lane it stands in";
        for width in [0.0, 3.0, 20.0, 60.0, 120.0, 1000.0] {
            let cut = ellipsised(text, Face::Sans, 8.0, width);
            assert!(Face::Sans.width(&cut, 8.0) <= width, "{cut}");
        }
        assert_eq!(ellipsised(text, Face::Sans, 8.0, 1000.0), text);
        assert_eq!(ellipsised(" a\n\tb\u{0} ", Face::Sans, 8.0, 100.0), "a b");
        assert_eq!(ellipsised("", Face::Sans, 8.0, 10.0), "");
        let long = "x".repeat(100_000);
        assert!(ellipsised(&long, Face::Sans, 8.0, 1e9).chars().count() <= MEASURED + 1);
    }

    #[test]
    fn texts_are_wrapped_into_few_lines() {
        let lines = wrapped("one two three four five six seven", Face::Sans, 8.0, 40.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert!(lines.iter().all(|line| Face::Sans.width(line, 8.0) <= 40.0), "{lines:?}");
        assert!(wrapped("", Face::Sans, 8.0, 40.0, 2).is_empty());
        assert!(wrapped("word", Face::Sans, 8.0, 40.0, 0).is_empty());
        assert_eq!(wrapped("unbroken-and-too-long", Face::Sans, 8.0, 20.0, 3).len(), 1);
    }
}
