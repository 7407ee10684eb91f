//! The structure tree of the file (ISO 32000-1, 14.7).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::ops::{Drawn, Kid};
use super::string::text;
use super::structure::{Element, Role, Structure};
use super::style::UPPER_EDGE;

/// Writes the tree and returns its root. Elements that nothing is seen of are left out.
pub(crate) fn write(
    document: &mut Document,
    structure: &Structure,
    drawn: &Drawn,
    pages: &[ObjectId],
    annotations: &[Vec<ObjectId>],
) -> ObjectId {
    let root = document.new_object_id();
    let elements = structure.elements();
    let mut attached = vec![false; elements.len()];
    attached[Structure::DOCUMENT.0] = true;
    for kid in drawn.kids.iter().flatten() {
        if let Kid::Element(element) = kid {
            attached[element.0] = true;
        }
    }
    let ids: Vec<Option<ObjectId>> =
        attached.iter().map(|attached| attached.then(|| document.new_object_id())).collect();
    let mut notes: Vec<Object> = Vec::new();
    for ((element, kids), id) in elements.iter().zip(&drawn.kids).zip(&ids) {
        let Some(id) = *id else { continue };
        let parent = element.parent.and_then(|parent| ids[parent.0]).unwrap_or(root);
        let mut dictionary = dictionary(element, parent, kids, &ids, pages, annotations);
        if element.role == Role::Note {
            // Notes are known by an identifier (ISO 14289-1, 7.9), in a tree that is searched by its bytes.
            let name = text(&format!("note-{:06}", notes.len() / 2 + 1));
            dictionary.set("ID", name.clone());
            notes.extend([name, id.into()]);
        }
        document.set_object(id, dictionary);
    }
    let parents = parent_tree(document, drawn, &ids);
    let next_key = pages.len() + drawn.links.iter().map(Vec::len).sum::<usize>();
    let mut root_dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "ParentTree" => parents,
        "ParentTreeNextKey" => i64::try_from(next_key).unwrap_or(i64::MAX),
        "RoleMap" => dictionary! { Role::Title.name() => "P" },
    };
    if let Some(top) = ids[Structure::DOCUMENT.0] {
        root_dictionary.set("K", top);
    }
    if !notes.is_empty() {
        let names = document.add_object(dictionary! { "Names" => notes });
        root_dictionary.set("IDTree", names);
    }
    document.set_object(root, root_dictionary);
    root
}

fn dictionary(
    element: &Element,
    parent: ObjectId,
    kids: &[Kid],
    ids: &[Option<ObjectId>],
    pages: &[ObjectId],
    annotations: &[Vec<ObjectId>],
) -> Dictionary {
    let mut dictionary = dictionary! { "Type" => "StructElem", "S" => element.role.name(), "P" => parent };
    let home = kids.iter().find_map(|kid| match kid {
        Kid::Content(page, _) => Some(*page),
        Kid::Element(_) | Kid::Link(..) => None,
    });
    let mut written: Vec<Object> = Vec::new();
    for kid in kids {
        written.push(match *kid {
            Kid::Element(child) => match ids[child.0] {
                Some(id) => id.into(),
                None => continue,
            },
            Kid::Content(page, number) if Some(page) == home => number.into(),
            Kid::Content(page, number) => dictionary! { "Type" => "MCR", "Pg" => pages[page], "MCID" => number }.into(),
            Kid::Link(page, order) => match annotations[page].get(order) {
                Some(id) => dictionary! { "Type" => "OBJR", "Pg" => pages[page], "Obj" => *id }.into(),
                None => continue,
            },
        });
    }
    if let Some(page) = home {
        dictionary.set("Pg", pages[page]);
    }
    match written.len() {
        0 => {}
        1 => dictionary.set("K", written.remove(0)),
        _ => dictionary.set("K", written),
    }
    if !element.alternative.is_empty() {
        dictionary.set("Alt", text(&element.alternative));
    }
    if let Some(attributes) = attributes(element) {
        dictionary.set("A", attributes);
    }
    dictionary
}

fn attributes(element: &Element) -> Option<Dictionary> {
    let list = |numbering: &str| dictionary! { "O" => "List", "ListNumbering" => numbering };
    match element.role {
        Role::BulletList => Some(list("Disc")),
        Role::NumberedList => Some(list("Decimal")),
        Role::LabelledList => Some(list("None")),
        Role::TableHeader => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Role::Figure => element.bounds.map(|bounds| {
            let corners = [bounds.left, UPPER_EDGE - bounds.bottom, bounds.right, UPPER_EDGE - bounds.top];
            let corners: Vec<Object> = corners.into_iter().map(Object::Real).collect();
            dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners }
        }),
        Role::Document
        | Role::Title
        | Role::Heading(_)
        | Role::Paragraph
        | Role::Note
        | Role::Division
        | Role::ListItem
        | Role::Label
        | Role::ListBody
        | Role::Table
        | Role::TableRow
        | Role::TableCell
        | Role::Caption
        | Role::Reference
        | Role::Link => None,
    }
}

/// From marked content and links back to their elements: first the pages' keys, then the links'.
fn parent_tree(document: &mut Document, drawn: &Drawn, ids: &[Option<ObjectId>]) -> ObjectId {
    let reference = |element: usize| ids[element].map_or(Object::Null, Object::from);
    let mut numbers: Vec<Object> = Vec::new();
    let mut key = 0_i64;
    for contents in &drawn.contents {
        let elements: Vec<Object> = contents.iter().map(|element| reference(element.0)).collect();
        let elements = document.add_object(elements);
        numbers.extend([key.into(), elements.into()]);
        key += 1;
    }
    for (element, _) in drawn.links.iter().flatten() {
        numbers.extend([key.into(), reference(element.0)]);
        key += 1;
    }
    document.add_object(dictionary! { "Nums" => numbers })
}
