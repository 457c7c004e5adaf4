//! Whom an operation asks for: schemes, alternatives, scopes.

use super::resolver::Resolver;
use crate::api::{Location, Name, Requirement, Scheme, SchemeKind};
use crate::document::{At, Tree};
use crate::name;

impl Resolver<'_> {
    /// What an operation wants: its own word, or the description's.
    pub(super) fn operation_security(&mut self, at: &At) -> Vec<Vec<Requirement>> {
        let written = at
            .get("security")
            .or_else(|| self.document.root().get("security"));
        written
            .map(|at| self.alternatives_of(&at))
            .unwrap_or_default()
    }

    /// Sets of schemes, of which one is enough.
    pub(super) fn alternatives_of(&mut self, at: &At) -> Vec<Vec<Requirement>> {
        let mut all = Vec::new();
        for item in at.node.items() {
            let mut set = Vec::new();
            let mut known = true;
            for (key, scopes) in item.entries() {
                let Some(scheme) = self.scheme_named(at, &key.text) else {
                    self.mend(
                        key.at.into(),
                        format!(
                            "there is no security scheme `{}` of a known kind; the alternative is left out",
                            key.text
                        ),
                    );
                    known = false;
                    break;
                };
                set.push(Requirement {
                    scheme,
                    scopes: scopes.items().iter().filter_map(Tree::as_text).collect(),
                });
            }
            if known && !all.contains(&set) {
                all.push(set);
            }
        }
        all
    }

    /// The name of a scheme; from 3.2 on it may be given as a reference.
    fn scheme_named(&mut self, from: &At, key: &str) -> Option<String> {
        if let Some(at) = self.document.component("securitySchemes", key) {
            let at = self.document.settled(&at).ok()?;
            kind(&at)?;
            self.schemes.insert(key.to_string());
            return Some(key.to_string());
        }
        let target = self.document.target(from, key).ok()?;
        let name = target.pointer.as_deref()?.rsplit('/').next()?.to_string();
        kind(&target.at)?;
        self.schemes.insert(name.clone());
        self.distant_schemes.insert(name.clone(), target.at);
        Some(name)
    }

    /// The schemes that operations and servers name, in the order of the document.
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let mut written = self.document.components("securitySchemes");
        let mut distant: Vec<(String, At)> = std::mem::take(&mut self.distant_schemes)
            .into_iter()
            .collect();
        distant.sort_by(|a, b| a.0.cmp(&b.0));
        written.extend(distant.into_iter().map(|(name, at)| (name.into(), at)));
        let named = std::mem::take(&mut self.schemes);
        let mut schemes = Vec::new();
        for (key, at) in written
            .into_iter()
            .filter(|(key, _)| named.contains(&**key))
        {
            let Ok(at) = self.document.settled(&at) else {
                continue;
            };
            let Some(kind) = kind(&at) else {
                continue;
            };
            let docs = at
                .node
                .text("description")
                .unwrap_or_default()
                .trim()
                .to_string();
            schemes.push(Scheme {
                name: Name {
                    wire: key.to_string(),
                    rust: name::snake(&key),
                },
                kind,
                docs,
            });
        }
        schemes
    }
}

/// What a scheme is; none: nothing that the specification knows, or a part is missing.
fn kind(at: &At) -> Option<SchemeKind> {
    let text = |key: &str| at.node.text(key).map(|text| text.to_string());
    match text("type")?.as_str() {
        "apiKey" => {
            let location = match text("in").as_deref() {
                Some("query") => Location::Query,
                Some("cookie") => Location::Cookie,
                _ => Location::Header,
            };
            Some(SchemeKind::ApiKey {
                location,
                name: text("name")?,
            })
        }
        "http" => Some(http(&text("scheme").unwrap_or_default())),
        "oauth2" => Some(oauth2(at)),
        "openIdConnect" => Some(SchemeKind::OpenIdConnect(
            text("openIdConnectUrl").unwrap_or_default(),
        )),
        "mutualTLS" => Some(SchemeKind::MutualTls),
        // The names of Swagger 2.0 live on.
        "basic" => Some(SchemeKind::Basic),
        _ => None,
    }
}

fn http(scheme: &str) -> SchemeKind {
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => SchemeKind::Basic,
        "bearer" => SchemeKind::Bearer,
        _ => SchemeKind::Http(scheme.to_string()),
    }
}

fn oauth2(at: &At) -> SchemeKind {
    let flows = at
        .node
        .get("flows")
        .map(|flows| flows.entries())
        .unwrap_or_default();
    let mut scopes: Vec<(String, String)> = Vec::new();
    let mut token_url = None;
    for (key, flow) in flows {
        if &*key.text == "clientCredentials" {
            token_url = flow.text("tokenUrl").map(|url| url.to_string());
        }
        for (scope, docs) in flow
            .get("scopes")
            .map(|scopes| scopes.entries())
            .unwrap_or_default()
        {
            let scope = scope.text.to_string();
            if !scopes.iter().any(|(known, _)| *known == scope) {
                scopes.push((scope, docs.as_text().unwrap_or_default()));
            }
        }
    }
    SchemeKind::OAuth2 { token_url, scopes }
}
