#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<bank::Transaction, lean::Error>;
}

fn main() {}
