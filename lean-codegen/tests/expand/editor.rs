//! The items that editors find at the user's tokens.

use std::collections::HashMap;
use std::sync::Arc;

use lean_codegen::api::Finding;
use lean_codegen::document::Description;
use lean_codegen::expand::{self, Host};
use lean_codegen::item::Spec;
use lean_codegen::parts;
use proc_macro2::{Group, TokenStream, TokenTree};

use super::{BANK, expanded};

/// An editor.
struct Editor;

impl Host for Editor {
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        match spec.path.value().as_str() {
            "bank.yaml" => bank(overlays),
            broken => {
                let files = HashMap::from([(broken.to_owned(), Arc::<str>::from("openapi: ["))]);
                Description::open(Arc::new(files), broken, overlays).map(Arc::new)
            }
        }
    }

    fn absolute(&self, _: &Spec, file: &str) -> String {
        file.to_owned()
    }

    fn is_editor(&self) -> bool {
        true
    }

    fn last_good(&self, spec: &Spec, overlays: &[String]) -> Option<Arc<Description>> {
        let is_that = spec.path.value() == "broken.yaml";
        is_that.then(|| bank(overlays))?.ok()
    }
}

fn bank(overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
    let files = HashMap::from([("bank.yaml".to_owned(), Arc::<str>::from(BANK))]);
    Description::open(Arc::new(files), "bank.yaml", overlays).map(Arc::new)
}

fn in_an_editor(attribute: &str, item: &str) -> String {
    with_parts(before_parts(attribute, item, &Editor), &Editor).to_string()
}

/// The expansion of the attribute alone: its parts are calls.
fn before_parts(attribute: &str, item: &str, host: &dyn Host) -> TokenStream {
    let tokens = |text: &str| text.parse().expect("tokens");
    expand::api(tokens(attribute), tokens(item), host)
}

/// The tokens with each call of a part expanded, as an editor does.
fn with_parts(tokens: TokenStream, host: &dyn Host) -> TokenStream {
    let mut expanded: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let TokenTree::Group(group) = token else {
            expanded.push(token);
            continue;
        };
        if ends_with(&expanded, &["__part", "!"]) {
            let path = expanded.iter().rev().skip(2);
            let length = path.take_while(|token| is_path(token)).count();
            expanded.truncate(expanded.len() - 2 - length);
            expanded.extend(parts::part(group.stream(), host));
            continue;
        }
        let content = with_parts(group.stream(), host);
        expanded.push(Group::new(group.delimiter(), content).into());
    }
    expanded.into_iter().collect()
}

fn ends_with(tokens: &[TokenTree], words: &[&str]) -> bool {
    let last = tokens.iter().rev().map(ToString::to_string);
    tokens.len() >= words.len()
        && last
            .zip(words.iter().rev())
            .all(|(token, word)| token == *word)
}

/// Returns true for the tokens of `::lean::` and `crate::`.
fn is_path(token: &TokenTree) -> bool {
    ["lean", "crate", ":"].contains(&token.to_string().as_str())
}

#[test]
fn a_name_leads_to_the_documentation_of_its_operation() {
    let method = expanded(
        "spec = \"bank.yaml\"",
        "pub trait Bank { #[operation(getCustomer)] fn who(); }",
    );
    let listed = expanded(
        "spec = \"bank.yaml\", operations = [getCustomer]",
        "pub trait Bank {}",
    );
    let item = "# [doc = \" Reads a customer.\"] # [doc = \"\"] # [doc = \" `GET /customers/{customer_id}`\"] \
                const getCustomer : () = () ; getCustomer";
    for emitted in [method, listed] {
        assert!(emitted.contains(item), "{emitted}");
    }
}

#[test]
fn a_method_carries_the_documentation_of_its_operation() {
    let emitted = expanded(
        "spec = \"bank.yaml\"",
        "pub trait Bank { fn get_customer(); }",
    );
    let documented = "# [doc = \" Reads a customer.\"]";
    let at = emitted
        .find("fn get_customer")
        .expect("the method is there");
    assert!(emitted[..at].contains(documented), "{emitted}");
}

#[track_caller]
fn offers(attribute: &str, item: &str, path: &str, constant: &str) {
    let emitted = in_an_editor(attribute, item);
    // The first place of the user's token is what an editor looks at.
    let (path, declared) = (emitted.find(path), emitted.find("trait Bank"));
    assert!(path.is_some() && path < declared, "{emitted}");
    assert!(emitted.contains(constant), "{emitted}");
    // A compiler would find a second mistake in it.
    assert!(!expanded(attribute, item).contains(constant));
}

#[test]
fn an_operation_that_is_begun_is_completed_from_those_that_there_are() {
    offers(
        "spec = \"bank.yaml\"",
        "pub trait Bank { #[operation(getCus)] fn who(); }",
        "operations :: getCus ;",
        "# [doc = \" `GET /customers/{customer_id}`\"] pub const getCustomer : () = () ;",
    );
    offers(
        "spec = \"bank.yaml\", operations = [getCus]",
        "pub trait Bank {}",
        "operations :: getCus ;",
        "pub const getCustomer : () = () ;",
    );
}

#[test]
fn a_method_that_is_begun_is_completed_from_those_that_there_are() {
    for begun in [
        "fn get_cus();",
        "fn get_cus",
        "async fn get_cus(&self) -> Result<",
    ] {
        offers(
            "spec = \"bank.yaml\"",
            &format!("pub trait Bank {{ {begun} }}"),
            "methods :: get_cus ;",
            "pub const get_customer : () = () ;",
        );
    }
}

#[test]
fn a_tag_that_is_begun_is_completed_from_those_that_there_are() {
    offers(
        "spec = \"bank.yaml\", tags = [Cus]",
        "pub trait Bank {}",
        "tags :: Cus ;",
        "pub const Customers : () = () ;",
    );
}

/// Checks completion at an empty place: an editor inserts its own word there, and looks for that
/// word.
#[test]
fn a_path_is_accepted_as_a_name() {
    let empty = in_an_editor("spec = \"bank.yaml\"", "pub trait Bank { fn }");
    let begun = in_an_editor("spec = \"bank.yaml\"", "pub trait Bank { fn word }");
    let place = "methods ::";
    assert!(empty.contains(place), "{empty}");
    assert_eq!(empty.find(place), begun.find(place));
}

/// An editor also looks at the same place in the expansion of what was typed before.
#[test]
fn a_path_stays_where_it_is_while_its_name_is_typed() {
    for (choice, place) in [("operations", "operations ::"), ("tags", "tags ::")] {
        let at = |typed: &str| {
            let attribute = format!("spec = \"bank.yaml\", {choice} = [{typed}]");
            let emitted = before_parts(&attribute, "pub trait Bank {}", &Editor);
            emitted.to_string().find(place)
        };
        assert_eq!(at("C"), at("CusWord"), "{choice}");
    }
}

/// Checks that editors show only types at the types of a signature. These are the user's tokens, so
/// the generated proofs about them must not use them.
#[test]
fn an_editor_finds_nothing_but_types_where_types_are_written() {
    let item = "pub trait Bank { async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<bank::Customer, lean::Error>; }";
    let emitted = in_an_editor("spec = \"bank.yaml\"", item);
    let own = "get_customer < 'call > (& 'call self , customer_id : bank :: CustomerId)";
    assert!(emitted.contains(own), "{emitted}");
    assert!(!emitted.contains("let __call"), "{emitted}");
}

#[test]
fn a_description_that_is_broken_is_what_it_was_before() {
    let item = "pub trait Bank { fn get_customer(); }";
    let emitted = in_an_editor("spec = \"broken.yaml\"", item);
    for there in [
        "compile_error",
        "broken.yaml:1:",
        "struct GetCustomer",
        "struct Customer",
    ] {
        assert!(emitted.contains(there), "{there}: {emitted}");
    }
    let compiled = expanded("spec = \"broken.yaml\"", item);
    assert!(!compiled.contains("struct Customer"), "{compiled}");
}

/// The models that the compiler gets, without what an editor has no use for: bodies, and the keys of schemas.
fn compiled_models(attribute: &str, item: &str) -> String {
    let compiled: TokenStream = expanded(attribute, item).parse().expect("tokens");
    let mut models = models(&parts::without_bodies(compiled).to_string());
    if let Some(start) = models.find("described !") {
        let end = start + models[start..].find(';').expect("a semicolon") + 1;
        let before = models[..start].trim_end_matches("__lean :: ");
        let before = before.trim_end_matches(":: lean :: __private :: ");
        models.replace_range(before.len()..end, "");
    }
    models
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The content of the module of models.
fn models(emitted: &str) -> String {
    let start = emitted
        .find("mod models {")
        .or_else(|| emitted.find("mod bank {"));
    let start = start.unwrap_or_else(|| panic!("no module of models: {emitted}"));
    let mut depth = 0;
    for (index, character) in emitted[start..].char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 1 => return emitted[start..start + index].to_owned(),
            '}' => depth -= 1,
            _ => {}
        }
    }
    panic!("the module has no end: {emitted}")
}

#[test]
fn an_editor_gets_the_models_that_the_compiler_gets() {
    let traits = [
        (
            "",
            "pub trait Bank { fn get_customer(); fn get_transactions(); }",
        ),
        (
            "",
            "/// Mine.\n trait Bank { #[operation(GET \"/customers/{customer_id}\")] #[timeout(3)] fn who(); fn own(&self) {} }",
        ),
        ("operations = all, opaque = [Card]", "pub trait Bank {}"),
        ("tags = [Customers], webhooks", "trait Bank {}"),
        (
            "operations = [getCustomer], idempotency = \"x-key\"",
            "trait Bank { fn create_payment_intent(); }",
        ),
        (
            "formats(\"date-time\" = String), mutual_tls",
            "trait Bank { #[idempotency(\"x-once\")] fn create_payment_intent(); #[pages(page = \"page\", items = \"/transactions\")] fn get_transactions(); }",
        ),
        (
            "crate = crate",
            "mod bank { #[api(tags = [Customers])] pub trait Customers {} pub trait Rest { fn get_transactions(); } struct Own; }",
        ),
        (
            "",
            "trait Bank { fn get_customer(); fn unknown(); fn begun(&self",
        ),
    ];
    for (more, item) in traits {
        let attribute = format!("spec = \"bank.yaml\", {more}");
        // An unfinished item is not made of tokens.
        let item = item.replace("fn begun(&self", "fn begun(&self) }");
        let emitted = in_an_editor(&attribute, &item);
        let (emitted, compiled) = (models(&emitted), compiled_models(&attribute, &item));
        let (emitted, compiled) = (words(&emitted), words(&compiled));
        let pairs = emitted.iter().zip(&compiled);
        let equal = pairs.take_while(|(emitted, compiled)| emitted == compiled);
        let from = equal.count().saturating_sub(9);
        let next = |words: &[&str]| {
            words[from..]
                .iter()
                .take(20)
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(next(&emitted), next(&compiled), "{item}");
    }
}

/// The calls of parts in an expansion.
fn calls(attribute: &str, item: &str, host: &dyn Host) -> Vec<String> {
    let emitted = before_parts(attribute, item, host).to_string();
    let calls = emitted.split("__part !").skip(1);
    calls
        .map(|rest| rest[..rest.find("} }").unwrap_or(rest.len())].to_owned())
        .collect()
}

#[test]
fn typing_a_method_changes_no_part() {
    let item = |typed: &str| {
        format!("pub trait Bank {{ fn get_customer(); {typed} #[operation(ping)] fn alive(); }}")
    };
    let attribute = "spec = \"bank.yaml\"";
    let before = calls(attribute, &item(""), &Editor);
    assert_eq!(before.len(), 4, "{before:?}");
    for typed in [
        "fn g",
        "fn get_c",
        "fn get_c();",
        "/// Reads.\n",
        "fn own(&self) {}",
        "#[timeout(3)]",
    ] {
        assert_eq!(calls(attribute, &item(typed), &Editor), before, "{typed}");
    }
    let chosen = calls(attribute, &item("fn get_transactions();"), &Editor);
    assert_ne!(chosen[3], before[3], "another operation has other models");
    assert_eq!(chosen[..3], before[..3], "the names are the same");
}

/// An editor after the description has changed.
struct Later;

impl Host for Later {
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        Editor.open(spec, overlays)
    }

    fn absolute(&self, spec: &Spec, file: &str) -> String {
        Editor.absolute(spec, file)
    }

    fn is_editor(&self) -> bool {
        true
    }

    fn version(&self, _: &Arc<Description>) -> u64 {
        7
    }
}

#[test]
fn a_changed_description_changes_every_part() {
    let (attribute, item) = ("spec = \"bank.yaml\"", "trait Bank { fn get_customer(); }");
    let (before, after) = (
        calls(attribute, item, &Editor),
        calls(attribute, item, &Later),
    );
    assert_eq!(before.len(), after.len());
    assert!(
        before
            .iter()
            .zip(&after)
            .all(|(before, after)| before != after),
        "{after:?}"
    );
}

/// Messages change with each key. In a module, such an item would have an editor check the whole crate again.
#[test]
fn mistakes_are_reported_in_a_body() {
    let emitted = in_an_editor("spec = \"bank.yaml\"", "trait Bank { fn get_cus(); }");
    let in_body = "const _ : () = { :: core :: compile_error ! (";
    assert!(emitted.contains(in_body), "{emitted}");
    assert_eq!(emitted.matches("compile_error").count(), 1, "{emitted}");
    let good = in_an_editor("spec = \"bank.yaml\"", "trait Bank { fn get_customer(); }");
    assert!(good.contains("const _ : () = { }"), "{good}");
}

#[test]
fn items_stay_without_their_bodies() {
    let items: TokenStream = "
        pub struct Thing { pub call: fn(u8) -> u8 }
        impl Thing { pub fn new(of: u8) -> Self { Self { call: f } } const SHAPE: Shape = Shape { a: 1 }; }
        trait Other { fn declared(&self); type Of: Fn(u8); }
        fn iter() -> impl Iterator<Item = u8> { [1].into_iter() }
        mod inner { use super::Thing; async fn wait() where u8: Copy { wait().await } }
    ".parse().expect("tokens");
    let expected: TokenStream = "
        pub struct Thing { pub call: fn(u8) -> u8 }
        impl Thing { pub fn new(of: u8) -> Self { loop {} } const SHAPE: Shape = Shape { a: 1 }; }
        trait Other { fn declared(&self); type Of: Fn(u8); }
        fn iter() -> impl Iterator<Item = u8> { [1].into_iter() }
        mod inner { use super::Thing; async fn wait() where u8: Copy { loop {} } }
    "
    .parse()
    .expect("tokens");
    assert_eq!(
        parts::without_bodies(items).to_string(),
        expected.to_string()
    );
}
