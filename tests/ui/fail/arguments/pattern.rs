#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, (page, size): (i64, i32)) -> Result<(), lean::Error>;
}

fn main() {}
