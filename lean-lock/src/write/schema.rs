//! Schemas to their facts.
//!
//! A named schema is written once, under its name, and others refer to it. An inline schema is written where it is; the
//! second time that the same unit reaches it, its first place is named instead. So the facts of a unit depend on nothing
//! outside of it, and branches that add units merge.

use std::collections::{HashMap, HashSet};

use lean_openapi::contract::{Additional, Contract, Member, SchemaContract, SchemaId};

use super::Writer;
use crate::facts::Facts;
use crate::words::quote_word;

impl<'a> Writer<'a> {
    pub(super) fn of(contract: &'a Contract) -> Self {
        let mut by_name: HashMap<&str, Vec<SchemaId>> = HashMap::new();
        let ids = (0..contract.schemas.len()).map(SchemaId);
        for id in ids.clone() {
            if let Some(name) = &contract.schema(id).name {
                by_name.entry(name).or_default().push(id);
            }
        }
        // A name that two schemas have says of neither which one it is.
        let names: HashMap<SchemaId, &str> = by_name
            .into_iter()
            .filter_map(|(name, ids)| match ids[..] {
                [id] => Some((id, name)),
                _ => None,
            })
            .collect();
        let mut by_shape: HashMap<Vec<&str>, Vec<SchemaId>> = HashMap::new();
        let mut named: Vec<SchemaId> = names.keys().copied().collect();
        named.sort_unstable();
        for id in named {
            let schema = contract.schema(id);
            if !is_small(schema) {
                by_shape.entry(shape(schema)).or_default().push(id);
            }
        }
        let mut nullable = HashMap::new();
        for id in ids.filter(|id| !names.contains_key(id)) {
            let schema = contract.schema(id);
            if is_small(schema) || !schema.nullable {
                continue;
            }
            let alike = by_shape.get(&shape(schema)).into_iter().flatten();
            let mut alike = alike.map(|other| (other, contract.schema(*other)));
            let found = alike.find(|(_, other)| !other.nullable && differs_by_null(schema, other));
            nullable.extend(found.map(|(other, _)| (id, names[other])));
        }
        Writer {
            contract,
            names,
            nullable,
            queue: Vec::new(),
            queued: HashSet::new(),
            unit: HashMap::new(),
            path: Vec::new(),
        }
    }

    /// Writes the schema itself, or which one it is.
    pub(super) fn write_schema_at(&mut self, id: SchemaId, facts: &mut Facts) {
        if let Some(name) = self.names.get(&id) {
            facts.set_value(quote_word(&format!("#{name}")));
            self.enqueue(id);
            return;
        }
        if let Some(name) = self.nullable.get(&id) {
            facts.set_value(format!("{} or null", quote_word(&format!("#{name}"))));
            let named = self.names.iter().find(|(_, known)| *known == name);
            if let Some(id) = named.map(|(id, _)| *id) {
                self.enqueue(id);
            }
            return;
        }
        if let Some(first) = self.unit.get(&id) {
            facts.set_value(first);
            return;
        }
        let words: Vec<_> = self.path.iter().map(|word| quote_word(word)).collect();
        self.unit
            .insert(id, format!("^ {}", words.join(" ")).trim_end().to_owned());
        self.write_schema(id, facts);
    }

    fn enqueue(&mut self, id: SchemaId) {
        if self.queued.insert(id) {
            self.queue.push(id);
        }
    }

    /// Writes the named schemas in the queue, and those that they refer to.
    pub(super) fn write_named_schemas(&mut self, facts: &mut Facts) {
        while let Some(id) = self.queue.pop() {
            let schema = self.contract.schema(id);
            if allows_everything(schema) {
                continue;
            }
            self.unit.clear();
            self.path.clear();
            self.write_schema(id, facts.at(self.names[&id]));
        }
    }

    fn write_schema(&mut self, id: SchemaId, facts: &mut Facts) {
        let schema = self.contract.schema(id);
        facts.set_value(type_words(schema));
        if !self.names.contains_key(&id) {
            facts.set_some("named", schema.name.as_deref());
        }
        facts.set_some("format", schema.format.as_deref());
        facts.set_some("content-encoding", schema.content_encoding.as_deref());
        facts.set_some("content-media", schema.content_media.as_deref());
        write_values(schema, facts);
        write_limits(schema, facts);
        facts.set_some("default", schema.default.as_deref());
        facts.flag_if("schema-deprecated", schema.deprecated);
        for (keyword, text) in &schema.other {
            facts.at(keyword).flag(text);
        }
        for name in &schema.required_elsewhere {
            facts.at("requires").flag(name);
        }
        for member in &schema.members {
            self.write_member(member, facts);
        }
        match schema.additional {
            Additional::Unsaid => {}
            Additional::Open => facts.set("additional", "open"),
            Additional::Closed => facts.set("additional", "closed"),
            Additional::Of(id) => self.write_inside(&["{*}"], id, facts.at("{*}")),
        }
        self.write_numbered("{~}", &schema.patterns, facts);
        self.write_numbered("[*]", &schema.items, facts);
        self.write_numbered("[n]", &schema.prefix, facts);
        for (index, group) in schema.groups.iter().enumerate() {
            let number = (index + 1).to_string();
            let facts = facts.at("variants").at(&number);
            facts.set_value(if group.any_of { "any" } else { "one" });
            self.path.extend(["variants".to_owned(), number]);
            self.write_list(&group.variants, facts);
            self.path.truncate(self.path.len() - 2);
        }
        if let Some(tag) = &schema.discriminator {
            facts.set("tag", &tag.property);
            for (value, id) in &tag.mapping {
                self.write_inside(&["tag", value], *id, facts.at("tag").at(value));
            }
        }
    }

    fn write_member(&mut self, member: &Member, facts: &mut Facts) {
        let word = format!(".{}", member.name);
        let facts = facts.at(&word);
        self.write_inside(&[&word], member.schema, facts);
        facts.flag_if("required", member.required);
        facts.flag_if("read-only", member.read_only);
        facts.flag_if("write-only", member.write_only);
        facts.flag_if("deprecated", member.deprecated);
    }

    /// Writes a single schema at the word itself, and several with numbers below the word.
    fn write_numbered(&mut self, word: &str, ids: &[SchemaId], facts: &mut Facts) {
        match ids {
            [] => {}
            [only] if word != "[n]" => self.write_inside(&[word], *only, facts.at(word)),
            several => {
                self.path.push(word.to_owned());
                self.write_list(several, facts.at(word));
                self.path.pop();
            }
        }
    }

    fn write_list(&mut self, ids: &[SchemaId], facts: &mut Facts) {
        for (index, id) in ids.iter().enumerate() {
            let number = (index + 1).to_string();
            self.write_inside(&[&number], *id, facts.at(&number));
        }
    }
}

fn write_values(schema: &SchemaContract, facts: &mut Facts) {
    let Some(values) = &schema.values else { return };
    if schema.fixed {
        facts.set_some("const", values.first().map(|only| only.value.as_str()));
        return;
    }
    facts.flag("values");
    for listed in values {
        facts.at("values").flag(&listed.value);
    }
}

fn write_limits(schema: &SchemaContract, facts: &mut Facts) {
    for limit in &schema.limits {
        if limit.keyword == "pattern" {
            facts.at("pattern").flag(&limit.value);
            continue;
        }
        let known = facts
            .value_of(limit.keyword)
            .map(|known| format!("{known} "));
        let value = format!("{}{}", known.unwrap_or_default(), limit.value);
        facts.set(limit.keyword, value);
    }
}

/// `integer`, `string or null`, `any`.
fn type_words(schema: &SchemaContract) -> String {
    let mut words: Vec<&str> = schema.types.clone();
    if words.is_empty() {
        words.push("any");
    }
    if schema.nullable {
        words.push("null");
    }
    words.join(" or ")
}

/// Short schemas are written again rather than referred to.
fn is_small(schema: &SchemaContract) -> bool {
    schema.members.is_empty() && schema.groups.is_empty() && schema.values.is_none()
}

/// Schemas that differ here mean different things.
fn shape(schema: &SchemaContract) -> Vec<&str> {
    let members = schema.members.iter().map(|member| member.name.as_str());
    let values = schema.values.iter().flatten();
    members
        .chain(values.map(|listed| listed.value.as_str()))
        .collect()
}

/// Returns true if both allow the same values, `null` aside.
fn differs_by_null(a: &SchemaContract, b: &SchemaContract) -> bool {
    let member = |member: &Member| {
        (
            member.name.clone(),
            member.schema,
            (member.required, member.read_only),
            (member.write_only, member.deprecated),
        )
    };
    let members = |schema: &SchemaContract| schema.members.iter().map(member).collect::<Vec<_>>();
    let groups = |schema: &SchemaContract| {
        let groups = schema.groups.iter();
        groups
            .map(|group| (group.any_of, group.variants.clone()))
            .collect::<Vec<_>>()
    };
    let tag = |schema: &SchemaContract| {
        let tag = schema.discriminator.as_ref();
        tag.map(|tag| (tag.property.clone(), tag.mapping.clone()))
    };
    let texts = |schema: &SchemaContract| {
        (
            schema.format.clone(),
            schema.content_encoding.clone(),
            schema.content_media.clone(),
            schema.default.clone(),
        )
    };
    a.types == b.types
        && shape(a) == shape(b)
        && members(a) == members(b)
        && groups(a) == groups(b)
        && tag(a) == tag(b)
        && texts(a) == texts(b)
        && (a.fixed, a.deprecated, a.additional) == (b.fixed, b.deprecated, b.additional)
        && (&a.limits, &a.other) == (&b.limits, &b.other)
        && (&a.required_elsewhere, &a.patterns) == (&b.required_elsewhere, &b.patterns)
        && (&a.items, &a.prefix) == (&b.items, &b.prefix)
}

/// Returns true for a named schema that allows everything: its name alone says it.
fn allows_everything(schema: &SchemaContract) -> bool {
    is_small(schema)
        && schema.types.is_empty()
        && schema.format.is_none()
        && schema.content_encoding.is_none()
        && schema.content_media.is_none()
        && schema.default.is_none()
        && schema.limits.is_empty()
        && schema.other.is_empty()
        && schema.required_elsewhere.is_empty()
        && schema.additional == Additional::Unsaid
        && schema.discriminator.is_none()
        && !schema.deprecated
        && schema.patterns.len() + schema.items.len() + schema.prefix.len() == 0
}
