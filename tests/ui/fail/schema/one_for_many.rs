#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transactions)]
struct Page {
    transactions: Line,
}

struct Line;

fn main() {}
