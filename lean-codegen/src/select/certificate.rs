//! Client certificates for descriptions that cannot require them: before 3.1 there is no such
//! scheme.

use proc_macro2::Span;

use crate::api::{Api, Name, Requirement, Scheme, SchemeKind};
use crate::document::closest;
use crate::errors::Errors;
use crate::item::Certificates;

/// Adds a client certificate to the requirements, as the attribute says.
pub(super) fn require_certificates(
    api: &mut Api,
    certificates: &Certificates,
    errors: &mut Errors,
) {
    match certificates {
        Certificates::AsDescribed => {}
        Certificates::Everywhere => {
            let name = certificate_scheme(api);
            let servers = api
                .servers
                .iter_mut()
                .filter_map(|server| server.security.as_mut());
            let operations = api
                .operations
                .iter_mut()
                .map(|operation| &mut operation.security);
            servers
                .chain(operations)
                .for_each(|sets| add_requirement(sets, &name));
        }
        Certificates::Of(servers) => {
            let name = certificate_scheme(api);
            for (server, span) in servers {
                require_at(server, *span, &name, api, errors);
            }
        }
    }
}

/// Replaces the demand of the description as a whole by the demand of one server.
fn require_at(server: &str, span: Span, name: &str, api: &mut Api, errors: &mut Errors) {
    let common = api
        .operations
        .iter()
        .find(|operation| !operation.own_security);
    let common = common
        .map(|candidate| candidate.security.clone())
        .unwrap_or_default();
    let named = |candidate: &&mut crate::api::Server| {
        candidate.name.rust == server || candidate.name.wire == server || candidate.url == server
    };
    match api.servers.iter_mut().find(named) {
        Some(server) => add_requirement(server.security.get_or_insert(common), name),
        None => errors.push(span, unknown_server_message(server, api)),
    }
}

fn unknown_server_message(name: &str, api: &Api) -> String {
    let known = || api.servers.iter().map(|server| server.name.rust.as_str());
    if let Some(near) = closest(name, known()) {
        return format!("the description has no server `{name}`; did you mean `{near}`?");
    }
    let known: Vec<String> = known().map(|known| format!("`{known}`")).collect();
    match known.is_empty() {
        true => format!("the description has no server `{name}`, or any other"),
        false => format!(
            "the description has no server `{name}`; there are {}",
            known.join(", ")
        ),
    }
}

/// The scheme's name: the description's own, or one that is added.
fn certificate_scheme(api: &mut Api) -> String {
    let known = api
        .schemes
        .iter()
        .find(|scheme| scheme.kind == SchemeKind::MutualTls);
    if let Some(known) = known {
        return known.name.wire.clone();
    }
    let wire = "mutualTLS".to_owned();
    api.schemes.push(Scheme {
        name: Name {
            wire: wire.clone(),
            rust: "mutual_tls".to_owned(),
        },
        kind: SchemeKind::MutualTls,
        docs: "A client certificate, as the attribute says.".to_owned(),
    });
    wire
}

fn add_requirement(sets: &mut Vec<Vec<Requirement>>, name: &str) {
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
