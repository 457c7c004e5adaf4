#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_transactions(&self, page: i64) -> Result<(), lean::Error>;
}

fn main() {}
