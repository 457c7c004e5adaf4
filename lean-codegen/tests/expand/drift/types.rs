//! Changes that concern the user's own types.

use super::*;

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
