//! A contract to its facts.

mod file;
mod schema;

use std::collections::{HashMap, HashSet};

use lean_openapi::api::{Location, SchemeKind};
use lean_openapi::contract::{
    Contract, HeaderContract, InboundContract, MediaContract, OperationContract, ParameterContract,
    ResponseContract, SchemaId, ServerContract,
};

use crate::facts::Facts;
use crate::locations::{default_style, location_word};

/// Returns the facts of a contract. Its title, its version and all places are left out.
#[must_use]
pub fn facts_of(contract: &Contract) -> Facts {
    let mut facts = Facts::default();
    let mut writer = Writer::of(contract);
    for operation in &contract.operations {
        let at = facts
            .at("operation")
            .at(&operation.method)
            .at(&operation.path);
        writer.write_operation(operation, at);
    }
    for hook in &contract.webhooks {
        writer.unit.clear();
        writer.path.clear();
        let at = facts.at("webhook").at(&hook.name).at(&hook.method);
        writer.write_inbound(hook, at);
    }
    write_servers(&contract.servers, &mut facts);
    for scheme in &contract.schemes {
        facts
            .at("scheme")
            .set(&scheme.name, scheme_words(&scheme.kind));
    }
    for (name, id) in &contract.named {
        writer.unit.clear();
        writer.path.clear();
        writer.write_schema_at(*id, facts.at("component").at(name));
    }
    writer.write_named_schemas(facts.at("schema"));
    facts
}

/// The contract, and which of its schemas were written in the unit at hand.
pub(crate) struct Writer<'a> {
    contract: &'a Contract,
    /// Schemas that are written once, under their names.
    names: HashMap<SchemaId, &'a str>,
    /// Schemas that allow `null` in addition to the values of a named schema.
    nullable: HashMap<SchemaId, &'a str>,
    /// Named schemas that are still to be written.
    queue: Vec<SchemaId>,
    queued: HashSet<SchemaId>,
    /// The addresses of the unit's inline schemas. A unit is an operation or a named schema.
    unit: HashMap<SchemaId, String>,
    path: Vec<String>,
}

impl Writer<'_> {
    fn write_inside(&mut self, words: &[&str], id: SchemaId, facts: &mut Facts) {
        let depth = self.path.len();
        self.path
            .extend(words.iter().map(|word| (*word).to_owned()));
        self.write_schema_at(id, facts);
        self.path.truncate(depth);
    }

    /// Writes a schema, or the fact that there is none.
    fn write_optional(&mut self, words: &[&str], id: Option<SchemaId>, facts: &mut Facts) {
        match id {
            Some(id) => self.write_inside(words, id, facts),
            None => facts.set_value("none"),
        }
    }

    fn write_operation(&mut self, operation: &OperationContract, facts: &mut Facts) {
        self.unit.clear();
        self.path.clear();
        facts.set_value(&operation.name);
        facts.set_some("id", operation.id.as_deref());
        for tag in &operation.tags {
            facts.at("tag").flag(tag);
        }
        facts.flag_if("deprecated", operation.deprecated);
        facts.set_some("sunset", operation.sunset.as_deref());
        facts.set_some("stability", operation.stability.as_deref());
        for parameter in &operation.parameters {
            self.write_parameter(parameter, facts);
        }
        self.write_body(operation.body.as_ref(), facts);
        for response in &operation.responses {
            self.write_response(response, facts.at("response").at(&response.status));
        }
        write_security(operation, facts);
        write_servers(&operation.servers, facts);
        facts.set_some("idempotency", operation.idempotency_header.as_deref());
        facts.set_some("pagination", operation.pagination.as_deref());
        for hook in &operation.callbacks {
            let words = ["callback", &hook.name, &hook.expression, &hook.method];
            let at = words.iter().fold(&mut *facts, |facts, word| facts.at(word));
            self.path = words.iter().map(|word| (*word).to_owned()).collect();
            self.write_inbound(hook, at);
            self.path.clear();
        }
    }

    fn write_inbound(&mut self, hook: &InboundContract, facts: &mut Facts) {
        facts.state();
        for parameter in &hook.parameters {
            self.write_parameter(parameter, facts);
        }
        self.write_body(hook.body.as_ref(), facts);
    }

    fn write_parameter(&mut self, parameter: &ParameterContract, facts: &mut Facts) {
        let kind = location_word(parameter.location);
        let facts = facts.at(kind).at(&parameter.name);
        self.write_optional(&[kind, &parameter.name], parameter.schema, facts);
        let usual = default_style(parameter.location);
        if parameter.style != usual {
            facts.set("style", &parameter.style);
        }
        let usual = parameter.style == "form";
        facts.flag_if("exploded", parameter.explode && !usual);
        facts.flag_if("not-exploded", !parameter.explode && usual);
        facts.flag_if("reserved", parameter.allow_reserved);
        let is_implied = parameter.location == Location::Path;
        facts.flag_if("required", parameter.required && !is_implied);
        facts.flag_if("deprecated", parameter.deprecated);
        facts.set_some("sunset", parameter.sunset.as_deref());
        facts.set_some("media", parameter.media.as_deref());
    }

    fn write_body(
        &mut self,
        body: Option<&lean_openapi::contract::BodyContract>,
        facts: &mut Facts,
    ) {
        let Some(body) = body else { return };
        let facts = facts.at("body");
        facts.set_value(if body.required {
            "required"
        } else {
            "optional"
        });
        self.path.push("body".to_owned());
        self.write_media(&body.media, facts);
        self.path.pop();
    }

    fn write_media(&mut self, all: &[MediaContract], facts: &mut Facts) {
        for media in all {
            let facts = facts.at(&media.name);
            self.write_optional(&[&media.name], media.schema, facts);
            facts.set_some("encoding", media.encoding.as_deref());
        }
    }

    fn write_response(&mut self, response: &ResponseContract, facts: &mut Facts) {
        facts.state();
        let words = ["response", &response.status, "body"];
        self.path.extend(words.map(str::to_owned));
        if !response.media.is_empty() {
            self.write_media(&response.media, facts.at("body"));
        }
        self.path.clear();
        for header in &response.headers {
            let HeaderContract {
                name,
                required,
                deprecated,
                schema,
                ..
            } = header;
            let facts = facts.at("header").at(name);
            let words = ["response", &response.status, "header", name];
            self.write_optional(&words, *schema, facts);
            facts.flag_if("required", *required);
            facts.flag_if("deprecated", *deprecated);
        }
        for link in &response.links {
            facts.at("link").flag(link);
        }
    }
}

/// Each set under a number. The sets are sorted, since their order means nothing.
fn write_security(operation: &OperationContract, facts: &mut Facts) {
    let mut sets: Vec<Vec<(&str, Vec<&str>)>> = Vec::new();
    for set in &operation.security {
        let mut schemes: Vec<(&str, Vec<&str>)> = Vec::new();
        for requirement in set {
            let mut scopes: Vec<&str> = requirement.scopes.iter().map(String::as_str).collect();
            scopes.sort_unstable();
            schemes.push((&requirement.scheme, scopes));
        }
        schemes.sort();
        sets.push(schemes);
    }
    sets.sort();
    for (index, set) in sets.iter().enumerate() {
        let facts = facts.at("security").at(&(index + 1).to_string());
        facts.state();
        for (scheme, scopes) in set {
            let facts = facts.at(scheme);
            facts.state();
            for scope in scopes {
                facts.flag(scope);
            }
        }
    }
}

fn write_servers(servers: &[ServerContract], facts: &mut Facts) {
    for server in servers {
        if facts.at("server").has(&server.url) {
            continue;
        }
        let facts = facts.at("server").at(&server.url);
        facts.state();
        facts.set_some("name", server.name.as_deref());
        for (name, default, values) in &server.variables {
            let facts = facts.at("variable").at(name);
            facts.set_value(default);
            for value in values {
                facts.flag(value);
            }
        }
    }
}

/// A scheme in words. Scopes are facts of the operations that ask for them.
fn scheme_words(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { location, name } => {
            format!("key {} {name}", location_word(*location))
        }
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Bearer => "bearer".to_owned(),
        SchemeKind::Http(name) => format!("http {name}"),
        SchemeKind::OAuth2 { token_url, .. } => match token_url {
            Some(url) => format!("oauth2 {url}"),
            None => "oauth2".to_owned(),
        },
        SchemeKind::OpenIdConnect(url) => format!("openid {url}"),
        SchemeKind::MutualTls => "mutual-tls".to_owned(),
    }
}
