#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(createPaymentIntent)]
    async fn pay(&self) -> Result<bank::PaymentIntent, lean::Error>;
}

fn main() {}
