#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, status: std::time::Duration) -> Result<(), lean::Error>;
}

fn main() {}
