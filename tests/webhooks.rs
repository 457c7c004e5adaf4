//! The payloads of webhooks, as the sandbox delivers them.

mod lab;

use lean::uae::Customers;
use lean::uae::models::CreateCustomerRequest;
use lean::uae::webhooks::{EntityCreated, PaymentUpdated};
use lean_sandbox::Sandbox;

#[tokio::test]
async fn a_delivery_reads_as_the_type_of_its_webhook() {
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
    let text = std::str::from_utf8(&delivery.body).expect("text");
    let event: EntityCreated = lean::model::decode(text).expect("the payload fits its description");
    assert_eq!(event.payload.id.to_string(), bank.entity_id);
    let other = lean::model::decode::<PaymentUpdated>(text);
    assert!(other.is_err(), "another webhook's payload");
}
