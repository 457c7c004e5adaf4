#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction)]
struct Line {
    ammount: lean::Decimal,
}

fn main() {}
