//! A single action: its target and its change.

use super::path::{Path, Step};
use super::{change, invalid_finding, no_match, parse, select};
use crate::api::{Finding, Place, Rule};
use crate::document::{Tree, find_correction};
use crate::read::{Key, Kind};

/// The fields of an action.
const FIELDS: [&str; 5] = ["target", "description", "update", "copy", "remove"];

/// A tree with one action applied.
pub(super) fn apply(tree: &Tree, action: &Tree) -> Result<Tree, Finding> {
    if let Some(finding) = unknown_field_finding(action) {
        return Err(finding);
    }
    let Some(target) = action.get("target") else {
        return Err(invalid_finding("the action has no `target`", action));
    };
    let found = find_matches(tree, &target)?;
    if let Some(remove) = action.get("remove") {
        match remove.as_bool() {
            Some(true) if found.iter().any(Vec::is_empty) => {
                return Err(invalid_finding(
                    "the whole description cannot be removed",
                    &target,
                ));
            }
            Some(true) => return Ok(change::remove(tree, &found)),
            Some(false) => {}
            None => {
                let message = "`remove` has to be `true`, without quotes";
                return Err(invalid_finding(message, &remove));
            }
        }
    }
    let (written, brought) = match (action.get("update"), action.get("copy")) {
        (Some(update), _) => (update.clone(), update),
        (None, Some(copy)) => {
            let source = find_matches(tree, &copy)?;
            let [source] = &source[..] else {
                return Err(invalid_finding("`copy` has to match one value", &copy));
            };
            let value = change::value_at(tree, source)
                .ok_or_else(|| invalid_finding("`copy` has to match one value", &copy))?;
            (copy, value)
        }
        (None, None) => {
            return Err(invalid_finding(
                "the action neither updates, copies nor removes",
                action,
            ));
        }
    };
    if brought.kind() == Kind::Null {
        let finding = invalid_finding("the action brings nothing", &written);
        return Err(finding.help("what it brings is indented further than `update`"));
    }
    for steps in &found {
        if let Some(old) = change::value_at(tree, steps)
            && let Some(message) = kind_conflict(&old, &brought)
        {
            let place = written.place();
            return Err(Finding::refused(Rule::UnlikeTarget, place, message));
        }
    }
    Ok(change::update(tree, &found, &brought))
}

/// Maps take maps, lists anything, and single values others: all else would replace what was to be changed.
fn kind_conflict(old: &Tree, brought: &Tree) -> Option<String> {
    let what = |tree: &Tree| match tree.kind() {
        Kind::Map => "a map",
        Kind::List => "a list",
        _ => "a single value",
    };
    let (old_kind, brought_kind) = (what(old), what(brought));
    let fits = matches!(old.kind(), Kind::List | Kind::Null) || old_kind == brought_kind;
    (!fits).then(|| format!("the action brings {brought_kind}, where its target is {old_kind}"))
}

/// A field that an action does not have.
fn unknown_field_finding(action: &Tree) -> Option<Finding> {
    let is_there = |key: &str| action.get(key).is_some();
    let (key, _) = action
        .entries()
        .into_iter()
        .find(|(key, _)| !FIELDS.contains(&&*key.text) && !key.text.starts_with("x-"))?;
    let Key { text, at } = &key;
    if let Some(near) = find_correction(text, FIELDS, is_there) {
        let message = format!("unknown field `{text}`");
        return Some(Finding::refused(Rule::MisspeltField, at.clone(), message).suggest(near));
    }
    let message = format!("unknown field `{text}` in an action");
    let finding = Finding::refused(Rule::UnknownField, at.clone(), message);
    let is_empty = action
        .get("update")
        .is_some_and(|update| update.kind() == Kind::Null);
    Some(finding.help(match is_empty {
        true => format!("if `{text}` belongs to `update`, indent it further than that"),
        false => "an action has `target` and one of `update`, `copy`, `remove`".to_string(),
    }))
}

/// Returns true if two actions are one action with a surplus `- `.
pub(super) fn is_split_in_two(first: &Tree, second: &Tree) -> bool {
    let brings = |action: &Tree| {
        ["update", "copy", "remove"]
            .iter()
            .any(|key| action.get(key).is_some())
    };
    let aims = |action: &Tree| action.get("target").is_some();
    aims(first) && !brings(first) && !aims(second) && brings(second)
}

/// The finding for such actions.
pub(super) fn split_action_finding(second: &Tree) -> Finding {
    invalid_finding(
        "this belongs to the `target` above, not to an action of its own",
        second,
    )
    .help("write it without the `- `, as far right as `target`")
}

/// The places that a JSONPath finds; at least one.
fn find_matches(tree: &Tree, written: &Tree) -> Result<Vec<Vec<Step>>, Finding> {
    let Some(text) = written.as_str() else {
        return Err(invalid_finding(
            "a target is a text: a JSONPath such as `$.info`",
            written,
        ));
    };
    let parsed: Path = match parse::parse_path(&text) {
        Ok(parsed) => parsed,
        Err(fault) => return Err(no_match::invalid_path_finding(&text, &fault, written)),
    };
    let found = select::find_all(tree, &parsed)
        .map_err(|why| invalid_finding(format!("`{text}` {why}"), written))?;
    if found.is_empty() {
        return Err(no_match::no_match_finding(tree, &text, &parsed, written));
    }
    Ok(found)
}

/// The place at an offset in bytes of a text that is on one line.
pub(super) fn place_within(written: &Tree, text: &str, offset: usize) -> Place {
    let mut place = written.place();
    let source = written.source_text();
    let Some(start) = source.find(text).filter(|_| !text.contains('\n')) else {
        return place;
    };
    let start = start + offset;
    let columns = source[..start].chars().count();
    place.column = place
        .column
        .saturating_add(u32::try_from(columns).unwrap_or(0));
    place.range.start += start;
    place.range.end = place.range.end.max(place.range.start);
    place
}
