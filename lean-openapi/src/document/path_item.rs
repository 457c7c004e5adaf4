//! Path items: the operations of a path, and the fields that they share.

use std::collections::HashSet;

use super::at::At;
use super::{Document, Version, closest, find_correction};
use crate::api::{Finding, Place, Rule, Severity};
use crate::read::Key;

/// A path item: its own members, and those of the path item that it refers to.
#[derive(Clone)]
pub(crate) struct PathItem(Vec<At>);

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The fields of a path item besides operations.
const FIELDS: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
];

impl PathItem {
    /// Follows a path item's `$ref`.
    pub(crate) fn follow(document: &Document, at: At, findings: &mut Vec<Finding>) -> Self {
        match document.follow_references(&at) {
            Ok(target) if target.node.id() == at.node.id() => Self(vec![at]),
            Ok(target) => Self(vec![at, target]),
            Err(finding) => {
                findings.push(Finding {
                    severity: Severity::Ignored,
                    ..finding.with_outcome("left out")
                });
                Self(vec![at])
            }
        }
    }

    /// Returns true if the value looks like an operation. The target of a reference is not examined.
    pub(crate) fn is_operation(at: &At) -> bool {
        METHODS.iter().chain(&["query"]).any(|method| {
            let operation = at.node.get(method);
            operation.is_some_and(|operation| operation.get("responses").is_some())
        })
    }

    /// A member; its own counts before one of the path item it refers to.
    pub(crate) fn get(&self, key: &str) -> Option<At> {
        self.0.iter().find_map(|at| at.get(key))
    }

    /// Every operation: the method as it goes on the wire, where the key is, the Operation Object.
    pub(crate) fn operations(&self, version: Version) -> Vec<(String, Place, At)> {
        let mut found: Vec<(String, Place, At)> = Vec::new();
        for at in &self.0 {
            for (key, value) in at.node.entries() {
                if is_method(&key.text, version) {
                    found.push((key.text.to_uppercase(), key.at.into(), at.child(value)));
                } else if &*key.text == "additionalOperations" {
                    let more = value.entries().into_iter();
                    found.extend(more.map(|(key, value)| {
                        (key.text.to_string(), key.at.into(), at.child(value))
                    }));
                }
            }
        }
        let mut seen = HashSet::new();
        found.retain(|(method, _, _)| seen.insert(method.clone()));
        found
    }

    /// Fields that mean nothing and are close to what operations here share, with what was meant.
    pub(crate) fn misspelt_fields(&self) -> Vec<(Key, &'static str)> {
        let mut found = Vec::new();
        for at in &self.0 {
            for (key, _) in at.node.entries() {
                found.extend(misspelt_shared_field(at, &key).map(|near| (key, near)));
            }
        }
        found
    }

    /// Reports unknown fields: a misspelt method would otherwise be missed silently.
    pub(super) fn check_fields(&self, version: Version, findings: &mut Vec<Finding>) {
        for at in &self.0 {
            for (key, value) in at.node.entries() {
                let known = is_method(&key.text, version) || FIELDS.contains(&&*key.text);
                if known || key.text.starts_with("x-") {
                    continue;
                }
                if let Some(method) = nearest_method(&key.text)
                    && value.get("responses").is_some()
                {
                    let message =
                        format!("`{}` is not a method: the operation is left out", key.text);
                    let finding = Finding::refused(Rule::UnknownMethod, key.at, message);
                    findings.push(finding.maybe_suggest_in_help(Some(method)));
                    continue;
                }
                // Reported at the operations that need it.
                if misspelt_shared_field(at, &key).is_some() && self.len(version) > 0 {
                    continue;
                }
                findings.push(if &*key.text == "query" {
                    let message = "`query` is a method since OpenAPI 3.2; left out";
                    Finding::ignored(Rule::OtherVersion, key.at, message)
                        .help("say `openapi: 3.2.0`, by an overlay if need be")
                } else {
                    let near = closest(&key.text, METHODS.iter().chain(FIELDS).copied());
                    let message = format!("unknown field `{}` in a path item; left out", key.text);
                    Finding::ignored(Rule::UnknownField, key.at, message)
                        .maybe_suggest_in_help(near)
                });
            }
        }
    }

    /// Reads all fields except operations: if there are no operations, broken text may have
    /// swallowed them.
    pub(super) fn read_all_fields(&self) {
        for at in &self.0 {
            for (_, value) in at.node.entries() {
                value.items();
                value.entries();
            }
        }
    }

    /// The number of operations.
    pub(crate) fn len(&self, version: Version) -> usize {
        self.operations(version).len()
    }
}

/// The field that a misspelt field of a path item most likely means, if it is not a method and not present.
fn misspelt_shared_field(at: &At, key: &Key) -> Option<&'static str> {
    if key.text.starts_with("x-") || METHODS.contains(&&*key.text) || FIELDS.contains(&&*key.text) {
        return None;
    }
    let known = METHODS.iter().chain(FIELDS).copied();
    let near = find_correction(&key.text, known, |near| at.node.get(near).is_some())?;
    FIELDS.contains(&near).then_some(near)
}

/// The method that a key most likely means.
pub(crate) fn nearest_method(key: &str) -> Option<&'static str> {
    closest(key, METHODS.iter().copied())
}

pub(crate) fn is_method(key: &str, version: Version) -> bool {
    METHODS.contains(&key) || key == "query" && version >= Version::V3_2
}
