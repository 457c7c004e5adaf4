// The member may be absent or null now: the message of the field says what it was.
#[derive(lean::Schema)]
#[schema(spec = "drift.yaml")]
struct Order {
    id: String,
    note: String,
}

fn main() {}
