//! A picture's colours as a table of at most 256.

use std::collections::BTreeMap;

/// A picture whose pixels are numbers into a table of colours.
pub(super) struct Indexed {
    /// At most 256 colours (red, green, blue), in order of their value.
    pub(super) colours: Vec<[u8; 3]>,
    /// One number a pixel.
    pub(super) pixels: Vec<u8>,
}

/// Numbers the colours. Where there are more than 256, colours that agree in their leading bits share the most
/// frequent one of them, so that flat areas keep their exact colour and only antialiased edges lose shades.
pub(super) fn index(pixels: impl Iterator<Item = [u8; 3]>) -> Indexed {
    // Pictures are mostly long runs of one colour: looking up runs instead of pixels is what makes this fast.
    let mut runs: Vec<([u8; 3], usize)> = Vec::new();
    for pixel in pixels {
        match runs.last_mut() {
            Some((colour, length)) if *colour == pixel => *length += 1,
            _ => runs.push((pixel, 1)),
        }
    }
    let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for (colour, length) in &runs {
        *counts.entry(*colour).or_default() += length;
    }
    // With 2 leading bits a channel there are 64 groups: the last mask always fits.
    let groups = [0xFF, 0xFE, 0xFC, 0xF8, 0xF0, 0xE0, 0xC0]
        .iter()
        .map(|mask| grouped(&counts, *mask))
        .find(|groups| groups.len() <= 256)
        .unwrap_or_default();
    let mut colours = Vec::new();
    let mut numbers: BTreeMap<[u8; 3], u8> = BTreeMap::new();
    for (number, group) in (0..=u8::MAX).zip(groups.into_values()) {
        colours.push(group.colour);
        for member in group.members {
            numbers.insert(member, number);
        }
    }
    let pixels = runs
        .into_iter()
        .flat_map(|(colour, length)| std::iter::repeat_n(numbers.get(&colour).copied().unwrap_or(0), length))
        .collect();
    Indexed { colours, pixels }
}

/// Colours that are printed as one.
struct Group {
    colour: [u8; 3],
    count: usize,
    members: Vec<[u8; 3]>,
}

fn grouped(counts: &BTreeMap<[u8; 3], usize>, mask: u8) -> BTreeMap<[u8; 3], Group> {
    let mut groups: BTreeMap<[u8; 3], Group> = BTreeMap::new();
    for (colour, count) in counts {
        let group = groups.entry(colour.map(|channel| channel & mask)).or_insert(Group {
            colour: *colour,
            count: 0,
            members: Vec::new(),
        });
        if *count > group.count {
            (group.colour, group.count) = (*colour, *count);
        }
        group.members.push(*colour);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_are_kept_exactly() {
        let pixels = [[9, 9, 9], [1, 2, 3], [1, 2, 3], [9, 9, 9]];
        let indexed = index(pixels.into_iter());
        assert_eq!(indexed.colours, [[1, 2, 3], [9, 9, 9]]);
        assert_eq!(indexed.pixels, [1, 0, 0, 1]);
    }

    #[test]
    fn of_too_many_colours_the_frequent_ones_are_kept() {
        let shades = (0..=255).flat_map(|red| (0..4).map(move |green| [red, green, 0]));
        let flat = std::iter::repeat_n([0x1F, 0x3A, 0x5F], 5000);
        let indexed = index(shades.chain(flat));
        assert!(indexed.colours.len() <= 256);
        assert!(indexed.colours.contains(&[0x1F, 0x3A, 0x5F]));
        assert_eq!(indexed.pixels.len(), 1024 + 5000);
    }

    #[test]
    fn no_pixels_have_no_colours() {
        let indexed = index(std::iter::empty());
        assert!(indexed.colours.is_empty() && indexed.pixels.is_empty());
    }
}
