//! The title of a page.

use super::tree::{NodeId, Tree};

/// Where the title stands.
pub(super) enum Title {
    /// A heading among the content.
    Heading(NodeId),
    /// Apart from the content: a heading above it, or the page's `title`.
    Apart(NodeId),
    /// Nowhere.
    None,
}

impl Title {
    pub(super) fn find(tree: &Tree, root: NodeId, headings: &[NodeId]) -> Self {
        let is_inside = |id: &NodeId| root == Tree::ROOT || tree.around(*id).any(|around| around == root);
        let inside: Vec<NodeId> = headings.iter().copied().filter(is_inside).collect();
        let tops = |ids: &[NodeId]| ids.iter().copied().filter(|id| tree.name(*id) == "h1").collect::<Vec<_>>();
        match (tops(&inside).as_slice(), tops(headings).as_slice()) {
            ([only], _) if inside.first() == Some(only) && inside.len() > 1 => Self::Heading(*only),
            ([], [only]) => Self::Apart(*only),
            ([], []) => {
                let stated = tree.named("title").find(|id| tree.has_text(*id));
                stated.map_or(Self::None, Self::Apart)
            }
            _ => Self::None,
        }
    }
}
