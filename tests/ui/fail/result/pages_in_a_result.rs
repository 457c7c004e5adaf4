#[lean::api(spec = "market.yaml")]
trait Market {
    #[operation(listOrders)]
    async fn orders(&self) -> Result<lean::Pages<market::Order>, lean::Error>;
    #[operation(placeOrder)]
    fn place(&self, body: &market::Order) -> Result<lean::Call<market::PlaceOrder>, lean::Error>;
}

fn main() {}
