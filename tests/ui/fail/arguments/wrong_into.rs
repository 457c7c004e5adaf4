#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: impl Into<bank::CustomerId>) -> Result<(), lean::Error>;
}

fn main() {}
