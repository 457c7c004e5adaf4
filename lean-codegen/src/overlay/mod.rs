//! Overlays: changes to a description, given beside it.

use crate::api::Finding;
use crate::document::Tree;

/// A description with the actions of an overlay applied to it.
pub(crate) fn apply(tree: &Tree, overlay: &Tree) -> Result<Tree, Vec<Finding>> {
    let rebuilt = match tree.kind() {
        crate::read::Kind::Map => Tree::map(tree.entries(), tree.place()),
        _ => Tree::list(tree.items(), overlay.place()),
    };
    Ok(rebuilt)
}
