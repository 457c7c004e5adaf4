#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(createPaymentIntent)]
    async fn pay(&self, body: impl Into<Mine>) -> Result<bank::PaymentIntent, lean::Error>;
}

struct Mine;

fn main() {}
