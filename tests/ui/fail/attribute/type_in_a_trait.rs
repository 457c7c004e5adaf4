#[lean::api(spec = "market.yaml")]
trait Market {
    type Error;
    const LIMIT: u8;
    fn list_orders();
}

fn main() {}
