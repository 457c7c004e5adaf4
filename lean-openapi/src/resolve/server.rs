//! Servers: URL templates with names, variables and what they want.

use super::reader::Reader;
use super::schema::value_name;
use crate::api::{Finding, Name, Rule, Server, Variable};
use crate::document::{At, Tree};
use crate::lint::Report;
use crate::lint::objects;
use crate::name::{self, Taken};
use crate::read::Kind;

impl Reader<'_> {
    /// A list of servers.
    pub(super) fn read_servers(&mut self, at: &At) -> Vec<Server> {
        let mut taken = Taken::default();
        let mut servers = Vec::new();
        if at.node.kind() != Kind::List {
            let message = "`servers` has to be a list: each begins with `- url: `; left out";
            self.report
                .report_repaired(Rule::MalformedField, at.node.place(), message.to_string());
        }
        for item in at.node.items() {
            let at = at.child(item);
            let Some(url) = at.node.text("url") else {
                report_missing_url(&mut self.report, &at);
                continue;
            };
            report_doubtful_url(&mut self.report, &at, &url);
            self.report.check_fields(&at, &objects::SERVER);
            let (wire, base) = server_name(&at.node, &url);
            let rust = taken.free(&base, "");
            let security = at
                .get("x-security")
                .map(|security| self.read_requirements(&security));
            let private_trust = match at.node.text("x-trust").as_deref() {
                Some("chain") => Some(true),
                Some("public") => Some(false),
                _ => None,
            };
            servers.push(Server {
                name: Name { wire, rust },
                url: url.to_string(),
                docs: at.node.prose("description"),
                variables: check_variables(&mut self.report, &at, &url),
                security,
                token_url: at.node.text("x-token-url").map(|url| url.to_string()),
                private_trust,
            });
        }
        servers
    }
}

impl Reader<'_> {
    /// The servers of an operation: a call goes to the first.
    pub(super) fn read_own_servers(&mut self, at: &At) -> Vec<Server> {
        let servers = self.read_servers(at);
        if let Some(second) = servers.get(1) {
            let message = format!(
                "calls go to the first server of the operation, not to `{}`",
                second.url
            );
            self.report
                .leave_out(Rule::ExtraServers, at.node.place(), message);
        }
        servers
    }

    /// A server by itself.
    pub(super) fn read_server(&mut self, at: &At) -> Option<Server> {
        let list = at.child(Tree::list(vec![at.node.clone()], at.node.place()));
        self.read_servers(&list).pop()
    }
}

fn report_missing_url(report: &mut Report, at: &At) {
    if report.report_misspelling(at, &objects::SERVER, "url") {
        return;
    }
    let place = at.node.place();
    report.add(match at.node.as_str() {
        Some(url) => {
            let message = "a server has to be a map";
            Finding::repaired(Rule::MalformedField, place, message)
                .suggest(format_args!("url: {url}"))
        }
        None => {
            let message = "a server without a URL; left out";
            Finding::repaired(Rule::MissingField, place, message)
        }
    });
}

/// A host without its scheme would be a path.
fn report_doubtful_url(report: &mut Report, at: &At, url: &str) {
    let first = url.split(['/', ':']).next().unwrap_or_default();
    let is_host =
        first == "localhost" || first.contains('.') && first.chars().any(char::is_alphabetic);
    if is_host && !url.contains("://") && !first.starts_with('.') && !first.contains('{') {
        let place = at
            .node
            .get("url")
            .map_or_else(|| at.node.place(), |url| url.place());
        let scheme = if first == "localhost" {
            "http"
        } else {
            "https"
        };
        let message = format!("the server's URL `{url}` has no scheme");
        let finding = Finding::repaired(Rule::ServerWithoutScheme, place, message);
        report.add(finding.suggest(format_args!("{scheme}://{url}")));
    }
}

fn check_variables(report: &mut Report, server: &At, url: &str) -> Vec<Variable> {
    let variables = read_variables(&server.node, url);
    for variable in &variables {
        let Name { wire, .. } = &variable.name;
        let written = server.node.get("variables").and_then(|all| all.get(wire));
        let place = written
            .as_ref()
            .map_or_else(|| server.node.place(), Tree::place);
        let default = written.as_ref().and_then(|written| written.get("default"));
        let repair = if written.is_none() {
            let message = format!(
                "`{{{wire}}}` in the server's URL is not a variable; it is empty unless it is set"
            );
            Some((Rule::UndeclaredServerVariable, message))
        } else if !url.contains(&format!("{{{wire}}}")) {
            let message =
                format!("the server's URL has no `{{{wire}}}`; the variable changes nothing");
            Some((Rule::UnusedServerVariable, message))
        } else if default.is_none() {
            let message = format!(
                "the server's variable `{wire}` has no default; `{}` is taken",
                variable.default
            );
            Some((Rule::ServerVariableDefault, message))
        } else if !variable.values.is_empty() && !variable.values.contains(&variable.default) {
            let message = format!(
                "the default of the server's variable `{wire}` is not among its values; it is used anyway"
            );
            Some((Rule::ServerVariableDefault, message))
        } else {
            None
        };
        if let Some((rule, message)) = repair {
            report.report_repaired(rule, place.clone(), message);
        }
        let given = std::iter::once(&variable.default).chain(&variable.values);
        if let Some(value) = given.into_iter().find(|value| reaches_out(value)) {
            let message = format!(
                "the value `{}` of the server's variable `{wire}` would change another part of the URL; a client that uses it is \
                 refused",
                value.escape_debug()
            );
            report.report_repaired(Rule::ServerVariableEscape, place, message);
        }
        if let Some(written) = written {
            report.check_fields(&server.child(written), &objects::VARIABLE);
        }
    }
    variables
}

/// Returns true if a value has characters that no variable of a server's URL may have. The runtime checks each part of the URL.
fn reaches_out(value: &str) -> bool {
    let separates = |c: char| !c.is_ascii_graphic() || "@?#%\\;{}".contains(c);
    value.contains(separates)
        || value
            .split('/')
            .any(|segment| matches!(segment, "." | ".."))
}

/// `x-name`, 3.2's `name`, a short description, or the host; of this machine: `Local`.
fn server_name(server: &Tree, url: &str) -> (String, String) {
    let given = server.text("x-name").or_else(|| server.text("name"));
    if let Some(given) = given.filter(|given| !given.trim().is_empty()) {
        return (given.to_string(), name::pascal(&given));
    }
    let description = server.text("description").unwrap_or_default();
    let words = name::words(&description);
    let plain: Vec<String> = words
        .iter()
        .filter(|word| {
            !matches!(
                word.to_lowercase().as_str(),
                "server" | "the" | "url" | "endpoint"
            )
        })
        .cloned()
        .collect();
    if (1..=4).contains(&words.len()) && !description.contains("://") && !plain.is_empty() {
        return (description.to_string(), name::pascal(&plain.join(" ")));
    }
    let host = url
        .split("://")
        .nth(1)
        .unwrap_or(url)
        .split(['/', ':', '?'])
        .next()
        .unwrap_or_default();
    let known = host.trim_start_matches("www.");
    if known.is_empty() || known.starts_with('{') && known.ends_with('}') && !known.contains('.') {
        return (url.to_string(), "Default".to_string());
    }
    if matches!(known, "localhost" | "127.0.0.1" | "0.0.0.0") {
        return (url.to_string(), "Local".to_string());
    }
    (url.to_string(), name::pascal(known))
}

fn read_variables(server: &Tree, url: &str) -> Vec<Variable> {
    let declared = server
        .get("variables")
        .map(|variables| variables.entries())
        .unwrap_or_default();
    let mut taken = Taken::default();
    let mut variables: Vec<Variable> = Vec::new();
    for (key, value) in declared {
        let values = value
            .get("enum")
            .map(|values| values.items())
            .unwrap_or_default();
        let values: Vec<String> = values.iter().filter_map(Tree::as_text).collect();
        let default = value.get("default").and_then(|default| default.as_text());
        variables.push(Variable {
            name: value_name(&key.text, &mut taken),
            default: default
                .or_else(|| values.first().cloned())
                .unwrap_or_default(),
            values,
            docs: value.prose("description"),
        });
    }
    for part in url.split('{').skip(1) {
        let Some((wire, _)) = part.split_once('}') else {
            continue;
        };
        if !variables.iter().any(|variable| variable.name.wire == wire) {
            let name = value_name(wire, &mut taken);
            variables.push(Variable {
                name,
                default: String::new(),
                values: Vec::new(),
                docs: String::new(),
            });
        }
    }
    variables
}
