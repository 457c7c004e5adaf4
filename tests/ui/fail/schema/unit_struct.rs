#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Customer)]
struct Person;

fn main() {}
