#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(customer_id: bank::CustomerId) -> Result<bank::Customer, lean::Error>;
}

fn main() {}
