//! An operation: what it takes, what it gives, whom it asks for.

use super::context::Context;
use super::naming_context::Site;
use super::reader::Reader;
use super::resolver::Resolver;
use crate::api::{Body, Codec, Inbound, Media, Name, Operation, Rule, Severity};
use crate::document::{At, EMPTY_REFERENCE, OperationHead};
use crate::lint::objects;
use crate::read::Kind;

/// An operation that is being resolved: its place, and the name that its parts are named after.
pub(super) struct OperationSite<'a> {
    pub(super) head: &'a OperationHead,
    pub(super) site: Site,
}

impl Resolver<'_> {
    /// Works out an operation; its callbacks go to the other payloads that the provider sends.
    pub(super) fn resolve_operation(
        &mut self,
        head: &OperationHead,
        inbound: &mut Vec<Inbound>,
    ) -> Operation {
        let call = self.reader.context.names.call(&head.name);
        let within = OperationSite {
            head,
            site: Site::owner(&call),
        };
        self.reader.report.check_path_item(&head.item);
        self.reader
            .report
            .check_fields(&head.at, &objects::OPERATION);
        let (path, mut parameters) = self.read_parameters(&within);
        let idempotency_header =
            super::idempotency::read_key_header(&mut self.reader.report, head, &mut parameters);
        let body = head
            .at
            .get("requestBody")
            .and_then(|at| self.read_body(&at, &within.site))
            .map(|body| self.with_choice(body, &within.site));
        let (responses, links) = self.read_responses(&within);
        let (success, failure) = super::outcome::group_outcomes(&call, &responses, self);
        self.read_callbacks(&within, inbound);
        let servers = head.at.get("servers").or_else(|| head.item.get("servers"));
        self.read_pages(head);
        Operation {
            name: Name {
                wire: head.id.clone().unwrap_or_else(|| head.name.clone()),
                rust: head.name.clone(),
            },
            call,
            named: head.id.is_some(),
            method: head.method.clone(),
            path,
            tags: head.tags.clone(),
            docs: docs(&head.at),
            deprecated: head.deprecated,
            parameters,
            body,
            success,
            failure,
            security: self.reader.operation_security(&head.at),
            own_security: head.at.get("security").is_some(),
            servers: servers
                .map(|at| self.reader.read_own_servers(&at))
                .unwrap_or_default(),
            pagination: None,
            idempotency_header,
            links,
            refused: None,
            place: head.place.clone(),
            responses,
        }
    }

    /// A body with the name of the enum that its forms need, if any.
    fn with_choice(&mut self, body: Body, call: &Site) -> Body {
        if !body.is_choice() {
            return body;
        }
        let name = self.claim_name(&call.with_suffix("Body").with_word("Choice"));
        Body { name, ..body }
    }

    /// A request body.
    pub(super) fn read_body(&mut self, at: &At, site: &Site) -> Option<Body> {
        let (at, site) = self.reader.follow_part(
            at,
            &site.with_suffix("Request").with_word("Body"),
            "Request",
        )?;
        self.reader
            .report
            .check_beside_content(&at, "a request body");
        self.reader.report.check_fields(&at, &objects::BODY);
        let Some(content) = at.get("content") else {
            let is_told = at.node.get("schema").is_some()
                || self
                    .reader
                    .report
                    .report_misspelling(&at, &objects::BODY, "content");
            if !is_told {
                let message = "the request body says nothing of its content; left out";
                self.reader.report.report_repaired(
                    Rule::EmptyContent,
                    at.node.place(),
                    message.to_string(),
                );
            }
            return None;
        };
        self.reader.report.check_map(&content, "`content`");
        let mut media = self.read_media(&content, &site);
        let is_empty = matches!(content.node.kind(), Kind::Map | Kind::Null);
        if is_empty && content.node.entries().is_empty() {
            self.reader.report.report_repaired(
                Rule::EmptyContent,
                at.node.place(),
                "the request body says nothing of its content; left out".to_string(),
            );
        }
        if media.is_empty() {
            return None;
        }
        for (key, written) in content.node.entries() {
            let of_it = |media: &&mut Media| media.name == key.text.trim();
            if let Some(media) = media.iter_mut().find(of_it) {
                media.limits = self
                    .reader
                    .body_limits(media.codec, &content.child(written));
            }
        }
        media.sort_by_key(super::media::rank);
        let media = super::media::merge_by_parameters(media);
        let description = at.node.text("description").unwrap_or_default();
        Some(Body {
            required: at.node.flag("required"),
            docs: description.trim().to_string(),
            name: String::new(),
            media,
            place: at.node.place(),
        })
    }
}

impl Reader<'_> {
    /// The limits of the values of a body. Texts and bytes have none.
    fn body_limits(&mut self, codec: Codec, media: &At) -> Vec<(String, String)> {
        if matches!(
            codec,
            Codec::Bytes | Codec::Text | Codec::Events | Codec::JsonLines
        ) {
            return Vec::new();
        }
        let media = self.context.document.follow_references(media).ok();
        let schema = media.and_then(|media| media.get("schema"));
        schema
            .map(|schema| self.limits(&schema))
            .unwrap_or_default()
    }

    /// Follows the reference that may be in the place of a parameter, body, response or header. What a
    /// component has inside is named after it, with a suffix where a schema has that name.
    pub(super) fn follow_part(&mut self, at: &At, site: &Site, suffix: &str) -> Option<(At, Site)> {
        if let Some(empty) = at.node.get("$ref").filter(|to| to.kind() == Kind::Null) {
            self.report.report_repaired(
                Rule::EmptyReference,
                empty.place(),
                format!("{EMPTY_REFERENCE}; left out"),
            );
            return None;
        }
        self.report.check_reference_siblings(at);
        let target = match self
            .context
            .document
            .follow_target(crate::document::Target {
                at: at.clone(),
                pointer: None,
            }) {
            Ok(target) => target,
            Err(finding) if finding.severity == Severity::Refused => {
                self.report.refuse(finding);
                return None;
            }
            Err(finding) => {
                self.report.add(finding.with_outcome("left out"));
                return None;
            }
        };
        self.relies_on(&target.at);
        if let Some(finding) = self
            .context
            .document
            .wrong_part_finding(at, &target, suffix)
        {
            self.report.add(finding.with_outcome("left out"));
            return None;
        }
        let Some(pointer) = &target.pointer else {
            return Some((target.at, site.clone()));
        };
        let site = match pointer.split('/').collect::<Vec<_>>()[..] {
            ["", "components", _, key] => self.context.component_site(key, suffix),
            [""] => self
                .context
                .component_site(crate::document::stem(&target.at.home.path), suffix),
            _ => self.context.site_of(&target, site),
        };
        Some((target.at, site))
    }
}

impl Context<'_> {
    pub(super) fn component_site(&self, key: &str, suffix: &str) -> Site {
        let key = key.replace("~1", "/").replace("~0", "~");
        let name = crate::name::pascal(&key);
        if name.ends_with(suffix) && !self.names.is_fixed(&name) {
            return Site::owner(&name).with_word("Body");
        }
        Site::owner(&format!("{name}{suffix}")).with_word("Body")
    }
}

/// Summary and description as Markdown, and where to read more.
pub(super) fn docs(at: &At) -> String {
    let text = summary_and_description(at);
    let Some(more) = at.node.get("externalDocs") else {
        return text;
    };
    let Some(url) = more
        .text("url")
        .filter(|url| !url.contains(['<', '>', '\n']))
    else {
        return text;
    };
    let title = more.text("description").unwrap_or_else(|| "See".into());
    format!(
        "{text}\n\n{}: <{url}>",
        title.trim().trim_end_matches(['.', ':'])
    )
    .trim()
    .to_string()
}

fn summary_and_description(at: &At) -> String {
    let summary = at.node.text("summary").unwrap_or_default();
    let description = at.node.text("description").unwrap_or_default();
    let (summary, description) = (summary.trim(), description.trim());
    if summary.is_empty() || description.starts_with(summary) {
        return description.to_string();
    }
    if description.is_empty() {
        summary.to_string()
    } else {
        format!("{summary}\n\n{description}")
    }
}
