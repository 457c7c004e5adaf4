#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, #[query(name = "pag")] number: i64) -> Result<(), lean::Error>;
}

fn main() {}
