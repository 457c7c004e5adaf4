//! Keywords and formats that there are not: each is said once, with what was most likely meant.

use super::super::resolver::Resolver;
use crate::api::{Finding, Place, Severity};
use crate::document::{KEYWORDS, Schema, Strange, Types, closest, misspelt};

impl Resolver<'_> {
    /// Unknown keywords are reported once each; keywords that would have to be checked, at every place.
    pub(super) fn strange_keywords(&mut self, schema: &Schema) {
        let is_there = |key: &str| schema.at.node.get(key).is_some();
        let known = || KEYWORDS.iter().copied().chain(["$ref"]);
        for (why, strange) in &schema.strange {
            let (key, place) = (&strange.text, Place::from(strange.at.clone()));
            let message = match why {
                Strange::Unchecked => Some(format!("`{key}` is not checked: no type says it")),
                Strange::Inside => Some(format!("`{key}` is not read: the text stays a text")),
                Strange::Unknown => None,
            };
            if let Some(message) = message {
                self.ignore(place, message);
                continue;
            }
            if let Some(near) = misspelt(key, known(), is_there) {
                self.misspelt(strange, near);
                continue;
            }
            if is_property(schema, key) {
                let message = format!(
                    "`{key}` is no keyword of schemas: a property belongs into `properties`; left out"
                );
                self.mend(place, message);
                continue;
            }
            if !self.strange_keywords.insert(key.to_string()) {
                continue;
            }
            let near = closest(key, known());
            self.note(Finding {
                severity: Severity::Ignored,
                message: format!("`{key}` is no keyword of schemas; left out, here and elsewhere"),
                help: near.map(|near| format!("did you mean `{near}`?")),
                place,
            });
        }
    }

    /// Each is said once, and none that the user chose a type for.
    pub(super) fn strange_format(&mut self, schema: &Schema) {
        let (Some(format), Some((place, near))) = (&schema.format, &schema.misspelt_format) else {
            return;
        };
        let is_chosen = self.options.of_format("string", format).is_some();
        if is_chosen || !self.strange_keywords.insert(format.to_string()) {
            return;
        }
        let message = format!("`{format}` is no known format; did you mean `{near}`?");
        let finding = Finding {
            severity: Severity::Mended,
            message,
            help: Some(format!(
                "until then it is left out, here and elsewhere; `formats(\"{format}\" = ..)` gives it a type"
            )),
            place: place.clone(),
        };
        self.note(finding);
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
