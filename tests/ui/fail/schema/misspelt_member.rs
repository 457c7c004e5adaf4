#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction.merchnt)]
struct Shop {
    name: String,
}

fn main() {}
