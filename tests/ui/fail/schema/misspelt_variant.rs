#[derive(lean::Schema)]
#[schema(spec = "market.yaml", name = CardPayment)]
struct Paid {
    last4: Option<String>,
}

#[derive(lean::Schema)]
#[schema(spec = "market.yaml", name = Payment)]
enum Payment {
    Crad(Paid),
    #[schema(rename = "bnak")]
    Transfer(Paid),
}

fn main() {}
