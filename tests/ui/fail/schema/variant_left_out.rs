#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction.source)]
enum Source {
    Card(Card),
}

#[derive(lean::Schema)]
#[schema(spec = "bank.yaml")]
struct Card {
    last4: String,
}

fn main() {}
