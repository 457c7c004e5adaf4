#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Customer, requst)]
struct Person {
    name: String,
}

fn main() {}
