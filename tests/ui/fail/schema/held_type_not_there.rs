#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction.source)]
enum Source {
    Card(Card),
    Transfer(Transfer),
}

fn main() {}
