// An enum that lists all values is hit by a new one.
#[derive(lean::Schema)]
#[schema(spec = "drift.yaml")]
enum State {
    Open,
    Paid,
}

fn main() {}
