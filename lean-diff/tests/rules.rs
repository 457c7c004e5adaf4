//! Every rule that is reported, with a minimal pair of descriptions: `tests/rules/*.txt`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use lean_diff::{Change, Level, compare, old_meaning, rules, sentence};
use lean_openapi::contract::Contract;
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen};

const SCHEMAS: &str = include_str!("rules/schemas.txt");
const OPERATIONS: &str = include_str!("rules/operations.txt");
const SENTENCES: &str = include_str!("rules/sentences.txt");
const DESCRIPTIONS: &str = include_str!("rules/descriptions.txt");

/// The rule about the walk's own bound.
const BOUND: &str = "comparison-incomplete";

/// The places of a schema: the prefix of its rules, that of its members' rules, and an operation that has it.
const PLACES: [(&str, &str, &str); 8] = [
    (
        "request-body",
        "request-property",
        "{requestBody: {content: {application/json: {schema: @}}}}",
    ),
    (
        "request-property",
        "request-property",
        "{requestBody: {content: {application/json: {schema: {type: object, properties: {v: @}}}}}}",
    ),
    (
        "request-parameter",
        "request-parameter-property",
        "{parameters: [{name: p, in: query, schema: @}]}",
    ),
    (
        "request-parameter-property",
        "request-parameter-property",
        "{parameters: [{name: p, in: query, style: deepObject, schema: {type: object, properties: {v: @}}}]}",
    ),
    (
        "response-body",
        "response-property",
        "{responses: {'200': {description: x, content: {application/json: {schema: @}}}}}",
    ),
    (
        "response-property",
        "response-property",
        "{responses: {'200': {description: x, content: {application/json: {schema: {type: object, properties: {v: @}}}}}}}",
    ),
    (
        "response-property",
        "response-property",
        "{responses: {'200': {description: x, content: {application/json: {schema: {type: array, items: @}}}}}}",
    ),
    (
        "response-header",
        "response-header",
        "{responses: {'200': {description: x, headers: {H: {schema: @}}}}}",
    ),
];

#[test]
fn schemas_that_change_are_reported_wherever_they_are() {
    let mut faults = Vec::new();
    for line in lines(SCHEMAS) {
        let [names, levels, old, new] = columns(line);
        for (prefix, member_prefix, place) in PLACES {
            let is_request = prefix.starts_with("request");
            let prefix = if names.starts_with("member ") {
                member_prefix
            } else {
                prefix
            };
            let name = name_at(names.trim_start_matches("member "), prefix, is_request);
            let level = levels
                .split(' ')
                .nth(usize::from(!is_request))
                .unwrap_or_default();
            let expected = vec![format!("{prefix}-{name} {level}")];
            let operation = |schema: &str| of_operation(&place.replace('@', schema));
            faults.extend(difference(
                line,
                &expected,
                &operation(old),
                &operation(new),
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn operations_that_change_are_reported() {
    let mut faults = Vec::new();
    for line in lines(OPERATIONS) {
        let [expected, old, new] = columns(line);
        let (old, new) = (of_operation(old), of_operation(new));
        faults.extend(difference(line, &listed(expected), &old, &new));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn descriptions_that_change_are_reported() {
    let mut faults = Vec::new();
    for line in lines(DESCRIPTIONS) {
        let [expected, old, new] = columns(line);
        let (old, new) = (of_description(old), of_description(new));
        faults.extend(difference(line, &listed(expected), &old, &new));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_reported_rule_has_a_pair() {
    let mut covered: BTreeSet<String> = BTreeSet::from([BOUND.to_owned()]);
    let plain = |text: &str| text[..text.len() - 2].to_owned();
    for line in lines(OPERATIONS).chain(lines(DESCRIPTIONS)) {
        covered.extend(listed(columns::<3>(line)[0]).iter().map(|text| plain(text)));
    }
    for line in lines(SCHEMAS) {
        let [names, ..] = columns::<4>(line);
        for (prefix, member_prefix, _) in PLACES {
            let prefix = if names.starts_with("member ") {
                member_prefix
            } else {
                prefix
            };
            let names = names.trim_start_matches("member ");
            let name = name_at(names, prefix, prefix.starts_with("request"));
            covered.insert(format!("{prefix}-{name}"));
        }
    }
    let reported = rules().iter().filter(|rule| rule.is_reported);
    let missing: Vec<&str> = reported
        .map(|rule| rule.id)
        .filter(|id| !covered.contains(*id))
        .collect();
    assert!(missing.is_empty(), "no pair for {missing:#?}");
}

/// Every rule in words: `UPDATE=1` writes the file, a person reads it aloud.
#[test]
fn every_rule_has_a_sentence() {
    let mut sentences = BTreeMap::new();
    let mut add = |old: &Contract, new: &Contract| {
        for change in compare(old, new) {
            let words = format!("{} | {}", sentence(&change), old_meaning(&change));
            sentences.entry(change.rule.to_string()).or_insert(words);
        }
    };
    for line in lines(SCHEMAS) {
        let [_, _, old, new] = columns(line);
        for (_, _, place) in PLACES {
            let operation = |schema: &str| of_operation(&place.replace('@', schema));
            add(&operation(old), &operation(new));
        }
    }
    for line in lines(OPERATIONS) {
        let [_, old, new] = columns(line);
        add(&of_operation(old), &of_operation(new));
    }
    for line in lines(DESCRIPTIONS) {
        let [_, old, new] = columns(line);
        add(&of_description(old), &of_description(new));
    }
    let lines = sentences
        .iter()
        .map(|(rule, words)| format!("{rule} | {words}\n"));
    let text: String = lines.collect();
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/sentences.txt");
        std::fs::write(path, &text).expect("the file can be written");
        return;
    }
    let known: BTreeSet<&str> = SENTENCES.lines().collect();
    let fresh: Vec<&str> = text.lines().filter(|line| !known.contains(line)).collect();
    assert!(
        fresh.is_empty(),
        "run with UPDATE=1 and read:\n{}",
        fresh.join("\n")
    );
}

#[test]
fn nothing_is_reported_of_a_description_and_itself() {
    for line in lines(OPERATIONS) {
        let [_, _, new] = columns(line);
        let contract = of_operation(new);
        assert_eq!(compare(&contract, &contract), [], "{line}");
    }
}

/// The rule's name at a place: the first words are the usual name, `place:name` is for places that begin so.
fn name_at<'a>(names: &'a str, prefix: &str, is_request: bool) -> &'a str {
    let direction = if is_request { "request" } else { "response" };
    let mut words = names.split(", ");
    let usual = words.next().unwrap_or_default();
    let own = words.filter_map(|word| word.split_once(':'));
    let found: HashMap<&str, &str> = own.collect();
    found
        .get(prefix)
        .or_else(|| found.get(direction))
        .copied()
        .unwrap_or(usual)
}

/// A line if the changes are not exactly the expected ones.
fn difference(line: &str, expected: &[String], old: &Contract, new: &Contract) -> Option<String> {
    let changes = compare(old, new);
    for change in &changes {
        let known = change.rule.row();
        assert!(
            known.is_some_and(|rule| rule.is_reported),
            "`{}` is not in the table",
            change.rule
        );
    }
    let mut found: Vec<String> = changes.iter().map(shown).collect();
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort();
    (found != expected)
        .then(|| format!("{line}\n    expected {expected:?}\n    found    {found:?}"))
}

fn shown(change: &Change) -> String {
    let level = match change.consumer {
        Level::Breaking => "B",
        Level::Risky => "R",
        Level::Additive => "A",
    };
    format!("{} {level}", change.rule)
}

fn listed(text: &str) -> Vec<String> {
    let words = text.split(", ").filter(|word| !word.is_empty());
    words.map(ToOwned::to_owned).collect()
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn columns<const N: usize>(line: &str) -> [&str; N] {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    columns
        .try_into()
        .unwrap_or_else(|_| panic!("not {N} columns: {line}"))
}

fn of_operation(operation: &str) -> Contract {
    let mut operation = operation.to_owned();
    if !operation.contains("responses:") {
        let comma = if operation == "{}" { "" } else { ", " };
        operation.truncate(operation.len() - 1);
        operation += &format!("{comma}responses: {{'200': {{description: x}}}}}}");
    }
    of_description(&format!(
        "{{paths: {{/things: {{get: {operation}}}}}, components: {{schemas: {{Cat: {{type: object, properties: {{kind: \
         {{type: string}}}}}}, Dog: {{type: object, properties: {{kind: {{type: string}}, sort: {{type: string}}}}}}}}, \
         securitySchemes: {{key: {{type: apiKey, in: header, name: K}}, other: {{type: http, scheme: bearer}}, oauth: \
         {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: 'https://t.example', scopes: {{read: r, write: w}}}}}}}}}}}}}}"
    ))
}

fn of_description(members: &str) -> Contract {
    let members = &members[1..members.len() - 1];
    let comma = if members.is_empty() { "" } else { ", " };
    let text = format!("{{openapi: 3.1.0, info: {{title: T, version: '1'}}{comma}{members}}}\n");
    let files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), text.as_str().into())].into();
    let description = Description::open(Arc::new(files), "api.yaml", &[])
        .unwrap_or_else(|findings| panic!("{text}: {findings:?}"));
    description.contract(&Choice {
        operations: Chosen::All,
        webhooks: true,
        schemas: Vec::new(),
    })
}
