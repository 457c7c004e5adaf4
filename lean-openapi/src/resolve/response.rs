//! Responses: by status, with content, headers and what tells of a failure.

use super::naming_context::Site;
use super::operation::{OperationSite, docs};
use super::resolver::Resolver;
use super::schema::value_name;
use crate::api::{FailureRule, Header, Link, Response, Rule, Statuses};
use crate::document::{At, Tree};
use crate::lint::Report;
use crate::lint::objects;
use crate::name::Taken;

impl Resolver<'_> {
    /// The responses of an operation, and their links.
    pub(super) fn read_responses(
        &mut self,
        within: &OperationSite<'_>,
    ) -> (Vec<Response>, Vec<Link>) {
        let (mut responses, mut links) = (Vec::new(), Vec::new());
        let Some(all) = within.head.at.get("responses") else {
            self.reader.report.report_repaired(
                Rule::MissingField,
                within.head.place.clone(),
                "the operation says nothing of its responses".to_string(),
            );
            return (responses, links);
        };
        if all.node.kind() != crate::read::Kind::Map && all.node.error().is_none() {
            let message = "`responses` has to be a map of statuses; left out".to_string();
            self.reader
                .report
                .report_repaired(Rule::MalformedField, all.node.place(), message);
        }
        let mut settled: Vec<(Statuses, At, Site)> = Vec::new();
        let suffix = "Response";
        for (key, value) in all.node.entries() {
            if key.text.starts_with("x-") {
                continue;
            }
            let Some(statuses) = parse_statuses(&key.text) else {
                self.reader.report.report_repaired(
                    Rule::UnknownStatus,
                    key.at.into(),
                    format!("`{}` is not a status; left out", key.text),
                );
                continue;
            };
            let at = all.child(value);
            let here = within.site.with_suffix("");
            let Some((at, site)) = self.reader.follow_part(&at, &here, suffix) else {
                continue;
            };
            settled.push((statuses, at, site));
        }
        let good = settled
            .iter()
            .filter(|(statuses, ..)| is_good(*statuses))
            .count();
        let bad = settled.len() - good;
        for (statuses, at, site) in &settled {
            let alone = count_forms(Some(&at.node)) <= 1
                && if is_good(*statuses) {
                    good == 1
                } else {
                    bad == 1
                };
            let site = if site.name == within.site.name {
                body_site(&within.site, *statuses, alone)
            } else {
                site.clone()
            };
            let mut response = self.read_response(*statuses, at, &site);
            drop_content(&mut self.reader.report, &mut response, &within.head.method);
            responses.push(response);
            links.extend(self.reader.read_links(*statuses, at));
        }
        (responses, links)
    }

    fn read_response(&mut self, statuses: Statuses, at: &At, site: &Site) -> Response {
        self.reader.report.check_map(at, "a response");
        self.reader.report.check_beside_content(at, "a response");
        self.reader.report.check_fields(at, &objects::RESPONSE);
        let content = at.get("content");
        if let Some(content) = &content {
            self.reader.report.check_map(content, "`content`");
        }
        let media = content
            .map(|content| self.read_media(&content, site))
            .unwrap_or_default();
        Response {
            statuses,
            docs: docs(at),
            media,
            headers: self.read_headers(at, site),
            failure: self.read_failure(at, site),
            place: at.node.place(),
        }
    }

    fn read_headers(&mut self, at: &At, site: &Site) -> Vec<Header> {
        let Some(all) = at.get("headers") else {
            return Vec::new();
        };
        self.reader.report.check_map(&all, "`headers`");
        let (mut headers, mut taken) = (Vec::new(), Taken::default());
        for (key, value) in all.node.entries() {
            if key.text.eq_ignore_ascii_case("content-type")
                || key.text.starts_with("x-") && value.kind() != crate::read::Kind::Map
            {
                continue;
            }
            let part = site.part(&key.text).with_word("Header");
            let Some((at, part)) = self.reader.follow_part(&all.child(value), &part, "Header")
            else {
                continue;
            };
            self.reader.report.check_map(&at, "a header");
            self.reader.report.check_fields(&at, &objects::HEADER);
            if let Some(kind) = at.node.get("type").filter(|_| at.get("schema").is_none()) {
                let name = kind.as_text().unwrap_or_default();
                let message = format!(
                    "the header `{}` has its `type` outside of `schema`, as in Swagger 2.0: it belongs into `schema: {{ type: {name} }}`",
                    key.text
                );
                self.reader
                    .report
                    .report_repaired(Rule::OtherVersion, kind.place(), message);
            }
            if let Some(style) = at.node.text("style").filter(|style| &**style != "simple") {
                let message = format!(
                    "the header `{}` has no style `{style}`; it is read as `simple`",
                    key.text
                );
                self.reader
                    .report
                    .report_repaired(Rule::MisplacedStyle, at.node.place(), message);
            }
            let schema = at.get("schema").or_else(|| {
                let content = at.get("content")?;
                let (_, media) = content.node.entries().into_iter().next()?;
                content.child(media).get("schema")
            });
            let ty = schema.map_or(crate::api::Type::Text, |schema| {
                self.lower(&schema, &part).ty
            });
            headers.push(Header {
                name: value_name(&key.text, &mut taken),
                ty,
                required: at.node.flag("required"),
                explode: at.node.flag("explode"),
                docs: at.node.prose("description"),
            });
        }
        headers
    }

    /// `x-failure`: when a body under a good status tells of a failure.
    fn read_failure(&mut self, at: &At, site: &Site) -> Option<FailureRule> {
        let rule = at.get("x-failure")?;
        let text = |key: &str| rule.node.text(key).map(|text| text.to_string());
        let Some(pointer) = text("at") else {
            self.reader.report.report_repaired(
                Rule::MissingField,
                rule.node.place(),
                "`x-failure` does not say where to look (`at`); left out".to_string(),
            );
            return None;
        };
        let values = rule
            .node
            .get("values")
            .map(|values| values.items())
            .unwrap_or_default();
        Some(FailureRule {
            at: pointer,
            values: values.iter().filter_map(Tree::as_text).collect(),
            code: text("code"),
            message: text("message"),
            ty: rule.get("schema").map(|schema| {
                self.lower(&schema, &site.with_suffix("Failure"))
                    .with_null()
            }),
        })
    }
}

/// Removes the content of responses that never have any, even if the description has some.
fn drop_content(report: &mut Report, response: &mut Response, method: &str) {
    let is_empty = matches!(
        response.statuses,
        Statuses::Exact(100..=199 | 204 | 205 | 304)
    );
    if is_empty && !response.media.is_empty() {
        let name = super::outcome::status_name(response.statuses);
        report.report_repaired(
            Rule::ForbiddenContent,
            response.place.clone(),
            format!("a response of status `{name}` has no content; left out"),
        );
    }
    if is_empty || method == "HEAD" {
        response.media.clear();
    }
}

/// `200`, `4XX`, `default`.
pub(super) fn parse_statuses(key: &str) -> Option<Statuses> {
    if key.eq_ignore_ascii_case("default") {
        return Some(Statuses::Default);
    }
    let mut chars = key.chars();
    let hundreds = chars
        .next()
        .and_then(|digit| digit.to_digit(10))
        .filter(|digit| (1..=5).contains(digit));
    if chars.as_str().eq_ignore_ascii_case("xx") {
        return hundreds
            .and_then(|digit| u8::try_from(digit).ok())
            .map(Statuses::Range);
    }
    key.parse()
        .ok()
        .filter(|code| (100..=999).contains(code))
        .map(Statuses::Exact)
}

/// Returns true if these statuses mean success: 2xx.
pub(super) fn is_good(statuses: Statuses) -> bool {
    match statuses {
        Statuses::Exact(code) => (200..300).contains(&code),
        Statuses::Range(hundreds) => hundreds == 2,
        Statuses::Default => false,
    }
}

/// The number of forms of the content of a response.
pub(super) fn count_forms(response: Option<&Tree>) -> usize {
    let content = response.and_then(|response| response.get("content"));
    content.map_or(0, |content| content.entries().len())
}

/// The name base of the content of a response, alone or among others.
pub(super) fn body_site(call: &Site, statuses: Statuses, alone: bool) -> Site {
    let site = match (alone, is_good(statuses)) {
        (true, true) => call.with_suffix("Reply"),
        (true, false) => call.with_suffix("Error"),
        (false, _) => call.with_suffix(&super::outcome::status_name(statuses)),
    };
    site.with_word("Body")
}
