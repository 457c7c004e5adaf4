#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = PaymentIntentRequest, request)]
struct Pay {
    note: Option<String>,
}

fn main() {}
