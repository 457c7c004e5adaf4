#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<String, lean::Error>;
}

fn main() {}
