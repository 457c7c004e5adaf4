//! Facts to a contract.

mod schema;

use lean_openapi::api::{Location, Place, Requirement, SchemeKind};
use lean_openapi::contract::{
    BodyContract, Contract, HeaderContract, InboundContract, MediaContract, OperationContract,
    ParameterContract, ResponseContract, SchemaId, SchemeContract, ServerContract,
};

use crate::facts::Facts;
use crate::locations::{default_style, location_word};

/// Returns the contract that facts state. It has no places, no title and no version.
#[must_use]
pub fn contract_of(facts: &Facts) -> Contract {
    let mut reader = Reader::of(facts);
    let mut contract = Contract::default();
    for (method, paths) in facts.get("operation").into_iter().flat_map(Facts::entries) {
        for (path, facts) in paths.entries() {
            let operation = reader.operation((method, path), facts);
            contract.operations.push(operation);
        }
    }
    for (name, methods) in facts.get("webhook").into_iter().flat_map(Facts::entries) {
        for (method, facts) in methods.entries() {
            let hook = reader.inbound((name, ""), method, (facts, facts));
            contract.webhooks.push(hook);
        }
    }
    contract.servers = servers(facts);
    for (name, scheme) in facts.get("scheme").into_iter().flat_map(Facts::entries) {
        contract
            .schemes
            .extend(scheme_kind(scheme).map(|kind| SchemeContract {
                name: name.to_owned(),
                kind,
                place: Place::default(),
            }));
    }
    for (name, component) in facts.get("component").into_iter().flat_map(Facts::entries) {
        let id = reader.schema_at(component, component);
        contract.named.push((name.to_owned(), id));
    }
    contract.schemas = reader.finish();
    contract
}

/// The schemas that were met so far.
pub(crate) struct Reader<'a> {
    /// The facts of named schemas.
    named: Option<&'a Facts>,
    known: std::collections::HashMap<schema::Key, SchemaId>,
    queue: Vec<schema::Task<'a>>,
    done: Vec<lean_openapi::contract::SchemaContract>,
}

impl<'a> Reader<'a> {
    fn operation(&mut self, (method, path): (&str, &str), facts: &'a Facts) -> OperationContract {
        let text = |word: &str| facts.value_of(word).map(str::to_owned);
        OperationContract {
            id: text("id"),
            name: facts.value().unwrap_or_default().to_owned(),
            method: method.to_owned(),
            path: path.to_owned(),
            tags: facts.words_of("tag").map(str::to_owned).collect(),
            deprecated: facts.has("deprecated"),
            sunset: text("sunset"),
            stability: text("stability"),
            parameters: self.parameters(facts, facts),
            body: self.body(facts, facts),
            responses: self.responses(facts),
            security: security(facts),
            servers: servers(facts),
            idempotency_header: text("idempotency"),
            pagination: text("pagination"),
            callbacks: self.callbacks(facts),
            place: Place::default(),
            name_place: Place::default(),
        }
    }

    fn schema_or_none(&mut self, at: &'a Facts, unit: &'a Facts) -> Option<SchemaId> {
        match at.value() {
            Some("none") | None => None,
            Some(_) => Some(self.schema_at(at, unit)),
        }
    }

    fn parameters(&mut self, facts: &'a Facts, unit: &'a Facts) -> Vec<ParameterContract> {
        let kinds = [
            Location::Path,
            Location::Query,
            Location::QueryString,
            Location::Header,
            Location::Cookie,
        ];
        let mut found = Vec::new();
        for location in kinds {
            let all = facts.get(location_word(location));
            for (name, at) in all.into_iter().flat_map(Facts::entries) {
                let style = at.value_of("style").unwrap_or(default_style(location));
                let explode = match style {
                    "form" => !at.has("not-exploded"),
                    _ => at.has("exploded"),
                };
                found.push(ParameterContract {
                    name: name.to_owned(),
                    location,
                    style: style.to_owned(),
                    explode,
                    allow_reserved: at.has("reserved"),
                    required: at.has("required") || location == Location::Path,
                    deprecated: at.has("deprecated"),
                    sunset: at.value_of("sunset").map(str::to_owned),
                    media: at.value_of("media").map(str::to_owned),
                    schema: self.schema_or_none(at, unit),
                    place: Place::default(),
                    required_place: Place::default(),
                });
            }
        }
        found
    }

    fn body(&mut self, facts: &'a Facts, unit: &'a Facts) -> Option<BodyContract> {
        let body = facts.get("body")?;
        Some(BodyContract {
            required: body.value() == Some("required"),
            media: self.media(body, unit),
            place: Place::default(),
        })
    }

    fn media(&mut self, facts: &'a Facts, unit: &'a Facts) -> Vec<MediaContract> {
        let mut found = Vec::new();
        for (name, at) in facts.entries() {
            found.push(MediaContract {
                name: name.to_owned(),
                schema: self.schema_or_none(at, unit),
                encoding: at.value_of("encoding").map(str::to_owned),
                place: Place::default(),
            });
        }
        found
    }

    fn responses(&mut self, operation: &'a Facts) -> Vec<ResponseContract> {
        let mut found = Vec::new();
        for (status, facts) in operation
            .get("response")
            .into_iter()
            .flat_map(Facts::entries)
        {
            let media = match facts.get("body") {
                Some(body) => self.media(body, operation),
                None => Vec::new(),
            };
            let mut headers = Vec::new();
            for (name, at) in facts.get("header").into_iter().flat_map(Facts::entries) {
                headers.push(HeaderContract {
                    name: name.to_owned(),
                    required: at.has("required"),
                    deprecated: at.has("deprecated"),
                    schema: self.schema_or_none(at, operation),
                    place: Place::default(),
                });
            }
            found.push(ResponseContract {
                status: status.to_owned(),
                media,
                headers,
                links: facts.words_of("link").map(str::to_owned).collect(),
                place: Place::default(),
            });
        }
        found
    }

    fn callbacks(&mut self, operation: &'a Facts) -> Vec<InboundContract> {
        let mut found = Vec::new();
        for (name, expressions) in operation
            .get("callback")
            .into_iter()
            .flat_map(Facts::entries)
        {
            for (expression, methods) in expressions.entries() {
                for (method, facts) in methods.entries() {
                    found.push(self.inbound((name, expression), method, (facts, operation)));
                }
            }
        }
        found
    }

    fn inbound(
        &mut self,
        (name, expression): (&str, &str),
        method: &str,
        (facts, unit): (&'a Facts, &'a Facts),
    ) -> InboundContract {
        InboundContract {
            name: name.to_owned(),
            expression: expression.to_owned(),
            method: method.to_owned(),
            parameters: self.parameters(facts, unit),
            body: self.body(facts, unit),
            place: Place::default(),
        }
    }
}

fn security(operation: &Facts) -> Vec<Vec<Requirement>> {
    let sets = operation
        .get("security")
        .into_iter()
        .flat_map(Facts::entries);
    sets.map(|(_, set)| {
        let requirement = |(scheme, scopes): (&str, &Facts)| Requirement {
            scheme: scheme.to_owned(),
            scopes: scopes
                .entries()
                .map(|(scope, _)| scope.to_owned())
                .collect(),
        };
        set.entries().map(requirement).collect()
    })
    .collect()
}

fn servers(facts: &Facts) -> Vec<ServerContract> {
    let servers = facts.get("server").into_iter().flat_map(Facts::entries);
    servers
        .map(|(url, server)| {
            let variables = server.get("variable").into_iter().flat_map(Facts::entries);
            let variable = |(name, at): (&str, &Facts)| {
                let values = at.entries().map(|(value, _)| value.to_owned()).collect();
                let default = at.value().unwrap_or_default();
                (name.to_owned(), default.to_owned(), values)
            };
            ServerContract {
                name: server.value_of("name").map(str::to_owned),
                url: url.to_owned(),
                variables: variables.map(variable).collect(),
                place: Place::default(),
            }
        })
        .collect()
}

fn scheme_kind(scheme: &Facts) -> Option<SchemeKind> {
    let words = scheme.value()?;
    let (kind, rest) = words.split_once(' ').unwrap_or((words, ""));
    Some(match kind {
        "key" => {
            let (place, name) = rest.split_once(' ')?;
            let location = match place {
                "query" => Location::Query,
                "cookie" => Location::Cookie,
                _ => Location::Header,
            };
            SchemeKind::ApiKey {
                location,
                name: name.to_owned(),
            }
        }
        "basic" => SchemeKind::Basic,
        "bearer" => SchemeKind::Bearer,
        "http" => SchemeKind::Http(rest.to_owned()),
        "oauth2" => SchemeKind::OAuth2 {
            token_url: Some(rest.to_owned()).filter(|url| !url.is_empty()),
            auth: None,
            metadata_url: None,
            scopes: Vec::new(),
        },
        "openid" => SchemeKind::OpenIdConnect(rest.to_owned()),
        "mutual-tls" => SchemeKind::MutualTls,
        _ => return None,
    })
}
