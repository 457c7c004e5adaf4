#[lean::api(spec = "market.yaml")]
trait Market {
    #[operation(listOrders)]
    fn orders(&self, #[query(name = "X-Shop")] shop: Option<&str>) -> lean::Pages<market::Order>;
}

fn main() {}
