#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Customer)]
struct Customer {
    id: i64,
}

fn main() {}
