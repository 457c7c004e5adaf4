//! Changes that are not reported: none, additive, accepted, not locked, or switched off by the policy.

use super::*;

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
    let messages = crate::messages(&expanded(&items[0], &host(SHOP, Some(text))));
    assert_eq!(
        firsts(&messages),
        [
            "cannot read lean.lock: `shop.yaml schema Order .total` has two values, `string` and `integer`"
        ]
    );
}
