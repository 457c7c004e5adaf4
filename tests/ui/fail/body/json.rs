#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(createPaymentIntent)]
    async fn pay(&self, body: lean::Json) -> Result<bank::PaymentIntent, lean::Error>;
}

fn main() {}
