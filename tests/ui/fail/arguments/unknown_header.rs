#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &str, #[header(name = "X-Colour")] colour: &str) -> Result<(), lean::Error>;
}

fn main() {}
