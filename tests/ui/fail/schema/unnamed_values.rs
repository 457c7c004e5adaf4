#[derive(lean::Schema)]
#[schema(spec = "market.yaml", name = Item)]
struct Other {
    code: String,
}

#[derive(lean::Schema)]
#[schema(spec = "market.yaml", name = Order)]
struct Placed {
    urgency: Option<Other>,
    price: String,
}

fn main() {}
