//! From a `$ref` to what it means.

use std::cell::Cell;
use std::sync::Arc;

use super::anchors::enter_schema;
use super::at::{At, Scope};
use super::{Document, loader, uri};
use crate::api::{Finding, Rule, Severity};

/// The target of a reference.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) at: At,
    /// The JSON Pointer from the root of the file, percent-decoded, where the reference was one.
    pub(crate) pointer: Option<Arc<str>>,
}

/// More references in a row than that are a circle, or might as well be.
const CHAIN_MAX: usize = 64;

impl Document {
    /// Resolves a reference in a place. One step: the target may be a reference itself.
    ///
    /// # Errors
    /// A missing target ([`Severity::Repaired`]: it can be left out), or a target on the network.
    pub(crate) fn resolve_reference(&self, from: &At, reference: &str) -> Result<Target, Finding> {
        self.follow_one(from, reference, &Hops::default())
    }

    /// Follows references that are in the place of something else (Reference Object) to their end.
    ///
    /// # Errors
    /// Fails if a target does not exist, and for cycles.
    pub(crate) fn follow_references(&self, at: &At) -> Result<At, Finding> {
        self.follow_all(
            Target {
                at: at.clone(),
                pointer: None,
            },
            &Hops::default(),
        )
        .map(|target| target.at)
    }

    /// The same for what was reached by a reference already.
    pub(crate) fn follow_target(&self, target: Target) -> Result<Target, Finding> {
        self.follow_all(target, &Hops::default())
    }

    pub(super) fn follow_all(&self, mut target: Target, hops: &Hops) -> Result<Target, Finding> {
        while let Some(reference) = target.at.node.text("$ref") {
            target = self.follow_one(&target.at, &reference, hops)?;
        }
        Ok(target)
    }

    fn follow_one(&self, from: &At, reference: &str, hops: &Hops) -> Result<Target, Finding> {
        if !hops.take_one() {
            let message = format!("the reference `{reference}` leads back to itself");
            return Err(unresolved_finding(Rule::CircularReference, from, message));
        }
        let (file, fragment) = uri::split(reference);
        let root = self.find_resource(from, file, reference)?;
        let target = if fragment.is_empty() {
            Some(Target {
                at: root.clone(),
                pointer: Some("".into()),
            })
        } else if fragment.starts_with('/') {
            self.find_pointer(&root, &fragment, hops)
        } else {
            self.find_anchor(&root, &fragment, hops)
        };
        let mut target =
            target.ok_or_else(|| self.dangling_pointer_finding(from, reference, &root, hops))?;
        target.at.scope = from.scope.clone();
        Ok(target)
    }

    /// The document or schema that the part before `#` names.
    fn find_resource(&self, from: &At, file: &str, reference: &str) -> Result<At, Finding> {
        if file.is_empty() {
            return Ok(At {
                node: from.home.root.clone(),
                home: from.home.clone(),
                scope: Scope::default(),
            });
        }
        let absolute = from
            .home
            .uri
            .as_deref()
            .map_or_else(|| file.to_string(), |base| uri::resolve(base, file));
        if let Some(known) = self.find_by_uri(from, &absolute) {
            return Ok(known);
        }
        if uri::is_remote(file) {
            let message = format!("the reference `{reference}` would have to be fetched");
            let help = "save the file next to the description and refer to it by its relative path";
            let finding = unresolved_finding(Rule::RemoteReference, from, message).help(help);
            return Err(Finding {
                severity: Severity::Refused,
                ..finding
            });
        }
        let path = loader::join(&from.home.path, &uri::decode(file));
        match self.files.load(&path) {
            Ok(file) => Ok(file.root()),
            Err(finding) if finding.place.range.is_empty() => {
                Err(self.dangling_file_finding(from, reference, finding))
            }
            Err(finding) => Err(finding),
        }
    }

    /// A schema or file known by its `$id` or `$self`.
    fn find_by_uri(&self, from: &At, uri: &str) -> Option<At> {
        let uri = uri.trim_end_matches('#');
        if from.home.uri.is_none() && !uri::is_absolute(uri) && !self.has_ids() {
            return None;
        }
        self.files
            .readable_files()
            .iter()
            .find_map(|file| file.anchors().find_resource(uri).cloned())
    }

    /// Returns true if a search for `$id`s is worthwhile.
    fn has_ids(&self) -> bool {
        self.files
            .readable_files()
            .iter()
            .any(|file| file.has_ids())
    }

    /// Follows a JSON Pointer; references on the way are followed too.
    fn find_pointer(&self, root: &At, pointer: &str, hops: &Hops) -> Option<Target> {
        let file = At {
            node: root.home.file_root.clone(),
            home: root.home.clone(),
            scope: Scope::default(),
        };
        let is_file = root.node.id() == file.node.id();
        if let Some(at) = self.walk_pointer(root, pointer, hops) {
            return Some(Target {
                at,
                pointer: is_file.then(|| pointer.into()),
            });
        }
        // A schema with an `$id` is a document of its own, but many write pointers as if it were not.
        let at = if is_file {
            None
        } else {
            self.walk_pointer(&file, pointer, hops)
        }?;
        Some(Target {
            at,
            pointer: Some(pointer.into()),
        })
    }

    fn walk_pointer(&self, root: &At, pointer: &str, hops: &Hops) -> Option<At> {
        let mut at = root.clone();
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            let next = match at.node.step(&token) {
                Some(next) => at.child(next),
                None => {
                    let here = Target { at, pointer: None };
                    let followed = self.follow_all(here, hops).ok()?.at;
                    followed.child(followed.node.step(&token)?)
                }
            };
            at = enter_schema(&next);
        }
        Some(at)
    }

    /// The schema of the same resource that has an anchor, if that is an ordinary one: then a `$dynamicRef` to it
    /// is an ordinary reference.
    pub(crate) fn plain_anchor(&self, from: &At, anchor: &str) -> Option<At> {
        let file = self.files.load(&from.home.path).ok()?;
        let at = file.anchors().find_anchor(anchor, &from.home)?;
        let is_here = at.home.root.id() == from.home.root.id();
        let is_plain = at.node.text("$anchor").is_some_and(|name| *name == *anchor);
        (is_here && is_plain).then(|| at.clone())
    }

    /// The schema with an anchor, or, for those who write a bare name, the component.
    fn find_anchor(&self, root: &At, anchor: &str, hops: &Hops) -> Option<Target> {
        let file = self.files.load(&root.home.path).ok()?;
        if let Some(at) = file.anchors().find_anchor(anchor, &root.home) {
            return Some(Target {
                at: at.clone(),
                pointer: None,
            });
        }
        self.find_pointer(root, &format!("/components/schemas/{anchor}"), hops)
    }
}

/// The number of references followed for one question.
#[derive(Default)]
pub(super) struct Hops(Cell<usize>);

impl Hops {
    fn take_one(&self) -> bool {
        self.0.set(self.0.get() + 1);
        self.0.get() <= CHAIN_MAX
    }
}

/// The finding for a reference without a target.
pub(super) fn unresolved_finding(rule: Rule, from: &At, message: String) -> Finding {
    let at = from.node.get("$ref").unwrap_or_else(|| from.node.clone());
    Finding::repaired(rule, at.place(), message)
}
