//! The schemas of a file that have a name of their own: `$id`, `$anchor`, `$dynamicAnchor`.

use std::sync::Arc;

use super::at::{At, Home, Scope};
use super::uri;
use crate::read::Kind;

/// The schemas of a file that have a name of their own. Made when a reference first asks by such a name.
#[derive(Default)]
pub(super) struct Anchors {
    resources: Vec<(Arc<str>, At)>,
    anchors: Vec<(Arc<str>, At)>,
}

/// The number of values to look at: no one writes a larger file by hand.
const VALUES_MAX: usize = 2_000_000;

impl Anchors {
    pub(super) fn collect(file: &Arc<Home>) -> Self {
        let mut found = Self::default();
        let mut budget = VALUES_MAX;
        let root = At {
            node: file.file_root.clone(),
            home: file.clone(),
            scope: Scope::default(),
        };
        if let Some(uri) = &file.uri {
            found.resources.push((uri.clone(), root.clone()));
        }
        found.walk(&root, &mut budget);
        found
    }

    /// Recursion is bounded by the depth that the reader allows.
    fn walk(&mut self, at: &At, budget: &mut usize) {
        if *budget == 0 {
            return;
        }
        *budget -= 1;
        if at.node.kind() == Kind::List {
            at.node
                .items()
                .into_iter()
                .for_each(|item| self.walk(&at.child(item), budget));
            return;
        }
        let at = enter_schema(at);
        for (key, value) in at.node.entries() {
            match (&*key.text, value.as_str()) {
                ("$id", Some(_)) => self
                    .resources
                    .extend(at.home.uri.clone().map(|uri| (uri, at.clone()))),
                ("$anchor" | "$dynamicAnchor", Some(name)) => self.anchors.push((name, at.clone())),
                ("example" | "examples" | "enum" | "const" | "default", _) => {}
                _ => self.walk(&at.child(value), budget),
            }
        }
    }

    /// The schema whose `$id` this is.
    pub(super) fn find_resource(&self, uri: &str) -> Option<&At> {
        self.resources
            .iter()
            .find(|(known, _)| **known == *uri)
            .map(|(_, at)| at)
    }

    /// The schema with this anchor, preferably one of the same resource.
    pub(super) fn find_anchor(&self, name: &str, home: &Home) -> Option<&At> {
        let mut named = self
            .anchors
            .iter()
            .filter(|(known, _)| **known == *name)
            .map(|(_, at)| at);
        let first = named.clone().next();
        named
            .find(|at| at.home.root.id() == home.root.id())
            .or(first)
    }
}

/// The same schema, at home with itself if it has an `$id`.
pub(crate) fn enter_schema(at: &At) -> At {
    let Some(id) = at.node.text("$id") else {
        return at.clone();
    };
    if at.home.root.id() == at.node.id() {
        return at.clone();
    }
    let uri = match &at.home.uri {
        Some(base) => uri::resolve(base, &id),
        None => id.to_string(),
    };
    let home = Home {
        path: at.home.path.clone(),
        root: at.node.clone(),
        file_root: at.home.file_root.clone(),
        uri: Some(uri.trim_end_matches('#').into()),
    };
    At {
        home: Arc::new(home),
        ..at.clone()
    }
}
