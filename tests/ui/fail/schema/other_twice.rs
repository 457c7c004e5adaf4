#[derive(lean::Schema)]
#[schema(spec = "market.yaml", name = Order.urgency)]
enum Urgency {
    High,
    #[schema(other)]
    Usual,
    #[schema(other)]
    Other(String),
}

fn main() {}
