//! The parts of a description that a crate uses.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Facts;

/// The parts of a description that a crate uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Method and path of each operation, with the component schemas that types of the crate itself may read there.
    pub operations: BTreeMap<(String, String), BTreeSet<String>>,
    /// True if a trait takes all operations. Not in the lock: it says how they were chosen, not what is used.
    pub all: bool,
    /// Tags whose operations a trait takes. Not in the lock.
    pub tags: BTreeSet<String>,
    /// True if webhooks are used.
    pub webhooks: bool,
    /// The schemas that `derive(Schema)` types of the crate describe.
    pub types: BTreeMap<TypeKey, TypeUse>,
}

/// A schema that a `derive(Schema)` type represents.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeKey {
    /// The component schema.
    pub schema: String,
    /// The members that lead from there to a schema without a name.
    pub path: Vec<String>,
}

/// The use of a schema by a `derive(Schema)` type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeUse {
    /// The members that it reads or writes; none: the whole value.
    pub members: Option<BTreeSet<String>>,
    /// True if it is sent.
    pub sent: bool,
    /// True if it is received.
    pub received: bool,
    /// True if it lists values or variants and has no `other`.
    pub closed: bool,
}

impl Usage {
    /// Adds what another part of the crate uses.
    pub fn merge(&mut self, other: Usage) {
        for (route, own) in other.operations {
            match self.operations.get_mut(&route) {
                // The whole is used as soon as one method uses the whole.
                Some(known) => known.retain(|schema| own.contains(schema)),
                None => drop(self.operations.insert(route, own)),
            }
        }
        self.all |= other.all;
        self.tags.extend(other.tags);
        self.webhooks |= other.webhooks;
        for (key, used) in other.types {
            let Some(known) = self.types.get_mut(&key) else {
                self.types.insert(key, used);
                continue;
            };
            match (&mut known.members, used.members) {
                (Some(members), Some(more)) => members.extend(more),
                (members, _) => *members = None,
            }
            known.sent |= used.sent;
            known.received |= used.received;
            known.closed |= used.closed;
        }
    }

    /// Returns true if a trait takes operations with these tags without naming them.
    #[must_use]
    pub fn chooses(&self, tags: &[String]) -> bool {
        self.all || tags.iter().any(|tag| self.tags.contains(tag))
    }

    /// Returns true if nothing is used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.types.is_empty() && !self.webhooks
    }

    /// Leaves out the schemas of operations for which the crate derives no type: the type that was named there is
    /// generated, and reads the whole.
    pub fn drop_underived_schemas(&mut self) {
        let derived: BTreeSet<&str> = self
            .types
            .keys()
            .filter(|key| key.path.is_empty())
            .map(|key| key.schema.as_str())
            .collect();
        for own in self.operations.values_mut() {
            own.retain(|schema| derived.contains(schema.as_str()));
        }
    }

    /// The usage as facts.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        self.add_to(&mut facts);
        // Every used operation is stated, even without further facts.
        for (method, path) in self.operations.keys() {
            facts.at("operation").at(method).at(path).state();
        }
        facts.at("chosen").flag_if("all", self.all);
        for tag in &self.tags {
            facts.at("chosen").at("tag").flag(tag);
        }
        facts
    }

    /// Adds what the facts of the contract do not say.
    pub(crate) fn add_to(&self, facts: &mut Facts) {
        for ((method, path), own) in &self.operations {
            for schema in own {
                let operation = facts.at("operation").at(method).at(path);
                operation.at("own").flag(schema);
            }
        }
        facts.flag_if("webhooks", self.webhooks);
        for (key, used) in &self.types {
            let facts = facts.at("type").at(&key.schema).at(&pointer(&key.path));
            facts.flag_if("sent", used.sent);
            facts.flag_if("received", used.received);
            facts.flag_if("closed", used.closed);
            match &used.members {
                None => facts.flag("whole"),
                Some(members) => {
                    facts.state();
                    for member in members {
                        facts.flag(&format!(".{member}"));
                    }
                }
            }
        }
    }

    /// Reads a usage from facts.
    #[must_use]
    pub fn of(facts: &Facts) -> Usage {
        let chosen = facts.get("chosen");
        let tags = chosen.into_iter().flat_map(|chosen| chosen.words_of("tag"));
        let mut usage = Usage {
            all: chosen.is_some_and(|chosen| chosen.has("all")),
            tags: tags.map(str::to_owned).collect(),
            webhooks: facts.has("webhooks"),
            ..Usage::default()
        };
        for (method, paths) in facts.get("operation").into_iter().flat_map(Facts::entries) {
            for (path, operation) in paths.entries() {
                let own = operation.words_of("own").map(str::to_owned).collect();
                let route = (method.to_owned(), path.to_owned());
                usage.operations.insert(route, own);
            }
        }
        for (schema, pointers) in facts.get("type").into_iter().flat_map(Facts::entries) {
            for (pointer, used) in pointers.entries() {
                let members = used
                    .entries()
                    .filter_map(|(word, _)| word.strip_prefix('.'));
                let members = members.map(str::to_owned).collect();
                let key = TypeKey {
                    schema: schema.to_owned(),
                    path: path(pointer),
                };
                let used = TypeUse {
                    members: Some(members).filter(|_| !used.has("whole")),
                    sent: used.has("sent"),
                    received: used.has("received"),
                    closed: used.has("closed"),
                };
                usage.types.insert(key, used);
            }
        }
        usage
    }
}

/// A JSON pointer; `/` for the whole.
fn pointer(path: &[String]) -> String {
    let escaped = path
        .iter()
        .map(|part| part.replace('~', "~0").replace('/', "~1"));
    format!("/{}", escaped.collect::<Vec<_>>().join("/"))
}

fn path(pointer: &str) -> Vec<String> {
    let parts = pointer.split('/').skip(1).filter(|part| !part.is_empty());
    parts
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect()
}
