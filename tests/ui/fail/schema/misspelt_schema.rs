#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transacton)]
struct Line {
    amount: lean::Decimal,
}

fn main() {}
