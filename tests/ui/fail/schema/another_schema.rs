#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Customer)]
struct Person {
    name: String,
}

#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(createPaymentIntent)]
    async fn pay(&self, body: &bank::PaymentIntentRequest) -> Result<Person, lean::Error>;
}

fn main() {}
