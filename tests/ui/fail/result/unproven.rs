#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<Mine, lean::Error>;
}

struct Mine;

fn main() {}
