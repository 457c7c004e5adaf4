#[lean::api(spec = "market.yaml")]
trait Market {
    #[operation(placeOrder)]
    async fn place<T, B: Clone>(&self, body: &B) -> Result<T, lean::Error>;
}

fn main() {}
