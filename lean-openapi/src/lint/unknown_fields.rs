//! Fields that the specification does not give an object: each is reported.

use super::Report;
use super::objects::{HEADER, Object, PARAMETER};
use crate::api::{Finding, Rule};
use crate::document::{At, PathItem, Tree, closest, find_correction};
use crate::read::Key;

/// The boolean fields of all objects.
const FLAGS: [&str; 5] = [
    "required",
    "deprecated",
    "explode",
    "allowReserved",
    "allowEmptyValue",
];

impl Report {
    /// Reports the unknown fields of an object, except extensions.
    pub(crate) fn check_fields(&mut self, at: &At, object: &Object) {
        let known = object.fields;
        let is_there = |key: &str| at.node.get(key).is_some();
        for (key, value) in at.node.entries() {
            if known.contains(&&*key.text) {
                self.check_flag(&key, &value);
                continue;
            }
            if key.text.starts_with("x-") || self.explain_misplaced(at, object, &key) {
                continue;
            }
            if let Some(near) = find_correction(&key.text, known.iter().copied(), is_there) {
                self.report_misspelt_field(&key, near);
                continue;
            }
            let message = format!("unknown field `{}` in {}; left out", key.text, object.name);
            let near = closest(&key.text, known.iter().copied());
            let finding = Finding::ignored(Rule::UnknownField, key.at, message);
            self.add(finding.maybe_suggest_in_help(near));
        }
    }

    /// Returns true if an unknown field has another finding, or gets one, that says where it belongs.
    fn explain_misplaced(&self, at: &At, object: &Object, key: &Key) -> bool {
        let has_schema = [PARAMETER.name, HEADER.name].contains(&object.name);
        let is_of_swagger = has_schema && &*key.text == "type" && at.node.get("schema").is_none();
        is_of_swagger || self.has_finding_at(&key.at.clone().into())
    }

    /// Reports a field that must be `true` or `false`, or a list, and is neither: it would have no
    /// effect.
    fn check_flag(&mut self, key: &Key, value: &Tree) {
        // Only the needed fields are read.
        if &*key.text == "tags"
            && let Some(tag) = value.as_str()
        {
            let message = format!("`tags` has to be a list: `[{tag}]`; left out");
            self.report_repaired(Rule::MalformedField, value.place(), message);
        }
        if FLAGS.contains(&&*key.text) && value.as_bool().is_none() && value.error().is_none() {
            let message = format!(
                "`{}` has to be `true` or `false`, without quotes; left out",
                key.text
            );
            self.report_repaired(Rule::MalformedField, value.place(), message);
        }
    }

    /// Returns true if a missing field is misspelt, and reports the misspelling.
    pub(crate) fn report_misspelling(&mut self, at: &At, object: &Object, field: &str) -> bool {
        let is_there = |key: &str| at.node.get(key).is_some();
        let unknown =
            at.node.entries().into_iter().filter(|(key, _)| {
                !object.fields.contains(&&*key.text) && !key.text.starts_with("x-")
            });
        for (key, _) in unknown {
            if find_correction(&key.text, [field], is_there).is_some() {
                self.report_misspelt_field(&key, field);
                return true;
            }
        }
        false
    }

    /// Reports misspelt fields of the operation's path item; the index reports the others.
    pub(crate) fn check_path_item(&mut self, item: &PathItem) {
        for (key, near) in item.misspelt_fields() {
            self.report_misspelt_field(&key, near);
        }
    }

    /// Reports a misspelt field whose meaning is plain and missing: that changes what calls do.
    pub(crate) fn report_misspelt_field(&mut self, key: &Key, near: &str) {
        let message = format!("unknown field `{}`", key.text);
        let finding = Finding::repaired(Rule::MisspeltField, key.at.clone(), message);
        self.add(finding.suggest(near));
    }

    /// Reports fields next to a reference that allows none.
    pub(crate) fn check_reference_siblings(&mut self, at: &At) {
        if at.node.text("$ref").is_none() {
            return;
        }
        for (key, _) in at.node.entries() {
            if matches!(&*key.text, "$ref" | "summary" | "description")
                || key.text.starts_with("x-")
            {
                continue;
            }
            let message = format!("`{}` has no effect next to `$ref`; left out", key.text);
            self.report_ignored(Rule::ReferenceSiblings, key.at.into(), message);
        }
    }
}
