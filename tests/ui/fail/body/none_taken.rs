#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn ping(&self, #[body] body: &str) -> Result<String, lean::Error>;
}

fn main() {}
