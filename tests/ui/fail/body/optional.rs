#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(createPaymentIntent)]
    async fn pay(&self, body: Option<&bank::PaymentIntentRequest>) -> Result<bank::PaymentIntent, lean::Error>;
}

fn main() {}
