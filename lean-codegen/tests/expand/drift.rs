//! Verdicts: what a new description means for what was locked, on the token that is hit.

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

use super::Memory;

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

#[test]
fn no_change_is_no_message() {
    for index in 0..ALL.len() {
        says(&[], index, &[], &[]);
    }
    says(
        &[
            ("version: '1'", "version: '2'"),
            ("description: All", "description: Every one"),
        ],
        0,
        &[],
        &[],
    );
}

#[test]
fn a_parameter_that_became_required_is_an_error_on_its_method() {
    let edits = [("in: query, schema", "in: query, required: true, schema")];
    let (errors, _) = after(&edits, &ALL, 0);
    let expected = "\
`list_orders`: query parameter `page` is now required
        --> shop.yaml:10:46";
    assert!(errors[0].starts_with(expected), "{}", errors[0]);
    assert!(
        errors[0].contains("^^^^ was optional when lean.lock was accepted"),
        "{}",
        errors[0]
    );
    assert!(
        errors[0].ends_with("= help: adapt the code, then run `cargo lean-api accept`"),
        "{}",
        errors[0]
    );
    assert_eq!(errors.len(), 1);
}

#[test]
fn a_change_of_a_shared_schema_is_reported_once() {
    let edits = [("total: { type: integer }", "total: { type: string }")];
    says(
        &edits,
        0,
        &["`list_orders`: `*/total` of response 200 is now string"],
        &[],
    );
    // The type does not read it.
    says(&edits, 1, &[], &[]);
}

#[test]
fn two_changes_of_a_method_are_two_errors() {
    let edits = [
        ("in: query, schema", "in: query, required: true, schema"),
        ("total: { type: integer }", "total: { type: string }"),
    ];
    let errors = [
        "`list_orders`: query parameter `page` is now required",
        "`list_orders`: `*/total` of response 200 is now string",
    ];
    says(&edits, 0, &errors, &[]);
}

#[test]
fn a_removed_member_is_reported_once() {
    let items = [Item::Type(
        "#[schema(spec = \"shop.yaml\", name = Order)] struct Mine { id: String, note: Option<String> }",
    )];
    let (errors, warnings) = after(&[("        note: { type: string }\n", "")], &items, 0);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(errors[0].contains("no member `note`"), "{}", errors[0]);
    assert!(
        errors[0].contains("= note: `Mine`: `note` is removed; it had"),
        "{}",
        errors[0]
    );
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn additive_changes_are_silent() {
    let more = "total: { type: integer }\n        more: { type: string }";
    says(
        &[
            ("total: { type: integer }", more),
            ("enum: [open, paid]", "enum: [open, paid, late]"),
        ],
        0,
        &[],
        &[],
    );
    says(
        &[
            ("total: { type: integer }", more),
            ("enum: [open, paid]", "enum: [open, paid, late]"),
        ],
        2,
        &[],
        &[],
    );
}

#[test]
fn deprecation_is_a_warning() {
    let edits = [(
        "operationId: getOrder",
        "operationId: getOrder\n      deprecated: true",
    )];
    says(&edits, 0, &[], &["`get_order` is deprecated"]);
}

#[test]
fn a_field_that_is_read_is_hit_itself() {
    let edits = [(
        "        id: { type: string }",
        "        id: { type: integer }",
    )];
    let edits = [
        edits[0],
        ("note: { type: string }", "note: { type: integer }"),
    ];
    let items = [Item::Type(
        "#[schema(spec = \"shop.yaml\", name = Order)] struct Mine { id: lean::Json, state: Option<lean::Json> }",
    )];
    let (errors, _) = after(&edits, &items, 0);
    // It does not read the note.
    assert_eq!(
        firsts(&errors),
        ["`Mine`: `id` is now integer"],
        "{errors:#?}"
    );
    let edits = [(
        "        id: { type: string }",
        "        id: { type: string, deprecated: true }",
    )];
    says(&edits, 1, &[], &["`id` of `Order` is deprecated"]);
}

#[test]
fn errors_caused_by_a_change_name_the_change() {
    let (errors, _) = after(&[("required: [id]", "required: []")], &ALL, 1);
    assert_eq!(
        firsts(&errors),
        ["`id` of `Order` may be absent: write `Option<String>`"]
    );
    assert!(
        errors[0].contains(
            "= note: `Mine`: `id` is now optional; it was required when lean.lock was accepted"
        ),
        "{}",
        errors[0]
    );
}

#[test]
fn an_enum_without_a_rest_is_hit_by_a_new_value() {
    let items = [Item::Type(
        "#[schema(spec = \"shop.yaml\")] enum State { Open, Paid }",
    )];
    let (errors, _) = after(
        &[("enum: [open, paid]", "enum: [open, paid, late]")],
        &items,
        0,
    );
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(
        errors[0].contains("has the new value `\"late\"`"),
        "{}",
        errors[0]
    );
}

#[test]
fn a_renamed_operation_says_its_new_name() {
    let (errors, _) = after(
        &[("operationId: getOrder", "operationId: readOrder")],
        &ALL,
        0,
    );
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(
        errors[0].contains("`GET /orders/{id}` has another name now: call the method `read_order`"),
        "{}",
        errors[0]
    );
}

#[test]
fn a_removed_operation_says_what_it_was() {
    let (errors, _) = after(
        &[
            ("  /orders/{id}:\n    get:", "  /orders/{id}:\n    put:"),
            ("operationId: getOrder", "operationId: putOrder"),
        ],
        &ALL,
        0,
    );
    assert!(
        errors[0].contains("it was `GET /orders/{id}` when lean.lock was accepted, and is removed"),
        "{}",
        errors[0]
    );
}

#[test]
fn the_policy_decides() {
    let edits = [("in: query, schema", "in: query, required: true, schema")];
    for (policy, errors, warnings) in [("deny", 1, 0), ("warn", 0, 1)] {
        let policy = format!(", drift = {policy}");
        let (found, warned) = after(&edits, &[Item::Trait(METHODS, &policy)], 0);
        assert_eq!((found.len(), warned.len()), (errors, warnings), "{policy}");
    }
    let items = [Item::Trait(METHODS, ", drift = off")];
    let host = host(&SHOP.replace(edits[0].0, edits[0].1), Some(locked(&items)));
    let emitted = expanded(&items[0], &host);
    assert!(
        !emitted.contains("compile_error") && !emitted.contains("lean.lock"),
        "{emitted}"
    );
    assert!(
        host.recorded.borrow().is_some(),
        "it is recorded all the same"
    );
}

#[test]
fn what_was_not_locked_is_not_compared() {
    let items = [Item::Trait("fn list_orders();", "")];
    let text = SHOP.replace(
        "in: path, required: true, schema",
        "in: path, required: true, deprecated: true, schema",
    );
    let host = host(&text, Some(locked(&items)));
    let emitted = expanded(&Item::Trait(METHODS, ""), &host);
    assert!(!emitted.contains("compile_error"), "{emitted}");
    assert_eq!(warnings(&emitted), Vec::<String>::new());
}

#[test]
fn accepted_changes_are_silent() {
    let items = [Item::Trait(METHODS, "")];
    let text = SHOP.replace("in: query, schema", "in: query, required: true, schema");
    let mut lock = Lock::parse(&locked(&items)).expect("a lock");
    let files = Memory::of(&[("shop.yaml", &text)]);
    let description = Description::open(Arc::new(files.0), "shop.yaml", &[]).expect("opens");
    let (old, usage) = (lock.contract("shop.yaml"), lock.usage("shop.yaml"));
    let changes = lock::changes(
        &old.expect("facts"),
        &usage.expect("facts"),
        &description,
        None,
    );
    assert_eq!(changes.len(), 1, "{changes:#?}");
    lock.accept("shop.yaml", &changes[0], "we always send it");
    let emitted = expanded(&items[0], &host(&text, Some(lock.text())));
    assert!(!emitted.contains("compile_error"), "{emitted}");
}

#[test]
fn a_lock_with_two_values_is_an_error_on_the_description() {
    let items = [Item::Trait(METHODS, "")];
    let text = format!("{}shop.yaml schema Order .total = string\n", locked(&items));
    let messages = super::messages(&expanded(&items[0], &host(SHOP, Some(text))));
    assert_eq!(
        firsts(&messages),
        [
            "cannot read lean.lock: `shop.yaml schema Order .total` has two values, `string` and `integer`"
        ]
    );
}

#[test]
fn own_types_narrow_what_a_method_uses() {
    let methods = "async fn get_order(id: &str) -> Result<Mine, lean::Error>;";
    let items = [
        Item::Trait(
            "async fn get_order(&self, id: &str) -> Result<Mine, lean::Error>;",
            "",
        ),
        Item::Type("#[schema(spec = \"shop.yaml\", name = Order)] struct Mine { id: String }"),
    ];
    let edits = [("total: { type: integer }", "total: { type: string }")];
    for index in 0..items.len() {
        let (errors, warnings) = after(&edits, &items, index);
        assert!(
            errors.is_empty() && warnings.is_empty(),
            "{methods}: {errors:#?} {warnings:#?}"
        );
    }
    let (errors, _) = after(
        &[(
            "required: true, schema: { type: string }",
            "required: true, schema: { type: string, maxLength: 3, format: uuid }",
        )],
        &items,
        0,
    );
    assert!(!errors.is_empty(), "what it sends is still compared");
}
