#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn search(&self, q: &str) -> Result<bank::Customer, lean::Error>;
}

fn main() {}
