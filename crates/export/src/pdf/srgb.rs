//! The sRGB colour space as an ICC profile (ISO 15076-1), small enough to be built here.

/// The profile's bytes: primaries adapted to D50 and the curve of IEC 61966-2-1.
pub(crate) fn profile() -> Vec<u8> {
    let curve = curve();
    let tags: [([u8; 4], Vec<u8>); 9] = [
        (*b"desc", localized("sRGB")),
        (*b"cprt", localized("No copyright, use freely")),
        (*b"wtpt", xyz([0.964_2, 1.0, 0.824_9])),
        (*b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (*b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (*b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_1])),
        (*b"rTRC", curve.clone()),
        (*b"gTRC", curve.clone()),
        (*b"bTRC", curve),
    ];
    let mut table = length(tags.len()).to_vec();
    let mut data: Vec<u8> = Vec::new();
    let data_start = 128 + 4 + 12 * tags.len();
    for (signature, content) in &tags {
        table.extend(signature);
        table.extend(length(data_start + data.len()));
        table.extend(length(content.len()));
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header(data_start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = length(size).to_vec();
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // 1 January 2000: the profile is the same whenever it is written.
    for part in [2000_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 28]);
    for part in [0.964_2, 1.0, 0.824_9] {
        header.extend(fixed(part));
    }
    header.resize(128, 0);
    header
}

fn curve() -> Vec<u8> {
    let mut curve = b"para\0\0\0\0".to_vec();
    curve.extend([0, 3, 0, 0]);
    for part in [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45] {
        curve.extend(fixed(part));
    }
    curve
}

fn xyz(parts: [f64; 3]) -> Vec<u8> {
    let mut content = b"XYZ \0\0\0\0".to_vec();
    content.extend(parts.into_iter().flat_map(fixed));
    content
}

fn localized(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut content = b"mluc\0\0\0\0".to_vec();
    content.extend(length(1));
    content.extend(length(12));
    content.extend(b"enUS");
    content.extend(length(units.len()));
    content.extend(length(28));
    content.extend(units);
    content
}

#[expect(clippy::cast_possible_truncation, reason = "the numbers written are below 3")]
fn fixed(number: f64) -> [u8; 4] {
    ((number * 65_536.0).round() as i32).to_be_bytes()
}

fn length(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}
