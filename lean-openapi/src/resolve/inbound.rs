//! Requests of the provider: webhooks, and callbacks of operations.

use super::naming_context::Site;
use super::operation::{OperationSite, docs};
use super::resolver::Resolver;
use super::webhook_signature::MEMBER;
use crate::api::{Codec, Inbound, Name, Parameter, Rule};
use crate::document::{At, PathItem};
use crate::lint::Report;
use crate::name;

/// The name and the address of a payload.
struct Address<'a> {
    wire: String,
    expression: &'a str,
    site: Site,
}

impl Resolver<'_> {
    /// The webhooks of the description (3.1), under `x-webhooks` before.
    pub(super) fn read_webhooks(&mut self, inbound: &mut Vec<Inbound>) {
        let root = self.reader.context.document.root();
        let Some(all) = root.get("webhooks").or_else(|| root.get("x-webhooks")) else {
            return;
        };
        for (key, value) in all.node.entries() {
            let site = Site::owner(&name::pascal(&key.text));
            let address = Address {
                wire: key.text.to_string(),
                expression: "",
                site,
            };
            self.read_inbound(&all.child(value), &address, inbound);
        }
    }

    /// The callbacks of an operation.
    pub(super) fn read_callbacks(
        &mut self,
        within: &OperationSite<'_>,
        inbound: &mut Vec<Inbound>,
    ) {
        let Some(all) = within.head.at.get("callbacks") else {
            return;
        };
        for (key, value) in all.node.entries() {
            let Some((at, _)) =
                self.reader
                    .follow_part(&all.child(value), &within.site, "Callback")
            else {
                continue;
            };
            for (expression, item) in at.node.entries() {
                if expression.text.starts_with("x-") {
                    continue;
                }
                let address = Address {
                    wire: format!("{}.{}", within.head.name, key.text),
                    expression: &expression.text,
                    site: within.site.part(&key.text),
                };
                self.read_inbound(&at.child(item), &address, inbound);
            }
        }
    }

    fn read_inbound(&mut self, at: &At, address: &Address<'_>, inbound: &mut Vec<Inbound>) {
        let mut findings = Vec::new();
        let item = PathItem::follow(self.reader.context.document, at.clone(), &mut findings);
        findings
            .into_iter()
            .for_each(|finding| self.reader.report.add(finding));
        let operations = item.operations(self.reader.context.document.version());
        report_misplaced_signature(&mut self.reader.report, at);
        let several = operations.len() > 1;
        for (method, place, at) in operations {
            report_misplaced_signature(&mut self.reader.report, &at);
            let wire = if several {
                format!("{} {}", address.wire, method.to_lowercase())
            } else {
                address.wire.clone()
            };
            let site = if several {
                address.site.part(&method)
            } else {
                address.site.clone()
            };
            let rust = self.inbound_names.free(&name::snake(&wire), "_");
            let body = at
                .get("requestBody")
                .and_then(|body| self.read_body(&body, &site));
            let mut media = body.map(|body| body.media).unwrap_or_default().into_iter();
            let first = media.next();
            let is_json = first
                .as_ref()
                .is_some_and(|media| media.codec == Codec::Json);
            let payload = first.map(|media| media.ty);
            for other in media {
                if Some(&other.ty) != payload.as_ref() {
                    let message = format!(
                        "the payload as `{}` is left out: one type is made",
                        other.name
                    );
                    self.reader.report.report_ignored(
                        Rule::SeveralPayloads,
                        place.clone(),
                        message,
                    );
                }
            }
            let docs = docs(&at);
            let parameters = self.read_inbound_parameters(&at, &item, &site);
            let expression = address.expression.to_string();
            inbound.push(Inbound {
                name: Name { wire, rust },
                method,
                expression,
                docs,
                payload,
                is_json,
                parameters,
                place,
            });
        }
    }

    fn read_inbound_parameters(&mut self, at: &At, item: &PathItem, site: &Site) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for list in [item.get("parameters"), at.get("parameters")]
            .into_iter()
            .flatten()
        {
            for parameter in list.node.items() {
                let Some(parameter) = self.resolve_single_parameter(&list.child(parameter), site)
                else {
                    continue;
                };
                parameters.retain(|known| {
                    (&known.name.wire, known.location) != (&parameter.name.wire, parameter.location)
                });
                parameters.push(parameter);
            }
        }
        super::parameter::name_parameters(&mut parameters);
        parameters
    }
}

/// A provider signs all webhooks alike: verified is what the root says.
fn report_misplaced_signature(report: &mut Report, at: &At) {
    let Some(written) = at.get(MEMBER) else {
        return;
    };
    let message = format!("`{MEMBER}` counts at the root of the description only; left out");
    report.report_ignored(Rule::MisplacedField, written.node.place(), message);
}
