#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Customer)]
struct Person {
    email: String,
}

fn main() {}
