#[derive(lean::Schema)]
#[schema(spec = "market.yaml", name = Price)]
struct Price {
    amount: f64,
}

fn main() {}
