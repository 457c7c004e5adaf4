#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: u64) -> Result<(), lean::Error>;
}

fn main() {}
