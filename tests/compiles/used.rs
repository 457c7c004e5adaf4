//! Traits in use: as objects, as bounds, from another task.

use lean::testing::{Answer, FakeTransport};

/// A bank.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub trait Bank: Send + Sync {
    fn ping();
    fn get_customer();
    #[operation(createPaymentIntent)]
    async fn pay(
        &self,
        body: &bank::PaymentIntentRequest,
    ) -> Result<bank::PaymentIntent, lean::Error>;
}

fn client() -> lean::Client {
    let fake = FakeTransport::answering(|_| Answer::json(200, "{}"));
    let client = lean::Client::builder(bank::servers::Sandbox)
        .bearer("token")
        .transport(fake);
    client.build().expect("a client")
}

async fn generic<B: Bank + ?Sized>(bank: &B, body: &bank::PaymentIntentRequest) -> bool {
    bank.pay(body).await.is_err()
}

fn is_send<T: Send>(value: T) -> T {
    value
}

#[tokio::test]
async fn as_bound_and_as_object_and_from_a_task() {
    let body =
        bank::PaymentIntentRequest::new("1.50".parse().expect("an amount"), bank::Currency::Aed);
    // The answer lacks all that it must have.
    assert!(generic(&client(), &body).await);
    let object: Box<dyn Bank> = Box::new(client());
    assert!(is_send(generic(&*object, &body)).await);
    let task = tokio::spawn(async move { generic(&*object, &body).await });
    assert!(task.await.expect("the task ends"));
}

/// Checks a custom test double in one impl.
#[test]
fn values_are_made_and_compared() {
    let id: bank::CustomerId = "00000000-0000-0000-0000-000000000001"
        .parse()
        .map(bank::CustomerId)
        .expect("a UUID");
    assert_eq!(id, id.clone());
    assert!(format!("{id:?}").contains("CustomerId"));
}
