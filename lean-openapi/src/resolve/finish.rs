//! The end of resolving: unreachable types are dropped, refusals are reported, the rest is sorted.

use std::collections::HashMap;

use super::context::Context;
use super::names::Component;
use super::reader::Reader;
use super::resolver::Resolver;
use super::walk::{self, Direction};
use super::{idempotency, implied, pages, recursion, serializable, wire_forms};
use crate::api::{Api, Finding, Operation, Outcome, Rule, Type, TypeDef, TypeId};
use crate::document::{At, OperationHead, Target};
use crate::lint::{Part, Report, objects};

impl Resolver<'_> {
    /// Adds a schema that no operation reaches, by its name in the description or in Rust: a
    /// component, or a schema of another file that references name.
    pub(super) fn add_extra_type(&mut self, wanted: &str) -> Option<Type> {
        let exact = self.reader.context.document.component("schemas", wanted);
        let own = exact.or_else(|| self.reader.context.names.find_schema(wanted).cloned());
        let at = own.or_else(|| self.reader.context.find_schema_elsewhere(wanted))?;
        let key = self
            .reader
            .context
            .names
            .component(at.node.id())?
            .wire
            .clone();
        let target = Target {
            at,
            pointer: Some(format!("/components/schemas/{key}").into()),
        };
        Some(
            self.type_of_target(&target, &super::naming_context::Site::owner(wanted))
                .0,
        )
    }
}

impl Context<'_> {
    fn find_schema_elsewhere(&self, wanted: &str) -> Option<At> {
        self.names.add_external(self.document);
        let exact = |(component, _): &(&Component, &At)| *component.wire == *wanted;
        let found = self.names.external().find(exact);
        let found = found.or_else(|| {
            let mut external = self.names.external();
            external.find(|(component, _)| component.rust == wanted)
        });
        found.map(|(_, at)| at.clone())
    }
}

impl Resolver<'_> {
    /// Puts together what was found.
    pub(super) fn build_api(
        mut self,
        mut api: Api,
        heads: &[&OperationHead],
        extra: &[Type],
    ) -> Api {
        let root = self.reader.context.document.root().clone();
        self.reader.report.check_fields(&root, &objects::ROOT);
        if let Some(components) = root.get("components") {
            self.reader
                .report
                .check_fields(&components, &objects::COMPONENTS);
        }
        if let Some(dialect) = root.get("jsonSchemaDialect") {
            check_dialect(&mut self.reader.report, &dialect);
        }
        if let Some(info) = root.get("info") {
            let text = |key: &str| {
                info.node
                    .get(key)
                    .and_then(|text| text.as_text())
                    .unwrap_or_default()
            };
            (api.title, api.version) = (text("title"), text("version"));
        }
        api.servers = root
            .get("servers")
            .map(|at| self.reader.read_servers(&at))
            .unwrap_or_default();
        api.schemes = self.reader.read_schemes();
        self.refuse_broken(heads);
        let files: Vec<String> = self.reader.context.description.files();
        let mut types = self.types.take_defs();
        for (index, operation) in api.operations.iter_mut().enumerate() {
            let refused = self.reader.report.refusal(Part::Operation(index)).cloned();
            operation.refused =
                refused.or_else(|| self.reader.find_refused_type(operation, &mut types));
        }
        for (index, operation) in api.operations.iter_mut().enumerate() {
            for remark in self.reader.report.take_remarks(Part::Operation(index)) {
                operation.docs = format!("{}\n\nNot here: {remark}.", operation.docs)
                    .trim()
                    .to_string();
            }
        }
        for finding in recursion::end_aliases(&mut types) {
            self.reader.report.add(finding);
        }
        let mut forms = wire_forms::WireForms::new(&types);
        for operation in &mut api.operations {
            let refused = operation.refused.take();
            match refused.map_or_else(
                || serializable::remove_unwritable(operation, &mut forms),
                Err,
            ) {
                Ok(left_out) => left_out
                    .into_iter()
                    .for_each(|finding| self.reader.report.add(finding)),
                Err(finding) => refuse_operation(operation, finding),
            }
        }
        super::links::settle_links(&mut self.reader.report, &mut api.operations);
        // What cannot be read comes first: the rest may follow from it.
        api.findings
            .extend(self.reader.context.document.text_findings());
        api.findings.extend(self.reader.report.take_findings());
        self.settle_tags(&mut types);
        mark_directions(&mut api, extra, &mut types);
        keep_marked(&mut api, types, &files);
        recursion::make_finite(&mut api.types);
        pages::settle_pages(&mut api, &self.page_rules);
        idempotency::infer_keys(&mut api, heads);
        api.work = self.reader.budget.work();
        api
    }

    /// Settles the tags of objects. What the search for them finds wrong in other parts of the description is not said.
    fn settle_tags(&mut self, types: &mut [Option<TypeDef>]) {
        let candidates = implied::tag_candidates(types, &self.reader.context.discriminators());
        let tags = self.find_tags(&candidates);
        let named = self.types_with_names();
        implied::fix_tags(types, tags, &|id| named.contains(&id));
        drop(self.reader.report.take_findings());
    }
}

impl Reader<'_> {
    /// The refusal of a type that an operation reaches.
    fn find_refused_type(
        &self,
        operation: &mut Operation,
        types: &mut [Option<TypeDef>],
    ) -> Option<Finding> {
        if !self.report.has_refused_type() {
            return None;
        }
        let mut todo = Vec::new();
        walk::visit_operation(operation, &mut |ty, _| {
            walk::visit_ids(ty, &mut |id| todo.push(*id))
        });
        let mut seen = vec![false; types.len()];
        while let Some(id) = todo.pop() {
            if std::mem::replace(&mut seen[id.0], true) {
                continue;
            }
            if let Some(finding) = self.report.refusal(Part::Type(id)) {
                return Some(finding.clone());
            }
            visit_ids(&mut types[id.0], &mut |id| todo.push(id));
        }
        None
    }
}

/// Reports schemas of another dialect, which are read as JSON Schema 2020-12.
fn check_dialect(report: &mut Report, at: &At) {
    let known = ["spec.openapis.org/oas/", "json-schema.org/draft/2020-12"];
    let named = at.node.as_str().unwrap_or_default();
    if !known.iter().any(|known| named.contains(known)) {
        let message = format!("schemas of the dialect `{named}` are read as JSON Schema 2020-12");
        report.report_ignored(Rule::UnknownDialect, at.node.place(), message);
    }
}

/// Nothing of a refused operation is generated, so nothing of it is kept.
fn refuse_operation(operation: &mut Operation, finding: Finding) {
    operation.refused = Some(finding);
    operation.parameters.clear();
    operation.body = None;
    operation.responses.clear();
    operation.success = Outcome::default();
    operation.failure = Outcome::default();
    operation.pagination = None;
    operation.links.clear();
}

/// Marks what can be sent and received.
fn mark_directions(api: &mut Api, extra: &[Type], types: &mut [Option<TypeDef>]) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    {
        let mut visit = |ty: &mut Type, direction: Direction| {
            let list = if direction == Direction::Sent {
                &mut sent
            } else {
                &mut received
            };
            walk::visit_ids(ty, &mut |id| list.push(*id));
        };
        api.operations
            .iter_mut()
            .for_each(|operation| walk::visit_operation(operation, &mut visit));
        api.inbound
            .iter_mut()
            .for_each(|inbound| walk::visit_inbound(inbound, &mut visit));
        for ty in extra {
            visit(&mut ty.clone(), Direction::Sent);
            visit(&mut ty.clone(), Direction::Received);
        }
    }
    mark_reachable(sent, types, |def| std::mem::replace(&mut def.sent, true));
    mark_reachable(received, types, |def| {
        std::mem::replace(&mut def.received, true)
    });
}

fn mark_reachable(
    mut todo: Vec<TypeId>,
    types: &mut [Option<TypeDef>],
    mark: impl Fn(&mut TypeDef) -> bool,
) {
    while let Some(id) = todo.pop() {
        if types[id.0].as_mut().is_none_or(&mark) {
            continue;
        }
        visit_ids(&mut types[id.0], &mut |id| todo.push(id));
    }
}

fn visit_ids(def: &mut Option<TypeDef>, visit: &mut dyn FnMut(TypeId)) {
    let Some(def) = def else { return };
    walk::visit_kind(&mut def.kind, &mut |ty| {
        walk::visit_ids(ty, &mut |id| visit(*id))
    });
}

/// Keeps the marked types, in the order of the documents, and gives them their final numbers.
fn keep_marked(api: &mut Api, types: Vec<Option<TypeDef>>, files: &[String]) {
    let rank: HashMap<&str, usize> = files
        .iter()
        .enumerate()
        .map(|(index, file)| (file.as_str(), index))
        .collect();
    let mut kept: Vec<(usize, TypeDef)> = types
        .into_iter()
        .enumerate()
        .filter_map(|(index, def)| def.map(|def| (index, def)))
        .filter(|(_, def)| def.sent || def.received)
        .collect();
    kept.sort_by(|(_, a), (_, b)| {
        let key = |def: &TypeDef| {
            (
                rank.get(&*def.place.file).copied().unwrap_or(usize::MAX),
                def.place.range.start,
            )
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| a.name.rust.cmp(&b.name.rust))
    });
    let numbers: HashMap<usize, usize> = kept
        .iter()
        .enumerate()
        .map(|(new, (old, _))| (*old, new))
        .collect();
    let renumber = |ty: &mut Type| {
        walk::visit_ids(ty, &mut |id| {
            id.0 = numbers.get(&id.0).copied().unwrap_or_default()
        });
    };
    api.types = kept.into_iter().map(|(_, def)| def).collect();
    api.types
        .iter_mut()
        .for_each(|def| walk::visit_kind(&mut def.kind, &mut |ty| renumber(ty)));
    api.operations
        .iter_mut()
        .for_each(|operation| walk::visit_operation(operation, &mut |ty, _| renumber(ty)));
    api.inbound
        .iter_mut()
        .for_each(|inbound| walk::visit_inbound(inbound, &mut |ty, _| renumber(ty)));
}
