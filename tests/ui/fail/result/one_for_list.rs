#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(GET "/banks/v1")]
    async fn banks(&self) -> Result<bank::Bank, lean::Error>;
}

fn main() {}
