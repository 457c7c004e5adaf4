#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<bank::Customer, lean::CallError<Mine>>;
}

struct Mine;

fn main() {}
