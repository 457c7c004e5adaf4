#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction)]
struct Line {
    amount: f64,
}

fn main() {}
