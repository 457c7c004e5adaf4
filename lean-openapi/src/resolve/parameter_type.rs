//! The type of a parameter: from its schema, or from its media type.

use super::naming_context::Site;
use super::parameter::WrittenParameter;
use super::resolver::Resolver;
use super::schema::{Lowered, only_value};
use crate::api::{Location, Parameter, Rule, Style};
use crate::document::{At, Types};
use crate::lint::objects;

impl Resolver<'_> {
    /// Gives a parameter the type that its schema or its media type says.
    pub(super) fn set_type(
        &mut self,
        lowered: Option<Lowered>,
        written: &WrittenParameter,
        parameter: &mut Parameter,
    ) {
        let WrittenParameter { wire, at, site, .. } = written;
        match (lowered, at.get("content")) {
            (Some(lowered), content) => {
                if let Some(content) = content {
                    let message = format!(
                        "the parameter `{wire}` has both `schema` and `content`; the schema counts"
                    );
                    self.reader.report.report_repaired(
                        Rule::SchemaAndContent,
                        content.node.place(),
                        message,
                    );
                }
                parameter.limits = at
                    .get("schema")
                    .map(|schema| self.reader.limits(&schema))
                    .unwrap_or_default();
                parameter.deprecated |= lowered.deprecated;
                parameter.default.clone_from(&lowered.default);
                parameter.ty = lowered.ty;
                if let Some(schema) = at.get("schema") {
                    self.fix_or_fill(&schema, parameter);
                }
            }
            (None, Some(content)) => self.set_content_type(&content, site, parameter),
            (None, None) => self.report_missing_schema(wire, at),
        }
    }

    /// Fixes a required parameter that has one value, and asks for an item in a required list and a member in a required
    /// object: a query cannot write an empty one.
    fn fix_or_fill(&mut self, schema: &At, parameter: &mut Parameter) {
        if !parameter.required {
            return;
        }
        let facts = self.reader.facts_at(schema);
        if let (Some(ty), false) = (only_value(&facts), self.reader.may_be_null(schema)) {
            parameter.ty = ty;
            return;
        }
        let vanishes = matches!(parameter.location, Location::Query | Location::Cookie);
        let least = match facts.kinds() {
            Types::LIST => "items>=",
            Types::OBJECT => "members>=",
            _ => return,
        };
        if !vanishes {
            return;
        }
        let own = parameter
            .limits
            .iter_mut()
            .find(|(place, _)| place.is_empty());
        match own {
            Some((_, limits)) if limits.contains(least) => {}
            Some((_, limits)) => limits.insert_str(0, &format!("{least}1 ")),
            None => parameter
                .limits
                .insert(0, (String::new(), format!("{least}1"))),
        }
    }

    fn report_missing_schema(&mut self, wire: &str, at: &At) {
        if self
            .reader
            .report
            .report_misspelling(at, &objects::PARAMETER, "schema")
        {
            return;
        }
        let Some(kind) = at.node.get("type") else {
            let message = format!("the parameter `{wire}` has no schema; read as text");
            return self.reader.report.report_repaired(
                Rule::MissingField,
                at.node.place(),
                message,
            );
        };
        let name = kind.as_text().unwrap_or_default();
        let message = format!(
            "the parameter `{wire}` has its `type` outside of `schema`, as in Swagger 2.0: it belongs into `schema: {{ type: {name} }}`"
        );
        self.reader
            .report
            .report_repaired(Rule::OtherVersion, kind.place(), message);
    }

    /// A parameter that is written by a media type.
    pub(super) fn set_content_type(
        &mut self,
        content: &At,
        site: &Site,
        parameter: &mut Parameter,
    ) {
        parameter.style = Style::Json;
        parameter.explode = false;
        let mut entries = content.node.entries().into_iter();
        let Some((key, value)) = entries.next() else {
            let message = format!(
                "the content of the parameter `{}` is empty; read as JSON",
                parameter.name.wire
            );
            return self.reader.report.report_repaired(
                Rule::EmptyContent,
                content.node.place(),
                message,
            );
        };
        for (more, _) in entries {
            let message = format!(
                "the parameter `{}` can have one media type; `{}` is left out",
                parameter.name.wire, more.text
            );
            self.reader
                .report
                .report_repaired(Rule::SeveralMediaTypes, more.at.into(), message);
        }
        parameter.style = Style::of_content(&key.text);
        parameter.media = Some(key.text.to_string());
        if let Some(schema) = content.child(value).get("schema") {
            let lowered = self.lower(&schema, site);
            parameter.default.clone_from(&lowered.default);
            parameter.limits = self.reader.limits(&schema);
            parameter.ty = lowered.with_null();
        }
    }
}
