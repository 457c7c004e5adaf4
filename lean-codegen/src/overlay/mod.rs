//! Overlays (Overlay Specification 1.0 and 1.1): changes to a description, given beside it.
//!
//! Comes in: the tree of a description and an overlay document. Goes out: the changed tree; what no action
//! touched keeps its nodes and their places, what an action brought has its place in the overlay.
//! Refuses actions that match nothing, and paths that cannot be read: an overlay that does not do what it
//! says is worse than none.

mod change;
mod filter;
mod parse;
mod path;
mod select;

use crate::api::{Finding, Severity};
use crate::document::Tree;
use path::Path;

/// A description with the actions of an overlay applied to it, in turn.
///
/// # Errors
/// Every action that cannot be applied, with the place of its target.
pub(crate) fn apply(tree: &Tree, overlay: &Tree) -> Result<Tree, Vec<Finding>> {
    version(overlay).map_err(|finding| vec![finding])?;
    let Some(actions) = overlay.get("actions") else {
        return Err(vec![refuse("the overlay has no `actions`", overlay)]);
    };
    let (mut tree, mut findings) = (tree.clone(), Vec::new());
    for action in actions.items() {
        match one(&tree, &action) {
            Ok(changed) => tree = changed,
            Err(finding) => findings.push(finding),
        }
    }
    if findings.is_empty() {
        Ok(tree)
    } else {
        Err(findings)
    }
}

fn version(overlay: &Tree) -> Result<(), Finding> {
    let Some(written) = overlay.get("overlay") else {
        return Err(refuse(
            "this is no overlay: it has no `overlay` field",
            overlay,
        ));
    };
    let text = written.as_text().unwrap_or_default();
    if text.starts_with("1.") || text == "1" {
        return Ok(());
    }
    Err(refuse(
        &format!("overlays of version `{text}` are not read; 1.0 and 1.1 are"),
        &written,
    ))
}

fn one(tree: &Tree, action: &Tree) -> Result<Tree, Finding> {
    let Some(target) = action.get("target") else {
        return Err(refuse("the action has no `target`", action));
    };
    let found = matches(tree, &target)?;
    if action.flag("remove") {
        return Ok(change::remove(tree, &found));
    }
    let brought = match (action.get("update"), action.get("copy")) {
        (Some(update), _) => update,
        (None, Some(copy)) => {
            let source = matches(tree, &copy)?;
            let [source] = &source[..] else {
                return Err(refuse("`copy` has to match one value", &copy));
            };
            change::at(tree, source)
                .ok_or_else(|| refuse("`copy` has to match one value", &copy))?
        }
        (None, None) => {
            return Err(refuse(
                "the action neither updates, copies nor removes",
                action,
            ));
        }
    };
    Ok(change::update(tree, &found, &brought))
}

/// The places that a JSONPath finds; at least one.
fn matches(tree: &Tree, written: &Tree) -> Result<Vec<Vec<path::Step>>, Finding> {
    let text = written.as_str().unwrap_or_default();
    let parsed: Path = parse::path(&text)
        .map_err(|why| refuse(&format!("`{text}` is no JSONPath: {why}"), written))?;
    let found =
        select::all(tree, &parsed).map_err(|why| refuse(&format!("`{text}` {why}"), written))?;
    if found.is_empty() {
        let mut finding = refuse(
            &format!("the overlay's target `{text}` matches nothing"),
            written,
        );
        finding.help = Some(
            "correct the target, or drop the action if the description no longer needs it"
                .to_string(),
        );
        return Err(finding);
    }
    Ok(found)
}

fn refuse(message: &str, at: &Tree) -> Finding {
    Finding {
        severity: Severity::Refused,
        message: message.to_string(),
        help: None,
        place: at.place(),
    }
}
