#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<bank::Customer, lean::Error>;
}

struct Fake;

#[lean::api]
impl Bank for Fake {
    async fn get_custmer(&self, _: bank::CustomerId) -> Result<bank::Customer, lean::Error> {
        todo!()
    }
}

fn main() {}
