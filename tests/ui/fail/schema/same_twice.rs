#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction)]
struct Line {
    amount: lean::Decimal,
    #[schema(rename = "amount")]
    again: lean::Decimal,
}

fn main() {}
