//! Captions of tables and figures.

use crate::briefing::Inline;

use super::display::Owner;
use super::flow::Keep;
use super::setter::{Setter, Setting};
use super::span::Span;
use super::structure::ElementId;
use super::style::{ACCENT, CAPTION, Hyphenate, kin};

/// Sets a numbered caption, such as "Table 1.", over the measure.
pub(crate) fn set(
    setter: &mut Setter,
    label: &str,
    text: &[Inline],
    element: ElementId,
    keep: Keep,
    space: (f32, f32),
) {
    let label = Span {
        face: kin(CAPTION.face).strong,
        fill: ACCENT,
        hyphenate: Hyphenate::No,
        ..Span::plain(&format!("{label}. "), CAPTION, Owner::Element(element))
    };
    let mut spans = vec![label];
    spans.extend(setter.spans(text, CAPTION, element));
    if let [label] = spans.as_mut_slice() {
        label.text.truncate(label.text.trim_end().len());
    }
    setter.lines(spans, Setting::full(CAPTION, space.0, space.1), keep);
}
