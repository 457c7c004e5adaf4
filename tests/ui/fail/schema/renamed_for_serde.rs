#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction)]
struct Transaction {
    #[serde(rename = "booked-at")]
    when: Option<lean::Timestamp>,
}

fn main() {}
