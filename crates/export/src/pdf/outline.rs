//! The outline that a reader shows beside the pages.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::flow::{Bookmark, Place};
use super::string::text;
use super::style::{MARGIN, UPPER_EDGE};

/// An entry's neighbours, by their order.
#[derive(Clone, Default)]
struct Entry {
    parent: Option<usize>,
    children: Vec<usize>,
}

/// Writes the outline and returns its root; `None` where there are no headings.
pub(crate) fn write(document: &mut Document, bookmarks: &[(Bookmark, Place)], pages: &[ObjectId]) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let mut entries = vec![Entry::default(); bookmarks.len()];
    let mut top = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, (bookmark, _)) in bookmarks.iter().enumerate() {
        while open.last().is_some_and(|last| bookmarks[*last].0.level >= bookmark.level) {
            open.pop();
        }
        match open.last() {
            Some(&parent) => {
                entries[index].parent = Some(parent);
                entries[parent].children.push(index);
            }
            None => top.push(index),
        }
        open.push(index);
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    for (index, (bookmark, place)) in bookmarks.iter().enumerate() {
        let parent = entries[index].parent;
        let siblings = parent.map_or(&top, |parent| &entries[parent].children);
        let at = siblings.binary_search(&index).unwrap_or_default();
        let left = MARGIN;
        let above = UPPER_EDGE - place.y + 8.0;
        let destination: Vec<Object> =
            vec![pages[place.page].into(), "XYZ".into(), left.into(), above.into(), Object::Null];
        let mut entry = dictionary! {
            "Title" => text(&bookmark.text),
            "Parent" => parent.map_or(root, |parent| ids[parent]),
            "Dest" => destination,
        };
        if let Some(previous) = at.checked_sub(1).and_then(|at| siblings.get(at)) {
            entry.set("Prev", ids[*previous]);
        }
        if let Some(next) = siblings.get(at + 1) {
            entry.set("Next", ids[*next]);
        }
        let children = &entries[index].children;
        if let (Some(first), Some(last)) = (children.first(), children.last()) {
            entry.set("First", ids[*first]);
            entry.set("Last", ids[*last]);
            // Closed: the number of entries below, negative (ISO 32000-1, 12.3.3).
            entry.set("Count", i64::try_from(children.len()).map_or(i64::MIN, |count| -count));
        }
        document.set_object(ids[index], entry);
    }
    let mut outlines = dictionary! { "Type" => "Outlines", "Count" => i64::try_from(top.len()).unwrap_or(i64::MAX) };
    if let (Some(first), Some(last)) = (top.first(), top.last()) {
        outlines.set("First", ids[*first]);
        outlines.set("Last", ids[*last]);
    }
    document.set_object(root, outlines);
    Some(root)
}
