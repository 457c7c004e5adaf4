#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, page: i64, #[query(name = "page")] again: i64) -> Result<(), lean::Error>;
}

fn main() {}
