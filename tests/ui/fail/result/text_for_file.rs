#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_statement(&self) -> Result<String, lean::Error>;
}

fn main() {}
