#[derive(lean::Schema)]
#[schema(spec = "market.yaml", name = Order)]
struct OrderId {
    id: u32,
}

fn main() {}
