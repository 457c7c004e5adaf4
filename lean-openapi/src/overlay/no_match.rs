//! Messages for a JSONPath that is invalid or finds nothing.

use super::action::place_within;
use super::parse;
use super::parser::Fault;
use super::path::{Path, Selector};
use super::select;
use crate::api::{Finding, Rule};
use crate::document::{Tree, closest};

/// A text that is not a JSONPath, pointed at where it stops being one.
pub(super) fn invalid_path_finding(text: &str, fault: &Fault, written: &Tree) -> Finding {
    let (rule, place) = (
        Rule::InvalidJsonPath,
        place_within(written, text, fault.offset),
    );
    let message = format!("`{text}` is not a JSONPath");
    match nearest_path(text) {
        Some(near) => Finding::refused(rule, place, message).suggest(near),
        None => Finding::refused(rule, place, format!("{message}: {}", fault.message)),
    }
}

/// The JSONPath that a JSON Pointer, or a path without its `$`, means.
fn nearest_path(text: &str) -> Option<String> {
    let pointer = text.trim_start_matches('#');
    let near = if pointer.starts_with('/') {
        pointer
            .split('/')
            .skip(1)
            .fold("$".to_string(), |path, key| {
                path + &step_text(&key.replace("~1", "/").replace("~0", "~"))
            })
    } else if text.starts_with(|c: char| c.is_alphabetic()) {
        format!("$.{text}")
    } else {
        // A name with signs of its own, as paths have, wants brackets and quotes.
        let (before, after) = text.split_once("./")?;
        let end = after.rfind('.').unwrap_or(after.len());
        format!("{before}['/{}']{}", &after[..end], &after[end..])
    };
    parse::parse_path(&near).is_ok().then_some(near)
}

fn step_text(key: &str) -> String {
    match !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_') {
        true => format!(".{key}"),
        false => format!("['{key}']"),
    }
}

/// A JSONPath that finds nothing, with the nearest that would find something.
pub(super) fn no_match_finding(tree: &Tree, text: &str, path: &Path, written: &Tree) -> Finding {
    let message = format!("the overlay's target `{text}` matches nothing");
    let unmatched = |place| Finding::refused(Rule::UnmatchedTarget, place, message.clone());
    let Some((index, found)) = first_unmatched(tree, path) else {
        return unmatched(written.place());
    };
    if let Some((near, offset)) = nearest_name(tree, text, path, index, &found) {
        return unmatched(place_within(written, text, offset)).suggest(near);
    }
    let drop = "correct the target, or drop the action if the description no longer needs it";
    unmatched(written.place()).help(match matching_part(text, path, index) {
        Some((before, key)) => format!("`{before}` has no `{key}`: {drop}"),
        None => drop.to_string(),
    })
}

/// The part of a text that still finds something, and the name that does not.
fn matching_part<'t>(text: &'t str, path: &'t Path, index: usize) -> Option<(&'t str, &'t str)> {
    let segment = &path.segments[index];
    let [Selector::Key(key)] = &segment.selectors[..] else {
        return None;
    };
    let parts = text.match_indices(key.as_str());
    let parts = parts.map(|(at, _)| text[..at].trim_end_matches(['.', '[', '\'', '"', ' ']));
    let is_it = |part: &&str| {
        parse::parse_path(part).is_ok_and(|part| part.segments == path.segments[..index])
    };
    let found = parts.filter(|_| !segment.descend).find(is_it)?;
    Some((found, key))
}

/// The first segment that finds nothing, and what those before it find.
fn first_unmatched(tree: &Tree, path: &Path) -> Option<(usize, Vec<Tree>)> {
    let mut found = vec![tree.clone()];
    for index in 0..path.segments.len() {
        let part = Path {
            relative: false,
            segments: path.segments[..=index].to_vec(),
        };
        let places = select::find_all(tree, &part).ok()?;
        if places.is_empty() {
            return Some((index, found));
        }
        found = places
            .iter()
            .filter_map(|steps| super::change::value_at(tree, steps))
            .collect();
    }
    None
}

/// The path with the name that finds nothing replaced by one that does, and where that name is.
fn nearest_name(
    tree: &Tree,
    text: &str,
    path: &Path,
    index: usize,
    found: &[Tree],
) -> Option<(String, usize)> {
    let [Selector::Key(key)] = &path.segments[index].selectors[..] else {
        return None;
    };
    let keys: Vec<_> = found
        .iter()
        .flat_map(Tree::entries)
        .map(|(key, _)| key.text)
        .collect();
    let near = closest(key, keys.iter().map(|key| &**key))?;
    let mut corrected = path.clone();
    corrected.segments[index].selectors = vec![Selector::Key(near.to_string())];
    // The path may contain the name several times: the right one gives the meant path.
    for (at, _) in text.match_indices(key.as_str()) {
        let changed = format!("{}{near}{}", &text[..at], &text[at + key.len()..]);
        if parse::parse_path(&changed).is_ok_and(|path| path == corrected) {
            let is_whole =
                select::find_all(tree, &corrected).is_ok_and(|places| !places.is_empty());
            return match is_whole {
                true => Some((changed, at)),
                // Another name may be wrong as well.
                false => {
                    let (further, found) = first_unmatched(tree, &corrected)?;
                    if further <= index {
                        return None;
                    }
                    let (near, _) = nearest_name(tree, &changed, &corrected, further, &found)?;
                    Some((near, at))
                }
            };
        }
    }
    None
}
