//! Verdicts: what a new description means for what was locked, on the token that is hit.

mod locks;
mod methods;
mod types;

use std::sync::Arc;

use lean_codegen::api::Finding;
use lean_codegen::derive;
use lean_codegen::document::Description;
use lean_codegen::drift::LockFile;
use lean_codegen::expand::{self, Host};
use lean_codegen::item::Spec;
use lean_codegen::lock::{self, Lock, Usage};
use proc_macro2::TokenStream;
use std::cell::RefCell;

use crate::Memory;

const SHOP: &str = "
openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: 'https://shop.test' }]
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - { name: page, in: query, schema: { type: integer } }
      responses:
        '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } }
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: { type: string }
        note: { type: string }
        state: { $ref: '#/components/schemas/State' }
        total: { type: integer }
    State: { type: string, enum: [open, paid] }
";

/// Descriptions and a lock in memory.
struct Drifted {
    files: Memory,
    lock: Option<String>,
    recorded: RefCell<Option<Usage>>,
    is_recording: bool,
}

impl Host for Drifted {
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        self.files.open(spec, overlays)
    }

    fn absolute(&self, _: &Spec, file: &str) -> String {
        format!("/package/{file}")
    }

    fn lock(&self) -> Option<LockFile> {
        let text = self.lock.as_deref()?.into();
        Some(LockFile {
            path: "/package/lean.lock".to_owned(),
            text,
        })
    }

    fn record(&self, _: &Spec, _: &[String], usage: &Usage) -> bool {
        *self.recorded.borrow_mut() = Some(usage.clone());
        self.is_recording
    }
}

enum Item<'a> {
    /// The methods of a trait, and further arguments of the attribute.
    Trait(&'a str, &'a str),
    Type(&'a str),
}

fn expanded(item: &Item<'_>, host: &Drifted) -> String {
    let tokens = |text: &str| -> TokenStream { text.parse().expect("tokens") };
    match item {
        Item::Trait(methods, more) => expand::api(
            tokens(&format!("spec = \"shop.yaml\" {more}")),
            tokens(&format!("trait Shop {{ {methods} }}")),
            host,
        ),
        Item::Type(item) => derive::schema(tokens(item), host),
    }
    .to_string()
}

fn host(text: &str, lock: Option<String>) -> Drifted {
    Drifted {
        files: Memory::of(&[("shop.yaml", text)]),
        is_recording: lock.is_none(),
        lock,
        recorded: RefCell::new(None),
    }
}

/// The lock of what items use of a description.
fn locked(items: &[Item<'_>]) -> String {
    let mut usage = Usage::default();
    let host = host(SHOP, None);
    for item in items {
        let emitted = expanded(item, &host);
        assert!(!emitted.contains("compile_error"), "{emitted}");
        usage.merge(host.recorded.take().expect("a record"));
    }
    let files = Memory::of(&[("shop.yaml", SHOP)]);
    let description = Description::open(Arc::new(files.0), "shop.yaml", &[]).expect("opens");
    let mut lock = Lock::default();
    lock.set(
        "shop.yaml",
        &lock::contract_for(&description, &usage),
        &usage,
    );
    lock.text()
}

/// Errors and warnings about an item, after edits of the description. All items were locked.
fn after(edits: &[(&str, &str)], items: &[Item<'_>], index: usize) -> (Vec<String>, Vec<String>) {
    let text = edits.iter().fold(SHOP.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in the description");
        text.replace(from, to)
    });
    let host = host(&text, Some(locked(items)));
    let emitted = expanded(&items[index], &host);
    assert!(
        emitted.contains("/package/lean.lock"),
        "the lock is not watched"
    );
    (super::messages(&emitted), warnings(&emitted))
}

fn warnings(emitted: &str) -> Vec<String> {
    let notes = emitted.split("# [deprecated (note = ").skip(1);
    let literals = notes.filter_map(|rest| rest.split(")]").next());
    literals
        .filter_map(|text| syn::parse_str::<syn::LitStr>(text.trim()).ok())
        .map(|literal| literal.value())
        .filter(|note| !note.starts_with("the description deprecates"))
        .collect()
}

fn firsts(messages: &[String]) -> Vec<&str> {
    let first = |message: &'_ String| -> usize { message.find('\n').unwrap_or(message.len()) };
    messages
        .iter()
        .map(|message| &message[..first(message)])
        .collect()
}

const METHODS: &str = "fn list_orders(); fn get_order();";

/// A trait, and a type that reads two members of four.
const ALL: [Item<'static>; 3] = [
    Item::Trait(METHODS, ""),
    Item::Type(
        "#[schema(spec = \"shop.yaml\", name = Order)] struct Mine { id: String, state: Option<State> }",
    ),
    Item::Type(
        "#[schema(spec = \"shop.yaml\")] enum State { Open, Paid, #[schema(other)] Other(String) }",
    ),
];

#[track_caller]
fn says(edits: &[(&str, &str)], index: usize, errors: &[&str], warned: &[&str]) {
    let (found, warnings) = after(edits, &ALL, index);
    assert_eq!(firsts(&found), errors, "{found:#?}");
    assert_eq!(firsts(&warnings), warned, "{warnings:#?}");
}
