//! Facts to schemas.

use std::collections::HashMap;

use lean_openapi::api::Place;
use lean_openapi::contract::{
    Additional, Discriminator, LIMIT_KEYWORDS, Limit, Listed, Member, SchemaContract, SchemaId,
    Sources, TEXT_KEYWORDS, TYPES, VariantGroup,
};

use super::Reader;
use crate::facts::Facts;
use crate::words;

/// The facts of a schema by their address, and true if null is also allowed.
pub(super) type Key = (usize, bool);

/// A schema that is still to be read.
pub(super) struct Task<'a> {
    id: SchemaId,
    facts: &'a Facts,
    unit: &'a Facts,
    name: Option<String>,
    or_null: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn of(facts: &'a Facts) -> Self {
        Reader {
            named: facts.get("schema"),
            known: HashMap::new(),
            queue: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Returns the schema at a position: the one that is written there, or the one that is referred to.
    pub(super) fn schema_at(&mut self, at: &'a Facts, unit: &'a Facts) -> SchemaId {
        let value = at.value().unwrap_or("any");
        if value.starts_with('#') || value.starts_with("'#") {
            let (words, _) = words::split_line(value).unwrap_or_default();
            let name = words.first().map_or("", |word| &word[1..]).to_owned();
            let or_null = words.len() > 1;
            return match self.named.and_then(|named| named.get(&name)) {
                Some(facts) => self.enqueue(facts, facts, Some(name), or_null),
                None => self.unknown_schema(name),
            };
        }
        if let Some(path) = value.strip_prefix('^') {
            let (words, _) = words::split_line(path).unwrap_or_default();
            return match unit.walk(&words) {
                Some(facts) => self.enqueue(facts, unit, None, false),
                None => self.unknown_schema(String::new()),
            };
        }
        self.enqueue(at, unit, None, false)
    }

    fn enqueue(
        &mut self,
        facts: &'a Facts,
        unit: &'a Facts,
        name: Option<String>,
        or_null: bool,
    ) -> SchemaId {
        let key = (std::ptr::from_ref(facts).addr(), or_null);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = SchemaId(self.done.len());
        self.done.push(SchemaContract::default());
        self.known.insert(key, id);
        self.queue.push(Task {
            id,
            facts,
            unit,
            name: name.filter(|_| !or_null),
            or_null,
        });
        id
    }

    /// A named schema about which nothing is stated.
    fn unknown_schema(&mut self, name: String) -> SchemaId {
        let found = self
            .done
            .iter()
            .position(|schema| schema.name.as_ref() == Some(&name) && schema.types.is_empty());
        if let Some(index) = found {
            return SchemaId(index);
        }
        self.done.push(SchemaContract {
            name: Some(name),
            ..SchemaContract::default()
        });
        SchemaId(self.done.len() - 1)
    }

    pub(super) fn finish(mut self) -> Vec<SchemaContract> {
        while let Some(task) = self.queue.pop() {
            let id = task.id;
            self.done[id.0] = self.schema(task);
        }
        self.done
    }

    fn schema(&mut self, task: Task<'a>) -> SchemaContract {
        let Task {
            facts, unit, name, ..
        } = task;
        let text = |word: &str| facts.value_of(word).map(str::to_owned);
        let words: Vec<&str> = facts.value().unwrap_or("any").split(" or ").collect();
        let types = TYPES.into_iter().filter(|kind| words.contains(kind));
        let (values, fixed) = values(facts);
        SchemaContract {
            name: name.or_else(|| text("named")),
            types: types.collect(),
            nullable: words.contains(&"null") || task.or_null,
            format: text("format"),
            content_encoding: text("content-encoding"),
            content_media: text("content-media"),
            values,
            fixed,
            limits: limits(facts),
            members: self.members(facts, unit),
            required_elsewhere: facts.words_of("requires").map(str::to_owned).collect(),
            additional: match (facts.value_of("additional"), facts.get("{*}")) {
                (_, Some(at)) => Additional::Of(self.schema_at(at, unit)),
                (Some("closed"), _) => Additional::Closed,
                (Some("open"), _) => Additional::Open,
                _ => Additional::Unsaid,
            },
            patterns: self.numbered_schemas("{~}", facts, unit),
            items: self.numbered_schemas("[*]", facts, unit),
            prefix: self.numbered_schemas("[n]", facts, unit),
            groups: self.groups(facts, unit),
            discriminator: self.discriminator(facts, unit),
            default: text("default"),
            deprecated: facts.has("schema-deprecated"),
            other: text_keywords(facts),
            place: Place::default(),
            sources: Sources::default(),
        }
    }

    fn members(&mut self, facts: &'a Facts, unit: &'a Facts) -> Vec<Member> {
        let mut members = Vec::new();
        for (word, at) in facts.entries() {
            let Some(name) = word.strip_prefix('.') else {
                continue;
            };
            members.push(Member {
                name: name.to_owned(),
                schema: self.schema_at(at, unit),
                required: at.has("required"),
                read_only: at.has("read-only"),
                write_only: at.has("write-only"),
                deprecated: at.has("deprecated"),
                place: Place::default(),
            });
        }
        members
    }

    fn numbered_schemas(&mut self, word: &str, facts: &'a Facts, unit: &'a Facts) -> Vec<SchemaId> {
        match facts.get(word) {
            None => Vec::new(),
            Some(at) if at.value().is_some() => vec![self.schema_at(at, unit)],
            Some(several) => self.list(several, unit),
        }
    }

    fn list(&mut self, facts: &'a Facts, unit: &'a Facts) -> Vec<SchemaId> {
        let mut all: Vec<(usize, &'a Facts)> = facts
            .entries()
            .filter_map(|(word, at)| Some((word.parse().ok()?, at)))
            .collect();
        all.sort_by_key(|(number, _)| *number);
        all.into_iter()
            .map(|(_, at)| self.schema_at(at, unit))
            .collect()
    }

    fn groups(&mut self, facts: &'a Facts, unit: &'a Facts) -> Vec<VariantGroup> {
        let groups = facts.get("variants").into_iter().flat_map(Facts::entries);
        let mut groups: Vec<(usize, &'a Facts)> = groups
            .filter_map(|(word, at)| Some((word.parse().ok()?, at)))
            .collect();
        groups.sort_by_key(|(number, _)| *number);
        let mut found = Vec::new();
        for (_, group) in groups {
            found.push(VariantGroup {
                any_of: group.value() == Some("any"),
                variants: self.list(group, unit),
            });
        }
        found
    }

    fn discriminator(&mut self, facts: &'a Facts, unit: &'a Facts) -> Option<Discriminator> {
        let tag = facts.get("tag")?;
        let property = tag.value()?.to_owned();
        let mut mapping = Vec::new();
        for (value, at) in tag.entries() {
            mapping.push((value.to_owned(), self.schema_at(at, unit)));
        }
        Some(Discriminator {
            property,
            mapping,
            place: Place::default(),
        })
    }
}

fn values(facts: &Facts) -> (Option<Vec<Listed>>, bool) {
    let listed = |value: &str| Listed {
        value: value.to_owned(),
        place: Place::default(),
    };
    if let Some(only) = facts.value_of("const") {
        return (Some(vec![listed(only)]), true);
    }
    let is_listed = facts.get("values").is_some();
    let values = facts.words_of("values").map(listed).collect();
    (is_listed.then_some(values), false)
}

fn limits(facts: &Facts) -> Vec<Limit> {
    let mut limits = Vec::new();
    for (word, at) in facts.entries() {
        let Some(keyword) = find_keyword(word, &LIMIT_KEYWORDS) else {
            continue;
        };
        let values = at.value().unwrap_or_default();
        limits.extend(values.split_whitespace().map(|value| Limit {
            keyword,
            value: value.to_owned(),
        }));
        // Patterns may have white space: each is a word.
        limits.extend(at.entries().map(|(value, _)| Limit {
            keyword,
            value: value.to_owned(),
        }));
    }
    limits.sort();
    limits
}

fn text_keywords(facts: &Facts) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (word, at) in facts.entries() {
        if let Some(keyword) = find_keyword(word, &TEXT_KEYWORDS) {
            found.extend(at.entries().map(|(text, _)| (keyword, text.to_owned())));
        }
    }
    found
}

/// The keyword that a word is. Words of members start with a dot.
fn find_keyword(word: &str, keywords: &[&'static str]) -> Option<&'static str> {
    if word.starts_with('.') {
        return None;
    }
    keywords.iter().copied().find(|keyword| *keyword == word)
}
