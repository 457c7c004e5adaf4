//! Changes of security: requirements, schemes, scopes, servers.

use lean_openapi::api::{Location, Requirement, SchemeKind};
use lean_openapi::contract::{Contract, OperationContract, ServerContract};

use super::{Comparison, pair};
use crate::change::Subject;
use crate::rules::Event;

impl Comparison<'_> {
    pub(super) fn compare_security(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        // An empty list and an empty set both mean that nothing is needed.
        let sets = |operation: &OperationContract| match operation.security.as_slice() {
            [] => vec![Vec::new()],
            sets => sets.to_vec(),
        };
        let (before, now) = (sets(old), sets(new));
        // A client that could call before still can, if what it shows is enough for a new set.
        let serves = |shown: &[Requirement]| now.iter().any(|set| is_part(set, shown));
        let still_served = before.iter().all(|set| serves(set));
        let is_less = |set: &[Requirement]| before.iter().any(|known| is_part(set, known));
        for set in unmatched(&now, &before).filter(|set| !is_less(set)) {
            let event = if still_served {
                Event::SecurityAlternativeAdded
            } else {
                Event::SecurityAdded
            };
            self.report_whole(
                subject,
                event,
                pair("", &describe_requirements(set)),
                new.place.clone(),
            );
        }
        let is_more = |set: &[Requirement]| now.iter().any(|now| is_part(set, now));
        for set in unmatched(&before, &now).filter(|set| !is_more(set)) {
            let is_described = |need: &Requirement| find_scheme(self.new, &need.scheme).is_some();
            let event = if !serves(set) {
                Event::SecurityRemoved
            } else if set.iter().all(is_described) {
                Event::SecurityReduced
            } else {
                Event::SchemeRemoved
            };
            self.report_whole(
                subject,
                event,
                pair(&describe_requirements(set), ""),
                new.place.clone(),
            );
        }
        for set in &old.security {
            if let Some(now) = new.security.iter().find(|known| same_schemes(known, set)) {
                self.compare_scopes(set, now, new, subject);
            }
        }
        self.compare_schemes(new, subject);
    }

    fn compare_scopes(
        &mut self,
        old: &[Requirement],
        new: &[Requirement],
        operation: &OperationContract,
        subject: &Subject,
    ) {
        for requirement in new {
            let Some(known) = old.iter().find(|known| known.scheme == requirement.scheme) else {
                continue;
            };
            for scope in requirement
                .scopes
                .iter()
                .filter(|scope| !known.scopes.contains(scope))
            {
                self.report_whole(
                    subject,
                    Event::ScopeAdded,
                    pair("", scope),
                    operation.place.clone(),
                );
            }
            for scope in known
                .scopes
                .iter()
                .filter(|scope| !requirement.scopes.contains(scope))
            {
                self.report_whole(
                    subject,
                    Event::ScopeRemoved,
                    pair(scope, ""),
                    operation.place.clone(),
                );
            }
        }
    }

    /// Compares the schemes that the operation requires.
    fn compare_schemes(&mut self, operation: &OperationContract, subject: &Subject) {
        let requirements = operation.security.iter().flatten();
        for requirement in requirements {
            let (Some((old, _)), Some((new, place))) = (
                find_scheme(self.old, &requirement.scheme),
                find_scheme(self.new, &requirement.scheme),
            ) else {
                continue;
            };
            let event = match (old, new) {
                (
                    SchemeKind::OAuth2 {
                        token_url: old_url, ..
                    },
                    SchemeKind::OAuth2 {
                        token_url: new_url, ..
                    },
                ) if old_url != new_url => Event::TokenUrlChanged,
                (SchemeKind::OAuth2 { .. }, SchemeKind::OAuth2 { .. }) => continue,
                (old, new) if old != new => Event::SchemeTypeChanged,
                _ => continue,
            };
            let words = (describe_scheme(old), describe_scheme(new));
            let place = place.clone();
            self.report_whole(subject, event, words, place);
        }
    }

    /// Servers of the description, or of an operation.
    pub(super) fn compare_servers(
        &mut self,
        old: &[ServerContract],
        new: &[ServerContract],
        subject: &Subject,
    ) {
        for server in new {
            if old.iter().all(|known| known.url != server.url) {
                let words = pair("", &server.url);
                self.report_whole(subject, Event::ServerAdded, words, server.place.clone());
            }
        }
        for server in old {
            let Some(now) = new.iter().find(|known| known.url == server.url) else {
                let words = pair(&server.url, "");
                self.report_whole(subject, Event::ServerRemoved, words, server.place.clone());
                continue;
            };
            if server.variables != now.variables {
                let words = (describe_variables(server), describe_variables(now));
                self.report_whole(
                    subject,
                    Event::ServerVariablesChanged,
                    words,
                    now.place.clone(),
                );
            }
        }
    }
}

/// The variables of a server in words: `region = eu (eu, us)`.
fn describe_variables(server: &ServerContract) -> String {
    let variables = server.variables.iter().map(|(name, default, values)| {
        if values.is_empty() {
            format!("{name} = {default}")
        } else {
            format!("{name} = {default} ({})", values.join(", "))
        }
    });
    variables.collect::<Vec<_>>().join("; ")
}

/// The sets that have no counterpart of the same schemes.
fn unmatched<'a>(
    sets: &'a [Vec<Requirement>],
    among: &'a [Vec<Requirement>],
) -> impl Iterator<Item = &'a [Requirement]> {
    let is_new = |set: &&Vec<Requirement>| !among.iter().any(|known| same_schemes(known, set));
    sets.iter().filter(is_new).map(Vec::as_slice)
}

/// Returns true if all schemes of `set` are in `whole`.
fn is_part(set: &[Requirement], whole: &[Requirement]) -> bool {
    let has =
        |requirement: &Requirement| whole.iter().any(|other| other.scheme == requirement.scheme);
    set.iter().all(has)
}

fn find_scheme<'a>(
    contract: &'a Contract,
    name: &str,
) -> Option<(&'a SchemeKind, &'a lean_openapi::api::Place)> {
    let scheme = contract.schemes.iter().find(|scheme| scheme.name == name)?;
    Some((&scheme.kind, &scheme.place))
}

fn same_schemes(a: &[Requirement], b: &[Requirement]) -> bool {
    a.len() == b.len()
        && a.iter()
            .all(|requirement| b.iter().any(|other| other.scheme == requirement.scheme))
}

fn describe_requirements(set: &[Requirement]) -> String {
    let names: Vec<&str> = set
        .iter()
        .map(|requirement| requirement.scheme.as_str())
        .collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(" and ")
    }
}

fn describe_scheme(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { location, name } => {
            let place = match location {
                Location::Query | Location::QueryString => "query",
                Location::Cookie => "cookie",
                Location::Header | Location::Path => "header",
            };
            format!("key in {place} `{name}`")
        }
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Bearer => "bearer".to_owned(),
        SchemeKind::Http(name) => name.clone(),
        SchemeKind::OAuth2 { token_url, .. } => match token_url {
            Some(url) => format!("OAuth 2 at {url}"),
            None => "OAuth 2".to_owned(),
        },
        SchemeKind::OpenIdConnect(url) => format!("OpenID Connect at {url}"),
        SchemeKind::MutualTls => "mutual TLS".to_owned(),
    }
}
