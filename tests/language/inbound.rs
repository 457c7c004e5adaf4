//! The provider's own requests: webhooks and callbacks.

use super::operations::operations::webhooks::{PaySettled, ThingCreated};

#[test]
fn webhooks_are_typed() {
    let event: ThingCreated = lean::model::decode(r#"{"id": "a"}"#).expect("a payload");
    assert_eq!(event.id, "a");
}

#[test]
fn callbacks_are_typed() {
    let event: PaySettled = lean::model::decode(r#"{"id": "b"}"#).expect("a payload");
    assert_eq!(event.id, "b");
}
