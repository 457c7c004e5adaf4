#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(getCustomer)]
    async fn alone(&self, customer_id: bank::CustomerId) -> lean::Response<bank::Customer>;
    #[operation(getCustomer)]
    async fn misspelt(&self, customer_id: bank::CustomerId) -> Result<lean::Respons<bank::Customer>, lean::Error>;
    #[opration(getCustomer)]
    fn customer();
    #[time_out(5)]
    fn ping();
}

fn main() {}
