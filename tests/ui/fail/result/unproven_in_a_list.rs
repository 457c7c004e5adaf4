#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(GET "/banks/v1")]
    async fn banks(&self) -> Result<Vec<Mine>, lean::Error>;
}

struct Mine;

fn main() {}
