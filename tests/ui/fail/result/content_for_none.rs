#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn delete_customer(&self, customer_id: bank::CustomerId) -> Result<bank::Customer, lean::Error>;
}

fn main() {}
