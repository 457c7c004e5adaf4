//! From the description as written to its meaning: [`Description`] to [`Api`].
//!
//! Follows references, makes versions equal, assigns names, decides the kind of each type. Visits only the parts that
//! the choice reaches. Never fails as a whole: a part that cannot be honoured is refused on the operation that needs
//! it; a repaired mistake is a [`Finding`].

mod boxes;
mod broken;
mod budget;
mod circles;
mod context;
mod contract;
mod encoding;
mod external_names;
mod finish;
mod idempotency;
mod implied;
mod inbound;
mod links;
mod location;
mod media;
mod message_contract;
mod name_collisions;
mod names;
mod naming_context;
mod nested_ref_names;
mod operation;
mod outcome;
mod pages;
mod parameter;
mod parameter_type;
mod reader;
mod recursion;
mod refs;
mod resolver;
mod response;
mod schema;
mod security;
mod serializable;
mod server;
mod size;
mod style;
mod template;
mod types;
pub(crate) mod walk;
mod webhook_signature;
mod wire_forms;
mod xml;

pub use idempotency::{give_key, key_header_fault};
pub use pages::{CURSOR, PAGES, PageFault, PageRule, pagination};

use std::collections::HashSet;

use crate::api::{Api, Finding, Type};
use crate::document::{Description, OperationHead, Wanted};
use crate::lint::Part;
use names::Names;
use resolver::Resolver;

/// The requested part of a description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The operations.
    pub operations: Chosen,
    /// Component schemas in addition to those that operations reach, by name.
    pub schemas: Vec<String>,
    /// True if webhooks are requested. Callbacks come with their operations.
    pub webhooks: bool,
}

/// The requested operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Every one.
    All,
    /// These.
    Names(Vec<Wanted>),
    /// The operations with one of these tags.
    Tags(Vec<String>),
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Names(Vec::new())
    }
}

/// The user's choices about types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The type for a format: `("date-time", ..)` for the format in any type, `("string:date-time", ..)`
    /// for the format in that type alone.
    pub formats: Vec<(String, Type)>,
    /// Component schemas that are kept as raw JSON, by their name in the description or in Rust.
    pub opaque: Vec<String>,
}

impl Options {
    fn type_for_format(&self, kind: &str, format: &str) -> Option<Type> {
        let exact = |key: &str| {
            key.split_once(':')
                .is_some_and(|(of, name)| of == kind && name == format)
        };
        let by_kind = self.formats.iter().find(|(key, _)| exact(key));
        let chosen = by_kind.or_else(|| self.formats.iter().find(|(key, _)| key == format));
        chosen.map(|(_, ty)| ty.clone())
    }

    fn is_opaque(&self, wire: &str, rust: &str) -> bool {
        self.opaque.iter().any(|name| name == wire || name == rust)
    }
}

impl Description {
    /// Works out the chosen part.
    ///
    /// Names that the choice gives and the description does not have are left out here; ask
    /// [`select`](Self::select) about them.
    pub fn resolve(&self, choice: &Choice, options: &Options) -> Api {
        let mut resolver = Resolver::new(self, options);
        let heads = self.chosen_operations(choice);
        let mut api = Api::default();
        for (index, head) in heads.iter().enumerate() {
            resolver.reader.report.begin(Part::Operation(index));
            let operation = resolver.resolve_operation(head, &mut api.inbound);
            api.operations.push(operation);
        }
        resolver.reader.report.begin(Part::Other);
        let extra = choice
            .schemas
            .iter()
            .filter_map(|name| resolver.add_extra_type(name))
            .collect::<Vec<_>>();
        if choice.webhooks {
            resolver.read_webhooks(&mut api.inbound);
            match resolver.reader.context.webhook_signatures() {
                Ok(signatures) => api.webhook_signatures = signatures,
                Err(finding) => {
                    resolver.reader.report.add(finding.clone());
                    api.webhook_fault = Some(finding);
                }
            }
        }
        resolver.make_queued_types();
        resolver.build_api(api, &heads, &extra)
    }

    /// Returns the names of the schemas under `components`, as the description writes them, then of
    /// the schemas in other files that references name.
    pub fn schema_names(&self) -> Vec<String> {
        let names = Names::assign(self);
        names.add_external(&self.document);
        let own = self.document.components("schemas").into_iter();
        let external = names.external();
        own.map(|(name, _)| name.to_string())
            .chain(external.map(|(component, _)| component.wire.to_string()))
            .collect()
    }

    /// The operation of the resolved [`Api`] for each name of the choice, in the choice's order;
    /// the error suggests similar names. Empty unless operations are chosen by name.
    pub fn select(&self, choice: &Choice) -> Vec<Result<usize, Finding>> {
        let Chosen::Names(names) = &choice.operations else {
            return Vec::new();
        };
        let heads = self.chosen_operations(choice);
        let position = |found: &OperationHead| {
            heads
                .iter()
                .position(|head| head.name == found.name)
                .unwrap_or_default()
        };
        names
            .iter()
            .map(|wanted| {
                self.find(wanted)
                    .map(position)
                    .map_err(|finding| self.explain_missing(wanted, finding))
            })
            .collect()
    }

    /// Adds the reason why an operation is missing, if it is known.
    fn explain_missing(&self, wanted: &Wanted, finding: Finding) -> Finding {
        match self.why_missing(wanted) {
            Some(why) => Finding {
                message: format!("{}: {}", finding.message, why.message),
                ..why
            },
            None => finding,
        }
    }

    /// The chosen operations, in the order of the document, each once.
    fn chosen_operations(&self, choice: &Choice) -> Vec<&OperationHead> {
        let all = self.operations().iter();
        match &choice.operations {
            Chosen::All => all.collect(),
            Chosen::Tags(tags) => all
                .filter(|head| head.tags.iter().any(|tag| tags.contains(tag)))
                .collect(),
            Chosen::Names(names) => {
                let found: HashSet<&str> = names
                    .iter()
                    .filter_map(|wanted| self.find(wanted).ok())
                    .map(|head| head.name.as_str())
                    .collect();
                all.filter(|head| found.contains(head.name.as_str()))
                    .collect()
            }
        }
    }
}
