//! The rules of findings: each is met by a small description, and the table in `docs/lint.md` has each.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use lean_openapi::api::{Finding, Rule};
use lean_openapi::document::Description;

use super::all;
use super::rule_fixtures::{
    content, extensions, fields_and_references, files, operations, parameters, schemas,
    security_and_servers, unions,
};

/// Rules without a fixture. The first two are of the command line. A description that meets the last one
/// takes minutes to resolve; a unit test of the budget meets it.
const WITHOUT_FIXTURE: [Rule; 3] = [Rule::UnknownTag, Rule::UnnamedOperation, Rule::TooComplex];

/// The findings of a description with other files.
fn findings(text: &str, others: &[(&str, &str)]) -> Vec<Finding> {
    let mut files: HashMap<String, Arc<str>> = HashMap::new();
    for (path, text) in others.iter().chain(&[("api.yaml", text)]) {
        files.insert((*path).to_owned(), Arc::from(*text));
    }
    let overlays = others.iter().map(|(path, _)| (*path).to_owned());
    let overlays: Vec<String> = overlays
        .filter(|path| path.starts_with("overlay"))
        .collect();
    let description = match Description::open(Arc::new(files), "api.yaml", &overlays) {
        Ok(description) => description,
        Err(findings) => return findings,
    };
    let api = all(&description);
    let refused = api
        .operations
        .iter()
        .filter_map(|operation| operation.refused.as_ref());
    let known = description.findings().iter().chain(&api.findings);
    known
        .chain(refused)
        .chain(&api.webhook_fault)
        .cloned()
        .collect()
}

/// The rules that have been met, and the fixtures that did not meet theirs.
#[derive(Default)]
pub(super) struct Met {
    rules: BTreeSet<Rule>,
    failures: Vec<String>,
}

impl Met {
    pub(super) fn check(&mut self, rule: Rule, found: &[Finding], text: &str) {
        if !found.iter().any(|finding| finding.rule == rule) {
            let shown = found
                .iter()
                .map(|finding| format!("\n    {}: {}", finding.rule, finding.message));
            let start: String = text.chars().take(300).collect();
            self.failures
                .push(format!("{rule}: {start}{}", shown.collect::<String>()));
        }
        self.rules.extend(found.iter().map(|finding| finding.rule));
    }

    /// A whole description.
    pub(super) fn description(&mut self, rule: Rule, text: &str) {
        self.check(rule, &findings(text, &[]), text);
    }

    /// A description with the version and the title.
    pub(super) fn body(&mut self, rule: Rule, rest: &str) {
        let text = format!("openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\n{rest}\n");
        self.description(rule, &text);
    }

    /// The fields of `GET /a/{id}`.
    pub(super) fn operation(&mut self, rule: Rule, fields: &str) {
        self.body(
            rule,
            &format!("paths: {{ /a: {{ get: {{ operationId: a, {fields} }} }} }}"),
        );
    }

    /// A parameter.
    pub(super) fn parameter(&mut self, rule: Rule, parameter: &str) {
        let fields = format!("parameters: [{parameter}], responses: {{ '204': {{}} }}");
        self.operation(rule, &fields);
    }

    /// The content of a request body.
    pub(super) fn content(&mut self, rule: Rule, content: &str) {
        let body = format!("requestBody: {{ content: {{ {content} }} }}");
        self.operation(rule, &format!("{body}, responses: {{ '204': {{}} }}"));
    }

    /// A component schema.
    pub(super) fn schema(&mut self, rule: Rule, schema: &str) {
        self.body(
            rule,
            &format!(
                "paths: {{}}\ncomponents: {{ schemas: {{ Other: {{ type: object }}, T: {schema} }} }}"
            ),
        );
    }

    /// A security scheme that the description asks for.
    pub(super) fn scheme(&mut self, rule: Rule, scheme: &str) {
        self.body(
            rule,
            &format!(
                "security: [{{ s: [read] }}]\npaths: {{ /a: {{ get: {{ responses: {{ '204': {{}} }} }} }} }}\ncomponents: {{ securitySchemes: {{ s: {scheme} }} }}"
            ),
        );
    }

    /// A server.
    pub(super) fn server(&mut self, rule: Rule, server: &str) {
        self.body(rule, &format!("servers: [{server}]\npaths: {{}}"));
    }

    /// The actions of an overlay.
    pub(super) fn overlay(&mut self, rule: Rule, overlay: &str) {
        let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
        self.check(rule, &findings(text, &[("overlay.yaml", overlay)]), overlay);
    }
}

#[test]
fn every_rule_is_met() {
    let mut met = Met::default();
    files(&mut met);
    fields_and_references(&mut met);
    operations(&mut met);
    parameters(&mut met);
    content(&mut met);
    schemas(&mut met);
    unions(&mut met);
    security_and_servers(&mut met);
    extensions(&mut met);
    assert!(met.failures.is_empty(), "{}", met.failures.join("\n"));
    let all = Rule::ALL.iter().copied();
    let missing = all.filter(|rule| !met.rules.contains(rule) && !WITHOUT_FIXTURE.contains(rule));
    let missing: Vec<&str> = missing.map(Rule::name).collect();
    assert_eq!(missing, [""; 0], "rules that no fixture meets");
}

/// The table of rules as `docs/lint.md` has it.
fn table() -> String {
    let mut table = String::from("| rule | meaning |\n|---|---|\n");
    for rule in Rule::ALL {
        table += &format!("| `{rule}` | {} |\n", rule.description());
    }
    table
}

#[test]
fn the_table_of_rules_is_complete() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/lint.md");
    let text = std::fs::read_to_string(&path).expect("the guide");
    let (before, after) = text.split_once("| rule |").expect("a table");
    let end = after.find("\n\n").map_or(after.len(), |end| end + 1);
    let expected = format!("{before}{}{}", table(), &after[end..]);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, expected).expect("the guide is written");
        return;
    }
    assert_eq!(text, expected, "run this test with UPDATE=1");
}

#[test]
fn names_are_unique_and_made_of_words() {
    let mut names = BTreeSet::new();
    for rule in Rule::ALL {
        let name = rule.name();
        assert!(names.insert(name), "{name} is there twice");
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(is_word), "{name}");
        assert!(rule.description().ends_with('.'), "{name}");
    }
}
