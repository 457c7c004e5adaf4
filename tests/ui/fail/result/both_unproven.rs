#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer(&self, customer_id: bank::CustomerId) -> Result<Mine, lean::CallError<Mistake>>;

    #[operation(getCustomer)]
    fn now(&self, customer_id: bank::CustomerId) -> Result<Mine, Mistake>;
}

struct Mine;

struct Mistake;

fn main() {}
