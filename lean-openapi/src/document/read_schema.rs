//! Reads the keywords of a Schema Object in one pass.

use std::sync::Arc;

use super::anchors::enter_schema;
use super::at::At;
use super::keywords::{DESCRIBES, KeywordProblem};
use super::schema::{Bound, EMPTY_REFERENCE, Schema};
use super::types::Types;
use super::{Document, Tree, Version};
use crate::api::Rule;
use crate::read::{Key, Kind};

/// The number of members, values or parts of one schema; a type with more is useless.
const LISTED_MAX: usize = 5_000;

impl Schema {
    /// Reads the keywords of a schema.
    pub(crate) fn read(document: &Document, at: &At) -> Self {
        let version = document.version();
        let mut schema = Self::empty(if version == Version::V3_0 {
            at.clone()
        } else {
            enter_schema(at)
        });
        match at.node.kind() {
            Kind::Map => {}
            Kind::Bool => schema.always = at.node.as_bool(),
            // A broken value is reported elsewhere.
            Kind::Invalid => {}
            Kind::Null | Kind::Number | Kind::String | Kind::List => {
                schema.report_not_a_schema(&at.node);
            }
        }
        for (key, value) in at.node.entries() {
            schema.check_kind(&key.text, &value);
            if !schema.read_reference_keyword(&key.text, &value, version)
                && !schema.read_annotation(&key.text, &value, version)
                && !schema.read_scalar_keyword(&key.text, &value, version)
            {
                schema.read_structure(&key, &value);
            }
        }
        schema
    }

    fn read_reference_keyword(&mut self, key: &str, value: &Tree, version: Version) -> bool {
        match key {
            "$ref" if value.as_str().is_some() => self.reference = value.as_str(),
            "$ref" if value.kind() == Kind::Null => {
                self.repair(
                    Rule::EmptyReference,
                    value,
                    format!("{EMPTY_REFERENCE}; read as any value"),
                );
            }
            "$ref" => self.repair(
                Rule::MalformedField,
                value,
                "`$ref` has to be a text; read as any value".to_string(),
            ),
            "$dynamicRef" if version > Version::V3_0 => self.dynamic_reference = value.as_str(),
            "$dynamicAnchor" if version > Version::V3_0 => {
                if let Some(name) = value.as_str() {
                    self.at.scope.bind(name, self.at.without_bindings());
                }
            }
            "$defs" if version > Version::V3_0 => {
                for (_, definition) in value.entries() {
                    if let Some(name) = definition.text("$dynamicAnchor") {
                        self.at
                            .scope
                            .bind(name, self.at.without_bindings().child(definition));
                    }
                }
            }
            _ => return false,
        }
        true
    }

    fn read_annotation(&mut self, key: &str, value: &Tree, version: Version) -> bool {
        match key {
            "title" => self.title = value.as_str(),
            "description" => self.description = value.as_str(),
            "deprecated" => self.deprecated = value.as_bool() == Some(true),
            "readOnly" => self.read_only = value.as_bool() == Some(true),
            "writeOnly" => self.write_only = value.as_bool() == Some(true),
            "x-sensitive" => self.sensitive = value.as_bool() == Some(true),
            "default" => self.default = Some(value.clone()),
            "nullable" | "x-nullable" => {
                self.nullable = value.as_bool() == Some(true);
                if version > Version::V3_0 && self.nullable && key == "nullable" {
                    self.repair(
                        Rule::OtherVersion,
                        value,
                        "`nullable` is of OpenAPI 3.0; read as if `null` were among the types"
                            .to_string(),
                    );
                }
            }
            "x-enum-varnames" | "x-enumNames" => self.variant_names = value.items(),
            "x-enum-descriptions" | "x-enumDescriptions" => self.variant_docs = Some(value.clone()),
            _ => return false,
        }
        true
    }

    fn read_scalar_keyword(&mut self, key: &str, value: &Tree, version: Version) -> bool {
        match key {
            "type" => self.read_types(value, version),
            "format" => self.read_format(value),
            "contentEncoding" => self.content_encoding = value.as_str(),
            "contentMediaType" => self.content_media = value.as_str(),
            "enum" => self.read_values(value),
            // A list that is meant to grow: as all enums are here.
            "x-extensible-enum" if self.values.is_none() && value.kind() == Kind::List => {
                self.values = Some(value.items());
            }
            "const" => self.fixed = Some(value.clone()),
            "multipleOf" => {
                self.hints = self.hints.with(Types::NUMBER);
                self.multiple_of = value.as_number();
            }
            "minimum" | "maximum" => {
                self.hints = self.hints.with(Types::NUMBER);
                let bound = if key == "minimum" {
                    &mut self.minimum
                } else {
                    &mut self.maximum
                };
                let exclusive = bound.as_ref().is_some_and(|bound| bound.exclusive);
                *bound = value.as_number().map(|value| Bound { value, exclusive });
            }
            "exclusiveMinimum" | "exclusiveMaximum" => {
                self.hints = self.hints.with(Types::NUMBER);
                self.read_exclusive_bound(key, value, version);
            }
            "pattern" => self.hints = self.hints.with(Types::TEXT),
            "minLength" => self.read_size("len>=", value, Types::TEXT),
            "maxLength" => self.read_size("len<=", value, Types::TEXT),
            "minProperties" => self.read_size("members>=", value, Types::OBJECT),
            "maxProperties" => self.read_size("members<=", value, Types::OBJECT),
            "uniqueItems" if value.as_bool() == Some(true) => self.sizes.push(("unique", 0)),
            _ => return false,
        }
        true
    }

    fn read_structure(&mut self, key: &Key, value: &Tree) {
        match &*key.text {
            "properties" => self.properties = self.read_members(value),
            "required" => self.read_required(value),
            "additionalProperties" => {
                self.hints = self.hints.with(Types::OBJECT);
                self.additional = Some(value.clone());
            }
            "unevaluatedProperties" => {
                self.hints = self.hints.with(Types::OBJECT);
                self.unevaluated = Some(value.clone());
            }
            "patternProperties" => {
                self.patterns = self
                    .read_members(value)
                    .into_iter()
                    .map(|(_, schema)| schema)
                    .collect()
            }
            "propertyNames" | "dependentRequired" => {
                self.hints = self.hints.with(Types::OBJECT);
                self.note_problem(KeywordProblem::Unchecked, key);
            }
            "items" if value.kind() == Kind::List => self.prefix = value.items(),
            "items" => {
                self.hints = self.hints.with(Types::LIST);
                self.items = Some(value.clone());
            }
            "prefixItems" => {
                self.hints = self.hints.with(Types::LIST);
                self.prefix = value.items();
            }
            "minItems" => self.items_min = parse_count(value),
            "maxItems" => self.items_max = parse_count(value),
            "allOf" => self.all_of = self.read_parts(&key.text, value),
            "oneOf" => self.one_of = self.read_parts(&key.text, value),
            "anyOf" => self.any_of = self.read_parts(&key.text, value),
            "then" | "else" => self.conditional.push(value.clone()),
            "dependentSchemas" => self
                .conditional
                .extend(value.entries().into_iter().map(|(_, schema)| schema)),
            "discriminator" => self.discriminator = Some(value.clone()),
            // Before 2020-12: what is after the items that a list of schemas describes.
            "additionalItems" if self.items.is_none() => self.items = Some(value.clone()),
            "unevaluatedItems" if value.as_bool().is_some() => {}
            "contentSchema" => self.note_problem(KeywordProblem::Inside, key),
            "not" | "contains" | "unevaluatedItems" => {
                self.note_problem(KeywordProblem::Unchecked, key)
            }
            known if DESCRIBES.contains(&known) || known.starts_with("x-") => {}
            _ => self.note_problem(KeywordProblem::Unknown, key),
        }
    }

    pub(super) fn read_size(&mut self, rule: &'static str, value: &Tree, hint: Types) {
        self.hints = self.hints.with(hint);
        self.sizes
            .extend(parse_count(value).map(|bound| (rule, bound)));
    }

    pub(super) fn note_problem(&mut self, why: KeywordProblem, key: &Key) {
        self.strange.push((why, key.clone()));
    }

    fn read_values(&mut self, value: &Tree) {
        if value.kind() != Kind::List {
            return self.report_malformed_enum(value);
        }
        let values = self.read_list(value);
        self.values = Some(values).filter(|values| !values.is_empty() || value.items().is_empty());
    }

    /// A list that is too long to be of use as types is left out.
    pub(super) fn read_list(&mut self, value: &Tree) -> Vec<Tree> {
        let items = value.items();
        if items.len() > LISTED_MAX {
            self.repair(
                Rule::TooManyEntries,
                value,
                format!("this list has more than {LISTED_MAX} entries; left out"),
            );
            return Vec::new();
        }
        items
    }

    pub(super) fn read_members(&mut self, value: &Tree) -> Vec<(Arc<str>, Tree)> {
        self.hints = self.hints.with(Types::OBJECT);
        if value.kind() != Kind::Map {
            self.repair(
                Rule::MalformedField,
                value,
                "this is not a map of schemas; left out".to_string(),
            );
        }
        let entries = value.entries();
        if entries.len() > LISTED_MAX {
            self.repair(
                Rule::TooManyEntries,
                value,
                format!("this map has more than {LISTED_MAX} entries; left out"),
            );
            return Vec::new();
        }
        entries
            .into_iter()
            .map(|(key, value)| (key.text, value))
            .collect()
    }
}

fn parse_count(value: &Tree) -> Option<usize> {
    value.as_number()?.parse().ok()
}
