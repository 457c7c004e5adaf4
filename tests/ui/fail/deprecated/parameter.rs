#![deny(deprecated)]

#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, old: &str) -> Result<(), lean::Error>;
}

fn main() {}
