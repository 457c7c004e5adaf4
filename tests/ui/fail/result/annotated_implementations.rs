#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<bank::Customer, lean::Error>;
}

struct Fake;

#[lean::api(spec = "bank.yaml")]
impl Bank for Fake {
    async fn get_customer(&self, _: bank::CustomerId) -> Result<bank::Customer, lean::Error> {
        todo!()
    }
}

#[lean::api]
impl Fake {
    async fn another(&self) {}
}

fn main() {}
