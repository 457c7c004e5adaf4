//! Who may call: requirements, schemes, scopes, servers.

use lean_openapi::api::{Location, Requirement, SchemeKind};
use lean_openapi::contract::{Contract, OperationContract};

use super::{Walk, pair};
use crate::change::Subject;

impl Walk<'_> {
    pub(super) fn operation_security(
        &mut self,
        old: &OperationContract,
        new: &OperationContract,
        subject: &Subject,
    ) {
        let place = || new.place.clone();
        for set in &new.security {
            if old.security.iter().any(|known| same_schemes(known, set)) {
                continue;
            }
            self.note(
                subject,
                "api-security-added",
                pair("", &words(set)),
                place(),
            );
        }
        for set in &old.security {
            match new.security.iter().find(|known| same_schemes(known, set)) {
                None => self.note(
                    subject,
                    "api-security-removed",
                    pair(&words(set), ""),
                    place(),
                ),
                Some(now) => self.scopes(set, now, new, subject),
            }
        }
        self.schemes(new, subject);
    }

    fn scopes(
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
                self.note(
                    subject,
                    "api-security-scope-added",
                    pair("", scope),
                    operation.place.clone(),
                );
            }
            for scope in known
                .scopes
                .iter()
                .filter(|scope| !requirement.scopes.contains(scope))
            {
                self.note(
                    subject,
                    "api-security-scope-removed",
                    pair(scope, ""),
                    operation.place.clone(),
                );
            }
        }
    }

    /// What the schemes are that the operation asks for.
    fn schemes(&mut self, operation: &OperationContract, subject: &Subject) {
        let requirements = operation.security.iter().flatten();
        for requirement in requirements {
            let (Some((old, _)), Some((new, place))) = (
                scheme(self.old, &requirement.scheme),
                scheme(self.new, &requirement.scheme),
            ) else {
                continue;
            };
            let id = match (old, new) {
                (
                    SchemeKind::OAuth2 {
                        token_url: old_url, ..
                    },
                    SchemeKind::OAuth2 {
                        token_url: new_url, ..
                    },
                ) if old_url != new_url => "api-security-component-oauth-token-url-changed",
                (SchemeKind::OAuth2 { .. }, SchemeKind::OAuth2 { .. }) => continue,
                (old, new) if old != new => "api-security-component-type-changed",
                _ => continue,
            };
            let words = (kind(old), kind(new));
            let place = place.clone();
            self.note(subject, id, words, place);
        }
    }

    pub(super) fn servers(&mut self) {
        let subject = Subject::default();
        for server in &self.new.servers {
            if self.old.servers.iter().all(|known| known.url != server.url) {
                self.note(
                    &subject,
                    "server-added",
                    pair("", &server.url),
                    server.place.clone(),
                );
            }
        }
        for server in &self.old.servers {
            let Some(now) = self
                .new
                .servers
                .iter()
                .find(|known| known.url == server.url)
            else {
                self.note(
                    &subject,
                    "server-removed",
                    pair(&server.url, ""),
                    server.place.clone(),
                );
                continue;
            };
            if server.variables != now.variables {
                let words = (
                    format!("{:?}", server.variables),
                    format!("{:?}", now.variables),
                );
                self.note(
                    &subject,
                    "server-variables-changed",
                    words,
                    now.place.clone(),
                );
            }
        }
    }
}

fn scheme<'a>(
    contract: &'a Contract,
    name: &str,
) -> Option<(&'a SchemeKind, &'a lean_openapi::api::Place)> {
    let scheme = contract.schemes.iter().find(|scheme| scheme.name == name)?;
    Some((&scheme.kind, &scheme.place))
}

fn same_schemes(a: &[Requirement], b: &[Requirement]) -> bool {
    a.len() == b.len()
        && a.iter()
            .all(|one| b.iter().any(|other| other.scheme == one.scheme))
}

fn words(set: &[Requirement]) -> String {
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

fn kind(kind: &SchemeKind) -> String {
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
