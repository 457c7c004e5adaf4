#[lean::api(spec = "market.yaml")]
trait Market {
    #[operation(listOrders)]
    fn orders(&self, tags: Vec<u32>) -> lean::Pages<market::Order>;
    #[operation(listOrders)]
    fn tagged(&self, tags: Vec<&[&str]>) -> lean::Pages<market::Order>;
}

fn main() {}
