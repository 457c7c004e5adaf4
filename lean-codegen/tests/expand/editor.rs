//! What editors find on the user's tokens.

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
        let files = HashMap::from([("bank.yaml".to_owned(), Arc::<str>::from(BANK))]);
        Description::open(Arc::new(files), &spec.path.value(), overlays).map(Arc::new)
    }

    fn absolute(&self, _: &Spec, file: &str) -> String {
        file.to_owned()
    }

    fn is_editor(&self) -> bool {
        true
    }
}

fn in_an_editor(item: &str) -> String {
    let attribute = "spec = \"bank.yaml\"".parse().expect("tokens");
    expand::api(attribute, item.parse().expect("tokens"), &Editor).to_string()
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

#[test]
fn a_name_that_is_begun_is_completed_from_those_that_there_are() {
    let item = "pub trait Bank { #[operation(getCus)] fn who(); }";
    let emitted = in_an_editor(item);
    assert!(
        emitted.contains("mod operations { pub const getCustomer : () = () ;"),
        "{emitted}"
    );
    assert!(emitted.contains("operations :: getCus"), "{emitted}");
    // A compiler would find a second mistake in it.
    assert!(!expanded("spec = \"bank.yaml\"", item).contains("mod operations"));
}
