//! Parameters: of operation and path item together, each with its style.

use std::collections::HashSet;

use super::naming_context::Site;
use super::operation::OperationSite;
use super::resolver::Resolver;
use super::schema::value_name;
use super::template::{constant_parameters, sort_by_path, split_path};
use crate::api::{Location, Name, Parameter, Rule, Style, Type};
use crate::document::At;
use crate::lint::Report;
use crate::lint::objects;
use crate::name::{self, Taken};
use crate::read::Kind;

/// A parameter as it is written, its reference followed.
pub(super) struct WrittenParameter {
    pub(super) wire: String,
    pub(super) location: Location,
    pub(super) at: At,
    pub(super) site: Site,
}

/// More parameters than that no call can have.
const PARAMETERS_MAX: usize = 1_000;

impl WrittenParameter {
    /// The key of the parameter among others; a header's name is compared without case.
    fn key(&self) -> (String, Location) {
        let is_header = self.location == Location::Header;
        let name = if is_header {
            self.wire.to_ascii_lowercase()
        } else {
            self.wire.clone()
        };
        (name, self.location)
    }
}

impl Resolver<'_> {
    /// The path without what does not belong there, and the parameters: path first, required before optional.
    pub(super) fn read_parameters(
        &mut self,
        within: &OperationSite<'_>,
    ) -> (String, Vec<Parameter>) {
        let place = within.head.place.clone();
        let (mut path, query) = split_path(&within.head.path);
        if !path.starts_with('/') {
            let message = format!("the path `{path}` has to begin with `/`; read as `/{path}`");
            self.reader
                .report
                .report_repaired(Rule::PathWithoutSlash, place.clone(), message);
            path.insert(0, '/');
        }
        let mut parameters: Vec<Parameter> = Vec::new();
        let (all, is_whole) = self.written_parameters(within);
        for written in all {
            parameters.extend(self.resolve_parameter(&written));
        }
        super::template::match_path(
            &mut self.reader.report,
            &path,
            &query,
            &mut parameters,
            (&place, is_whole),
        );
        check_whole_query(&mut self.reader.report, &mut parameters);
        parameters.extend(constant_parameters(&query, &place));
        parameters
            .sort_by_key(|parameter| (parameter.location != Location::Path, !parameter.required));
        sort_by_path(&path, &mut parameters);
        name_parameters(&mut parameters);
        (path, parameters)
    }

    /// Returns the parameters of the operation, and those of the path item that it does not
    /// replace. The flag is true if none of them was lost to a reported mistake.
    fn written_parameters(&mut self, within: &OperationSite<'_>) -> (Vec<WrittenParameter>, bool) {
        let head = within.head;
        let shared = head.item.len(self.reader.context.document.version()) > 1;
        let path_site = if shared {
            Site::owner(&name::pascal(&name::route_name("", &head.path)))
        } else {
            within.site.clone()
        };
        let mut all: Vec<WrittenParameter> = Vec::new();
        let mut is_whole = true;
        for (list, site) in [
            (head.item.get("parameters"), path_site),
            (head.at.get("parameters"), within.site.clone()),
        ] {
            let Some(list) = list else { continue };
            self.reader.relies_on(&list);
            if !matches!(list.node.kind(), Kind::List | Kind::Null | Kind::Invalid) {
                let message =
                    "`parameters` has to be a list: each begins with `- name: `; left out";
                self.reader.report.report_repaired(
                    Rule::MalformedField,
                    list.node.place(),
                    message.to_string(),
                );
                is_whole = false;
            }
            let mut own = HashSet::new();
            let items = list.node.items();
            if items.len() > PARAMETERS_MAX {
                let message = format!(
                    "the operation has more than {PARAMETERS_MAX} parameters; the rest is left out"
                );
                self.reader.report.report_repaired(
                    Rule::TooManyEntries,
                    list.node.place(),
                    message,
                );
            }
            for item in items.into_iter().take(PARAMETERS_MAX) {
                let Some(written) = self.read_parameter(&list.child(item), &site) else {
                    is_whole = false;
                    continue;
                };
                let key = written.key();
                if !own.insert(key.clone()) {
                    self.reader.report.report_repaired(
                        Rule::RepeatedParameter,
                        written.at.node.place(),
                        format!(
                            "the parameter `{}` is there twice; the last one counts",
                            written.wire
                        ),
                    );
                }
                match all.iter_mut().find(|known| known.key() == key) {
                    Some(known) => *known = written,
                    None => all.push(written),
                }
            }
        }
        (all, is_whole)
    }

    /// A parameter by itself.
    pub(super) fn resolve_single_parameter(&mut self, at: &At, site: &Site) -> Option<Parameter> {
        let written = self.read_parameter(at, site)?;
        self.resolve_parameter(&written)
    }

    fn read_parameter(&mut self, at: &At, site: &Site) -> Option<WrittenParameter> {
        let (settled, component_site) = self.reader.follow_part(at, site, "Parameter")?;
        let (wire, location) =
            super::location::name_and_location(&mut self.reader.report, &settled)?;
        let is_elsewhere = component_site.name != site.name;
        let site = if is_elsewhere {
            component_site
        } else {
            site.part(&wire).with_word("Parameter")
        };
        Some(WrittenParameter {
            wire,
            location,
            at: settled,
            site,
        })
    }

    fn resolve_parameter(&mut self, written: &WrittenParameter) -> Option<Parameter> {
        let WrittenParameter {
            wire,
            location,
            at,
            site,
        } = written;
        // The first three by OpenAPI 3.2 section 4.12.2; the others frame the message (RFC 9110, RFC 9112).
        let reserved = [
            "accept",
            "content-type",
            "authorization",
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "keep-alive",
            "proxy-connection",
            "http2-settings",
        ];
        if *location == Location::Header && reserved.contains(&wire.to_ascii_lowercase().as_str()) {
            let message = format!("the header parameter `{wire}` is set by other means; left out");
            self.reader
                .report
                .report_ignored(Rule::ReservedHeader, at.node.place(), message);
            return None;
        }
        self.reader.report.check_fields(at, &objects::PARAMETER);
        let mut required = at.node.flag("required");
        if *location == Location::Path && !required {
            if !self
                .reader
                .report
                .report_misspelling(at, &objects::PARAMETER, "required")
            {
                let message = format!(
                    "the path parameter `{wire}` has to be `required: true`; read as if it were"
                );
                self.reader.report.report_repaired(
                    Rule::OptionalPathParameter,
                    at.node.place(),
                    message,
                );
            }
            required = true;
        }
        let style = super::style::read_style(&mut self.reader.report, wire, *location, at);
        let explode = at.node.get("explode").and_then(|explode| explode.as_bool());
        let lowered = at.get("schema").map(|schema| self.lower(&schema, site));
        let mut parameter = Parameter {
            name: Name {
                wire: wire.clone(),
                rust: String::new(),
            },
            location: *location,
            style,
            explode: explode.unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            allow_reserved: at.node.flag("allowReserved"),
            media: None,
            required,
            ty: Type::Text,
            docs: at.node.prose("description"),
            deprecated: at.node.flag("deprecated"),
            default: None,
            limits: Vec::new(),
            place: at.node.place(),
        };
        self.set_type(lowered, written, &mut parameter);
        Some(parameter)
    }
}

/// A parameter that is the whole query leaves no room for others.
fn check_whole_query(report: &mut Report, parameters: &mut Vec<Parameter>) {
    let is_whole = |parameter: &Parameter| parameter.location == Location::QueryString;
    let Some(whole) = parameters.iter().position(is_whole) else {
        return;
    };
    let name = parameters[whole].name.wire.clone();
    let mut index = 0;
    parameters.retain(|parameter| {
        let is_other = index != whole && matches!(parameter.location, Location::Query | Location::QueryString);
        index += 1;
        if is_other && parameter.location == Location::QueryString {
            let message = format!("`{}` cannot be the whole query together with `{name}`; left out", parameter.name.wire);
            report.leave_out(Rule::QueryConflict, parameter.place.clone(), message);
            return false;
        }
        if is_other {
            let message = format!("the query parameter `{}` is next to `{name}`, which is the whole query; both are sent", parameter.name.wire);
            report.report_repaired(Rule::QueryConflict, parameter.place.clone(), message);
        }
        true
    });
}

/// Names that clash get their location after them.
pub(super) fn name_parameters(parameters: &mut [Parameter]) {
    let mut taken = Taken::default();
    for parameter in parameters {
        let plain = name::snake(&parameter.name.wire);
        let suffix = match parameter.location {
            Location::Path => "path",
            Location::Query | Location::QueryString => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let longer = format!("{plain}_{suffix}");
        parameter.name.rust = if !taken.has(&plain) || taken.has(&longer) {
            value_name(&parameter.name.wire, &mut taken).rust
        } else {
            taken.take(&longer);
            longer
        };
    }
}
