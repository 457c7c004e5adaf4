#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<shop::Customer, lean::Error>;
}

mod shop {
    pub struct Customer;
}

fn main() {}
