#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions<T>(&self, account_id: T) -> Result<(), lean::Error>;
}

fn main() {}
