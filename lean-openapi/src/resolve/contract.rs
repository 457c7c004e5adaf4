//! Operations to their contracts.

use super::Choice;
use super::names::Names;
use super::reader::Reader;
use super::schema::Schemas;
use super::security::scheme_kind;
use crate::contract::{
    Contract, InboundContract, OperationContract, SchemeContract, ServerContract,
};
use crate::document::{At, Description, OperationHead, PathItem, Tree};
use crate::read::Kind;

impl Description {
    /// Works out the contract of the chosen part: what it demands of requests and promises of responses.
    ///
    /// Broken parts are left out; [`resolve`](Self::resolve) reports them.
    pub fn contract(&self, choice: &Choice) -> Contract {
        let options = super::Options::default();
        let mut reader = Reader::new(self, &options, Names::as_written(self));
        let mut schemas = Schemas::default();
        let heads = self.chosen_operations(choice);
        let operations = heads
            .iter()
            .map(|head| reader.operation_contract(head, &mut schemas));
        let operations = operations.collect();
        let webhooks = if choice.webhooks {
            reader.webhook_contracts(&mut schemas)
        } else {
            Vec::new()
        };
        let mut named = Vec::new();
        for name in &choice.schemas {
            if let Some(at) = self.document.component("schemas", name) {
                named.push((name.clone(), reader.contract_of(&at, &mut schemas)));
            }
        }
        let root = self.document.root();
        let info = |key: &str| {
            root.get("info")
                .map(|info| info.node.prose(key))
                .unwrap_or_default()
        };
        Contract {
            title: info("title"),
            version: info("version"),
            operations,
            webhooks,
            servers: root
                .get("servers")
                .map(|at| server_contracts(&at))
                .unwrap_or_default(),
            schemes: reader.scheme_contracts(),
            named,
            schemas: reader.finish_contracts(schemas),
        }
    }
}

impl Reader<'_> {
    fn operation_contract(
        &mut self,
        head: &OperationHead,
        schemas: &mut Schemas,
    ) -> OperationContract {
        let at = &head.at;
        let lists = [head.item.get("parameters"), at.get("parameters")];
        let own_servers = at.get("servers").or_else(|| head.item.get("servers"));
        let text = |key: &str| at.node.get(key).and_then(|value| value.as_text());
        OperationContract {
            id: head.id.clone(),
            name: head.name.clone(),
            method: head.method.clone(),
            path: head.path.clone(),
            tags: head.tags.clone(),
            deprecated: head.deprecated,
            sunset: sunset(&at.node),
            stability: text("x-stability-level"),
            parameters: self.parameter_contracts(lists, schemas),
            body: self.body_contract(at, schemas),
            responses: self.response_contracts(at, schemas),
            security: self.operation_security(at),
            servers: own_servers
                .map(|at| server_contracts(&at))
                .unwrap_or_default(),
            idempotency_header: at
                .get("x-idempotency")
                .and_then(|at| at.node.text("header"))
                .map(|name| name.to_string()),
            pagination: at.get("x-pagination").map(|at| at.node.json()),
            callbacks: self.callback_contracts(at, schemas),
            place: head.place.clone(),
            name_place: head.name_place(),
        }
    }

    fn webhook_contracts(&mut self, schemas: &mut Schemas) -> Vec<InboundContract> {
        let root = self.context.document.root().clone();
        let key = if root.get("webhooks").is_some() {
            "webhooks"
        } else {
            "x-webhooks"
        };
        let mut found = Vec::new();
        for (name, at) in entries(&root, key) {
            self.inbound_contracts((&name, ""), &at, schemas, &mut found);
        }
        found
    }

    fn callback_contracts(&mut self, at: &At, schemas: &mut Schemas) -> Vec<InboundContract> {
        let mut found = Vec::new();
        for (name, callback) in entries(at, "callbacks") {
            let Ok(callback) = self.context.document.follow_references(&callback) else {
                continue;
            };
            for (expression, item) in callback.node.entries() {
                let item = callback.child(item);
                if !expression.text.starts_with("x-") {
                    self.inbound_contracts((&name, &expression.text), &item, schemas, &mut found);
                }
            }
        }
        found
    }

    fn inbound_contracts(
        &mut self,
        (name, expression): (&str, &str),
        at: &At,
        schemas: &mut Schemas,
        found: &mut Vec<InboundContract>,
    ) {
        let item = PathItem::follow(self.context.document, at.clone(), &mut Vec::new());
        for (method, place, at) in item.operations(self.context.document.version()) {
            let lists = [item.get("parameters"), at.get("parameters")];
            found.push(InboundContract {
                name: name.to_owned(),
                expression: expression.to_owned(),
                method,
                parameters: self.parameter_contracts(lists, schemas),
                body: self.body_contract(&at, schemas),
                place,
            });
        }
    }

    fn scheme_contracts(&mut self) -> Vec<SchemeContract> {
        let mut found = Vec::new();
        for (name, at) in self.context.document.components("securitySchemes") {
            let Ok(at) = self.context.document.follow_references(&at) else {
                continue;
            };
            found.extend(scheme_kind(&at).map(|kind| SchemeContract {
                name: name.to_string(),
                kind,
                place: at.node.place(),
            }));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }
}

fn server_contracts(at: &At) -> Vec<ServerContract> {
    let mut found = Vec::new();
    for server in at.node.items() {
        let Some(url) = server.text("url") else {
            continue;
        };
        let variables = server
            .get("variables")
            .map(|all| all.entries())
            .unwrap_or_default();
        let mut variables: Vec<_> = variables
            .into_iter()
            .map(|(key, value)| {
                let values = value
                    .get("enum")
                    .map(|values| values.items())
                    .unwrap_or_default();
                let mut values: Vec<String> = values.iter().filter_map(Tree::as_text).collect();
                values.sort();
                (key.text.to_string(), value.prose("default"), values)
            })
            .collect();
        variables.sort();
        let name = server.text("x-name").or_else(|| server.text("name"));
        found.push(ServerContract {
            name: name.map(|name| name.to_string()),
            url: url.to_string(),
            variables,
            place: server.place(),
        });
    }
    found
}

/// The members of a map in `at`, extensions excluded.
pub(super) fn entries(at: &At, key: &str) -> impl Iterator<Item = (String, At)> + use<> {
    let map = at.get(key);
    let entries = map
        .as_ref()
        .map(|map| map.node.entries())
        .unwrap_or_default();
    let named = entries
        .into_iter()
        .filter(|(key, value)| !key.text.starts_with("x-") || value.kind() == Kind::Map);
    named.filter_map(move |(key, value)| Some((key.text.to_string(), map.as_ref()?.child(value))))
}

/// The date after which a value may be gone.
pub(super) fn sunset(node: &Tree) -> Option<String> {
    let date = node.get("x-sunset").or_else(|| node.get("x-sunset-date"))?;
    date.as_text()
}
