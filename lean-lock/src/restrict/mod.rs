//! A contract restricted to what is used of it.

mod copier;

use std::collections::{BTreeMap, BTreeSet};

use lean_openapi::api::Place;
use lean_openapi::contract::{
    BodyContract, Contract, MediaContract, OperationContract, ResponseContract,
};

use copier::Copier;

use crate::usage::{TypeKey, TypeUse, Usage};

/// Returns contracts that together are what is used. A schema that is used in several ways is in several of them.
#[must_use]
pub fn used_parts(contract: &Contract, usage: &Usage) -> Vec<Contract> {
    let mut groups: BTreeMap<&BTreeSet<String>, Vec<&OperationContract>> = BTreeMap::new();
    for operation in &contract.operations {
        let route = (operation.method.clone(), operation.path.clone());
        if let Some(own) = usage.operations.get(&route) {
            groups.entry(own).or_default().push(operation);
        }
    }
    let groups = groups.into_iter();
    let mut found: Vec<Contract> = groups
        .map(|(own, operations)| restrict_to_operations(contract, &operations, own))
        .collect();
    if usage.webhooks {
        found.push(restrict_to_webhooks(contract));
    }
    for (key, used) in &usage.types {
        found.extend(restrict_to_type(contract, key, used));
    }
    found
}

/// Returns what some operations use; types of the crate read the `own` component schemas.
#[must_use]
pub fn restrict_to_operations(
    contract: &Contract,
    operations: &[&OperationContract],
    own: &BTreeSet<String>,
) -> Contract {
    let mut copier = Copier::of(contract, own);
    let copied = operations
        .iter()
        .map(|operation| copier.copy_operation(operation));
    let copied: Vec<OperationContract> = copied.collect();
    let requirements = copied.iter().flat_map(|operation| &operation.security);
    let required_schemes: BTreeSet<&str> = requirements
        .flatten()
        .map(|requirement| requirement.scheme.as_str())
        .collect();
    let schemes = contract.schemes.iter();
    let schemes = schemes.filter(|scheme| required_schemes.contains(scheme.name.as_str()));
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
pub fn restrict_to_webhooks(contract: &Contract) -> Contract {
    let none = BTreeSet::new();
    let mut copier = Copier::of(contract, &none);
    let webhooks = contract
        .webhooks
        .iter()
        .map(|hook| copier.copy_inbound(hook));
    let webhooks = webhooks.collect();
    Contract {
        webhooks,
        schemas: copier.finish(),
        ..Contract::default()
    }
}

/// Returns what a `derive(Schema)` type uses of its component schema, under the name of that.
#[must_use]
pub fn restrict_to_type(contract: &Contract, key: &TypeKey, used: &TypeUse) -> Option<Contract> {
    let (_, id) = contract
        .named
        .iter()
        .find(|(name, _)| *name == key.schema)?;
    let none = BTreeSet::new();
    let mut copier = Copier::of_type(contract, &none, &key.path, used);
    let id = copier.root(*id);
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
        stability: None,
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
