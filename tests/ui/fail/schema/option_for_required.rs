#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = PaymentIntentRequest, request)]
struct Pay {
    amount: Option<lean::Decimal>,
    currency: String,
}

fn main() {}
