//! Changes that concern methods and traits.

use super::*;

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

#[test]
fn deprecation_is_a_warning() {
    let edits = [(
        "operationId: getOrder",
        "operationId: getOrder\n      deprecated: true",
    )];
    says(&edits, 0, &[], &["`get_order` is deprecated"]);
}
