#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Customer)]
struct Person<T> {
    name: T,
}

fn main() {}
