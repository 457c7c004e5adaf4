#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transactions)]
struct Page {
    transactions: Vec<Line>,
}

struct Line;

fn main() {}
