#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, page: &str) -> Result<(), lean::Error>;
}

fn main() {}
