#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = PaymentIntentRequest)]
struct Pay {
    amount: lean::Decimal,
}

#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(createPaymentIntent)]
    async fn pay(&self, body: &Pay) -> Result<bank::PaymentIntent, lean::Error>;
}

fn main() {}
