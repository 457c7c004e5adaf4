//! Security schemes with missing or misspelt parts.

use super::{Report, objects};
use crate::api::{Finding, Rule};
use crate::document::{At, Tree, closest, find_correction};

/// The field of a scheme that says how a client shows its secret at the token endpoint.
pub(crate) const TOKEN_AUTH_METHOD: &str = "x-token-endpoint-auth-method";

impl Report {
    /// Reports missing parts of a security scheme, and parts that calls do not use. `unknown_auth` is the value of
    /// [`TOKEN_AUTH_METHOD`], if it is not a known method.
    pub(crate) fn check_scheme(&mut self, at: &At, key: &str, unknown_auth: Option<&Tree>) {
        self.check_fields(at, &objects::SCHEME);
        let lacks = |field: &str| at.node.text(field).is_none();
        let place = at.node.place();
        match at.node.text("type").as_deref() {
            Some("apiKey") => {
                let place_of_key = at.node.text("in").unwrap_or_default();
                if !matches!(&*place_of_key, "header" | "query" | "cookie") {
                    let message = format!(
                        "the scheme `{key}` does not say where its key goes; sent as a header"
                    );
                    self.report_repaired(Rule::IncompleteScheme, place, message);
                }
            }
            Some("http") if lacks("scheme") => {
                let message =
                    format!("the scheme `{key}` does not name its HTTP scheme; read as `bearer`");
                self.report_repaired(Rule::IncompleteScheme, place, message);
            }
            Some("http") => self.check_http_scheme(at),
            Some("openIdConnect")
                if lacks("openIdConnectUrl")
                    && !self.report_misspelling(at, &objects::SCHEME, "openIdConnectUrl") =>
            {
                self.report_repaired(
                    Rule::IncompleteScheme,
                    place,
                    format!("the scheme `{key}` has no `openIdConnectUrl`"),
                );
            }
            Some("oauth2") => {
                if let Some(written) = unknown_auth {
                    self.report_unknown_token_auth(written);
                }
                self.check_flows(at, key);
            }
            _ => {}
        }
    }

    /// A misspelt `bearer` would be sent as it is written.
    fn check_http_scheme(&mut self, at: &At) {
        let Some(written) = at.node.get("scheme") else {
            return;
        };
        let scheme = written.as_text().unwrap_or_default().to_ascii_lowercase();
        let near = find_correction(&scheme, ["bearer", "basic"], |near| near == scheme);
        if let Some(near) = near {
            let message = format!("`{scheme}` is not an HTTP scheme that is known");
            let finding = Finding::repaired(Rule::MisspeltHttpScheme, written.place(), message);
            self.add(finding.suggest(near));
        }
    }

    /// Reports an unknown method of authentication at the token endpoint: no other method is used in its place.
    fn report_unknown_token_auth(&mut self, written: &Tree) {
        let known = ["client_secret_basic", "client_secret_post"];
        let text = written.as_text().unwrap_or_default();
        let message = format!("`{TOKEN_AUTH_METHOD}`: there is no method `{text}` for a secret");
        let finding = Finding::repaired(Rule::UnknownTokenAuth, written.place(), message);
        let finding = finding.maybe_suggest(closest(&text, known));
        self.add(finding.with_outcome("left out"));
    }

    fn check_flows(&mut self, at: &At, key: &str) {
        let Some(flows) = at.get("flows") else {
            if self.report_misspelling(at, &objects::SCHEME, "flows") {
                return;
            }
            let message =
                format!("the scheme `{key}` has no `flows`: tokens come from a custom source");
            return self.report_repaired(Rule::IncompleteScheme, at.node.place(), message);
        };
        self.check_map(&flows, "`flows`");
        self.check_fields(&flows, &objects::FLOWS);
        for (name, flow) in flows.node.entries() {
            let flow = flows.child(flow);
            self.check_fields(&flow, &objects::FLOW);
            if let Some(scopes) = flow.get("scopes") {
                self.check_map(&scopes, "`scopes`");
            }
            let lacks_url = flow.node.text("tokenUrl").is_none()
                && !self.report_misspelling(&flow, &objects::FLOW, "tokenUrl");
            if &*name.text == "clientCredentials" && lacks_url {
                let message = format!(
                    "the client credentials of `{key}` have no `tokenUrl`: tokens come from a custom source"
                );
                self.report_repaired(Rule::IncompleteScheme, flow.node.place(), message);
            }
        }
    }
}
