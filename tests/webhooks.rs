//! Webhooks as the sandbox delivers them: signed, and of the types that are described.

mod lab;

use lean::uae::Customers;
use lean::uae::models::CreateCustomerRequest;
use lean::uae::webhooks::{self, EntityCreated, Event, PaymentUpdated};
use lean_sandbox::{Delivery, Sandbox};

/// A sandbox, the entity of a customer who has connected a bank, and the delivery of that.
async fn connected() -> (Sandbox, String, Delivery) {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let mut webhooks = sandbox.webhooks();
    let lean = lab::client(&sandbox);
    let customer = lean
        .create_customer(&CreateCustomerRequest::new("webhooks".into()))
        .await
        .expect("a customer");
    let bank = sandbox
        .connect_bank(customer.customer_id, "LEAN_OF_RETAIL_UAE")
        .expect("a bank");
    let delivery = webhooks
        .next_of("entity.created")
        .await
        .expect("an entity was created");
    (sandbox, bank.entity_id, delivery)
}

#[tokio::test]
async fn a_delivery_reads_as_the_type_of_its_webhook() {
    let (_sandbox, entity_id, delivery) = connected().await;
    let text = std::str::from_utf8(&delivery.body).expect("text");
    let event: EntityCreated = lean::model::decode(text).expect("the payload fits its description");
    assert_eq!(event.payload.id.to_string(), entity_id);
    let other = lean::model::decode::<PaymentUpdated>(text);
    assert!(other.is_err(), "another webhook's payload");
}

#[tokio::test]
async fn a_delivery_is_verified_before_it_is_read() {
    let (sandbox, entity_id, delivery) = connected().await;
    let (headers, body) = (delivery.headers(), &delivery.body);
    let receiver = webhooks::receiver("of before the rotation")
        .and_then(|receiver| receiver.or_secret(sandbox.webhook_secret()))
        .expect("two secrets");
    match receiver.read(&headers, body).expect("an event") {
        Event::EntityCreated(event) => assert_eq!(event.payload.id.to_string(), entity_id),
        other => panic!("another event: {other:?}"),
    }
    let forged = [body, &b" "[..]].concat();
    let error = receiver.read(&headers, &forged).expect_err("forged");
    assert_eq!(error.code(), "WEBHOOK_SIGNATURE");
    let other = lean::ksa::webhooks::receiver("another secret").expect("a secret");
    let error = other.read(&headers, body).expect_err("another secret");
    assert_eq!(error.code(), "WEBHOOK_SIGNATURE");
    assert!(!error.to_string().contains("another secret"), "{error}");
}
