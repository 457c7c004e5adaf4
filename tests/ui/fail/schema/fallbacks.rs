#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction.source)]
enum Source {
    #[schema(other)]
    Other(String),
}

#[derive(lean::Schema)]
#[schema(spec = "bank.yaml")]
struct Customer {
    #[schema(other)]
    name: String,
}

fn main() {}
