#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, min_amount: f64) -> Result<(), lean::Error>;
}

fn main() {}
