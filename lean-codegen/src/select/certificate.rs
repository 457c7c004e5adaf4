//! Client certificates where the description cannot say that they are wanted: before 3.1 there is no such scheme.

use crate::api::{Api, Name, Requirement, Scheme, SchemeKind};

/// Adds a client certificate to everything that is demanded.
pub(super) fn demand(api: &mut Api) {
    let known = api
        .schemes
        .iter()
        .find(|scheme| scheme.kind == SchemeKind::MutualTls);
    let name = known.map_or_else(|| "mutualTLS".to_owned(), |scheme| scheme.name.wire.clone());
    if known.is_none() {
        let rust = "mutual_tls".to_owned();
        let docs = "A client certificate, as the attribute says.".to_owned();
        api.schemes.push(Scheme {
            name: Name {
                wire: name.clone(),
                rust,
            },
            kind: SchemeKind::MutualTls,
            docs,
        });
    }
    for server in &mut api.servers {
        if let Some(sets) = &mut server.security {
            add(sets, &name);
        }
    }
    for operation in &mut api.operations {
        add(&mut operation.security, &name);
    }
}

fn add(sets: &mut Vec<Vec<Requirement>>, name: &str) {
    if sets.is_empty() {
        sets.push(Vec::new());
    }
    for set in sets {
        if !set.iter().any(|requirement| requirement.scheme == *name) {
            set.push(Requirement {
                scheme: name.to_owned(),
                scopes: Vec::new(),
            });
        }
    }
}
