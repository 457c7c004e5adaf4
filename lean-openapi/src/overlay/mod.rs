//! Overlays (Overlay Specification 1.0 and 1.1): changes to a description, given next to it.
//!
//! The input is the tree of a description and an overlay document. The output is the changed tree:
//! unchanged parts keep their nodes and places, and new parts have their places in the overlay.
//! Refuses actions that match nothing, and anything unreadable: an overlay that does not do what it
//! says is worse than none.

mod action;
mod change;
mod filter;
mod no_match;
mod parse;
mod parse_filter;
mod parser;
mod path;
mod select;

use crate::api::{Finding, Rule};
use crate::document::{Tree, find_correction, text_finding};
use crate::read::Kind;

/// The form of an overlay, for messages.
const FORM: &str = "an overlay is a map with `overlay: 1.0.0` and `actions`, a list of `target` with `update` or `remove`";

/// A description with the actions of an overlay applied to it, in turn.
///
/// # Errors
/// Every action that cannot be applied, with the place of its target.
pub(crate) fn apply(tree: &Tree, overlay: &Tree) -> Result<Tree, Vec<Finding>> {
    let actions = read_actions(tree, overlay).map_err(|finding| vec![finding])?;
    let (mut tree, mut findings) = (tree.clone(), Vec::new());
    for (index, action) in actions.iter().enumerate() {
        match action::apply(&tree, action) {
            Ok(changed) => tree = changed,
            Err(_) if index > 0 && action::is_split_in_two(&actions[index - 1], action) => {
                // The first half was reported already.
            }
            Err(finding) => {
                let parted = actions
                    .get(index + 1)
                    .filter(|next| action::is_split_in_two(action, next));
                findings.push(parted.map_or(finding, action::split_action_finding));
            }
        }
    }
    if findings.is_empty() {
        Ok(tree)
    } else {
        Err(findings)
    }
}

/// Returns the actions of a valid overlay that can be read completely.
fn read_actions(tree: &Tree, overlay: &Tree) -> Result<Vec<Tree>, Finding> {
    if let Some(finding) = first_broken(overlay) {
        return Err(finding);
    }
    check_version(tree, overlay)?;
    let Some(actions) = overlay.get("actions") else {
        return Err(match misspelt_field_finding(overlay, "actions") {
            Some(finding) => finding,
            None => invalid_finding("the overlay has no `actions`", overlay),
        });
    };
    if actions.kind() == Kind::List {
        return Ok(actions.items());
    }
    let finding = invalid_finding("the `actions` of an overlay are a list", &actions);
    Err(finding.help(
        "each begins with `- target: `, and what belongs to it is indented as far as `target`",
    ))
}

/// The first unreadable part. Overlays are short, so all of one is read before any of it is applied.
fn first_broken(tree: &Tree) -> Option<Finding> {
    let here = tree.error().map(|error| text_finding(&error));
    let inside = || {
        let members = tree.entries().into_iter().map(|(_, value)| value);
        members
            .chain(tree.items())
            .find_map(|value| first_broken(&value))
    };
    here.or_else(inside)
}

fn check_version(tree: &Tree, overlay: &Tree) -> Result<(), Finding> {
    let Some(written) = overlay.get("overlay") else {
        return Err(not_an_overlay_finding(tree, overlay));
    };
    let text = written.as_text().unwrap_or_default();
    if text.starts_with("1.") || text == "1" {
        return Ok(());
    }
    let finding = invalid_finding(
        format!("overlays of version `{text}` are not read; 1.0 and 1.1 are"),
        &written,
    );
    Err(finding.help("check the `overlay` field: `overlay: 1.0.0`"))
}

/// The finding for a value in the place of an overlay.
fn not_an_overlay_finding(tree: &Tree, overlay: &Tree) -> Finding {
    if let Some(written) = overlay.get("openapi").or_else(|| overlay.get("swagger")) {
        let finding = invalid_finding("this is a description of an API, not an overlay", &written);
        return finding.help(match tree.get("overlay") {
            Some(_) => format!(
                "the two are swapped: `spec = \"{}\", overlay = \"{}\"`",
                overlay.place().file,
                tree.place().file
            ),
            None => FORM.to_string(),
        });
    }
    if let Some(finding) = misspelt_field_finding(overlay, "overlay") {
        return finding;
    }
    let is_empty = overlay.entries().is_empty() && overlay.items().is_empty();
    let why = match is_empty && overlay.as_text().is_none_or(|text| text.trim().is_empty()) {
        true => "there is nothing in it",
        false => "it has no `overlay` field",
    };
    let finding = invalid_finding(format!("this is not an overlay: {why}"), overlay);
    finding.help(FORM)
}

/// A field that is not there, and one that is it but for a slip.
fn misspelt_field_finding(at: &Tree, field: &str) -> Option<Finding> {
    let is_there = |key: &str| at.get(key).is_some();
    let mut entries = at.entries().into_iter();
    let (key, _) =
        entries.find(|(key, _)| find_correction(&key.text, [field], is_there).is_some())?;
    let message = format!("unknown field `{}`", key.text);
    Some(Finding::refused(Rule::MisspeltField, key.at, message).suggest(field))
}

/// The finding for a part of an overlay that does not have the form of one.
fn invalid_finding(message: impl Into<String>, at: &Tree) -> Finding {
    Finding::refused(Rule::InvalidOverlay, at.place(), message)
}
