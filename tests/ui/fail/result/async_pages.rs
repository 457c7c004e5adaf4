#[lean::api(spec = "market.yaml")]
trait Market {
    #[operation(listOrders)]
    async fn orders(&self) -> lean::Pages<market::Order>;
}

fn main() {}
