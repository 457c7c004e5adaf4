//! A contract restricted to what is used of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lean_openapi::api::Place;
use lean_openapi::contract::{
    Additional, BodyContract, Contract, InboundContract, MediaContract, OperationContract,
    ResponseContract, SchemaContract, SchemaId,
};

use crate::usage::{TypeKey, TypeUse, Usage};

/// How much of a schema is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Mode {
    /// All, up to the schemas that types of the crate read.
    Full,
    /// Nothing: a type of the crate reads it.
    Own,
    /// The way to a schema without a name: the step to take next.
    Way(usize),
    /// The schema that a type stands for.
    Type,
    /// The value of a field. What it holds is read by another type.
    Value,
}

/// Returns contracts that together are what is used. A schema that is used in several ways is in several of them.
#[must_use]
pub fn used(contract: &Contract, usage: &Usage) -> Vec<Contract> {
    let mut groups: BTreeMap<&BTreeSet<String>, Vec<&OperationContract>> = BTreeMap::new();
    for operation in &contract.operations {
        let route = (operation.method.clone(), operation.path.clone());
        if let Some(own) = usage.operations.get(&route) {
            groups.entry(own).or_default().push(operation);
        }
    }
    let groups = groups.into_iter();
    let mut found: Vec<Contract> = groups
        .map(|(own, operations)| of_operations(contract, &operations, own))
        .collect();
    if usage.webhooks {
        found.push(of_webhooks(contract));
    }
    for (key, used) in &usage.types {
        found.extend(of_type(contract, key, used));
    }
    found
}

/// Returns what some operations use; types of the crate read the `own` component schemas.
#[must_use]
pub fn of_operations(
    contract: &Contract,
    operations: &[&OperationContract],
    own: &BTreeSet<String>,
) -> Contract {
    let mut copier = Copier::of(contract, own);
    let copied = operations
        .iter()
        .map(|operation| copier.operation(operation));
    let copied: Vec<OperationContract> = copied.collect();
    let asked = copied.iter().flat_map(|operation| &operation.security);
    let asked: BTreeSet<&str> = asked
        .flatten()
        .map(|requirement| requirement.scheme.as_str())
        .collect();
    let schemes = contract.schemes.iter();
    let schemes = schemes.filter(|scheme| asked.contains(scheme.name.as_str()));
    let schemes = schemes.cloned().collect();
    Contract {
        servers: contract.servers.clone(),
        schemes,
        operations: copied,
        schemas: copier.finish(),
        ..Contract::default()
    }
}

/// Returns the webhooks and what they reach.
#[must_use]
pub fn of_webhooks(contract: &Contract) -> Contract {
    let none = BTreeSet::new();
    let mut copier = Copier::of(contract, &none);
    let webhooks = contract.webhooks.iter().map(|hook| copier.inbound(hook));
    let webhooks = webhooks.collect();
    Contract {
        webhooks,
        schemas: copier.finish(),
        ..Contract::default()
    }
}

/// Returns what a `derive(Schema)` type uses of its component schema, under the name of that.
#[must_use]
pub fn of_type(contract: &Contract, key: &TypeKey, used: &TypeUse) -> Option<Contract> {
    let (_, id) = contract
        .named
        .iter()
        .find(|(name, _)| *name == key.schema)?;
    let none = BTreeSet::new();
    let mut copier = Copier {
        path: &key.path,
        used: Some(used),
        ..Copier::of(contract, &none)
    };
    let id = copier.copy(*id, copier.first());
    Some(Contract {
        named: vec![(key.schema.clone(), id)],
        schemas: copier.finish(),
        ..Contract::default()
    })
}

/// Returns the same as an operation that receives or sends the value, to be compared.
#[must_use]
pub(crate) fn as_operation(mut contract: Contract, used: &TypeUse) -> Contract {
    let Some((name, id)) = contract.named.first().cloned() else {
        return contract;
    };
    let media = |is_there: bool| {
        let media = MediaContract {
            name: "application/json".to_owned(),
            schema: Some(id),
            encoding: None,
            place: Place::default(),
        };
        if is_there { vec![media] } else { Vec::new() }
    };
    contract.operations = vec![OperationContract {
        id: None,
        name: name.clone(),
        method: "schema".to_owned(),
        path: name,
        tags: Vec::new(),
        deprecated: false,
        sunset: None,
        parameters: Vec::new(),
        body: Some(BodyContract {
            required: true,
            media: media(used.sent),
            place: Place::default(),
        }),
        responses: vec![ResponseContract {
            status: "200".to_owned(),
            media: media(used.received),
            headers: Vec::new(),
            links: Vec::new(),
            place: Place::default(),
        }],
        security: Vec::new(),
        servers: Vec::new(),
        idempotency_header: None,
        pagination: None,
        callbacks: Vec::new(),
        place: Place::default(),
        name_place: Place::default(),
    }];
    contract
}

struct Copier<'a> {
    from: &'a Contract,
    own: &'a BTreeSet<String>,
    path: &'a [String],
    used: Option<&'a TypeUse>,
    known: HashMap<(SchemaId, Mode), SchemaId>,
    queue: Vec<(SchemaId, SchemaId, Mode)>,
    done: Vec<SchemaContract>,
}

impl<'a> Copier<'a> {
    fn of(from: &'a Contract, own: &'a BTreeSet<String>) -> Self {
        Copier {
            from,
            own,
            path: &[],
            used: None,
            known: HashMap::new(),
            queue: Vec::new(),
            done: Vec::new(),
        }
    }

    fn first(&self) -> Mode {
        match self.path {
            [] => Mode::Type,
            _ => Mode::Way(0),
        }
    }

    fn copy(&mut self, id: SchemaId, mode: Mode) -> SchemaId {
        let is_own = |name: &String| self.own.contains(name);
        let mode = match mode {
            Mode::Full if self.from.schema(id).name.as_ref().is_some_and(is_own) => Mode::Own,
            mode => mode,
        };
        if let Some(copied) = self.known.get(&(id, mode)) {
            return *copied;
        }
        let copied = SchemaId(self.done.len());
        self.done.push(SchemaContract::default());
        self.known.insert((id, mode), copied);
        self.queue.push((copied, id, mode));
        copied
    }

    fn finish(mut self) -> Vec<SchemaContract> {
        while let Some((copied, id, mode)) = self.queue.pop() {
            let from = self.from;
            let schema = from.schema(id);
            self.done[copied.0] = match mode {
                Mode::Full => self.inside(schema.clone(), Mode::Full),
                Mode::Own => SchemaContract {
                    name: schema.name.clone(),
                    place: schema.place.clone(),
                    ..SchemaContract::default()
                },
                Mode::Way(step) => self.way(schema.clone(), step),
                Mode::Type => self.of_type(schema.clone()),
                Mode::Value => self.value(schema.clone()),
            };
        }
        self.done
    }

    /// The schema with all that is inside it copied in the given mode.
    fn inside(&mut self, mut schema: SchemaContract, mode: Mode) -> SchemaContract {
        for member in &mut schema.members {
            member.schema = self.copy(member.schema, mode);
        }
        for id in schema
            .patterns
            .iter_mut()
            .chain(&mut schema.items)
            .chain(&mut schema.prefix)
            .chain(
                schema
                    .groups
                    .iter_mut()
                    .flat_map(|group| &mut group.variants),
            )
        {
            *id = self.copy(*id, mode);
        }
        if let Additional::Of(id) = &mut schema.additional {
            *id = self.copy(*id, mode);
        }
        for (_, id) in schema
            .discriminator
            .iter_mut()
            .flat_map(|tag| &mut tag.mapping)
        {
            *id = self.copy(*id, mode);
        }
        schema
    }

    /// A step on the way to the schema that a type stands for, through lists and maps.
    fn way(&mut self, mut schema: SchemaContract, step: usize) -> SchemaContract {
        let wanted = &self.path[step];
        let next = match step + 1 == self.path.len() {
            true => Mode::Type,
            false => Mode::Way(step + 1),
        };
        let mut members = std::mem::take(&mut schema.members);
        members.retain(|member| member.name == *wanted);
        let mut bare = bare(schema);
        bare.items = bare
            .items
            .iter()
            .map(|id| self.copy(*id, Mode::Way(step)))
            .collect();
        if let Additional::Of(id) = &mut bare.additional {
            *id = self.copy(*id, Mode::Way(step));
        }
        for member in &mut members {
            member.schema = self.copy(member.schema, next);
        }
        bare.members = members;
        bare
    }

    fn of_type(&mut self, mut schema: SchemaContract) -> SchemaContract {
        let members = self.used.and_then(|used| used.members.as_ref());
        let is_list = schema.members.is_empty() && schema.types == ["array"];
        // A member that holds a list, or a map, is stood for by the type of its items.
        let holds = matches!(schema.additional, Additional::Of(_)) && schema.members.is_empty();
        if members.is_some() && (is_list || holds) {
            let mut bare = bare(schema);
            bare.items = bare
                .items
                .iter()
                .map(|id| self.copy(*id, Mode::Type))
                .collect();
            if let Additional::Of(id) = &mut bare.additional {
                *id = self.copy(*id, Mode::Type);
            }
            return bare;
        }
        if let Some(members) = members {
            schema
                .members
                .retain(|member| members.contains(&member.name));
            schema.required_elsewhere.clear();
        }
        self.inside(schema, Mode::Value)
    }

    fn value(&mut self, schema: SchemaContract) -> SchemaContract {
        let is_sent = self.used.is_some_and(|used| used.sent);
        let values = schema.values.clone().filter(|_| is_sent);
        let mut bare = bare(schema);
        bare.values = values;
        self.inside(bare, Mode::Value)
    }

    fn operation(&mut self, operation: &OperationContract) -> OperationContract {
        let mut copied = operation.clone();
        for parameter in &mut copied.parameters {
            self.maybe(&mut parameter.schema);
        }
        self.body(&mut copied.body);
        for response in &mut copied.responses {
            self.media(&mut response.media);
            for header in &mut response.headers {
                self.maybe(&mut header.schema);
            }
        }
        let hooks = operation.callbacks.iter();
        copied.callbacks = hooks.map(|hook| self.inbound(hook)).collect();
        copied
    }

    fn inbound(&mut self, hook: &InboundContract) -> InboundContract {
        let mut copied = hook.clone();
        for parameter in &mut copied.parameters {
            self.maybe(&mut parameter.schema);
        }
        self.body(&mut copied.body);
        copied
    }

    fn body(&mut self, body: &mut Option<BodyContract>) {
        if let Some(body) = body {
            self.media(&mut body.media);
        }
    }

    fn media(&mut self, all: &mut [MediaContract]) {
        for media in all {
            self.maybe(&mut media.schema);
        }
    }

    fn maybe(&mut self, id: &mut Option<SchemaId>) {
        *id = id.map(|id| self.copy(id, Mode::Full));
    }
}

/// The schema without what another type of the crate reads.
fn bare(schema: SchemaContract) -> SchemaContract {
    SchemaContract {
        members: Vec::new(),
        groups: Vec::new(),
        patterns: Vec::new(),
        prefix: Vec::new(),
        required_elsewhere: Vec::new(),
        other: Vec::new(),
        values: None,
        fixed: false,
        discriminator: None,
        ..schema
    }
}
