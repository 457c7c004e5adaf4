#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Customer)]
enum Customer {
    Someone,
}

fn main() {}
