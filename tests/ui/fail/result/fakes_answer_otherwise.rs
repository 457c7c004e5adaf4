#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<bank::Customer, lean::Error>;
}

struct Fake;

impl Bank for Fake {
    async fn get_customer(&self, _: bank::CustomerId) -> Result<bank::Customer, lean::Error> {
        unreachable!()
    }
}

struct AtOnce;

#[lean::api]
impl Bank for AtOnce {
    fn get_customer(&self, _: bank::CustomerId) -> Result<bank::Customer, lean::Error> {
        unreachable!()
    }
}

struct Wrong;

#[lean::api]
impl Bank for Wrong {
    async fn get_customer(&self, _: bank::CustomerId) -> Result<String, lean::Error> {
        unreachable!()
    }
}

fn main() {}
