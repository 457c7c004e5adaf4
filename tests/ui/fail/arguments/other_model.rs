#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, status: bank::Currency) -> Result<(), lean::Error>;
}

fn main() {}
