#[lean::api(spec = "market.yaml")]
trait Market {
    #[operation(listOrders)]
    #[operation(placeOrder)]
    fn orders();
    #[operation(listOrders, placeOrder)]
    fn both();
    #[operation(GET /orders)]
    fn route();
}

fn main() {}
