//! References that lead to nothing: why, and what was most likely meant.

use super::at::{At, Scope};
use super::reference::{Hops, Target, unresolved_finding};
use super::{Document, Tree, closest, files, find_correction, uri};
use crate::api::{Finding, Rule};
use crate::read::Key;

/// The kinds of components, the most common first.
const KINDS: [&str; 10] = [
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "securitySchemes",
    "examples",
    "links",
    "callbacks",
    "pathItems",
];

/// Reports a misspelt kind of components, once for all references to it: the references themselves are right.
fn misspelt_kind_finding(root: &At, fragment: &str) -> Option<Finding> {
    let kind = fragment.strip_prefix("/components/")?.split('/').next()?;
    let kind = KINDS.into_iter().find(|known| *known == kind)?;
    let components = root.get("components")?;
    let is_there = |kind: &str| components.get(kind).is_some();
    let mut keys = components.node.entries().into_iter().map(|(key, _)| key);
    let key = keys.find(|key| find_correction(&key.text, KINDS, is_there) == Some(kind))?;
    let message = format!("unknown field `{}`", key.text);
    Some(Finding::repaired(Rule::MisspeltField, key.at, message).suggest(kind))
}

impl Document {
    /// The finding for a missing pointer or anchor; `root` is the value in which it starts.
    pub(super) fn dangling_pointer_finding(
        &self,
        from: &At,
        reference: &str,
        root: &At,
        hops: &Hops,
    ) -> Finding {
        let (_, fragment) = uri::split(reference);
        if let Some(error) = self.follow_misspelt(root, &fragment, hops).1.node.error() {
            return files::text_finding(&error);
        }
        if let Some(finding) = misspelt_kind_finding(root, &fragment) {
            return finding;
        }
        let message = format!("the reference `{reference}` leads to nothing");
        if let Some(elsewhere) = misplaced_target_message(root, &fragment) {
            let message = format!("{message}: {elsewhere}");
            return unresolved_finding(Rule::DanglingReference, from, message);
        }
        let near = self.nearest_target(from, reference, Some((root, hops)));
        unresolved_finding(Rule::DanglingReference, from, message).maybe_suggest(near)
    }

    /// The finding for a missing file, which may not have been meant as a file.
    pub(super) fn dangling_file_finding(
        &self,
        from: &At,
        reference: &str,
        why: Finding,
    ) -> Finding {
        let (file, _) = uri::split(reference);
        let is_file = file.contains('.') || !file.starts_with('/') && file.contains('/');
        let near = (!is_file || file.contains("components/"))
            .then(|| self.nearest_target(from, reference, None))
            .flatten();
        match near {
            Some(near) => {
                let message = format!("the reference `{reference}` leads to nothing");
                unresolved_finding(Rule::DanglingReference, from, message).suggest(near)
            }
            None => unresolved_finding(why.rule, from, why.message),
        }
    }

    /// The reference that was most likely meant.
    fn nearest_target(
        &self,
        from: &At,
        reference: &str,
        root: Option<(&At, &Hops)>,
    ) -> Option<String> {
        let (file, fragment) = uri::split(reference);
        if let Some((root, hops)) = root.filter(|_| fragment.starts_with('/')) {
            let (keys, at) = self.follow_misspelt(root, &fragment, hops);
            if keys.len() == fragment.split('/').count() - 1 && at.node.error().is_none() {
                return Some(format!("{file}#{}", join_pointer(&keys)));
            }
        }
        // The name alone, as Swagger 2.0 and other formats refer to it.
        let last = reference.trim_end_matches('/').rsplit(['/', '#']).next()?;
        let home = At {
            node: from.home.file_root.clone(),
            home: from.home.clone(),
            scope: Scope::default(),
        };
        for outside in ["schemas", "definitions"] {
            let all = home.get(outside);
            if all.is_some_and(|all| all.get(last).is_some()) {
                return Some(format!("#/{outside}/{last}"));
            }
        }
        let components = home.get("components")?;
        let mut kinds = KINDS.to_vec();
        kinds.sort_by_key(|kind| !reference.contains(&format!("{kind}/")));
        let is_there = |kind: &&&str| {
            components
                .get(kind)
                .is_some_and(|all| all.get(last).is_some())
        };
        if let Some(kind) = kinds.iter().find(is_there) {
            return Some(format!("#/components/{kind}/{last}"));
        }
        let all = components.get(kinds[0])?.node.entries();
        let near = closest(last, all.iter().map(|(key, _)| &*key.text))?;
        Some(format!("#/components/{}/{near}", kinds[0]))
    }

    /// Follows a pointer as far as it leads, past misspelt keys: returns the keys, and the last
    /// value.
    fn follow_misspelt(&self, root: &At, pointer: &str, hops: &Hops) -> (Vec<String>, At) {
        let (mut keys, mut at) = (Vec::new(), root.clone());
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            let there = Target {
                at: at.clone(),
                pointer: None,
            };
            let here = self
                .follow_all(there, hops)
                .map_or_else(|_| at.clone(), |there| there.at);
            let entries = here.node.entries();
            let key = match here.node.step(&token) {
                Some(_) => Some(token.as_str()),
                None => closest(&token, entries.iter().map(|(key, _)| &*key.text)),
            };
            let next = key.and_then(|key| Some((key, here.node.step(key)?)));
            let Some((key, next)) = next else {
                return (keys, here);
            };
            keys.push(key.to_string());
            at = here.child(next);
        }
        (keys, at)
    }
}

/// The message for a pointer whose first step is one level too deep, by a mistake of indentation.
fn misplaced_target_message(root: &At, pointer: &str) -> Option<String> {
    let first = pointer
        .split('/')
        .nth(1)
        .filter(|first| *first == "components")?;
    if root.node.get(first).is_some() {
        return None;
    }
    let holds = |(_, value): &(Key, Tree)| value.get(first).is_some();
    let (key, _) = root.node.entries().into_iter().find(holds)?;
    Some(format!(
        "`{first}` is inside `{}`, and belongs to the outermost map",
        key.text
    ))
}

/// A JSON Pointer of these keys.
fn join_pointer(keys: &[String]) -> String {
    keys.iter().map(|key| pointer_step(key)).collect()
}

/// Returns one step of a JSON Pointer.
pub(crate) fn pointer_step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}
