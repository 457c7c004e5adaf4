use lean::uae::Payments;
use lean::uae::models::CreatePaymentIntentRequest;

fn pay(lean: &lean::Client, payment: &CreatePaymentIntentRequest) {
    let _ = lean.create_payment_intent(payment).idempotency_key("order-1");
}

fn main() {}
