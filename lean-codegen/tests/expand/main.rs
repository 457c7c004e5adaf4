//! The output for traits: each case is a piece of Rust and the messages about it or the code
//! emitted for it.

mod attribute;
mod derived;
mod drift;
mod editor;
mod missing;
mod names;
mod remedies;
mod signatures;
mod snapshots;

use std::collections::HashMap;
use std::sync::Arc;

use lean_codegen::api::Finding;
use lean_codegen::document::Description;
use lean_codegen::expand::{self, Host};
use lean_codegen::item::Spec;
use proc_macro2::{TokenStream, TokenTree};

/// The description that most cases use.
const BANK: &str = include_str!("../../../tests/ui/specs/bank.yaml");

/// A description whose prose documentation tools complain of.
const PROSE: &str = "
openapi: 3.1.0
paths:
  /a: { get: { operationId: plain, summary: Plain words, responses: { '204': {} } } }
  /b: { get: { operationId: marked, summary: 'See https://example.com, <Id> and [rates]', responses: { '204': {} } } }
";

/// A description whose response is a schema without a name.
const INLINE: &str = "
openapi: 3.1.0
paths:
  /a:
    get:
      operationId: read
      responses:
        '200': { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
";

/// Descriptions in memory.
struct Memory(HashMap<String, Arc<str>>);

impl Memory {
    fn of(files: &[(&str, &str)]) -> Memory {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), Arc::from(*text));
        Memory(files.iter().map(owned).collect())
    }
}

impl Host for Memory {
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        let files = Arc::new(self.0.clone());
        Description::open(files, &spec.path.value(), overlays).map(Arc::new)
    }

    fn absolute(&self, _: &Spec, file: &str) -> String {
        format!("/package/{file}")
    }
}

fn host() -> Memory {
    Memory::of(&[
        ("bank.yaml", BANK),
        ("prose.yaml", PROSE),
        ("inline.yaml", INLINE),
    ])
}

/// Returns the first lines of the messages, for descriptions found by `host`.
fn first_lines(attribute: &str, item: &str, host: &Memory) -> Vec<String> {
    let attribute: TokenStream = attribute.parse().expect("the attribute is made of tokens");
    let item: TokenStream = item.parse().expect("the item is made of tokens");
    let emitted = expand::api(attribute, item, host).to_string();
    let first = |message: String| message.lines().next().unwrap_or_default().to_owned();
    messages(&emitted).into_iter().map(first).collect()
}

/// Returns the output of the attribute with these arguments for this item.
fn expanded(attribute: &str, item: &str) -> String {
    let attribute: TokenStream = attribute.parse().expect("the attribute is made of tokens");
    let item: TokenStream = item.parse().expect("the item is made of tokens");
    expand::api(attribute, item, &host()).to_string()
}

/// The messages in what was emitted, in order.
fn messages(emitted: &str) -> Vec<String> {
    let tokens: TokenStream = emitted.parse().expect("what is emitted is made of tokens");
    let mut found = Vec::new();
    collect(tokens, &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        if let (TokenTree::Ident(name), Some(TokenTree::Group(group))) =
            (token, tokens.get(index + 2))
            && name == "compile_error"
        {
            let literal: syn::LitStr = syn::parse2(group.stream()).expect("a message is a string");
            found.push(literal.value());
        }
        if let TokenTree::Group(group) = token {
            collect(group.stream(), found);
        }
    }
}

/// The messages about a trait of these methods.
fn messages_of(methods: &str) -> Vec<String> {
    messages(&expanded(
        "spec = \"bank.yaml\"",
        &format!("pub trait Bank {{ {methods} }}"),
    ))
}

/// Asserts that a trait of these methods is good.
#[track_caller]
fn holds(methods: &str) {
    let messages = messages_of(methods);
    assert!(messages.is_empty(), "{methods}\n{}", messages.join("\n"));
}

/// Asserts that exactly these messages are reported, first lines only.
#[track_caller]
fn says(methods: &str, expected: &[&str]) {
    let messages = messages_of(methods);
    let first: Vec<&str> = messages
        .iter()
        .map(|message| message.lines().next().unwrap_or_default())
        .collect();
    assert_eq!(first, expected, "{methods}\n{}", messages.join("\n"));
}

#[test]
fn text_of_the_description_causes_no_lint() {
    let emitted = expanded("spec = \"prose.yaml\", operations = all", "trait Prose {}");
    let methods = emitted.split_once("mod prose").expect("a module").0;
    let before = |method: &str| {
        let at = methods.find(&format!("fn {method}")).expect(method);
        &methods[..at]
    };
    assert!(!before("plain").contains("rustdoc"));
    assert!(before("marked").contains("allow (rustdoc :: all)"));
}

#[test]
fn a_module_that_hides_a_crate_is_refused() {
    let messages = messages(&expanded(
        "spec = \"bank.yaml\", module = std",
        "pub trait Bank { fn ping(); }",
    ));
    let [messages] = &messages[..] else {
        panic!("{messages:?}")
    };
    assert!(
        messages.starts_with("a module `std` would hide"),
        "{messages}"
    );
    assert!(
        expanded("spec = \"bank.yaml\"", "pub trait Lean { fn ping(); }")
            .contains("mod lean_models")
    );
}
