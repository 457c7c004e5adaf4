//! Unknown keywords and formats: each is reported once, with the most likely correction.

use super::Report;
use crate::api::{Finding, Place, Rule};
use crate::document::{KEYWORDS, KeywordProblem, Schema, Types, closest, find_correction};

impl Report {
    /// Unknown keywords are reported once each; keywords that would have to be checked, at every place.
    pub(crate) fn check_keywords(&mut self, schema: &Schema) {
        let is_there = |key: &str| schema.at.node.get(key).is_some();
        let known = || KEYWORDS.iter().copied().chain(["$ref"]);
        for (why, strange) in &schema.strange {
            let (key, place) = (&strange.text, Place::from(strange.at.clone()));
            let message = match why {
                KeywordProblem::Unchecked => {
                    Some(format!("`{key}` is not checked: no type says it"))
                }
                KeywordProblem::Inside => {
                    Some(format!("`{key}` is not read: the text stays a text"))
                }
                KeywordProblem::Unknown => None,
            };
            if let Some(message) = message {
                self.report_ignored(Rule::UncheckedKeyword, place, message);
                continue;
            }
            if let Some(near) = find_correction(key, known(), is_there) {
                self.report_misspelt_field(strange, near);
                continue;
            }
            if is_property(schema, key) {
                let message = format!(
                    "unknown keyword `{key}`: a property belongs into `properties`; left out"
                );
                self.report_repaired(Rule::MisplacedField, place, message);
                continue;
            }
            if !self.is_new_word(key) {
                continue;
            }
            let near = closest(key, known());
            let message = format!("unknown keyword `{key}`; left out, here and elsewhere");
            let finding = Finding::ignored(Rule::UnknownKeyword, place, message);
            self.add(finding.maybe_suggest_in_help(near));
        }
    }

    /// Members of a type that is not an object, and items of a type that is not a list: no value of the type has them.
    pub(crate) fn check_ineffective_keywords(&mut self, schema: &Schema) {
        const PARTS: [(&str, Types, &str); 5] = [
            ("properties", Types::OBJECT, "object"),
            ("patternProperties", Types::OBJECT, "object"),
            ("additionalProperties", Types::OBJECT, "object"),
            ("items", Types::LIST, "array"),
            ("prefixItems", Types::LIST, "array"),
        ];
        if schema.types.is_empty() {
            return;
        }
        for (key, of, name) in PARTS {
            let node = schema.at.node.get(key).filter(|_| !schema.types.has(of));
            // `additionalProperties: false` and `items: true` are habits.
            if let Some(node) = node.filter(|node| node.as_bool().is_none()) {
                let message = format!(
                    "`{key}` has no effect in a schema whose `type` is not `{name}`; left out"
                );
                self.report_ignored(Rule::IneffectiveKeyword, node.place(), message);
            }
        }
    }

    /// Reports a format that is most likely misspelt, once.
    pub(crate) fn check_format(&mut self, schema: &Schema) {
        let (Some(format), Some((place, near))) = (&schema.format, &schema.misspelt_format) else {
            return;
        };
        if !self.is_new_word(format) {
            return;
        }
        let message = format!("`{format}` is not a known format");
        let finding = Finding::repaired(Rule::MisspeltFormat, place.clone(), message).suggest(near);
        self.add(finding.help(format!(
            "until then it is left out, here and elsewhere; `formats(\"{format}\" = ..)` gives it a type"
        )));
    }
}

/// Returns true if an unknown keyword is a property one level too high.
fn is_property(schema: &Schema, key: &str) -> bool {
    let is_schema =
        |value: crate::document::Tree| value.text("type").is_some() || value.text("$ref").is_some();
    schema.types.has(Types::OBJECT)
        && schema.properties.is_empty()
        && schema.at.node.get(key).is_some_and(is_schema)
}
