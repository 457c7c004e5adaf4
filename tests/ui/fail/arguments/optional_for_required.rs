#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: Option<&str>) -> Result<(), lean::Error>;
}

fn main() {}
