//! Security schemes that are asked for and not to be had: why, and what was most likely meant.

use super::{Report, objects};
use crate::api::{Finding, Rule, Severity};
use crate::document::{At, Document, Tree, closest, find_correction};
use crate::read::Key;

/// The kinds of schemes, as the specification writes them.
const KINDS: [&str; 5] = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];

impl Report {
    /// Reports a requirement that cannot be met. If a certificate was meant, operations that
    /// require it are refused: the call would be sent without one and fail.
    pub(crate) fn report_unknown_scheme(&mut self, document: &Document, key: &Key) {
        let scheme = document.component("securitySchemes", &key.text);
        let Some(scheme) = scheme else {
            return self.report_undeclared_scheme(document, key);
        };
        let scheme = match document.follow_references(&scheme) {
            Ok(scheme) => scheme,
            Err(finding) => {
                let finding = Finding {
                    severity: Severity::Repaired,
                    ..finding
                };
                return self.add(finding.with_outcome("left out, and calls go without it"));
            }
        };
        let name = &key.text;
        let Some(written) = scheme.node.get("type") else {
            return self.report_incomplete_scheme(
                &scheme,
                format!("the security scheme `{name}` has no `type`"),
            );
        };
        let kind = written.as_text().unwrap_or_default();
        if KINDS.contains(&&*kind) {
            return self.report_incomplete_scheme(
                &scheme,
                format!("the key `{name}` has no `name`: that of its header or parameter"),
            );
        }
        let (rule, place) = (Rule::UnknownSchemeType, written.place());
        let message = format!("the security scheme `{name}` has the unknown type `{kind}`");
        let near = nearest_kind(&kind);
        let finding = match near {
            Some(near) => Finding::repaired(rule, place, message).suggest(near),
            None => {
                let message = format!("{message}; there are `{}`", KINDS.join("`, `"));
                Finding::repaired(rule, place, message)
            }
        };
        if near == Some("mutualTLS") {
            return self
                .refuse(finding.help("correct the description, or add an overlay that does"));
        }
        self.add(finding.with_outcome("left out, and calls go without it"));
    }

    /// Reports obvious errors in scopes.
    pub(crate) fn check_scopes(&mut self, document: &Document, key: &Key, scopes: &Tree) {
        if let Some(scope) = scopes.as_text() {
            let message = format!(
                "the scopes of `{}` have to be a list: `[{scope}]`; left out",
                key.text
            );
            return self.report_repaired(Rule::MalformedField, scopes.place(), message);
        }
        let scheme = document.component("securitySchemes", &key.text);
        let flows = scheme.and_then(|at| document.follow_references(&at).ok()?.get("flows"));
        let Some(flows) = flows else { return };
        let flows = flows.node.entries().into_iter();
        let known = flows.filter_map(|(_, flow)| flow.get("scopes"));
        let known: Vec<_> = known
            .flat_map(|scopes| scopes.entries())
            .map(|(scope, _)| scope.text)
            .collect();
        for item in scopes.items() {
            let Some(scope) = item.as_str().filter(|scope| !known.contains(scope)) else {
                continue;
            };
            let near = find_correction(&scope, known.iter().map(|scope| &**scope), |_| false);
            if let Some(near) = near {
                let message = format!("`{}` has no scope `{scope}`", key.text);
                let finding = Finding::repaired(Rule::UnknownScope, item.place(), message);
                self.add(finding.suggest(near));
            }
        }
    }

    fn report_undeclared_scheme(&mut self, document: &Document, key: &Key) {
        let components = document.root().get("components");
        if components.is_some_and(|all| {
            self.report_misspelling(&all, &objects::COMPONENTS, "securitySchemes")
        }) {
            return;
        }
        let outside = document
            .root()
            .node
            .entries()
            .into_iter()
            .find(|(outside, all)| {
                matches!(&*outside.text, "securitySchemes" | "securityDefinitions")
                    && all.get(&key.text).is_some()
            });
        if let Some((outside, _)) = outside {
            let message = format!("`{}` has no effect here", outside.text);
            let finding = Finding::repaired(Rule::MisplacedField, outside.at, message);
            let finding = finding.suggest("components: { securitySchemes: .. }");
            return self.add(finding.with_outcome("left out, and calls go without it"));
        }
        let known = document.components("securitySchemes");
        let near = closest(&key.text, known.iter().map(|(name, _)| &**name));
        let message = format!("there is no security scheme `{}`", key.text);
        let finding = Finding::repaired(Rule::UnknownScheme, key.at.clone(), message);
        self.add(
            finding
                .maybe_suggest(near)
                .with_outcome("left out, and calls go without it"),
        );
    }

    fn report_incomplete_scheme(&mut self, at: &At, message: String) {
        let message = format!("{message}; left out, and calls go without it");
        self.report_repaired(Rule::IncompleteScheme, at.node.place(), message);
    }
}

/// The kind that a misspelt one, or a word of other formats, means.
fn nearest_kind(kind: &str) -> Option<&'static str> {
    let plain: String = kind
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    Some(match plain.as_str() {
        "mtls" | "mutual" | "tls" | "certificate" | "clientcertificate" | "x509" => "mutualTLS",
        "oauth" | "oauth20" => "oauth2",
        "openid" | "oidc" => "openIdConnect",
        "bearer" | "jwt" | "token" | "bearerauth" => "http` with `scheme: bearer",
        _ => return find_correction(kind, KINDS, |near| near == kind),
    })
}
