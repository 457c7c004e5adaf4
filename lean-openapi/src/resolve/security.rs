//! The security of an operation: schemes, alternatives, scopes.

use std::collections::{HashMap, HashSet};

use super::reader::Reader;
use crate::api::{
    Finding, Location, Name, Requirement, Rule, Scheme, SchemeKind, TokenEndpointAuth,
};
use crate::document::{At, Tree};
use crate::lint::TOKEN_AUTH_METHOD;
use crate::name;
use crate::read::Kind;

/// The security schemes that operations and servers name.
#[derive(Default)]
pub(super) struct UsedSchemes {
    names: HashSet<String>,
    /// Schemes of other files, by the names that they get.
    elsewhere: HashMap<String, At>,
}

impl Reader<'_> {
    /// The security of an operation: its own, or the description's.
    pub(super) fn operation_security(&mut self, at: &At) -> Vec<Vec<Requirement>> {
        let written = at
            .get("security")
            .or_else(|| self.context.document.root().get("security"));
        written
            .map(|at| self.read_requirements(&at))
            .unwrap_or_default()
    }

    /// Sets of schemes, of which one is enough.
    pub(super) fn read_requirements(&mut self, at: &At) -> Vec<Vec<Requirement>> {
        let mut all = Vec::new();
        self.relies_on(at);
        let mut items = at.node.items();
        if at.node.kind() != Kind::List {
            let message = "a security requirement has to be in a list; read as a list of one";
            self.report
                .report_repaired(Rule::MalformedField, at.node.place(), message.to_string());
            items.extend((at.node.kind() == Kind::Map).then(|| at.node.clone()));
        }
        for item in items {
            let mut set = Vec::new();
            let mut known = true;
            if let Some(name) = item.as_str() {
                let message = "a security requirement is a map";
                let finding = Finding::repaired(Rule::MalformedField, item.place(), message);
                let finding = finding.suggest(format_args!("{name}: []"));
                self.report
                    .add(finding.with_outcome("left out, and calls go without it"));
                continue;
            }
            for (key, scopes) in item.entries() {
                let Some(scheme) = self.find_scheme(at, &key.text) else {
                    self.report
                        .report_unknown_scheme(self.context.document, &key);
                    known = false;
                    break;
                };
                self.report
                    .check_scopes(self.context.document, &key, &scopes);
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
    fn find_scheme(&mut self, from: &At, key: &str) -> Option<String> {
        if let Some(at) = self.context.document.component("securitySchemes", key) {
            let at = self.context.document.follow_references(&at).ok()?;
            self.relies_on(&at);
            scheme_kind(&at)?;
            self.schemes.names.insert(key.to_string());
            return Some(key.to_string());
        }
        let target = self.context.document.resolve_reference(from, key).ok()?;
        let mut name = target.pointer.as_deref()?.rsplit('/').next()?.to_string();
        scheme_kind(&self.context.document.follow_references(&target.at).ok()?)?;
        let id = target.at.node.id();
        if let Some(own) = self.context.document.component("securitySchemes", &name) {
            if own.node.id() == id {
                self.schemes.names.insert(name.clone());
                return Some(name);
            }
            // Another one of that name is in the root.
            name.push_str("_elsewhere");
        }
        self.schemes.names.insert(name.clone());
        self.schemes.elsewhere.insert(name.clone(), target.at);
        Some(name)
    }

    /// The schemes that operations and servers name, in the order of the document.
    pub(super) fn read_schemes(&mut self) -> Vec<Scheme> {
        let mut written = self.context.document.components("securitySchemes");
        let mut distant: Vec<(String, At)> = std::mem::take(&mut self.schemes.elsewhere)
            .into_iter()
            .collect();
        distant.sort_by(|a, b| a.0.cmp(&b.0));
        written.extend(distant.into_iter().map(|(name, at)| (name.into(), at)));
        let named = std::mem::take(&mut self.schemes.names);
        let mut schemes = Vec::new();
        for (key, at) in written
            .into_iter()
            .filter(|(key, _)| named.contains(&**key))
        {
            let Ok(at) = self.context.document.follow_references(&at) else {
                continue;
            };
            let Some(kind) = scheme_kind(&at) else {
                continue;
            };
            let unknown_auth = token_endpoint_auth(&at).and_then(Result::err);
            self.report.check_scheme(&at, &key, unknown_auth.as_ref());
            let docs = scheme_docs(&at);
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

/// The documentation of a scheme, with the flows that only people can use: calls take such tokens from a source.
fn scheme_docs(at: &At) -> String {
    let mut text = at.node.prose("description");
    let mut more = |line: String| text = format!("{text}\n\n{line}").trim().to_string();
    if let Some(url) = at.node.text("oauth2MetadataUrl") {
        more(format!("Metadata of the authorization server: `{url}`."));
    }
    for (key, title) in FLOWS {
        let flow = at.node.get("flows").and_then(|flows| flows.get(key));
        let Some(flow) = flow else { continue };
        let urls = [
            "authorizationUrl",
            "deviceAuthorizationUrl",
            "tokenUrl",
            "refreshUrl",
        ];
        let urls: Vec<String> = urls
            .iter()
            .filter_map(|field| Some(format!("`{}`", flow.text(field)?)))
            .collect();
        more(format!("{title}: {}.", urls.join(", ")));
    }
    if at.node.flag("deprecated") {
        more("Deprecated.".to_string());
    }
    text
}

/// The flows that need a person.
const FLOWS: [(&str, &str); 4] = [
    ("authorizationCode", "Authorization code"),
    ("deviceAuthorization", "Device authorization"),
    ("implicit", "Implicit"),
    ("password", "Password"),
];

/// The kind of a scheme; none: unknown to the specification, or a part is missing.
pub(super) fn scheme_kind(at: &At) -> Option<SchemeKind> {
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
        "http" => Some(http_scheme(&text("scheme").unwrap_or_default())),
        "oauth2" => Some(oauth2_scheme(at)),
        "openIdConnect" => Some(SchemeKind::OpenIdConnect(
            text("openIdConnectUrl").unwrap_or_default(),
        )),
        "mutualTLS" => Some(SchemeKind::MutualTls),
        // The names of Swagger 2.0 live on.
        "basic" => Some(SchemeKind::Basic),
        _ => None,
    }
}

/// Reads the way to prove a client's secret at the token endpoint: a method, or a text that is unknown.
fn token_endpoint_auth(at: &At) -> Option<Result<TokenEndpointAuth, Tree>> {
    let written = at.node.get(TOKEN_AUTH_METHOD)?;
    Some(match written.as_text().as_deref() {
        Some("client_secret_basic") => Ok(TokenEndpointAuth::Basic),
        Some("client_secret_post") => Ok(TokenEndpointAuth::Post),
        _ => Err(written),
    })
}

fn http_scheme(scheme: &str) -> SchemeKind {
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => SchemeKind::Basic,
        "bearer" | "" => SchemeKind::Bearer,
        _ => SchemeKind::Http(scheme.to_string()),
    }
}

fn oauth2_scheme(at: &At) -> SchemeKind {
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
    SchemeKind::OAuth2 {
        token_url,
        auth: token_endpoint_auth(at).and_then(Result::ok),
        metadata_url: at.node.text("oauth2MetadataUrl").map(|url| url.to_string()),
        scopes,
    }
}
