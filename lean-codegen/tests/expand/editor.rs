//! The items that editors find at the user's tokens.

use std::collections::HashMap;
use std::sync::Arc;

use lean_codegen::api::Finding;
use lean_codegen::document::Description;
use lean_codegen::expand::{self, Host};
use lean_codegen::item::Spec;

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
    let tokens = |text: &str| text.parse().expect("tokens");
    expand::api(tokens(attribute), tokens(item), &Editor).to_string()
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
fn a_path_stands_where_a_name_will() {
    let empty = in_an_editor("spec = \"bank.yaml\"", "pub trait Bank { fn }");
    let begun = in_an_editor("spec = \"bank.yaml\"", "pub trait Bank { fn word }");
    let place = "methods ::";
    assert!(empty.contains(place), "{empty}");
    assert_eq!(empty.find(place), begun.find(place));
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
